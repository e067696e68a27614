"""A report's text in paragraphs, with what is said in it marked by who says it."""

from __future__ import annotations

from itertools import pairwise

import msgspec

from rashomon.reading.reading import Reading, Statement
from rashomon.report import Report, Span, ZoneKind
from rashomon.showing.fulltext import paragraphs_of
from rashomon.showing.wording import manner_words


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of text; with who says it, and how, where it is a statement's.

    `begins` is the id of the statement that begins here.
    """

    text: str
    zone: ZoneKind
    statement: str | None = None
    speaker: str | None = None
    how: str | None = None
    begins: str | None = None


def spoken(report: Report, reading: Reading | None) -> list[list[Stretch]]:
    """Gives the paragraphs of a report, each in stretches."""
    said = [] if reading is None else _pieces(reading)
    return [_stretches(report, reading, span, said) for span in paragraphs_of(report)]


def _pieces(reading: Reading) -> list[tuple[Span, Statement]]:
    pieces = [(span, one) for one in reading.statements for span in one.content]
    return sorted(pieces, key=lambda piece: (piece[0].start, -piece[0].end))


def _stretches(
    report: Report, reading: Reading | None, within: Span, said: list[tuple[Span, Statement]]
) -> list[Stretch]:
    near = [(span, one) for span, one in said if span.overlaps(within)]
    edges = {within.start, within.end}
    edges |= {edge for span, _ in near for edge in (span.start, span.end)}
    edges |= {edge for zone in report.zones for edge in (zone.start, zone.end)}
    names = {actor.id: actor.name for actor in reading.actors} if reading else {}
    inside = sorted(edge for edge in edges if within.start <= edge <= within.end)
    found = []
    for start, end in pairwise(inside):
        # Where statements lie in one another, the inner one says whose words they are.
        over = [(span, one) for span, one in near if span.start <= start and end <= span.end]
        innermost = min(over, key=lambda piece: piece[0].end - piece[0].start, default=None)
        one = innermost[1] if innermost else None
        begins = [given for span, given in near if span.start == start and given.content[0] == span]
        found.append(
            Stretch(
                text=report.text[start:end],
                zone=report.zone_kind(Span(start, end)),
                statement=one.id if one else None,
                speaker=names.get(one.speaker or "") if one else None,
                how=manner_words(one.manner, one.act) if one else None,
                begins=begins[0].id if begins else None,
            )
        )
    return found
