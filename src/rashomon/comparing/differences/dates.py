"""Times of the same event that differ: in value, or in precision."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rashomon.comparing.differences.alignment import Change
from rashomon.comparing.differences.finding import difference
from rashomon.comparing.differences.sentence import ReadSentence, SentencePair
from rashomon.comparing.pair import PairDifference
from rashomon.reading.reading import Time
from rashomon.reading.time_words import MONTHS, WEEKDAYS
from rashomon.report import Span

_CALENDAR = frozenset({*WEEKDAYS, *MONTHS})
_COUNTS = re.compile(r"\b(?:second|minute|hour|day|night|week|month|year|decade)s?\b", re.I)


def date_differences(pair: SentencePair) -> Iterator[PairDifference]:
    """Finds times of one event that the two sentences give otherwise."""
    if pair.twins:
        for change in pair.changes:
            yield from _retouched(pair, change)


def _retouched(pair: SentencePair, change: Change) -> Iterator[PairDifference]:
    """Finds weekdays, months and days exchanged in a sentence that stands in both reports."""
    ours = _calendar_words(pair.left, change.left_from, change.left_to)
    theirs = _calendar_words(pair.right, change.right_from, change.right_to)
    for left, right in zip(ours, theirs, strict=False):
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


def calendar_time(sentence: ReadSentence, span: Span) -> Time | None:
    """Gives the time that a figure belongs to, where it is a day, a year or a time of day.

    The figure of "19 years ago" is none of these: it counts.
    """
    for time in sentence.times:
        if time.kind in {"date", "time"} and Span(time.start, time.end).covers(span):
            return None if _COUNTS.search(sentence.text[time.start : time.end]) else time
    return None


def _value(sentence: ReadSentence, span: Span) -> str | None:
    """Gives the value of the time that a word belongs to."""
    for time in sentence.times:
        if Span(time.start, time.end).covers(span):
            return time.value
    return None
