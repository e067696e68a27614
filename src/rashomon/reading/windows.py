"""The windows in which the reader model reads a long text.

A window is as long as in training. Neighbours overlap, so that no word is read without what stands
around it, and part where a sentence begins: a statement that is tagged half by one window and half
by the next falls apart. So windows need to share less, and a text is read sooner.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

import msgspec

_REACH = 10
"""How far a window's start may lie from where it would stand without sentences, in wordpieces."""
_LEAST = 6
"""So many wordpieces at a window's edge are taken from its neighbour, where there is one."""


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """Wordpieces [start, end) are read together; what is said of [first, last) counts."""

    start: int
    end: int
    first: int
    last: int


def windows(count: int, *, sentences: Sequence[int], size: int, overlap: int) -> tuple[Window, ...]:
    """Gives windows of at most `size` wordpieces, of which each of `count` is counted in one.

    `sentences` are the wordpieces that begin a sentence, in order. Neighbours share `overlap`
    wordpieces or a few less or more, so that the later one begins where a sentence does, and part
    at the sentence nearest to the middle of what they share.
    """
    reach = min(_REACH, (overlap - 1) // 2)
    cuts: list[tuple[int, int]] = []
    start = 0
    while count:
        end = min(start + size, count)
        cuts.append((start, end))
        if end == count:
            break
        wanted = end - overlap
        start = _nearest(sentences, wanted, max(start + 1, wanted - reach), wanted + reach)
    borders = [0, *(_border(sentences, before, after) for before, after in pairwise(cuts)), count]
    return tuple(
        Window(start=start, end=end, first=first, last=last)
        for (start, end), (first, last) in zip(cuts, pairwise(borders), strict=False)
    )


def _border(sentences: Sequence[int], before: tuple[int, int], after: tuple[int, int]) -> int:
    """Gives the wordpiece from which on the later one of two windows counts."""
    low, high = after[0], before[1]
    middle = (low + high) // 2
    least = min(_LEAST, middle - low)
    return _nearest(sentences, middle, low + least, high - least)


def _nearest(places: Sequence[int], wanted: int, low: int, high: int) -> int:
    """Gives the place from `low` to `high` that is nearest to `wanted`, or `wanted` itself."""
    inside = places[bisect_left(places, low) : bisect_right(places, high)]
    return min(inside, key=lambda place: (abs(place - wanted), place), default=wanted)
