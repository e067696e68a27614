"""Groups of reports that are joined two by two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from rashomon.comparing.comparison import Claim


def joined(names: Sequence[str], edges: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Gives the groups that edges join, in the order of their first members."""
    group = {name: [name] for name in names}
    for one, other in edges:
        if group[one] is not group[other]:
            group[one].extend(group[other])
            for name in group[other]:
                group[name] = group[one]
    distinct = {id(members): members for members in group.values()}
    order = {name: place for place, name in enumerate(names)}
    return sorted(
        (sorted(members, key=order.__getitem__) for members in distinct.values()),
        key=lambda members: order[members[0]],
    )


def joined_by_claims(reports: Sequence[str], claims: Iterable[Claim]) -> list[list[str]]:
    """Gives the groups that reports fall into by the claims that they make together."""

    def linked() -> Iterator[tuple[str, str]]:
        for claim in claims:
            yield from pairwise(passage.report for passage in claim.passages)

    return joined(reports, linked())
