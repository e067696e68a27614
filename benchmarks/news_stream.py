"""A stream of as many reports as wanted, recombined from the real ones in `../shared/data/sorting`.

An event is a copy of one of their stories: its names are other names, half of its other words
are words of the same rarity, its figures other figures, each the same throughout the event. So
events share words, names and turns of phrase as real ones do, and no two tell the same. Some
events are of one report, most of a few, a few of a hundred and more (Pareto); where an event has
more reports than its story, further ones are copies with one word in six changed, as outlets
rewrite each other. Reports come within hours of the event, some after days; one in ten tells no
date.

Vectors are not made anew, as that is reading, which is measured by itself: a copy has the vector
of its report with half of its axes exchanged in a way of the event's own. Reports of an event are
then as like as those of the story they were made from, and two events of one topic half as like.
"""

from __future__ import annotations

import datetime
import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

FIRST_DAY = datetime.date(2015, 1, 1).toordinal()
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_STEEPNESS = 1.1  # of the sizes of events
_LARGEST = 150
_REWRITTEN = 1 / 6
_UNDATED = 0.1
_COMMONEST = 300  # words that every event keeps
_BAND = 50  # how far in the order of frequency a word may go


class Source(NamedTuple):
    """A real report: its texts and its vector."""

    id: str
    title: str
    text: str
    vector: NDArray[np.float32]


class Arriving(NamedTuple):
    """A report of the stream. `moved` maps its tokens' offsets in the source to those here."""

    id: str
    event: str
    source: str
    title: str
    text: str
    published: str | None
    vector: NDArray[np.float32]
    moved: tuple[NDArray[np.int64], NDArray[np.int64]]


class Stream:
    """Reports of events that begin evenly over the days, in order of their arrival."""

    def __init__(
        self, stories: Mapping[str, Sequence[Source]], *, count: int, per_day: int, seed: int = 0
    ) -> None:
        self._stories = [list(reports) for _, reports in sorted(stories.items())]
        self._random = random.Random(seed)
        self._names, self._words = _vocabulary(self._stories)
        self._place = {word: place for place, word in enumerate(self._words)}
        self._name_set = set(self._names)
        self._plan = self._planned(count, count / per_day)

    def __iter__(self) -> Iterator[Arriving]:
        swaps: dict[int, _Swaps] = {}
        left = Counter(event for _, event, _, _ in self._plan)
        for number, (time, event, story, place) in enumerate(self._plan):
            if event not in swaps:
                swaps[event] = _Swaps(event, self._names, self._name_set, self._words, self._place)
            yield self._arriving(number, time, event, self._stories[story], place, swaps[event])
            left[event] -= 1
            if not left[event]:
                del swaps[event]

    def _planned(self, count: int, days: float) -> list[tuple[float, int, int, int]]:
        """Gives when each report comes, of which event, from which story, and its number there."""
        plan: list[tuple[float, int, int, int]] = []
        event = 0
        while len(plan) < count:
            size = min(_LARGEST, int(self._random.paretovariate(_STEEPNESS)))
            begin = self._random.uniform(0, days)
            story = self._random.randrange(len(self._stories))
            spread = 0.3 * math.sqrt(size)  # days: what many report goes on for longer
            for place in range(size):
                delay = self._random.lognormvariate(math.log(spread), 1.0) if place else 0.0
                plan.append((begin + min(delay, 30.0), event, story, place))
            event += 1
        return sorted(plan)[:count]

    def _arriving(
        self, number: int, time: float, event: int, story: list[Source], place: int, swaps: _Swaps
    ) -> Arriving:
        source = story[place % len(story)]
        chance = random.Random(number)
        rewriting = swaps if place < len(story) else swaps.rewriting(number)
        title, _ = _rewritten(source.title, rewriting)
        text, moved = _rewritten(source.text, rewriting)
        day = datetime.date.fromordinal(FIRST_DAY + int(time)).isoformat()
        return Arriving(
            id=f"r{number:06}",
            event=f"e{event}",
            source=source.id,
            title=title,
            text=text,
            published=None if chance.random() < _UNDATED else day,
            vector=swaps.turned(source.vector),
            moved=moved,
        )


class _Swaps:
    """What an event says instead of the words of the story it is a copy of."""

    def __init__(
        self,
        event: int,
        names: Sequence[str],
        name_set: set[str],
        words: Sequence[str],
        place: Mapping[str, int],
        *,
        before: _Swaps | None = None,
        rewriting: int | None = None,
    ) -> None:
        self._given = (event, names, name_set, words, place)
        self._seed = f"{event} {rewriting}"
        self._names, self._name_set, self._words, self._place = names, name_set, words, place
        self._share = _REWRITTEN if before else 0.5
        self._before = before
        self._known: dict[str, str] = {}
        axes = np.random.default_rng(event)
        self._axes = axes.permutation(384)[:192]
        self._order = axes.permutation(192)

    def rewriting(self, number: int) -> _Swaps:
        """Gives the same event as another outlet rewrites it."""
        return _Swaps(*self._given, before=self, rewriting=number)

    def turned(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        turned = vector.copy()
        turned[self._axes] = vector[self._axes][self._order]
        return turned

    def of(self, token: str) -> str:
        if self._before is not None:
            token = self._before.of(token)
        found = self._known.get(token)
        if found is None:
            found = self._known[token] = self._new(token)
        return found

    def _new(self, token: str) -> str:
        chance = random.Random(f"{self._seed} {token}")
        if token.isdigit():
            is_year = len(token) == 4 and token[:2] in ("19", "20")
            return token if is_year or self._before else str(chance.randrange(10 ** len(token)))
        if token in self._name_set:
            return token if self._before else chance.choice(self._names)
        place = self._place.get(token.lower())
        if place is None or place < _COMMONEST or chance.random() > self._share:
            return token
        near = chance.randint(max(_COMMONEST, place - _BAND), place + _BAND)
        other = self._words[min(near, len(self._words) - 1)]
        return other.capitalize() if token[0].isupper() else other


def _rewritten(text: str, swaps: _Swaps) -> tuple[str, tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Gives the text with its words exchanged, and the offsets before and after of each token."""
    parts, old, new = [], [0], [0]
    end = length = 0
    for match in _TOKEN.finditer(text):
        gap, token = text[end : match.start()], swaps.of(match.group())
        parts += [gap, token]
        length += len(gap)
        old += [match.start(), match.end()]
        new += [length, length + len(token)]
        length += len(token)
        end = match.end()
    parts.append(text[end:])
    return "".join(parts), (np.array([*old, len(text)]), np.array([*new, length + len(text) - end]))


def _vocabulary(stories: Sequence[Sequence[Source]]) -> tuple[list[str], list[str]]:
    """Gives the names, one entry for each story that has it, and the other words by frequency."""
    lower: Counter[str] = Counter()
    upper: dict[str, set[int]] = defaultdict(set)
    for number, reports in enumerate(stories):
        for report in reports:
            for match in _TOKEN.finditer(report.text):
                token = match.group()
                if token[0].isupper() and len(token) > 1:
                    upper[token].add(number)
                elif token.islower():
                    lower[token] += 1
    names = [name for name in sorted(upper) if not lower[name.lower()] for _ in upper[name]]
    words = sorted(lower, key=lambda word: (-lower[word], word))
    return names, words


def stories_of(
    rows: Sequence[Mapping[str, Any]], vectors: Mapping[str, NDArray[np.float32]]
) -> dict[str, list[Source]]:
    """Gives the real stories, with the vectors of their reports."""
    found: dict[str, list[Source]] = defaultdict(list)
    for row in rows:
        vector = vectors[row["id"]]
        found[row["story"]].append(Source(row["id"], row["title"] or "", row["text"], vector))
    return found
