"""Which claims repeat others: a reader is shown, and the summary counts, each stretch once.

A sentence that asserts several things stands in several claims, so that a claim can consist
mostly of passages that a surer claim has already. Such a claim stays a finding of its own; it is
shown folded under the surer one and is not counted in the summary. Where the two share a sentence
for two facts of it, as their words show, each is shown: a shared fact must not lie hidden.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

import msgspec

from rashomon.comparing.comparison import Claim, Passage, Shown, Summary
from rashomon.comparing.restating import telling_stems

# Share of its passages that a surer claim must have for a claim to repeat it.
_REPEATED = 0.5
# Of the words by which a passage meets that of another claim so many, and this share, must be
# others than those by which the other claim's own passages meet it, to tell another fact of it. On
# the training stories 81 of 83 claims that this sets free assert one thing.
_OTHER_WORDS, _OTHER_SHARE = 2, 0.5
# Disputes are never folded away, and what one report carries repeats nothing.
_FOLDED = ("agreed", "one-origin", "open")


def mark_repeats(
    claims: Sequence[Claim], *, texts: Mapping[str, str], apart: Collection[str] = ()
) -> list[Claim]:
    """Gives the claims with `repeats` set where a surer one of the same standing has half of it.

    What is left open may repeat a claim of any standing. Another repeats none that tells another
    fact of their sentence; `texts` are the reports', by their ids. `apart` are ids of claims that
    neither repeat another nor are repeated.
    """
    by_id = {one.id: one for one in claims}
    words = _Words(texts)
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
        if (
            best is not None
            and shared[best] >= _REPEATED * len(claim.passages)
            and (claim.open or not words.tell_another_fact(claim, by_id[best]))
        ):
            repeats[claim.id] = best
            continue
        for passage in claim.passages:
            having[passage.report].append((passage, claim.id))
    return [msgspec.structs.replace(one, repeats=repeats.get(one.id)) for one in claims]


class _Words:
    """The telling words of passages, each looked up once."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._stems: dict[tuple[str, int, int], frozenset[str]] = {}

    def tell_another_fact(self, claim: Claim, surer: Claim) -> bool:
        """Says whether a claim tells another fact of the passages that a surer one has, too.

        Then each of its other passages meets them in other words than the surer one's do.
        """
        shared = [
            one for one in claim.passages if any(_overlap(one, other) for other in surer.passages)
        ]
        own = [one for one in claim.passages if one not in shared]
        return bool(own) and all(
            self._is_other(one, passage, surer)
            for one in own
            for passage in shared
            if one.report != passage.report
        )

    def _is_other(self, own: Passage, shared: Passage, surer: Claim) -> bool:
        """Says whether a passage meets the one shared in other words than a surer claim's do."""
        inside = self._of(shared)
        met = self._of(own) & inside
        known = frozenset[str]().union(
            *(self._of(one) for one in surer.passages if one.report != shared.report)
        )
        others = len(met - known)
        return others >= max(_OTHER_WORDS, _OTHER_SHARE * len(met))

    def _of(self, passage: Passage) -> frozenset[str]:
        place = passage.report, passage.start, passage.end
        if place not in self._stems:
            text = self._texts.get(passage.report, "")
            self._stems[place] = telling_stems(text[passage.start : passage.end])
        return self._stems[place]


def _overlap(one: Passage, other: Passage) -> bool:
    return one.report == other.report and _is_mostly(one, other)


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
