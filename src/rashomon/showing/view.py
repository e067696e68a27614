"""From a comparison to what a reader sees of it: one pure function for all renderers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from rashomon.comparing.comparison import (
    Claim,
    Comparison,
    Difference,
    Origin,
    Passage,
    ReportSpan,
)
from rashomon.report import Span
from rashomon.showing.changes import mark_changes, plain, with_echo
from rashomon.showing.dates import date_words
from rashomon.showing.folds import folds
from rashomon.showing.fulltext import full_text
from rashomon.showing.lookup import Lookup
from rashomon.showing.model import (
    Called,
    Cell,
    ClaimRow,
    CoverageRow,
    Cut,
    DifferenceGroup,
    DifferenceRow,
    DifferenceSide,
    FramingRow,
    LineageRow,
    NoteRow,
    RelationRow,
    ReportRows,
    TimelineRow,
    View,
)
from rashomon.showing.speakers import speakers
from rashomon.showing.wording import (
    DIFFERENCES,
    ORIGINS,
    confidence_words,
    event_words,
    head,
    kind_words,
    lineage_words,
    tail,
)
from rashomon.showing.words import window

_CELL_AT_MOST = 420
_GIST_AT_MOST = 260
_SIDE_AT_MOST = 160
_ONLY_AT_FIRST = 5
# A date that is longer than this is a clause: marking it points at nothing.
_DATE_AT_MOST = 32
# Changed words are marked in passages this much alike; others are simply written otherwise.
_NEARLY_COPIED = 0.75
# Kinds of a difference that make the dispute, told with the claim and not again in the table.
_DISPUTES = frozenset({"conflict", "polarity"})


def build_view(comparison: Comparison) -> View:
    """Gives all that a reader sees, in order.

    Raises RashomonError R403 where a finding points outside its report.
    """
    lookup = Lookup(comparison)
    rows = {claim.id: _claim_row(lookup, claim) for claim in comparison.claims}
    ordered = sorted(comparison.claims, key=lambda claim: _weight(lookup, claim))
    updated = {claim.id for claim in ordered if _is_update(lookup, claim)}

    def of(standing: str) -> tuple[ClaimRow, ...]:
        return tuple(
            rows[one.id] for one in ordered if one.standing == standing and one.id not in updated
        )

    return View(
        head=head(comparison.summary),
        tail=tail(comparison.summary),
        folds=folds(lookup),
        sources=tuple(lookup.sources.values()),
        disputed=of("disputed"),
        updated=tuple(rows[one.id] for one in ordered if one.id in updated),
        only=_only(lookup, [rows[one.id] for one in ordered if one.standing == "sole"]),
        left_out=_left_out(lookup, [rows[one.id] for one in ordered]),
        speakers=speakers(lookup),
        agreed=of("agreed"),
        one_origin=of("one-origin"),
        differences=_difference_groups(lookup),
        texts=tuple(full_text(lookup, report) for report in comparison.reports),
        lineage=_lineage_rows(lookup),
        timeline=_timeline_rows(lookup),
        relations=_relation_rows(lookup),
        framing=_framing_rows(lookup),
        coverage=_coverage_rows(lookup, [rows[one.id] for one in ordered]),
        notes=tuple(
            NoteRow(code=n.code, message=n.message, source=lookup.sources.get(n.report or ""))
            for n in comparison.notes
        ),
    )


def _weight(lookup: Lookup, claim: Claim) -> tuple[float, int]:
    """Sorts what a newsroom looks at first to the front.

    Carried by many, high up in its report, with a figure or somebody's own words in it.
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
    weight = depth - share - 0.2 * figure - 0.2 * quoted
    first = min((passage.start for passage in claim.passages), default=0)
    return round(weight, 6), first


def _depth(lookup: Lookup, passage: Passage) -> float:
    report = lookup.reports[passage.report]
    if report.zone_kind(Span(passage.start, passage.end)) == "lead":
        return -0.3
    return passage.start / max(len(report.text), 1)


def _is_update(lookup: Lookup, claim: Claim) -> bool:
    kinds = {difference.subtype for difference in lookup.differences[claim.id]}
    return claim.standing != "disputed" and "update" in kinds


def _claim_row(lookup: Lookup, claim: Claim) -> ClaimRow:
    told = [one for one in lookup.differences[claim.id] if _is_told_with_claim(claim, one)]
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
        cells=_by_time(lookup, cuts) if _is_update(lookup, claim) else _cells(lookup, claim, cuts),
        cuts=_folded(cuts.values(), changes=claim.standing != "disputed"),
        sources=lookup.in_order(covered),
        kinds=tuple(dict.fromkeys(kind_words(one) for one in told)),
        explanations=tuple(dict.fromkeys(one.explanation for one in told)),
        confidence=confidence_words(claim.confidence),
        absent=lookup.in_order(set(lookup.reports) - covered),
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


def _is_told_with_claim(claim: Claim, difference: Difference) -> bool:
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
    folded = _each_report_first(kept.values())
    if not changes or any(_has_mark(cut) for cut in folded):
        return tuple(folded)
    marked = mark_changes([cut.words[0] for cut in folded], alike=_NEARLY_COPIED)
    return tuple(
        msgspec.structs.replace(cut, words=(words,))
        for cut, words in zip(folded, marked, strict=True)
    )


def _each_report_first(cuts: Iterable[Cut]) -> list[Cut]:
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


def _only(lookup: Lookup, rows: Sequence[ClaimRow]) -> tuple[ReportRows, ...]:
    groups = []
    for source in lookup.sources.values():
        own = tuple(row for row in rows if source in row.sources)
        if own:
            groups.append(
                ReportRows(source=source, rows=own[:_ONLY_AT_FIRST], rest=own[_ONLY_AT_FIRST:])
            )
    return tuple(groups)


def _left_out(lookup: Lookup, rows: Sequence[ClaimRow]) -> tuple[ReportRows, ...]:
    """What at least two other reports carry and one does not."""
    groups = []
    for source in lookup.sources.values():
        own = tuple(
            row
            for row in rows
            if len(row.sources) > 1
            and lookup.comparison.coverage.get(row.id, {}).get(source.report) == "absent"
        )
        own = _different(own)
        if own:
            groups.append(
                ReportRows(source=source, rows=own[:_ONLY_AT_FIRST], rest=own[_ONLY_AT_FIRST:])
            )
    return tuple(groups)


def _different(rows: Sequence[ClaimRow]) -> tuple[ClaimRow, ...]:
    """Claims that show other words: what one sentence asserts twice is listed once."""
    return tuple({row.gist.place: row for row in reversed(rows)}.values())[::-1]


def _difference_groups(lookup: Lookup) -> tuple[DifferenceGroup, ...]:
    """Differences not told elsewhere: quotations stand with their speakers, disputes above."""
    claims = {claim.id: claim for claim in lookup.comparison.claims}
    rows: dict[tuple[object, ...], DifferenceRow] = {}
    for one in sorted(lookup.comparison.differences, key=lambda one: -one.confidence):
        claim = claims.get(one.claim)
        if one.type == "quote" or (claim and _is_told_with_claim(claim, one)):
            continue
        sides = tuple(
            DifferenceSide(
                source=lookup.sources[side.report],
                words=window(
                    lookup.reports[side.report],
                    Span(side.start, side.end),
                    limit=_SIDE_AT_MOST,
                ),
                place=lookup.place(lookup.reports[side.report], side.start),
            )
            for side in one.sides
        )
        key = (one.type, frozenset((s.source.report, s.words.text.casefold()) for s in sides))
        if key in rows:
            rows[key] = msgspec.structs.replace(rows[key], times=rows[key].times + 1)
            continue
        rows[key] = DifferenceRow(
            type=one.type,
            kind=kind_words(one),
            sides=sides,
            explanation=one.explanation,
            confidence=confidence_words(one.confidence),
            anchor=lookup.anchors.get(one.claim, ""),
        )
    groups = (
        DifferenceGroup(title=title, rows=tuple(row for row in rows.values() if row.type == kind))
        for kind, title in DIFFERENCES.items()
    )
    return tuple(group for group in groups if group.rows)


def _lineage_rows(lookup: Lookup) -> tuple[LineageRow, ...]:
    """One row for two names and a kind, with all that was found for it."""
    rows: dict[tuple[str, str, str], LineageRow] = {}
    for one in lookup.comparison.lineage:
        row = LineageRow(
            origin=lookup.report_name(one.origin),
            target=lookup.report_name(one.target),
            kind=one.kind,
            told=lineage_words(one.kind),
            why=(one.why,),
            share=f"{one.share:.0%}" if one.share is not None else None,
        )
        first = rows.setdefault((row.origin, row.target, row.kind), row)
        if first is not row:
            rows[row.origin, row.target, row.kind] = msgspec.structs.replace(
                first, why=(*first.why, *row.why), share=first.share or row.share
            )
    return tuple(rows.values())


def _timeline_rows(lookup: Lookup) -> tuple[TimelineRow, ...]:
    """Each date once, with the words around it: those of its claim where it has one."""
    claims = {claim.id: claim for claim in lookup.comparison.claims}
    dates: dict[str, list[Cut]] = {}
    for entry in lookup.comparison.timeline:
        claim = claims.get(entry.claim or "")
        cuts = dates.setdefault(entry.when, [])
        for spot in entry.passages:
            span = Span(spot.start, spot.end)
            passage = next((p for p in claim.passages if _holds(p, spot)), None) if claim else None
            shown = passage or spot
            short = span.end - span.start <= _DATE_AT_MOST
            cut = lookup.cut(shown, limit=_GIST_AT_MOST, marks=[span] if short else [])
            if cut not in cuts:
                cuts.append(cut)
    return tuple(
        TimelineRow(when=date_words(when), edtf=when, cuts=tuple(_each_report_first(cuts)))
        for when, cuts in dates.items()
    )


def _holds(passage: Passage, spot: ReportSpan) -> bool:
    inside = passage.start <= spot.start and spot.end <= passage.end
    return inside and passage.report == spot.report


def _relation_rows(lookup: Lookup) -> tuple[RelationRow, ...]:
    return tuple(
        RelationRow(
            source=lookup.actor_name(one.source),
            event=event_words(one.event),
            target=lookup.actor_name(one.target),
            cuts=tuple(lookup.cut(spot, limit=_GIST_AT_MOST) for spot in one.passages),
            confidence=confidence_words(one.confidence),
        )
        for one in lookup.comparison.relations
    )


def _framing_rows(lookup: Lookup) -> tuple[FramingRow, ...]:
    """Only actors that several reports name, and name in different words."""
    actors: dict[str, list[Called]] = {}
    for one in lookup.comparison.framing:
        labels = Counter(label.text for label in one.labels)
        called = Called(
            source=lookup.sources[one.report], labels=tuple(labels.most_common()), tone=one.tone
        )
        actors.setdefault(one.actor, []).append(called)
    return tuple(
        FramingRow(actor=lookup.actor_name(actor), called=tuple(called))
        for actor, called in actors.items()
        if len({words.casefold() for one in called for words, _ in one.labels}) > 1
    )


def _coverage_rows(lookup: Lookup, rows: Sequence[ClaimRow]) -> tuple[CoverageRow, ...]:
    coverage = lookup.comparison.coverage
    return tuple(
        CoverageRow(
            row=row,
            covers=tuple(coverage[row.id].get(report, "absent") for report in lookup.reports),
        )
        for row in rows
        if len(row.sources) > 1 and row.id in coverage
    )
