"""Feasts and public holidays, and the days they fall on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import msgspec

from rashomon.reading.reading import TimeKind
from rashomon.reading.time_meanings import Context, Sense, nearest_day

_DayIn = Callable[[int], date]


def _fixed(month: int, day: int) -> _DayIn:
    return lambda year: date(year, month, day)


def _weekday(month: int, weekday: int, number: int) -> _DayIn:
    """Gives the rule for the `number`th weekday (Monday is 0) of a month, the last for -1."""

    def day_in(year: int) -> date:
        if number > 0:
            first = date(year, month, 1)
            return first + timedelta((weekday - first.weekday()) % 7 + 7 * (number - 1))
        last = date(year, month, 31)  # used for May alone
        return last - timedelta((last.weekday() - weekday) % 7)

    return day_in


def _easter(days: int) -> _DayIn:
    return lambda year: easter(year) + timedelta(days)


def easter(year: int) -> date:
    """Gives Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher's rule)."""
    golden, century, place = year % 19, year // 100, year % 100
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (place // 4) - moon - place % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


FEASTS: dict[str, _DayIn] = {
    "christmas": _fixed(12, 25),
    "christmas day": _fixed(12, 25),
    "christmas eve": _fixed(12, 24),
    "boxing day": _fixed(12, 26),
    "new year s day": _fixed(1, 1),
    "new year s eve": _fixed(12, 31),
    "new year day": _fixed(1, 1),
    "halloween": _fixed(10, 31),
    "valentine s day": _fixed(2, 14),
    "patrick s day": _fixed(3, 17),
    "independence day": _fixed(7, 4),
    "veterans day": _fixed(11, 11),
    "armistice day": _fixed(11, 11),
    "may day": _fixed(5, 1),
    "labor day": _weekday(9, 0, 1),
    "memorial day": _weekday(5, 0, -1),
    "columbus day": _weekday(10, 0, 2),
    "presidents day": _weekday(2, 0, 3),
    "mother s day": _weekday(5, 6, 2),
    "father s day": _weekday(6, 6, 3),
    "thanksgiving": _weekday(11, 3, 4),
    "thanksgiving day": _weekday(11, 3, 4),
    "ash wednesday": _easter(-46),
    "palm sunday": _easter(-7),
    "good friday": _easter(-2),
    "easter": _easter(0),
    "easter sunday": _easter(0),
    "easter monday": _easter(1),
}


class Feast(msgspec.Struct, frozen=True):
    """A feast by its name in `FEASTS`; `of_year` where the words name its year."""

    name: str
    sense: Sense | None = None
    of_year: int | None = None
    kind: TimeKind = "date"

    def value(self, context: Context) -> str | None:
        """Gives the day, in the year that the sense, the tense and the distance say."""
        day_in = FEASTS[self.name]
        if self.of_year is not None:
            return day_in(self.of_year).isoformat()
        anchor = context.anchor
        if anchor.year is None or anchor.month is None:
            days = {day_in(year).isoformat()[4:] for year in (2015, 2016)}
            return f"XXXX{days.pop()}" if len(days) == 1 else "XXXX-XX-XX"
        years = range(max(anchor.year - 1, 1), min(anchor.year + 1, 9999) + 1)
        return nearest_day([day_in(year) for year in years], self.sense, context)
