"""Which claims repeat others: a reader is shown, and the summary counts, each stretch once.

A sentence that asserts several things stands in several claims, so that a claim can consist
mostly of passages that a surer claim has already. Such a claim stays a finding of its own; it is
shown folded under the surer one and is not counted in the summary.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

import msgspec

from rashomon.comparing.comparison import Claim, Passage, Shown, Summary

# Share of its passages that a surer claim must have for a claim to repeat it.
_REPEATED = 0.5
# Disputes are never folded away, and what one report carries repeats nothing.
_FOLDED = ("agreed", "one-origin", "open")


def mark_repeats(claims: Sequence[Claim], *, apart: Collection[str] = ()) -> list[Claim]:
    """Gives the claims with `repeats` set where a surer one of the same standing has half of it.

    What is left open may repeat a claim of any standing. `apart` are ids of claims that neither
    repeat another nor are repeated.
    """
    open_to = [one for one in claims if _may_fold(one) and one.id not in apart]
    surest = sorted(open_to, key=lambda one: (-one.confidence, -len(one.passages), one.id))
    having: dict[str, list[tuple[Passage, str]]] = defaultdict(list)
    standings = {one.id: one.shown for one in claims}
    rank = {one.id: place for place, one in enumerate(surest)}
    repeats: dict[str, str] = {}
    for claim in surest:
        shared: dict[str, int] = defaultdict(int)
        for passage in claim.passages:
            mostly = {
                name
                for other, name in having[passage.report]
                if claim.shown in (standings[name], "open") and _is_mostly(passage, other)
            }
            for other in mostly:
                shared[other] += 1
        best = max(shared, key=lambda other: (shared[other], -rank[other]), default=None)
        if best is not None and shared[best] >= _REPEATED * len(claim.passages):
            repeats[claim.id] = best
            continue
        for passage in claim.passages:
            having[passage.report].append((passage, claim.id))
    return [msgspec.structs.replace(one, repeats=repeats.get(one.id)) for one in claims]


def _may_fold(claim: Claim) -> bool:
    return claim.shown in _FOLDED and len({passage.report for passage in claim.passages}) > 1


def _is_mostly(one: Passage, other: Passage) -> bool:
    """Says whether two passages of a report have half of the shorter one in common."""
    common = min(one.end, other.end) - max(one.start, other.start)
    return 2 * common >= min(one.end - one.start, other.end - other.start)


def summed_up(claims: Sequence[Claim], *, reports: int, origins: int) -> Summary:
    """Gives the figures of the first line: how many claims have each standing, repeats aside.

    `reports` and `origins` are how many reports there are, and origins of their prose.
    """
    counted: Counter[Shown] = Counter(one.shown for one in claims if one.repeats is None)
    return Summary(
        reports=reports,
        origins=origins,
        agreed=counted["agreed"],
        one_origin=counted["one-origin"],
        disputed=counted["disputed"],
        sole=counted["sole"],
    )
