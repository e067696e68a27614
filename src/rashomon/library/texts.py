"""The texts of reports: as one stands now, and as a version had it."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select

from rashomon.library.packing import report_from_json
from rashomon.library.tables import reports, versions
from rashomon.report import Report

# Written once, because it is asked for many of the reports that come.
_NOW = (
    select(versions.c.data)
    .join(reports, reports.c.id == versions.c.report)
    .where(reports.c.id == bindparam("id"), versions.c.number == reports.c.version)
)


def report_now(connection: Connection, report: str) -> Report:
    """Gives a report as it stands. Raises NoResultFound where there is none."""
    return report_from_json(connection.execute(_NOW, {"id": report}).scalar_one())


def report_of_version(connection: Connection, report: str, number: int) -> Report:
    """Gives a report as one of its versions had it. Raises NoResultFound where there is none."""
    query = select(versions.c.data).where(versions.c.report == report, versions.c.number == number)
    return report_from_json(connection.execute(query).scalar_one())
