"""Who a pronoun or a description takes up again, by a small log-linear ranker.

The candidates are the actors that agree with it and stand before it, and "none of them". What
speaks for each - distance, the last speaker, subjects, roles, the headline - is weighed as
`training.speakers` fitted it on annotated stories (after Denis and Baldridge 2008, one ranker for
each kind of anaphor).
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

import msgspec

from rashomon import models
from rashomon.reading.genders import MALE, genders_of
from rashomon.reading.quotations import quote_states_of
from rashomon.reading.reading import Actor
from rashomon.reading.roles import role_words, roles_of
from rashomon.report import Report, Span

Anaphor = Literal["he or she", "they", "it", "person", "body", "group"]

REACH = 1500  # characters over which an anaphor looks back
OPENING = 3  # sentences, the headline among them, whose descriptions may be named below
NAMED_WITHIN = 1500  # characters within which they are
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
    "another kind",
    "alone fits",
    "several",
    "after a preposition",
    "before a noun",
    "none",
)
# "like Karin Holm and Dag Vik": who stands there is seldom who the next sentence goes on about
_OBLIQUE = re.compile(
    r"\b(?:about|against|among|between|by|for|from|into|like|of|on|over|than|to|toward|towards|with)"
    r"\s+(?:(?:the|an?|his|her|their|its|former|and|[A-Z][\w.’'-]*,?)\s+){0,5}$"
)
# "the Nordline ferry", "a Reuters investigation"
_BEFORE_NOUN = re.compile(
    r"\s+(?!(?:said|says|say|and|or|but|in|on|at|to|of|for|from|by|with|as|is|was|were|are|has|had|"
    r"have|will|would|could|can|may|might|also|then|who|which|that|later|did|does|do|not|"
    r"began|came|cut|fell|found|gave|got|held|hit|kept|knew|led|left|let|lost|made|meant|met|paid|"
    r"put|ran|rose|sat|saw|sent|set|spoke|stood|struck|told|took|went|won|wrote|"
    r"[a-z]+ed|[a-z]+ly|[a-z]+s)\b)[a-z]{3,}\b"
)
_NONE = tuple(float(name == "none") for name in FEATURES)


class Fit(msgspec.Struct, frozen=True, kw_only=True):
    """How well a description fits an actor: its role, and words shared with role and name.

    `other_kind`: its name tells of something else, as "Holm University" of no "company".
    `one`: it has no name, but is one body or document, and not several people.
    """

    role: bool = False
    shared: int = 0
    other_role: bool = False
    name: bool = False
    other_kind: bool = False
    one: bool = False


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
        self.quoted = quote_states_of(report)
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
    fitting = sum(fit.role or fit.name for _, fit in candidates)
    rows = [
        _figures(scene, position, actor, fit, place, place == latest, fitting == 1)
        for (actor, fit), place in zip(candidates, last, strict=True)
    ]
    return [*rows, _NONE]


def _figures(
    scene: Scene, position: int, actor: Actor, fit: Fit, last: int, latest: bool, one_fits: bool
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
        float(fit.other_kind),
        float(one_fits and (fit.role or fit.name)),
        float(actor.kind == "group" and not fit.one),
        *_place_of(text, before[-1] if before and before[-1].start == last else None),
        0.0,
    )


def _place_of(text: str, mention: Span | None) -> tuple[float, float]:
    """Says whether a name stands after a preposition, and whether it describes a noun."""
    if mention is None:
        return 0.0, 0.0
    line = max(mention.start - 60, text.rfind("\n", 0, mention.start) + 1)
    article = re.search(r"\b(?:[Tt]he|[Aa]n?)\s+$", text[line : mention.start])
    modifies = article is not None and _BEFORE_NOUN.match(text, mention.end) is not None
    return float(_OBLIQUE.search(text[line : mention.start]) is not None), float(modifies)


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
