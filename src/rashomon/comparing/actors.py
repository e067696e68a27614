"""Who is who over all reports of a story.

Actors of different reports are one where their names agree, also in another spelling
("Dmitry", "Dimitry"), and where a source that one report leaves unnamed says the very words
that another report credits to somebody with the same role.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

import msgspec
from rapidfuzz.distance import DamerauLevenshtein
from rapidfuzz.fuzz import ratio

from rashomon.comparing.comparison import ReportSpan, StoryActor
from rashomon.intake.agencies import canonical_agency
from rashomon.places import canonical_place
from rashomon.reading.actors import name_words
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
    if first == second or same_spelling(first, second):
        return True
    if min(len(first), len(second)) == 1:
        return first[0] == second[0]
    return set(one) <= set(other) or set(other) <= set(one)


def build_cast(readings: Sequence[Reading], same_words: Iterable[tuple[Key, Key]]) -> Cast:
    """Gives the actors of a story.

    `same_words` are pairs of speakers, of different reports, to whom the same words are credited.
    """
    members: dict[Key, Actor] = {
        (reading.report.id, actor.id): actor for reading in readings for actor in reading.actors
    }
    parent: dict[Key, Key] = {key: key for key in members}
    keys = sorted(members, key=lambda k: (members[k].kind, members[k].name, k))
    for i, one in enumerate(keys):
        for other in keys[i + 1 :]:
            if one[0] != other[0] and _agree(members[one], members[other]):
                _join(parent, members, one, other)
    for one, other in sorted(same_words):
        if _may_be(members[one], members[other]):
            _join(parent, members, one, other)
    groups: dict[Key, list[Key]] = {}
    for key in keys:
        groups.setdefault(_root(parent, key), []).append(key)
    actors, of = [], {}
    for group in groups.values():
        actor = _merged(group, members)
        actors.append(actor)
        of.update(dict.fromkeys(group, actor.id))
    return Cast(actors=tuple(sorted(actors, key=lambda a: (a.kind, a.name, a.id))), of=of)


def _agree(one: Actor, other: Actor) -> bool:
    if one.named != other.named:
        return False
    if not one.named:
        # Two unnamed sources are never known to be one: see `origins`.
        return False
    if one.kind != other.kind and "person" in (one.kind, other.kind):
        return False
    first, second = canonical_place(one.name), canonical_place(other.name)
    if first is not None and first == second:
        return True
    agency = canonical_agency(one.name) if one.kind == "organization" else None
    if agency is not None and agency == canonical_agency(other.name):
        return True
    return same_name(one.kind, name_words(one.name), name_words(other.name)) or any(
        name_words(a) == name_words(b) and len(name_words(a)) > 1
        for a in (one.name, *one.aliases)
        for b in (other.name, *other.aliases)
    )


def _may_be(one: Actor, other: Actor) -> bool:
    """Says whether an unnamed source can be the named one who says the same words elsewhere."""
    if one.named == other.named:
        return False
    unnamed, named = (other, one) if one.named else (one, other)
    described = set(name_words(unnamed.name))
    known = set(name_words(f"{named.role or ''} {named.name}"))
    return bool(described) and (described <= known or len(described & known) >= 2)


def _root(parent: Mapping[Key, Key], key: Key) -> Key:
    while parent[key] != key:
        key = parent[key]
    return key


def _join(parent: dict[Key, Key], members: Mapping[Key, Actor], one: Key, other: Key) -> None:
    """Joins two groups, unless that would make two actors of one report the same person."""
    first, second = _root(parent, one), _root(parent, other)
    if first == second:
        return
    mine = [k for k in parent if _root(parent, k) == first]
    yours = [k for k in parent if _root(parent, k) == second]
    for a in mine:
        for b in yours:
            people = members[a].kind == "person" and members[a].named and members[b].named
            if a[0] == b[0] and people:
                return
    low, high = sorted((first, second))
    parent[high] = low


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
