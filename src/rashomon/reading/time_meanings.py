"""What time expressions mean before they are tied to a calendar, and how each is tied to it.

A meaning is found from the words alone. `value(context)` gives its EDTF value from the date of
the report, the tense of the clause and the times mentioned before; what those don't fix stays
unknown. The conventions are those of TIMEX3 (Pustejovsky et al. 2003; TimeML 1.2.1), written
in EDTF.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal, Protocol

import msgspec

from rashomon.reading import time_values as calendar
from rashomon.reading.reading import TimeKind
from rashomon.reading.time_mentioned import Mentioned
from rashomon.reading.time_tense import Tense
from rashomon.reading.time_values import PartialDate

Sense = Literal["last", "this", "next"]


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """What an expression is resolved against.

    `anchor` is when the report was written, `mentioned` what its text has mentioned before,
    `sentence` the number of the sentence in which the expression stands.
    """

    anchor: PartialDate
    tense: Tense | None = None
    mentioned: Mentioned = Mentioned()
    sentence: int = 0


class Meaning(Protocol):
    """What an expression means; `kind` is that of the Time it becomes."""

    @property
    def kind(self) -> TimeKind:
        """The kind of time."""

    def value(self, context: Context) -> str | None:
        """Gives the EDTF value; None where the words name no possible date."""


class Fixed(msgspec.Struct, frozen=True):
    """A value that needs no context: a year, a duration, a set."""

    text: str
    kind: TimeKind = "date"

    def value(self, context: Context) -> str | None:
        """Gives the value as it is."""
        return self.text


class Present(msgspec.Struct, frozen=True):
    """For "now": about the day of the report."""

    kind: TimeKind = "date"

    def value(self, context: Context) -> str | None:
        """Gives the report's day, marked approximate."""
        return calendar.shift_day(context.anchor, 0) + "~"


class Past(msgspec.Struct, frozen=True):
    """For "recently": some time before the report."""

    kind: TimeKind = "date"

    def value(self, context: Context) -> str | None:
        """Gives the open interval that ends with the report's day."""
        return "../" + calendar.shift_day(context.anchor, 0)


class Future(msgspec.Struct, frozen=True):
    """For "soon": some time after the report."""

    kind: TimeKind = "date"

    def value(self, context: Context) -> str | None:
        """Gives the open interval that begins with the report's day."""
        return calendar.shift_day(context.anchor, 0) + "/.."


class Shifted(msgspec.Struct, frozen=True):
    """So many units from the report's date: "yesterday", "last month", "two years ago".

    `unit` is a letter of ISO 8601 durations, or Q quarter, E decade, C century, WE weekend.
    """

    unit: str
    count: int
    kind: TimeKind = "date"

    def value(self, context: Context) -> str | None:
        """Gives the day, week, month ... so far from the report's date."""
        return _shift(context.anchor, self.unit, self.count)


class Weekend(msgspec.Struct, frozen=True):
    """For "the weekend": the last one begun, or the next where the clause is about the future."""

    kind: TimeKind = "date"

    def value(self, context: Context) -> str | None:
        """Gives Saturday and Sunday as an interval."""
        day = context.anchor.full
        begun = day is not None and day.weekday() >= 5
        return calendar.weekend(context.anchor, 0 if begun or context.tense == "future" else -1)


class YearEarlier(msgspec.Struct, frozen=True):
    """For "a year earlier": the year before, or its same quarter where quarters are compared.

    `from_now` tells "a year ago" from "a year earlier", which may be counted from a year that
    the text has just mentioned.
    """

    from_now: bool = True
    kind: TimeKind = "date"

    def value(self, context: Context) -> str | None:
        """Gives a quarter or a year."""
        said = context.mentioned
        if said.by_quarter and said.quarter and said.quarter[:4].isdecimal():
            return f"{int(said.quarter[:4]) - 1:04d}{said.quarter[4:]}"
        if not self.from_now and said.year and context.sentence - said.year_at <= 1:
            return calendar.year(calendar.partial_date(said.year), -1)
        return calendar.year(context.anchor, -1)


class Following(msgspec.Struct, frozen=True):
    """So many units from the day, month or year mentioned last: "the next day", "that year"."""

    unit: str
    count: int
    kind: TimeKind = "date"

    def value(self, context: Context) -> str | None:
        """Gives the day, week, month or year counted from the last one mentioned."""
        said = context.mentioned
        start = {"D": said.day, "W": said.day, "WE": said.day, "M": said.month}
        base = start.get(self.unit, said.year)
        return _shift(calendar.partial_date(base), self.unit, self.count)


class LastQuarter(msgspec.Struct, frozen=True):
    """For "the quarter": the one mentioned last, else the last that had ended.

    `ended` says that it has to have ended ("the latest quarter").
    """

    ended: bool = False
    kind: TimeKind = "date"

    def value(self, context: Context) -> str | None:
        """Gives the quarter."""
        last = calendar.quarter(context.anchor, -1)
        said = context.mentioned.quarter
        return last if said is None or (self.ended and said > last) else said


class QuarterEnding(msgspec.Struct, frozen=True):
    """For "the quarter ended July 31": the one that has most of the three months before."""

    end: DayOfYear
    kind: TimeKind = "date"

    def value(self, context: Context) -> str | None:
        """Gives the quarter."""
        end = calendar.partial_date(self.end.value(context)).full
        if end is None:
            return LastQuarter().value(context)
        middle = calendar.partial_date(calendar.move(end, -_HALF_QUARTER))
        return calendar.quarter(middle, 0)


_HALF_QUARTER = 46


class QuarterOfYear(msgspec.Struct, frozen=True):
    """For "the 1988 period": of that year the quarter spoken of, else the year."""

    year: str
    kind: TimeKind = "date"

    def value(self, context: Context) -> str | None:
        """Gives a quarter or a year."""
        said = context.mentioned
        return f"{self.year}{said.quarter[4:]}" if said.by_quarter and said.quarter else self.year


class Weekday(msgspec.Struct, frozen=True):
    """A day of the week (Monday is 0): "Monday", "last Monday", "next Monday"."""

    weekday: int
    sense: Sense | None = None
    kind: TimeKind = "date"

    def value(self, context: Context) -> str | None:
        """Gives the nearest such day on the side that the sense or the tense says.

        The report's own day counts, unless "last" or "next" exclude it.
        """
        day = context.anchor.full
        if day is None:
            return calendar.UNKNOWN_DAY
        ahead = (self.weekday - day.weekday()) % 7
        if self.sense == "next":
            return calendar.move(day, ahead or 7)
        if self.sense == "last":
            return calendar.move(day, ahead - 7)
        if self.sense == "this" or context.tense == "future":
            return calendar.move(day, ahead)
        return calendar.move(day, ahead - 7 if ahead else 0)


class Month(msgspec.Struct, frozen=True):
    """A month, or a season by its EDTF number, without its year: "March", "last summer"."""

    number: int
    sense: Sense | None = None
    kind: TimeKind = "date"

    def value(self, context: Context) -> str | None:
        """Gives the last or the next such month or season, by the sense or the tense."""
        return f"{PartialDate(self.year(context)).edtf[:4]}-{self.number:02d}"

    def year(self, context: Context) -> int | None:
        """Gives the year that is meant; None where the report's date is not known."""
        year = self._year(context)
        return year if year is not None and 1 <= year <= 9999 else None

    def _year(self, context: Context) -> int | None:
        anchor = context.anchor
        if anchor.year is None or anchor.month is None:
            return None
        first, last = _MONTHS_OF.get(self.number, (self.number, self.number))
        if self.sense == "last":
            return anchor.year - (last >= anchor.month)
        if self.sense == "next":
            return anchor.year + (first <= anchor.month)
        if self.sense == "this":
            return anchor.year
        coming_quarter = self.number in _QUARTERS and context.tense == "future"
        against = _QUARTERS_AGAINST_TENSE if coming_quarter else _MONTHS_AGAINST_TENSE
        return min(
            (anchor.year - 1, anchor.year, anchor.year + 1),
            key=lambda year: _months_away(year, first, last, anchor, context.tense, against),
        )


def _months_away(
    year: int, first: int, last: int, anchor: PartialDate, tense: Tense | None, against: int
) -> float:
    """Gives how far a month or season is from the anchor, further against the tense."""
    now = 12 * (anchor.year or 0) + (anchor.month or 0)
    ahead, behind = 12 * year + first - now, now - 12 * year - last
    if ahead > 0:
        return ahead * (1 if tense == "future" else against)
    if behind > 0:
        return behind * (against if tense == "future" else 1)
    return 0


_MONTHS_AGAINST_TENSE = 6
# Companies will report in the future on a quarter that is over.
_QUARTERS_AGAINST_TENSE = 2
_QUARTERS = range(33, 37)

# First and last month of the sub-year groups; winter counts with the year in which it begins.
_MONTHS_OF = {
    21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12),
    33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12), 40: (1, 6), 41: (7, 12),
}  # fmt: skip


class OfYear(msgspec.Struct, frozen=True):
    """A part of a year that is given by another expression: "March of last year"."""

    part: str
    year: Meaning
    kind: TimeKind = "date"

    def value(self, context: Context) -> str | None:
        """Gives the year's value with the part behind it."""
        year = self.year.value(context) or "XXXX"
        return f"{year[:4]}-{self.part}"


class DayOfYear(msgspec.Struct, frozen=True):
    """A day whose year is left out: "Dec. 13", perhaps with its weekday (Monday is 0)."""

    month: int
    day: int
    weekday: int | None = None
    sense: Sense | None = None
    kind: TimeKind = "date"

    def value(self, context: Context) -> str | None:
        """Gives the day in the year that fits its weekday, the tense and the distance best."""
        if not calendar.is_date(None, self.month, self.day):
            return None
        anchor = context.anchor
        written = PartialDate(anchor.year, anchor.month or 7, anchor.day or 1).full
        if anchor.year is None or anchor.month is None or written is None:
            return f"XXXX-{self.month:02d}-{self.day:02d}"
        days = [
            date(year, self.month, self.day)
            for year in range(max(anchor.year - 1, 1), min(anchor.year + 1, 9999) + 1)
            if calendar.is_date(year, self.month, self.day)
        ]
        if not days:
            return f"XXXX-{self.month:02d}-{self.day:02d}"
        return min(days, key=lambda day: self._distance(day, written, context.tense)).isoformat()

    def _distance(self, day: date, written: date, tense: Tense | None) -> tuple[bool, int]:
        away = (day - written).days
        misfit = self.weekday is not None and day.weekday() != self.weekday
        ahead = self.sense == "next" or (self.sense is None and tense == "future")
        wrong_side = away < 0 if ahead else away > 0
        return misfit, abs(away) * (_AGAINST_TENSE if wrong_side else 1)


# A day that the tense puts on the other side has to be this many times nearer to be meant.
_AGAINST_TENSE = 2


class Thanksgiving(msgspec.Struct, frozen=True):
    """The fourth Thursday of November."""

    sense: Sense | None = None
    kind: TimeKind = "date"

    def value(self, context: Context) -> str | None:
        """Gives the nearest one that the sense or the tense allows."""
        year = Month(11, self.sense).year(context)
        if year is None:
            return "XXXX-11-XX"
        first = date(year, 11, 1)
        thursday = first + timedelta((3 - first.weekday()) % 7 + 21)
        if self.sense is None and context.tense != "future":
            day = context.anchor.full
            if day is not None and thursday > day:
                return Thanksgiving("last").value(context)
        return thursday.isoformat()


class Range(msgspec.Struct, frozen=True):
    """From one day to another: "Dec. 9-12"."""

    first: Meaning
    last: Meaning
    kind: TimeKind = "date"

    def value(self, context: Context) -> str | None:
        """Gives both days and what lies between as an interval."""
        first, last = self.first.value(context), self.last.value(context)
        return f"{first}/{last}" if first and last else None


class Clock(msgspec.Struct, frozen=True):
    """A time of day on a day that another expression gives, else on the day mentioned last.

    `hour` is None where the words leave open which half of the day is meant ("five o'clock").
    """

    hour: int | None
    minute: int
    day: Meaning | None = None
    kind: TimeKind = "time"

    def value(self, context: Context) -> str | None:
        """Gives the day and the time of day, as the report's local time."""
        if self.day is not None:
            day = self.day.value(context)
        else:
            day = context.mentioned.day or calendar.shift_day(context.anchor, 0)
        if day is None or len(day) != 10:
            day = calendar.UNKNOWN_DAY
        if self.hour is None:
            return day
        return f"{day}T{self.hour:02d}:{self.minute:02d}"


class PartOfDay(msgspec.Struct, frozen=True):
    """For "Sunday night": the value is the day, as EDTF has no parts of one."""

    day: Meaning
    kind: TimeKind = "time"

    def value(self, context: Context) -> str | None:
        """Gives the day."""
        return self.day.value(context)


def _shift(anchor: PartialDate, unit: str, count: int) -> str:
    match unit:
        case "D":
            return calendar.shift_day(anchor, count)
        case "W":
            return calendar.week(anchor, count)
        case "WE":
            return calendar.weekend(anchor, count)
        case "M":
            return calendar.month(anchor, count)
        case "Q":
            return calendar.quarter(anchor, count)
        case "Y":
            return calendar.year(anchor, count)
        case "E":
            return calendar.decade(anchor, count)
        case _:
            return calendar.century(anchor, count)


def is_day(meaning: Meaning) -> bool:
    """Says whether a meaning is one day, which a time of day can narrow."""
    if isinstance(meaning, Weekday | DayOfYear | Thanksgiving | PartOfDay):
        return True
    if isinstance(meaning, Shifted | Following):
        return meaning.unit == "D"
    return isinstance(meaning, Fixed) and meaning.kind == "date" and len(meaning.text) == 10
