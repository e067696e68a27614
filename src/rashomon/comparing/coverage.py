"""Coverage: which report makes, credits or leaves out each claim."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from rashomon.comparing.comparison import Claim, Cover, Passage, StoryStatement
from rashomon.report import Report, Span


def build_coverage(
    claims: Sequence[Claim],
    statements: Sequence[StoryStatement],
    reports: Sequence[Report],
    *,
    beside: Mapping[str, Collection[str]] | None = None,
) -> dict[str, dict[str, Cover]]:
    """Gives, for each claim and report, whether the report states, attributes or lacks the claim.

    `beside` has for a claim the reports in which something comes near it: whether these lack it
    is unclear.

    A report attributes a claim where all its passages on it are credited to somebody. A headline
    that drops "officials said" does not count where the text below it has a passage too.
    """
    content: dict[str, list[Span]] = {report.id: [] for report in reports}
    for statement in statements:
        pieces = statement.content
        content[statement.report].append(Span(pieces[0].start, pieces[-1].end))
    by_id = {report.id: report for report in reports}
    absent: dict[str, Cover] = dict.fromkeys(by_id, "absent")
    found: dict[str, dict[str, Cover]] = {}
    for claim in claims:
        passages: dict[str, list[Passage]] = {}
        for passage in claim.passages:
            passages.setdefault(passage.report, []).append(passage)
        unclear: dict[str, Cover] = dict.fromkeys((beside or {}).get(claim.id, ()), "unclear")
        found[claim.id] = (
            absent
            | unclear
            | {
                report: _cover(by_id[report], own, content[report])
                for report, own in passages.items()
            }
        )
    return found


def _cover(report: Report, passages: Sequence[Passage], content: Sequence[Span]) -> Cover:
    below = [p for p in passages if report.zone_kind(Span(p.start, p.end)) != "title"]
    credited = all(_credited(passage, content) for passage in below or passages)
    return "attributes" if credited else "states"


def _credited(passage: Passage, content: Sequence[Span]) -> bool:
    span = Span(passage.start, passage.end)
    return passage.statement is not None or any(piece.covers(span) for piece in content)
