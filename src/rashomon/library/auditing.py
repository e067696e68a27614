"""Whether a library is whole: each report kept with all that belongs to it, no story torn."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    ScalarSelect,
    Select,
    Text,
    and_,
    cast,
    exists,
    func,
    select,
    text,
)
from sqlalchemy.exc import DatabaseError

from rashomon.errors import RashomonError
from rashomon.library.opening import Library
from rashomon.library.packing import report_from_json, unpack
from rashomon.library.tables import (
    claims,
    comparisons,
    membership,
    passages,
    readings,
    reports,
    retrievals,
    sketches,
    statements,
    stories,
    versions,
)
from rashomon.reading.reading import Reading
from rashomon.report import fingerprint

_AT_ONCE = 200
_TOLD = 20  # faults of one kind


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong with a row: `item` is the id of the report or story, or the table's name."""

    item: str
    what: str


def audit(library: Library) -> list[Fault]:
    """Looks through the whole library; gives what is wrong, nothing where all is well.

    At most twenty faults of a kind. Raises RashomonError R5xx where the library can not be read.
    """
    with library.snapshot() as connection:
        found = [*_torn(connection), *_damaged(connection)]
    # SQLite's full-text index can only be looked through by a writer.
    with library.writing() as connection:
        return [*found, *_database(connection)]


def _torn(connection: Connection) -> Iterator[Fault]:
    for what, query in _rules():
        for item in connection.execute(query.limit(_TOLD)).scalars():
            yield Fault(item=item, what=what)


def _rules() -> list[tuple[str, Select[str]]]:
    """Gives what can be wrong, each with a query for the ids of what is."""
    report, story = select(reports.c.id), select(stories.c.id)
    now = and_(versions.c.report == reports.c.id, versions.c.number == reports.c.version)
    numbers = select(func.count()).where(versions.c.report == reports.c.id).scalar_subquery()
    in_story = select(func.count()).where(membership.c.story == stories.c.id).scalar_subquery()
    said = select(func.count()).where(statements.c.report == reports.c.id).scalar_subquery()
    searched = _searched("report", passages.c.report == reports.c.id)
    searched_said = _searched("statement", passages.c.report == reports.c.id)
    claimed = select(func.count()).where(claims.c.story == stories.c.id).scalar_subquery()
    searched_claims = _searched("claim", passages.c.story == stories.c.id)
    compared = exists().where(comparisons.c.story == stories.c.id)
    read = exists().where(
        readings.c.report == reports.c.id, readings.c.version == reports.c.version
    )
    lost = ~exists().where(stories.c.id == passages.c.story)
    return [
        ("its version is missing", report.where(~exists().where(now))),
        ("a version is missing", report.where(numbers < reports.c.version)),
        ("it was not read", report.where(~read)),
        ("it is in no story", report.where(~exists().where(membership.c.report == reports.c.id))),
        ("it has no sketch", report.where(~exists().where(sketches.c.report == reports.c.id))),
        ("it is not searched once", report.where(searched != 1)),
        ("its statements are not searched", report.where(said != searched_said)),
        ("it counts its reports wrong", story.where(stories.c.reports != in_story)),
        ("it has no report", story.where(in_story == 0)),
        ("its claims are not searched", story.where(claimed != searched_claims)),
        ("claims without a comparison", story.where(claimed > 0, ~compared)),
        (
            "claims of a story that is gone are searched",
            select(cast(passages.c.story, Text)).where(passages.c.kind == "claim", lost).distinct(),
        ),
        (
            "a retrieval of a version that is not there",
            select(retrievals.c.report).where(
                ~exists().where(
                    versions.c.report == retrievals.c.report,
                    versions.c.number == retrievals.c.version,
                )
            ),
        ),
    ]


def _searched(kind: str, whose: ColumnElement[bool]) -> ScalarSelect[int]:
    return select(func.count()).where(passages.c.kind == kind, whose).scalar_subquery()


def _damaged(connection: Connection) -> Iterator[Fault]:
    """Unpacks readings, and holds each text against its hash. Sketches are made anew as needed."""
    asked = connection.execution_options(yield_per=_AT_ONCE)
    for row in asked.execute(select(versions)):
        if not _is_whole(row.data, row.sha256):
            yield Fault(item=row.report, what=f"the text of version {row.number} is damaged")
    for row in asked.execute(select(readings)):
        try:
            unpack(row.data, Reading)
        except RashomonError:
            yield Fault(item=row.report, what=f"the reading of version {row.version} is damaged")


def _is_whole(data: str, sha256: str) -> bool:
    try:
        return fingerprint(report_from_json(data).text) == sha256
    except RashomonError:
        return False


def _database(connection: Connection) -> Iterator[Fault]:
    """Asks SQLite itself; PostgreSQL keeps its indexes in step and has no such question."""
    if connection.dialect.name != "sqlite":
        return
    for (told,) in connection.execute(text("PRAGMA integrity_check(20)")):
        if told != "ok":
            yield Fault(item="database", what=told)
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield Fault(item=row[0], what=f"row {row[1]} names a row of {row[2]} that is not there")
    try:
        whole = "INSERT INTO passages_words(passages_words, rank) VALUES ('integrity-check', 1)"
        connection.execute(text(whole))
    except DatabaseError:
        yield Fault(item="passages_words", what="the full-text index is not that of the passages")
