"""What the times of company accounts mean: quarters, and the same quarter a year before."""

from __future__ import annotations

import msgspec

from rashomon.reading import time_values as calendar
from rashomon.reading.reading import TimeKind
from rashomon.reading.time_meanings import Context, DayOfYear


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
