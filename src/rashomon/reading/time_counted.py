"""What is counted from a time: the next day, that year, three days later, a year ago today."""

from __future__ import annotations

import msgspec

from rashomon.reading import time_values as calendar
from rashomon.reading.reading import TimeKind
from rashomon.reading.time_meanings import Context, Meaning, Shifted

_UNKNOWN = dict.fromkeys(("D", "W", "WE"), calendar.UNKNOWN_DAY) | {"M": "XXXX-XX", "Q": "XXXX-XX"}


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
        counted = calendar.shift(calendar.partial_date(base), self.unit, self.count)
        # What is over did not happen after the report: another day than the last one is meant.
        over = self.count >= 0 and context.tense in ("past", "over")
        return _UNKNOWN.get(self.unit, "XXXX") if over and _is_after(counted, context) else counted


def _is_after(value: str, context: Context) -> bool:
    """Says whether a day, month or year is after that of the report, as far as both are known."""
    if context.anchor.year is None or not value[:4].isdecimal():
        return False
    written = context.anchor.edtf
    quarter = value[5:7] > "12"  # EDTF's quarters are numbered on after the months
    length = 4 if quarter else min(len(value), len(written))
    return value[:length] > written[:length]


class Next(msgspec.Struct, frozen=True):
    """For "the next year": counted from the report, or in the past from what was mentioned last."""

    unit: str
    kind: TimeKind = "date"

    def value(self, context: Context) -> str | None:
        """Gives the week, month or year that follows."""
        if context.tense in ("past", "over"):
            return Following(self.unit, 1).value(context)
        return Shifted(self.unit, 1).value(context)


class YearsAgo(msgspec.Struct, frozen=True):
    """For "four years ago this month": what "this month" was so many years before."""

    count: int
    inner: Meaning
    kind: TimeKind = "date"

    def value(self, context: Context) -> str | None:
        """Gives what the inner words would mean in a report of that day."""
        anchor = context.anchor
        if anchor.year is None:
            return self.inner.value(context)
        then = msgspec.structs.replace(anchor, year=max(anchor.year - self.count, 1))
        return self.inner.value(msgspec.structs.replace(context, anchor=then))
