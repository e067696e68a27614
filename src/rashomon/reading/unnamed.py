"""Sources without names that are told of again: which are one, and which are others by now."""

from __future__ import annotations

import re

from rashomon.reading.actors import actor_id, name_words
from rashomon.reading.antecedents import Scene
from rashomon.reading.descriptions import body_head, person_head
from rashomon.reading.reading import Actor, ActorKind
from rashomon.reading.roles import head_noun, is_role_noun
from rashomon.report import Span

# Whoever takes a side: those of one sentence are others than those of the next paragraph.
_TAKING_SIDES = frozenset(
    "analysts commentators critics defenders detractors experts observers opponents pundits "
    "specialists supporters sympathizers".split()
)
_NEW_PERSON = re.compile(r"\b[Aa]n?(?:\s+[\w-]+){1,4}")


def described_before(scene: Scene, source: Span, name: str) -> Actor | None:
    """Gives whoever without a name the same description, or a shorter one, takes up again.

    "A forensic pathologist said ..." and then "the pathologist said", "the Vik administration" and
    then "the administration". Not critics of one paragraph and critics of the next.
    """
    same = [
        actor
        for actor in scene.actors.values()
        if not actor.named
        and actor.name.lower() == name.lower()
        and not _others_by_now(scene, actor, source)
    ]
    if same or name.lower() in _TAKING_SIDES:
        return same[-1] if same else None
    shown = scene.report.show(source).strip()
    head = person_head(shown) or body_head(shown)
    wanted = set(name_words(name))
    heard = [
        (last, actor)
        for actor in scene.near(source.start)
        if not actor.named
        and head_noun(actor.name) == head
        and wanted <= set(name_words(actor.name))
        and (last := scene.last_before(actor, source.start)) is not None
    ]
    return max(heard, key=lambda pair: pair[0])[1] if heard and head else None


def _others_by_now(scene: Scene, actor: Actor, source: Span) -> bool:
    """Says whether people known only for taking a side were told of in another paragraph."""
    if actor.name.lower() not in _TAKING_SIDES:
        return False
    last = max((m.end for m in actor.mentions if m.end <= source.start), default=source.start)
    return "\n" in scene.report.text[last : source.start]


def new_id(scene: Scene, kind: ActorKind, name: str, mention: Span) -> str:
    """Gives the id for a source: another one for the critics of another paragraph."""
    identity = actor_id(scene.report, kind, name)
    before = scene.actors.get(identity)
    if before is not None and _others_by_now(scene, before, mention):
        return actor_id(scene.report, kind, f"{name} {mention.start}")
    return identity


def brought_in(scene: Scene, source: Span) -> bool:
    """Says whether a sentence brings somebody without a name in before: "a reporter ..., his aide".

    Then "his" may be that one's.
    """
    before = scene.report.text[scene.sentence_start(source.start) : source.start]
    return any(
        is_role_noun(word)
        for found in _NEW_PERSON.finditer(before)
        for word in found.group().split()[1:]
    )


def add_actor(
    scene: Scene,
    name: str,
    kind: ActorKind,
    mention: Span,
    *,
    named: bool = False,
    alias: str = "",
    known_as: str | None = None,
) -> str:
    """Adds a source to the scene's actors, or a mention to the one it is, and gives its id."""
    identity = known_as or new_id(scene, kind, name, mention)
    known = scene.actors.get(identity)
    mentions = sorted({*(known.mentions if known else ()), mention})
    fuller = alias and name.lower() not in alias.lower()
    scene.actors[identity] = Actor(
        id=identity,
        name=name,
        kind=kind,
        mentions=tuple(mentions),
        aliases=(alias,) if fuller else known.aliases if known else (),
        named=named,
    )
    return identity


def named_so(scene: Scene, name: str) -> str | None:
    """Gives the one body that has a description for its name: "the U.S. Attorney's Office"."""
    words = name_words(name)
    fitting = [
        actor.id
        for actor in scene.actors.values()
        if actor.named
        and actor.kind == "organization"
        and len(words) > 1
        and any(name_words(known) == words for known in (actor.name, *actor.aliases))
    ]
    return fitting[0] if len(fitting) == 1 else None
