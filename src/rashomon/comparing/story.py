"""Readings of one story in, a comparison out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import msgspec
import msgspec.structs

from rashomon.comparing.actors import Cast, Key, build_cast
from rashomon.comparing.claims import (
    Draft,
    Node,
    Place,
    Places,
    claim_id,
    draft_claims,
    sole_claims,
)
from rashomon.comparing.comparison import Claim, Comparison, Lineage
from rashomon.comparing.coverage import build_coverage
from rashomon.comparing.framing import find_framing
from rashomon.comparing.judged_claims import People, with_people
from rashomon.comparing.lineage import find_lineage, find_same_source, text_origins
from rashomon.comparing.nearness import Nearness
from rashomon.comparing.notes import story_notes
from rashomon.comparing.overlaps import mark_repeats, summed_up
from rashomon.comparing.pair import PairFindings, ReportIds
from rashomon.comparing.pairs import Pair, compare_pairs
from rashomon.comparing.passages import Passages
from rashomon.comparing.relations import find_relations
from rashomon.comparing.restating import Restating
from rashomon.comparing.reuse import shared_text_of
from rashomon.comparing.speaking import Speakers
from rashomon.comparing.statements import story_statements, surely_stated
from rashomon.comparing.telling import Told, told_differences
from rashomon.comparing.timeline import build_timeline, fix_years
from rashomon.comparing.versions import articles_of
from rashomon.comparing.voices import SharedText, Voices
from rashomon.comparing.weighing import Sources, in_order, weighed
from rashomon.errors import RashomonError
from rashomon.judgement import Kept
from rashomon.naming import names_apart
from rashomon.reading.reader import beginning
from rashomon.reading.reading import Reading

_SAME_WORDS = 0.8  # probability of a link from which two quotations may identify a speaker


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """A comparison, and the findings of pairs that it rests on, by the ids of two reports."""

    comparison: Comparison
    pairs: dict[ReportIds, PairFindings]


def compare(readings: Sequence[Reading], *, judgements: Sequence[Kept] = ()) -> Comparison:
    """Compares the readings of one story. `judgements` of people, oldest first, are obeyed.

    The result does not depend on the order of `readings`, but for the ids that reports were
    given. Touches no file (but the shipped models), clock or network.
    Raises RashomonError R301 for fewer than two readings, R302 where two have one id.
    """
    return compare_knowing({}, readings, judgements=judgements).comparison


def compare_knowing(
    known: Mapping[ReportIds, PairFindings],
    readings: Sequence[Reading],
    *,
    judgements: Sequence[Kept] = (),
) -> Compared:
    """Compares as `compare` does, and looks only at pairs of readings that are not known yet.

    `known` are findings that an earlier call gave; what rests on other readings is passed over,
    so that the comparison is the one that `compare` gives. The same models must have made them.
    Raises what `compare` raises.
    """
    if len(readings) < 2:
        raise RashomonError("R301", "A comparison needs at least two reports.")
    return _compared(known, readings, judgements)


def told_alone(reading: Reading, *, judgements: Sequence[Kept] = ()) -> Comparison:
    """Gives what a report claims as that of a story which nobody else tells: each claim is sole."""
    return _compared({}, [reading], judgements).comparison


def _compared(
    known: Mapping[ReportIds, PairFindings],
    readings: Sequence[Reading],
    judgements: Sequence[Kept],
) -> Compared:
    ids = [reading.report.id for reading in readings]
    if len(set(ids)) != len(ids):
        raise RashomonError("R302", "Two reports have one id: give each its own.")
    whole = sorted(readings, key=lambda r: (r.report.sha256, r.report.id))
    ordered = [
        surely_stated(msgspec.structs.replace(reading, report=beginning(reading.report)))
        for reading in with_people(whole, judgements)
    ]
    copies = _copies(ordered)
    people = People(ordered, copies, judgements)
    pairs = compare_pairs(ordered, sorted(copies), known=known)
    found = _comparison(fix_years(ordered), copies, people.pairs(pairs), people)
    return Compared(
        comparison=msgspec.structs.replace(found, reports=tuple(r.report for r in whole)),
        pairs={(whole[i].report.id, whole[j].report.id): one for (i, j), one in pairs.items()},
    )


def _copies(readings: Sequence[Reading]) -> dict[int, list[int]]:
    """Gives the places of readings with one text, by the first of them.

    A text that came twice is compared once; its findings then stand for each of its reports.
    """
    first: dict[str, int] = {}
    found: dict[int, list[int]] = {}
    for place, reading in enumerate(readings):
        home = first.setdefault(reading.report.sha256, place)
        found.setdefault(home, []).append(place)
    return found


def _comparison(
    readings: Sequence[Reading],
    copies: Mapping[int, Sequence[int]],
    pairs: Mapping[Pair, PairFindings],
    people: People,
) -> Comparison:
    """Goes from the findings of pairs to a comparison of all reports.

    First who speaks and who copies whom, then what is claimed, how it is contradicted and who
    stands behind it. All else is told of these.
    """
    reports = tuple(reading.report for reading in readings)
    places = Places(readings)
    cast = build_cast(readings, _speakers_of_same_words(readings, places, pairs))
    copied = _copied_text(readings)
    sources = _sources(readings, places, cast, copied)
    drafted = _drafted(readings, copies, pairs, people, places)
    told = told_differences(
        readings, pairs, claims_of=_claims_of(drafted), articles=sources.articles
    )
    nearness = Nearness(pairs, copies)
    beside = {one.identity: nearness.beside(one.draft.nodes) for one in drafted}
    claims = _claims(readings, drafted, sources, told, beside)
    statements = story_statements(readings, cast)
    same_source = find_same_source(claims, statements, cast.by_id(), reports)
    return Comparison(
        reports=reports,
        actors=cast.actors,
        statements=statements,
        claims=tuple(claims),
        differences=told.differences,
        lineage=(*copied, *same_source),
        timeline=build_timeline(readings, claims),
        relations=find_relations(readings, cast),
        framing=find_framing(readings, cast, claims),
        coverage=build_coverage(
            claims,
            statements,
            reports,
            beside={
                identity: [reports[place].id for place in near] for identity, near in beside.items()
            },
        ),
        summary=summed_up(
            claims,
            reports=len(reports),
            origins=len({(t.kind, t.name, t.reports) for t in sources.texts.values()}),
        ),
        notes=story_notes(
            readings,
            claims,
            places=places,
            pairs=pairs.values(),
            hidden=told.hidden,
            names=sources.names,
        ),
        judgements=people.in_force(),
    )


def _copied_text(readings: Sequence[Reading]) -> tuple[Lineage, ...]:
    """Gives who copies from whom, by the text that runs through both, and who credits whom."""
    ids = [reading.report.id for reading in readings]
    shared = shared_text_of([reading.report.text for reading in readings])
    return find_lineage(readings, {(ids[i], ids[j]): found for (i, j), found in shared.items()})


def _sources(
    readings: Sequence[Reading], places: Places, cast: Cast, copied: Sequence[Lineage]
) -> Sources:
    """Gathers what tells how many origins a claim has; `copied` is what runs through reports."""
    reports = [reading.report for reading in readings]
    return Sources(
        voices=Voices(readings, places, cast),
        actors=Speakers(cast.actors),
        shared=SharedText(copied),
        texts=text_origins(readings, copied),
        names=names_apart(reports),
        articles=articles_of(reports),
    )


def _speakers_of_same_words(
    readings: Sequence[Reading], places: Places, pairs: Mapping[Pair, PairFindings]
) -> list[tuple[Key, Key]]:
    """Gives speakers of different reports to whom surely linked sentences are credited."""
    found: list[tuple[Key, Key]] = []
    for (i, j), findings in pairs.items():
        for link in findings.links:
            if link.probability < _SAME_WORDS:
                continue
            left, right = places.place((i, link.left)).part, places.place((j, link.right)).part
            if left is None or right is None:
                continue
            one, other = left.statement.speaker, right.statement.speaker
            if one and other and "direct" in (left.statement.manner, right.statement.manner):
                found.append(((readings[i].report.id, one), (readings[j].report.id, other)))
    return found


class _Drafted(msgspec.Struct, frozen=True, kw_only=True):
    """A claim that is not weighed yet: its sentences, what stands for each, and its id."""

    draft: Draft
    passages: dict[Node, Place]
    identity: str


def _drafted(
    readings: Sequence[Reading],
    copies: Mapping[int, Sequence[int]],
    pairs: Mapping[Pair, PairFindings],
    people: People,
    places: Places,
) -> list[_Drafted]:
    """Gives the claims of several reports, as `people` would have them, then those of one.

    A report alone claims the sentences that no other shares, and the rests of those that others
    share in part. A claim has the sentences of all copies of a text.
    """
    passages = Passages(readings, places, pairs, copies)
    linked = draft_claims(
        {pair: found.links for pair, found in pairs.items()},
        same_again=Restating(readings).same_again,
    )
    shared = people.claims(passages.asserting(linked))
    several = [_with_copies(draft, copies) for draft in shared]
    alone = sole_claims(readings, shared, among=sorted(copies))
    drafts = [*several, *(_with_copies(draft, copies) for draft in alone)]
    shown = [passages.of(draft) for draft in drafts]
    for rest in passages.left_over(shown[: len(several)]):
        drafts.append(Draft(nodes=tuple(rest), confidence=1.0))
        shown.append(rest)
    return [
        _Drafted(
            draft=draft,
            passages=found,
            identity=claim_id(readings, [(node[0], place.span) for node, place in found.items()]),
        )
        for draft, found in zip(drafts, shown, strict=True)
    ]


def _with_copies(draft: Draft, copies: Mapping[int, Sequence[int]]) -> Draft:
    nodes = {(copy, number) for place, number in draft.nodes for copy in copies[place]}
    return msgspec.structs.replace(draft, nodes=tuple(sorted(nodes)))


def _claims_of(drafted: Sequence[_Drafted]) -> dict[Node, list[str]]:
    """Gives the claims in which each sentence stands, by their ids."""
    found: dict[Node, list[str]] = {}
    for one in drafted:
        for node in one.draft.nodes:
            found.setdefault(node, []).append(one.identity)
    return found


def _claims(
    readings: Sequence[Reading],
    drafted: Sequence[_Drafted],
    sources: Sources,
    told: Told,
    beside: Mapping[str, Collection[int]],
) -> list[Claim]:
    """Gives the claims with their standing, in the order in which they are shown."""
    # Two sentences of one passage can give a claim twice: one id, one claim.
    claims = {
        one.identity: weighed(
            one.draft,
            one.identity,
            readings=readings,
            passages=one.passages,
            sources=sources,
            disputed=one.identity in told.disputed,
            beside=beside[one.identity],
        )
        for one in drafted
    }
    return mark_repeats(
        in_order(list(claims.values()), readings),
        texts={reading.report.id: reading.report.text for reading in readings},
        apart={one.claim for one in told.differences if one.subtype == "update"},
    )
