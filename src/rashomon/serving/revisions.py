"""What changed from one version of an article to the next, in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal

import msgspec

from rashomon.report import Report
from rashomon.showing.fulltext import paragraphs_of

_WORD = re.compile(r"\s+|\w+|[^\w\s]")
# Beyond so many words a paragraph is shown as replaced, not word by word.
_WORDS_AT_MOST = 2000
# Paragraphs that share less of their words than this are two, not one that was changed.
_ALIKE = 0.4


class Piece(msgspec.Struct, frozen=True):
    """Words that stayed, went or came."""

    text: str
    what: Literal["kept", "gone", "new"] = "kept"


class Revision(msgspec.Struct, frozen=True, kw_only=True):
    """What changed between two versions: fields with both values, and paragraphs in pieces.

    `gone` and `new` count words. Paragraphs that did not change are left out.
    """

    fields: tuple[tuple[str, str, str], ...]
    paragraphs: tuple[tuple[Piece, ...], ...]
    gone: int
    new: int


def revisions(versions: Sequence[Report]) -> list[Revision]:
    """Gives what changed from each version to the next."""
    return [_revision(older, newer) for older, newer in pairwise(versions)]


def _revision(older: Report, newer: Report) -> Revision:
    left = [older.show(span).strip() for span in paragraphs_of(older)]
    right = [newer.show(span).strip() for span in paragraphs_of(newer)]
    paragraphs: list[tuple[Piece, ...]] = []
    for what, i1, i2, j1, j2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if what != "equal":
            paragraphs += _changed(left[i1:i2], right[j1:j2])
    pieces = [piece for paragraph in paragraphs for piece in paragraph]
    fields = (("headline", older.title, newer.title), ("time", older.published, newer.published))
    return Revision(
        fields=tuple(
            (name, one or "none", two or "none") for name, one, two in fields if one != two
        ),
        paragraphs=tuple(paragraphs),
        gone=sum(len(piece.text.split()) for piece in pieces if piece.what == "gone"),
        new=sum(len(piece.text.split()) for piece in pieces if piece.what == "new"),
    )


def _changed(left: Sequence[str], right: Sequence[str]) -> list[tuple[Piece, ...]]:
    """Pairs paragraphs in order; one that has no counterpart went or came as a whole."""
    found: list[tuple[Piece, ...]] = []
    rest = list(right)
    for text in left:
        near = next((other for other in rest if _alike(text, other)), None)
        if near is None:
            found.append((Piece(text, "gone"),))
            continue
        place = rest.index(near)
        found += [(Piece(other, "new"),) for other in rest[:place]]
        found.append(_word_by_word(text, near))
        rest = rest[place + 1 :]
    return found + [(Piece(other, "new"),) for other in rest]


def _alike(one: str, other: str) -> bool:
    left, right = set(one.casefold().split()), set(other.casefold().split())
    return len(left & right) >= _ALIKE * max(len(left | right), 1)


def _word_by_word(one: str, other: str) -> tuple[Piece, ...]:
    left, right = _WORD.findall(one), _WORD.findall(other)
    if max(len(left), len(right)) > _WORDS_AT_MOST:
        return (Piece(one, "gone"), Piece(other, "new"))
    pieces = []
    for what, i1, i2, j1, j2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if what == "equal":
            pieces.append(Piece("".join(left[i1:i2])))
            continue
        if i1 < i2:
            pieces.append(Piece("".join(left[i1:i2]), "gone"))
        if j1 < j2:
            pieces.append(Piece("".join(right[j1:j2]), "new"))
    return tuple(pieces)
