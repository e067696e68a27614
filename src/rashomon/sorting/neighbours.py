"""Which reports may be of one story at all: those that share telling words."""

from __future__ import annotations

import itertools
from array import array
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from rashomon.sorting.sketches import Sketch

# Only words that weigh this much in both leads make two reports candidates,
_TELLING = 0.08
_FEWEST_SHARED = 2
# and only where their products come to this. Of pairs as likely as .1 it leaves out one in 200.
_LEAST_SHARED = 0.06
# A word of more reports than this tells nothing of one event.
_COMMONEST = 400
# What keeps the cost of a report level however many are held: the rarest of its words are looked
# up until they name so many reports, and of these so many are candidates.
_LOOKED_UP = 6000
_MOST = 160


class _Holders(NamedTuple):
    """The places of the reports that hold a word, and how much it weighs there."""

    places: array[int]
    weights: array[float]


class Neighbours:
    """The reports of a window, found by the telling words of their leads.

    Grows by `add` and forgets by `drop`. What it finds depends on which reports it holds, not on
    the order in which they came, but where the last of too many candidates share equally much.
    """

    def __init__(self) -> None:
        self._sketches: list[Sketch | None] = []  # by place
        self._free: list[int] = []  # places that reports left
        self._place: dict[str, int] = {}
        self._by_word: dict[int, _Holders] = {}

    def __len__(self) -> int:
        return len(self._place)

    def __contains__(self, report: str) -> bool:
        return report in self._place

    def add(self, sketch: Sketch) -> None:
        """Adds a report; one with the same id is replaced."""
        self.drop(sketch.report)
        if not self._free:
            self._free.append(len(self._sketches))
            self._sketches.append(None)
        place = self._free.pop()
        self._sketches[place] = sketch
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
        sketch = self._at(place)
        self._sketches[place] = None
        self._free.append(place)
        for word, _ in _telling(sketch):
            holders = self._by_word[word]
            at = holders.places.index(place)
            del holders.places[at], holders.weights[at]
            if not holders.places:
                del self._by_word[word]

    def get(self, report: str) -> Sketch:
        """Gives the sketch of a report. Raises KeyError where it is not held."""
        return self._at(self._place[report])

    def candidates(self, sketch: Sketch) -> list[Sketch]:
        """Gives the reports that share enough telling words with `sketch`, but not itself.

        Where they are too many, those that share most.
        """
        rarest = self._rarest(sketch)
        if not rarest:
            return []
        places = [np.frombuffer(holders.places, dtype=np.uint32) for holders, _ in rarest]
        theirs = [np.frombuffer(holders.weights, dtype=np.float32) for holders, _ in rarest]
        ours = np.repeat([weight for _, weight in rarest], [len(some) for some in places])
        found = np.concatenate(places).astype(np.intp)
        counts = np.bincount(found)
        sums = np.bincount(found, weights=ours * np.concatenate(theirs))
        own = self._place.get(sketch.report)
        if own is not None and own < len(counts):
            counts[own] = 0
        near = np.flatnonzero((counts >= _FEWEST_SHARED) & (sums >= _LEAST_SHARED))
        if len(near) > _MOST:
            near = near[np.argpartition(-sums[near], _MOST)[:_MOST]]
        return [self._at(place) for place in near.tolist()]

    def _rarest(self, sketch: Sketch) -> list[tuple[_Holders, float]]:
        """Gives who holds the telling words of a report, of the rarest words first."""
        found = [
            (len(holders.places), word, holders, weight)
            for word, weight in _telling(sketch)
            if (holders := self._by_word.get(word)) and len(holders.places) <= _COMMONEST
        ]
        found.sort(key=lambda one: one[:2])
        looked_up = itertools.accumulate(count for count, *_ in found)
        return [
            (holders, weight)
            for (_, _, holders, weight), so_far in zip(found, looked_up, strict=True)
            if so_far <= _LOOKED_UP
        ]

    def _at(self, place: int) -> Sketch:
        sketch = self._sketches[place]
        assert sketch is not None
        return sketch


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
