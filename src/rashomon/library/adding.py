"""Reports into the library: kept with version and retrieval, and sorted into their story.

When `add` gives a report, it is kept, whatever happens next.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, Literal, TypeVar

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, Table, insert, select, update

from rashomon.bulk.sketching import Sketched
from rashomon.errors import RashomonError
from rashomon.intake.addresses import address_key
from rashomon.intake.provenance import versions_of
from rashomon.library.articles import Newcomers, Place, place_of
from rashomon.library.desk import Desk
from rashomon.library.findings import keep_readings, keep_searched
from rashomon.library.opening import Library
from rashomon.library.packing import moment, report_to_json
from rashomon.library.parts import in_parts
from rashomon.library.tables import membership, reports, retrievals, versions
from rashomon.reading.reading import Reading
from rashomon.report import Report, Retrieval
from rashomon.sorting import Change, Sketch, sketch_of

_AT_MOST = 64  # reports in one transaction
_FAST = 0.02  # seconds to wait for a report: longer than that, and it is not waited for another
_Item = TypeVar("_Item")


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


def known_texts(library: Library, found: Iterable[Report]) -> set[str]:
    """Gives the hashes of those texts of reports that the library has: their `sha256`."""
    known: set[str] = set()
    with library.reading() as connection:
        for some in in_parts(report.sha256 for report in found):
            query = select(versions.c.sha256).where(versions.c.sha256.in_(some))
            known.update(connection.execute(query).scalars())
    return known


def add(
    library: Library,
    found: Iterable[Reading | Sketched],
    *,
    now: datetime | None = None,
    desk: Desk | None = None,
) -> Iterator[Added]:
    """Adds reports that were read; gives what became of each, once kept.

    Reports that come fast are kept some at a time, others each in a transaction of its own. Adding
    a report again changes nothing but, where it was retrieved anew, its retrievals. `now` is the
    time of adding, the clock's where None. Who adds again and again gives one `desk` each time,
    so that the reports of the window are not read anew. Raises RashomonError R5xx where the
    library fails; what was given until then is kept.
    """
    desk = desk or Desk()
    for some in _as_they_come(found):
        try:
            done = _add(library, desk, some, now)
        except RashomonError:
            if len(some) == 1:
                raise
            # What one of them is refused for may not cost the others.
            for one in some:
                yield from _add(library, desk, [one], now)
        else:
            yield from done


def _as_they_come(found: Iterable[_Item]) -> Iterator[list[_Item]]:
    """Gives what comes fast some at a time; nothing that has come waits long for what is slow.

    The first comes alone, and then twice as many each time, so that the first is told at once.
    """
    some: list[_Item] = []
    most = 1
    asked = time.monotonic()
    try:
        for item in found:
            some.append(item)
            if len(some) >= most or time.monotonic() - asked > _FAST:
                yield some
                some = []
                most = min(2 * most, _AT_MOST)
            asked = time.monotonic()
    except Exception:
        if some:
            yield some
        raise
    if some:
        yield some


def _add(
    library: Library, desk: Desk, some: Sequence[Reading | Sketched], now: datetime | None
) -> list[Added]:
    """Adds reports in one transaction."""
    try:
        with library.writing() as connection:
            return _added_in(connection, desk, some, now or datetime.now(UTC))
    except BaseException:
        desk.forget()
        raise


def _added_in(
    connection: Connection, desk: Desk, some: Sequence[Reading | Sketched], now: datetime
) -> list[Added]:
    at = moment(now)
    newcomers = Newcomers(connection, [_reading(one).report for one in some])
    lines = _Lines(connection)
    places: list[tuple[Place, Report]] = []
    fresh: list[tuple[Reading, int]] = []
    sorting: list[tuple[Report, Sketch]] = []
    for one in some:
        reading = _reading(one)
        report = reading.report
        if newcomers.take(report):
            place = Place("new", report.id, 1)
        else:
            lines.write()  # it may be one of those
            place = place_of(connection, report)
            newcomers.name(place.report)
        places.append((place, report))
        if place.what != "known":
            kept = replace(report, id=place.report)
            _keep_report(connection, lines, place, kept, at)
            made = one.sketch if isinstance(one, Sketched) else sketch_of(report)
            sorting.append((kept, replace(made, report=place.report)))
            fresh.append((reading.of(kept), place.version))
        _keep_retrievals(connection, lines, place, report.retrievals, at)
    lines.write()
    keep_readings(connection, fresh)
    # Of an article that came in two versions the later one is searched.
    latest = {reading.report.id: reading for reading, _ in fresh}
    keep_searched(connection, list(latest.values()))
    today = now.astimezone(UTC).date().toordinal()
    changes = iter(desk.sort(connection, sorting, today=today, at=at))
    stories = _stories(connection, {place.report for place, _ in places})
    return [
        Added(
            id=place.report,
            what=place.what,
            version=place.version,
            story=stories[place.report],
            title=report.title,
            outlet=report.outlet,
            changes=() if place.what == "known" else tuple(next(changes)),
        )
        for place, report in places
    ]


def _reading(one: Reading | Sketched) -> Reading:
    return one.reading if isinstance(one, Sketched) else one


class _Lines:
    """New lines of reports, versions and retrievals, written together."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._lines: dict[Table, list[dict[str, Any]]] = {reports: [], versions: [], retrievals: []}

    def put(self, table: Table, line: dict[str, Any]) -> None:
        """Takes a line, to be written with the others."""
        self._lines[table].append(line)

    def write(self) -> None:
        """Writes what was taken."""
        for table, lines in self._lines.items():
            if lines:
                self._connection.execute(insert(table), lines)
                lines.clear()


def _stories(connection: Connection, found: Collection[str]) -> dict[str, str]:
    query = select(membership.c.report, membership.c.story)
    rows = connection.execute(query.where(membership.c.report.in_(found)))
    return {row.report: row.story for row in rows}


def _keep_report(
    connection: Connection, lines: _Lines, place: Place, report: Report, at: str
) -> None:
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
        lines.put(reports, {"id": place.report, "added": at, **line})
    else:
        connection.execute(update(reports).where(reports.c.id == place.report).values(line))
    kept = {
        "report": place.report,
        "number": place.version,
        "sha256": report.sha256,
        "added": at,
        "data": report_to_json(report),
    }
    lines.put(versions, kept)


def _keep_retrievals(
    connection: Connection, lines: _Lines, place: Place, found: Sequence[Retrieval], at: str
) -> None:
    """Keeps where a report was taken from, each place once."""
    for retrieval in dict.fromkeys(found):
        fields: dict[str, Any] = msgspec.structs.asdict(retrieval)
        known = select(retrievals.c.id).where(
            retrievals.c.report == place.report,
            retrievals.c.version == place.version,
            *(retrievals.c[name].is_not_distinct_from(value) for name, value in fields.items()),
        )
        if place.what != "known" or connection.scalar(known.limit(1)) is None:
            values = {"report": place.report, "version": place.version, "added": at, **fields}
            lines.put(retrievals, values)
