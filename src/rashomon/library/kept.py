"""Judgements as rows: written once, marked where they are taken back, never deleted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

import msgspec
from sqlalchemy import Connection, func, insert, select

from rashomon.judgement import Judged, Judgement, Kept, Settled, Word, settle
from rashomon.library.tables import judged, judgements

OF_STORIES = ("merge", "split")
OF_SPEAKERS = ("right", "wrong")
_SIDES = ("one", "other")


def keep_judgement(connection: Connection, judgement: Judgement, *, at: str, models: str) -> Kept:
    """Writes a judgement; gives it with its number."""
    identity = (connection.scalar(select(func.max(judgements.c.id))) or 0) + 1
    line = {
        "id": identity,
        "said": judgement.said,
        "speaker": judgement.speaker,
        "instead": judgement.instead,
        "by": judgement.by,
        "at": at,
        "models": models,
    }
    connection.execute(insert(judgements).values(line))
    connection.execute(
        insert(judged),
        [
            {"judgement": identity, "side": side, **msgspec.structs.asdict(one)}
            for side in _SIDES
            for one in getattr(judgement, side)
        ],
    )
    return Kept(id=identity, at=at, models=models, **msgspec.structs.asdict(judgement))


def judgements_on(connection: Connection, reports: Collection[str] | None = None) -> list[Kept]:
    """Gives all judgements, or those that name one of some reports, the oldest first."""
    query = select(judgements).order_by(judgements.c.id)
    parts = select(judged).order_by(judged.c.id)
    if reports is not None:
        named = select(judged.c.judgement).where(judged.c.report.in_(reports))
        query = query.where(judgements.c.id.in_(named))
        parts = parts.where(judged.c.judgement.in_(named))
    return _kept(connection, query, parts)


def judgement_of(connection: Connection, identity: int) -> Kept | None:
    """Gives the judgement with this id."""
    query = select(judgements).where(judgements.c.id == identity)
    parts = select(judged).where(judged.c.judgement == identity).order_by(judged.c.id)
    return next(iter(_kept(connection, query, parts)), None)


def in_force_on(connection: Connection, reports: Collection[str]) -> list[Kept]:
    """Gives the judgements on claims and speakers of some reports that nobody took back."""
    return [
        kept
        for kept in judgements_on(connection, reports)
        if kept.undone_at is None and kept.said not in OF_STORIES
    ]


def on_stories(connection: Connection) -> Settled[str]:
    """Gives which reports people want in one story, and which not, as it holds now."""
    query = select(judgements).where(
        judgements.c.said.in_(OF_STORIES), judgements.c.undone_at.is_(None)
    )
    named = query.with_only_columns(judgements.c.id)
    parts = select(judged).where(judged.c.judgement.in_(named)).order_by(judged.c.id)
    return settle(
        Word(
            together=kept.said == "merge",
            one=frozenset(one.report for one in kept.one),
            other=frozenset(other.report for other in kept.other),
        )
        for kept in _kept(connection, query.order_by(judgements.c.id), parts)
    )


def turns_on_stories(connection: Connection) -> tuple[int, int]:
    """Gives two counts that change with every judgement on stories, and when one is taken back."""
    query = select(func.count(), func.count(judgements.c.undone_at)).where(
        judgements.c.said.in_(OF_STORIES)
    )
    made, undone = connection.execute(query).one()
    return made, undone


def _kept(connection: Connection, query: Any, parts: Any) -> list[Kept]:  # noqa: ANN401
    sides: dict[tuple[int, str], list[Judged]] = defaultdict(list)
    for row in connection.execute(parts).mappings():
        fields = {name: row[name] for name in Judged.__struct_fields__}
        sides[row["judgement"], row["side"]].append(Judged(**fields))
    return [
        Kept(**row, one=tuple(sides[row["id"], "one"]), other=tuple(sides[row["id"], "other"]))
        for row in connection.execute(query).mappings()
    ]
