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

from rashomon.reading.quotations import quote_states

Integers = NDArray[np.int64]

SHAPES = ("lower", "title", "upper", "initial", "number", "mixed", "other")
QUOTE_STATES = ("outside", "inside", "mark")
_LINE_BREAK = re.compile("\n")


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
