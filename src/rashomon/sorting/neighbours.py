"""Which reports may be of one story at all: those that share telling words."""

from __future__ import annotations

import itertools
from array import array
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from rashomon.sorting.shelf import Places, Shelf
from rashomon.sorting.sketches import Sketch
from rashomon.sorting.words import Words

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
        self.shelf = Shelf()
        self._place: dict[str, int] = {}
        self._by_word: dict[int, _Holders] = {}

    def __len__(self) -> int:
        return len(self._place)

    def __contains__(self, report: str) -> bool:
        return report in self._place

    def add(self, sketch: Sketch) -> None:
        """Adds a report; one with the same id is replaced."""
        self.drop(sketch.report)
        place = self._place[sketch.report] = self.shelf.put(sketch)
        for word, weight in _telling(sketch.lead):
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
        for word, _ in _telling(self.shelf.lead.at(place)):
            holders = self._by_word[word]
            at = holders.places.index(place)
            del holders.places[at], holders.weights[at]
            if not holders.places:
                del self._by_word[word]
        self.shelf.take(place)

    def places(self, reports: Iterable[str]) -> Places:
        """Gives where on the shelf reports are. Raises KeyError where one is not held."""
        return np.array([self._place[report] for report in reports], dtype=np.intp)

    def get(self, report: str) -> Sketch:
        """Gives the sketch of a report. Raises KeyError where it is not held."""
        return self.shelf.at(self._place[report])

    def candidates(self, sketch: Sketch) -> Places:
        """Gives the places of reports that share enough telling words with `sketch`, but not it.

        Where they are too many, those that share most.
        """
        rarest = self._rarest(sketch)
        if not rarest:
            return np.zeros(0, dtype=np.intp)
        places = b"".join([holders.places for holders, _ in rarest])
        theirs = b"".join([holders.weights for holders, _ in rarest])
        ours = np.repeat(
            [weight for _, weight in rarest], [len(holders.places) for holders, _ in rarest]
        )
        found = np.frombuffer(places, dtype=np.uint32).astype(np.intp)
        counts = np.bincount(found)
        sums = np.bincount(found, weights=ours * np.frombuffer(theirs, dtype=np.float32))
        own = self._place.get(sketch.report)
        if own is not None and own < len(counts):
            counts[own] = 0
        near = np.flatnonzero((counts >= _FEWEST_SHARED) & (sums >= _LEAST_SHARED))
        if len(near) > _MOST:
            near = near[np.argpartition(-sums[near], _MOST)[:_MOST]]
        return near

    def _rarest(self, sketch: Sketch) -> list[tuple[_Holders, float]]:
        """Gives who holds the telling words of a report, of the rarest words first."""
        found = [
            (len(holders.places), word, holders, weight)
            for word, weight in _telling(sketch.lead)
            if (holders := self._by_word.get(word)) and len(holders.places) <= _COMMONEST
        ]
        found.sort(key=lambda one: one[:2])
        looked_up = itertools.accumulate(count for count, *_ in found)
        return [
            (holders, weight)
            for (_, _, holders, weight), so_far in zip(found, looked_up, strict=True)
            if so_far <= _LOOKED_UP
        ]


def shared_words(one: Sketch, two: Sketch, *, count: int = 5) -> tuple[str, ...]:
    """Gives the words that make two reports alike, the most telling first, as `one` writes them."""
    if not len(two.lead.numbers):
        return ()
    found = np.searchsorted(two.lead.numbers, one.lead.numbers)
    found = np.minimum(found, len(two.lead.numbers) - 1)
    here = np.flatnonzero(two.lead.numbers[found] == one.lead.numbers)
    there = found[here]
    shares = one.lead.weights[here] * two.lead.weights[there]
    best = here[np.lexsort((one.lead.numbers[here], -shares))][:count]
    written = one.written.split(" ")
    return tuple(written[place] for place in best.tolist())


def _telling(lead: Words) -> Iterator[tuple[int, float]]:
    chosen = lead.weights >= _TELLING
    return zip(lead.numbers[chosen].tolist(), lead.weights[chosen].tolist(), strict=True)
