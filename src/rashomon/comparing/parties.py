"""Parties: who can do something or have it done to them in a sentence, and where it is named.

Actors of the reading, sources of statements, and governments under any of their names (a
capital, a seat of power, "Russian forces"). What only describes another word ("the Palmyra
blow", "Russian bombing") is no party.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from rashomon.comparing.actors import Cast
from rashomon.comparing.comparison import StoryActor
from rashomon.comparing.event_words import EVENT_VERBS, may_be_passive
from rashomon.comparing.labels import LABEL_CLASSES, noun_lemma
from rashomon.places import canonical_place, country_of, government_of, is_people
from rashomon.reading.reading import Reading
from rashomon.report import Span

_NAME = re.compile(
    r"(?:[A-Z][\w’'.-]*|U\.S\.A?\.?|U\.K\.|U\.N\.)(?:\s+(?:of\s+(?:the\s+)?)?[A-Z][\w’'.-]*){0,4}"
)
_PEOPLE_CLASSES = {"armed people", "soldiers", "government", "political staff", "ruler"}
# Bodies that speak and act for the whole state.
_COLLECTIVE = frozenset(
    "administration army authorities forces government jets military ministry navy officials"
    " parliament regime side troops warplanes".split()
)
# Those, and others of whom a state has several.
_BODIES = _COLLECTIVE | frozenset(
    "aircraft ambassador artillery coalition court delegation diplomat diplomats embassy envoy"
    " force lawmakers leader leaders minister ministers officers official parliamentarians planes"
    " police president senators spokesman spokesperson spokeswoman".split()
)
_OWN_FORCES = re.compile(
    r"\b(?:its|their)\s+(?:\w+\s+){0,2}?(?:planes|warplanes|jets|aircraft|forces|troops|army|navy"
    r"|military|soldiers|fighters|police|government)\b"
)
_NOT_ALONE = frozenset(
    "said says told and or but who which that was were is are has have had will would could can may"
    " might must shall should did does do not to for from with on in at by as of over after before"
    " because since while when where if than then also later again still now both in order first"
    " this last early late about against into under during despite amid among between through"
    " however long recently repeatedly jointly near outside inside across along toward towards"
    " beyond within without upon off up down out around behind above below past via".split()
)
_PRONOUNS = frozenset("it they we you i them us me this that these those its".split())
# "defended his recent claims": whose they are is the subject's own matter.
_OWN = re.compile(r"(?:his|her|its|their|my|our|your)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """A party where it is named. `key` is a story actor's id, or a country's name.

    `of` is the noun that the party is named with as owner or origin ("Israel's decision",
    "Russian bombing"); None where the party itself is meant. `city` says that only a capital's
    name stands there, `person` that one human being is named, `place` that it is a place which
    is no country.
    """

    start: int
    end: int
    key: str
    of: str | None = None
    city: bool = False
    person: bool = False
    place: bool = False


class PartyNames(msgspec.Struct, frozen=True, kw_only=True):
    """The story's actors by id, and which of them is each country."""

    actors: Mapping[str, StoryActor]
    countries: Mapping[str, str]

    def key_of(self, identity: str) -> tuple[str, bool]:
        """Gives the key of a story actor, and whether its name is only a capital's."""
        actor = self.actors[identity]
        if self._is_person(actor) or is_people(actor.name):
            return identity, False
        country = government_behind(actor.name)
        if country is None:
            return identity, False
        named = self.countries.get(country, country)
        if country_of(actor.name) is None and actor.kind == "place":
            return named, True
        return named, False

    @staticmethod
    def _is_person(actor: StoryActor) -> bool:
        return actor.kind == "person" and actor.named


def government_behind(name: str) -> str | None:
    """Gives the country whose government a description names ("the U.S. side")."""
    country = government_of(name)
    words = name.split()
    if country or len(words) < 2 or words[-1].lower() not in _COLLECTIVE:
        return country
    return next(
        (
            found
            for end in range(len(words) - 1, 0, -1)
            if (found := government_of(" ".join(words[:end])))
        ),
        None,
    )


def party_names(cast: Cast) -> PartyNames:
    """Gives the names under which a story's parties are known."""
    countries: dict[str, str] = {}
    for actor in cast.actors:
        country = canonical_place(actor.name)
        if country and actor.kind != "person":
            countries.setdefault(country, actor.id)
    return PartyNames(actors=cast.by_id(), countries=countries)


def actor_parties(reading: Reading, cast: Cast, names: PartyNames) -> tuple[Party, ...]:
    """Gives where a report names its actors and the sources of statements, in order."""
    report = reading.report
    places = [(mention, actor.id) for actor in reading.actors for mention in actor.mentions]
    places += [
        (statement.source, statement.speaker)
        for statement in reading.statements
        if statement.source and statement.speaker
    ]
    found = []
    for span, actor in places:
        identity = cast.of.get((report.id, actor))
        words = report.show(span)
        # "A and B" as one source are two parties, each named for itself.
        if identity is None or " and " in words or words.lower() in _PRONOUNS | _NOT_ALONE:
            continue
        if report.dateline and span.start < report.dateline.end:
            continue
        key, city = names.key_of(identity)
        country = government_of(words)
        if country and not is_people(words):
            # The words say more surely than the actor whose mention they were taken for.
            key = names.countries.get(country, country)
        kind = names.actors[identity].kind
        found.append(
            Party(
                start=span.start,
                end=span.end,
                key=key,
                city=city,
                person=kind == "person",
                place=kind == "place" and government_behind(words) is None,
            )
        )
    return tuple(sorted(found, key=lambda p: (p.start, p.end)))


def find_parties(
    text: str, sentence: Span, named: Sequence[Party], names: PartyNames
) -> tuple[Party, ...]:
    """Gives the parties of a sentence in order, without overlap.

    `named` are the report's `actor_parties`; governments under other names are found here.
    """
    first = bisect_left(named, sentence.start, key=lambda p: p.start)
    last = bisect_left(named, sentence.end, key=lambda p: p.start)
    inside = [party for party in named[first:last] if party.end <= sentence.end]
    found = [*inside, *_governments(text, sentence, names)]
    chosen: list[Party] = []
    for party in sorted(found, key=lambda p: (p.start - p.end, p.start)):
        if not any(party.start < other.end and other.start < party.end for other in chosen):
            chosen.append(party)
    heads = list(_heads(text, sentence, sorted(chosen, key=lambda p: p.start)))
    return tuple(sorted([*heads, *_own_forces(text, sentence, heads)], key=lambda p: p.start))


def _own_forces(text: str, sentence: Span, parties: Sequence[Party]) -> Iterator[Party]:
    """Gives the party before "its warplanes" once more, where its forces act for it."""
    for match in _OWN_FORCES.finditer(text, sentence.start, sentence.end):
        before = [p for p in parties if p.end <= match.start() and p.of is None]
        if before and not any(p.start < match.end() and match.start() < p.end for p in parties):
            yield Party(start=match.start(), end=match.end(), key=before[-1].key)


def _governments(text: str, sentence: Span, names: PartyNames) -> Iterator[Party]:
    """Gives the countries, capitals and seats that stand in a sentence by name."""
    for match in _NAME.finditer(text, sentence.start, sentence.end):
        words = list(re.finditer(r"\S+", match.group()))
        place = 0
        while place < len(words):
            for end in range(len(words), place, -1):
                phrase = match.group()[words[place].start() : words[end - 1].end()]
                name = (
                    re.sub(r"[’']s?$", "", phrase).rstrip(".,")
                    if "." not in phrase[:-1]
                    else phrase
                )
                country = government_of(name)
                if country and not is_people(name):
                    start = match.start() + words[place].start()
                    yield Party(
                        start=start,
                        end=start + len(name),
                        key=names.countries.get(country, country),
                        city=country_of(name) is None and _is_city(name),
                    )
                    place = end - 1
                    break
            place += 1


def _is_city(name: str) -> bool:
    return not re.match(r"(?i)(?:the\s+)?(?:kremlin|pentagon|white house|downing|elys|élys)", name)


def _heads(text: str, sentence: Span, parties: Sequence[Party]) -> Iterator[Party]:
    """Keeps the parties that head their phrase; marks those that only own or describe a noun."""
    for place, party in enumerate(parties):
        limit = parties[place + 1].start if place + 1 < len(parties) else sentence.end
        after = text[party.end : limit]
        owner = re.match(r"[’']s?\s+|[’']\s+", after)
        rest = after[owner.end() :] if owner else after
        if not owner and not re.match(r"\s+\w", rest):
            yield party
            continue
        words = re.findall(r"[^\W\d_][\w-]*", re.split(r"[,;:.()“”\"]|\s-+\s", rest.lstrip())[0])
        if place + 1 < len(parties) and _titles_only(after):
            # "Kremlin spokesman Dmitry Peskov": the person is meant.
            continue
        if not owner and _stands_alone(text, party, words):
            yield party
            continue
        body = None if party.person else _body(words)
        if body and _against(text, party, body):
            body = None
        if body:
            extra = re.search(rf"\b{re.escape(body)}\b", text[party.end : sentence.end])
            end = party.end + extra.end() if extra else party.end
            yield msgspec.structs.replace(party, end=end, city=False)
        elif words and not _OWN.match(text, party.start, party.end):
            noun = _noun(words)
            end = party.end + after.find(noun) + len(noun)
            yield msgspec.structs.replace(party, of=noun.lower(), end=end)


def _against(text: str, party: Party, body: str) -> bool:
    """Says whether a country's name only tells where people fight: "Chilean rebels"."""
    armed = LABEL_CLASSES.get(noun_lemma(body)) == "armed people"
    return armed and government_behind(text[party.start : party.end]) is not None


def _noun(words: Sequence[str]) -> str:
    """Gives the noun that a name owns or describes: "Russian [air strikes] on"."""
    noun = words[0]
    for word in words[1:3]:
        past = word in EVENT_VERBS and may_be_passive(word)
        if past or word.lower() in _NOT_ALONE or not word[0].islower():
            break
        noun = word
    return noun


def _titles_only(between: str) -> bool:
    plain = re.sub(r"^[’']s?", "", between).strip()
    words = plain.split()
    return (
        bool(words)
        and len(words) <= 5
        and re.fullmatch(r"[\w\s’'-]+", plain) is not None
        and (
            words[-1].lower() not in _NOT_ALONE and not any(w.lower() in _NOT_ALONE for w in words)
        )
        and not any(w.lower() in EVENT_VERBS for w in words)
    )


def _stands_alone(text: str, party: Party, words: Sequence[str]) -> bool:
    """Says whether the word after a party is no noun that the party describes."""
    if not words:
        return True
    first = words[0].lower()
    name = _ARTICLE.sub("", text[party.start : party.end])
    adjective = country_of(name) is not None and canonical_place(name) is None
    if first in _NOT_ALONE or first in EVENT_VERBS or first.endswith("ly"):
        return not (adjective and first in EVENT_VERBS and not name.endswith("s"))
    if adjective:
        return False
    return first.endswith("ed")


def _body(words: Sequence[str]) -> str | None:
    """Gives the noun, among the next words, that makes a name a party ("Russian air force")."""
    last = None
    for word in words[:4]:
        lower = word.lower()
        people = LABEL_CLASSES.get(noun_lemma(lower)) in _PEOPLE_CLASSES
        if lower in _BODIES or people:
            last = word
        elif last is not None or lower in _NOT_ALONE or lower in EVENT_VERBS:
            break
    return last
