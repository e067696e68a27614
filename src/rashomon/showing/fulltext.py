"""A report's whole text, cut where claims begin and end, its passages linked to the others'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from rashomon.comparing.comparison import Passage, Standing
from rashomon.report import Report, Span
from rashomon.showing.dates import date_words
from rashomon.showing.lookup import Lookup
from rashomon.showing.model import FullText, Paragraph, Segment
from rashomon.showing.wording import listing

_STRONGEST: tuple[Standing, ...] = ("disputed", "agreed", "one-origin", "sole")


class _Spot(msgspec.Struct, frozen=True, kw_only=True):
    """A passage of this report, with its claim and the counterparts in other reports."""

    start: int
    end: int
    claim: str
    standing: Standing
    links: tuple[tuple[str, str, str], ...]


def place_anchor(lookup: Lookup, passage: Passage) -> str:
    """Gives the anchor of a passage in its report's full text: the report's letter, an offset."""
    return f"{lookup.sources[passage.report].key}-{_first(lookup.reports[passage.report], passage)}"


def full_text(lookup: Lookup, report: Report) -> FullText:
    """Gives a report in paragraphs, each in segments inside which the same claims are made."""
    spots = _spots(lookup, report)
    paragraphs = []
    for span in _paragraphs(report.text):
        paragraphs.extend(_zoned(lookup, report, span, spots))
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


def _paragraphs(text: str) -> list[Span]:
    """Blocks between blank lines; single lines where the text has no blank ones."""
    gap = r"\r?\n[ \t]*(?:\r?\n[ \t]*)+" if re.search(r"\n[ \t]*\r?\n", text) else r"\r?\n"
    spans, position = [], 0
    for found in [*re.finditer(gap, text), None]:
        end = found.start() if found else len(text)
        if text[position:end].strip():
            spans.append(Span(position, end))
        position = found.end() if found else end
    return spans


def _spots(lookup: Lookup, report: Report) -> list[_Spot]:
    spots: list[_Spot] = []
    for claim in lookup.comparison.claims:
        others = [passage for passage in claim.passages if passage.report != report.id]
        links = tuple(
            (
                lookup.sources[passage.report].key,
                lookup.sources[passage.report].name,
                place_anchor(lookup, passage),
            )
            for passage in others
        )
        spots.extend(
            _Spot(
                start=_first(report, passage),
                end=passage.end,
                claim=lookup.anchors[claim.id],
                standing=claim.standing,
                links=links,
            )
            for passage in claim.passages
            if passage.report == report.id
        )
    return sorted(spots, key=lambda spot: (spot.start, spot.end, spot.claim))


def _zoned(lookup: Lookup, report: Report, span: Span, spots: Sequence[_Spot]) -> list[Paragraph]:
    """A paragraph, divided where a zone such as the dateline begins or ends in it."""
    edges = {span.start, span.end}
    for zone in report.zones:
        edges |= {edge for edge in (zone.start, zone.end) if span.start < edge < span.end}
    places = sorted(edges)
    made = []
    for start, end in pairwise(places):
        if report.text[start:end].strip():
            part = Span(start, end)
            made.append(
                Paragraph(
                    zone=report.zone_kind(part),
                    segments=_segments(report.text, part, spots, key=lookup.sources[report.id].key),
                )
            )
    return made


def _segments(text: str, span: Span, spots: Sequence[_Spot], *, key: str) -> tuple[Segment, ...]:
    near = [spot for spot in spots if spot.start < span.end and span.start < spot.end]
    edges = {span.start, span.end}
    for spot in near:
        edges |= {edge for edge in (spot.start, spot.end) if span.start < edge < span.end}
    places = sorted(edges)
    segments = []
    for start, end in pairwise(places):
        here = [spot for spot in near if spot.start <= start and end <= spot.end]
        links = [link for spot in here if spot.end == end for link in spot.links]
        segments.append(
            Segment(
                text=text[start:end],
                begins=f"{key}-{start}" if any(spot.start == start for spot in here) else None,
                claims=tuple(dict.fromkeys(spot.claim for spot in here)),
                standing=min((s.standing for s in here), key=_STRONGEST.index, default=None),
                links=tuple(dict.fromkeys(links)),
            )
        )
    return tuple(segments)


def _first(report: Report, passage: Passage) -> int:
    """The first letter of a passage, past any space before it."""
    blank = re.compile(r"\s*").match(report.text, passage.start, passage.end)
    return blank.end() if blank else passage.start
