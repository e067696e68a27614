"""Which report of the library an incoming one is: the same, a new version of it, or none yet."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Literal, NamedTuple

from sqlalchemy import Connection, bindparam, func, or_, select

from rashomon.intake.addresses import address_key
from rashomon.intake.provenance import same_articles, versions_of
from rashomon.library.packing import report_from_json
from rashomon.library.parts import in_parts
from rashomon.library.tables import reports, versions
from rashomon.report import Report

# Written once, because every report that comes is asked for.
_NEAR = (
    select(versions.c.report, versions.c.number, versions.c.sha256, versions.c.data)
    .join(reports, reports.c.id == versions.c.report)
    .where(versions.c.sha256 == bindparam("sha256"))
    .order_by(versions.c.report, versions.c.number)
)
_NEAR_BY_ADDRESS = (
    select(versions.c.report, versions.c.number, versions.c.sha256, versions.c.data)
    .join(reports, reports.c.id == versions.c.report)
    .where(or_(versions.c.sha256 == bindparam("sha256"), reports.c.address == bindparam("address")))
    .order_by(versions.c.report, versions.c.number)
)
_BY_ID = select(reports.c.id).where(reports.c.id == bindparam("id"))


class Place(NamedTuple):
    """Where a report belongs: `new`, a new version (`changed`) or one that is `known`."""

    what: Literal["new", "changed", "known"]
    report: str
    version: int


class Newcomers:
    """Which of some reports that come together nothing else has anything in common with.

    Most that come are such: a few queries tell it of all of them.
    """

    def __init__(self, connection: Connection, found: Sequence[Report]) -> None:
        self._seen: dict[str, set[str | None]] = {}
        for name, column, values in (
            ("text", versions.c.sha256, [report.sha256 for report in found]),
            ("address", reports.c.address, [address_key(report.url or "") for report in found]),
            ("id", reports.c.id, [report.id for report in found]),
        ):
            seen = self._seen[name] = set()
            for some in in_parts(value for value in values if value is not None):
                seen.update(connection.execute(select(column).where(column.in_(some))).scalars())

    def take(self, report: Report) -> bool:
        """Says whether no report has the text, the address or the id of one, nor had one before.

        From then on it has them itself.
        """
        told = {"text": report.sha256, "address": address_key(report.url or ""), "id": report.id}
        known = any(value is not None and value in self._seen[n] for n, value in told.items())
        for name, value in told.items():
            self._seen[name].add(value)
        return not known

    def name(self, report: str) -> None:
        """Takes an id that a report was given."""
        self._seen["id"].add(report)


def place_of(connection: Connection, report: Report) -> Place:
    """Gives where an incoming report belongs.

    Reports are one article where `rashomon.intake.provenance` says so: one text of one address or
    outlet, or one address with another text. A report without both is known again by its text
    and its id. A text that any version of the article had is known; but one that was fetched after
    the version that stands, and is not as that one is, is the next: the outlet took a change back,
    or changed the headline alone.
    """
    address = address_key(report.url or "")
    found = connection.execute(
        _NEAR_BY_ADDRESS if address else _NEAR, {"sha256": report.sha256, "address": address}
    ).all()
    others = [(row.report, row.number, report_from_json(row.data)) for row in found]
    for name, number, other in reversed(others):  # of several with this text, the latest
        if other.sha256 == report.sha256 and _is_same(other, report):
            last, standing = next((n, one) for of, n, one in reversed(others) if of == name)
            if _was_changed(standing, report):
                return Place("changed", name, last + 1)
            return Place("known", name, number)
    for name, _, other in others:
        if len(versions_of((other, report))) == 1:
            numbers = select(func.max(versions.c.number)).where(versions.c.report == name)
            return Place("changed", name, connection.execute(numbers).scalar_one() + 1)
    return Place("new", _free_id(connection, report.id), 1)


def _was_changed(standing: Report, report: Report) -> bool:
    """Says whether what was fetched at the address of an article is not what stands.

    Headlines are held against each other only where one reader took both: a feed's may be another.
    """
    if (_fetched(report) or "") <= (_fetched(standing) or "~"):
        return False
    address = address_key(report.url or "")
    if address is None or address != address_key(standing.url or ""):
        return False
    if report.sha256 != standing.sha256:
        return True
    return _reader(report) == _reader(standing) and bool(
        report.title and standing.title and report.title != standing.title
    )


def _fetched(report: Report) -> str | None:
    """Gives when a report was fetched last, None where it was not."""
    return max((one.retrieved for one in report.retrievals if one.retrieved), default=None)


def _reader(report: Report) -> str | None:
    """Gives what made the text, without its version."""
    return next((one.reader.partition(" ")[0] for one in report.retrievals), None)


def _is_same(one: Report, other: Report) -> bool:
    if len(same_articles((one, other))) == 1 or len(versions_of((one, other))) == 1:
        return True
    return (one.id, one.outlet, one.url) == (other.id, other.outlet, other.url)


def _free_id(connection: Connection, wanted: str) -> str:
    """Gives the id itself, or with "-2", "-3" added where another report has it."""
    for number in itertools.count(1):
        name = wanted if number == 1 else f"{wanted}-{number}"
        if connection.scalar(_BY_ID, {"id": name}) is None:
            return name
    raise AssertionError  # the numbers do not end
