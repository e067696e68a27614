"""Who a pronoun or a description takes up again, by a small log-linear ranker.

The candidates are the actors that agree with it and stand before it, and "none of them". What
speaks for each - distance, the last speaker, subjects, roles, the headline - is weighed as
`training.speakers` fitted it on annotated stories (after Denis and Baldridge 2008, one ranker for
each kind of anaphor). Gender comes from titles, roles and pronouns beside a name in the report
itself, never from a first name.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

import msgspec

from rashomon import models
from rashomon.reading.encoding import quote_states
from rashomon.reading.reading import Actor
from rashomon.reading.roles import head_noun, role_words, roles_of
from rashomon.report import Report, Span

Anaphor = Literal["he or she", "person", "body", "group"]

REACH = 1500  # characters over which an anaphor looks back
MALE = frozenset({"he", "him", "his", "himself"})
FEMALE = frozenset({"she", "her", "hers", "herself"})
# A title stands right before a name: "Lord Holm", not "Holm, the lord", nor "Ada King".
_TITLE = (
    r"(?:(?P<m>Mr|Sir|Lord|King|Prince|Fr|Pope)|(?P<f>Mrs|Ms|Miss|Dame|Lady|Queen|Princess))\.?\s+"
)
# Whole words: neither a German nor a person is told to be a man by its last letters.
_MALE_ROLES = frozenset(
    """
    actor alderman anchorman assemblyman barman boy boyfriend brother businessman cameraman
    chairman clergyman congressman councilman craftsman duke emperor ex-husband father fiancé
    fireman fisherman foreman frontman gentleman godfather grandfather grandson gunman handyman
    headmaster husband king layman man marksman nephew newsman nobleman policeman prince repairman
    salesman seaman serviceman son spokesman sportsman stepfather stepson stuntman tribesman uncle
    weatherman widower workman
    """.split()
)
_FEMALE_ROLES = frozenset(
    """
    actress aunt daughter duchess empress ex-wife fiancée girl girlfriend godmother granddaughter
    grandmother headmistress heiress mother niece nun princess queen sister stepdaughter stepmother
    waitress widow wife woman
    """.split()
)
_GENDERED = re.compile(r"\b(?:he|him|his|himself|she|her|hers|herself)\b", re.IGNORECASE)
_TITLE_WITHIN = 10  # characters of the longest title, with its space
_SUBJECT_WITHIN = 45  # characters from the start of a sentence

FEATURES = (
    "sentences apart",
    "same sentence",
    "same paragraph",
    "last speaker",
    "speaker before the last",
    "subject",
    "how often",
    "gender known",
    "in the opening",
    "in words of another",
    "possessive",
    "latest",
    "role fits",
    "role words shared",
    "another role",
    "name fits",
    "none",
)
_NONE = tuple(float(name == "none") for name in FEATURES)


class Fit(msgspec.Struct, frozen=True, kw_only=True):
    """How well a description fits an actor: its role, and words shared with role and name."""

    role: bool = False
    shared: int = 0
    other_role: bool = False
    name: bool = False


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """The actor held likeliest, None for none of them, and its probability."""

    actor: str | None
    probability: float


class Scene:
    """What is known of a report's actors while its sources are resolved in their order."""

    def __init__(self, report: Report, sentences: Sequence[Span], actors: Sequence[Actor]) -> None:
        self.report = report
        self.actors: dict[str, Actor] = {actor.id: actor for actor in actors}
        self.spoken: list[tuple[int, str]] = []
        # Who stands in the dateline is not who the text is about.
        self.opening = report.dateline.end if report.dateline else 0
        self.starts = [sentence.start for sentence in sentences]
        self.headline = sentences[1].end if len(sentences) > 1 else len(report.text)
        self.quoted = quote_states(report.text)
        self.genders = genders_of(report, sentences, actors)
        self.role_words = {
            actor.id: role_words(roles_of(report.text, actor.mentions))
            for actor in actors
            if actor.kind == "person"
        }

    def sentence_number(self, position: int) -> int:
        """Gives the number of the sentence that holds a position."""
        return bisect_right(self.starts, position)

    def sentence_start(self, position: int) -> int:
        """Gives where the sentence that holds a position begins."""
        place = self.sentence_number(position)
        return self.starts[place - 1] if place else 0

    def last_before(self, actor: Actor, position: int) -> int | None:
        """Gives where an actor was last named, or spoke, before a position."""
        before = [m.start for m in actor.mentions if self.opening <= m.start < position]
        spoken = [p for p, identity in self.spoken if identity == actor.id and p < position]
        return max(before + spoken, default=None)

    def credited(self, actor: Actor) -> bool:
        """Says whether an actor stands in picture credits alone: "AP Photo/Jon Vik"."""
        text = self.report.text
        return all(text[max(0, m.start - 1) : m.start] == "/" for m in actor.mentions)

    def near(self, position: int) -> list[Actor]:
        """Gives the actors named, or heard, within reach before a position."""
        return [
            actor
            for actor in self.actors.values()
            if not self.credited(actor)
            and (last := self.last_before(actor, position)) is not None
            and position - last <= REACH
        ]


def rank(
    scene: Scene, kind: Anaphor, position: int, candidates: Sequence[tuple[Actor, Fit]]
) -> Chosen:
    """Gives the likeliest of the candidates for an anaphor of this kind, or none."""
    weights = _weights()[kind]
    described = describe(scene, position, candidates)
    scores = [sum(w * x for w, x in zip(weights, row, strict=True)) for row in described]
    highest = max(scores)
    chances = [math.exp(score - highest) for score in scores]
    best = max(range(len(scores)), key=lambda place: scores[place])
    return Chosen(
        actor=candidates[best][0].id if best < len(candidates) else None,
        probability=chances[best] / sum(chances),
    )


def describe(
    scene: Scene, position: int, candidates: Sequence[tuple[Actor, Fit]]
) -> list[tuple[float, ...]]:
    """Gives the figures of each candidate in the order of `FEATURES`, and those of "none"."""
    last = [scene.last_before(actor, position) or 0 for actor, _ in candidates]
    latest = max(last, default=0)
    rows = [
        _figures(scene, position, actor, fit, place, place == latest)
        for (actor, fit), place in zip(candidates, last, strict=True)
    ]
    return [*rows, _NONE]


def _figures(
    scene: Scene, position: int, actor: Actor, fit: Fit, last: int, latest: bool
) -> tuple[float, ...]:
    text = scene.report.text
    heard = [identity for place, identity in scene.spoken if place < position]
    before = [m for m in actor.mentions if m.start < position]
    apart = scene.sentence_number(position) - scene.sentence_number(last)
    start = scene.sentence_start(last)
    return (
        float(min(apart, 6)),
        float(apart == 0),
        float("\n" not in text[last:position]),
        float(heard[-1:] == [actor.id]),
        float(len(heard) > 1 and heard[-2] == actor.id != heard[-1]),
        float(any(start <= m.start <= start + _SUBJECT_WITHIN for m in before)),
        math.log(1 + len(before)),
        float(scene.genders.get(actor.id) is not None),
        float(any(m.start < scene.headline for m in before)),
        float(scene.quoted[last] == 1),
        float(bool(before) and text[before[-1].end : before[-1].end + 2] in ("'s", "’s")),
        float(latest),
        float(fit.role),
        float(min(fit.shared, 3)),
        float(fit.other_role),
        float(fit.name),
        0.0,
    )


@lru_cache(maxsize=1)
def _weights() -> dict[str, list[float]]:
    stored: dict[str, dict[str, float]] = json.loads(
        models.model_path("speakers.json").read_text()
    )["antecedents"]
    return {kind: [table[name] for name in FEATURES] for kind, table in stored.items()}


def agrees(scene: Scene, word: str, actor: Actor) -> bool:
    """Says whether a person can be meant by "he" or "she": not where another gender is shown."""
    if actor.kind != "person":
        return False
    gender = scene.genders.get(actor.id)
    return gender is None or gender == ("m" if word in MALE else "f")


def genders_of(
    report: Report, sentences: Sequence[Span], actors: Sequence[Actor]
) -> dict[str, str]:
    """Gives the gender that titles, roles and pronouns show: "m" or "f", by actor."""
    people = [a for a in actors if a.kind == "person"]
    votes: Counter[tuple[str, str]] = Counter()
    for sentence in sentences:
        inside = [(m, a) for a in people for m in a.mentions if sentence.covers(m)]
        if len({a.id for _, a in inside}) != 1:
            continue
        mention, actor = min(inside, key=lambda pair: pair[0])
        for word in _GENDERED.findall(report.text[mention.end : sentence.end]):
            votes[actor.id, "m" if word.lower() in MALE else "f"] += 1
    found = {}
    for actor in people:
        male, female = votes[actor.id, "m"], votes[actor.id, "f"]
        shown = _titled(report, actor)
        if shown is not None:
            found[actor.id] = shown
        elif max(male, female) > 2 * min(male, female):
            found[actor.id] = "m" if male > female else "f"
    return found


def _titled(report: Report, actor: Actor) -> str | None:
    for mention in actor.mentions:
        before = report.text[max(0, mention.start - _TITLE_WITHIN) : mention.start]
        own = report.text[mention.start : mention.end]
        title = re.search(rf"\b{_TITLE}$", before) or re.match(rf"{_TITLE}(?=\w)", own)
        if title is not None:
            return title.lastgroup
    head = head_noun(actor.role or "")
    if head is None:
        return None
    if head in _FEMALE_ROLES or head.endswith("woman"):
        return "f"
    return "m" if head in _MALE_ROLES else None
