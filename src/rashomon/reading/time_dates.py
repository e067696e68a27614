"""Dates and times of day: what a match of each rule means; None where the rule declines."""

from __future__ import annotations

import re

from rashomon.calendar_names import MONTHS, WEEKDAYS
from rashomon.reading import time_accounts as accounts
from rashomon.reading import time_counted as counted
from rashomon.reading import time_meanings as means
from rashomon.reading import time_values as calendar
from rashomon.reading import time_words as words
from rashomon.reading.time_feasts import FEASTS, Feast
from rashomon.reading.time_match import Found
from rashomon.reading.time_meanings import Meaning, Sense
from rashomon.reading.time_tense import is_ahead, is_verb_form
from rashomon.reading.time_values import PartialDate

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
    """Reads "2016-12-11" and "2016-12-11T14:30"."""
    text = found.tokens[found.match.start()].text
    if calendar.partial_date(text).full is None:
        return None
    hour, minute = text[11:13], text[14:16]
    if hour and int(hour) < 24 and int(minute) < 60:
        return means.Fixed(text[:16], "time")
    return means.Fixed(text[:10])


def slashed(found: Found) -> Meaning | None:
    """Reads 12/13/2016 where only one order of day and month is possible."""
    first, second, year = (
        int(piece) for piece in found.tokens[found.match.start()].text.split("/")
    )
    if year < 1000 or (first <= 12 and second <= 12 and first != second):
        return None
    month, day = (second, first) if first > 12 else (first, second)
    if not 1 <= month <= 12 or not calendar.is_date(year, month, day):
        return None
    return means.Fixed(PartialDate(year, month, day).edtf)


def date(found: Found) -> Meaning | None:
    """Reads "Dec. 13", "Tuesday, Dec. 13", "13 December 2016"."""
    month, day = MONTHS[found.word("month")], found.number("day")
    year, weekday = found.number("year"), WEEKDAYS.get(found.word("weekday"))
    if day is None or not calendar.is_date(None, month, int(day)):
        return None
    if year is not None:
        if not calendar.is_date(int(year), month, int(day)):
            return None
        return means.Fixed(PartialDate(int(year), month, int(day)).edtf)
    return means.DayOfYear(month, int(day), weekday, _SENSES.get(found.word("sense")))


def date_range(found: Found) -> Meaning | None:
    """Reads "Dec. 9-12, 2016" as one interval."""
    last = found.number("last")
    first = date(found)
    month = MONTHS[found.word("month")]
    if first is None or last is None or not calendar.is_date(None, month, int(last)):
        return first
    if isinstance(first, means.Fixed):
        return means.Fixed(f"{first.text}/{first.text[:8]}{int(last):02d}")
    return means.Range(first, means.DayOfYear(month, int(last)))


def date_between(found: Found) -> Meaning | None:
    """Reads "Jan. 20 and 26" after "between", "Jan. 20 to 26" after "from"."""
    words_of_range = (("between", "and"), ("from", "to"))
    joint = found.tokens[found.match.start("last") - 1].word
    return date_range(found) if (found.previous_word, joint) in words_of_range else None


def month_of_year(found: Found) -> Meaning | None:
    """Reads "March 2016"."""
    year = found.number("year")
    if year is None:
        return None
    return means.Fixed(f"{int(year):04d}-{MONTHS[found.word('month')]:02d}")


def month_of_deictic_year(found: Found) -> Meaning | None:
    """Reads "July of last year"."""
    year = means.Shifted("Y", _SHIFTS[found.word("sense")])
    return means.OfYear(f"{MONTHS[found.word('month')]:02d}", year)


def _quarter_code(found: Found) -> str:
    last = 1 if found.has("ordinal") else 4  # "the final quarter"
    number = int(found.number("ordinal") or last)
    return str(words.FIRST_QUARTER + min(max(number, 1), 4) - 1)


def month(found: Found) -> Meaning | None:
    """Reads "March", "last March"."""
    return means.Month(MONTHS[found.word("month")], _SENSES.get(found.word("sense")))


def season(found: Found) -> Meaning | None:
    """Reads "summer of 2015", "last summer"; "themed around winter sports" tells no time."""
    season, year = words.SEASONS[found.word("season")], found.number("year")
    bare = found.match.end() - found.match.start() == 1
    if bare and found.previous_word in _AIMS and found.next_word.isalpha():
        return None
    if year is not None:
        return means.Fixed(f"{int(year):04d}-{season}")
    return means.Month(season, _SENSES.get(found.word("sense")))


def weekday(found: Found) -> Meaning | None:
    """Reads "Monday", "next Monday"; which is "the Friday before the vote" is not told."""
    if found.previous_word == "the" and found.next_word in ("before", "after", "following"):
        return means.Fixed(calendar.UNKNOWN_DAY)
    return means.Weekday(WEEKDAYS[found.word("weekday")], _SENSES.get(found.word("sense")))


def quarter(found: Found) -> Meaning | None:
    """Reads "third quarter of 2016", "next year's first quarter"."""
    if (found.number("ordinal") or 1) > 4:
        return None
    year = found.number("year")
    if year is not None:
        return means.Fixed(f"{int(year):04d}-{_quarter_code(found)}")
    if found.has("sense"):
        return means.OfYear(_quarter_code(found), means.Shifted("Y", _SHIFTS[found.word("sense")]))
    return means.Month(int(_quarter_code(found)))


def half(found: Found) -> Meaning | None:
    """Reads "the first half of 2016", "the second half of last year"."""
    number = int(found.number("ordinal") or 2)
    code = str(words.FIRST_HALF + min(number, 2) - 1)
    year = found.number("year")
    if year is not None:
        return means.Fixed(f"{int(year):04d}-{code}")
    shift = _SHIFTS[found.word("sense")] if found.has("sense") else 0
    return means.OfYear(code, means.Shifted("Y", shift))


_AIMS = ("for", "around", "about")
_DEICTIC_UNITS = {"quarter": "Q", "decade": "E", "century": "C", "weekend": "WE"}


def deictic(found: Found) -> Meaning | None:
    """Reads "last week", "this year", "the current quarter", "the following day"."""
    name, sense = found.word("unit"), found.word("sense")
    designator = words.UNITS[name][0]
    unit_token = found.token("unit")
    if unit_token is not None and unit_token.text[0].isupper():
        return None  # a programme or paper: "This Week"
    if name in words.CLOCK_UNITS or (name == "day" and found.next_words == ("and", "age")):
        return None
    if (found.previous_word, sense, name) == ("to", "this", "day"):
        return None  # "he regrets it to this day"
    if name == "night":
        told = sense in ("that", "same", "previous", "preceding", "next", "following")
        day = counted.Following if told else means.Shifted
        return means.PartOfDay(day("D", _SHIFTS[sense]))
    unit = _DEICTIC_UNITS.get(name, designator)
    shift = _SHIFTS[sense]
    definite = found.first_word == "the"
    if definite and unit == "D" and sense in ("last", "this", "latest"):
        return None  # "the last day on which it stood"
    if unit == "Q" and sense in ("latest", "that", "same"):
        return accounts.LastQuarter(ended=sense == "latest")
    if sense in ("following", "subsequent", "that", "same") or (definite and unit == "D"):
        return counted.Following(unit, shift)
    if definite and sense == "last" and found.next_word == "of":
        return None  # "the last week of the race"
    if definite and sense == "last" and unit in "WMY" and found.previous_word in _THROUGHOUT:
        return means.Fixed(f"P1{designator}", "duration")  # "over the last month"
    if definite and sense == "next":
        return counted.Next(unit)
    return means.Shifted(unit, shift)


_THROUGHOUT = ("over", "for", "in", "during", "throughout", "within")


def the_unit(found: Found) -> Meaning | None:
    """Reads "the quarter", "the year"; "the year ended March 31" is a duration."""
    name, unit = found.word("unit"), found.token("unit")
    if unit is not None and unit.text.istitle():
        return None  # "Woman of the Year"
    if name == "year" and found.next_word in _OF_ITS_OWN:
        return None
    if name == "quarter":
        end = _end_named(found)
        return accounts.QuarterEnding(end) if end else accounts.LastQuarter()
    if name == "year" and found.next_word in ("ended", "ending"):
        return means.Fixed("P1Y", "duration")
    return means.Shifted("Y", 0) if name == "year" else None


# After these "the year" is one of which they tell: "the year it takes to build".
_OF_ITS_OWN = frozenset(
    "that when it he she they we i you in which where before after leading since".split()
)


def _end_named(found: Found) -> means.DayOfYear | None:
    """Gives the day that follows: "the quarter ended July 31"."""
    after = [token for token in found.tokens[found.match.end() :][:4] if token.word != "."]
    if len(after) < 3 or after[0].word not in ("ended", "ending"):
        return None
    month, day = MONTHS.get(after[1].word), after[2].number
    if month is None or day is None or not calendar.is_date(None, month, int(day)):
        return None
    return means.DayOfYear(month, int(day), None, "last" if after[0].word == "ended" else None)


def period_of_year(found: Found) -> Meaning | None:
    """Reads "the 1988 period", "the 1988 quarter"."""
    year = found.number("year")
    return accounts.QuarterOfYear(f"{int(year):04d}") if year is not None else None


def this_unit(found: Found) -> Meaning | None:
    """Reads "the month" in "the end of the month"."""
    unit = words.UNITS[found.word("unit")]
    if found.word("unit") in words.CLOCK_UNITS:
        return None
    return means.Shifted(_DEICTIC_UNITS.get(found.word("unit"), unit[0]), 0)


def week_of(found: Found) -> Meaning | None:
    """Reads "the week of March 6"."""
    day = date(found)
    return means.WeekOf(day) if day is not None else None


def weekend(found: Found) -> Meaning | None:
    """Reads "the weekend", "next weekend"."""
    sense = found.word("sense")
    if sense in ("last", "past", "previous"):
        return means.Weekend()
    if sense == "this":
        return means.Weekend(this=True)
    return means.Shifted("WE", _SHIFTS[sense]) if sense in _SHIFTS else means.Weekend()


def today(found: Found) -> Meaning | None:
    """Reads "today", "yesterday", "tomorrow"."""
    if found.in_name:
        return None
    return means.Shifted("D", {"today": 0, "yesterday": -1, "tomorrow": 1}[found.word("day")])


def tonight(found: Found) -> Meaning | None:
    """Reads "tonight"."""
    return means.PartOfDay(means.Shifted("D", 0))


def deictic_part(found: Found) -> Meaning | None:
    """Reads "this morning", "the next morning", "that evening"."""
    sense = found.word("sense")
    if sense in ("this", "last"):
        return means.PartOfDay(means.Shifted("D", _SHIFTS[sense]))
    return means.PartOfDay(counted.Following("D", _SHIFTS[sense]))


def same_day(found: Found) -> Meaning | None:
    """Reads "later in the day"."""
    return counted.Following("D", 0)


def year_end(found: Found) -> Meaning | None:
    """Reads "by year-end"."""
    return means.Shifted("Y", 0) if found.last_word == "end" else None


def these_days(found: Found) -> Meaning | None:
    """Reads "these days"."""
    return means.Present() if found.word("unit") == "days" else None


def last_quarter(found: Found) -> Meaning | None:
    """Reads "the latest period" of a company's accounts."""
    return accounts.LastQuarter() if found.word("sense") == "latest" else None


def year(found: Found) -> Meaning | None:
    """Reads "2016"."""
    year = int(found.number("year") or 0)
    return means.Fixed(f"{year:04d}") if _EARLIEST_YEAR <= year <= _LATEST_YEAR else None


# A bare figure outside these years is more often a number than a year.
_EARLIEST_YEAR, _LATEST_YEAR = 1500, 2099


def year_range(found: Found) -> Meaning | None:
    """Reads "2010-2014" and "2010-14"."""
    first, last = int(found.number("year") or 0), int(found.number("last") or 0)
    if last < 100:
        last += first - first % 100
    if not _EARLIEST_YEAR <= first < last <= _LATEST_YEAR:
        return None
    return means.Fixed(f"{first:04d}/{last:04d}")


def decade(found: Found) -> Meaning | None:
    """Reads "the 1990s" and "the '90s"."""
    digits = re.match(r"\d+", found.word("decade"))
    if digits is None or not digits.group().endswith("0"):
        return None
    number = int(digits.group())
    if len(digits.group()) == 2:
        number += 1900
    return means.Fixed(f"{number // 10}X") if _EARLIEST_YEAR <= number <= _LATEST_YEAR else None


def decade_word(found: Found) -> Meaning | None:
    """Reads "the nineties"."""
    return means.Fixed(f"19{words.DECADE_WORDS[found.word('decade')]}X")


def century(found: Found) -> Meaning | None:
    """Reads "20th century"."""
    number = int(found.number("ordinal") or 0)
    return means.Fixed(f"{number - 1:02d}XX") if 1 <= number <= 21 else None


def present(found: Found) -> Meaning | None:
    """Reads "now", "current"."""
    return None if found.in_name else means.Present()


def past(found: Found) -> Meaning | None:
    """Reads "recently", "the past"."""
    return means.Past()


def future(found: Found) -> Meaning | None:
    """Reads "the future"."""
    return means.Future()


def soon(found: Found) -> Meaning | None:
    """Reads "soon"; what "was soon over" was not to come."""
    before, after = found.previous_word, found.next_word
    told = after.endswith("ed") or (is_verb_form(after) and not is_ahead(after))
    if before in ("was", "were", "had") or (told and not is_ahead(before)):
        return None
    return means.Future()


def feast(found: Found) -> Meaning | None:
    """Reads "Christmas Day", "last Thanksgiving", "Good Friday"."""
    first = 1 if found.has("sense") else 0
    tokens = found.tokens[found.match.start() + first : found.match.end()]
    name = " ".join(token.word for token in tokens if token.word.isalpha())
    name = name.replace("labour", "labor")
    if name not in FEASTS:
        return None
    year = found.number("year")
    return Feast(name, _SENSES.get(found.word("sense")), int(year) if year is not None else None)


def no_date(found: Found) -> Meaning | None:
    """Reads "Black Monday": a name that looks like a date."""
    return means.NoDate()
