"""Every two readings of a story held against each other, each reading made ready once.

Two reports in which no two sentences are near in meaning are not matched at all: of many reports
on one story most say different things, and looking costs a thousandth of matching. Whether two
reports are held against each other depends on the two alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import msgspec
import numpy as np
from numpy.typing import NDArray

from rashomon.comparing.claims import PERHAPS, SHOWN
from rashomon.comparing.dated import DatedSentences, dated_sentences, with_dated_events
from rashomon.comparing.differences import differences_of
from rashomon.comparing.differences.sentence import ReadSentence, read_sentences
from rashomon.comparing.matching import match, side_of
from rashomon.comparing.pair import Link, PairDifference
from rashomon.comparing.timeline import borrowed_published, with_years
from rashomon.reading.reading import Reading

# Cosine that some two sentences must reach. In all 84 pairs of reports of the annotated stories
# they reach .60; of pairs of reports on different stories nine in ten stay below this.
_PROMISING = 0.55
# Reports held against each other in one go: their vectors are kept meanwhile.
_TILE = 24

Pair = tuple[int, int]


class PairFindings(msgspec.Struct, frozen=True, kw_only=True):
    """What two readings have to do with each other, found from the two alone."""

    links: tuple[Link, ...]
    differences: tuple[PairDifference, ...]


class _Ready(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A reading with its years fixed, and what is looked up in it for each pair."""

    reading: Reading
    sentences: tuple[ReadSentence, ...]
    dated: DatedSentences


def compare_pairs(readings: Sequence[Reading], places: Sequence[int]) -> dict[Pair, PairFindings]:
    """Gives the findings of every two readings, by their places; `places` says which to look at."""
    found = dict.fromkeys(combinations(places, 2), PairFindings(links=(), differences=()))
    promising = _promising([readings[place] for place in places])
    maker = _Maker()
    for i, j in _in_tiles(len(places), promising):
        one, other = places[i], places[j]
        # Dates are fixed from the two alone: a third report must not change what differs here.
        left, right = maker.ready(readings[one], readings[other])
        links = match(left.reading, right.reading) if promising[i, j] else ()
        links = with_dated_events(left.dated, right.dated, links)
        # Weaker links never stand in one claim, so nothing that differs there would be shown.
        if links:
            firm = [link for link in links if link.probability >= PERHAPS * SHOWN]
            found[one, other] = PairFindings(
                links=links, differences=differences_of(left.sentences, right.sentences, firm)
            )
    return found


class _Maker:
    """Makes readings ready, each once for each way in which its years are fixed."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, tuple[str, ...]], _Ready] = {}

    def ready(self, left: Reading, right: Reading) -> tuple[_Ready, _Ready]:
        """Gives two readings, their years fixed by each other's dates."""
        borrowed = borrowed_published((left, right))
        return (
            self._one(left, borrowed.get(left.report.id, ())),
            self._one(right, borrowed.get(right.report.id, ())),
        )

    def _one(self, reading: Reading, borrowed: tuple[str, ...]) -> _Ready:
        key = reading.report.id, borrowed
        if key not in self._made:
            fixed = with_years(reading, borrowed)
            self._made[key] = _Ready(
                reading=fixed, sentences=read_sentences(fixed), dated=dated_sentences(fixed)
            )
        return self._made[key]


def _promising(readings: Sequence[Reading]) -> NDArray[np.bool_]:
    """Marks the pairs of readings in which two sentences are near in meaning."""
    sides = [side_of(reading)[1].sentences for reading in readings]
    filled = [place for place, sentences in enumerate(sides) if sentences]
    marked = np.zeros((len(readings), len(readings)), dtype=bool)
    if not filled:
        return marked
    vectors = np.stack([sentence.vector for place in filled for sentence in sides[place]])
    starts = np.cumsum([0, *(len(sides[place]) for place in filled)])
    for k, place in enumerate(filled):
        near = (vectors[starts[k] : starts[k + 1]] @ vectors.T).max(axis=0)
        marked[place, filled] = np.maximum.reduceat(near, starts[:-1]) >= _PROMISING
    return marked


def _in_tiles(count: int, promising: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Gives every two places, in an order in which the same reports come again soon.

    Reports that are near in meaning stand together; of these a few are taken at a time.
    """
    order: list[int] = []
    waiting = dict.fromkeys(range(count))
    while waiting:
        group = [next(iter(waiting))]
        del waiting[group[0]]
        for place in group:
            near = [
                other for other in np.flatnonzero(promising[place]).tolist() if other in waiting
            ]
            group += near
            for other in near:
                del waiting[other]
        order += group
    rank = {place: k // _TILE for k, place in enumerate(order)}
    pairs = combinations(range(count), 2)
    return sorted(pairs, key=lambda pair: (sorted((rank[pair[0]], rank[pair[1]])), pair))
