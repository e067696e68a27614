"""Sources that name whom they mean: a person, a body, a state, or several side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec.structs

from rashomon.places import canonical_place, government_of, is_capital
from rashomon.reading.actors import bare_name, name_words
from rashomon.reading.antecedents import Scene
from rashomon.reading.descriptions import turn_of
from rashomon.reading.heads import are_several, may_head
from rashomon.reading.reading import Actor
from rashomon.reading.roles import OUTLET_NOUNS, head_noun
from rashomon.reading.unnamed import add_actor
from rashomon.report import Span

_APPOSED = re.compile(
    r"\s+(?:state |official )?"
    rf"(?:news agency|news|television|TV|radio|{'|'.join(sorted(OUTLET_NOUNS))})",
    re.IGNORECASE,
)
_CALLED_BY_AT_MOST = 3  # words of a title and a name


def mentioned_in(scene: Scene, source: Span) -> list[tuple[Span, Actor]]:
    """Gives the names within a source, with whom they name, in order."""
    found = [
        (mention, actor)
        for actor in scene.actors.values()
        if actor.named
        for mention in actor.mentions
        if source.covers(mention)
    ]
    return sorted(found, key=lambda pair: pair[0])


def named_in(scene: Scene, source: Span) -> str | None:
    """Gives the id of whom a source names; of several side by side, that of an actor for them."""
    turn = turn_of(scene, source)
    if turn is not None:
        return turn
    mentioned = mentioned_in(scene, source)
    text = scene.report.show(source)
    whole = scene.report.text
    if are_several(whole, source, [(m, actor.kind) for m, actor in mentioned]):
        return add_actor(scene, bare_name(text.strip(" ,")), "group", source, named=True)
    mentioned = [(m, a) for m, a in mentioned if may_head(whole, source, m, a.kind)]
    people = [pair for pair in mentioned if pair[1].kind == "person"]
    for mention, person in people:
        owner = whole[mention.end : mention.end + 2]
        if owner not in ("'s", "’s", "‘s") or mention.end + 2 >= source.end:
            return person.id
    if people:
        return None
    return _organization(scene, source, mentioned) or _called(scene, text)


def _called(scene: Scene, text: str) -> str | None:
    """Gives the person called by title and surname where the name itself was not seen."""
    words = name_words(text)
    if not words or len(words) > _CALLED_BY_AT_MOST:
        return None
    if not all(word[:1].isupper() for word in text.split()):
        return None
    fitting = [
        actor.id
        for actor in scene.actors.values()
        if actor.kind == "person" and actor.named and name_words(actor.name)[-len(words) :] == words
    ]
    return fitting[0] if len(fitting) == 1 else None


def _organization(
    scene: Scene, source: Span, mentioned: Sequence[tuple[Span, Actor]]
) -> str | None:
    head = head_noun(scene.report.show(source))
    for mention, actor in mentioned:
        tail = scene.report.text[mention.end : source.end]
        plain = not re.match(r"['’]s?\b|\s+[\w-]+", tail) or _APPOSED.fullmatch(tail)
        if plain or head in actor.name.lower().split():
            return _government(scene, actor)
    return None


def _government(scene: Scene, actor: Actor) -> str:
    """Gives the country for which a capital speaks; where it isn't named, the capital's actor.

    That one then has the country's name beside its own.
    """
    country = government_of(actor.name)
    if country is None or canonical_place(actor.name) == country:
        return actor.id
    if actor.kind != "place" and not is_capital(actor.name):
        return actor.id
    for other in scene.actors.values():
        if other.kind == "place" and other.named and canonical_place(other.name) == country:
            return other.id
    aliases = tuple(sorted({*actor.aliases, country}))
    scene.actors[actor.id] = msgspec.structs.replace(actor, aliases=aliases)
    return actor.id
