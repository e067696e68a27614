"""Whose words they are: the speaker of each statement, and the chain it came through.

`resolver` tells whom a source means, `carrying` who goes on speaking, `via` through whom it came,
and `speaker_confidence` how likely that is: below a threshold a guess is left open.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from rashomon.reading.carrying import carry_on
from rashomon.reading.drafts import Draft
from rashomon.reading.reading import Actor, Statement
from rashomon.reading.resolver import OPEN, Resolver
from rashomon.reading.speaker_confidence import Meant, sure_enough
from rashomon.reading.via import chain_of
from rashomon.report import Report, Span


class Resolved(msgspec.Struct, frozen=True, kw_only=True):
    """Statements with speakers, and all actors, the unnamed sources among them."""

    statements: tuple[Statement, ...]
    actors: tuple[Actor, ...]


def resolve_speakers(
    report: Report, sentences: Sequence[Span], actors: Sequence[Actor], drafts: Sequence[Draft]
) -> Resolved:
    """Gives the statements with their speakers and chains, and all actors."""
    return resolve_with(Resolver(report, sentences, actors), sentences, drafts)


def resolve_with(
    resolver: Resolver, sentences: Sequence[Span], drafts: Sequence[Draft]
) -> Resolved:
    """Does the same with a resolver that the caller brings."""
    report = resolver.report
    ordered = sorted(drafts, key=lambda d: d.content)
    found: list[Meant] = []
    for draft in ordered:
        meant = resolver.meant_in(draft)
        found.append(meant)
        if meant.actor:
            resolver.note(draft, meant.actor)
    statements = []
    told: dict[tuple[Span, ...], tuple[str, ...]] = {}
    for draft, meant in zip(ordered, carry_on(report, ordered, found), strict=True):
        via, inner = chain_of(report, sentences, resolver, draft, meant)
        speaker = inner.actor
        told[draft.content] = (*via, speaker) if speaker else via
        if draft.within is not None:
            via = tuple(teller for teller in told.get(draft.within, ()) if teller != speaker)
        chance = resolver.confidence(draft, inner) if speaker else None
        if chance is not None and not sure_enough(inner, chance):
            inner = resolver.described(draft.source) if draft.source else OPEN
            speaker = inner.actor
            chance = resolver.confidence(draft, inner) if speaker else None
        statements.append(_statement(draft, speaker, via, chance))
    return Resolved(
        statements=tuple(statements),
        actors=tuple(sorted(resolver.actors.values(), key=lambda a: (a.mentions[0], a.id))),
    )


def _statement(
    draft: Draft, speaker: str | None, via: tuple[str, ...], chance: float | None
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
        speaker_confidence=chance,
        via=via,
    )
