"""Claims as a reader sees them: their wordings, their origins, and which of them come first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

import msgspec

from rashomon.comparing.comparison import (
    CONFLICTS,
    Claim,
    Difference,
    Origin,
    Passage,
    ReportSpan,
)
from rashomon.report import Span
from rashomon.showing.changes import compared, mark_changes, plain, with_echo
from rashomon.showing.explaining import explained
from rashomon.showing.lookup import Lookup
from rashomon.showing.model import Cell, ClaimRow, Cut
from rashomon.showing.quoting import whole_sentences
from rashomon.showing.wording import ORIGINS, confidence_words, is_unsure, is_weak, kind_words

_CELL_AT_MOST = 420
_GIST_AT_MOST = 260
_BEGUN_AT_MOST = 320
# A passage that begins so is shown with whom it is about.
_RELATIVE = re.compile(r"(?:who|whom|whose|which|where)\b")
# Changed words are marked in passages this much alike; others are simply written otherwise.
_NEARLY_COPIED = 0.75
# What a headline says counts less than what the text says: it leaves out whose word it is.
_HEADLINE = 0.5

Cuts = Mapping[Passage, Cut]


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
    """Says whether a claim's value changed from one report to a later one, and is not disputed.

    Of a claim that is left open it is not said.
    """
    kinds = {difference.subtype for difference in lookup.differences[claim.id]}
    return claim.shown not in ("disputed", "open") and "update" in kinds


def is_told_with_claim(claim: Claim, difference: Difference) -> bool:
    """Says whether a difference is what the claim is disputed or updated for."""
    if difference.subtype == "update":
        return True
    return claim.standing == "disputed" and difference.subtype in CONFLICTS


def _is_doubt(claim: Claim, difference: Difference) -> bool:
    """Says whether a difference, likelier than not, contradicts a claim it does not dispute."""
    conflict = difference.subtype in CONFLICTS and not is_weak(difference.confidence)
    return conflict and claim.standing != "disputed"


def claim_row(lookup: Lookup, claim: Claim) -> ClaimRow:
    """Gives a claim with its wordings and origins, and the differences that are told with it."""
    told = [one for one in lookup.differences[claim.id] if is_told_with_claim(claim, one)]
    told.sort(key=lambda one: -one.confidence)
    marking = told or lookup.differences[claim.id]
    ordered = sorted(claim.passages, key=lambda one: _telling(lookup, told, one))
    cuts = {passage: _wording(lookup, claim, told, passage, marking) for passage in ordered}
    cells = _by_time(lookup, cuts) if is_update(lookup, claim) else _cells(lookup, claim, cuts)
    sure = max((one.confidence for one in told), default=claim.confidence)
    doubtful = [one for one in lookup.differences[claim.id] if _is_doubt(claim, one)]
    explanations = [explained(lookup, one) for one in reversed(told)]
    return ClaimRow(
        id=claim.id,
        anchor=lookup.anchors[claim.id],
        standing=claim.shown,
        gist=lookup.begun(
            lookup.cut(_gist(lookup, claim), limit=_GIST_AT_MOST), limit=_BEGUN_AT_MOST
        ),
        cells=cells,
        cuts=_folded(cuts.values(), changes=claim.standing != "disputed"),
        sources=lookup.in_order({passage.report for passage in claim.passages}),
        kinds=tuple(dict.fromkeys(kind_words(one) for one in told)),
        explanations=tuple(reversed({plain(one): one for one in explanations}.values())),
        confidence=confidence_words(sure),
        unsure=is_unsure(sure),
        weak=is_weak(sure),
        confirmed=claim.id in lookup.confirmed,
        doubts=_once(lookup, doubtful),
    )


def _wording(
    lookup: Lookup,
    claim: Claim,
    told: Sequence[Difference],
    passage: Passage,
    marking: Sequence[Difference],
) -> Cut:
    cut = lookup.cut(
        _with_value(lookup, claim, told, passage),
        limit=_CELL_AT_MOST,
        marks=lookup.values(claim, marking, passage.report),
    )
    relative = _RELATIVE.match(cut.words[0].text) if cut.words else None
    return lookup.begun(cut, limit=_CELL_AT_MOST) if relative else cut


def _once(lookup: Lookup, differences: Iterable[Difference]) -> tuple[str, ...]:
    """Tells differences, the surest first: those of the same words in other reports only once."""
    told: dict[frozenset[str], str] = {}
    for one in sorted(differences, key=lambda one: -one.confidence):
        words = (lookup.reports[side.report].text[side.start : side.end] for side in one.sides)
        told.setdefault(frozenset(map(plain, words)), explained(lookup, one))
    return tuple(dict.fromkeys(told.values()))


def _telling(
    lookup: Lookup, told: Sequence[Difference], passage: Passage
) -> tuple[float, bool, int, int]:
    """A key that puts those passages of a claim first that say most about it.

    That is: what its differences lie in, then text before headlines, then what stands in few
    other claims.
    """
    differing = sum(
        one.confidence
        for one in told
        for side in one.sides
        if side.report == passage.report and passage.start <= side.start < passage.end
    )
    report = lookup.reports[passage.report]
    headline = report.zone_kind(Span(passage.start, passage.end)) == "title"
    if headline:
        differing *= _HEADLINE
    return -round(differing, 6), headline, lookup.claims_with(passage), passage.start


def _with_value(
    lookup: Lookup, claim: Claim, told: Sequence[Difference], passage: Passage
) -> Passage | ReportSpan:
    """Gives a passage, and with it the value that differs where that stands just outside of it.

    "The 48-page indictment said that ...": the passage is what was said.
    """
    text = lookup.reports[passage.report].text
    own = [one for one in claim.passages if one.report == passage.report]
    for side in (side for one in told for side in one.sides if side.report == passage.report):
        if any(one.start <= side.start and side.end <= one.end for one in own):
            continue
        start, end = min(side.start, passage.start), max(side.end, passage.end)
        if "\n" not in text[start:end] and end - start <= _CELL_AT_MOST:
            whole = whole_sentences(text, Span(start, end))
            return ReportSpan(report=passage.report, start=whole.start, end=whole.end)
    return passage


def _gist(lookup: Lookup, claim: Claim) -> Passage:
    for passage in claim.passages:
        shown = lookup.reports[passage.report].show(Span(passage.start, passage.end))
        if shown == claim.gist:
            return passage
    return claim.passages[0]


def _by_time(lookup: Lookup, cuts: Cuts) -> tuple[Cell, ...]:
    """One cell a report, the earliest first; those without a time last."""
    of_report: dict[str, list[Cut]] = {}
    for passage, cut in cuts.items():
        of_report.setdefault(passage.report, []).append(cut)
    return tuple(
        _cell(Origin(kind="outlet", name=lookup.report_name(one), reports=(one,), why=""), own)
        for one, own in sorted(of_report.items(), key=lambda item: lookup.order[item[0]])
    )


def _cells(lookup: Lookup, claim: Claim, cuts: Cuts) -> tuple[Cell, ...]:
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
    return tuple(
        sorted(cells, key=lambda cell: (not cell.values, lookup.order[cell.cuts[0].source.report]))
    )


def _cell(origin: Origin, cuts: Sequence[Cut]) -> Cell:
    """What says something about the difference first: one wording a report; the rest below."""
    folded = _folded(cuts, changes=False)
    first: dict[str, Cut] = {}
    for cut in folded:
        first.setdefault(cut.source.report, cut)
    marked = [cut for cut in first.values() if _marked(cut)]
    shown = marked or list(first.values())
    return Cell(
        origin=f"likely {origin.name}" if origin.likely else origin.name,
        kind=ORIGINS[origin.kind],
        why=origin.why,
        values=tuple({plain(value): value for cut in shown for value in _marked(cut)}.values()),
        cuts=tuple(shown),
        more=tuple(cut for cut in folded if not any(cut is one for one in shown)),
    )


def _folded(cuts: Iterable[Cut], *, changes: bool) -> tuple[Cut, ...]:
    """Puts reports with the very same words together; marks changed words on request."""
    kept: dict[str, Cut] = {}
    for cut in cuts:
        key = compared(words.core for words in cut.words)
        kept[key] = with_echo(kept[key], cut) if key in kept else cut
    folded = each_report_first(kept.values())
    manners = {cut.said is not None and cut.said.verbatim for cut in folded}
    if changes and _is_one_word(folded):
        folded = [_unmarked(cut) for cut in folded]
    if not changes or len(manners) > 1 or any(_marked(cut) for cut in folded):
        return tuple(folded)
    marked = mark_changes([cut.words[0] for cut in folded], alike=_NEARLY_COPIED)
    return tuple(
        msgspec.structs.replace(cut, words=(words,))
        for cut, words in zip(folded, marked, strict=True)
    )


def _is_one_word(cuts: Iterable[Cut]) -> bool:
    """Says whether all that is marked in the cuts is one word, in another number at most."""
    marked = [[plain(value).removesuffix("s") for value in _marked(cut)] for cut in cuts]
    told = [words for words in marked if words]
    return len(told) > 1 and len(set(chain.from_iterable(told))) == 1


def _unmarked(cut: Cut) -> Cut:
    return msgspec.structs.replace(cut, words=tuple(words.unmarked() for words in cut.words))


def each_report_first(cuts: Iterable[Cut]) -> list[Cut]:
    """One wording of each report, with a marked value if it has one, then the further ones."""
    first: dict[str, Cut] = {}
    further = []
    for cut in sorted(cuts, key=lambda cut: not _marked(cut)):
        if first.setdefault(cut.source.report, cut) is not cut:
            further.append(cut)
    in_order = sorted(first.values(), key=lambda cut: (len(cut.source.key), cut.source.key))
    return [*in_order, *further]


def _marked(cut: Cut) -> list[str]:
    """The words of a cut that are marked as the value that differs."""
    return [piece.text for words in cut.words for piece in words.pieces if piece.mark == "value"]
