"""Sentences as words with meaning: one vector a word and one a sentence.

The vectors are those of all-MiniLM-L6-v2 (Wang et al. 2020; Reimers and Gurevych 2019), int8.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession

from rashomon.models import CLS, SEP, session, tokenizer
from rashomon.report import Span

Floats = NDArray[np.float32]

_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]\.(?:[^\W\d_]\.)+|[^\W_]+")
_ENDINGS = re.compile(r"(?<=[a-z]{3})(?:ies|ied|ing|ed|es|s|e|y|ly)$")
_LONGEST = 158  # wordpieces of one sentence; what follows is not seen
_STRETCH = 128  # wordpieces read together, unless one sentence is longer

HELD = 512
"""Reports whose vectors are held while a story is compared, a megabyte each for 650 words: to read
them once more costs more than all else that is done with a report."""

STILL_HELD = 128
"""Reports whose vectors may stay held when that is done, in a process that goes on."""


class Sentence(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One sentence, ready to be compared.

    `stems`, `spans` (code points in `text`), the rows of `words` (unit vectors) and `weights`
    (how much a word counts, 1 being usual) run in parallel; `vector` is the unit vector of the
    whole sentence.
    """

    text: str
    stems: tuple[str, ...]
    spans: tuple[Span, ...]
    words: Floats
    weights: Floats
    vector: Floats


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence as wordpieces: their ids, and each word's first piece, end and stem."""

    ids: tuple[int, ...]
    words: tuple[tuple[int, int, str], ...]
    spans: tuple[Span, ...]


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Gives a word without its ending, in lower case: "Shootings" and "shooting" meet."""
    lower = word.lower()
    shorter = _ENDINGS.sub("", lower)
    return _ENDINGS.sub("", shorter) if shorter.endswith("ing") else shorter


def word_spans(text: str) -> tuple[Span, ...]:
    """Gives the words and figures of a text; a possessive "'s" is no word."""
    found = (Span(match.start(), match.end()) for match in _WORD.finditer(text))
    return tuple(span for span in found if not _is_possessive(text, span))


def _is_possessive(text: str, span: Span) -> bool:
    return text[span.start : span.end] in ("s", "t") and text[span.start - 1 : span.start] in (
        "'",
        "’",
    )


def lay_out(text: str) -> Layout:
    """Gives the wordpieces and words of a sentence; what is past `_LONGEST` pieces is left out."""
    encoding = tokenizer().encode(text, add_special_tokens=False)
    starts = [start for start, _ in encoding.offsets[:_LONGEST]]
    words: list[tuple[int, int, str]] = []
    spans: list[Span] = []
    for span in word_spans(text):
        first, end = bisect_left(starts, span.start), bisect_left(starts, span.end)
        if first < end:
            words.append((first, end, stem(text[span.start : span.end])))
            spans.append(span)
    return Layout(ids=tuple(encoding.ids[:_LONGEST]), words=tuple(words), spans=tuple(spans))


def stretches(layouts: Sequence[Layout]) -> list[list[int]]:
    """Gives runs of neighbouring sentences that are read together, so that words have context."""
    groups: list[list[int]] = []
    room = 0
    for number, layout in enumerate(layouts):
        if len(layout.ids) + 1 > room:
            groups.append([])
            room = _STRETCH - 1
        groups[-1].append(number)
        room -= len(layout.ids) + 1
    return groups


class Shelf(Protocol):
    """Where the sentences of reports are kept from one process to the next."""

    def get(self, texts: tuple[str, ...]) -> tuple[Sentence, ...] | None:
        """Gives the sentences that were kept, exactly, or None."""

    def put(self, texts: tuple[str, ...], sentences: tuple[Sentence, ...]) -> None:
        """Keeps the sentences of a report."""


_shelf: ContextVar[Shelf | None] = ContextVar("shelf", default=None)


@contextmanager
def kept_on(shelf: Shelf) -> Iterator[None]:
    """Lets `views` look on a shelf before it reads, and keep there what it reads."""
    before = _shelf.set(shelf)
    try:
        yield
    finally:
        _shelf.reset(before)


@lru_cache(maxsize=HELD)
def views(texts: tuple[str, ...]) -> tuple[Sentence, ...]:
    """Gives the sentences of a report, in order. Held, because a story compares each many times."""
    shelf = _shelf.get()
    found = shelf.get(texts) if shelf is not None else None
    if found is None:
        found = read_views(session("vectors"), texts)
        if shelf is not None:
            shelf.put(texts, found)
    return found


def read_views(model: InferenceSession, texts: Sequence[str]) -> tuple[Sentence, ...]:
    """Gives the sentences of a report as `model` sees them."""
    layouts = [lay_out(text) for text in texts]
    found: list[Sentence] = []
    for group in stretches(layouts):
        ids = [CLS]
        begins = []
        for number in group:
            begins.append(len(ids))
            ids += [*layouts[number].ids, SEP]
        given = {"ids": np.array([ids], dtype=np.int64)}
        pieces, weights = model.run(None, given)
        for number, begin in zip(group, begins, strict=True):
            found.append(_sentence(texts[number], layouts[number], pieces[0], weights[0], begin))
    return tuple(found)


def _sentence(text: str, layout: Layout, pieces: Floats, weights: Floats, begin: int) -> Sentence:
    firsts = np.array([begin + first for first, _, _ in layout.words], dtype=np.intp)
    sizes = np.array([end - first for first, end, _ in layout.words], dtype=np.intp)
    rows, own = pieces[firsts], weights[firsts]
    # Most words are one piece; the others take the mean of theirs, those of one size together.
    for size in {*sizes.tolist()} - {1}:
        words = np.flatnonzero(sizes == size)
        places = firsts[words][:, None] + np.arange(size)
        rows[words], own[words] = pieces[places].mean(1), weights[places].mean(1)
    seen = rows if len(rows) else pieces[begin : begin + 1]
    return Sentence(
        text=text,
        stems=tuple(word for _, _, word in layout.words),
        spans=layout.spans,
        words=_unit(rows),
        weights=np.exp(own).astype(np.float32),
        vector=_unit(seen.sum(0)),
    )


def _unit(rows: Floats) -> Floats:
    squares: Floats = np.add.reduce(rows * rows, axis=-1, keepdims=True)
    unit = rows / np.maximum(np.sqrt(squares), np.float32(1e-9))
    return unit.astype(np.float32, copy=False)
