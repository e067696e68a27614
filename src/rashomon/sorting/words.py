"""Weighed words, and how much two reports share of them."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint32]
Weights = NDArray[np.float32]

_LOW = 0xFFFF


class Words(msgspec.Struct, frozen=True, eq=False):
    """The stems of a text, each by its number (`number_of`), rising, with its weight.

    A number is a hash (feature hashing, Weinberger et al. 2009): among the 300,000 stems of a
    large library about ten share one with another.
    """

    numbers: Numbers
    weights: Weights


def number_of(stem: str) -> int:
    """Gives the number of a stem: its CRC-32, the same on every machine."""
    return zlib.crc32(stem.encode("utf-8", "surrogatepass"))


def words_from(weights: Mapping[str, float]) -> Words:
    """Gives stems with their weights as `Words`, of unit length."""
    # Where two stems have one number, the lighter goes.
    lightest_first = sorted(weights, key=lambda stem: (weights[stem], stem))
    by_number = {number_of(stem): weights[stem] for stem in lightest_first}
    numbers = np.array(sorted(by_number), dtype=np.uint32)
    found = np.array([by_number[int(number)] for number in numbers], dtype=np.float64)
    length = max(float(np.sqrt((found**2).sum())), 1e-9)
    return Words(numbers, (found / length).astype(np.float32))


def products(one: Words, others: Sequence[Words]) -> NDArray[np.float64]:
    """Gives the cosine of the words of one text with those of each of the others."""
    if not others or not len(one.numbers):
        return np.zeros(len(others))
    numbers = np.concatenate([other.numbers for other in others])
    weights = np.concatenate([other.weights for other in others])
    # Few words are shared: their last bits tell most of the others from them.
    low = np.zeros(_LOW + 1, dtype=bool)
    low[one.numbers & _LOW] = True
    places = np.flatnonzero(low[numbers & _LOW])
    found = np.minimum(np.searchsorted(one.numbers, numbers[places]), len(one.numbers) - 1)
    same = one.numbers[found] == numbers[places]
    places, found = places[same], found[same]
    ends = np.cumsum([len(other.numbers) for other in others])
    shares = one.weights[found].astype(np.float64) * weights[places]
    owners = np.searchsorted(ends, places, side="right")
    return np.bincount(owners, weights=shares, minlength=len(others)).astype(np.float64)
