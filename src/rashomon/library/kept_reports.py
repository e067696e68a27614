"""A report of the library with all that is kept of it: versions, places, story, reading."""

from __future__ import annotations

import msgspec
from sqlalchemy import func, select

from rashomon.errors import RashomonError
from rashomon.library.alike import copies_of_reports
from rashomon.library.findings import kept_reading
from rashomon.library.opening import Library
from rashomon.library.packing import report_from_json
from rashomon.library.paging import Leaf, cursor_of, keys_of
from rashomon.library.stories import ListedReport
from rashomon.library.tables import membership, reports, retrievals, stories, versions
from rashomon.reading.reading import Reading
from rashomon.report import Report


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """A text that an article had: its number, when it was added, and the report as it was."""

    number: int
    added: str
    report: Report


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """Where a version was taken from, and when."""

    version: int
    source: str
    added: str
    retrieved: str | None = None
    address: str | None = None


class KeptReport(msgspec.Struct, frozen=True, kw_only=True):
    """A report with its versions, the oldest first. The last added need not stand now."""

    id: str
    version: int
    story: str
    story_title: str
    versions: tuple[Version, ...]
    taken: tuple[Taken, ...]

    @property
    def report(self) -> Report:
        """The report as it stands now."""
        return next(one.report for one in self.versions if one.number == self.version)


def kept_report(library: Library, report: str) -> KeptReport:
    """Gives a report with its versions. Raises RashomonError R521 where there is none."""
    line = (
        select(
            reports.c.id,
            reports.c.version,
            membership.c.story,
            stories.c.title.label("story_title"),
        )
        .join(membership, membership.c.report == reports.c.id)
        .join(stories, stories.c.id == membership.c.story)
        .where(reports.c.id == report)
    )
    texts = select(versions).where(versions.c.report == report).order_by(versions.c.number)
    places = select(retrievals).where(retrievals.c.report == report).order_by(retrievals.c.id)
    with library.reading() as connection:
        found = connection.execute(line).mappings().first()
        if found is None:
            raise _no_such_report(report)
        return KeptReport(
            **found,
            versions=tuple(
                Version(number=row.number, added=row.added, report=report_from_json(row.data))
                for row in connection.execute(texts)
            ),
            taken=tuple(
                Taken(**{name: row[name] for name in Taken.__struct_fields__})
                for row in connection.execute(places).mappings()
            ),
        )


def reading_of(library: Library, report: str) -> Reading | None:
    """Gives the reading of a report as it stands, None where these models have not read it.

    Raises RashomonError R521 where there is no such report.
    """
    with library.reading() as connection:
        version = connection.execute(
            select(reports.c.version).where(reports.c.id == report)
        ).scalar()
        if version is None:
            raise _no_such_report(report)
        return kept_reading(connection, report, version=version)


def report_lines(
    library: Library, *, after: str | None = None, limit: int = 50, story: str | None = None
) -> Leaf[ListedReport]:
    """Gives reports by their ids; `story` keeps those of one story.

    Raises RashomonError R520 for a damaged cursor.
    """
    columns = [reports.c[name] for name in ListedReport.__struct_fields__ if name in reports.c]
    query = select(*columns).order_by(reports.c.id).limit(limit + 1)
    keys = keys_of(after, str)
    if keys is not None:
        query = query.where(reports.c.id > keys[0])
    if story is not None:
        query = query.join(membership, membership.c.report == reports.c.id).where(
            membership.c.story == story
        )
    with library.reading() as connection:
        copied = copies_of_reports(connection)
        found = [
            ListedReport(**row, copy=copied.get(row["id"]))
            for row in connection.execute(query).mappings()
        ]
    more = len(found) > limit
    return Leaf(items=tuple(found[:limit]), next=cursor_of(found[limit - 1].id) if more else None)


def counted(library: Library) -> tuple[int, int]:
    """Gives how many reports and how many stories there are."""
    with library.reading() as connection:
        return (
            connection.execute(select(func.count()).select_from(reports)).scalar_one(),
            connection.execute(select(func.count()).select_from(stories)).scalar_one(),
        )


def _no_such_report(report: str) -> RashomonError:
    return RashomonError("R521", f"{report}: there is no such report in the library.")
