"""Informants: from whom a report has what it tells, though it credits each sentence to nobody.

A report of a fire quotes the fire service in three sentences and tells the rest itself. Whom it
quotes is its informant where he is a body (a police force, a company, a ministry), somebody who
speaks for one, or a person of whom the report tells nothing but what he says: he is no part of the
story but a source of it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from rashomon.comparing.claims import Places, zone_of
from rashomon.comparing.police_and_rescue import POLICE_AND_RESCUERS
from rashomon.reading.actors import name_words
from rashomon.reading.reading import Actor, Reading

# Of the sentences with a source's name, the share that may tell something else of him.
_ACTS = 0.2
# Unnamed bodies beside police and rescuers, and those who speak for them. What is said in court,
# any reporter may hear there. Authorities and officers of other kinds inform as those of police do.
_BODY = re.compile(
    r"\b(?:agency|army|authorities|board|club|compan(?:y|ies)|council|departments?"
    r"|famil(?:y|ies)|firm|government|hospital|marines|military|ministry|navy|office"
    r"|officers|officials?|researchers|school|scientists|team|union|university)\b",
    re.IGNORECASE,
)
_NO_BODY = re.compile(r"\b(?:court|former|judge|prosecutors?)\b", re.IGNORECASE)


def informants_in(
    place: int, reading: Reading, places: Places, story_ids: Mapping[tuple[str, str], str]
) -> frozenset[str]:
    """Gives the story's ids of a report's informants. `place` is the reading's place in `places`.

    `story_ids` maps a report's id and its actor's to the story's actor.
    """
    speaking: dict[str, set[int]] = {}
    for number in range(len(reading.sentences)):
        for part in places.parts((place, number)):
            if part.statement.speaker:
                speaking.setdefault(part.statement.speaker, set()).add(number)
    starts = [sentence.start for sentence in reading.sentences]
    found = (
        story_ids.get((reading.report.id, actor.id))
        for actor in reading.actors
        if actor.id in speaking and _informs(actor, speaking[actor.id], starts, reading)
    )
    return frozenset(one for one in found if one)


def _informs(actor: Actor, speaking: set[int], starts: Sequence[int], reading: Reading) -> bool:
    if _NO_BODY.search(actor.name):
        return False
    if not (actor.named and actor.kind == "person"):
        named_body = actor.named and actor.kind == "organization"
        return named_body or any(words.search(actor.name) for words in (_BODY, POLICE_AND_RESCUERS))
    told = {max(0, bisect_right(starts, mention.start) - 1) for mention in actor.mentions}
    told = {n for n in told if zone_of(reading.report, reading.sentences[n]) != "title"}
    return bool(told) and len(told - speaking) <= _ACTS * len(told)


def opening_of(reading: Reading) -> tuple[int, ...]:
    """Gives the sentences with which a report begins: its titles, and the first of its text."""
    found: list[int] = []
    for number, sentence in enumerate(reading.sentences):
        kind = zone_of(reading.report, sentence)
        if kind in ("title", "lead", "body"):
            found.append(number)
        if kind in ("lead", "body"):
            break
    return tuple(found)


def actors_named(
    reading: Reading, sentences: Sequence[int], story_ids: Mapping[tuple[str, str], str]
) -> frozenset[str]:
    """Gives the story's ids of those whom some sentences of a report name."""
    spans = [reading.sentences[number] for number in sentences]
    words = {word for span in spans for word in name_words(reading.report.show(span))}
    found = (
        story_ids.get((reading.report.id, actor.id))
        for actor in reading.actors
        if words.issuperset(name_words(actor.name) or "-")
        or any(span.covers(mention) for mention in actor.mentions for span in spans)
    )
    return frozenset(one for one in found if one)
