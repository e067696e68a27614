"""People's judgements in the library: kept apart from the machine's findings, and obeyed by them.

Nothing is deleted: what is taken back is marked so, and stays.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import UTC, datetime

from msgspec.structs import replace
from sqlalchemy import Connection, insert, select, update

from rashomon.bulk.cache import models_fingerprint
from rashomon.errors import RashomonError
from rashomon.judgement import Judged, Judgement, Kept
from rashomon.library.desk import sort_anew
from rashomon.library.findings import drop_comparison, keep_searched, kept_reading
from rashomon.library.kept import (
    OF_SPEAKERS,
    OF_STORIES,
    judgement_of,
    judgements_on,
    keep_judgement,
)
from rashomon.library.opening import Library
from rashomon.library.packing import moment
from rashomon.library.stories import no_such_story
from rashomon.library.tables import changes as change_log
from rashomon.library.tables import judgements as judgement_table
from rashomon.library.tables import membership, reports


def merge_stories(library: Library, story: str, other: str, *, by: str) -> Judgement:
    """Gives the judgement that two stories are one. Raises RashomonError R505, R508."""
    if story == other:
        raise RashomonError("R508", f"{story}: give two different stories.")
    with library.reading() as connection:
        one, two = (_reports(connection, name) for name in (story, other))
    return Judgement(said="merge", by=by, one=_whole(one), other=_whole(two))


def split_story(library: Library, story: str, reports: Collection[str], *, by: str) -> Judgement:
    """Gives the judgement that some reports of a story are of another.

    Raises RashomonError R505 where there is no such story, R508 where a report is not in it, or
    none would be left.
    """
    with library.reading() as connection:
        members = _reports(connection, story)
    for report in reports:
        if report not in members:
            raise RashomonError("R508", f"{report}: there is no such report in story {story}.")
    rest = [member for member in members if member not in reports]
    if not rest or not reports:
        raise RashomonError("R508", f"{story}: name some reports of it, not all.")
    return Judgement(said="split", by=by, one=_whole(sorted(set(reports))), other=_whole(rest))


def judge(library: Library, judgement: Judgement, *, now: datetime | None = None) -> Kept:
    """Keeps a judgement; from now on it is obeyed. Gives it as it is kept.

    `now` is the time of judging, the clock's where None. Raises RashomonError R508 where it names
    a report that the library does not have, or a name in it is none, R5xx where the library
    fails; then nothing is kept.
    """
    for name in (judgement.by, judgement.instead):
        if name is not None and not (name.strip() and name.isprintable()):
            raise RashomonError("R508", f"{name!r} is no name.")
    at = moment(now or datetime.now(UTC))
    with library.writing() as connection:
        named = {judged.report for judged in (*judgement.one, *judgement.other)}
        known = set(
            connection.execute(select(reports.c.id).where(reports.c.id.in_(named))).scalars()
        )
        if missing := sorted(named - known):
            raise RashomonError("R508", f"{missing[0]}: the library has no such report.")
        kept = keep_judgement(connection, judgement, at=at, models=models_fingerprint())
        _obey(connection, kept, why=f"{kept.by} said so (judgement {kept.id})", at=at)
    return kept


def undo(library: Library, identity: int, *, by: str, now: datetime | None = None) -> Kept:
    """Takes a judgement back: it is kept, and obeyed no more. Gives it as it is kept.

    Raises RashomonError R509 where there is none with this id, or it was taken back before.
    """
    at = moment(now or datetime.now(UTC))
    with library.writing() as connection:
        kept = judgement_of(connection, identity)
        if kept is None:
            raise RashomonError("R509", f"{identity}: there is no such judgement.")
        if kept.undone_at is not None:
            raise RashomonError(
                "R509", f"{identity}: {kept.undone_by} took it back at {kept.undone_at}."
            )
        connection.execute(
            update(judgement_table)
            .where(judgement_table.c.id == identity)
            .values(undone_by=by, undone_at=at)
        )
        _obey(connection, kept, why=f"{by} took back judgement {identity}", at=at)
    return replace(kept, undone_by=by, undone_at=at)


def judgements(library: Library, *, story: str | None = None) -> list[Kept]:
    """Gives all judgements, or those on the reports of a story, the oldest first.

    Those that were taken back are among them (`undone_at`). Raises RashomonError R505 where there
    is no such story.
    """
    with library.reading() as connection:
        return judgements_on(connection, None if story is None else _reports(connection, story))


def _obey(connection: Connection, kept: Kept, *, why: str, at: str) -> None:
    """Brings stories and what is searched in line with a judgement that came or went."""
    members = sorted({judged.report for judged in (*kept.one, *kept.other)})
    if kept.said in OF_STORIES:
        sort_anew(connection, members, why=why, at=at)
        return
    homes = select(membership.c.story).where(membership.c.report.in_(members)).distinct()
    for story in connection.execute(homes).scalars().all():
        drop_comparison(connection, story)
        line = {"at": at, "kind": "judged", "story": story, "why": why}
        connection.execute(insert(change_log).values(**line, reports=json.dumps(members)))
    if kept.said in OF_SPEAKERS:
        for report in members:
            number = select(reports.c.version).where(reports.c.id == report)
            reading = kept_reading(
                connection, report, version=connection.execute(number).scalar_one()
            )
            if reading is not None:
                keep_searched(connection, [reading])


def _reports(connection: Connection, story: str) -> list[str]:
    query = select(membership.c.report).where(membership.c.story == story)
    found = list(connection.execute(query.order_by(membership.c.report)).scalars())
    if not found:
        raise no_such_story(story)
    return found


def _whole(names: Sequence[str]) -> tuple[Judged, ...]:
    return tuple(Judged(report=name) for name in names)
