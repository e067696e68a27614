"""Claims as a reader sees them: their wordings, their origins, and which of them come first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from rashomon.comparing.comparison import Claim, Difference, Origin, Passage
from rashomon.report import Span
from rashomon.showing.changes import mark_changes, plain, with_echo
from rashomon.showing.lookup import Lookup
from rashomon.showing.model import Cell, ClaimRow, Cut, ReportRows
from rashomon.showing.wording import ORIGINS, confidence_words, kind_words

_CELL_AT_MOST = 420
_GIST_AT_MOST = 260
_ONLY_AT_FIRST = 5
_ONLY_AT_LEAST = 2
_ONLY_IN_ALL = 18
# Changed words are marked in passages this much alike; others are simply written otherwise.
_NEARLY_COPIED = 0.75
# Kinds of a difference that make the dispute, told with the claim and not again in the table.
_DISPUTES = frozenset({"conflict", "polarity"})


def weight(lookup: Lookup, claim: Claim) -> tuple[float, int]:
    """Gives a key that sorts what a newsroom looks at first to the front.

    That is: carried by many, high up in its report, with a figure or somebody's own words in it.
    """
    reports = {passage.report for passage in claim.passages}
    depth = min((_depth(lookup, passage) for passage in claim.passages), default=1.0)
    figure = any(letter.isdigit() for letter in claim.gist)
    quoted = any(
        lookup.statements[passage.statement].manner != "indirect"
        for passage in claim.passages
        if passage.statement in lookup.statements
    )
    share = len(reports) / max(len(lookup.reports), 1)
    first = min((passage.start for passage in claim.passages), default=0)
    return round(depth - share - 0.2 * figure - 0.2 * quoted, 6), first


def _depth(lookup: Lookup, passage: Passage) -> float:
    report = lookup.reports[passage.report]
    if report.zone_kind(Span(passage.start, passage.end)) == "lead":
        return -0.3
    return passage.start / max(len(report.text), 1)


def is_update(lookup: Lookup, claim: Claim) -> bool:
    """Says whether a claim's value changed from one report to a later one, and is not disputed."""
    kinds = {difference.subtype for difference in lookup.differences[claim.id]}
    return claim.standing in ("agreed", "one-origin") and "update" in kinds


def claim_row(lookup: Lookup, claim: Claim) -> ClaimRow:
    """Gives a claim with its wordings and origins, and the differences that are told with it."""
    told = [one for one in lookup.differences[claim.id] if is_told_with_claim(claim, one)]
    marking = told or lookup.differences[claim.id]
    cuts = {
        passage: lookup.cut(
            passage, limit=_CELL_AT_MOST, marks=lookup.values(claim, marking, passage.report)
        )
        for passage in claim.passages
    }
    covered = {passage.report for passage in claim.passages}
    return ClaimRow(
        id=claim.id,
        anchor=lookup.anchors[claim.id],
        standing=claim.standing,
        gist=lookup.cut(_gist(lookup, claim), limit=_GIST_AT_MOST),
        cells=_by_time(lookup, cuts) if is_update(lookup, claim) else _cells(lookup, claim, cuts),
        cuts=_folded(cuts.values(), changes=claim.standing != "disputed"),
        sources=lookup.in_order(covered),
        kinds=tuple(dict.fromkeys(kind_words(one) for one in told)),
        explanations=tuple(dict.fromkeys(one.explanation for one in told)),
        confidence=confidence_words(max((d.confidence for d in told), default=claim.confidence)),
    )


def _gist(lookup: Lookup, claim: Claim) -> Passage:
    for passage in claim.passages:
        shown = lookup.reports[passage.report].show(Span(passage.start, passage.end))
        if shown == claim.gist:
            return passage
    return claim.passages[0]


def _by_time(lookup: Lookup, cuts: dict[Passage, Cut]) -> tuple[Cell, ...]:
    """One cell a report, the earliest first; those without a time last."""
    ordered = sorted(cuts, key=lambda passage: lookup.reports[passage.report].published or "~")
    return tuple(
        Cell(origin=cuts[one].source.name, kind="", why="", cuts=(cuts[one],)) for one in ordered
    )


def is_told_with_claim(claim: Claim, difference: Difference) -> bool:
    """Says whether a difference is what the claim is disputed or updated for."""
    if difference.subtype == "update":
        return True
    return claim.standing == "disputed" and difference.subtype in _DISPUTES


def _cells(lookup: Lookup, claim: Claim, cuts: dict[Passage, Cut]) -> tuple[Cell, ...]:
    """One cell an origin; reports that no origin names stand for themselves."""
    left = dict(cuts)
    cells = []
    for origin in claim.origins:
        own = [passage for passage in left if passage.report in origin.reports]
        if own:
            cells.append(_cell(origin, [left.pop(passage) for passage in own]))
    for passage, cut in left.items():
        alone = Origin(kind="outlet", name=lookup.report_name(passage.report), reports=(), why="")
        cells.append(_cell(alone, [cut]))
    return tuple(sorted(cells, key=lambda cell: lookup.order[cell.cuts[0].source.report]))


def _cell(origin: Origin, cuts: Sequence[Cut]) -> Cell:
    return Cell(
        origin=origin.name,
        kind=ORIGINS[origin.kind],
        why=origin.why,
        cuts=tuple(sorted(_folded(cuts, changes=False), key=lambda cut: not _has_mark(cut))),
    )


def _folded(cuts: Iterable[Cut], *, changes: bool) -> tuple[Cut, ...]:
    """Puts reports with the very same words together; marks changed words on request."""
    kept: dict[str, Cut] = {}
    for cut in cuts:
        key = plain(" ".join(words.text for words in cut.words)).rstrip(" .,")
        kept[key] = with_echo(kept[key], cut) if key in kept else cut
    folded = each_report_first(kept.values())
    if not changes or any(_has_mark(cut) for cut in folded):
        return tuple(folded)
    marked = mark_changes([cut.words[0] for cut in folded], alike=_NEARLY_COPIED)
    return tuple(
        msgspec.structs.replace(cut, words=(words,))
        for cut, words in zip(folded, marked, strict=True)
    )


def each_report_first(cuts: Iterable[Cut]) -> list[Cut]:
    """One wording of each report, with a marked value if it has one, then the further ones."""
    first: dict[str, Cut] = {}
    further = []
    for cut in sorted(cuts, key=lambda cut: not _has_mark(cut)):
        if first.setdefault(cut.source.report, cut) is not cut:
            further.append(cut)
    in_order = sorted(first.values(), key=lambda cut: (len(cut.source.key), cut.source.key))
    return [*in_order, *further]


def _has_mark(cut: Cut) -> bool:
    return any(piece.mark == "value" for words in cut.words for piece in words.pieces)


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
    """What at least two other reports carry and one does not.

    A report that makes another claim with a sentence of this one may well have said it there:
    it is not said to have left it out.
    """
    groups = []
    first = _at_first(lookup)
    neighbours = _neighbours(lookup.comparison.claims)
    for source in lookup.sources.values():
        own = tuple(
            row
            for row in rows
            if len(row.sources) > 1
            and lookup.comparison.coverage.get(row.id, {}).get(source.report) == "absent"
            and source.report not in neighbours[row.id]
        )
        own = _different(own)
        if own:
            groups.append(ReportRows(source=source, rows=own[:first], rest=own[first:]))
    return tuple(groups)


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
