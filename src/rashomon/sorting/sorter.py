"""Stories as reports come in: each new report joins one or opens one; stories merge and split.

What is one story follows from the reports that are in the window, not from the order in which
they came (`grouping`); the order shows only in which story keeps its id.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Literal

import msgspec

from rashomon.sorting.grouping import Pair, group
from rashomon.sorting.likeness import Likeness, Neighbours, likeness, shared_words
from rashomon.sorting.sketches import Sketch

WINDOW = 45  # days: an older report draws no new ones to its story
_SLIGHTEST = 0.02  # a pair less likely than this counts as unlike


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
    """The reports of a window and the stories they are in.

    `joined` and `apart` are pairs of reports of which a person said that they are one story or
    that they are not; their word goes before the machine's. `taken` says whether an id is that
    of a story outside the window.
    """

    def __init__(
        self,
        *,
        model: Likeness | None = None,
        window: int = WINDOW,
        joined: Collection[Pair] = (),
        apart: Collection[Pair] = (),
        taken: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self._model = model or likeness()
        self._window = window
        self._joined = {_ordered(pair) for pair in joined}
        self._apart = {_ordered(pair) for pair in apart}
        self._taken = taken
        self._index = Neighbours()
        self._day: dict[str, int] = {}
        self._like: dict[str, dict[str, float]] = {}
        self._story: dict[str, str] = {}

    def story_of(self, report: str) -> str | None:
        """Gives the id of the story that a report of the window is in."""
        return self._story.get(report)

    def sketch(self, report: str) -> Sketch:
        """Gives the sketch of a report of the window. Raises KeyError where it holds none."""
        return self._index.get(report)

    def stories(self) -> dict[str, tuple[str, ...]]:
        """Gives the reports of each story, as far as they are in the window."""
        found: dict[str, list[str]] = defaultdict(list)
        for report, story in self._story.items():
            found[story].append(report)
        return {story: tuple(sorted(reports)) for story, reports in sorted(found.items())}

    def restore(self, sketches: Iterable[tuple[Sketch, str]], *, today: int) -> None:
        """Takes up reports that were sorted before, each with its story, without sorting anew."""
        for sketch, story in sketches:
            self._take(sketch, today)
            self._story[sketch.report] = story

    def add(self, sketches: Sequence[Sketch], *, today: int) -> list[Change]:
        """Sorts new reports in; gives what changed. `today` dates those that tell no date.

        A report that is there already is taken anew: its text may have changed.
        """
        for sketch in sketches:
            self._take(sketch, today)
        changes = self._sort({sketch.report for sketch in sketches})
        self._forget()
        return changes

    def decide(self, pair: Pair, *, same: bool | None) -> list[Change]:
        """Takes a person's word on two reports (None takes it back); gives what changed."""
        pair = _ordered(pair)
        self._joined.discard(pair)
        self._apart.discard(pair)
        if same is not None:
            (self._joined if same else self._apart).add(pair)
        return self._sort({report for report in pair if report in self._like})

    def _take(self, sketch: Sketch, today: int) -> None:
        report = sketch.report
        for other in self._like.pop(report, {}):
            del self._like[other][report]
        like: dict[str, float] = {}
        for other_sketch in self._index.candidates(sketch):
            probability = self._model.probability(sketch, other_sketch)
            if probability >= _SLIGHTEST:
                like[other_sketch.report] = probability
                self._like[other_sketch.report][report] = probability
        self._like[report] = like
        self._day[report] = today if sketch.day is None else sketch.day
        self._index.add(sketch)

    def _sort(self, touched: set[str]) -> list[Change]:
        changes: list[Change] = []
        while touched:
            near = self._reachable(min(touched))
            touched -= near
            edges = {
                (one, two): probability
                for one in near
                for two, probability in self._like[one].items()
                if one < two and two in near
            }
            groups = group(
                near,
                edges,
                together=self._model.together,
                joined=self._joined,
                apart=self._apart,
            )
            changes += self._rename(groups)
        return changes

    def _reachable(self, report: str) -> set[str]:
        """Gives the reports that can be in one story with `report`, whatever joins whom.

        Two groups join only where some pair of them is as like as the threshold.
        """
        found, queue = {report}, [report]
        told: dict[str, set[str]] = defaultdict(set)
        for one, two in self._joined:
            told[one].add(two)
            told[two].add(one)
        # A report that left its story must tell those it left behind.
        by_story: dict[str, set[str]] = defaultdict(set)
        for other, story in self._story.items():
            by_story[story].add(other)
        while queue:
            here = queue.pop()
            likely = {other for other, p in self._like[here].items() if p >= self._model.together}
            mates = by_story.get(self._story.get(here, ""), set())
            for other in (likely | told.get(here, set()) | mates) - found:
                if other in self._like:
                    found.add(other)
                    queue.append(other)
        return found

    def _rename(self, groups: Sequence[tuple[str, ...]]) -> list[Change]:
        """Gives groups the ids of the stories they go on with, and says what changed."""
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
                self._story[report] = story
        return changes

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
        pairs = [
            (self._like[one][two], one, two)
            for one in some
            for two in others
            if two in self._like[one]
        ]
        if not pairs:
            return "no other report of the window is like it"
        probability, one, two = max(pairs)
        words = ", ".join(shared_words(self._index.get(one), self._index.get(two)))
        return f"{one} and {two} are alike ({probability:.2f}): {words}"

    def _new_id(self, reports: Sequence[str]) -> str:
        """Gives an id that no other story has, the same for the same reports."""
        taken = set(self._story.values())
        seed = reports[0]
        while True:
            found = "s" + hashlib.sha1(seed.encode("utf-8", "surrogatepass")).hexdigest()[:10]
            if found not in taken and not self._taken(found):
                return found
            seed += "'"

    def _forget(self) -> None:
        newest = max(self._day.values(), default=0)
        for report in [r for r, day in self._day.items() if day < newest - self._window]:
            del self._day[report]
            self._index.drop(report)
            for other in self._like.pop(report):
                del self._like[other][report]
            del self._story[report]


def _ordered(pair: Pair) -> Pair:
    one, two = sorted(pair)
    return one, two
