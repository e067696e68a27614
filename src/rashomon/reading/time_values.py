"""Calendar arithmetic whose results are EDTF values (ISO 8601-2), with X for what is unknown."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import msgspec

UNKNOWN_DAY = "XXXX-XX-XX"


class PartialDate(msgspec.Struct, frozen=True):
    """A calendar date of which the year, or the month and day, may be unknown."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def full(self) -> date | None:
        """The date, where nothing of it is unknown and the calendar has it."""
        if self.year is None or self.month is None or self.day is None:
            return None
        if not is_date(self.year, self.month, self.day):
            return None
        return date(self.year, self.month, self.day)

    @property
    def edtf(self) -> str:
        """The date in EDTF: "2016-12-13", "XXXX-12-13", "2016-12", "2016"."""
        year = "XXXX" if self.year is None else f"{self.year:04d}"
        if self.month is None:
            return year if self.year is not None else UNKNOWN_DAY
        month = f"{year}-{self.month:02d}"
        return month if self.day is None else f"{month}-{self.day:02d}"


def partial_date(edtf: str | None) -> PartialDate:
    """Reads the date at the head of an EDTF value; nothing is known where it is not one."""
    pieces = (edtf or "").strip()[:10].split("-")
    numbers = [int(piece) if piece.isdecimal() else None for piece in pieces[:3]]
    year, month, day = [*numbers, None, None, None][:3]
    if year is not None and not 1 <= year <= 9999:
        return PartialDate()
    if month is not None and not 1 <= month <= 12:
        return PartialDate(year)
    if month is None or day is None or not is_date(year, month, day):
        return PartialDate(year, month)
    return PartialDate(year, month, day)


def is_date(year: int | None, month: int, day: int) -> bool:
    """Says whether the calendar has this day (29 February where the year is unknown)."""
    days = calendar.monthrange(year if year is not None else 2000, month)[1]
    return 1 <= day <= days


def shift_day(anchor: PartialDate, days: int) -> str:
    """Gives the day `days` after the anchor, as far as it can be told without its year."""
    if anchor.full is not None:
        return move(anchor.full, days)
    if anchor.month is None or anchor.day is None:
        return UNKNOWN_DAY if days or anchor.month is None else anchor.edtf
    years = (2001, 2004) if is_date(2001, anchor.month, anchor.day) else (2004,)
    days_of_year = {move(date(year, anchor.month, anchor.day), days)[4:] for year in years}
    return f"XXXX{days_of_year.pop()}" if len(days_of_year) == 1 else UNKNOWN_DAY


def move(day: date, days: int) -> str:
    """Gives the day `days` after `day`; unknown beyond the calendar's ends."""
    try:
        return (day + timedelta(days)).isoformat()
    except OverflowError:
        return UNKNOWN_DAY


def week(anchor: PartialDate, weeks: int) -> str:
    """Gives the week (Monday to Sunday) `weeks` after that of the anchor, as an interval."""
    day = anchor.full
    if day is None:
        return UNKNOWN_DAY
    monday = 7 * weeks - day.weekday()
    return interval(move(day, monday), move(day, monday + 6))


def weekend(anchor: PartialDate, weeks: int) -> str:
    """Gives Saturday and Sunday of the week `weeks` after that of the anchor."""
    day = anchor.full
    if day is None:
        return UNKNOWN_DAY
    saturday = 7 * weeks - day.weekday() + 5
    return interval(move(day, saturday), move(day, saturday + 1))


def interval(first: str, last: str) -> str:
    """Gives an EDTF interval, both ends included."""
    return UNKNOWN_DAY if UNKNOWN_DAY in (first, last) else f"{first}/{last}"


def month(anchor: PartialDate, months: int) -> str:
    """Gives the month `months` after that of the anchor."""
    if anchor.month is None:
        return "XXXX-XX"
    years, place = divmod(anchor.month - 1 + months, 12)
    return f"{year(anchor, years)}-{place + 1:02d}"


def year(anchor: PartialDate, years: int) -> str:
    """Gives the year `years` after that of the anchor."""
    if anchor.year is None or not 1 <= anchor.year + years <= 9999:
        return "XXXX"
    return f"{anchor.year + years:04d}"


def decade(anchor: PartialDate, decades: int) -> str:
    """Gives the decade `decades` after that of the anchor: "199X"."""
    return year(anchor, 10 * decades)[:3] + "X"


def century(anchor: PartialDate, centuries: int) -> str:
    """Gives the century `centuries` after that of the anchor: "19XX"."""
    return year(anchor, 100 * centuries)[:2] + "XX"


def quarter(anchor: PartialDate, quarters: int) -> str:
    """Gives the quarter `quarters` after that of the anchor: "2016-35" is the third of 2016."""
    if anchor.month is None:
        return "XXXX-XX"
    years, place = divmod((anchor.month - 1) // 3 + quarters, 4)
    return f"{year(anchor, years)}-{33 + place}"


def _weeks(anchor: PartialDate, count: int) -> int:
    """Gives how many weeks from that of the report: on a Sunday "last week" is the one ending."""
    day = anchor.full
    return 0 if count == -1 and day is not None and day.weekday() == _SUNDAY else count


_SUNDAY = 6


def shift(anchor: PartialDate, unit: str, count: int) -> str:
    """Gives the day, week, month ... `count` units after that of the anchor.

    `unit` is a letter of ISO 8601 durations, or Q quarter, E decade, C century, WE weekend.
    """
    match unit:
        case "D":
            return shift_day(anchor, count)
        case "W":
            return week(anchor, _weeks(anchor, count))
        case "WE":
            return weekend(anchor, count)
        case "M":
            return month(anchor, count)
        case "Q":
            return quarter(anchor, count)
        case "Y":
            return year(anchor, count)
        case "E":
            return decade(anchor, count)
        case _:
            return century(anchor, count)


# Fractions of these are said in the next smaller unit: half an hour is 30 minutes.
_SMALLER = {"Y": ("M", 12), "TH": ("M", 60), "TM": ("S", 60)}


def duration(count: float, unit: str) -> str:
    """Gives an ISO 8601 duration of `count` units: "P8M", "PT2H30M".

    `unit` is the designator, after a T for those below a day.
    """
    pieces = [(count, unit[-1])]
    if unit in _SMALLER and count % 1:
        name, factor = _SMALLER[unit]
        pieces = [(count // 1, unit[-1]), (round(count % 1 * factor), name)]
    written = "".join(f"{_plain(number)}{letter}" for number, letter in pieces if number)
    return f"P{'T' if unit[0] == 'T' else ''}{written or '0' + unit[-1]}"


def _plain(count: float) -> str:
    return f"{count:.3f}".rstrip("0").rstrip(".")
