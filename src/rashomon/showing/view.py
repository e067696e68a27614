"""From a comparison to what a reader sees of it: one pure function for all renderers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

import msgspec

from rashomon.comparing.comparison import (
    Comparison,
    Difference,
    Passage,
    ReportSpan,
    Side,
    Standing,
)
from rashomon.comparing.labels import LABEL_CLASSES, noun_lemma
from rashomon.report import Span
from rashomon.showing.carried import left_out_rows, only_rows
from rashomon.showing.changes import plain, with_echo
from rashomon.showing.claims import (
    claim_row,
    each_report_first,
    is_told_with_claim,
    is_update,
    weight,
)
from rashomon.showing.dates import date_words
from rashomon.showing.explaining import explained_beside_words
from rashomon.showing.folds import folds
from rashomon.showing.fulltext import full_text
from rashomon.showing.lookup import Lookup
from rashomon.showing.model import (
    Called,
    ClaimRow,
    CoverageRow,
    Cut,
    DifferenceGroup,
    DifferenceRow,
    DifferenceSide,
    Filter,
    FramingRow,
    FullText,
    LineageRow,
    NoteRow,
    RelationRow,
    TimelineRow,
    View,
)
from rashomon.showing.quoting import whole_sentences
from rashomon.showing.revised import revised_rows
from rashomon.showing.speakers import speakers
from rashomon.showing.wording import (
    APART,
    DIFFERENCES,
    confidence_words,
    event_words,
    head,
    is_unsure,
    is_weak,
    kind_words,
    lineage_words,
    tail,
)
from rashomon.showing.words import Words, window

_GIST_AT_MOST = 260
_SIDE_AT_MOST = 160
# A side of an attribution that is not longer is its source, else what is asserted.
_SOURCE_AT_MOST = 40
_DATES_AT_FIRST = 12
# The note on a report that shares nothing with the others.
_ALONE = "R303"
_COVERED: tuple[Standing, ...] = ("disputed", "agreed", "one-origin", "sole")
# A date that is longer than this is a clause: marking it points at nothing.
_DATE_AT_MOST = 32


def build_view(
    comparison: Comparison, *, confirmed: Collection[str] = (), texts: bool = True
) -> View:
    """Gives all that a reader sees, in order; `confirmed` are claims a person has confirmed.

    Without `texts` the whole reports are left out: `texts_of` gives them. Raises RashomonError
    R403 where a finding points outside its report.
    """
    lookup = Lookup(comparison, confirmed=confirmed)
    rows = _rows(lookup)
    ordered = sorted(
        (claim for claim in comparison.claims if claim.id in rows),
        key=lambda claim: weight(lookup, claim),
    )
    updated = {claim.id for claim in ordered if is_update(lookup, claim)}

    def of(standing: str) -> tuple[ClaimRow, ...]:
        return tuple(
            rows[one.id] for one in ordered if one.shown == standing and one.id not in updated
        )

    found = [rows[one.id] for one in ordered if not one.open]
    heard = speakers(lookup)
    told = {one.anchor for speaker in heard for one in speaker.shared}
    view = View(
        head=head(comparison.summary),
        tail=tail(Counter(one.shown for one in ordered)),
        filters=(),
        folds=folds(lookup),
        apart=APART if _apart(lookup) else None,
        sources=tuple(lookup.sources.values()),
        disputed=_surest_first(of("disputed")),
        updated=_surest_first(rows[one.id] for one in ordered if one.id in updated),
        only=only_rows(lookup, of("sole")),
        left_out=left_out_rows(lookup, found),
        speakers=heard,
        agreed=_weak_last(of("agreed")),
        one_origin=_weak_last(of("one-origin")),
        left_open=tuple(
            rows[one.id]
            for one in sorted(ordered, key=lambda one: -one.confidence)
            if one.shown == "open" and len(rows[one.id].sources) > 1
        ),
        differences=_difference_groups(lookup, told),
        texts=tuple(full_text(lookup, report) for report in lookup.reports.values() if texts),
        lineage=_lineage_rows(lookup),
        timeline=_timeline_rows(lookup),
        relations=_relation_rows(lookup),
        framing=_framing_rows(lookup),
        coverage=_coverage_rows(lookup, found),
        notes=_note_rows(lookup),
        revised=revised_rows(lookup),
    )
    return msgspec.structs.replace(view, filters=_filters(view))


def texts_of(comparison: Comparison, reports: Collection[str]) -> tuple[FullText, ...]:
    """Gives the whole texts of some reports, in the order of time."""
    lookup = Lookup(comparison)
    return tuple(full_text(lookup, one) for one in lookup.reports.values() if one.id in reports)


def _surest_first(rows: Iterable[ClaimRow]) -> tuple[ClaimRow, ...]:
    return tuple(sorted(rows, key=lambda row: (not row.confirmed, row.unsure)))


def _weak_last(rows: Iterable[ClaimRow]) -> tuple[ClaimRow, ...]:
    return tuple(sorted(rows, key=lambda row: (not row.confirmed, row.weak)))


def _filters(view: View) -> tuple[Filter, ...]:
    """What can be shown alone, in the order of the keys 1 to 9."""
    claims = [*view.disputed, *view.updated, *view.agreed, *view.one_origin]
    differences = [row for group in view.differences for row in group.rows]
    unsure = sum(row.unsure for row in claims) + sum(row.unsure for row in differences)
    utterances = [(*one.shared, *one.quoted, *one.paraphrased) for one in view.speakers]
    further = (
        ("updated", "changed over time", len(view.updated)),
        ("quote", "utterances", sum(map(len, utterances))),
        ("difference", "other differences", len(differences)),
        ("left-out", "left out", sum(len(one.rows) + len(one.rest) for one in view.left_out)),
        ("unsure", "unsure", unsure),
    )
    return (
        *(Filter(name=name, words=words, number=number) for number, words, name in view.tail),
        *(Filter(name=name, words=words, number=number) for name, words, number in further),
    )


def _rows(lookup: Lookup) -> dict[str, ClaimRow]:
    """A row for each claim that is shown by itself, with the claims that repeat it."""
    claims = lookup.comparison.claims
    shown = {claim.id for claim in claims if not claim.repeats}
    folded: dict[str, list[ClaimRow]] = {}
    for claim in claims:
        if claim.repeats in shown:
            folded.setdefault(claim.repeats, []).append(claim_row(lookup, claim))
    return {
        claim.id: msgspec.structs.replace(
            claim_row(lookup, claim), repeats=tuple(folded.get(claim.id, ()))
        )
        for claim in claims
        if claim.repeats not in shown
    }


def _difference_groups(lookup: Lookup, told: set[str | None]) -> tuple[DifferenceGroup, ...]:
    """Differences not told elsewhere: disputes are above, quotations with their speakers.

    `told` are the anchors of the claims whose quotations are. Where it is open whether two
    passages assert the same, that they credit it to others says nothing.
    """
    rows: dict[tuple[object, ...], DifferenceRow] = {}
    for one in sorted(lookup.comparison.differences, key=lambda one: -one.confidence):
        claim = lookup.claims.get(one.claim)
        if one.type == "quote" and lookup.anchors.get(one.claim) in told:
            continue
        if claim and is_told_with_claim(claim, one):
            continue
        if claim and claim.open and one.type == "attribution":
            continue
        sides = tuple(
            DifferenceSide(
                source=lookup.sources[side.report],
                words=_side_words(lookup, one, side),
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
            explanation=explained_beside_words(lookup, one),
            confidence=confidence_words(one.confidence),
            unsure=is_unsure(one.confidence),
            weak=is_weak(one.confidence),
            anchor=lookup.anchors.get(one.claim, ""),
        )
    shown = _once_in_words(rows.values())
    groups = (
        DifferenceGroup(title=title, rows=tuple(row for row in shown if row.type == kind))
        for kind, title in DIFFERENCES.items()
    )
    return tuple(group for group in groups if group.rows)


def _side_words(lookup: Lookup, difference: Difference, side: Side) -> Words:
    """Gives the words of a side; a source ("he") within the sentence that it is told in."""
    report, span = lookup.reports[side.report], Span(side.start, side.end)
    if difference.type != "attribution" or span.end - span.start > _SOURCE_AT_MOST:
        return window(report, span, limit=_SIDE_AT_MOST)
    around = whole_sentences(report.text, span)
    return window(report, around, limit=_SIDE_AT_MOST, marks=[span])


def _once_in_words(rows: Iterable[DifferenceRow]) -> tuple[DifferenceRow, ...]:
    """Puts rows together that are of the same words in other reports.

    The sides of the surest row come first, then one for each further report.
    """
    kept: dict[tuple[object, ...], DifferenceRow] = {}
    for row in rows:
        key = (row.type, row.kind, frozenset(side.words.text.casefold() for side in row.sides))
        first = kept.setdefault(key, row)
        if first is not row:
            told = {(side.words.text.casefold(), side.source.report) for side in first.sides}
            further = (
                side
                for side in row.sides
                if (side.words.text.casefold(), side.source.report) not in told
            )
            kept[key] = msgspec.structs.replace(
                first, sides=(*first.sides, *further), times=first.times + row.times
            )
    return tuple(kept.values())


def _lineage_rows(lookup: Lookup) -> tuple[LineageRow, ...]:
    """One row for two names and a kind, with all that was found for it."""
    rows: dict[tuple[str, str, str], LineageRow] = {}
    for one in lookup.comparison.lineage:
        row = LineageRow(
            origin=lookup.report_name(one.origin),
            target=lookup.report_name(one.target),
            kind=one.kind,
            told=lineage_words(one.kind),
            why=(one.why.rstrip("."),),
            share=f"{one.share:.0%}" if one.share is not None else None,
        )
        first = rows.setdefault((row.origin, row.target, row.kind), row)
        if first is not row:
            rows[row.origin, row.target, row.kind] = msgspec.structs.replace(
                first, why=(*first.why, *row.why), share=first.share or row.share
            )
    return tuple(rows.values())


def _timeline_rows(lookup: Lookup) -> tuple[TimelineRow, ...]:
    """Each date once, with the words that it dates, and not the rest of their claim."""
    dates: dict[str, dict[str, Cut]] = {}
    for entry in lookup.comparison.timeline:
        claim = lookup.claims.get(entry.claim or "")
        cuts = dates.setdefault(entry.when, {})
        for spot in entry.passages:
            span = Span(spot.start, spot.end)
            passage = next((p for p in claim.passages if _holds(p, spot)), None) if claim else None
            short = span.end - span.start <= _DATE_AT_MOST
            shown = passage or spot
            if passage and not short:
                shown = msgspec.structs.replace(passage, start=spot.start, end=spot.end)
            cut = lookup.cut(shown, limit=_GIST_AT_MOST, marks=[span] if short else [])
            words = plain(" ".join(words.core for words in cut.words))
            cuts[words] = with_echo(cuts[words], cut) if words in cuts else cut
    reports = {when: len(_carrying(cuts.values())) for when, cuts in dates.items()}
    # The latest of the dates that most reports give: what a story is about, not its background.
    latest = list(dates)[::-1]
    main = sorted(latest, key=lambda when: -reports[when])[:_DATES_AT_FIRST]
    return tuple(
        TimelineRow(
            when=date_words(when),
            cuts=tuple(each_report_first(cuts.values())),
            main=when in main,
        )
        for when, cuts in dates.items()
    )


def _carrying(cuts: Iterable[Cut]) -> set[str]:
    """Gives the reports that have some words, or the same words as another."""
    return {source.report for cut in cuts for source in cut.sources}


def _apart(lookup: Lookup) -> bool:
    """Says whether no report shares anything with another."""
    alone = {note.report for note in lookup.comparison.notes if note.code == _ALONE}
    return len(alone) > 1 and alone == set(lookup.reports)


def _note_rows(lookup: Lookup) -> tuple[NoteRow, ...]:
    """The notes; where no report shares anything with another, that is said once."""
    apart = _apart(lookup)
    rows = [
        NoteRow(code=n.code, message=n.message, source=lookup.sources.get(n.report or ""))
        for n in lookup.comparison.notes
        if n.code != _ALONE or not apart
    ]
    if apart:
        rows.insert(0, NoteRow(code=_ALONE, message=APART, source=None))
    return tuple(rows)


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
    """Only actors that several reports name, and whom they name by different nouns.

    "Adviser" and "special adviser" are no other choice of words.
    """
    actors: dict[str, list[Called]] = {}
    for one in lookup.comparison.framing:
        labels = Counter(label.text for label in one.labels)
        called = Called(
            source=lookup.sources[one.report], labels=tuple(labels.most_common()), tone=one.tone
        )
        actors.setdefault(one.actor, []).append(called)
    return tuple(
        FramingRow(actor=_framed(lookup, actor), called=tuple(called))
        for actor, called in actors.items()
        if len({frozenset().union(*(_naming(w) for w, _ in one.labels)) for one in called}) > 1
    )


def _naming(words: str) -> frozenset[str]:
    """Gives the nouns by which a label names somebody; all of it where none is known."""
    heads = frozenset(map(noun_lemma, words.split())) & LABEL_CLASSES.keys()
    return heads or frozenset([words.casefold()])


def _framed(lookup: Lookup, actor: str) -> str:
    """Gives who or what is called; words without a name are gathered by kind."""
    gathered = actor not in lookup.names and actor[:1].islower()
    return f"{actor} (in passages that say the same)" if gathered else lookup.actor_name(actor)


def _coverage_rows(lookup: Lookup, rows: Sequence[ClaimRow]) -> tuple[CoverageRow, ...]:
    coverage = lookup.comparison.coverage
    rows = sorted(rows, key=lambda row: _COVERED.index(row.standing))
    return tuple(
        CoverageRow(
            row=row,
            covers=tuple(coverage[row.id].get(report, "absent") for report in lookup.reports),
        )
        for row in rows
        if len(row.sources) > 1 and row.id in coverage
    )
