"""Durations, sets and times counted in units: what a match of each rule means."""

from __future__ import annotations

from rashomon.calendar_names import MONTHS
from rashomon.reading import time_accounts as accounts
from rashomon.reading import time_counted as counted
from rashomon.reading import time_meanings as means
from rashomon.reading import time_values as calendar
from rashomon.reading import time_words as words
from rashomon.reading.time_match import Found
from rashomon.reading.time_meanings import Meaning


def ago(found: Found) -> Meaning | None:
    """Reads "two years ago"; "a few years ago" is only the past."""
    name = found.word("unit")
    designator, size = words.UNITS[_singular(name)]
    count = _count(found)
    if count is None:
        return means.Past()
    if name.startswith("quarter"):
        return means.Shifted("Q", -round(count))
    if _singular(name) in words.CLOCK_UNITS:
        return means.PartOfDay(means.Shifted("D", 0))
    if designator == "Y" and count * size == 1:
        return accounts.YearEarlier()
    return means.Shifted(designator, -round(count * size))


def later(found: Found) -> Meaning | None:
    """Reads "two days later", "a year earlier": counted from the time mentioned last."""
    name, sign = _singular(found.word("unit")), -1 if found.word("direction") == "earlier" else 1
    designator, size = words.UNITS[name]
    count = _count(found)
    if count is None or name in words.CLOCK_UNITS:
        return None
    if designator == "Y" and sign * count * size == -1:
        return accounts.YearEarlier(from_now=False)
    return counted.Following(designator, sign * round(count * size))


def from_now(found: Found) -> Meaning | None:
    """Reads "ten years from now"."""
    name = _singular(found.word("unit"))
    designator, size = words.UNITS[name]
    count = _count(found)
    if count is None or name in words.CLOCK_UNITS or found.last_word != "now":
        return None
    return means.Shifted(designator, round(count * size))


def unit_before(found: Found) -> Meaning | None:
    """Reads "the year before", "the night before" where nothing follows that it is before."""
    name = found.word("unit")
    if name in words.CLOCK_UNITS:
        return None
    designator, size = words.UNITS[name]
    if designator == "Y" and size == 1:
        return accounts.YearEarlier(from_now=False)
    return counted.Following(designator, -size)


def year_earlier(found: Found) -> Meaning | None:
    """Reads "year-ago", "the year-earlier quarter"."""
    return accounts.YearEarlier(from_now=False)


def duration(found: Found) -> Meaning | None:
    """Reads "eight-month", "the past two years", "half an hour", "a year and a half"."""
    name = _singular(found.word("unit"))
    designator, size = words.UNITS[name]
    if name in words.CLOCK_UNITS:
        designator = f"T{designator}"
    if _is_programme(found) or (found.has("one") and found.previous_word in _DISTANCES):
        return None  # "80 miles an hour": a speed
    if name == "quarter" and (found.has("one") or found.next_word == "of"):
        return None  # "a quarter", "three-quarters of": a share
    if found.has("one") and found.goes_on:
        return None  # "a year-over-year gain"
    count = _count(found)
    if count is None:
        return means.Fixed(_vague(name), "duration")
    if found.has("half") or found.has("half_after"):
        count += 0.5
    return means.Fixed(calendar.duration(count * size, designator), "duration")


_DISTANCES = ("miles", "kilometers", "kilometres", "km", "knots", "meters", "metres", "feet")


def _is_programme(found: Found) -> bool:
    """Says whether figure and unit are the name of a broadcast: "60 Minutes"."""
    unit, count = found.token("unit"), found.token("count")
    if unit is None or count is None or not (count.digits and unit.text[0].isupper()):
        return False
    before = found.tokens[max(found.match.start() - 1, 0)]
    return unit.text[1:].islower() and not before.text[0].isupper()


def _vague(name: str) -> str:
    """Gives the duration of an unknown number of units: "years" is PXY, "decades" PX0Y."""
    designator, size = words.UNITS[name]
    tens = str(size)[1:] if size % 10 == 0 else ""
    clock = "T" if name in words.CLOCK_UNITS else ""
    return f"P{clock}X{tens}{designator}"


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
    """Reads "the past year", "week-long"."""
    name = _singular(found.word("unit"))
    if found.word("unit") != name:
        return means.Fixed(_vague(name), "duration")
    designator, size = words.UNITS[name]
    clock = "T" if name in words.CLOCK_UNITS else ""
    return means.Fixed(f"P{clock}{size}{designator}", "duration")


def vague_deictic(found: Found) -> Meaning | None:
    """Reads "the past few years", "recent weeks", "months"."""
    if found.word("unit") in _NO_BARE_UNITS and found.match.end() - found.match.start() == 1:
        return None
    return means.Fixed(_vague(_singular(found.word("unit"))), "duration")


# Alone these are more often other things ("minutes of the meeting", "living quarters").
_NO_BARE_UNITS = ("minutes", "seconds", "nights", "quarters")


def adverb_set(found: Found) -> Meaning | None:
    """Reads "daily", "annually"; a daily with its name is a paper: "the daily Le Matin"."""
    if found.word("set") == "daily" and found.before_name:
        return None
    return means.Fixed(words.ADVERB_SETS[found.word("set")], "set")


def every(found: Found) -> Meaning | None:
    """Reads "every day", "every two weeks"."""
    name = _singular(found.word("unit"))
    designator, size = words.UNITS[name]
    clock = "T" if name in words.CLOCK_UNITS else ""
    count = 2 if found.has("other") else int(found.number("count") or 1)
    return means.Fixed(f"P{clock}{count * size}{designator}", "set")


def every_part(found: Found) -> Meaning | None:
    """Reads "every morning"."""
    return means.Fixed("P1D", "set")


def every_weekday(found: Found) -> Meaning | None:
    """Reads "every Thursday"."""
    return means.Fixed("P1W", "set")


def every_month(found: Found) -> Meaning | None:
    """Reads "each July"."""
    return means.Fixed(f"XXXX-{MONTHS[found.word('month')]:02d}", "set")
