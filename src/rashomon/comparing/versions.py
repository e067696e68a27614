"""Versions: reports that are one article, changed since it was first published.

An outlet that corrects a figure does not contradict itself. Versions of its article are one
account: one origin, and what only they hold only one article holds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

import msgspec

from rashomon.comparing.pair import PairDifference
from rashomon.intake.provenance import versions_of
from rashomon.report import Report


class Articles(msgspec.Struct, frozen=True):
    """Which of some reports are versions of one article. All reports are named by their ids.

    `versions` gives the versions of each report's article, itself among them, the oldest first.
    """

    versions: dict[str, tuple[str, ...]]

    def are_one(self, reports: Iterable[str]) -> bool:
        """Says whether reports are versions of one article, or one report."""
        return len({self.versions[report] for report in reports}) == 1

    def superseded(self, report: str, by: Collection[str]) -> bool:
        """Says whether some reports hold a later version of one."""
        versions = self.versions[report]
        return any(later in by for later in versions[versions.index(report) + 1 :])

    def pairs(self) -> list[tuple[str, str]]:
        """Gives each later version with the first one."""
        return [
            (versions[0], report)
            for report, versions in self.versions.items()
            if report != versions[0]
        ]


def articles_of(reports: Iterable[Report]) -> Articles:
    """Tells by address and outlet, as `versions_of`, which reports are versions of one article."""
    found: dict[str, tuple[str, ...]] = {}
    for versions in versions_of(reports):
        ids = tuple(report.id for report in versions)
        found |= dict.fromkeys(ids, ids)
    return Articles(found)


def as_update(found: PairDifference) -> PairDifference:
    """Gives a difference between versions of one article as what was changed in it."""
    said = found.explanation.removesuffix(".")
    return msgspec.structs.replace(
        found, subtype="update", explanation=f"{said}; these are versions of one article."
    )
