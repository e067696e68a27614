"""Times of the same event that differ: in value, or in precision."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator, Sequence

import msgspec
import numpy as np

from rashomon.calendar_names import MONTHS, WEEKDAYS
from rashomon.comparing.comparison import DifferenceSubtype
from rashomon.comparing.differences.alignment import Change
from rashomon.comparing.differences.days import ANY_YEAR, When, date_subtype, when_of
from rashomon.comparing.differences.finding import difference
from rashomon.comparing.differences.judging import Candidate, judged, surest
from rashomon.comparing.differences.located import whereabouts
from rashomon.comparing.differences.meaning import Matrix, nearness
from rashomon.comparing.differences.sentence import ReadSentence, SentencePair, once
from rashomon.comparing.differences.words import FUNCTION_WORDS, stem
from rashomon.comparing.pair import PairDifference
from rashomon.reading.reading import Time
from rashomon.report import Span

_CALENDAR = frozenset({*WEEKDAYS, *MONTHS})
_COUNTS = re.compile(r"\b(?:second|minute|hour|day|night|week|month|year|decade)s?\b", re.I)
_CLOCK = re.compile(r"XXXX-XX-XXT(\d\d):(\d\d)")
# From which hour to which people use these words; those over 24 are of the next day.
_HOURS = {
    "dawn": (3, 9), "morning": (0, 12), "noon": (11, 13), "afternoon": (12, 19),
    "evening": (16, 24), "night": (17, 30), "midnight": (22, 26), "overnight": (20, 32),
}  # fmt: skip
_PARTS_OF_DAY = frozenset(_HOURS)
_EARLY = frozenset("morning dawn overnight".split())
# Words that make a time less exact, by what they say of it.
_HEDGES = frozenset(
    "about around approximately roughly nearly almost circa shortly just early late mid before"
    " after".split()
)
_OF_CLOCKS = frozenset("local time gmt utc".split())
# Two rival times after the same words, of which so many are telling ones, are of one event.
_ONE_FRAME = 0.9
_TELLING = 2
# Nearness from which two words beside two times tell one act.
_ONE_ACT = 0.6
# How far from a time the words stand that tell what happened then: mostly before it.
_BEFORE, _AFTER = 5, 3


class Dated(msgspec.Struct, frozen=True):
    """A time of a sentence: what it says, its words, and the telling words around it.

    `hedges` are the words in it or right before it that make it less exact.
    """

    time: Time
    when: When
    words: frozenset[str]
    near: frozenset[str]
    hedges: frozenset[str]

    @property
    def days(self) -> int | None:
        """How many days it may be; None for a bare time of day."""
        if self.when.first is None or self.when.last is None:
            return None
        return (self.when.last - self.when.first).days + 1


def date_differences(pair: SentencePair) -> Iterator[PairDifference]:
    """Finds times of one event that the two sentences give otherwise."""
    if pair.twins:
        for change in pair.changes:
            yield from _retouched(pair, change)
        return
    yield from surest([*_in_one_frame(pair), *judged(date_candidates(pair))])


def _in_one_frame(pair: SentencePair) -> Iterator[PairDifference]:
    """Finds two times that exclude each other after the same words: "was built at a yard in"."""
    for left, right in itertools.product(_dated(pair.left), _dated(pair.right)):
        if _differ(left, right) != "conflict" or not _same_lead(pair, left.time, right.time):
            continue
        if _told_by_both(pair, left, right):
            continue
        if whereabouts(pair, _span(left.time), _span(right.time)) == "together":
            yield _date(pair, left, right, "conflict", certainty=_ONE_FRAME)


def _same_lead(pair: SentencePair, left: Time, right: Time) -> bool:
    """Says whether the same words stand right before two times, ones that tell of an event."""
    before = [
        [word.form for word in sentence.words if word.end <= time.start][::-1]
        for sentence, time in ((pair.left, left), (pair.right, right))
    ]
    same = list(itertools.takewhile(lambda forms: forms[0] == forms[1], zip(*before, strict=False)))
    told = sum(form not in FUNCTION_WORDS | _OF_CLOCKS for form, _ in same)
    return told >= _TELLING


def date_candidates(pair: SentencePair) -> Iterator[Candidate]:
    """Gives the times of two sentences that may be rivals for one event, to be judged."""
    ours, theirs = _dated(pair.left), _dated(pair.right)
    if not ours or not theirs:
        return
    near = nearness(pair)
    for left in ours:
        for right in theirs:
            subtype = _differ(left, right)
            where = whereabouts(pair, _span(left.time), _span(right.time))
            if subtype is None or where == "apart" or _told_by_both(pair, left, right):
                continue
            told = any(_differ(left, other) is None for other in theirs) or any(
                _differ(one, right) is None for one in ours
            )
            yield Candidate(
                question="date",
                features={
                    "conflict": float(subtype == "conflict"),
                    "words near": min(len(left.near & right.near), 3) / 3,
                    "alone": float(len(ours) == len(theirs) == 1),
                    "rivals": math.log(len(ours) * len(theirs)),
                    "clocks": float((left.when.minute, right.when.minute).count(None) == 0),
                    "told by the other": float(told),
                    "hedged": float(bool(left.hedges or right.hedges)),
                    "undated": float(left.days is None or right.days is None),
                    "parts of a day": float(_parts_of_day(left, right) is not None),
                    **_apart(left, right),
                    "headline": float(0 in (pair.left.index, pair.right.index)),
                    **_alike(pair, near, left.time, right.time),
                },
                difference=msgspec.structs.replace(
                    _date(pair, left, right, subtype, certainty=1.0),
                    doubtful=where != "together",
                ),
            )


def _told_by_both(pair: SentencePair, left: Dated, right: Dated) -> bool:
    """Says whether each side tells what the other does, so that they differ in nothing.

    That is where both times stand in both sentences ("announced on Thursday that he will stop on
    Sunday"), and where a report that is less exact here is as exact elsewhere: "in 2012".
    """
    if _stands_in(pair.right, left) and _stands_in(pair.left, right):
        return True
    if left.days is None or right.days is None or left.days == right.days:
        return False
    if left.days > right.days:
        return right.time.value in pair.left.dates
    return left.time.value in pair.right.dates


def _stands_in(sentence: ReadSentence, one: Dated) -> bool:
    """Says whether a sentence has the same time in the same words, as exact as that."""
    return any(
        other.words == one.words and other.hedges == one.hedges for other in _dated(sentence)
    )


def _date(
    pair: SentencePair,
    left: Dated,
    right: Dated,
    subtype: DifferenceSubtype,
    *,
    certainty: float,
) -> PairDifference:
    return difference(
        pair,
        "date",
        _span(left.time),
        _span(right.time),
        subtype=subtype,
        certainty=certainty,
        left_value=left.time.value,
        right_value=right.time.value,
    )


def _apart(left: Dated, right: Dated) -> dict[str, float]:
    """Describes how far two times lie from each other, and how much coarser one is."""
    days = left.days, right.days
    if days[0] is None or days[1] is None:
        return {"far days": 0.0, "coarser": 0.0}
    assert left.when.first and right.when.first
    gap = abs((left.when.first - right.when.first).days)
    coarser = abs(math.log(days[0] / days[1]))
    return {
        "far days": min(1.0, math.log1p(gap) / 6),
        "coarser": min(1.0, coarser / 6),
    }


def _alike(pair: SentencePair, near: Matrix, left: Time, right: Time) -> dict[str, float]:
    """Describes how near the words of two times, those after them and those around are."""
    ours, theirs = pair.left.inside(_span(left)), pair.right.inside(_span(right))
    if not ours or not theirs:
        return {"alike": 0.0, "followed alike": 0.0, "told alike": 0.0}
    after = near[ours[-1] + 1 : ours[-1] + 1 + _BEFORE, theirs[-1] + 1 : theirs[-1] + 1 + _BEFORE]
    around = near[np.ix_(_around(ours, near.shape[0]), _around(theirs, near.shape[1]))]
    return {
        "alike": float(near[np.ix_(ours, theirs)].max()),
        "followed alike": float(after.max()) if after.size else 0.0,
        "told alike": float(around.max() >= _ONE_ACT) if around.size else 0.0,
    }


def _around(places: Sequence[int], length: int) -> list[int]:
    """Gives the places of the words that stand before and after some words."""
    return [
        *range(max(0, places[0] - _BEFORE), places[0]),
        *range(places[-1] + 1, min(length, places[-1] + 1 + _BEFORE)),
    ]


def _differ(left: Dated, right: Dated) -> DifferenceSubtype | None:
    if left.words == right.words and left.hedges == right.hedges:
        return None
    clocks = left.when.minute, right.when.minute
    if left.hedges != right.hedges and (
        left.when == right.when or None is not clocks[0] == clocks[1]
    ):
        return "precision"
    if clocks.count(None) == 1:
        return _clock_and_part(*((left, right) if clocks[1] is None else (right, left)))
    return date_subtype(left.when, right.when) or _parts_of_day(left, right)


def _clock_and_part(clock: Dated, other: Dated) -> DifferenceSubtype | None:
    """Compares an hour with a time without one: "at 2:30 a.m." and "Tuesday morning".

    An hour outside the part is another event's, or one of them is told by another clock: "at 11
    a.m." is not "in the afternoon" more exactly.
    """
    days = clock.when.day_of_week, other.when.day_of_week
    if clock.words & _CALENDAR and None not in days and days[0] != days[1]:
        return "conflict"
    parts = other.words & _PARTS_OF_DAY
    hour = (clock.when.minute or 0) / 60
    return "precision" if any(_is_in_part(hour, part) for part in parts) else None


def _is_in_part(hour: float, part: str) -> bool:
    first, last = _HOURS[part]
    return first <= hour <= last or first <= hour + 24 <= last


def _parts_of_day(left: Dated, right: Dated) -> DifferenceSubtype | None:
    """Compares the parts of one day: "Friday", "Friday night"; "early" and "late" are hedges."""
    parts = left.words & _PARTS_OF_DAY, right.words & _PARTS_OF_DAY
    days = left.when.day_of_week, right.when.day_of_week
    if None in days or days[0] != days[1] or parts[0] == parts[1]:
        return None
    return (
        "conflict"
        if all(parts) and bool(parts[0] & _EARLY) != bool(parts[1] & _EARLY)
        else "precision"
    )


def calendar_time(sentence: ReadSentence, span: Span) -> Time | None:
    """Gives the time that a figure belongs to, where it is a day, a year or a time of day.

    The figure of "19 years ago" is none of these: it counts.
    """
    for time in sentence.times:
        if time.kind in {"date", "time"} and _span(time).covers(span):
            return None if _COUNTS.search(sentence.text[time.start : time.end]) else time
    return None


@once
def _dated(sentence: ReadSentence) -> list[Dated]:
    """Gives the times of a sentence whose days or hours are known."""
    found: list[Dated] = []
    for time in sentence.times:
        if time.kind not in {"date", "time"}:
            continue
        words = _words_of(sentence, time)
        when = when_of(time.value, year=ANY_YEAR) or _undated(time, words)
        if when is None:
            continue
        if when.minute is not None and not words & _CALENDAR:
            when = When(None, None, when.minute)
        near, hedges = _words_near(sentence, time), _hedges(sentence, time)
        found.append(Dated(time, when, words, near, hedges))
    return found


def _undated(time: Time, words: frozenset[str]) -> When | None:
    """Gives what is known of a time whose day is not: its hour, its day of the week."""
    clock = _CLOCK.match(time.value)
    minute = 60 * int(clock[1]) + int(clock[2]) if clock else None
    weekdays = {WEEKDAYS[word] for word in words & WEEKDAYS.keys()}
    weekday = weekdays.pop() if len(weekdays) == 1 else None
    return None if minute is None and weekday is None else When(None, None, minute, weekday)


def _hedges(sentence: ReadSentence, time: Time) -> frozenset[str]:
    """Gives the words in a time or right before it that make it less exact."""
    inside = sentence.forms_in(_span(time))
    before = [word.form for word in sentence.words if word.end <= time.start]
    hedges = _HEDGES.intersection(inside)
    while before and before[-1] in _HEDGES:
        hedges |= {before.pop()}
    return hedges


def _span(time: Time) -> Span:
    return Span(time.start, time.end)


def _words_of(sentence: ReadSentence, time: Time) -> frozenset[str]:
    return frozenset(sentence.forms_in(_span(time))) - FUNCTION_WORDS


def _words_near(sentence: ReadSentence, time: Time) -> frozenset[str]:
    words = sentence.words
    inside = sentence.inside(_span(time))
    if not inside:
        return frozenset()
    before = words[max(0, inside[0] - _BEFORE) : inside[0]]
    after = words[inside[-1] + 1 : inside[-1] + 1 + _AFTER]
    return frozenset(
        stem(word.form)
        for word in (*before, *after)
        if word.form not in FUNCTION_WORDS and sentence.text[word.start].islower()
    )


def _retouched(pair: SentencePair, change: Change) -> Iterator[PairDifference]:
    """Finds weekdays, months and days exchanged in a sentence that stands in both reports."""
    ours = _calendar_words(pair.left, change.left_from, change.left_to)
    theirs = _calendar_words(pair.right, change.right_from, change.right_to)
    for left, right in zip(ours, theirs, strict=False):
        if _digits(pair.left, left) and _digits(pair.left, left) == _digits(pair.right, right):
            continue  # "5.10" and "5:10"
        value = _value(pair.left, left)
        if value is not None and "T" in value and value == _value(pair.right, right):
            continue  # "6" and "6:00"
        yield difference(
            pair,
            "date",
            left,
            right,
            subtype="conflict",
            certainty=0.97,
            left_value=_value(pair.left, left),
            right_value=_value(pair.right, right),
        )


def _calendar_words(sentence: ReadSentence, first: int, end: int) -> list[Span]:
    """Gives the weekdays and months among some words, and the figures of dates and hours."""
    return [
        span
        for word in sentence.words[first:end]
        for span in [Span(word.start, word.end)]
        if (word.form in _CALENDAR and sentence.text[word.start].isupper())
        or (word.form[0].isdigit() and calendar_time(sentence, span) is not None)
    ]


def _value(sentence: ReadSentence, span: Span) -> str | None:
    """Gives the value of the time that a word belongs to."""
    for time in sentence.times:
        if _span(time).covers(span):
            return time.value
    return None


def _digits(sentence: ReadSentence, span: Span) -> str:
    return re.sub(r"\D", "", sentence.text[span.start : span.end])
