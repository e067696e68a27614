"""Who is who over all reports of a story.

Actors of different reports are one where their names agree, also in another spelling
("Dmitry", "Dimitry"), and where a source that one report leaves unnamed says the very words
that another report credits to somebody with the same role.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

import msgspec
from rapidfuzz.distance import DamerauLevenshtein
from rapidfuzz.fuzz import ratio

from rashomon.comparing.comparison import ReportSpan, StoryActor
from rashomon.intake.agencies import canonical_agency
from rashomon.places import canonical_place
from rashomon.reading.actors import firm_words, name_words, state_body
from rashomon.reading.genders import name_gender
from rashomon.reading.given_names import may_be_one
from rashomon.reading.reading import Actor, Reading

Key = tuple[str, str]  # (report id, actor id)

_SPELLING = 84.0  # likeness of two words, 0 to 100, from which they may be one name spelled twice
_SHORTEST = 4  # letters: shorter names are too easily alike


class Cast(msgspec.Struct, frozen=True, kw_only=True):
    """The story's actors, and which of them each report's actor is."""

    actors: tuple[StoryActor, ...]
    of: dict[Key, str]

    def by_id(self) -> dict[str, StoryActor]:
        """Gives the actors by their ids."""
        return {actor.id: actor for actor in self.actors}


def same_spelling(one: str, other: str) -> bool:
    """Says whether two words may be one name in two spellings."""
    if one == other:
        return True
    if min(len(one), len(other)) < _SHORTEST or one[0] != other[0]:
        return False
    changes = DamerauLevenshtein.distance(one, other)
    return changes == 1 or (ratio(one, other) >= _SPELLING and changes <= 2)


def same_name(kind: str, one: Sequence[str], other: Sequence[str]) -> bool:
    """Says whether two names, as words, name one actor of this kind."""
    if not one or not other:
        return False
    if list(one) == list(other):
        return True
    if kind == "person":
        return _same_person(one, other)
    if len(one) != len(other):
        return False
    return all(same_spelling(a, b) for a, b in zip(one, other, strict=True))


def _same_person(one: Sequence[str], other: Sequence[str]) -> bool:
    if len(one) == 1 or len(other) == 1:
        return same_spelling(one[-1], other[-1])
    if not same_spelling(one[-1], other[-1]):
        return False
    first, second = one[0], other[0]
    if may_be_one(first, second) or same_spelling(first, second):
        return True
    if min(len(first), len(second)) == 1:
        return first[0] == second[0]
    return set(one) <= set(other) or set(other) <= set(one)


class _Known(msgspec.Struct, frozen=True, eq=False):
    """What an actor is recognized by: the words of its names, its gender, country and agency."""

    actor: Actor
    words: tuple[str, ...]
    names: frozenset[tuple[str, ...]]
    gender: str | None
    place: str | None
    agency: str | None
    body: tuple[str, tuple[str, ...]] | None  # of a state: "Russia's Foreign Ministry"


def build_cast(readings: Sequence[Reading], same_words: Iterable[tuple[Key, Key]]) -> Cast:
    """Gives the actors of a story.

    `same_words` are pairs of speakers, of different reports, to whom the same words are credited.
    """
    members: dict[Key, Actor] = {
        (reading.report.id, actor.id): actor for reading in readings for actor in reading.actors
    }
    keys = sorted(members, key=lambda k: (members[k].kind, members[k].name, k))
    known = [_known(members[key]) for key in keys]
    groups = _Groups(members)
    for i, j in _may_agree(known):
        if keys[i][0] != keys[j][0] and _agree(known[i], known[j]):
            groups.join(keys[i], keys[j])
    for one, other in sorted(same_words):
        if _may_be(members[one], members[other]):
            groups.join(one, other)
    actors, of = [], {}
    for group in groups.found(keys):
        actor = _merged(group, members)
        actors.append(actor)
        of.update(dict.fromkeys(group, actor.id))
    return Cast(actors=tuple(sorted(actors, key=lambda a: (a.kind, a.name, a.id))), of=of)


def _known(actor: Actor) -> _Known:
    body = _state_body(actor)
    # "The Foreign Ministry" of one report may be another state's than that of the next.
    names = {
        name_words(name)
        for name in (actor.name, *actor.aliases)
        if body is None or (state_body(name) or body)[0] is not None
    }
    return _Known(
        actor=actor,
        words=firm_words(name_words(actor.name))
        if actor.kind == "organization"
        else name_words(actor.name),
        names=frozenset(words for words in names if len(words) > 1),
        gender=name_gender(actor.name) if actor.kind == "person" else None,
        place=canonical_place(actor.name),
        agency=canonical_agency(actor.name),
        body=body,
    )


def _state_body(actor: Actor) -> tuple[str, tuple[str, ...]] | None:
    """Gives whose body an organization is, where its name tells that, and which."""
    body = state_body(actor.name) if actor.kind == "organization" else None
    return (body[0], body[1]) if body is not None and body[0] is not None else None


def _may_agree(known: Sequence[_Known]) -> list[tuple[int, int]]:
    """Gives the pairs of named actors that share what `_agree` asks for, by place, in order.

    Only words that may be one name in two spellings are held against each other, each once.
    """
    holders: dict[tuple[str, object], list[int]] = {}
    spelled: dict[str, set[str]] = {}
    for number, one in enumerate(known):
        if not one.actor.named:
            continue
        signs: set[tuple[str, object]] = {("name", name) for name in one.names}
        signs |= {("place", one.place), ("agency", one.agency), ("body", one.body)}
        if one.words:
            word = one.words[-1] if one.actor.kind == "person" else one.words[0]
            spelled.setdefault(word[0], set()).add(word)
            signs.add(("word", word))
        for sign in signs:
            if sign[1] is not None:
                holders.setdefault(sign, []).append(number)
    pairs = {pair for numbers in holders.values() for pair in combinations(numbers, 2)}
    for words in spelled.values():
        for word, other in combinations(sorted(words), 2):
            if same_spelling(word, other):
                pairs |= {
                    (min(i, j), max(i, j))
                    for i in holders["word", word]
                    for j in holders["word", other]
                }
    return sorted(pairs)


def _agree(one: _Known, other: _Known) -> bool:
    """Says whether two named actors are one. Unnamed sources are never known to be: see origins."""
    kinds = (one.actor.kind, other.actor.kind)
    if kinds[0] != kinds[1] and "person" in kinds:
        return False
    if one.gender and other.gender and one.gender != other.gender:
        return False  # "Mrs. Holm" is not Mark Holm
    if one.body is not None and other.body is not None:
        return one.body == other.body  # the foreign ministries of two states are two
    if one.place is not None and one.place == other.place:
        return True
    if kinds[0] == "organization" and one.agency is not None and one.agency == other.agency:
        return True
    return same_name(kinds[0], one.words, other.words) or bool(one.names & other.names)


def _may_be(one: Actor, other: Actor) -> bool:
    """Says whether an unnamed source can be the named one who says the same words elsewhere."""
    if one.named == other.named:
        return False
    unnamed, named = (other, one) if one.named else (one, other)
    described = set(name_words(unnamed.name))
    known = set(name_words(f"{named.role or ''} {named.name}"))
    return bool(described) and (described <= known or len(described & known) >= 2)


class _Groups:
    """Actors that are one, joined step by step."""

    def __init__(self, members: Mapping[Key, Actor]) -> None:
        self._members = members
        self._root = {key: key for key in members}
        self._group = {key: [key] for key in members}

    def join(self, one: Key, other: Key) -> None:
        """Joins two groups, unless that would make two actors of one report the same person."""
        low, high = sorted((self._root[one], self._root[other]))
        if low == high or self._are_two_people(self._root[one], self._root[other]):
            return
        for key in self._group[high]:
            self._root[key] = low
        self._group[low] += self._group.pop(high)

    def _are_two_people(self, one: Key, other: Key) -> bool:
        mine = [key for key in self._group[one] if self._members[key].named]
        yours = {key[0] for key in self._group[other] if self._members[key].named}
        return any(key[0] in yours for key in mine if self._members[key].kind == "person")

    def found(self, keys: Sequence[Key]) -> list[list[Key]]:
        """Gives the groups, in the order of `keys`."""
        groups: dict[Key, list[Key]] = {}
        for key in keys:
            groups.setdefault(self._root[key], []).append(key)
        return list(groups.values())


def _merged(group: Sequence[Key], members: Mapping[Key, Actor]) -> StoryActor:
    actors = [members[key] for key in group]
    named = [a for a in actors if a.named] or actors
    best = min(named, key=lambda a: (-len(name_words(a.name)), -len(a.mentions), a.name))
    names = {n for a in actors for n in (a.name, *a.aliases)} - {best.name}
    roles = sorted({a.role for a in actors if a.role}, key=lambda r: (-len(r), r))
    mentions = sorted(
        ReportSpan(report=key[0], start=m.start, end=m.end)
        for key in group
        for m in members[key].mentions
    )
    kinds = sorted({a.kind for a in named}, key=lambda k: (-sum(a.kind == k for a in named), k))
    # Only text goes into the id: it stays the same when reports get other ids.
    seed = "|".join(sorted(f"{key[1]}" for key in group))
    return StoryActor(
        id="p" + hashlib.sha1(seed.encode()).hexdigest()[:10],
        name=best.name,
        kind=kinds[0],
        mentions=tuple(mentions),
        aliases=tuple(sorted(names)),
        role=roles[0] if roles else None,
        named=best.named,
    )
