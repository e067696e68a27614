"""Reports into the library: kept with version and retrieval, and sorted into their story.

Each report is one transaction: when `add` gives it, it is kept, whatever happens next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, Literal

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, insert, select, update

from rashomon.intake.addresses import address_key
from rashomon.intake.provenance import versions_of
from rashomon.library.articles import Place, place_of
from rashomon.library.desk import Desk
from rashomon.library.findings import keep_reading, keep_searched
from rashomon.library.opening import Library
from rashomon.library.packing import moment, report_from_json, report_to_json
from rashomon.library.tables import membership, reports, retrievals, versions
from rashomon.reading.reading import Reading
from rashomon.report import Report, Retrieval
from rashomon.sorting import Change


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a report: `new`, a new version of one (`changed`), or `known` already.

    `id` is its id in the library, `story` the one it is in now, `changes` what that did to
    stories.
    """

    id: str
    what: Literal["new", "changed", "known"]
    version: int
    story: str
    title: str | None = None
    outlet: str | None = None
    changes: tuple[Change, ...] = ()


def in_order(found: Sequence[Report]) -> tuple[Report, ...]:
    """Gives reports in the order in which to add them: older versions before newer ones."""
    return tuple(report for article in versions_of(found) for report in article)


def add(
    library: Library,
    found: Iterable[Reading],
    *,
    now: datetime | None = None,
    desk: Desk | None = None,
) -> Iterator[Added]:
    """Adds reports that were read, one transaction each; gives what became of each, once kept.

    Adding a report again changes nothing but, where it was retrieved anew, its retrievals. `now`
    is the time of adding, the clock's where None. Who adds again and again gives one `desk` each
    time, so that the reports of the window are not read anew. Raises RashomonError R5xx where the
    library fails; what was given until then is kept.
    """
    desk = desk or Desk()
    for reading in found:
        time = now or datetime.now(UTC)
        try:
            with library.writing() as connection:
                added = _add(connection, desk, reading, time)
        except BaseException:
            desk.forget()
            raise
        yield added


def _add(connection: Connection, desk: Desk, reading: Reading, now: datetime) -> Added:
    at = moment(now)
    report = reading.report
    place = place_of(connection, report)
    if place.what == "known":
        _keep_retrievals(connection, place, report.retrievals, at)
        return _added(connection, place, report, ())
    kept = replace(report, id=place.report)
    _keep_report(connection, place, kept, at)
    _keep_retrievals(connection, place, report.retrievals, at)
    renamed = reading.of(kept)
    keep_reading(connection, renamed, version=place.version)
    keep_searched(connection, renamed)
    changes = desk.sort(connection, kept, today=now.astimezone(UTC).date().toordinal(), at=at)
    return _added(connection, place, kept, tuple(changes))


def _added(
    connection: Connection, place: Place, report: Report, changes: tuple[Change, ...]
) -> Added:
    story = connection.execute(
        select(membership.c.story).where(membership.c.report == place.report)
    ).scalar_one()
    return Added(
        id=place.report,
        what=place.what,
        version=place.version,
        story=story,
        title=report.title,
        outlet=report.outlet,
        changes=changes,
    )


def _keep_report(connection: Connection, place: Place, report: Report, at: str) -> None:
    line = {
        "version": place.version,
        "address": address_key(report.url or ""),
        "url": report.url,
        "outlet": report.outlet,
        "title": report.title,
        "published": report.published,
        "language": report.language,
    }
    if place.what == "new":
        connection.execute(insert(reports).values(id=place.report, added=at, **line))
    else:
        connection.execute(update(reports).where(reports.c.id == place.report).values(line))
    connection.execute(
        insert(versions).values(
            report=place.report,
            number=place.version,
            sha256=report.sha256,
            added=at,
            data=report_to_json(report),
        )
    )


def _keep_retrievals(
    connection: Connection, place: Place, found: Sequence[Retrieval], at: str
) -> None:
    """Keeps where a report was taken from, each place once."""
    for retrieval in found:
        fields: dict[str, Any] = msgspec.structs.asdict(retrieval)
        known = select(retrievals.c.id).where(
            retrievals.c.report == place.report,
            retrievals.c.version == place.version,
            *(retrievals.c[name].is_not_distinct_from(value) for name, value in fields.items()),
        )
        if connection.scalar(known.limit(1)) is None:
            values = {"report": place.report, "version": place.version, "added": at, **fields}
            connection.execute(insert(retrievals).values(values))


def report_of_version(connection: Connection, report: str, number: int) -> Report:
    """Gives a report as one of its versions had it. Raises NoResultFound where there is none."""
    query = select(versions.c.data).where(versions.c.report == report, versions.c.number == number)
    return report_from_json(connection.execute(query).scalar_one())
