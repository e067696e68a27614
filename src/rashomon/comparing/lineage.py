"""Lineage: who copies whom, who credits whom, and which reports rest on one source.

A report's own prose is its lead and body without what stands in quotation marks: two reporters
who quote the same words of a minister have not copied each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import combinations

import msgspec
import numpy as np
from numpy.typing import NDArray

from rashomon.comparing.comparison import (
    Claim,
    Lineage,
    Origin,
    OriginKind,
    ReportSpan,
    StoryActor,
    StoryStatement,
)
from rashomon.comparing.credits import agency_of_text, credits_of, same_outlet
from rashomon.comparing.joining import joined
from rashomon.comparing.outlets import outlet_signs
from rashomon.comparing.pair import SharedPassage
from rashomon.comparing.published import published_before
from rashomon.comparing.versions import Articles, articles_of
from rashomon.naming import count, listing, name_of, names_apart
from rashomon.reading.quotations import quote_states_of
from rashomon.reading.reading import Reading
from rashomon.report import Report

COPIES_FROM = 0.2
"""Share of the shorter report's own prose from which shared running text is lineage."""

FOLDED_FROM = 0.5
"""Share from which two reports count as one origin: most of the shorter one is not its own."""

LEAST_WORDS = 30
"""Words below which even a large share may be chance or boilerplate."""

_RUN = 4  # words in a row that must be equal to count as shared
_WORD = re.compile(r"\w+(?:['’]\w+)*")


class _Shared(msgspec.Struct, frozen=True, kw_only=True):
    """How much of the shorter of two reports' own prose stands in the other one."""

    share: float
    words: int
    shorter: str
    passages: tuple[tuple[ReportSpan, ...], ...]


def find_lineage(
    readings: Sequence[Reading],
    shared: Mapping[tuple[str, str], Sequence[SharedPassage]],
) -> tuple[Lineage, ...]:
    """Gives who copies from whom, and which agencies, outlets and reports are credited.

    `shared` holds the shared running text of pairs of reports, by their ids, in either order.
    Where nothing tells who had the text first, the order is that of the outlets' names and
    `why` says that the direction is unknown. Versions of one article neither copy nor credit
    each other.
    """
    reports = {reading.report.id: reading.report for reading in readings}
    names = names_apart(reports.values())
    articles = articles_of(reports.values())
    outlets = _outlets(reports.values())
    credited = [
        found for reading in readings for found in _credits(reading, outlets, articles, names)
    ]
    named = {(found.origin, found.target) for found in credited}
    copies = [
        found
        for (left, right), passages in shared.items()
        if not articles.are_one((left, right))
        and (found := _copies(reports[left], reports[right], passages, named, names)) is not None
    ]
    return tuple(sorted([*copies, *credited], key=lambda found: _order(found, reports)))


def _order(found: Lineage, reports: Mapping[str, Report]) -> tuple[object, ...]:
    kinds = ("copies", "credits", "same-source")
    ends = [
        (name_of(reports[end]), reports[end].sha256) if end in reports else (end, "")
        for end in (found.origin, found.target)
    ]
    return (kinds.index(found.kind), -(found.share or 0.0), *ends, found.why)


def _copies(
    left: Report,
    right: Report,
    passages: Sequence[SharedPassage],
    named: Set[tuple[str, str]],
    names: Mapping[str, str],
) -> Lineage | None:
    if not passages:
        return None
    found = _measure(left, right, passages)
    if found.share < COPIES_FROM or found.words < LEAST_WORDS:
        return None
    copier, source, reason = _direction(left, right, named, names)
    shorter = left if found.shorter == left.id else right
    longer = right if shorter is left else left
    return Lineage(
        origin=copier.id,
        target=source.id,
        kind="copies",
        share=round(found.share, 3),
        passages=found.passages,
        why=f"{round(100 * found.share)} % of {names[shorter.id]}'s own prose stands word for "
        f"word in {names[longer.id]}; {reason}.",
    )


def _measure(left: Report, right: Report, passages: Sequence[SharedPassage]) -> _Shared:
    sides = []
    for mine, theirs, mirrored in ((left, right, False), (right, left, True)):
        own = _own_words(mine)
        equal: set[int] = set()
        for passage in passages:
            here, there = passage.left, passage.right
            if mirrored:
                here, there = there, here
            equal |= _equal_words(_words(mine, here.start, here.end), theirs.show(there))
        sides.append((len(own), len(own & equal), mine.id))
    total, words, shorter = min(sides, key=lambda side: (side[0], side[1]))
    return _Shared(
        share=words / total if total else 0.0,
        words=words,
        shorter=shorter,
        passages=tuple(
            (
                ReportSpan(report=left.id, start=p.left.start, end=p.left.end),
                ReportSpan(report=right.id, start=p.right.start, end=p.right.end),
            )
            for p in passages
        ),
    )


def own_prose(report: Report) -> NDArray[np.bool_]:
    """Says of each code point of a report's text whether it is own prose, as said above."""
    own = np.zeros(len(report.text), dtype=bool)
    for zone in report.zones:
        if zone.kind in ("lead", "body"):
            own[zone.start : zone.end] = True
    own &= np.frombuffer(quote_states_of(report), dtype=np.uint8) == 0
    return own


def _own_words(report: Report) -> set[int]:
    """Gives where the words of a report's own prose begin."""
    own = own_prose(report).tolist()
    return {match.start() for match in _WORD.finditer(report.text) if own[match.start()]}


def _words(report: Report, start: int, end: int) -> list[tuple[int, str]]:
    return [
        (match.start(), match.group().lower().replace("’", "'"))
        for match in _WORD.finditer(report.text, start, end)
    ]


def _equal_words(words: Sequence[tuple[int, str]], other: str) -> set[int]:
    """Gives where the words begin that stand in a run of `_RUN` words which `other` has too."""
    plain = [match.group().lower().replace("’", "'") for match in _WORD.finditer(other)]
    runs = {tuple(plain[i : i + _RUN]) for i in range(len(plain) - _RUN + 1)}
    equal: set[int] = set()
    for i in range(len(words) - _RUN + 1):
        run = words[i : i + _RUN]
        if tuple(word for _, word in run) in runs:
            equal.update(place for place, _ in run)
    return equal


def _direction(
    left: Report, right: Report, named: Set[tuple[str, str]], names: Mapping[str, str]
) -> tuple[Report, Report, str]:
    """Gives who copies, who is copied, and how that is known."""
    for copier, source in ((left, right), (right, left)):
        if (copier.id, source.id) in named and (source.id, copier.id) not in named:
            return copier, source, f"{names[copier.id]} credits {names[source.id]}"
    first = _earlier(left, right)
    if first is not None:
        second = right if first is left else left
        return second, first, f"{names[first.id]} was published first"
    one, other = sorted((left, right), key=_place)
    common = [name for name in left.agencies if name in right.agencies]
    reason = f", both credit {common[0]}" if common else ""
    return one, other, f"direction unknown{reason}"


def _earlier(left: Report, right: Report) -> Report | None:
    """Gives the report that was surely published before the other, if the dates tell."""
    before = published_before(left.published, right.published)
    if before is None:
        return None
    return left if before else right


class _Outlets(msgspec.Struct, frozen=True):
    """Reports in order of their outlets, and their places by the signs of the outlets' names."""

    ordered: list[Report]
    by_sign: dict[str, list[int]]

    def known_by(self, name: str) -> list[Report]:
        """Gives the reports of an outlet of this name, in order."""
        found = {place for sign in outlet_signs(name) for place in self.by_sign.get(sign, ())}
        return [self.ordered[place] for place in sorted(found)]


def _outlets(reports: Iterable[Report]) -> _Outlets:
    ordered = sorted(reports, key=_place)
    by_sign: dict[str, list[int]] = {}
    for place, report in enumerate(ordered):
        for sign in outlet_signs(report.outlet) if report.outlet else ():
            by_sign.setdefault(sign, []).append(place)
    return _Outlets(ordered, by_sign)


def _credits(
    reading: Reading,
    outlets: _Outlets,
    articles: Articles,
    names: Mapping[str, str],
) -> list[Lineage]:
    """Gives a report's credits, one for each agency or outlet that it names as a source."""
    report = reading.report
    found = []
    for name, spans, told in credits_of(reading):
        target = next(
            (
                other.id
                for other in outlets.known_by(name)
                if not articles.are_one((other.id, report.id))
            ),
            name,
        )
        found.append(
            Lineage(
                origin=report.id,
                target=target,
                kind="credits",
                passages=tuple(
                    (ReportSpan(report=report.id, start=s.start, end=s.end),) for s in spans
                ),
                why=f"{names[report.id]} {told}.",
            )
        )
    return found


def find_same_source(
    claims: Sequence[Claim],
    statements: Sequence[StoryStatement],
    actors: Mapping[str, StoryActor],
    reports: Sequence[Report],
) -> tuple[Lineage, ...]:
    """Gives pairs of reports that credit the same claims to the same named source.

    Sources whom reports leave unnamed are passed over: they can't be known to be one. So are
    versions of one article.
    """
    by_id = {report.id: report for report in reports}
    names = names_apart(reports)
    articles = articles_of(reports)
    speakers = {s.id: s.speaker for s in statements if s.speaker and actors[s.speaker].named}
    # The pairs of passages as keys, so that each is told once, in their order.
    found: dict[tuple[str, str, str], dict[tuple[ReportSpan, ...], None]] = {}
    for claim in claims:
        if claim.open:  # whether both say the same is not known
            continue
        voices = [
            (speakers[p.statement], ReportSpan(report=p.report, start=p.start, end=p.end))
            for p in claim.passages
            if p.statement in speakers
        ]
        for (one, left), (other, right) in combinations(voices, 2):
            if one == other and not articles.are_one((left.report, right.report)):
                sides = sorted((left, right), key=lambda s: _place(by_id[s.report]))
                key = (sides[0].report, sides[1].report, one)
                found.setdefault(key, {})[tuple(sides)] = None
    lineage = [
        Lineage(
            origin=left,
            target=right,
            kind="same-source",
            passages=tuple(passages),
            why=f"{names[left]} and {names[right]} both rest on"
            f" {actors[speaker].name} for {count(len(passages), 'assertion')}.",
        )
        for (left, right, speaker), passages in found.items()
    ]
    return tuple(sorted(lineage, key=lambda one: _order(one, by_id)))


def _place(report: Report) -> tuple[str, str]:
    return name_of(report), report.sha256


def text_origins(readings: Sequence[Reading], lineage: Sequence[Lineage]) -> dict[str, Origin]:
    """Gives the origin of each report's own prose, by report id.

    Reports are folded where most of the shorter one's prose is shared, where both carry the copy
    of one agency, where one outlet published both, and where they are versions of one article.
    An agency in the dateline, the byline or
    the copyright line makes the agency the origin, also of a report that stands alone.
    """
    reports = sorted((reading.report for reading in readings), key=_place)
    copies = [c for c in lineage if c.kind == "copies" and (c.share or 0) >= FOLDED_FROM]
    names = names_apart(reports)
    articles = articles_of(reports)
    edges = [*((c.origin, c.target) for c in copies), *articles.pairs()]
    groups = joined([report.id for report in reports], edges)
    by_id = {report.id: report for report in reports}
    folded: dict[tuple[OriginKind, str], list[str]] = {}
    for group in groups:
        folded.setdefault(_origin_of([by_id[i] for i in group], names), []).extend(group)
    origins: dict[str, Origin] = {}
    for (kind, name), members in folded.items():
        within = [c for c in copies if c.origin in members and c.target in members]
        origin = Origin(
            kind=kind,
            name=name,
            reports=tuple(members),
            why=_of_versions(kind, name)
            if len(members) > 1 and articles.are_one(members)
            else _reason(kind, name, [by_id[i] for i in members], within, names),
        )
        origins.update(dict.fromkeys(members, origin))
    return origins


def _origin_of(members: Sequence[Report], names: Mapping[str, str]) -> tuple[OriginKind, str]:
    """Gives the agency whose copy the reports are, else the outlet that had the text first."""
    agencies = [agency for report in members if (agency := agency_of_text(report))]
    if agencies:
        return "agency", min(agencies, key=lambda name: (-agencies.count(name), name))
    first = members[0]
    for report in members[1:]:
        first = _earlier(first, report) or first
    return "outlet", first.outlet or names[first.id]


def _of_versions(kind: OriginKind, name: str) -> str:
    carried = f", which carries the copy of {name}" if kind == "agency" else f" of {name}"
    return f"They are versions of one article{carried}."


def _reason(
    kind: OriginKind,
    name: str,
    members: Sequence[Report],
    copies: Sequence[Lineage],
    called: Mapping[str, str],
) -> str:
    names = listing(sorted(called[report.id] for report in members))
    if len(members) == 1:
        if kind == "agency" and not same_outlet(name, members[0].outlet or ""):
            return f"{names} carries the copy of {name}."
        return f"{names} tells it in its own prose."
    if copies:
        least = round(100 * min(copy.share or 0.0 for copy in copies))
        part = f"{least} % or more" if least < 100 else "all"
        shared = f"{names} share running text: {part} of the shorter report's own prose"
        return f"{shared}; it is {name}'s copy." if kind == "agency" else f"{shared}."
    if kind == "agency":
        return f"{names} all carry the copy of {name}."
    return f"{names} are reports of one outlet."
