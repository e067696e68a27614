"""Statements that the layout of a text makes plain: transcripts, and quotations signed below.

    WALLACE: Will you be there?            “I could not believe it.” — Lena Brandt, 41

No verb says so, and the reader model, which looks for one, takes a neighbour for the speaker.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from rashomon.paragraphs import split_paragraphs
from rashomon.report import Span

_TURN = re.compile(
    r"[\"“]?(?P<source>[A-Z][A-Z.’'\- ]{1,40}[A-Z])(?P<cue>:)\s+(?P<content>\S.{3,}?)[\"”]?", re.S
)
_SIGNED = re.compile(
    r"[“\"‘](?P<content>.{8,}?)[”\"’]\s*(?P<cue>[—―–]|--?)\s*"
    r"(?P<source>[A-ZÀ-Þ][\w.’'-]+(?:\s+[\w.’'-]+){0,4})(?:,[^.“”\"]{0,80})?\.?$",
    re.S,
)
_TURNS_AT_LEAST = 3  # one line "WARNING: ..." makes no transcript


class LaidOut(msgspec.Struct, frozen=True, kw_only=True):
    """A statement as the layout shows it. `direct` is set also where no marks are used."""

    content: Span
    cue: Span
    source: Span


def laid_out(text: str) -> tuple[LaidOut, ...]:
    """Gives the turns of a transcript and the signed quotations of a text, in order."""
    paragraphs = split_paragraphs(text)
    turns = _matches(_TURN, text, paragraphs)
    if (
        len(turns) < _TURNS_AT_LEAST
        or len({text[t.source.start : t.source.end] for t in turns}) < 2
    ):
        turns = []
    signed = _matches(_SIGNED, text, paragraphs)
    return tuple(sorted([*turns, *signed], key=lambda found: found.content))


def _matches(pattern: re.Pattern[str], text: str, paragraphs: Sequence[Span]) -> list[LaidOut]:
    found = []
    for paragraph in paragraphs:
        match = pattern.fullmatch(text, paragraph.start, paragraph.end)
        if match is not None:
            found.append(
                LaidOut(
                    content=Span(*match.span("content")),
                    cue=Span(*match.span("cue")),
                    source=Span(*match.span("source")),
                )
            )
    return found
