"""What a text has mentioned so far: "the next day" and "a year earlier" are counted from it."""

from __future__ import annotations

import re

import msgspec

_DAY = re.compile(r"[\dX]{4}-\d\d-\d\d(?:T|$)|XXXX-XX-XX$")
_MONTH = re.compile(r"[\dX]{4}-(?:0\d|1[0-2])(?:-|$)")
_YEAR = re.compile(r"\d{4}(?:-|$)")
_QUARTER = re.compile(r"[\dX]{4}-3[3-6]")
_LONG = re.compile(r"P(?:[6-9]|1[0-8])M|P1Y")


class Mentioned(msgspec.Struct, frozen=True, kw_only=True):
    """The last day, month, year and quarter that a text mentioned, in EDTF; None for none.

    `day_at` and `year_at` are the sentences of that day and year. `by_quarter` says that the
    last stretch of accounts mentioned was a quarter, not the year or nine months.
    """

    day: str | None = None
    day_at: int = -1
    month: str | None = None
    year: str | None = None
    year_at: int = -1
    quarter: str | None = None
    by_quarter: bool = False

    def after(self, value: str, *, sentence: int, recurring: bool) -> Mentioned:
        """Gives what is mentioned last after an expression with this value.

        A quarter counted from another ("a year earlier") doesn't become the one spoken of:
        `recurring` says so.
        """
        new: dict[str, str | int | bool] = {}
        if _DAY.match(value):
            new |= {"day": value[:10], "day_at": sentence}
        if _MONTH.match(value):
            new["month"] = value[:7]
        if _YEAR.match(value):
            new |= {"year": value[:4], "year_at": sentence}
        if _QUARTER.fullmatch(value) and not recurring:
            new |= {"quarter": value, "by_quarter": True}
        if _LONG.fullmatch(value):
            new["by_quarter"] = False
        return msgspec.structs.replace(self, **new) if new else self
