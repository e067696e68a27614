"""A stream of as many reports as wanted, recombined from the real ones in `../shared/data/sorting`.

An event is a copy of one of their stories. All that sorting sees of a report (its sketch) is
changed in a way of the event's own: names and figures become other names and figures, half of
the other words become words about as frequent, and half of the axes of the vector change
places. So events share names and words as real ones do, reports of an event are as like as those
of the story they were made from, and two events made from one story are like two of one topic.

An event has between one and 150 reports (Pareto: half of them have one, some a hundred). Where it
has more than its story, the further ones are copies with one word in six changed, as outlets
rewrite each other. Reports come within hours of the event, some after weeks, and one in ten tells
no date.
"""

from __future__ import annotations

import datetime
import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from rashomon.comparing.vectors import stem, word_spans
from rashomon.report import Report
from rashomon.sorting import Sketch
from rashomon.sorting.words import Words, number_of

FIRST_DAY = datetime.date(2015, 1, 1).toordinal()
_STEEPNESS = 1.2  # of the sizes of events
_LARGEST = 150
_LATEST = 30.0  # days
_REWRITTEN = 1 / 6
_UNDATED = 0.1
_COMMONEST = 300  # words that every event keeps
_NEAR = 50  # how far in the order of frequency a word may go

Ints = NDArray[np.int64]


class Source(NamedTuple):
    """A real report and its sketch."""

    report: Report
    sketch: Sketch


class Arriving(NamedTuple):
    """A report of the stream: of which event, made from which real report, and its sketch."""

    event: int
    source: Report
    sketch: Sketch


class Stream:
    """Reports of events that begin evenly over the days, in the order in which they arrive."""

    def __init__(
        self, stories: Sequence[Sequence[Source]], *, count: int, per_day: int, seed: int = 0
    ) -> None:
        """Takes the real stories; `per_day` is how many reports come in a day."""
        self._stories = stories
        self._random = random.Random(seed)
        self._words = _Vocabulary([source for story in stories for source in story])
        self._plan = self._planned(count, count / per_day)

    def __iter__(self) -> Iterator[Arriving]:
        """Gives the reports; the same each time."""
        left = Counter(event for _, event, _, _ in self._plan)
        changes: dict[int, _Change] = {}
        for number, (time, event, story, place) in enumerate(self._plan):
            if event not in changes:
                changes[event] = self._words.change(event)
            sources = self._stories[story]
            source = sources[place % len(sources)]
            sketch = changes[event].of(source.sketch, rewritten=place >= len(sources), seed=number)
            undated = random.Random(number).random() < _UNDATED
            day = None if undated else FIRST_DAY + int(time)
            sketch = replace(sketch, report=f"r{number:06}", day=day)
            yield Arriving(event, source.report, sketch)
            left[event] -= 1
            if not left[event]:
                del changes[event]

    def _planned(self, count: int, days: float) -> list[tuple[float, int, int, int]]:
        """Gives when each report comes, of which event, from which story, and its number there."""
        plan: list[tuple[float, int, int, int]] = []
        event = 0
        # Events go on beginning after the last report, so that the end is as dense as the rest.
        wanted = count * (1 + _LATEST / days)
        while len(plan) < wanted:
            size = min(_LARGEST, int(self._random.paretovariate(_STEEPNESS)))
            begin = self._random.uniform(0, days + _LATEST)
            story = self._random.randrange(len(self._stories))
            usual = math.log(0.3 * math.sqrt(size))  # what many report goes on for longer
            for place in range(size):
                delay = self._random.lognormvariate(usual, 1.0) if place else 0.0
                plan.append((begin + min(delay, _LATEST), event, story, place))
            event += 1
        return sorted(plan)[:count]


class _Change:
    """What becomes of the words and the vectors in one event."""

    def __init__(self, words: _Vocabulary, new: Ints, event: int) -> None:
        self._words, self._new = words, new
        self._axes = np.random.default_rng(event)
        self._from = self._axes.permutation(words.axes)[: words.axes // 2]
        self._to = self._axes.permutation(self._from)

    def of(self, sketch: Sketch, *, rewritten: bool, seed: int) -> Sketch:
        vector = sketch.vector.copy()
        vector[self._to] = sketch.vector[self._from]
        new = self._new
        if rewritten:
            chance = np.random.default_rng(seed)
            other = self._words.nearby(chance)
            new = np.where(chance.random(len(new)) < _REWRITTEN, other[new], new)
        lead, body = (self._words.changed(words, new) for words in (sketch.lead, sketch.body))
        return replace(sketch, lead=lead, body=body, vector=vector)


class _Vocabulary:
    """The words of all reports in order of frequency, by their numbers."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self.axes = len(sources[0].sketch.vector)
        counts: Counter[int] = Counter()
        lower: set[int] = set()
        figures: set[int] = set()
        for report, sketch in sources:
            counts.update(sketch.body.numbers.tolist())
            counts.update(sketch.lead.numbers.tolist())
            for token in _tokens(report):
                if token.islower():
                    lower.add(number_of(stem(token)))
                elif token.isdigit():
                    figures.add(number_of(stem(token)))
        ranked = sorted(counts, key=lambda number: (-counts[number], number))
        self._numbers = np.array(ranked, dtype=np.uint32)
        self._place = {number: place for place, number in enumerate(ranked)}
        places = range(len(ranked))
        self._figures = np.array([p for p in places if ranked[p] in figures])
        self._names = np.array([p for p in places if ranked[p] not in figures | lower])
        # A name is drawn as often as it is in the reports: some are in the news every day.
        self._drawn = np.repeat(self._names, [counts[ranked[place]] for place in self._names])

    def change(self, event: int) -> _Change:
        chance = np.random.default_rng(event)
        new = np.arange(len(self._numbers))
        new = np.where(chance.random(len(new)) < 0.5, self.nearby(chance), new)
        new[self._names] = chance.choice(self._drawn, len(self._names))
        new[self._figures] = chance.choice(self._figures, len(self._figures))
        return _Change(self, new, event)

    def nearby(self, chance: np.random.Generator) -> Ints:
        """Gives for each word one about as frequent; the commonest stay."""
        places = np.arange(len(self._numbers))
        moved = places + chance.integers(-_NEAR, _NEAR + 1, len(places))
        moved = np.clip(moved, _COMMONEST, len(places) - 1)
        return np.where(places < _COMMONEST, places, moved)

    def changed(self, words: Words, new: Ints) -> Words:
        places = new[[self._place[number] for number in words.numbers.tolist()]]
        numbers, which = np.unique(self._numbers[places], return_inverse=True)
        weights = np.bincount(which, weights=words.weights)
        return Words(numbers, (weights / np.linalg.norm(weights)).astype(np.float32))


def _tokens(report: Report) -> Iterator[str]:
    for text in (report.title or "", report.text):
        yield from (text[span.start : span.end] for span in word_spans(text))


def by_story(sources: Mapping[str, str], found: Sequence[Source]) -> list[list[Source]]:
    """Gives the real stories in order of their ids, which `sources` gives by report."""
    stories: dict[str, list[Source]] = defaultdict(list)
    for source in found:
        stories[sources[source.report.id]].append(source)
    return [stories[story] for story in sorted(stories)]
