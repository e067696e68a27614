"""The judge: a small cross-encoder that reads two sentences together."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from rashomon.models import session, tokenizer

_LONGEST = 100  # wordpieces of each sentence; what follows is not seen
_CLS, _SEP = 101, 102


class Verdicts(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What the judge holds of each pair, as log odds.

    `link`: the two share a specific assertion. `relation`, three columns: same, partial,
    conflict. `entailment`, three columns: the first entails, neither, or contradicts the second.
    """

    link: NDArray[np.float64]
    relation: NDArray[np.float64]
    entailment: NDArray[np.float64]


def judge(pairs: Sequence[tuple[str, str]]) -> Verdicts:
    """Reads each pair alone, so that no verdict depends on the other pairs."""
    found = np.zeros((len(pairs), 7))
    for i, (one, two) in enumerate(pairs):
        first = tokenizer().encode(one, add_special_tokens=False).ids[:_LONGEST]
        second = tokenizer().encode(two, add_special_tokens=False).ids[:_LONGEST]
        ids = [_CLS, *first, _SEP, *second, _SEP]
        types = [0] * (len(first) + 2) + [1] * (len(second) + 1)
        given = {
            "ids": np.array([ids], dtype=np.int64),
            "types": np.array([types], dtype=np.int64),
        }
        found[i] = session("judge").run(None, given)[0][0]
    return Verdicts(link=found[:, 0], relation=found[:, 1:4], entailment=found[:, 4:7])
