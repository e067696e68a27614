"""Quotations that end with their sentence, before a sentence that has a source of its own.

    "We are one," said the priest. "We gather in joy." According to the police 900 came.

The second quotation goes on with the priest's words; the reader model may give it to the police.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec.structs

from rashomon.reading.drafts import manner_of
from rashomon.reading.linking import Attribution
from rashomon.reading.tagging import Segment
from rashomon.report import Span

_ENDED = re.compile(r"[.!?]?[”\"’']\s+(?=[A-Z])")
_ACCORDING = re.compile(r"According to\b")


def without_sentence_before(
    text: str, states: Sequence[int], attributions: Sequence[Attribution]
) -> list[Attribution]:
    """Gives the attributions, with a quotation that ended before as one without a source."""
    found: list[Attribution] = []
    for attribution in attributions:
        ended = [c for c in attribution.content if _ended(text, states, attribution, c)]
        kept = tuple(c for c in attribution.content if c not in ended)
        found.extend(
            msgspec.structs.replace(attribution, content=(c,), cue=None, source=None) for c in ended
        )
        if kept:
            found.append(msgspec.structs.replace(attribution, content=kept))
    return found


def _ended(text: str, states: Sequence[int], attribution: Attribution, piece: Segment) -> bool:
    """Says whether a quotation is closed, and what tells of its source is the next sentence."""
    cue, source = attribution.cue, attribution.source
    if cue is None or source is None or min(cue.span.start, source.span.start) < piece.span.end:
        return False
    if manner_of(text, states, (piece.span,)) != "direct":
        return False
    end = _ENDED.match(text, max(piece.span.end - 2, piece.span.start + 1))
    end = end or _ENDED.match(text, piece.span.end - 1) or _ENDED.match(text, piece.span.end)
    if end is None or "," in end.group():
        return False
    if _ACCORDING.match(text, end.end()) and cue.span.start == end.end():
        return True
    return _tells_of_more(text, attribution, Span(end.end(), cue.span.start))


def _tells_of_more(text: str, attribution: Attribution, before: Span) -> bool:
    """Says whether the sentence of the cue has words of its own that the source says."""
    return any(before.covers(piece.span) for piece in attribution.content)
