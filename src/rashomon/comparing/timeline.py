"""Timeline: what the reports date, in order, with dates lent from one report to another."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

import msgspec

from rashomon.comparing.comparison import Claim, ReportSpan, TimelineEntry
from rashomon.comparing.dating import dated_words
from rashomon.reading.numbers import number_value
from rashomon.reading.quotations import quoted_spans
from rashomon.reading.reading import Reading, Time
from rashomon.reading.time_values import PartialDate, is_date, partial_date
from rashomon.reading.times import resolve_times
from rashomon.report import Report, Span

_VAGUE = re.compile(r"~$|^\.\.|\.\.$|^XXXX(?:-XX)*(?:T.*)?$")
# Months that begin EDTF's seasons, quarters and halves (ISO 8601-2, 4.8).
_GROUPS = {21: 3, 22: 6, 23: 9, 24: 12, 33: 1, 34: 4, 35: 7, 36: 10, 40: 1, 41: 7}
_QUARTER = re.compile(r"[\dX]{4}-3[3-6]")
_UNKNOWN_YEAR = "9999"
# A round number of days or more ago is about that: "ten days ago", "20 years ago".
_ROUND = re.compile(r"(\w+)[ -](?:days|weeks|months|years) ago", re.I)
_ROUND_FROM = 10
# An agency's caption: "FILE - In this Sept. 30, 2016, file photo".
_OLD_PICTURE = re.compile(r"\W*FILE\s*[-–—]")
_PLAIN = re.compile(r"\d{3}[\dX](?:-\d\d){0,2}")
_FROM = re.compile(r"\b(?:between|from)\s+(?:the\s+)?$", re.I)
_TO = re.compile(r"\s+(?:and|to|until|till|through)\s+(?:the\s+)?")
_GAME = re.compile(r"\b(?:touchdown|half-?time|rebounds?|overtime|kickoff|quarterback)\b")


def fix_years(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Gives the readings with times fixed by the other reports' dates of publication.

    Only a report that has no full date of its own borrows one. Of the dates it may have been
    published on, the first and the last are tried; a time is fixed where both give the same
    value. The reports themselves stay as they are.
    """
    borrowed = borrowed_published(readings)
    return tuple(with_years(reading, borrowed.get(reading.report.id, ())) for reading in readings)


def borrowed_published(readings: Sequence[Reading]) -> dict[str, tuple[str, ...]]:
    """Gives, for each report without a full date, the first and last day it may be published on.

    A report that has month and day takes the year that brings it nearest to the others; one that
    has nothing takes the span of the others' dates with a day on either side.
    """
    known = sorted(
        day for reading in readings if (day := _published(reading.report).full) is not None
    )
    borrowed: dict[str, tuple[str, ...]] = {}
    for reading in readings:
        own = _published(reading.report)
        if own.full is not None or not known:
            continue
        if own.month is not None and own.day is not None:
            nearest = _nearest(own.month, own.day, known)
            borrowed[reading.report.id] = (nearest.isoformat(),) if nearest else ()
        elif own.year is None:
            first, last = known[0] - timedelta(1), known[-1] + timedelta(1)
            borrowed[reading.report.id] = (first.isoformat(), last.isoformat())
    return borrowed


def is_dated(report: Report) -> bool:
    """Says whether a report tells its own full date, so that it borrows none."""
    return _published(report).full is not None


def _published(report: Report) -> PartialDate:
    """Gives when a report was published, else the date of its dateline, as far as told."""
    published = partial_date(report.published)
    dateline = partial_date(report.dateline.date if report.dateline else None)
    if published.full is None and dateline.day is not None:
        return dateline
    return published


def _nearest(month: int, day: int, known: Sequence[date]) -> date | None:
    years = {other.year + step for other in known for step in (-1, 0, 1)}
    days = [date(year, month, day) for year in years if is_date(year, month, day)]
    return min(days, key=lambda d: (min(abs(d - other) for other in known), d), default=None)


def with_years(reading: Reading, borrowed: Sequence[str]) -> Reading:
    """Gives a reading with its times fixed by the days on which it may be published."""
    if not borrowed:
        return reading
    tried = [
        resolve_times(reading.report, reading.sentences, published=published)
        for published in borrowed
    ]
    agreed = {
        (time.start, time.end): time
        for time in tried[0]
        if all(time in other for other in tried[1:])
    }
    times = tuple(agreed.get((time.start, time.end), time) for time in reading.times)
    return msgspec.structs.replace(reading, times=times)


def build_timeline(
    readings: Sequence[Reading], claims: Sequence[Claim]
) -> tuple[TimelineEntry, ...]:
    """Gives what happened when, in the order of time, from the dates and times of lead and body.

    A passage is the words that the time dates (`dating`). Passages of one claim with one date are
    one entry. Durations, dates of which nothing is known, and those of which no event is told are
    left out; dates without a year come last. What was a round number of days or years ago has an
    approximate date ("2004~").
    """
    entries: dict[tuple[str, str], list[ReportSpan]] = {}
    claim_at = _claims_by_report(claims)
    linked: dict[tuple[str, str], str] = {}
    for reading in readings:
        report = reading.report
        for time, words in _dated(reading):
            when = time.value + "~" if _is_round(report, time) else time.value
            claim = _claim_at(claim_at.get(report.id, ()), words)
            key = (when, claim or f"{report.id}:{words.start}")
            span = ReportSpan(report=report.id, start=words.start, end=words.end)
            entries.setdefault(key, []).append(span)
            if claim:
                linked[key] = claim
    order = {reading.report.id: place for place, reading in enumerate(readings)}
    found = [
        TimelineEntry(
            when=key[0],
            passages=tuple(sorted(set(passages), key=lambda p: (order[p.report], p.start, p.end))),
            claim=linked.get(key),
        )
        for key, passages in entries.items()
    ]
    return tuple(sorted(found, key=lambda entry: _entry_order(entry, order)))


def _entry_order(entry: TimelineEntry, order: Mapping[str, int]) -> tuple[str, str, int, int]:
    first = entry.passages[0]
    return (*sorting_key(entry.when), order[first.report], first.start)


def sorting_key(value: str) -> tuple[str, str]:
    """Gives a key that puts EDTF values in the order of their first moment, then their last.

    An unknown digit counts as its least, an unknown year as after all known ones.
    """
    first, _, last = value.partition("/")
    if first in ("..", ""):
        return ("0000", _moment(last))
    return (_moment(first), _moment(last) if last not in ("..", "") else _moment(first))


def _moment(value: str) -> str:
    day, _, clock = value.strip("~?%").partition("T")
    pieces = day.split("-")
    year = _UNKNOWN_YEAR if pieces[0].startswith("XX") else pieces[0].replace("X", "0")
    rest = [piece.replace("X", "0") for piece in pieces[1:]]
    if rest and rest[0].isdecimal():
        rest[0] = f"{_GROUPS.get(int(rest[0]), int(rest[0])):02d}"
    return "-".join([year, *rest]) + (f"T{clock}" if clock else "")


def _dated(reading: Reading) -> Iterator[tuple[Time, Span]]:
    """Gives the times of which the report tells an event, with the words that tell it."""
    report = reading.report
    quoted = quoted_spans(report)
    game = bool(_GAME.search(report.text))
    told = [time for time in reading.times if _tells(report, time, game=game)]
    for sentence, times in itertools.groupby(told, lambda time: _sentence(reading, time)):
        if _OLD_PICTURE.match(report.text, sentence.start):
            continue
        group = list(_stretches(report.text, list(times)))
        for time in group:
            others = [other for other in group if other is not time]
            words = dated_words(report.text, sentence, time, others=others, quoted=quoted)
            if words is not None:
                yield time, words


def _stretches(text: str, times: Sequence[Time]) -> Iterator[Time]:
    """Gives the times of a sentence, "between 2010 and 2012" as one stretch of time."""
    rest = list(times)
    while rest:
        time = rest.pop(0)
        if rest and _is_stretch(text, time, rest[0]):
            last = rest.pop(0)
            value = f"{time.value}/{last.value}"
            time = msgspec.structs.replace(time, end=last.end, value=value, kind="date")
        yield time


def _is_stretch(text: str, first: Time, last: Time) -> bool:
    if not (_PLAIN.fullmatch(first.value) and len(first.value) == len(last.value)):
        return False
    if not first.value < last.value or not _TO.fullmatch(text, first.end, last.start):
        return False
    decades = first.value.endswith("X") and last.value.endswith("X")
    return decades or bool(_FROM.search(text, max(0, first.start - 15), first.start))


def _tells(report: Report, time: Time, *, game: bool) -> bool:
    """Says whether a time may date an event; the quarters of a game are none of a year."""
    if time.kind not in ("date", "time") or _VAGUE.search(time.value):
        return False
    if game and _QUARTER.fullmatch(time.value):
        return False
    return report.zone_kind(Span(time.start, time.end)) in ("lead", "body")


def _is_round(report: Report, time: Time) -> bool:
    found = _ROUND.fullmatch(report.text, time.start, time.end)
    number = number_value(found[1]) if found else None
    return number is not None and number >= _ROUND_FROM and number % (_ROUND_FROM // 2) == 0


def _sentence(reading: Reading, time: Time) -> Span:
    place = bisect_right(reading.sentences, time.start, key=lambda sentence: sentence.start)
    if place and time.start < reading.sentences[place - 1].end:
        return reading.sentences[place - 1]
    return Span(time.start, time.end)


def _claims_by_report(claims: Sequence[Claim]) -> dict[str, list[tuple[Span, str, bool]]]:
    """Gives each report's passages, their claims, and whether other reports make the claim too."""
    found: dict[str, list[tuple[Span, str, bool]]] = {}
    for claim in claims:
        shared = len({passage.report for passage in claim.passages}) > 1
        for passage in claim.passages:
            span = Span(passage.start, passage.end)
            found.setdefault(passage.report, []).append((span, claim.id, shared))
    return found


def _claim_at(passages: Sequence[tuple[Span, str, bool]], clause: Span) -> str | None:
    """Gives the claim whose passage holds most of a clause, a shared one before a sole one."""
    best: tuple[bool, int, int, str] | None = None
    for span, claim, shared in passages:
        common = span.shared(clause)
        if common > 0 and 2 * common >= clause.end - clause.start:
            rank = (shared, common, span.start - span.end, claim)
            best = max(best, rank) if best else rank
    return best[3] if best else None
