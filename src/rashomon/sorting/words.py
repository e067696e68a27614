"""Weighed words."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

import msgspec
import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint32]
Weights = NDArray[np.float32]


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
