"""Voices: how a report makes a claim, in its own voice or by a speaker's, and what stands around.

A sentence that credits nobody may still go back to somebody: to whom the same sentence credits
what is said, or whom the report quotes in the sentences beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec
from msgspec.structs import replace

from rashomon.comparing.actors import Cast
from rashomon.comparing.claims import Node, Place, Places
from rashomon.comparing.comparison import Lineage, ReportSpan
from rashomon.comparing.declaring import subjects_of
from rashomon.comparing.informants import actors_named, informants_in, opening_of
from rashomon.comparing.outlets import credits_in
from rashomon.comparing.past import is_past
from rashomon.comparing.statements import SentenceStatement
from rashomon.reading.reading import Reading, Statement
from rashomon.report import Report, Span

# Sentences before and after one in which somebody who is quoted may be its source too.
_BESIDE = 2
# Share of a passage's letters that somebody's words must hold, but for who says them, to be his.
_HIS = 0.6
# Share of it that they must hold for the sentence to credit it to him as well.
_PARTLY = 0.3
# Share of a passage that must stand in shared running text to be told in the other's words.
_SHARED = 0.5
# Words for a source that point to somebody known: "the actress", "his lawyer", "Dahl's brother";
# of bodies only those of which no more is said ("the company", not "the ferry company"); and what
# somebody wrote or said.
_POINTING = re.compile(r"^(?:the|this|that|his|her|its|their)\b|['’]s\b", re.IGNORECASE)
_PRONOUN = re.compile(r"(?:he|she|it|they)$", re.IGNORECASE)
_ARTICLE = re.compile(r"\b(?:the|this|that|his|her|its|their)\s+$", re.IGNORECASE)
# Those who may be of any body or serve anybody.
_ANYBODY = re.compile(
    r"(?:authorities|doctors|investigators|officials|organi[sz]ers)$", re.IGNORECASE
)
_ANY_BODY = re.compile(
    r"(?:^\w+|['’]s) (?:agency|body|company|firm|group|organi[sz]ation)$"
    r"|\b(?:article|book|complaint|document|documents|excerpts|filing|footage|indictment|interview"
    r"|lawsuit|letter|memo|post|report|speech|statement|text|transcript|tweet|video)$",
    re.IGNORECASE,
)
# What is released for somebody: "an ad", "Letters", "statement e-mailed by the press service". Of
# itself it says nothing; who wrote it may be whoever else makes the claim.
_RELEASED = re.compile(
    r"^(?:[\w’'.-]+ ){0,4}?(?:ad|advert|advertisement|announcement|audio|blog ?post|e-?mails?"
    r"|excerpts?|letters?|listing|memos?|message|messages|posts?|press release|recordings?|release"
    r"|speech|statements?|tapes?|text|transcripts?|tweets?|videos?)"
    r"(?:$|,| (?:by|e-?mailed|from|given|handed|issued|obtained|of|on|posted|provided|published"
    r"|read|released|seen|sent|signed|to|written)\b)",
    re.IGNORECASE,
)


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """How one report makes a claim: in its own voice (no speaker) or by a speaker's.

    `told_apart` is False where the words for the speaker only point to somebody ("the actress",
    "his letter"): that may be whoever else makes the claim.
    `words` are those of its passage, which stands at `span`. `within` are those to whom the
    passage's sentence credits something, `beside` those whom sentences around it quote, `declared`
    those who declare something in it: they offer, refuse or announce (`declaring`); `acting` those
    who do anything in it. `informants` are those from whom the report has what it tells, `leading`
    the bodies that it names in its title or first sentence. `past` tells that the passage dates
    something to a year before the report's, `likely` that the speaker is only its likely source.
    """

    report: str
    speaker: str | None
    credited: bool
    via: tuple[str, ...] = ()
    words: str = ""
    span: Span | None = None
    told_apart: bool = True
    within: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    declared: tuple[str, ...] = ()
    acting: tuple[str, ...] = ()
    informants: tuple[str, ...] = ()
    leading: tuple[str, ...] = ()
    past: bool = False
    likely: bool = False


class Voices:
    """Makes the voices of a story's passages."""

    def __init__(self, readings: Sequence[Reading], places: Places, cast: Cast) -> None:
        self._readings = readings
        self._places = places
        self._cast = cast
        self._known: dict[int, tuple[tuple[int, ...], tuple[str, ...], tuple[str, ...]]] = {}
        self._persons = {actor.id for actor in cast.actors if actor.kind == "person"}

    def of(self, node: Node, place: Place, *, alone: bool = False) -> Voice:
        """Gives the voice of a sentence in which a passage stands.

        Of one that is `alone` with its claim it is left out what stands around the passage: that
        tells which voices go back to one.
        """
        reading = self._readings[node[0]]
        report = reading.report
        part = place.part or self._his(node, place.span, _HIS)
        statement = part.statement if part else None
        voice = Voice(
            report=report.id,
            speaker=self._speaker(node, statement.speaker) if statement else None,
            credited=statement is not None,
            via=tuple(s for via in statement.via if (s := self._speaker(node, via)))
            if statement
            else (),
            words=report.show(place.span),
            span=place.span,
            told_apart=statement is None or not _only_points(reading, statement),
        )
        if alone:
            return voice
        informants, leading = self._knowing(node)
        past = is_past(reading, place.span)
        if statement is not None:
            return replace(voice, leading=leading, past=past)
        subjects = subjects_of(reading, reading.sentences[node[1]], place.span)
        return replace(
            voice,
            within=(*self._within(node, place.span), *self._cited(node)),
            beside=self._beside(node),
            declared=self._story_ids(node, subjects.declaring),
            acting=self._story_ids(node, subjects.acting),
            informants=informants,
            leading=leading,
            past=past,
        )

    def _knowing(self, node: Node) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Gives a report's informants, and those whom it names where it begins.

        What a report begins with sums up all of it: no single person is its informant there.
        """
        place, number = node
        if place not in self._known:
            reading, story_ids = self._readings[place], self._cast.of
            opening = opening_of(reading)
            informants = informants_in(place, reading, self._places, story_ids)
            leading = actors_named(reading, opening, story_ids)
            self._known[place] = opening, tuple(sorted(informants)), tuple(sorted(leading))
        opening, known, leads = self._known[place]
        if number in opening:
            known = tuple(one for one in known if one not in self._persons)
        return known, leads

    def _speaker(self, node: Node, identity: str | None) -> str | None:
        report = self._readings[node[0]].report.id
        return self._cast.of.get((report, identity)) if identity else None

    def _within(self, node: Node, passage: Span) -> tuple[str, ...]:
        part = self._his(node, passage, _PARTLY)
        speaker = self._speaker(node, part.statement.speaker) if part else None
        return (speaker,) if speaker else ()

    def _story_ids(self, node: Node, actors: Sequence[str]) -> tuple[str, ...]:
        return tuple(speaker for one in actors if (speaker := self._speaker(node, one)))

    def _his(self, node: Node, passage: Span, least: float) -> SentenceStatement | None:
        """Gives the statement whose words a passage is, but for the words that say whose.

        `least` is the share of the passage that they must be.
        """
        report = self._readings[node[0]].report
        for part in self._places.parts(node):
            said_by = (part.statement.source, part.statement.cue)
            naming = sum(_inside(report, passage, one) for one in said_by if one)
            said = sum(_inside(report, passage, piece) for piece in part.content)
            if said and said >= least * (_letters(report.show(passage)) - naming):
                return part
        return None

    def _cited(self, node: Node) -> tuple[str, ...]:
        """Gives the outlets and agencies that a sentence cites ("after the Courier revealed")."""
        reading = self._readings[node[0]]
        cited = credits_in(reading.report.text, reading.sentences[node[1]])
        if not cited:
            return ()
        found = [
            self._speaker(node, actor.id)
            for actor in reading.actors
            if actor.named and any(m.overlaps(one.span) for m in actor.mentions for one in cited)
        ]
        return tuple(sorted({speaker for speaker in found if speaker}))

    def _beside(self, node: Node) -> tuple[str, ...]:
        place, number = node
        return self._speaking(
            [(place, number + away) for away in range(-_BESIDE, _BESIDE + 1) if away]
        )

    def _speaking(self, nodes: Sequence[Node]) -> tuple[str, ...]:
        """Gives those to whom statements in some sentences are credited."""
        found = [
            self._speaker(node, part.statement.speaker)
            for node in nodes
            for part in self._places.parts(node)
        ]
        return tuple(sorted({speaker for speaker in found if speaker}))


def _inside(report: Report, passage: Span, other: Span) -> int:
    """Gives how many letters of a passage lie in another span."""
    common = other.common(passage)
    return _letters(report.show(common)) if common else 0


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _only_points(reading: Reading, statement: Statement) -> bool:
    """Says whether the words for a source name nobody, and could be for many.

    Where the source is a pronoun, or is not said again, the words that it stands for tell.
    """
    if statement.speaker is None:
        return False
    actor = reading.actor(statement.speaker)
    if not actor.named and _RELEASED.match(actor.name):
        return True
    if actor.named or _ANYBODY.match(actor.name):
        return not actor.named
    words = reading.report.show(statement.source) if statement.source else ""
    if not words or _PRONOUN.match(words):
        if not actor.mentions:
            return False
        first = actor.mentions[0]
        text = reading.report.text
        article = _ARTICLE.search(text[max(0, first.start - 6) : first.start])
        words = (article.group() if article else "") + reading.report.show(first)
    pointing = _POINTING.search(words) is not None
    return pointing and (actor.kind == "person" or _ANY_BODY.search(words) is not None)


class SharedText:
    """The running text of reports of which one copies from the other."""

    def __init__(self, lineage: Iterable[Lineage]) -> None:
        self._shared: dict[tuple[str, str], list[tuple[ReportSpan, ...]]] = {}
        for found in lineage:
            if found.kind == "copies":
                for sides in found.passages:
                    one, other = (side.report for side in sides)
                    self._shared.setdefault((one, other), []).append(sides)
                    self._shared.setdefault((other, one), []).append(sides[::-1])

    def between(self, one: str, other: str) -> bool:
        """Says whether one of two reports copies from the other."""
        return (one, other) in self._shared

    def has(self, one: Voice, other: Voice) -> bool:
        """Says whether two voices tell it in the same place of running text that is shared."""
        return (
            one.span is not None
            and other.span is not None
            and any(
                _mostly(_carried(one.span, left, right), other.span)
                for left, right in self._shared.get((one.report, other.report), ())
                if _mostly(one.span, Span(left.start, left.end))
            )
        )


def _carried(span: Span, left: ReportSpan, right: ReportSpan) -> Span:
    """Gives where about a span of one side of shared text stands in the other side."""
    grown = (right.end - right.start) / (left.end - left.start)
    ends = (
        right.start + round((min(max(end, left.start), left.end) - left.start) * grown)
        for end in (span.start, span.end)
    )
    return Span(*ends)


def _mostly(span: Span, other: Span) -> bool:
    """Says whether much of a span lies in another."""
    return span.shared(other) >= _SHARED * (span.end - span.start)
