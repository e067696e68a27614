"""Who may be meant by a pronoun: the candidates, which `antecedents` ranks."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.places import government_of
from rashomon.reading.antecedents import Anaphor, Fit, Scene, agrees
from rashomon.reading.descriptions import phrase_before, tells_by_itself
from rashomon.reading.genders import FEMALE, MALE
from rashomon.reading.reading import Actor, ActorKind
from rashomon.report import Span

PLURAL = frozenset({"they", "them", "their", "themselves"})
SOME = frozenset({"both", "others", "many", "some", "several", "most", "all", "few"})
THINGS = frozenset({"it", "its", "that"})
SELF = frozenset({"i", "me", "my", "we", "us", "our", "you"})
RELATIVE = frozenset({"who", "whose", "whom", "which"})
PRONOUNS = SOME | PLURAL | THINGS | SELF | MALE | FEMALE
_MAY_BE_WHO: frozenset[ActorKind] = frozenset({"person", "group", "organization"})
_BEFORE_WHO = 60  # characters


def he_or_she(
    scene: Scene, word: str, source: Span, content: Sequence[Span]
) -> list[tuple[Actor, Fit]]:
    """Gives whom "he" or "she" may take up: nobody whom the words said name.

    `content` is what is said.
    """
    return [
        (actor, Fit())
        for actor in scene.near(source.start)
        if agrees(scene, word, actor) and not _told_of(scene, source, content, actor)
    ]


def _told_of(scene: Scene, source: Span, content: Sequence[Span], actor: Actor) -> bool:
    """Says whether the words said name an actor, who then is not the one who says them.

    But "Holm is ill, she said" can be Holm's.
    """
    return any(
        words.covers(mention) and (scene.quoted[mention.start] == 1 or source.end <= mention.start)
        for words in content
        for mention in actor.mentions
    )


def it_or_they(
    scene: Scene, word: str, source: Span, content: Sequence[Span]
) -> tuple[Anaphor, list[tuple[Actor, Fit]]]:
    """Gives whom "it" or "they" may take up, and the kind of ranker to ask."""
    near = [actor for actor in scene.near(source.start) if _may_be(word, actor)]
    last = {actor.id: _last(actor, source.start) for actor in near}
    fitting = [
        (actor, Fit(one=_is_one(actor)))
        for actor in near
        if not _told_of(scene, source, content, actor)
        # In "Norway's weather service" only the service can be meant.
        and not any(_within(last[actor.id], place) for place in last.values())
    ]
    return "it" if word in THINGS else "they", fitting


def _may_be(word: str, actor: Actor) -> bool:
    if word in PLURAL:
        return actor.kind in ("group", "organization")
    if not actor.named:
        return _is_one(actor)
    state = actor.kind == "place" and government_of(actor.name) is not None
    return actor.kind == "organization" or state


def _within(inner: Span, outer: Span) -> bool:
    return inner != outer and outer.covers(inner)


def _last(actor: Actor, position: int) -> Span:
    return max((m for m in actor.mentions if m.start < position), default=actor.mentions[0])


def _is_one(actor: Actor) -> bool:
    """Says whether a source without a name is one body or document, and not several people."""
    return not actor.named and actor.kind == "group" and tells_by_itself(actor.name)


def speaking(text: str, said: Sequence[tuple[Sequence[Span], str]], source: Span) -> str | None:
    """Gives who says "I": the speaker of the words around it, or right before it.

    `said` are the words said so far, each with the id of its speaker.
    """
    around = [s for content, s in said if any(c.covers(source) for c in content)]
    if around:
        return around[-1]
    start = text.rfind("\n", 0, source.start) + 1
    before = [s for content, s in said if start <= content[-1].end <= source.start]
    return before[-1] if before else None


def named_before_who(scene: Scene, source: Span) -> tuple[str | None, Span | None]:
    """Gives whom "who" takes up: the id of the actor, or else the phrase, right before it.

    "Which" takes up a body or a place, and only by its name.
    """
    text = scene.report.text
    which = scene.report.show(source).lower().split()[:1] == ["which"]
    start = scene.sentence_start(source.start)
    near = [
        (m.end, actor.id)
        for actor in scene.actors.values()
        if (actor.kind != "person" if which else actor.kind in _MAY_BE_WHO)
        for m in actor.mentions
        if start <= m.start and 0 <= source.start - m.end <= _BEFORE_WHO
    ]
    right = [identity for end, identity in near if len(text[end : source.start].strip()) <= 1]
    if right or which:
        return (right[-1] if right else None), None
    phrase = phrase_before(text, Span(start, source.start))
    if phrase is not None:
        return None, phrase
    return (max(near)[1] if near else None), None
