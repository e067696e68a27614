"""Stories as reports come in: each new report joins one or opens one; stories merge and split.

What is one story follows from the reports that are held, not from the order in which they came
(`grouping`); the order shows only in which story keeps its id. Two bounds keep the cost of a
report level, and where they are met the order can show: no more than `_MOST` reports are grouped
anew at a time, and a story of more than `_LARGE` is held against others by some of its reports
and no longer falls apart of itself.
"""

from __future__ import annotations

import hashlib
import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Literal

import msgspec
import numpy as np

from rashomon.sorting.grouping import Pair, Pairs, group
from rashomon.sorting.likeness import EXPONENT, Likeness, likeness, probability_of
from rashomon.sorting.neighbours import Neighbours, shared_words
from rashomon.sorting.sketches import Sketch

_SLIGHTEST = 0.02**EXPONENT  # a pair less like than this counts as unlike
_MOST = 48
_LARGE = 24
_SPEAKERS = 12  # reports that stand for a large story
_UNCLEAR = 0.8  # of the threshold: a story that a report is less like does not come into question
_SETTLED = 6  # reports of a story that one report hardly changes


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a story, and why.

    `opened`: a report began it. `grown`: `reports` joined it. `merged`: `other` was taken into
    it. `split`: `reports` left it for the new story `other`.
    """

    kind: Literal["opened", "grown", "merged", "split"]
    story: str
    reports: tuple[str, ...]
    why: str
    other: str | None = None


class Sorter:
    """Reports near each other in time, and the stories they are in.

    It holds what it is given: what is too old to draw new reports is for the caller to leave out.
    `joined` and `apart` are pairs of reports of which a person said that they are one story or
    that they are not; their word goes before the machine's. `taken` says whether an id is that
    of a story that is not held.
    """

    def __init__(
        self,
        *,
        model: Likeness | None = None,
        joined: Collection[Pair] = (),
        apart: Collection[Pair] = (),
        taken: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self._model = model or likeness()
        self._threshold = self._model.threshold
        self._joined = Pairs(joined)
        self._apart = Pairs(apart)
        self._taken = taken
        self._index = Neighbours()
        # How like reports are, the same on both sides, and the reports whose row is complete.
        self._rows: dict[str, dict[str, float]] = defaultdict(dict)
        self._looked_up: set[str] = set()
        # Of these likenesses those that can make two reports one story.
        self._close: dict[str, dict[str, float]] = defaultdict(dict)
        self._story: dict[str, str] = {}
        self._members: dict[str, set[str]] = {}

    def story_of(self, report: str) -> str | None:
        """Gives the id of the story that a report is in, None for one that is not held."""
        return self._story.get(report)

    def sketch(self, report: str) -> Sketch:
        """Gives the sketch of a report. Raises KeyError where it is not held."""
        return self._index.get(report)

    def likest(self, report: str, *, least: float) -> list[tuple[str, float]]:
        """Gives those that are so likely, or more, of one story with a report, the likest first.

        They are ids with probabilities. Raises KeyError where the report is not held.
        """
        known = ((other, probability_of(value)) for other, value in self._row(report).items())
        found = [(other, probability) for other, probability in known if probability >= least]
        return sorted(found, key=lambda one: (-one[1], one[0]))

    def stories(self) -> dict[str, tuple[str, ...]]:
        """Gives the reports of each story, as far as they are held."""
        return {story: tuple(sorted(held)) for story, held in sorted(self._members.items())}

    def same_words(self, report: str, others: Sequence[str]) -> list[float]:
        """Gives the cosine of the words of a report's whole text with those of others.

        Raises KeyError where one is not held.
        """
        words = self._index.get(report).body
        found = self._index.shelf.body.products(words, self._index.places(others))
        return [float(cosine) for cosine in found]

    def restore(self, sketches: Iterable[tuple[Sketch, str]]) -> None:
        """Takes up reports that were sorted before, each with its story, without sorting anew."""
        for sketch, story in sketches:
            self._index.add(sketch)
            self._move(sketch.report, story)

    def forget(self, reports: Iterable[str]) -> None:
        """Drops reports: they stay in their stories, but draw no new ones to them."""
        for report in reports:
            self._drop_row(report)
            self._index.drop(report)
            self._joined.pass_on(report, self._story)
            story = self._story.pop(report)
            self._members[story].discard(report)
            if not self._members[story]:
                del self._members[story]

    def add(self, sketches: Sequence[Sketch]) -> list[Change]:
        """Sorts new reports in; gives what changed.

        A report that is there already is taken anew: its text may have changed.
        """
        for sketch in sketches:
            self._take(sketch)
        return self._sort({sketch.report for sketch in sketches})

    def _take(self, sketch: Sketch) -> None:
        self._drop_row(sketch.report)
        self._index.add(sketch)
        self._row(sketch.report)

    def _drop_row(self, report: str) -> None:
        self._looked_up.discard(report)
        for rows in (self._rows, self._close):
            for other in rows.pop(report, {}):
                del rows[other][report]

    def _row(self, report: str) -> dict[str, float]:
        """Gives how like a report is to each of those it is like at all."""
        if report in self._looked_up:
            return self._rows[report]
        sketch = self._index.get(report)
        row, close = self._rows[report], self._close[report]
        shelf = self._index.shelf
        places = self._index.candidates(sketch)
        values = self._model.likenesses(sketch, shelf, places)
        alike = values >= _SLIGHTEST
        for place, value in zip(places[alike].tolist(), values[alike].tolist(), strict=True):
            other = shelf.reports[place]
            row[other] = self._rows[other][report] = value
            if value >= self._threshold:
                close[other] = self._close[other][report] = value
        self._looked_up.add(report)
        return row

    def _sort(self, touched: set[str]) -> list[Change]:
        changes: list[Change] = []
        for report in sorted(touched):
            home = self._clear_home(report)
            if home is not None:
                changes += self._rename([tuple(sorted((report, *self._members.get(home, ()))))])
                touched.discard(report)
        while touched:
            near, large = self._near(min(touched))
            touched -= near
            touched.difference_update(*large.values())
            changes += self._rename(self._grouped(near, large))
        return changes

    def _clear_home(self, report: str) -> str | None:
        """Gives the story that a new report clearly belongs to, "" for a new one, None if unclear.

        It is clear where it is like one story and far from like any other: then its coming can
        not make others of them join.
        """
        if report in self._story or self._joined.of(report) or self._apart.of(report):
            return None
        sums: dict[str, float] = defaultdict(float)
        row = self._row(report)
        for other, value in row.items():
            if other not in self._story:
                return None  # new, too
            sums[self._story[other]] += value
        if max(row.values(), default=0.0) < self._threshold:
            return ""
        means = sorted((sums[home] / len(self._members[home]), home) for home in sums)
        mean, home = means[-1]
        next_best = means[-2][0] if len(means) > 1 else 0.0
        is_clear = mean >= self._threshold and next_best < _UNCLEAR * self._threshold
        if len(self._members[home]) < _SETTLED:
            return None
        return home if is_clear else None

    def _near(self, report: str) -> tuple[set[str], dict[str, set[str]]]:
        """Gives the reports to group anew, and the large stories to take as they are.

        These are the reports that can be in one story with `report`, whatever joins whom: two
        groups join only where some pair of them is as like as the threshold. A report comes with
        all of its story. Where they are too many, the likest come first.
        """
        near: set[str] = set()
        large: dict[str, set[str]] = {}
        queue = [(-1.0, report)]
        waiting: dict[str, float] = {}
        while queue and len(near) + _SPEAKERS * len(large) < _MOST:
            _, here = heapq.heappop(queue)
            story = self._story.get(here, "")
            if here in near or story in large:
                continue
            mates = self._members.get(story, set())
            if len(mates) > _LARGE and here != report and not self._is_parted(mates):
                large[story] = mates
                continue
            come = (mates or {here}) - near
            near |= come
            for mate in come:
                self._row(mate)
                close = self._close[mate]
                for other in close.keys() - near:
                    value = close[other]
                    if value > waiting.get(other, 0.0):
                        waiting[other] = value
                        heapq.heappush(queue, (-value, other))
                for other in self._joined.of(mate):
                    if other in self._index and other not in near:
                        heapq.heappush(queue, (-1.0, other))
        return near, large

    def _is_parted(self, reports: set[str]) -> bool:
        """Says whether a person parted some of these reports."""
        return any(other in reports for report in reports for other in self._apart.of(report))

    def _grouped(self, near: set[str], large: dict[str, set[str]]) -> list[tuple[str, ...]]:
        """Gives the stories of the reports in `near` and in large stories."""
        speakers = {story: self._speakers(reports) for story, reports in large.items()}
        for_all = {r: speakers[story][0] for story, reports in large.items() for r in reports}
        units = near.union(*speakers.values())
        everyone = near.union(*large.values())
        groups = group(
            units,
            {one: self._row(one) for one in units},
            together=self._threshold,
            joined=self._joined.among(everyone, instead=for_all),
            apart=self._apart.among(everyone, instead=for_all),
            whole=list(speakers.values()),
        )
        if not large:
            return groups
        story_of = {speaker: story for story, some in speakers.items() for speaker in some}
        found = []
        for reports in groups:
            stories = {story_of[report] for report in reports if report in story_of}
            found.append(tuple(sorted(set(reports).union(*(large[story] for story in stories)))))
        return sorted(found)

    def _speakers(self, reports: set[str]) -> tuple[str, ...]:
        """Gives some reports of a large story, evenly over its days."""
        named = sorted(reports)
        days = np.nan_to_num(self._index.shelf.days[self._index.places(named)])
        in_time = np.argsort(days, kind="stable")
        step = len(named) / _SPEAKERS
        return tuple(named[in_time[int(number * step)]] for number in range(_SPEAKERS))

    def _move(self, report: str, story: str) -> None:
        before = self._story.get(report)
        if before == story:
            return
        if before is not None:
            self._members[before].discard(report)
            if not self._members[before]:
                del self._members[before]
        self._story[report] = story
        self._members.setdefault(story, set()).add(report)

    def _rename(self, groups: Sequence[tuple[str, ...]]) -> list[Change]:
        """Gives groups the ids of the stories they go on with, and says what changed."""
        groups = [reports for reports in groups if not self._is_story(reports)]
        before = {
            report: self._story[report]
            for reports in groups
            for report in reports
            if report in self._story
        }
        claims = sorted(
            (
                (-count, story, number)
                for number, reports in enumerate(groups)
                for story, count in Counter(
                    before[report] for report in reports if report in before
                ).items()
            ),
        )
        named: dict[int, str] = {}
        for _, story, number in claims:
            if number not in named and story not in named.values():
                named[number] = story
        changes = []
        for number, reports in enumerate(groups):
            story = named.get(number) or self._new_id(reports)
            changes += self._changes(story, reports, before)
            for report in reports:
                self._move(report, story)
        return changes

    def _is_story(self, reports: Sequence[str]) -> bool:
        """Says whether these reports are a story as they stand."""
        members = self._members.get(self._story.get(reports[0], ""), set())
        return len(members) == len(reports) and members.issuperset(reports)

    def _changes(
        self, story: str, reports: tuple[str, ...], before: dict[str, str]
    ) -> list[Change]:
        new = tuple(report for report in reports if report not in before)
        came: dict[str, list[str]] = defaultdict(list)
        for report in reports:
            if report in before and before[report] != story:
                came[before[report]].append(report)
        known = [report for report in reports if before.get(report) == story]
        found = []
        for other, moved in sorted(came.items()):
            kind: Literal["merged", "split"] = "merged" if known else "split"
            found.append(
                Change(
                    kind=kind,
                    story=story if kind == "merged" else other,
                    other=other if kind == "merged" else story,
                    reports=tuple(moved),
                    why=self._why(moved, known or [r for r in reports if r not in moved]),
                )
            )
        if new and not known and not came:
            found.append(Change(kind="opened", story=story, reports=new, why=self._why(new, new)))
        elif new:
            found.append(
                Change(kind="grown", story=story, reports=new, why=self._why(new, known or reports))
            )
        return found

    def _why(self, some: Sequence[str], others: Sequence[str]) -> str:
        """Says in one sentence what two sets of reports have in common, by their likest pair."""
        among = set(others)
        pairs = [
            (value, one, two)
            for one in some[:_LARGE]
            for two, value in self._row(one).items()
            if two in among
        ]
        if not pairs:
            return "no other report near in time is like it"
        value, one, two = max(pairs)
        words = ", ".join(shared_words(self._index.get(one), self._index.get(two)))
        return f"{one} and {two} are alike ({probability_of(value):.2f}): {words}"

    def _new_id(self, reports: Sequence[str]) -> str:
        """Gives an id that no other story has, the same for the same reports."""
        seed = reports[0]
        while True:
            found = "s" + hashlib.sha1(seed.encode("utf-8", "surrogatepass")).hexdigest()[:10]
            if found not in self._members and not self._taken(found):
                return found
            seed += "'"
