"""Which reports may be of one story at all: those that share telling words."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from rashomon.sorting.sketches import Sketch

# Only words that weigh this much in both leads make two reports candidates,
_TELLING = 0.08
_FEWEST_SHARED = 2
# and only where their products come to this. Of pairs as likely as .1 it leaves out one in 200.
_LEAST_SHARED = 0.06
# A word of more reports than this tells nothing of one event, unless they are a small share.
_COMMONEST = 400
_COMMONEST_SHARE = 0.02


class _Holders(NamedTuple):
    """The places of the reports that hold a word, and how much it weighs there."""

    places: array[int]
    weights: array[float]


class Neighbours:
    """The reports of a window, found by the telling words of their leads.

    Grows by `add` and forgets by `drop`; what it finds depends on which reports it holds, not on
    the order in which they came.
    """

    def __init__(self) -> None:
        self._sketches: list[Sketch | None] = []  # by place; places are not used again
        self._place: dict[str, int] = {}
        self._by_word: dict[int, _Holders] = {}

    def __len__(self) -> int:
        return len(self._place)

    def __contains__(self, report: str) -> bool:
        return report in self._place

    def add(self, sketch: Sketch) -> None:
        """Adds a report; one with the same id is replaced."""
        self.drop(sketch.report)
        place = len(self._sketches)
        self._sketches.append(sketch)
        self._place[sketch.report] = place
        for word, weight in _telling(sketch):
            holders = self._by_word.get(word)
            if holders is None:
                holders = self._by_word[word] = _Holders(array("I"), array("f"))
            holders.places.append(place)
            holders.weights.append(weight)

    def drop(self, report: str) -> None:
        """Forgets a report; nothing happens where it is not held."""
        place = self._place.pop(report, None)
        if place is None:
            return
        sketch = self._sketches[place]
        self._sketches[place] = None
        if sketch is not None:
            for word, _ in _telling(sketch):
                holders = self._by_word[word]
                at = bisect_left(holders.places, place)  # the latest has the highest place
                del holders.places[at], holders.weights[at]
                if not holders.places:
                    del self._by_word[word]

    def get(self, report: str) -> Sketch:
        """Gives the sketch of a report. Raises KeyError where it is not held."""
        sketch = self._sketches[self._place[report]]
        if sketch is None:
            raise KeyError(report)
        return sketch

    def candidates(self, sketch: Sketch) -> Iterator[Sketch]:
        """Gives the reports that share enough telling words with `sketch`, but not itself."""
        commonest = max(_COMMONEST, _COMMONEST_SHARE * len(self))
        places, shares = [], []
        for word, weight in _telling(sketch):
            holders = self._by_word.get(word)
            if holders is not None and len(holders.places) <= commonest:
                places.append(np.frombuffer(holders.places, dtype=np.uint32))
                shares.append(weight * np.frombuffer(holders.weights, dtype=np.float32))
        if not places:
            return
        found, which, counts = np.unique(
            np.concatenate(places), return_inverse=True, return_counts=True
        )
        sums = np.bincount(which, weights=np.concatenate(shares))
        for place in found[(counts >= _FEWEST_SHARED) & (sums >= _LEAST_SHARED)].tolist():
            other = self._sketches[place]
            if other is not None and other.report != sketch.report:
                yield other


def shared_words(one: Sketch, two: Sketch, *, count: int = 5) -> tuple[str, ...]:
    """Gives the words that make two reports alike, the most telling first, as `one` writes them."""
    _, here, there = np.intersect1d(
        one.lead.numbers, two.lead.numbers, assume_unique=True, return_indices=True
    )
    shares = one.lead.weights[here] * two.lead.weights[there]
    best = here[np.lexsort((one.lead.numbers[here], -shares))][:count]
    written = one.written.split(" ")
    return tuple(written[place] for place in best.tolist())


def _telling(sketch: Sketch) -> Iterator[tuple[int, float]]:
    chosen = sketch.lead.weights >= _TELLING
    numbers, weights = sketch.lead.numbers[chosen], sketch.lead.weights[chosen]
    return zip(numbers.tolist(), weights.tolist(), strict=True)
