"""The sketches of many reports in columns, so that one is held against hundreds at once.

What a report is held against lies anywhere in memory. Fetched as rows of a few tables it costs a
fraction of what as many objects do, and takes no more room.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from rashomon.sorting.sketches import Sketch
from rashomon.sorting.words import Numbers, Weights, Words

Places = NDArray[np.intp]

_STEP = 32  # words for which there is room at first, and for so many more at a time
_WIDEST = 256  # of a text with more stems, as only a headline of a page has, the heaviest count
_LOW = 0xFFFF
_LEAST_ROOM = 64
_GROWTH = 1.5
_Value = TypeVar("_Value", bound=np.generic)


class WordTable:
    """The words of texts, a row each; in a row with fewer than others the rest weighs nothing."""

    def __init__(self) -> None:
        self._numbers: Numbers = np.zeros((0, _STEP), dtype=np.uint32)
        self._weights: Weights = np.zeros((0, _STEP), dtype=np.float32)
        self._lengths = np.zeros(0, dtype=np.uint16)

    def make_room(self, rows: int) -> None:
        """Makes it so many rows long."""
        width = self._numbers.shape[1]
        self._numbers = _enlarged(self._numbers, (rows, width))
        self._weights = _enlarged(self._weights, (rows, width))
        self._lengths = _enlarged(self._lengths, (rows,))

    def put(self, place: int, words: Words) -> None:
        """Puts words in a row, for those that stood there."""
        numbers, weights = words.numbers, words.weights
        if len(numbers) > _WIDEST:
            heaviest = np.sort(np.argsort(-weights, kind="stable")[:_WIDEST])
            numbers, weights = numbers[heaviest], weights[heaviest]
        rows, width = self._numbers.shape
        if len(numbers) > width:
            width = math.ceil(len(numbers) / _STEP) * _STEP
            self._numbers = _enlarged(self._numbers, (rows, width))
            self._weights = _enlarged(self._weights, (rows, width))
        self._lengths[place] = len(numbers)
        for table, values in ((self._numbers, numbers), (self._weights, weights)):
            table[place, : len(values)] = values
            table[place, len(values) :] = 0

    def at(self, place: int) -> Words:
        """Gives the words of a row."""
        end = self._lengths[place]
        return Words(self._numbers[place, :end].copy(), self._weights[place, :end].copy())

    def products(self, one: Words, places: Places) -> NDArray[np.float64]:
        """Gives the cosine of the words of one text with those of each of some rows."""
        if not len(places) or not len(one.numbers):
            return np.zeros(len(places))
        numbers = self._numbers.take(places, axis=0)
        # Few words are shared: their last bits tell most of the others from them.
        low = np.zeros(_LOW + 1, dtype=bool)
        low[one.numbers & _LOW] = True
        hits = np.flatnonzero(low.take(numbers & _LOW))
        theirs = numbers.ravel()[hits]
        found = np.minimum(np.searchsorted(one.numbers, theirs), len(one.numbers) - 1)
        same = one.numbers[found] == theirs
        rows, columns = np.divmod(hits[same], numbers.shape[1])
        shares = one.weights[found[same]].astype(np.float64) * self._weights[places[rows], columns]
        return np.bincount(rows, weights=shares, minlength=len(places)).astype(np.float64)


class Shelf:
    """Sketches, each at a place, which another one gets when it is taken away."""

    def __init__(self) -> None:
        self.reports: list[str] = []  # their ids, by place
        self._written: list[str] = []
        self._free: list[int] = []
        self.lead, self.body = WordTable(), WordTable()
        self.vectors = np.zeros((0, 0), dtype=np.float32)
        self.days = np.zeros(0)  # NaN where it is not known

    def put(self, sketch: Sketch) -> int:
        """Puts a sketch on the shelf; gives its place."""
        if not self._free:
            self._free.append(len(self.reports))
            self.reports.append("")
            self._written.append("")
        place = self._free.pop()
        if place >= len(self.days):
            self._make_room(max(_LEAST_ROOM, int(_GROWTH * place)), len(sketch.vector))
        self.reports[place] = sketch.report
        self._written[place] = sketch.written
        self.lead.put(place, sketch.lead)
        self.body.put(place, sketch.body)
        self.vectors[place] = sketch.vector
        self.days[place] = np.nan if sketch.day is None else sketch.day
        return place

    def take(self, place: int) -> None:
        """Takes away what stands at a place."""
        self.reports[place] = self._written[place] = ""
        self._free.append(place)

    def at(self, place: int) -> Sketch:
        """Gives the sketch at a place."""
        return Sketch(
            report=self.reports[place],
            lead=self.lead.at(place),
            body=self.body.at(place),
            written=self._written[place],
            vector=self.vectors[place].copy(),
            day=self.day(place),
        )

    def day(self, place: int) -> int | None:
        """Gives the day of publication at a place."""
        day = self.days[place]
        return None if np.isnan(day) else int(day)

    def _make_room(self, rows: int, axes: int) -> None:
        self.lead.make_room(rows)
        self.body.make_room(rows)
        self.vectors = _enlarged(self.vectors, (rows, axes))
        self.days = _enlarged(self.days, (rows,))


def shelf_of(sketches: Sequence[Sketch]) -> Shelf:
    """Gives sketches on a shelf, at places in their order."""
    shelf = Shelf()
    for sketch in sketches:
        shelf.put(sketch)
    return shelf


def _enlarged(table: NDArray[_Value], shape: tuple[int, ...]) -> NDArray[_Value]:
    found = np.zeros(shape, dtype=table.dtype)
    found[tuple(slice(0, size) for size in table.shape)] = table
    return found
