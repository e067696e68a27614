"""What time expressions mean before they are tied to a calendar, and how each is tied to it.

A meaning is found from the words alone. `value(context)` gives its EDTF value from the date of
the report, the tense of the clause and the times mentioned before; what those don't fix stays
unknown. The conventions are those of TIMEX3 (Pustejovsky et al. 2003; TimeML 1.2.1), written
in EDTF.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
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


class NoDate(msgspec.Struct, frozen=True):
    """A name that looks like a date: nothing is found there."""

    kind: TimeKind = "date"

    def value(self, context: Context) -> str | None:
        """Gives None."""
        return None


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
        return calendar.shift(context.anchor, self.unit, self.count)


class Weekend(msgspec.Struct, frozen=True):
    """For "the weekend": the last one begun, or the next where the clause is about the future.

    "This weekend" (`this`) is the next one, but where the clause is about the past.
    """

    this: bool = False
    kind: TimeKind = "date"

    def value(self, context: Context) -> str | None:
        """Gives Saturday and Sunday as an interval."""
        day = context.anchor.full
        begun = day is not None and day.weekday() >= 5
        ahead = context.tense is None if self.this else False
        coming = begun or ahead or context.tense == "future"
        return calendar.weekend(context.anchor, 0 if coming else -1)


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
        against = _MONTHS_AGAINST_EVENT if context.tense == "over" else _MONTHS_AGAINST_TENSE
        if coming_quarter:
            against = _QUARTERS_AGAINST_TENSE
        return min(
            (anchor.year - 1, anchor.year, anchor.year + 1),
            key=lambda year: _months_away(year, first, last, anchor, context.tense, against),
        )


def _months_away(
    year: int, first: int, last: int, anchor: PartialDate, tense: Tense | None, against: float
) -> float:
    """Gives how far a month or season is from the anchor, further against the tense."""
    now = 12 * (anchor.year or 0) + (anchor.month or 0)
    ahead, behind = 12 * year + first - now, now - 12 * year - last
    if ahead > 0:
        return ahead * (1 if tense == "future" else against)
    if behind > 0:
        return behind * (against if tense == "future" else 1)
    return 0


_MONTHS_AGAINST_TENSE = 4.5
_MONTHS_AGAINST_EVENT = 12
# Companies will report in the future on a quarter that is over.
_QUARTERS_AGAINST_TENSE = 2
_AGAINST_SENSE = 1000
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
        """Gives the day in the year that fits its weekday, the tense and the distance best.

        A sentence that has told a day of another year goes on from there: "announced on Feb. 11,
        2013, that he would resign Feb. 28".
        """
        if not calendar.is_date(None, self.month, self.day):
            return None
        said = _day_of_another_year(context)
        if said is not None:
            context = msgspec.structs.replace(context, anchor=said)
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
        fitting = [day for day in days if self.weekday in (None, day.weekday())]
        return nearest_day(fitting or days, self.sense, context)


def _day_of_another_year(context: Context) -> PartialDate | None:
    """Gives the day that the sentence told before, where it is about a year or more away."""
    told = context.mentioned.day if context.mentioned.day_at == context.sentence else None
    said, written = calendar.partial_date(told), context.anchor.full
    if said.full is None or written is None:
        return None
    return said if abs((said.full - written).days) > _ANOTHER_YEAR else None


_ANOTHER_YEAR = 300


def nearest_day(days: Sequence[date], sense: Sense | None, context: Context) -> str:
    """Gives the day nearest to that of the report, on the side that sense or tense say."""
    anchor = context.anchor
    written = PartialDate(anchor.year, anchor.month or 7, anchor.day or 1).full
    if written is None:
        return calendar.UNKNOWN_DAY
    ahead = sense == "next" or (sense is None and context.tense == "future")
    factor = _AGAINST_TENSE if context.tense else _AGAINST_HABIT
    if sense not in (None, "this"):
        factor = _AGAINST_SENSE

    def distance(day: date) -> int:
        away = (day - written).days
        return abs(away) * (factor if (away < 0 if ahead else away > 0) else 1)

    return min(days, key=distance).isoformat()


# A day that the tense puts on the other side has to be this many times nearer to be meant; where
# there is no verb, one to come is less likely than one that is over.
_AGAINST_TENSE = 4
_AGAINST_HABIT = 2
_AGAINST_SENSE = 1000


class Range(msgspec.Struct, frozen=True):
    """From one day to another: "Dec. 9-12"."""

    first: Meaning
    last: Meaning
    kind: TimeKind = "date"

    def value(self, context: Context) -> str | None:
        """Gives both days and what lies between as an interval."""
        first, last = self.first.value(context), self.last.value(context)
        return f"{first}/{last}" if first and last else None


class WeekOf(msgspec.Struct, frozen=True):
    """For "the week of March 6"."""

    day: Meaning
    kind: TimeKind = "date"

    def value(self, context: Context) -> str | None:
        """Gives the week (Monday to Sunday) with that day, as an interval."""
        return calendar.week(calendar.partial_date(self.day.value(context)), 0)


# For so many sentences after a day is mentioned, a bare time of day is on it.
_SENTENCES_ON_A_DAY = 3


class Clock(msgspec.Struct, frozen=True):
    """A time of day on a day that another expression gives, else on the day just mentioned.

    Where none was, or one that was over is spoken of as to come, it is the report's own day.
    `hour` is None where the words leave open which half of the day is meant ("five o'clock").
    """

    hour: int | None
    minute: int
    day: Meaning | None = None
    kind: TimeKind = "time"

    def value(self, context: Context) -> str | None:
        """Gives the day and the time of day, as the report's local time."""
        day = self.day.value(context) if self.day is not None else self._day(context)
        if day is None or len(day) != 10:
            day = calendar.UNKNOWN_DAY
        if self.hour is None:
            return day
        return f"{day}T{self.hour:02d}:{self.minute:02d}"

    def _day(self, context: Context) -> str:
        said, own = context.mentioned, calendar.shift_day(context.anchor, 0)
        if said.day is None or context.sentence - said.day_at > _SENTENCES_ON_A_DAY:
            return own
        against = said.day < own if context.tense == "future" else said.day > own
        return own if against else said.day


class PartOfDay(msgspec.Struct, frozen=True):
    """For "Sunday night": the value is the day, as EDTF has no parts of one."""

    day: Meaning
    kind: TimeKind = "time"

    def value(self, context: Context) -> str | None:
        """Gives the day."""
        return self.day.value(context)
