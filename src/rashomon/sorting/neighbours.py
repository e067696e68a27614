"""Which reports may be of one story at all: those that share telling words."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from rashomon.sorting.sketches import Sketch
from rashomon.sorting.words import Numbers

# Only words that weigh this much in both leads make two reports candidates.
_TELLING = 0.08
_FEWEST_SHARED = 2
# A word of more reports than this tells nothing of one event, unless they are a small share.
_COMMONEST = 400
_COMMONEST_SHARE = 0.02


class Neighbours:
    """The reports of a window, found by the telling words of their leads.

    Grows by `add` and forgets by `drop`; what it finds depends on which reports it holds, not on
    the order in which they came.
    """

    def __init__(self) -> None:
        self._sketches: list[Sketch | None] = []  # by place; places are not used again
        self._place: dict[str, int] = {}
        self._by_word: dict[int, array[int]] = defaultdict(lambda: array("I"))

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
        for word in _telling(sketch).tolist():
            self._by_word[word].append(place)

    def drop(self, report: str) -> None:
        """Forgets a report; nothing happens where it is not held."""
        place = self._place.pop(report, None)
        if place is None:
            return
        sketch = self._sketches[place]
        self._sketches[place] = None
        if sketch is not None:
            for word in _telling(sketch).tolist():
                self._by_word[word].remove(place)

    def get(self, report: str) -> Sketch:
        """Gives the sketch of a report. Raises KeyError where it is not held."""
        sketch = self._sketches[self._place[report]]
        if sketch is None:
            raise KeyError(report)
        return sketch

    def candidates(self, sketch: Sketch) -> Iterator[Sketch]:
        """Gives the reports that share enough telling words with `sketch`, but not itself."""
        commonest = max(_COMMONEST, _COMMONEST_SHARE * len(self))
        holders = [
            np.frombuffer(places, dtype=np.uint32)
            for word in _telling(sketch).tolist()
            if (places := self._by_word.get(word)) and len(places) <= commonest
        ]
        if not holders:
            return
        found, shared = np.unique(np.concatenate(holders), return_counts=True)
        for place in found[shared >= _FEWEST_SHARED].tolist():
            other = self._sketches[place]
            if other is not None and other.report != sketch.report:
                yield other


def shared_words(one: Sketch, two: Sketch, *, count: int = 5) -> tuple[str, ...]:
    """Gives the words that make two reports alike, the most telling first, as `one` writes them."""
    _, here, there = np.intersect1d(
        one.lead.numbers, two.lead.numbers, assume_unique=True, return_indices=True
    )
    shares = one.lead.weights[here] * two.lead.weights[there]
    numbers = one.lead.numbers[here]
    best = numbers[np.lexsort((numbers, -shares))][:count]
    return tuple(one.written[number] for number in best.tolist() if number in one.written)


def _telling(sketch: Sketch) -> Numbers:
    return sketch.lead.numbers[sketch.lead.weights >= _TELLING]
