"""The grammar of time expressions: rules over classes of words, each with its meaning.

A rule is written with the class names of `time_words`; where two rules overlap the earlier
one holds. A rule's function may return None to decline.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from rashomon.reading import time_clock as clocks
from rashomon.reading import time_counted as counted
from rashomon.reading import time_dates as dates
from rashomon.reading import time_durations as durations
from rashomon.reading import time_meanings as means
from rashomon.reading.time_accounts import YearEarlier
from rashomon.reading.time_feasts import Feast
from rashomon.reading.time_match import Found
from rashomon.reading.time_meanings import Meaning
from rashomon.reading.time_words import ALPHABET, places
from rashomon.reading.time_words import letters as letters_of
from rashomon.reading.tokens import Token

_TABLE: tuple[tuple[str, Callable[[Found], Meaning | None]], ...] = (
    # Whole dates: "Tuesday, Dec. 13, 2016", "13 December", "Dec. 9-12"
    ("iso", dates.iso),
    ("slashed", dates.slashed),
    # A year that is said once for two: "Oct. 17 to Nov. 2, 2014", "between May and June 2014"
    (
        "(weekday:any_weekday dot? comma?)? month:any_month dot? day:day "
        "(?=(to|and|dash|preposition_word) any_month dot? day comma? year:year)",
        dates.date,
    ),
    (
        "month:any_month dot? (?=(to|and|dash|or_word|preposition_word) any_month dot? of? "
        "year:year)",
        dates.month_of_year,
    ),
    ("the unit:week_word of month:any_month dot? day:day", dates.week_of),
    (
        "(sense:sense? weekday:any_weekday dot? comma?)? month:any_month dot? "
        "day:day dash last:day (comma? year:year)?",
        dates.date_range,
    ),
    (
        "(?<=preposition) month:any_month dot? day:day (and|to) last:day (?!any_month) "
        "(comma? year:year)?",
        dates.date_between,
    ),
    (
        "(sense:sense? weekday:any_weekday dot? comma? the?)? month:any_month dot? the? day:day "
        "(comma? year:year)?",
        dates.date,
    ),
    (
        "(weekday:any_weekday dot? comma?)? the? day:day of? month:any_month dot? "
        "(comma? year:year)?",
        dates.date,
    ),
    # Months: "March 2016", "July of last year", "last April", "in March"
    ("month:any_month dot? (comma|of)? year:year", dates.month_of_year),
    ("month:any_month dot? of? sense:sense year_word", dates.month_of_deictic_year),
    ("every month:long_month", durations.every_month),
    ("sense:sense month:long_month", dates.month),
    ("month:month", dates.month),
    ("(?<=preposition|early|mid|of|and|to|or_word|dash|the) month:month_word", dates.month),
    ("(?<=preposition) month:month_short dot?", dates.month),
    # Quarters, halves, seasons
    ("the? fiscal? dash? ordinal:order dash? quarter of? fiscal? year:year", dates.quarter),
    (
        "the? fiscal? dash? ordinal:order dash? quarter of? sense:sense year_word",
        dates.quarter,
    ),
    ("sense:sense year_word apostrophe s ordinal:order quarter", dates.quarter),
    ("the year:year fiscal? ordinal:order dash? quarter", dates.quarter),
    ("year:decade fiscal? ordinal:order dash? quarter", dates.quarter),
    ("the year:year ordinal:order half", dates.half),
    ("the? fiscal? dash? ordinal:order dash? quarter", dates.quarter),
    ("the? (last|final) quarter of? year:year", dates.quarter),
    ("the? (last|ordinal:order) half of year:year", dates.half),
    ("the? (last|ordinal:order) half of (sense:sense|the) year_word", dates.half),
    ("the? season:any_season of? year:year", dates.season),
    ("sense:sense past? season:any_season", dates.season),
    ("the season:season", dates.season),
    ("(?<=preposition) season:season", dates.season),
    # Counted from now or from the time mentioned last
    ("the? year_word dash (ago|comparative) (quarter|period)?", durations.year_earlier),
    ("the same (quarter|period) of? (last|previous) year_word", durations.year_earlier),
    (
        "the same (quarter|period) (article|the) year_word (comparative|before)",
        durations.year_earlier,
    ),
    (
        "count:amount (dash? and dash? article dash? half)? dash? more? unit:any_unit ago",
        durations.ago,
    ),
    ("half_a:half article unit:unit ago", durations.ago),
    ("one:article more? unit:unit (or_word so)? ago", durations.ago),
    ("article? several? of? unit:units ago", durations.ago),
    ("count:amount unit:any_unit direction:comparative", durations.later),
    ("one:article unit:unit direction:comparative", durations.later),
    ("count:amount unit:any_unit preposition_word now", durations.from_now),
    ("the? unit:unit (before|previous) (?=comma|dot|and|line_break|$)", durations.unit_before),
    ("hour:four_digits (hrs|zone)", clocks.clock),
    ("hour:figure units", clocks.clock_hours),
    # Feasts: "Christmas Eve", "Labor Day", "Good Friday", "last Thanksgiving"
    ("feast_word year_word? apostrophe? s? (day_word|eve|weekday) year:year?", dates.feast),
    ("sense:sense? thanksgiving day_word? year:year?", dates.feast),
    ("christmas (eve|day_word|weekday) (comma? year:year)?", dates.feast),
    ("sense:sense christmas", dates.feast),
    ("(?<=preposition|at|on) christmas year:year?", dates.feast),
    ("named weekday", dates.no_date),
    # Sets: "every day", "each Thursday", "daily"
    ("every weekday", durations.every_weekday),
    ("every weekday_plural|weekday_plural", durations.every_weekday),
    ("every other:other_word unit:unit", durations.every),
    ("every count:amount? unit:any_unit", durations.every),
    ("every part", durations.every_part),
    ("set:adverb_set", durations.adverb_set),
    # Durations: "eight-month", "the past two years", "a couple of weeks", "half an hour"
    (
        "(the (sense|ordinal)|stretch_sense|the)? more? (amount dash? (dash|to|or_word))? "
        "count:amount "
        "(dash? and dash? article dash? half:half)? dash? (more|fiscal|full|straight)? "
        "unit:any_unit "
        "(and article half_after:half)? (?!dash? old)",
        durations.duration,
    ),
    ("count:amount dash? unit:second (?!dash|unit)", durations.duration),
    ("one:article unit:unit and article half:half", durations.duration),
    ("half_a:half article? dash? unit:unit", durations.duration),
    ("article? (the? (sense|recent))? several of? more? unit:units", durations.vague_deictic),
    ("(the? sense|recent|coming|past) dash? unit:units", durations.vague_deictic),
    ("the unit:units ahead", durations.vague_deictic),
    ("these unit:units", dates.these_days),
    ("unit:any_unit dash long", durations.one_unit),
    ("several dash unit:unit", durations.vague_deictic),
    # Deictic: "last week", "the following day", "this year", "the weekend"
    ("the? sense:sense weekend", dates.weekend),
    ("(?<!article) (the weekend|weekend)", dates.weekend),
    ("(that|this|the) sense:same unit:unit", dates.deictic),
    ("comparative preposition the day_word", dates.same_day),
    ("(comparative|early) preposition the unit:week_word", dates.this_unit),
    ("comparative preposition the unit:plain_unit", dates.this_unit),
    ("the? past unit:unit", durations.one_unit),
    ("the (quarter|period) of year:year", dates.year),
    ("the year:year (quarter|period)", dates.period_of_year),
    ("year_word dash? edge", dates.year_end),
    ("(?<=edge of) the unit:long_unit", dates.this_unit),
    ("the? sense:sense fiscal? unit:unit", dates.deictic),
    ("the? sense:sense period", dates.last_quarter),
    ("the? sense:current fiscal? unit:unit", dates.deictic),
    ("sense:sense part", dates.deictic_part),
    ("the sense:sense part", dates.deictic_part),
    ("sense:sense weekday:any_weekday", dates.weekday),
    ("weekday:weekday", dates.weekday),
    ("(?<=on|comma|open) weekday:weekday_short dot?", dates.weekday),
    ("day:today", dates.today),
    ("tonight", dates.tonight),
    # Years, decades, centuries
    ("year:year dash last:year_end", dates.year_range),
    ("(the|fiscal)? year:year", dates.year),
    ("the year_word year:number", dates.year),
    (
        "(the|(?<!possessive)(?<!possessive early)(?<!possessive mid)(?<!possessive mid dash)"
        "(?<!possessive decade and)) "
        "decade:decade",
        dates.decade,
    ),
    ("the decade:decade_word", dates.decade_word),
    ("the? ordinal:ordinal dash? century", dates.century),
    # Vague: "now", "recently", "the future"
    ("now", dates.present),
    ("current", dates.present),
    ("recently", dates.past),
    ("(?<!as) soon (?!as|preposition)", dates.soon),
    ("the near? future", dates.future),
    ("(?<=preposition) near? future", dates.future),
    ("the past", dates.past),
    # Times of day
    ("hour:clock ampm:ampm? zone*", clocks.clock),
    ("hour:hour_figure ampm:ampm zone*", clocks.clock),
    ("hour:hour_figure preposition the half_day:part", clocks.clock),
    ("hour:small oclock apostrophe oclock", clocks.clock),
    ("noon:noon", clocks.noon),
    # What is left: "a year", "the year", "years"
    ("one:article (full|fiscal|more)? unit:unit", durations.duration),
    ("the (full|fiscal)? unit:unit", dates.the_unit),
    ("(?<!early|article) unit:units (?!dash? old)", durations.vague_deictic),
)


class Expression(NamedTuple):
    """A stretch of tokens (end exclusive) and what it means."""

    first: int
    end: int
    meaning: Meaning


@lru_cache(maxsize=1)
def _rules() -> tuple[tuple[re.Pattern[str], Callable[[Found], Meaning | None]], ...]:
    return tuple((ALPHABET.compile(pattern), builder) for pattern, builder in _TABLE)


def find_expressions(tokens: Sequence[Token]) -> list[Expression]:
    """Gives the time expressions in order and without overlap."""
    everything = letters_of(tokens)
    kept = places(everything)
    letters = "".join([everything[place] for place in kept])
    near_tokens = [tokens[place] for place in kept]
    taken = bytearray(len(letters))
    found: list[Expression] = []
    for pattern, builder in _rules():
        for match in pattern.finditer(letters):
            first, end = match.span()
            if 1 in taken[first:end]:
                continue
            meaning = builder(Found(match, near_tokens))
            if meaning is not None:
                taken[first:end] = b"\1" * (end - first)
                found.append(Expression(first, end, meaning))
    found.sort(key=itemgetter(0))
    joined = _join_clock(_join_ago(_extend(found, letters)), letters)
    return [Expression(kept[first], kept[end - 1] + 1, meaning) for first, end, meaning in joined]


_PREFIX = ALPHABET.compile(
    "(the? edge of the?|the? early (units|part|night) (of|on)|part of|part on|"
    "(early|mid|comparative) dash? (on|preposition)?)$"
)
_PART = ALPHABET.compile("(part|night|units)")
_SUFFIX = ALPHABET.compile("(part|night)")
_BETWEEN_CLOCK_AND_DAY = ALPHABET.compile("comma? (of|on)?")
_CLOSE = ALPHABET.compile("close")
_BETWEEN_DAY_AND_CLOCK = ALPHABET.compile("comma? (at|preposition)*")


def _extend(found: list[Expression], letters: str) -> list[Expression]:
    """Takes in the words around a date that narrow it: "early in March", "Sunday night"."""
    extended: list[Expression] = []
    previous_end = 0
    for first, end, meaning in found:
        if meaning.kind == "date":
            prefix = _PREFIX.search(letters[max(previous_end, first - 4) : first])
            if prefix:
                first -= len(prefix.group())
                if _is_day(meaning) and _PART.search(prefix.group()):
                    meaning = means.PartOfDay(meaning)
            suffix = _SUFFIX.match(letters, end)
            if suffix and _is_day(meaning):
                meaning, end = means.PartOfDay(meaning), end + 1
        extended.append(Expression(first, end, meaning))
        previous_end = end
    return extended


def _join_ago(found: list[Expression]) -> list[Expression]:
    """Joins "four years ago" with the time right behind it: "this month", "today"."""
    joined: list[Expression] = []
    for expression in found:
        before = joined[-1] if joined else None
        years = _years_ago(before.meaning) if before else 0
        deictic = isinstance(expression.meaning, means.Shifted) and expression.meaning.unit != "Y"
        if before and years and deictic and before.end == expression.first:
            meaning = counted.YearsAgo(years, expression.meaning)
            joined[-1] = Expression(before.first, expression.end, meaning)
        else:
            joined.append(expression)
    return joined


def _years_ago(meaning: Meaning) -> int:
    """Gives how many years ago a time was; 0 for another time."""
    if isinstance(meaning, YearEarlier):
        return int(meaning.from_now)
    if isinstance(meaning, means.Shifted) and meaning.unit == "Y":
        return max(-meaning.count, 0)
    return 0


def _join_clock(found: list[Expression], letters: str) -> list[Expression]:
    """Joins a time of day with the day beside it: "10 p.m. Wednesday", "Friday at noon"."""
    joined: list[Expression] = []
    for expression in found:
        before = joined[-1] if joined else None
        merged = before and _clock_on_day(before, expression, letters)
        if merged:
            joined[-1] = merged
            continue
        if before and _CLOSE.fullmatch(letters[before.end : expression.first]):
            joined[-1] = _on_day(before, expression)
        joined.append(expression)
    return joined


def _on_day(clock: Expression, day: Expression) -> Expression:
    """Gives a time of day in brackets the day behind them: "(0500 GMT) Thursday"."""
    meaning = clock.meaning
    if not isinstance(meaning, means.Clock) or meaning.day or not _is_day(day.meaning):
        return clock
    return clock._replace(meaning=means.Clock(meaning.hour, meaning.minute, day.meaning))


def _is_day(meaning: Meaning) -> bool:
    """Says whether a meaning is one day, which a time of day can narrow."""
    if isinstance(meaning, means.Weekday | means.DayOfYear | means.PartOfDay | Feast):
        return True
    if isinstance(meaning, means.Shifted | counted.Following):
        return meaning.unit == "D"
    if not isinstance(meaning, means.Fixed):
        return False
    return meaning.kind == "date" and len(meaning.text) == len("2016-12-13")


def _clock_on_day(left: Expression, right: Expression, letters: str) -> Expression | None:
    between = letters[left.end : right.first]
    if isinstance(left.meaning, means.Clock) and _is_day(right.meaning):
        clock, day, joint = left.meaning, right.meaning, _BETWEEN_CLOCK_AND_DAY
    elif isinstance(right.meaning, means.Clock) and _is_day(left.meaning):
        clock, day, joint = right.meaning, left.meaning, _BETWEEN_DAY_AND_CLOCK
    else:
        return None
    if clock.day is not None or not joint.fullmatch(between):
        return None
    return Expression(left.first, right.end, means.Clock(clock.hour, clock.minute, day))
