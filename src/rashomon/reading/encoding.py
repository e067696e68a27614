"""Text to wordpieces with the features the reader model needs.

The encoder's vocabulary is uncased, so letter case, quotation marks and paragraph
starts travel beside the wordpieces as small integer features. Training and running
use this one module, so that the two can't drift apart.
"""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec
import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

Integers = NDArray[np.int64]

SHAPES = ("lower", "title", "upper", "initial", "number", "mixed", "other")
QUOTE_STATES = ("outside", "inside", "mark")

OPENING = "“„«‟"
CLOSING = "”»"
_DOUBLE = re.compile(f"[{OPENING}{CLOSING}\"]|``|''")
_LINE_BREAK = re.compile("\n")
_SINGLE_OPEN = re.compile(
    r"(?<![\w‘’])‘(?=[\w“\"])"
    # "'em", "'til", "'90s" leave letters out.
    r"|(?<![\w'’.,!?])'(?=[^\W\d]|[“\"])(?!(?:em|til|tis|twas|cause|round|bout|n)\b)",
    re.IGNORECASE,
)
_SINGLE_CLOSE = {
    "‘": re.compile(r"(?<=[\w.,!?…”\"])’(?!\w)"),
    "'": re.compile(r"(?<=[\w.,!?…”\"])'(?![\w'])"),
}
_MOST_PARAGRAPHS = 6  # of one quotation that is opened once and closed once


class Encoded(msgspec.Struct, frozen=True, kw_only=True):
    """Wordpieces of one text.

    `ids`, `shapes`, `quotes` and `starts` have one row per wordpiece; `spans` holds each
    wordpiece's code points in the text, end exclusive.
    """

    ids: Integers
    shapes: Integers
    quotes: Integers
    starts: Integers
    spans: Integers


@lru_cache(maxsize=4)
def quote_states(text: str) -> bytes:
    """Says for each character whether it is outside (0), inside (1) or is (2) a quotation mark.

    A quotation that is not closed ends with its paragraph: newspapers open each paragraph of a
    long quotation anew and close only the last. But web pages also run one pair of marks over
    several paragraphs: those without any mark in between belong to it. Wires write ``so''. Single
    quotation marks count only where they cannot be apostrophes. The last few texts are remembered:
    several steps of a reading ask.
    """
    states = bytearray(len(text))
    open_since: int | None = None
    paragraphs = [m.span() for m in re.finditer(r"[^\n]+", text)]
    for place, (start, end) in enumerate(paragraphs):
        mark = _DOUBLE.search(text, start, end)
        rest = start
        if open_since is not None and mark is not None:
            if _closes(text, mark, end):
                for first, last in paragraphs[open_since + 1 : place]:
                    _fill(states, first, last)
                _fill(states, start, mark.start())
                states[mark.start() : mark.end()] = b"\x02" * len(mark.group())
                rest = mark.end()
            open_since = None
        elif open_since is not None and place - open_since >= _MOST_PARAGRAPHS:
            open_since = None
        if _mark_paragraph(text, rest, end, states):
            open_since = place
        follower = paragraphs[place + 1][0] if place + 1 < len(paragraphs) else None
        _mark_single(text, start, end, states, follower)
    return bytes(states)


def _closes(text: str, mark: re.Match[str], end: int) -> bool:
    """Says whether the first mark of a paragraph ends a quotation that came before it."""
    if mark.group() in CLOSING:
        return True
    alone = len(_DOUBLE.findall(text, mark.start(), end)) % 2 == 1
    ending = text[max(0, mark.start() - 2) : mark.start()].rstrip(" ")[-1:] in tuple(".,!?…")
    return (
        mark.group() not in OPENING
        and alone
        and ending
        and not text[mark.end() : end][:1].isalnum()
    )


def _mark_paragraph(text: str, start: int, end: int, states: bytearray) -> bool:
    """Marks what stands in double quotation marks; says whether the last is left open."""
    opened: int | None = None
    for found in _DOUBLE.finditer(text, start, end):
        if opened is None and found.group() not in CLOSING and not _strays(text, found):
            opened = found.end()
        elif opened is not None and found.group() not in OPENING:
            states[opened : found.start()] = b"\x01" * (found.start() - opened)
            opened = None
        states[found.start() : found.end()] = b"\x02" * len(found.group())
    if opened is not None:
        states[opened:end] = b"\x01" * (end - opened)
    return opened is not None


def _strays(text: str, mark: re.Match[str]) -> bool:
    """Says whether a straight mark ends a word: what it closes was not opened."""
    before, after = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
    return (before.isalnum() or before in tuple(".,!?…")) and (not after or after.isspace())


def _mark_single(text: str, start: int, end: int, states: bytearray, follower: int | None) -> None:
    """Marks what stands in single quotation marks.

    One that opens a paragraph and is not closed there goes to its end where the next paragraph,
    which begins at `follower`, opens it anew.
    """
    position = start
    while True:
        begin = _SINGLE_OPEN.search(text, position, end)
        if begin is None:
            return
        mark = begin.group()
        close = _SINGLE_CLOSE[mark].search(text, begin.end(), end)
        if close is None:
            if follower is not None and text[follower] == mark and not states[begin.start()]:
                _fill(states, begin.end(), end)
            return
        if not states[begin.start()]:
            _fill(states, begin.end(), close.start())
            states[begin.start()] = states[close.start()] = 2
        position = close.end()


def _fill(states: bytearray, start: int, end: int) -> None:
    for k in range(start, end):
        states[k] = states[k] or 1


def encode(text: str, tokenizer: Tokenizer) -> Encoded:
    """Gives the wordpieces of `text` with their features."""
    encoding = tokenizer.encode(text, add_special_tokens=False)
    offsets = encoding.offsets
    spans = np.array(offsets, dtype=np.int64).reshape(len(offsets), 2)
    states = np.frombuffer(quote_states(text), dtype=np.uint8)
    breaks = [match.start() for match in _LINE_BREAK.finditer(text)]
    lines = np.searchsorted(np.array(breaks, dtype=np.int64), spans[:, 0])
    return Encoded(
        ids=np.array(encoding.ids, dtype=np.int64),
        shapes=np.array([_shape(text[start:end]) for start, end in offsets], dtype=np.int64),
        quotes=states[spans[:, 0]].astype(np.int64),
        starts=np.diff(lines, prepend=-1).astype(bool).astype(np.int64),
        spans=spans,
    )


@lru_cache(maxsize=65536)
def _shape(piece: str) -> int:
    if piece.isdigit() or any(c.isdigit() for c in piece):
        return SHAPES.index("number")
    if not any(c.isalpha() for c in piece):
        return SHAPES.index("other")
    if piece.islower():
        return SHAPES.index("lower")
    if len(piece) == 1:
        return SHAPES.index("initial")
    if piece.isupper():
        return SHAPES.index("upper")
    if piece[0].isupper() and piece[1:].islower():
        return SHAPES.index("title")
    return SHAPES.index("mixed")


def windows(count: int, *, size: int, overlap: int) -> list[tuple[int, int]]:
    """Gives the fewest windows of at most `size` that cover `count` wordpieces.

    Neighbours share `overlap` wordpieces or a few more: windows are of one length, so that the
    last one does not read most of a text again.
    """
    if count <= size:
        return [(0, count)] if count else []
    number = -(-(count - overlap) // (size - overlap))
    length = -(-(count + (number - 1) * overlap) // number)
    starts = [place * (count - length) // (number - 1) for place in range(number)]
    return [(start, start + length) for start in starts]
