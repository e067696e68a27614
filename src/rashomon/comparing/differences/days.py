"""The days that a time covers, and whether two times of one event exclude each other."""

from __future__ import annotations

import calendar
import re
from datetime import date

import msgspec

from rashomon.comparing.comparison import DifferenceSubtype

# Stands for a year that neither report tells; a leap year, so that it has every day.
ANY_YEAR = 2000
_DATE = re.compile(r"(\d{4}|XXXX)(?:-(\d\d))?(?:-(\d\d))?(?:T(\d\d):(\d\d).*)?$")


class When(msgspec.Struct, frozen=True):
    """The days that a time covers, and the minute of the day where it is told.

    The days of a bare time of day ("9:51 a.m.") are unknown: they were only inferred. Of "Friday",
    where nothing tells when a report was written, only the `weekday` is known (Monday is 0).
    """

    first: date | None
    last: date | None
    minute: int | None = None
    weekday: int | None = None

    @property
    def day_of_week(self) -> int | None:
        """The day of the week, where it is one day; Monday is 0."""
        if self.first is not None and self.first == self.last:
            return self.first.weekday()
        return self.weekday


def when_of(value: str, *, year: int | None = None) -> When | None:
    """Gives the days of an EDTF value; None where they are not known or only approximate.

    `year` stands in where the value has none.
    """
    first, slash, last = value.partition("/")
    if slash and last == "..":
        start = when_of(first, year=year)
        return When(start.first, date.max) if start else None
    if slash:
        start, end = when_of(first, year=year), when_of(last, year=year)
        return When(start.first, end.last) if start and end else None
    match = _DATE.match(value)
    if match is None:
        return None
    its_year, month, day, hour, minute = match.groups()
    if its_year == "XXXX" and (month is None or year is None):
        return None
    number = int(its_year) if its_year != "XXXX" else year or ANY_YEAR
    if month is None:
        return When(date(number, 1, 1), date(number, 12, 31))
    if not 1 <= int(month) <= 12:
        return None
    days = calendar.monthrange(number, int(month))[1]
    if day is None:
        return When(date(number, int(month), 1), date(number, int(month), days))
    if not 1 <= int(day) <= days:
        return None
    exact = date(number, int(month), int(day))
    return When(exact, exact, 60 * int(hour) + int(minute) if hour else None)


def date_subtype(left: When, right: When) -> DifferenceSubtype | None:
    """Says how two times of one event differ; None where they are the same or can't be compared.

    A time inside the other differs in precision only, times apart are a conflict.
    """
    if left.minute is not None and right.minute is not None:
        if left.minute == right.minute:
            return None
        return "precision" if _is_rounded(left.minute, right.minute) else "conflict"
    if left.first is None or left.last is None or right.first is None or right.last is None:
        days = left.day_of_week, right.day_of_week
        return "conflict" if None not in days and days[0] != days[1] else None
    if left.last < right.first or right.last < left.first:
        return "conflict"
    return "precision" if (left.first, left.last) != (right.first, right.last) else None


def _is_rounded(left: int, right: int) -> bool:
    """Says whether one time of day is the other, to the half hour."""
    return abs(left - right) <= 15 and (left % 30 == 0 or right % 30 == 0)
