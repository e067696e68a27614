"""Sentences as words with meaning: one vector a word and one a sentence.

The vectors are those of all-MiniLM-L6-v2 (Wang et al. 2020; Reimers and Gurevych 2019), int8.
"""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec
import numpy as np
from numpy.typing import NDArray

from rashomon.models import session, tokenizer
from rashomon.report import Span

Floats = NDArray[np.float32]

_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]\.(?:[^\W\d_]\.)+|[^\W_]+")
_ENDINGS = re.compile(r"(?<=[a-z]{3})(?:ies|ied|ing|ed|es|s|e|y|ly)$")
_LONGEST = 254  # wordpieces of one sentence; what follows is not seen
_CLS, _SEP = 101, 102


class Sentence(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One sentence, ready to be compared.

    `stems`, `spans` (code points in `text`) and the rows of `words` (unit vectors) run in
    parallel; `vector` is the unit vector of the whole sentence.
    """

    text: str
    stems: tuple[str, ...]
    spans: tuple[Span, ...]
    words: Floats
    vector: Floats


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


@lru_cache(maxsize=2048)
def view(text: str) -> Sentence:
    """Gives a sentence's words and vectors. Kept, because a story compares it many times."""
    encoding = tokenizer().encode(text, add_special_tokens=False)
    ids = encoding.ids[:_LONGEST]
    given = {"ids": np.array([[_CLS, *ids, _SEP]], dtype=np.int64)}
    pieces = session("vectors").run(None, given)[0][0]
    spans = word_spans(text)
    words = np.zeros((len(spans), pieces.shape[1]), dtype=np.float32)
    starts = [start for start, _ in encoding.offsets[: len(ids)]]
    for i, span in enumerate(spans):
        first, last = np.searchsorted(starts, [span.start, span.end])
        if first < last:
            words[i] = pieces[1 + first : 1 + last].mean(0)
    return Sentence(
        text=text,
        stems=tuple(stem(text[span.start : span.end]) for span in spans),
        spans=spans,
        words=_unit(words),
        vector=_unit(pieces.mean(0)),
    )


def _unit(rows: Floats) -> Floats:
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    unit: Floats = (rows / np.maximum(lengths, 1e-9)).astype(np.float32)
    return unit
