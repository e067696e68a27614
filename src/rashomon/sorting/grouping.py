"""Reports into stories by average linkage over a sparse graph of likeness.

Agglomerative clustering (Sokal and Michener 1958), as Lance and Williams (1967) update it: the
two groups with the highest mean likeness join, until no mean reaches the threshold. A pair
that is not in the graph counts as unlike. The result depends on the graph alone.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Mapping

Pair = tuple[str, str]


def group(
    reports: Iterable[str],
    edges: Mapping[Pair, float],
    *,
    together: float,
    joined: Collection[Pair] = (),
    apart: Collection[Pair] = (),
    whole: Iterable[tuple[str, ...]] = (),
) -> list[tuple[str, ...]]:
    """Gives the stories: tuples of report ids in order, the stories by their first id.

    `edges` holds the likeness of pairs, each in one order; those far under `together` may be
    left out. People's word goes first: pairs in `joined` are one story, those in `apart` never,
    and where the two contradict each other, `apart` holds. The reports of each tuple in `whole`
    are one group from the beginning.
    """
    held = sorted(set(reports))
    begun = [(first, other) for first, *others in whole for other in others]
    groups = _Groups(held, edges, apart)
    groups.join_all(begun)
    groups.join_likest(together)
    # After the machine's: a person joins two stories, with all that is in them.
    if not groups.join_all(sorted(joined)):
        # Unless the machine put one of them where the other may not be: then people's come first.
        groups = _Groups(held, edges, apart)
        groups.join_all(sorted(joined))
        groups.join_all(begun)
        groups.join_likest(together)
    return groups.stories()


class _Groups:
    """Groups under construction. A group goes by its least report id."""

    def __init__(
        self, reports: list[str], edges: Mapping[Pair, float], apart: Collection[Pair]
    ) -> None:
        self._members: dict[str, tuple[str, ...]] = {report: (report,) for report in reports}
        self._home = {report: report for report in reports}
        self._sums: dict[str, dict[str, float]] = {report: {} for report in reports}
        self._apart: dict[str, set[str]] = {report: set() for report in reports}
        for (one, two), value in edges.items():
            if one in self._sums and two in self._sums and one != two:
                self._sums[one][two] = self._sums[two][one] = value
        for one, two in apart:
            if one in self._apart and two in self._apart:
                self._apart[one].add(two)
                self._apart[two].add(one)

    def stories(self) -> list[tuple[str, ...]]:
        return sorted(self._members.values())

    def join_all(self, pairs: Iterable[Pair]) -> bool:
        """Joins the groups of two reports each, unless they are to stay apart.

        Says whether all of them are one now; reports that are not held count for nothing.
        """
        allowed = True
        for one, two in pairs:
            if one in self._home and two in self._home:
                first, second = sorted((self._home[one], self._home[two]))
                if second in self._apart[first]:
                    allowed = False
                elif first != second:
                    self._join(first, second)
        return allowed

    def join_likest(self, together: float) -> None:
        """Joins the two likest groups again and again, while they are as like as `together`."""
        queue = [
            (-self._mean(one, two), one, two)
            for one, row in self._sums.items()
            for two in row
            if one < two and self._mean(one, two) >= together
        ]
        heapq.heapify(queue)
        while queue:
            minus, one, two = heapq.heappop(queue)
            known = one in self._members and two in self._members
            if not known or -minus != self._mean(one, two) or two in self._apart[one]:
                continue  # one of them has joined another group since, or may not join this one
            self._join(one, two)
            for other in self._sums[one]:
                mean = self._mean(one, other)
                if mean >= together:
                    first, second = sorted((one, other))
                    heapq.heappush(queue, (-mean, first, second))

    def _mean(self, one: str, two: str) -> float:
        pairs = len(self._members[one]) * len(self._members[two])
        return self._sums[one].get(two, 0.0) / pairs

    def _join(self, one: str, two: str) -> None:
        """Joins `two` into `one`, the lesser id of the two."""
        moved = self._members.pop(two)
        self._members[one] = tuple(sorted((*self._members[one], *moved)))
        self._home.update(dict.fromkeys(moved, one))
        for other, total in self._sums.pop(two).items():
            del self._sums[other][two]
            if other != one:
                both = self._sums[one].get(other, 0.0) + total
                self._sums[one][other] = self._sums[other][one] = both
        for other in self._apart.pop(two):
            self._apart[other].discard(two)
            self._apart[other].add(one)
            self._apart[one].add(other)
