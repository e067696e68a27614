"""Reports into stories by average linkage over a sparse graph of likeness.

Agglomerative clustering (Sokal and Michener 1958), as Lance and Williams (1967) update it: the
two groups with the highest mean likeness join, until no mean reaches the threshold. A pair
that is not in the graph counts as unlike. The result depends on the graph alone.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Mapping

import numpy as np

Pair = tuple[str, str]

_NEVER = -1.0  # under the likeness of groups that may join


def group(
    reports: Iterable[str],
    rows: Mapping[str, Mapping[str, float]],
    *,
    together: float,
    joined: Collection[Pair] = (),
    apart: Collection[Pair] = (),
    whole: Iterable[tuple[str, ...]] = (),
) -> list[tuple[str, ...]]:
    """Gives the stories: tuples of report ids in order, the stories by their first id.

    `rows` says of each report how like it is to others, the same on both sides; what is far under
    `together` may be left out. People's word goes first: pairs in `joined` are one story, those in
    `apart` never, and where the two contradict each other, `apart` holds. The reports of each
    tuple in `whole` are one group from the beginning.
    """
    held = sorted(set(reports))
    begun = [(first, other) for first, *others in whole for other in others]
    groups = _Groups(held, rows, apart)
    groups.join_all(begun)
    groups.join_likest(together)
    # After the machine's: a person joins two stories, with all that is in them.
    if not groups.join_all(sorted(joined)):
        # Unless the machine put one of them where the other may not be: then people's come first.
        groups = _Groups(held, rows, apart)
        groups.join_all(sorted(joined))
        groups.join_all(begun)
        groups.join_likest(together)
    return groups.stories()


class Pairs:
    """Pairs of reports on which a person has spoken."""

    def __init__(self, pairs: Iterable[Pair]) -> None:
        self._others: dict[str, set[str]] = defaultdict(set)
        for one, two in pairs:
            self._others[one].add(two)
            self._others[two].add(one)

    def of(self, report: str) -> Collection[str]:
        """Gives those that are paired with a report."""
        return self._others.get(report, ())

    def pass_on(self, report: str, held: Container[str]) -> None:
        """Pairs those that are paired with a report by one of them that is held, where one is."""
        others = self._others.get(report, set())
        if len(others) < 2:
            return
        hub, *rest = sorted(others, key=lambda other: (other not in held, other))
        for other in rest:
            self._others[other].discard(report)
            others.discard(other)
            self._others[other].add(hub)
            self._others[hub].add(other)

    def among(self, reports: set[str], *, instead: Mapping[str, str]) -> set[Pair]:
        """Gives the pairs within `reports`; `instead` says who stands for a report."""
        if not self._others:
            return set()
        return {
            _ordered((instead.get(one, one), instead.get(two, two)))
            for one in reports
            for two in self.of(one)
            if two in reports
        }


def _ordered(pair: Pair) -> Pair:
    one, two = sorted(pair)
    return one, two


class _Groups:
    """Groups under construction. A group goes by the place of its least report id.

    `_sums` are the likenesses of all pairs between two groups together.
    """

    def __init__(
        self,
        reports: list[str],
        rows: Mapping[str, Mapping[str, float]],
        apart: Collection[Pair],
    ) -> None:
        self._place = {report: place for place, report in enumerate(reports)}
        self._members: dict[int, list[str]] = {n: [report] for n, report in enumerate(reports)}
        self._home = list(range(len(reports)))
        self._sizes = np.ones(len(reports))
        known = [map(rows.get(one, {}).get, reports, itertools.repeat(0.0)) for one in reports]
        self._sums = np.fromiter(itertools.chain.from_iterable(known), dtype=np.float64)
        self._sums = self._sums.reshape(len(reports), len(reports))
        self._apart = np.eye(len(reports), dtype=bool)
        for one, two in apart:
            if one in self._place and two in self._place:
                first, second = self._place[one], self._place[two]
                self._apart[first, second] = self._apart[second, first] = True

    def stories(self) -> list[tuple[str, ...]]:
        return sorted(tuple(sorted(members)) for members in self._members.values())

    def join_all(self, pairs: Iterable[Pair]) -> bool:
        """Joins the groups of two reports each, unless they are to stay apart.

        Says whether all of them are one now; reports that are not held count for nothing.
        """
        allowed = True
        for one, two in pairs:
            if one in self._place and two in self._place:
                first, second = sorted(self._home[self._place[n]] for n in (one, two))
                if first != second and self._apart[first, second]:
                    allowed = False
                elif first != second:
                    self._join(first, second)
        return allowed

    def join_likest(self, together: float) -> None:
        """Joins the two likest groups again and again, while they are as like as `together`."""
        if not self._members:
            return
        means = self._sums / np.outer(self._sizes, self._sizes)
        means[self._apart] = _NEVER
        gone = [place for place in range(len(means)) if place not in self._members]
        means[gone] = means[:, gone] = _NEVER
        while True:
            # The first of equals: the groups with the least ids.
            one, two = divmod(int(means.argmax()), len(means))
            if means[one, two] < together:
                return
            self._join(one, two)
            row = self._sums[one] / (self._sizes[one] * self._sizes)
            row[self._apart[one] | (means[one] == _NEVER)] = _NEVER
            means[one] = means[:, one] = row
            means[two] = means[:, two] = _NEVER

    def _join(self, one: int, two: int) -> None:
        """Joins the group `two` into `one`, which has the lesser id."""
        moved = self._members.pop(two)
        self._members[one] += moved
        for report in moved:
            self._home[self._place[report]] = one
        self._sizes[one] += self._sizes[two]
        for table in (self._sums, self._apart):
            table[one] += table[two]
            table[:, one] = table[one]
        self._apart[one, one] = True
