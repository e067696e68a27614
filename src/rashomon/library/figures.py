"""The figures of a story's last comparison, and the disputes that it gained by it."""

from __future__ import annotations

import json

import msgspec
from sqlalchemy import Connection, delete, insert, select

from rashomon.comparing.comparison import Comparison
from rashomon.library.tables import changes as change_log
from rashomon.library.tables import figures


class Figures(msgspec.Struct, frozen=True, kw_only=True, rename={"one_origin": "one-origin"}):
    """What a story's last comparison found, and when: so many reports were `compared` then."""

    at: str
    compared: int
    origins: int
    agreed: int
    one_origin: int
    disputed: int
    sole: int


def keep_figures(connection: Connection, story: str, found: Comparison, *, at: str) -> None:
    """Keeps the figures of a comparison; a story that has more disputes than before is logged.

    The log's `disputed` names the claims of which none had the words before.
    """
    before = connection.execute(
        select(figures.c.disputed, figures.c.disputes).where(figures.c.story == story)
    ).first()
    known = set(json.loads(before.disputes)) if before else set()
    disputed = [claim for claim in found.claims if claim.standing == "disputed"]
    summary = found.summary
    connection.execute(delete(figures).where(figures.c.story == story))
    connection.execute(
        insert(figures).values(
            story=story,
            at=at,
            compared=summary.reports,
            origins=summary.origins,
            agreed=summary.agreed,
            one_origin=summary.one_origin,
            disputed=summary.disputed,
            sole=summary.sole,
            disputes=json.dumps([claim.gist for claim in disputed]),
        )
    )
    fresh = [claim for claim in disputed if claim.gist not in known]
    if fresh and summary.disputed > (before.disputed if before else 0):
        members = sorted({passage.report for claim in fresh for passage in claim.passages})
        connection.execute(
            insert(change_log).values(
                at=at,
                kind="disputed",
                story=story,
                reports=json.dumps(members),
                why=" · ".join(claim.gist for claim in fresh),
            )
        )
