"""Finding the parts of a comparison by their ids, for the view."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence

import msgspec

from rashomon.comparing.comparison import (
    Claim,
    Comparison,
    Difference,
    Passage,
    ReportSpan,
    StoryStatement,
)
from rashomon.comparing.judging import confirmed_claims
from rashomon.report import Report, Span
from rashomon.showing.changes import plain
from rashomon.showing.model import Cut, Said
from rashomon.showing.outlets import Source, in_time, sources, text_fragment
from rashomon.showing.people import name_and_role
from rashomon.showing.quoting import balanced, content_words, said, told, with_beginning
from rashomon.showing.wording import is_weak
from rashomon.showing.words import Words, in_sentence, window

# Differences of these types lie in single words; the others in whole stretches.
_VALUE_TYPES = frozenset({"number", "date", "name", "place", "label", "fact"})
# A mark on nearly the whole stretch points at nothing.
_MARK_AT_MOST = 0.7


class Lookup:
    """A comparison's parts by id, and the words of its passages."""

    def __init__(self, comparison: Comparison, *, confirmed: Collection[str] = ()) -> None:
        self.comparison = comparison
        self.confirmed = confirmed_claims(comparison).union(confirmed)
        self.reports: dict[str, Report] = {one.id: one for one in in_time(comparison.reports)}
        self.sources: dict[str, Source] = sources(comparison.reports)
        self.order = {report: place for place, report in enumerate(self.reports)}
        self.names = {actor.id: actor.name for actor in comparison.actors}
        self.actors = {actor.id: actor for actor in comparison.actors}
        self.namesakes = _namesakes(comparison)
        self.statements: dict[str, StoryStatement] = {
            one.id: msgspec.structs.replace(
                one, speaker=self.namesakes.get(one.speaker or "", one.speaker)
            )
            for one in comparison.statements
        }
        self.claims = {claim.id: claim for claim in comparison.claims}
        self.anchors = {claim: anchor(claim) for claim in self.claims}
        self.differences: dict[str, list[Difference]] = defaultdict(list)
        for difference in comparison.differences:
            self.differences[difference.claim].append(difference)
        self._claims_with = Counter(
            (one.report, one.start, one.end)
            for claim in comparison.claims
            for one in claim.passages
        )

    def actor_name(self, identity: str) -> str:
        """Gives an actor's name; the id itself where no actor has it."""
        return self.names.get(identity, identity)

    def report_name(self, identity: str) -> str:
        """Gives what a report is called; the name itself where it is no report's id."""
        source = self.sources.get(identity)
        return source.name if source else identity

    def statement_cut(self, statement: StoryStatement, *, limit: int) -> Cut:
        """Gives the words of a statement; those of a paraphrase within their sentence."""
        report = self.reports[statement.report]
        words = content_words(report, statement, limit=limit)
        start = statement.content[0].start if statement.content else 0
        cut = self._cut(report, words, said(statement, self.names, outlet=report.outlet), start)
        return msgspec.structs.replace(cut, statement=statement.id)

    def cut(self, spot: Passage | ReportSpan, *, limit: int, marks: Sequence[Span] = ()) -> Cut:
        """Gives the words of a passage, the marked ones in it where it is long."""
        report = self.reports[spot.report]
        span = _without_stub(report.text, Span(spot.start, spot.end))
        statement = self.statements.get(getattr(spot, "statement", None) or "")
        if statement is None:
            words = in_sentence(report, window(report, span, marks=marks, limit=limit))
            return self._cut(report, (balanced(words),), None, span.start)
        if statement.manner == "direct" and any(p.covers(span) for p in statement.content):
            words = window(report, span, marks=marks, limit=limit)
            return self._cut(
                report, (words,), said(statement, self.names, outlet=report.outlet), span.start
            )
        words = told(report, statement, [span], limit=limit, marks=marks) or in_sentence(
            report, window(report, span, marks=marks, limit=limit)
        )
        given = said(statement, self.names, outlet=report.outlet)
        named = any(name in words.text for name in (given.speaker or "").split()[-1:])
        given = msgspec.structs.replace(
            given, verbatim=False, speaker=None if named else given.speaker
        )
        return self._cut(report, (balanced(words),), given, span.start)

    def begun(self, cut: Cut, *, limit: int) -> Cut:
        """Gives a cut that begins within a sentence with what leads to it."""
        if cut.said is not None and cut.said.verbatim:
            return cut
        first, *rest = cut.words
        report = self.reports[first.report]
        first = balanced(with_beginning(report, first, limit=limit))
        return msgspec.structs.replace(cut, words=(first, *rest))

    def values(self, claim: Claim, told: Sequence[Difference], report: str) -> list[Span]:
        """Gives the words of a report's passages that some of its differences lie in.

        Differences too weak to be told mark nothing.
        """
        longest = max((p.end - p.start for p in claim.passages if p.report == report), default=0)
        return [
            Span(side.start, side.end)
            for difference in told
            if difference.type in _VALUE_TYPES and not is_weak(difference.confidence)
            for side in difference.sides
            if side.report == report and side.end - side.start <= _MARK_AT_MOST * longest
        ]

    def claims_with(self, passage: Passage) -> int:
        """Gives how many claims a passage stands in."""
        return self._claims_with[passage.report, passage.start, passage.end]

    def in_order(self, reports: Iterable[str]) -> tuple[Source, ...]:
        """Gives the sources of some reports, in the order of time."""
        known = {report for report in reports if report in self.sources}
        return tuple(self.sources[one] for one in sorted(known, key=self.order.__getitem__))

    def place(self, report: Report, start: int) -> str:
        """Gives the anchor of a place in a report's full text: its letter and the offset."""
        return f"{self.sources[report.id].key}-{first_letter(report.text, start)}"

    def _cut(self, report: Report, words: tuple[Words, ...], given: Said | None, start: int) -> Cut:
        source = self.sources[report.id]
        link = text_fragment(source.url, words[0].text) if source.url and words else None
        return Cut(
            source=source, words=words, place=self.place(report, start), said=given, link=link
        )


def _without_stub(text: str, span: Span) -> Span:
    """Gives a stretch without a mark at its end by which a quotation only begins."""
    words = text[span.start : span.end].rstrip()
    if len(words) > 1 and words[-1] in '"“' and words[-2].isspace():
        return Span(span.start, span.start + len(words[:-1].rstrip()))
    return span


def _namesakes(comparison: Comparison) -> dict[str, str]:
    """Gives for each actor the first one of that name, under whom a reader finds its words.

    Sources without a name of their own ("the army") are not joined over reports: for a
    reader they would stand twice under the same words.
    """
    first: dict[tuple[str, str], str] = {}
    return {
        actor.id: first.setdefault((actor.kind, plain(name_and_role(actor)[0])), actor.id)
        for actor in comparison.actors
    }


def first_letter(text: str, start: int) -> int:
    """Gives the offset of the first letter at or after `start`, past any space."""
    while start < len(text) and text[start].isspace():
        start += 1
    return start


def anchor(claim: str) -> str:
    """Gives the permanent anchor of a claim, fit for a URL: `claim-` and its id."""
    plain = re.sub(r"[^A-Za-z0-9_.-]+", "-", claim)
    if plain != claim:
        plain += "-" + hashlib.sha256(claim.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return plain if plain.startswith("claim-") else f"claim-{plain}"
