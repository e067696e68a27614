"""How likely two reports tell of one event, and which reports may at all."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from rashomon.models import model_path
from rashomon.sorting.sketches import Sketch, Words

FEATURES = ("lead", "body", "vector", "dated", "gap", "far")
_FAR = 10  # days after which a report is seldom of the same event
# Only words that weigh this much in both leads make two reports candidates.
_TELLING = 0.08
_FEWEST_SHARED = 2
# A word of more reports than this within the window tells nothing of one event.
_COMMONEST = 400


class Likeness(msgspec.Struct, frozen=True, kw_only=True):
    """A logistic regression over `FEATURES`, fitted by training.sorting."""

    weights: tuple[float, ...]
    bias: float
    together: float  # mean probability from which two groups of reports are one story

    def probability(self, one: Sketch, two: Sketch) -> float:
        """Gives the probability that two reports are of one story; the order does not matter."""
        found = features(one, two)
        score = self.bias + sum(w * x for w, x in zip(self.weights, found, strict=True))
        return 1 / (1 + math.exp(-max(-60.0, min(60.0, score))))


def features(one: Sketch, two: Sketch) -> tuple[float, ...]:
    """Gives what `FEATURES` names, for two reports."""
    gap = None if one.day is None or two.day is None else abs(one.day - two.day)
    return (
        _product(one.lead, two.lead),
        _product(one.body, two.body),
        float(one.vector @ two.vector),
        float(gap is not None),
        math.log1p(gap or 0),
        float(gap is not None and gap > _FAR),
    )


def _product(one: Words, two: Words) -> float:
    if len(two) < len(one):
        one, two = two, one
    return math.fsum(sorted(weight * two[word] for word, weight in one.items() if word in two))


@lru_cache(maxsize=1)
def likeness() -> Likeness:
    """Gives the fitted model that ships with the package."""
    return msgspec.json.decode(model_path("sorting.json").read_bytes(), type=Likeness)


class Neighbours:
    """The reports of a window, found by the telling words of their leads.

    Grows by `add` and forgets by `drop`; what it finds depends on which reports it holds, not on
    the order in which they came.
    """

    def __init__(self) -> None:
        self._sketches: dict[str, Sketch] = {}
        self._by_word: dict[str, set[str]] = defaultdict(set)

    def __len__(self) -> int:
        return len(self._sketches)

    def add(self, sketch: Sketch) -> None:
        """Adds a report; one with the same id is replaced."""
        self.drop(sketch.report)
        self._sketches[sketch.report] = sketch
        for word in _telling(sketch):
            self._by_word[word].add(sketch.report)

    def drop(self, report: str) -> None:
        """Forgets a report; nothing happens where it is not held."""
        sketch = self._sketches.pop(report, None)
        if sketch is not None:
            for word in _telling(sketch):
                self._by_word[word].discard(report)

    def get(self, report: str) -> Sketch:
        """Gives the sketch of a report. Raises KeyError where it is not held."""
        return self._sketches[report]

    def candidates(self, sketch: Sketch) -> Iterator[Sketch]:
        """Gives the reports that share enough telling words with `sketch`, but not itself."""
        shared: dict[str, int] = defaultdict(int)
        for word in _telling(sketch):
            holders = self._by_word.get(word, ())
            if len(holders) <= _COMMONEST:
                for report in holders:
                    shared[report] += 1
        for report in sorted(shared):
            if shared[report] >= _FEWEST_SHARED and report != sketch.report:
                yield self._sketches[report]


def shared_words(one: Sketch, two: Sketch, *, count: int = 5) -> tuple[str, ...]:
    """Gives the words that make two reports alike, the most telling first, as `one` writes them."""
    both = {word: weight * two.lead[word] for word, weight in one.lead.items() if word in two.lead}
    best = sorted(both, key=lambda word: (-both[word], word))[:count]
    return tuple(one.written.get(word, word) for word in best)


def _telling(sketch: Sketch) -> Iterator[str]:
    return (word for word, weight in sketch.lead.items() if weight >= _TELLING)
