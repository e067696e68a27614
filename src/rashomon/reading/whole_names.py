"""The spans of names: whole, where the reader model cuts one.

Moon Jae-|in     C.I|.A.     |. Castro     Stone and| |Hill College
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec.structs

from rashomon.reading.tagging import Name
from rashomon.report import Span

# A syllable of a given name, written small after a hyphen: "Jae-in", "Ki-moon".
_SYLLABLE = re.compile(r"[-‑]?[a-zà-þ]{1,5}(?![\w’'-])")
# "C.I|.A."
_LETTER_LAST = re.compile(r"(?:^|[\s.])[A-Z]$")
_LETTERS = re.compile(r"(?:\.[A-Z](?![\w]))+\.?")
_BEFORE_NAME = re.compile(r"[^\w]+(?=\w)")
_UNFINISHED = re.compile(r".*\S\s+(?:and|&|of|for|of the|for the)", re.DOTALL)


def whole_names(text: str, names: Sequence[Name]) -> tuple[Name, ...]:
    """Gives the names with spans that neither cut a name nor hold a mark before it."""
    found: list[Name] = []
    for name in names:
        span = _trimmed(text, name)
        before = found[-1] if found else None
        if before is not None and _goes_on(text, before, name.kind, span):
            span = Span(found.pop().span.start, span.end)
        found.append(msgspec.structs.replace(name, span=span))
    return tuple(found)


def _trimmed(text: str, name: Name) -> Span:
    start, end = name.span.start, name.span.end
    mark = _BEFORE_NAME.match(text, start, end)
    start = mark.end() if mark else start
    if name.kind == "person" and text[end - 1] in "-‑":
        rest = _SYLLABLE.match(text, end)
        end = rest.end() if rest else end
    letters = _LETTERS.match(text, end) if _LETTER_LAST.search(text, start, end) else None
    end = letters.end() if letters else end
    return Span(start, end)


def _goes_on(text: str, before: Name, kind: str, span: Span) -> bool:
    """Says whether a name ends in a joint, and this is the rest of it."""
    return (
        before.kind == kind == "organization"
        and text[before.span.end : span.start] == " "
        and _UNFINISHED.fullmatch(text, before.span.start, before.span.end) is not None
    )
