"""What a match of each rule of the time grammar means; None where the rule declines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from rashomon.reading import time_meanings as means
from rashomon.reading import time_values as calendar
from rashomon.reading import time_words as words
from rashomon.reading.time_meanings import Meaning, Sense
from rashomon.reading.time_values import PartialDate
from rashomon.reading.tokens import Token


class Found(NamedTuple):
    """A match of a rule: the tokens that it named, by name."""

    match: re.Match[str]
    tokens: Sequence[Token]

    def token(self, name: str) -> Token | None:
        """Gives the token captured as `name`; None where the rule matched without it."""
        if name not in self.match.re.groupindex or self.match.start(name) < 0:
            return None
        return self.tokens[self.match.start(name)]

    def has(self, name: str) -> bool:
        """Says whether the rule captured `name`."""
        return self.token(name) is not None

    @property
    def last_word(self) -> str:
        """The last word of the match, in lower case."""
        return self.tokens[self.match.end() - 1].word

    @property
    def next_word(self) -> str:
        """The word after the match, in lower case; "" at the end."""
        end = self.match.end()
        return self.tokens[end].word if end < len(self.tokens) else ""

    def word(self, name: str) -> str:
        """Gives the lower-case word captured as `name`, "" where there is none."""
        token = self.token(name)
        return "" if token is None else token.word

    def number(self, name: str) -> float | None:
        """Gives the number or ordinal captured as `name`."""
        token = self.token(name)
        if token is None:
            return None
        return token.number if token.number is not None else words.ordinal_value(token)


_SENSES: dict[str, Sense] = {
    "last": "last", "past": "last", "previous": "last", "preceding": "last", "prior": "last",
    "this": "this", "current": "this", "next": "next", "coming": "next", "upcoming": "next",
}  # fmt: skip
_SHIFTS = {
    "last": -1, "past": -1, "previous": -1, "preceding": -1, "prior": -1, "this": 0, "current": 0,
    "next": 1, "coming": 1, "upcoming": 1, "following": 1, "subsequent": 1, "that": 0, "same": 0,
    "latest": 0,
}  # fmt: skip


def iso(found: Found) -> Meaning | None:
    text = found.match.string and found.tokens[found.match.start()].text
    date = calendar.partial_date(text)
    if date.full is None:
        return None
    return means.Fixed(text[:16], "time") if len(text) > 10 else means.Fixed(date.edtf)


def slashed(found: Found) -> Meaning | None:
    """Reads 12/13/2016 where only one order of day and month is possible."""
    first, second, year = (
        int(piece) for piece in found.tokens[found.match.start()].text.split("/")
    )
    if year < 100 or (first <= 12 and second <= 12 and first != second):
        return None
    month, day = (second, first) if first > 12 else (first, second)
    if month > 12 or not calendar.is_date(year, month, day):
        return None
    return means.Fixed(PartialDate(year, month, day).edtf)


def date(found: Found) -> Meaning | None:
    month, day = words.MONTHS[found.word("month")], found.number("day")
    year, weekday = found.number("year"), words.WEEKDAYS.get(found.word("weekday"))
    if day is None or not calendar.is_date(None, month, int(day)):
        return None
    if year is not None:
        if not calendar.is_date(int(year), month, int(day)):
            return None
        return means.Fixed(PartialDate(int(year), month, int(day)).edtf)
    return means.DayOfYear(month, int(day), weekday, _SENSES.get(found.word("sense")))


def date_range(found: Found) -> Meaning | None:
    last = found.number("last")
    first = date(found)
    month = words.MONTHS[found.word("month")]
    if first is None or last is None or not calendar.is_date(None, month, int(last)):
        return first
    if isinstance(first, means.Fixed):
        return means.Fixed(f"{first.text}/{first.text[:8]}{int(last):02d}")
    return means.Range(first, means.DayOfYear(month, int(last)))


def month_of_year(found: Found) -> Meaning | None:
    year = found.number("year")
    if year is None:
        return None
    return means.Fixed(f"{int(year):04d}-{words.MONTHS[found.word('month')]:02d}")


def month_of_deictic_year(found: Found) -> Meaning | None:
    year = means.Shifted("Y", _SHIFTS[found.word("sense")])
    return means.OfYear(f"{words.MONTHS[found.word('month')]:02d}", year)


def _quarter_code(found: Found) -> str:
    number = int(found.number("ordinal") or 1)
    return str(words.FIRST_QUARTER + min(max(number, 1), 4) - 1)


def month(found: Found) -> Meaning | None:
    return means.Month(words.MONTHS[found.word("month")], _SENSES.get(found.word("sense")))


def season(found: Found) -> Meaning | None:
    season, year = words.SEASONS[found.word("season")], found.number("year")
    if year is not None:
        return means.Fixed(f"{int(year):04d}-{season}")
    return means.Month(season, _SENSES.get(found.word("sense")))


def weekday(found: Found) -> Meaning | None:
    return means.Weekday(words.WEEKDAYS[found.word("weekday")], _SENSES.get(found.word("sense")))


def quarter(found: Found) -> Meaning | None:
    if (found.number("ordinal") or 1) > 4:
        return None
    year = found.number("year")
    if year is not None:
        return means.Fixed(f"{int(year):04d}-{_quarter_code(found)}")
    if found.has("sense"):
        return means.OfYear(_quarter_code(found), means.Shifted("Y", _SHIFTS[found.word("sense")]))
    return means.Month(int(_quarter_code(found)))


def half(found: Found) -> Meaning | None:
    year, number = found.number("year"), int(found.number("ordinal") or 2)
    code = words.FIRST_HALF + min(number, 2) - 1
    return means.Fixed(f"{int(year):04d}-{code}") if year is not None else None


def deictic(found: Found) -> Meaning | None:
    """ "last week", "this year", "next month", "the current quarter", "the following day"."""
    name, sense = found.word("unit"), found.word("sense")
    designator, count = words.UNITS[name]
    if name in words.CLOCK_UNITS:
        return None
    if name == "night":
        shift = {"last": -1, "that": 0, "this": 0}.get(sense)
        return None if shift is None else means.PartOfDay(means.Shifted("D", shift))
    unit = {"quarter": "Q", "decade": "E", "century": "C", "weekend": "WE"}.get(name, designator)
    shift = _SHIFTS[sense]
    if unit == "Q" and sense in ("latest", "that", "same"):
        return means.LastQuarter()
    definite = found.word("the") == "the"
    if sense in ("following", "subsequent", "that", "same") or (definite and unit == "D"):
        return means.Following(unit, shift)
    return means.Shifted(unit, shift)


def the_unit(found: Found) -> Meaning | None:
    name = found.word("unit")
    if name == "quarter":
        return means.LastQuarter()
    if name == "year" and found.next_word in ("ended", "ending"):
        return means.Fixed("P1Y", "duration")
    return means.Shifted("Y", 0) if name == "year" else None


def weekend(found: Found) -> Meaning | None:
    sense = found.word("sense")
    if sense in ("last", "past", "previous"):
        return means.Weekend()
    return means.Shifted("WE", _SHIFTS[sense]) if sense in _SHIFTS else means.Weekend()


def today(found: Found) -> Meaning | None:
    return means.Shifted("D", {"today": 0, "yesterday": -1, "tomorrow": 1}[found.word("day")])


def tonight(found: Found) -> Meaning | None:
    return means.PartOfDay(means.Shifted("D", 0))


def deictic_part(found: Found) -> Meaning | None:
    """ "this morning", "the next morning", "that evening"."""
    sense = found.word("sense")
    if sense in ("this", "last"):
        return means.PartOfDay(means.Shifted("D", _SHIFTS[sense]))
    return means.PartOfDay(means.Following("D", _SHIFTS[sense]))


def ago(found: Found) -> Meaning | None:
    name = found.word("unit")
    designator, size = words.UNITS[_singular(name)]
    count = _count(found)
    if count is None:
        return means.Past()
    if name.startswith("quarter"):
        return means.Shifted("Q", -round(count))
    if _singular(name) in words.CLOCK_UNITS:
        return means.PartOfDay(means.Shifted("D", 0))
    if designator == "Y" and size == 1 and count == 1:
        return means.YearEarlier()
    return means.Shifted(designator, -round(count * size))


def later(found: Found) -> Meaning | None:
    """ "two days later", "a year earlier": counted from the time that was mentioned last."""
    name, sign = _singular(found.word("unit")), -1 if found.word("direction") == "earlier" else 1
    designator, size = words.UNITS[name]
    count = _count(found)
    if count is None or name in words.CLOCK_UNITS:
        return None
    if designator == "Y" and sign * count * size == -1:
        return means.YearEarlier()
    return means.Following(designator, sign * round(count * size))


def year_earlier(found: Found) -> Meaning | None:
    return means.YearEarlier()


def duration(found: Found) -> Meaning | None:
    name = _singular(found.word("unit"))
    designator, size = words.UNITS[name]
    if name in words.CLOCK_UNITS:
        designator = f"T{designator}"
    if name == "quarter" and (found.has("one") or found.next_word == "of"):
        return None  # "a quarter", "three-quarters of": a share
    count = _count(found)
    if count is None:
        return means.Fixed(_vague(name), "duration")
    if found.has("half") or found.has("half_after"):
        count += 0.5
    return means.Fixed(calendar.duration(count * size, designator), "duration")


def _vague(name: str) -> str:
    """Gives the duration of an unknown number of units: "years" is PXY, "decades" PX0Y."""
    designator, size = words.UNITS[name]
    zeros = "0" * (len(str(size)) - 1) if size % 10 == 0 else ""
    clock = "T" if name in words.CLOCK_UNITS else ""
    return f"P{clock}X{zeros}{designator}"


def _count(found: Found) -> float | None:
    """Gives the number before a unit: figures, "a", "half a"; None for "several" or nothing."""
    if found.has("half_a"):
        return 0.5
    if found.has("count"):
        return found.number("count")
    return 1.0 if found.has("one") else None


def _singular(name: str) -> str:
    if name == "centuries":
        return "century"
    return name if name in words.UNITS else name.removesuffix("s")


def one_unit(found: Found) -> Meaning | None:
    """ "the past year", "week-long"."""
    name = _singular(found.word("unit"))
    if found.word("unit") != name:
        return means.Fixed(_vague(name), "duration")
    designator, size = words.UNITS[name]
    clock = "T" if name in words.CLOCK_UNITS else ""
    return means.Fixed(f"P{clock}{size}{designator}", "duration")


def same_day(found: Found) -> Meaning | None:
    """ "later in the day"."""
    return means.Following("D", 0)


def year_end(found: Found) -> Meaning | None:
    """ "by year-end"."""
    return means.Shifted("Y", 0) if found.last_word == "end" else None


def vague_deictic(found: Found) -> Meaning | None:
    if found.word("unit") in _NO_BARE_UNITS and found.match.end() - found.match.start() == 1:
        return None
    return means.Fixed(_vague(_singular(found.word("unit"))), "duration")


# Alone these are more often other things ("minutes of the meeting", "living quarters").
_NO_BARE_UNITS = ("minutes", "seconds", "nights", "quarters")


def these_days(found: Found) -> Meaning | None:
    return means.Present() if found.word("unit") == "days" else None


def last_quarter(found: Found) -> Meaning | None:
    return means.LastQuarter() if found.word("sense") == "latest" else None


def year(found: Found) -> Meaning | None:
    year = int(found.number("year") or 0)
    return means.Fixed(f"{year:04d}") if _EARLIEST_YEAR <= year <= _LATEST_YEAR else None


# A bare figure outside these years is more often a number than a year.
_EARLIEST_YEAR, _LATEST_YEAR = 1500, 2099


def year_range(found: Found) -> Meaning | None:
    first, last = int(found.number("year") or 0), int(found.number("last") or 0)
    if last < 100:
        last += first - first % 100
    if not _EARLIEST_YEAR <= first < last <= _LATEST_YEAR:
        return None
    return means.Fixed(f"{first:04d}/{last:04d}")


def decade(found: Found) -> Meaning | None:
    digits = re.match(r"\d+", found.word("decade"))
    if digits is None or not digits.group().endswith("0"):
        return None
    number = int(digits.group())
    if len(digits.group()) == 2:
        number += 1900
    return means.Fixed(f"{number // 10}X") if _EARLIEST_YEAR <= number <= _LATEST_YEAR else None


def decade_word(found: Found) -> Meaning | None:
    return means.Fixed(f"19{words.DECADE_WORDS[found.word('decade')]}X")


def century(found: Found) -> Meaning | None:
    number = int(found.number("ordinal") or 0)
    return means.Fixed(f"{number - 1:02d}XX") if 1 <= number <= 21 else None


def adverb_set(found: Found) -> Meaning | None:
    return means.Fixed(words.ADVERB_SETS[found.word("set")], "set")


def every(found: Found) -> Meaning | None:
    name = _singular(found.word("unit"))
    designator, size = words.UNITS[name]
    clock = "T" if name in words.CLOCK_UNITS else ""
    count = int(found.number("count") or 1)
    return means.Fixed(f"P{clock}{count * size}{designator}", "set")


def every_weekday(found: Found) -> Meaning | None:
    return means.Fixed("P1W", "set")


def every_month(found: Found) -> Meaning | None:
    return means.Fixed(f"XXXX-{words.MONTHS[found.word('month')]:02d}", "set")


def present(found: Found) -> Meaning | None:
    return means.Present()


def past(found: Found) -> Meaning | None:
    return means.Past()


def future(found: Found) -> Meaning | None:
    return means.Future()


def clock(found: Found) -> Meaning | None:
    token = found.token("hour")
    if token is None:
        return None
    if token.number is not None and not token.digits:
        hour, minute = int(token.number), 0
    else:
        pieces = [int(piece) for piece in re.findall(r"\d+", token.text)]
        hour, minute = pieces[0], pieces[1] if len(pieces) > 1 else 0
    half_day = found.word("ampm")[:1] or {"morning": "a"}.get(found.word("half_day"), "p")[
        : 1 if found.has("half_day") else 0
    ]
    if half_day and not 1 <= hour <= 12:
        return None
    if half_day:
        hour = hour % 12 + (12 if half_day == "p" else 0)
    return means.Clock(hour, minute) if hour < 24 and minute < 60 else None


def noon(found: Found) -> Meaning | None:
    return means.Clock(12 if found.word("noon") in ("noon", "midday") else 0, 0)


def feast(found: Found) -> Meaning | None:
    name = found.word("feast")
    if name == "thanksgiving":
        return means.Thanksgiving(_SENSES.get(found.word("sense")))
    if found.has("eve"):
        name += " eve"
    if name not in words.FEASTS:
        name = {"new": "new year's day", "new eve": "new year's eve"}.get(name, name)
    if name not in words.FEASTS:
        return None
    month, day = words.FEASTS[name]
    year = found.number("year")
    if year is not None:
        return means.Fixed(PartialDate(int(year), month, day).edtf)
    return means.DayOfYear(month, day, None, _SENSES.get(found.word("sense")))
