"""A report's whole text, cut where claims begin and end, its passages linked to the others'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from rashomon.comparing.comparison import Comparison, ReportSpan, Side, Standing
from rashomon.naming import listing
from rashomon.report import Report, Span
from rashomon.showing.dates import date_words
from rashomon.showing.lookup import Lookup, first_letter
from rashomon.showing.model import FullText, Paragraph, Segment

_STRONGEST: tuple[Standing, ...] = ("disputed", "agreed", "one-origin", "sole")


class _Spot(msgspec.Struct, frozen=True, kw_only=True):
    """A passage of this report, with its claim and the counterparts in other reports."""

    start: int
    end: int
    claim: str
    standing: Standing
    links: tuple[tuple[str, str, str], ...]


def full_text(lookup: Lookup, report: Report) -> FullText:
    """Gives a report in paragraphs, each in segments inside which the same claims are made."""
    spots = _spots(lookup, report)
    places = _places(lookup.comparison, report)
    paragraphs = []
    for span in paragraphs_of(report):
        segments = _segments(lookup, report, span, spots, places)
        zones = {segment.zone for segment in segments}
        paragraphs.append(
            Paragraph(zone=zones.pop() if len(zones) == 1 else "body", segments=segments)
        )
    return FullText(
        source=lookup.sources[report.id],
        paragraphs=tuple(paragraphs),
        dateline=_dateline(report),
        authors=report.authors,
    )


def _dateline(report: Report) -> str | None:
    line = report.dateline
    if line is None:
        return None
    parts = [listing(line.places), date_words(line.date) if line.date else "", line.agency or ""]
    return ", ".join(part for part in parts if part) or None


def paragraphs_of(report: Report) -> list[Span]:
    """Gives blocks between blank lines (without any, lines), and lines that begin a zone.

    A single line end inside a block is only where the text was wrapped.
    """
    text = report.text
    gap = r"\r?\n[ \t]*(?:\r?\n[ \t]*)+" if re.search(r"\n[ \t]*\r?\n", text) else r"\r?\n"
    gaps = [(found.start(), found.end()) for found in re.finditer(gap, text)]
    gaps += [(zone.start, zone.start) for zone in report.zones if _opens_line(text, zone.start)]
    spans, position = [], 0
    for start, end in [*sorted(gaps), (len(text), len(text))]:
        if text[position:start].strip():
            spans.append(Span(position, start))
        position = max(position, end)
    return spans


def _opens_line(text: str, start: int) -> bool:
    return "\n" in text[len(text[:start].rstrip()) : start]


def _places(comparison: Comparison, report: Report) -> set[int]:
    """Where something begins that the reader can be led to."""
    spots: list[ReportSpan | Side] = []
    for difference in comparison.differences:
        spots.extend(difference.sides)
    spots.extend(spot for entry in comparison.timeline for spot in entry.passages)
    spots.extend(spot for relation in comparison.relations for spot in relation.passages)
    starts = {spot.start for spot in spots if spot.report == report.id}
    for statement in comparison.statements:
        if statement.report == report.id:
            starts |= {piece.start for piece in statement.content}
    return {first_letter(report.text, start) for start in starts}


def _spots(lookup: Lookup, report: Report) -> list[_Spot]:
    spots: list[_Spot] = []
    for claim in lookup.comparison.claims:
        if claim.open:
            continue
        others = [passage for passage in claim.passages if passage.report != report.id]
        links = tuple(
            (
                lookup.sources[passage.report].key,
                lookup.sources[passage.report].name,
                lookup.place(lookup.reports[passage.report], passage.start),
            )
            for passage in others
        )
        spots.extend(
            _Spot(
                start=first_letter(report.text, passage.start),
                end=passage.end,
                claim=lookup.anchors[claim.id],
                standing=claim.standing,
                links=links,
            )
            for passage in claim.passages
            if passage.report == report.id
        )
    return sorted(spots, key=lambda spot: (spot.start, spot.end, spot.claim))


def _segments(
    lookup: Lookup, report: Report, span: Span, spots: Sequence[_Spot], places: set[int]
) -> tuple[Segment, ...]:
    near = [spot for spot in spots if spot.start < span.end and span.start < spot.end]
    starts = places | {spot.start for spot in near}
    edges = starts | {spot.end for spot in near}
    edges |= {edge for zone in report.zones for edge in (zone.start, zone.end)}
    inside = {edge for edge in edges if span.start < edge < span.end}
    segments = []
    for start, end in pairwise(sorted({span.start, span.end} | inside)):
        here = [spot for spot in near if spot.start <= start and end <= spot.end]
        links = [link for spot in here if spot.end == end for link in spot.links]
        segments.append(
            Segment(
                text=report.text[start:end],
                zone=report.zone_kind(Span(start, end)),
                begins=lookup.place(report, start) if start in starts else None,
                opens=any(spot.start == start for spot in here),
                claims=tuple(dict.fromkeys(spot.claim for spot in here)),
                standing=min((s.standing for s in here), key=_STRONGEST.index, default=None),
                links=_one_for_each_report(links),
            )
        )
    return tuple(segments)


def _one_for_each_report(
    links: Sequence[tuple[str, str, str]],
) -> tuple[tuple[str, str, str], ...]:
    first: dict[str, tuple[str, str, str]] = {}
    for link in links:
        first.setdefault(link[0], link)
    return tuple(first[key] for key in sorted(first))
