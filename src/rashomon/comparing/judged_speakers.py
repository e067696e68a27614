"""Readings with the speakers that people gave: they go before what the machine found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from rashomon.judgement import Kept, passage_now
from rashomon.reading.reading import Actor, ActorKind, Reading, Statement
from rashomon.report import Span


def speakers_in_force(reading: Reading, judgements: Sequence[Kept]) -> dict[int, Kept]:
    """Gives the newest judgement on the speaker of each statement, by the statement's place.

    `judgements` come oldest first; those on other things or other reports are passed over.
    """
    found: dict[int, Kept] = {}
    for kept in judgements:
        if kept.said not in ("right", "wrong") or len(kept.one) != 1:
            continue
        span = passage_now(kept.one[0], reading.report)
        place = _statement_at(reading.statements, span) if span else None
        if place is not None:
            found[place] = kept
    return found


def with_judged_speakers(
    reading: Reading, judgements: Sequence[Kept], *, kinds: Mapping[str, ActorKind] | None = None
) -> Reading:
    """Gives a reading whose statements have the speakers that people gave.

    Who was said to be wrong, and nobody else named, is left open, unless the reading names
    another than the one that was judged. `kinds` says of what kind a name is that the report does
    not have; else it is a person's.
    """
    said = speakers_in_force(reading, judgements)
    if not said:
        return reading
    actors = list(reading.actors)
    statements = list(reading.statements)
    for place, kept in said.items():
        statement = statements[place]
        named = kept.speaker if kept.said == "right" else kept.instead
        speaker = statement.speaker
        if named:
            speaker = _actor_named(named, actors, reading, kinds or {})
        elif kept.said == "wrong" and speaker in _ids_of(kept.speaker, actors):
            speaker = None
        statements[place] = replace(
            statement, speaker=speaker, confidence=1.0, speaker_confidence=1.0 if speaker else None
        )
    return replace(reading, actors=tuple(actors), statements=tuple(statements))


def _statement_at(statements: Sequence[Statement], span: Span) -> int | None:
    """Gives the statement that holds most of a span; the first of those that hold as much."""
    shared = [sum(piece.shared(span) for piece in one.content) for one in statements]
    best = max(shared, default=0)
    return shared.index(best) if best else None


def _ids_of(name: str | None, actors: Sequence[Actor]) -> set[str]:
    """Gives the actors that have a name."""
    wanted = (name or "").casefold()
    return {
        actor.id
        for actor in actors
        if wanted in (known.casefold() for known in (actor.name, *actor.aliases))
    }


def _actor_named(
    name: str, actors: list[Actor], reading: Reading, kinds: Mapping[str, ActorKind]
) -> str:
    """Gives the id of the actor with a name; where there is none, `actors` gains one."""
    known = sorted(_ids_of(name, actors))
    if known:
        return known[0]
    text, at, mentions = reading.report.text, 0, []
    while (start := text.find(name, at)) >= 0:
        at = start + len(name)
        mentions.append(Span(start, at))
    taken = {actor.id for actor in actors}
    identity = next(f"j{n}" for n in range(len(actors) + 1) if f"j{n}" not in taken)
    kind = kinds.get(name.casefold(), "person")
    actors.append(Actor(id=identity, name=name, kind=kind, mentions=tuple(mentions)))
    return identity


def kinds_of(readings: Sequence[Reading]) -> dict[str, ActorKind]:
    """Gives of what kind each name of some readings is, by the name in small letters."""
    return {
        name.casefold(): actor.kind
        for reading in readings
        for actor in reading.actors
        for name in (*actor.aliases, actor.name)
    }
