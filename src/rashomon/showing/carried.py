"""What one report alone carries, and what a report leaves out although others share it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rashomon.comparing.comparison import Claim
from rashomon.comparing.joining import joined_by_claims
from rashomon.comparing.published import published_before
from rashomon.report import Report
from rashomon.showing.lookup import Lookup
from rashomon.showing.model import ClaimRow, ReportRows

_ONLY_AT_FIRST = 5
_ONLY_AT_LEAST = 2
_ONLY_IN_ALL = 18
# What others share is what two of them carry, and among many reports a third of the others.
_SHARED_BY_AT_LEAST = 2
_SHARED_BY_PART = 3


def only_rows(lookup: Lookup, rows: Sequence[ClaimRow]) -> tuple[ReportRows, ...]:
    """Gives claims that stand in one report, by report."""
    groups = []
    first = _at_first(lookup)
    for source in lookup.sources.values():
        own = tuple(row for row in rows if source in row.sources)
        if own:
            groups.append(ReportRows(source=source, rows=own[:first], rest=own[first:]))
    return tuple(groups)


def left_out_rows(lookup: Lookup, rows: Sequence[ClaimRow]) -> tuple[ReportRows, ...]:
    """What at least two other reports, and a third of them, carry and one does not.

    A report that makes another claim with a sentence of this one may well have said it there:
    it is not said to have left it out. Nor is one that no claim links with those that carry
    it: it may be about another story. Nor one that was published before the first of them.
    """
    others = len(lookup.reports) - 1
    enough = max(_SHARED_BY_AT_LEAST, -(-others // _SHARED_BY_PART))
    groups = []
    first = _at_first(lookup)
    neighbours = _neighbours(lookup.comparison.claims)
    together = _together(lookup.comparison.claims, list(lookup.reports))
    for source in lookup.sources.values():
        own = tuple(
            row
            for row in rows
            if len(row.sources) >= enough
            and lookup.comparison.coverage.get(row.id, {}).get(source.report) == "absent"
            and source.report not in neighbours[row.id]
            and source.report in together[row.sources[0].report]
            and not _before_all(lookup.reports[source.report], lookup.reports, row)
        )
        own = _different(own)
        if own:
            groups.append(ReportRows(source=source, rows=own[:first], rest=own[first:]))
    return tuple(groups)


def _before_all(report: Report, reports: Mapping[str, Report], row: ClaimRow) -> bool:
    """Says whether a report was published before each of those that carry a claim."""
    return all(
        published_before(report.published, reports[source.report].published)
        for source in row.sources
    )


def _together(claims: Sequence[Claim], reports: Sequence[str]) -> dict[str, set[str]]:
    """Gives for each report those that claims link it with, over others too; itself among them."""
    groups = joined_by_claims(reports, (claim for claim in claims if not claim.open))
    return {report: set(group) for group in groups for report in group}


def _neighbours(claims: Sequence[Claim]) -> dict[str, set[str]]:
    """Gives for each claim the reports of all claims that share a passage with it."""
    reports: dict[tuple[str, int, int], set[str]] = {}
    for claim in claims:
        for passage in claim.passages:
            place = (passage.report, passage.start, passage.end)
            reports.setdefault(place, set()).update(p.report for p in claim.passages)
    return {
        claim.id: set().union(*(reports[p.report, p.start, p.end] for p in claim.passages))
        for claim in claims
    }


def _at_first(lookup: Lookup) -> int:
    """How many rows of each report to show at first: fewer, the more reports there are."""
    share = _ONLY_IN_ALL // max(len(lookup.reports), 1)
    return max(_ONLY_AT_LEAST, min(_ONLY_AT_FIRST, share))


def _different(rows: Sequence[ClaimRow]) -> tuple[ClaimRow, ...]:
    """Claims that show other words: what one sentence asserts twice is listed once."""
    return tuple({row.gist.place: row for row in reversed(rows)}.values())[::-1]
