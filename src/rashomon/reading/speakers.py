"""Whose words they are: the speaker of each statement, and the chain it came through.

A source is resolved by what it is: a name, a pronoun, a role ("the minister"), a body
("Pentagon officials"), or nothing, where a quotation goes on from the sentence before. What
can't be told stays open; an unnamed source is an actor of its own and never a named one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

import msgspec

from rashomon.places import government_of
from rashomon.reading.actors import actor_id, bare_name
from rashomon.reading.attribution import Draft
from rashomon.reading.reading import Actor, ActorKind, Statement
from rashomon.reading.roles import (
    BODY_NOUNS,
    head_noun,
    is_plural,
    is_role_noun,
    role_words,
    roles_of,
)
from rashomon.reading.via import chain_of
from rashomon.report import Report, Span

_MALE = frozenset({"he", "him", "his", "himself"})
_FEMALE = frozenset({"she", "her", "hers", "herself"})
_PLURAL = frozenset({"they", "them", "their", "themselves", "we", "both", "others", "many", "some"})
_THINGS = frozenset({"it", "its", "which", "that"})
_SELF = frozenset({"i", "me", "my", "you"})
_RELATIVE = frozenset({"who", "whose", "whom"})
_MALE_TITLES = re.compile(r"\b(?:Mr|Sir|Lord|King|Prince|Fr|Pope)\b")
_FEMALE_TITLES = re.compile(r"\b(?:Mrs|Ms|Miss|Dame|Lady|Queen|Princess)\b")
_MALE_ROLES = re.compile(r"(?:man|father|son|brother|husband|actor|king|prince|uncle)$")
_FEMALE_ROLES = re.compile(
    r"(?:woman|mother|daughter|sister|wife|widow|actress|queen|princess|aunt)$"
)
_GENDERED = re.compile(r"\b(?:he|him|his|himself|she|her|hers|herself)\b", re.IGNORECASE)
_APPOSED = re.compile(
    r"\s+(?:state |official )?(?:news agency|agency|news|newspaper|daily|magazine|television|TV|"
    r"radio|channel|network|website|broadcaster)",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"\b(?:in|of|at|from|for|to|near|on|by|with|about|against|behind|outside)\s+(?:the\s+)?$"
)
_WHEN = re.compile(r"\s+(?:(?:last|this|next|on|since|in)\s+\w+|since|today|yesterday)$")
_NO_SOURCE = frozenset("the a an of in at on to for and or that this these those it as by".split())
_REACH = 900  # characters over which a pronoun or role looks back for its person
_ARTICLE = re.compile(r"^(?:an?|the|one|another|some|several|two|three|many)\s+", re.IGNORECASE)
_DEFINITE = re.compile(r"^(?:the|his|her|their|its|this|that)\s+", re.IGNORECASE)
_COORDINATED = re.compile(r"^[^,]{2,60}\s+and\s+[^,]{2,60}$")


class Resolved(msgspec.Struct, frozen=True, kw_only=True):
    """Statements with speakers, and all actors, the unnamed sources among them."""

    statements: tuple[Statement, ...]
    actors: tuple[Actor, ...]


class Resolver:
    """Resolves the sources of one report, in the order of its text."""

    def __init__(self, report: Report, sentences: Sequence[Span], actors: Sequence[Actor]) -> None:
        self.report = report
        self.actors: dict[str, Actor] = {actor.id: actor for actor in actors}
        self.spoken: list[tuple[int, str]] = []
        # Who stands in the dateline is not who the text is about.
        self.opening = report.dateline.end if report.dateline else 0
        self.starts = [sentence.start for sentence in sentences]
        self.genders = _genders(report, sentences, actors)
        self.role_words = {
            actor.id: role_words(roles_of(report.text, actor.mentions))
            for actor in actors
            if actor.kind == "person"
        }

    def speaker_of(self, source: Span) -> str | None:
        """Gives the id of the actor that a source span means, None where it stays open."""
        words = self.report.show(source).strip(" ,\n\"“”'").lower().split()
        if not words:
            return None
        if len(words) == 1 and words[0] in (
            _MALE | _FEMALE | _PLURAL | _THINGS | _SELF | _RELATIVE
        ):
            return self._pronoun(words[0], source)
        return (
            self._named(source) or self._role(source) or self._body(source) or self._unnamed(source)
        )

    def _mentioned(self, source: Span) -> list[tuple[Span, Actor]]:
        found = [
            (mention, actor)
            for actor in self.actors.values()
            if actor.named
            for mention in actor.mentions
            if source.covers(mention)
        ]
        return sorted(found, key=lambda pair: pair[0])

    def _named(self, source: Span) -> str | None:
        mentioned = self._mentioned(source)
        text = self.report.show(source)
        if len({actor.id for _, actor in mentioned}) > 1 and _COORDINATED.match(text):
            first, last = mentioned[0], mentioned[-1]
            if " and " in self.report.text[first[0].end : last[0].start] and (
                first[1].kind == last[1].kind or "person" not in (first[1].kind, last[1].kind)
            ):
                return self._add(bare_name(text), "group", source, named=True)
        mentioned = [(m, actor) for m, actor in mentioned if self._may_head(source, m)]
        people = [pair for pair in mentioned if pair[1].kind == "person"]
        for mention, person in people:
            owner = self.report.text[mention.end : mention.end + 2]
            if owner not in ("'s", "’s"):
                return person.id
        if people:
            return None
        head = head_noun(text)
        for mention, actor in mentioned:
            tail = self.report.text[mention.end : source.end]
            plain = not re.match(r"['’]s?\b|\s+[\w-]+", tail) or _APPOSED.fullmatch(tail)
            if plain or head in actor.name.lower().split():
                return actor.id
        return None

    def _may_head(self, source: Span, mention: Span) -> bool:
        """Says whether a name can be the head of its phrase: not "a spokesman in Berlin"."""
        before = self.report.text[source.start : mention.start]
        after = self.report.text[mention.end : mention.end + 1]
        return not _PREPOSITION.search(before) and after not in ("-", "–")

    def _role(self, source: Span) -> str | None:
        """Gives the person whose role a definite description names ("the minister")."""
        text = self.report.show(source)
        head = head_noun(text)
        if head is None or not is_role_noun(head) or is_plural(head):
            return None
        if not _DEFINITE.match(text) and not text[:1].isupper():
            return None
        wanted = set(re.findall(r"[a-z]+", _DEFINITE.sub("", text).lower()))
        best: tuple[int, int] | None = None
        chosen = None
        for identity, known in self.role_words.items():
            if head not in known:
                continue
            near = self._last_before(self.actors[identity], source.start)
            if near is None:
                continue
            score = (len(wanted & known), near)
            if best is None or score > best:
                best, chosen = score, identity
        return chosen

    def _body(self, source: Span) -> str | None:
        """Gives the organization that a bare common noun takes up again ("the agency")."""
        text = self.report.show(source).strip().lower()
        found = re.fullmatch(r"(?:the|this)\s+([a-z]+)", text)
        if found is None or found.group(1) not in BODY_NOUNS:
            return None
        noun = found.group(1)
        near = [
            (position, actor.id)
            for actor in self.actors.values()
            if actor.named
            and actor.kind == "organization"
            and noun in actor.name.lower().split()
            and (position := self._last_before(actor, source.start)) is not None
            and source.start - position <= _REACH
        ]
        return max(near)[1] if near else None

    def _last_before(self, actor: Actor, position: int) -> int | None:
        before = [m.start for m in actor.mentions if self.opening <= m.start < position]
        spoken = [p for p, identity in self.spoken if identity == actor.id and p < position]
        return max(before + spoken, default=None)

    def _unnamed(self, source: Span) -> str | None:
        """Gives an actor for a source without a name: "Pentagon officials", "a witness"."""
        text = self.report.show(source).strip()
        if not any(c.isalpha() for c in text) or len(text) > 160:
            return None
        description = _WHEN.sub("", _ARTICLE.sub("", bare_name(text))).strip(" ,") or text
        if not any(w.lower() not in _NO_SOURCE for w in re.findall(r"[^\W\d_]+", description)):
            return None
        head = head_noun(description) or ""
        plural = is_plural(head) or not is_role_noun(head)
        kind: ActorKind = "group" if plural else "person"
        for actor in self.actors.values():
            if not actor.named and actor.name.lower() == description.lower():
                return self._add(actor.name, actor.kind, source, named=False)
        return self._add(description, kind, source, named=False)

    def _add(self, name: str, kind: ActorKind, mention: Span, *, named: bool) -> str:
        identity = actor_id(self.report, kind, name)
        known = self.actors.get(identity)
        mentions = sorted({*(known.mentions if known else ()), mention})
        self.actors[identity] = Actor(
            id=identity, name=name, kind=kind, mentions=tuple(mentions), named=named
        )
        return identity

    def _pronoun(self, word: str, source: Span) -> str | None:
        if word in _RELATIVE:
            return self._antecedent_before(source)
        candidates = [
            (position, actor)
            for actor in self.actors.values()
            if self._agrees(word, actor)
            and (position := self._last_before(actor, source.start)) is not None
            and source.start - position <= _REACH
        ]
        if not candidates:
            return None
        sentence = self._sentence_start(source.start)
        return max(candidates, key=lambda c: self._salience(c[0], c[1], sentence))[1].id

    def _salience(self, position: int, actor: Actor, sentence: int) -> float:
        """Gives how likely an actor is meant by a pronoun: near, a subject, a speaker."""
        distance = bisect_right(self.starts, sentence) - bisect_right(self.starts, position)
        score = -1.0 * distance
        if any(identity == actor.id for _, identity in self.spoken[-2:]):
            score += 1.2
        start = self._sentence_start(position)
        first = [m for m in actor.mentions if start <= m.start <= start + 45]
        score += 0.7 if first else 0.0
        return score + 0.2 * min(len(actor.mentions), 5) / 5 + 1e-6 * position

    def _sentence_start(self, position: int) -> int:
        place = bisect_right(self.starts, position)
        return self.starts[place - 1] if place else 0

    def _antecedent_before(self, source: Span) -> str | None:
        near = [
            (m.end, actor.id)
            for actor in self.actors.values()
            for m in actor.mentions
            if 0 <= source.start - m.end <= 60
        ]
        return max(near)[1] if near else None

    def _agrees(self, word: str, actor: Actor) -> bool:
        if word in _MALE | _FEMALE:
            if actor.kind != "person":
                return False
            gender = self._gender(actor)
            return gender is None or gender == ("m" if word in _MALE else "f")
        if word in _PLURAL:
            return actor.kind in ("group", "organization")
        if word in _THINGS:
            state = actor.kind == "place" and government_of(actor.name) is not None
            return actor.kind == "organization" or state
        return False

    def _gender(self, actor: Actor) -> str | None:
        """Gives what the report itself shows: a title, a role, a pronoun beside the name.

        Never guessed from a first name.
        """
        for mention in actor.mentions:
            before = self.report.text[max(0, mention.start - 6) : mention.end]
            if _MALE_TITLES.search(before):
                return "m"
            if _FEMALE_TITLES.search(before):
                return "f"
        for word in re.findall(r"[a-z]+", (actor.role or "").lower()):
            if _FEMALE_ROLES.search(word):
                return "f"
            if _MALE_ROLES.search(word):
                return "m"
        return self.genders.get(actor.id)


def _genders(report: Report, sentences: Sequence[Span], actors: Sequence[Actor]) -> dict[str, str]:
    """Gives the gender that pronouns show in sentences where nobody else is named."""
    people = [a for a in actors if a.kind == "person"]
    votes: Counter[tuple[str, str]] = Counter()
    for sentence in sentences:
        inside = [(m, a) for a in people for m in a.mentions if sentence.covers(m)]
        if len({a.id for _, a in inside}) != 1:
            continue
        mention, actor = min(inside, key=lambda pair: pair[0])
        for word in _GENDERED.findall(report.text[mention.end : sentence.end]):
            votes[actor.id, "m" if word.lower() in _MALE else "f"] += 1
    found = {}
    for actor in people:
        male, female = votes[actor.id, "m"], votes[actor.id, "f"]
        if max(male, female) > 2 * min(male, female):
            found[actor.id] = "m" if male > female else "f"
    return found


def resolve_speakers(
    report: Report, sentences: Sequence[Span], actors: Sequence[Actor], drafts: Sequence[Draft]
) -> Resolved:
    """Gives the statements with their speakers and chains, and all actors."""
    resolver = Resolver(report, sentences, actors)
    ordered = sorted(drafts, key=lambda d: d.content)
    speakers: list[str | None] = []
    for draft in ordered:
        speaker = resolver.speaker_of(draft.source) if draft.source else None
        speakers.append(speaker)
        if speaker and draft.source:
            resolver.spoken.append((draft.source.start, speaker))
    _carry_on(report, ordered, speakers)
    statements = []
    for draft, speaker in zip(ordered, speakers, strict=True):
        via, inner = chain_of(report, sentences, resolver, draft, speaker)
        statements.append(_statement(report, draft, inner, via))
    return Resolved(
        statements=tuple(statements),
        actors=tuple(sorted(resolver.actors.values(), key=lambda a: (a.mentions[0], a.id))),
    )


def _carry_on(report: Report, drafts: Sequence[Draft], speakers: list[str | None]) -> None:
    """Gives quotations without a source the speaker before them, else the one right after."""
    for i, draft in enumerate(drafts):
        if speakers[i] is not None or draft.source is not None or draft.manner == "indirect":
            continue
        start = draft.content[0].start
        if i and speakers[i - 1] and _adjoins(report, drafts[i - 1], start):
            speakers[i] = speakers[i - 1]
        elif i + 1 < len(drafts) and drafts[i + 1].source is not None:
            end = draft.content[-1].end
            if "\n" not in report.text[end : drafts[i + 1].content[0].start]:
                speakers[i] = speakers[i + 1]


def _adjoins(report: Report, before: Draft, start: int) -> bool:
    """Says whether a quotation follows another statement closely enough to go on with it."""
    ends = [s.end for s in (*before.content, before.cue, before.source) if s is not None]
    between = report.text[max(ends) : start]
    return len(re.findall(r"[.!?][\"”’]?\s", between)) <= 1 and between.count("\n\n") <= 1


def _statement(
    report: Report, draft: Draft, speaker: str | None, via: tuple[str, ...]
) -> Statement:
    key = "s" + "-".join(f"{s.start}.{s.end}" for s in draft.content)
    return Statement(
        id=key,
        manner=draft.manner,
        act=draft.act,
        content=draft.content,
        confidence=draft.confidence,
        source=draft.source,
        cue=draft.cue,
        speaker=speaker,
        via=via,
    )
