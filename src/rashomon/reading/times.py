"""Time expressions of a report and their values in EDTF (ISO 8601-2).

What counts as a time expression follows TIMEX3 (TimeML 1.2.1). Finding them needs the text
alone; their values also need the date on which the report was written, which another report
of the story may have to lend: see `resolve_times`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import msgspec

from rashomon.reading.reading import Time
from rashomon.reading.time_accounts import QuarterOfYear, YearEarlier
from rashomon.reading.time_grammar import find_expressions
from rashomon.reading.time_meanings import Context, Fixed, Meaning, Shifted
from rashomon.reading.time_mentioned import Mentioned
from rashomon.reading.time_names import names_among
from rashomon.reading.time_tense import Tense, tense_of
from rashomon.reading.time_values import PartialDate, partial_date
from rashomon.reading.tokens import tokenize
from rashomon.report import Report, Span

# A dateline's day this long before publication is the day on which the report was written.
_DAYS_TO_PUBLICATION = 3


def find_times(report: Report, sentences: Sequence[Span]) -> tuple[Time, ...]:
    """Gives the report's time expressions in order, without overlap, with EDTF values.

    They are resolved against the day on which the report was written: its dateline, else its
    date of publication. Where neither tells the year, a full date that the report begins with
    lends year and month. What that leaves open stays X: no date is invented. A weekday of which
    nothing more is known is "XXXX-XX-XX", "now" the report's day as an approximate one
    ("2016-12-13~"), "recently" and "soon" the open intervals before and after it. Durations
    are ISO 8601 ("P8M", "PXY" for "years"), sets the duration from one time to the next.
    """
    placed = _placed(report.text, tuple(sentences))
    written = _written(report)
    return _resolve(placed, written if written.year is not None else _from_text(placed, written))


def resolve_times(report: Report, sentences: Sequence[Span], *, published: str) -> tuple[Time, ...]:
    """Gives the same expressions resolved as if the report had been published on that date.

    `published` is EDTF; use it where another report of the story has the date that this one
    lacks.
    """
    return find_times(msgspec.structs.replace(report, published=published), sentences)


class _Placed(NamedTuple):
    """An expression at its place (code points), with all that its text alone tells of it."""

    start: int
    end: int
    meaning: Meaning
    tense: Tense | None
    sentence: int
    quoted: bool


def _resolve(placed: Sequence[_Placed], anchor: PartialDate) -> tuple[Time, ...]:
    times: list[Time] = []
    mentioned = Mentioned()
    for start, end, meaning, tense, sentence, quoted in placed:
        context = Context(anchor=anchor, tense=tense, mentioned=mentioned, sentence=sentence)
        value = meaning.value(context)
        if value is None:
            continue
        times.append(Time(start=start, end=end, value=value, kind=meaning.kind))
        if quoted and isinstance(meaning, Shifted):
            continue  # what a speaker calls today is not the day that the report tells of
        recurring = isinstance(meaning, YearEarlier | QuarterOfYear)
        mentioned = mentioned.after(value, sentence=sentence, recurring=recurring)
    return tuple(times)


# A report is resolved again for each other report that may lend it a date: what needs no date
# is found once. This many texts are remembered; a few kB each.
@lru_cache(maxsize=256)
def _placed(text: str, sentences: tuple[Span, ...]) -> tuple[_Placed, ...]:
    tokens = tokenize(text)
    starts = [sentence.start for sentence in sentences]
    placed: list[_Placed] = []
    found = find_expressions(tokens)
    names = names_among(tokens, found)
    for one in found:
        if one in names:
            continue
        first, end, meaning = one
        place = bisect_right(starts, tokens[first].start) - 1
        sentence = sentences[place] if place >= 0 else Span(0, len(text))
        tense = tense_of(tokens, first, end, sentence)
        begins = tokens[first].start
        quoted = _in_quotation(text, begins)
        placed.append(_Placed(begins, tokens[end - 1].end, meaning, tense, place, quoted))
    return tuple(placed)


def _in_quotation(text: str, place: int) -> bool:
    """Says whether a quotation that begins before a place in its paragraph is still open there."""
    before = text[text.rfind("\n", 0, place) + 1 : place]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def _written(report: Report) -> PartialDate:
    """Gives the day on which the report was written, as far as it says."""
    published = partial_date(report.published)
    dateline = partial_date(report.dateline.date if report.dateline else None)
    if dateline.month is None or dateline.day is None:
        return published
    if dateline.full is not None or published.year is None:
        return dateline
    if published.full is None:
        later = published.month is not None and dateline.month > published.month
        return PartialDate(published.year - later, dateline.month, dateline.day)
    for year in (published.year, published.year - 1):
        written = PartialDate(year, dateline.month, dateline.day)
        if written.full and 0 <= (published.full - written.full).days <= _DAYS_TO_PUBLICATION:
            return written
    return published


def _from_text(placed: Sequence[_Placed], dateline: PartialDate) -> PartialDate:
    """Gives when a report was written by the dates that it names, as far as they tell.

    That is the last full date of its first sentences, where it names no later year that is
    over. Its day may be days before the report's, so only year and month are taken from it, or
    the year of a dateline that is up to two months later.
    """
    over = [place for place in placed if place.tense != "future"]
    named = [
        (partial_date(place.meaning.text).full, place.sentence)
        for place in over
        if isinstance(place.meaning, Fixed) and place.meaning.kind == "date"
    ]
    begins = [day for day, sentence in named if day is not None and sentence < _FIRST_SENTENCES]
    years = [
        partial_date(place.meaning.text).year or 0
        for place in over
        if isinstance(place.meaning, Fixed)
    ]
    if not begins or max(years) > max(begins).year:
        return dateline
    last = max(begins)
    if dateline.month is None or dateline.day is None:
        return PartialDate(last.year, last.month)
    for year in (last.year, last.year + 1):
        written = PartialDate(year, dateline.month, dateline.day)
        if written.full and 0 <= (written.full - last).days <= _DAYS_AFTER_EVENT:
            return written
    return dateline


_FIRST_SENTENCES = 4
_DAYS_AFTER_EVENT = 60
