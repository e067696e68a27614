"""How likely a statement's speaker is the right one.

A name says it all but surely, a pronoun as surely as the ranker chose, a description of somebody
whom no name is known for seldom. A logistic regression (training/speakers.py) over how a source
was resolved gives the probability that an annotator names the same speaker. Below `GUESSED` a
guess is not made: the speaker is left open.
"""

from __future__ import annotations

import json
import math
from functools import lru_cache
from typing import Literal, get_args

import msgspec

from rashomon import models
from rashomon.reading.drafts import Draft

How = Literal[
    "name",
    "beside a name",
    "document",
    "he or she",
    "person",
    "body",
    "group",
    "who",
    "I",
    "going on",
    "description",
    "open",
]
HOWS: tuple[How, ...] = tuple(how for how in get_args(How) if how != "open")
FEATURES = (*HOWS, "chance", "statement", "nested", "many words", "begins with the")
GUESSED = 0.3
"""Probability from which a speaker that is not named in the source is shown, else left open."""

_STATED: frozenset[How] = frozenset({"name", "beside a name", "description"})


class Meant(msgspec.Struct, frozen=True, kw_only=True):
    """The actor that a source means, how that was told, and how sure its ranking was."""

    actor: str | None
    how: How
    chance: float = 1.0


def describe_speaker(draft: Draft, meant: Meant, source: str) -> list[float]:
    """Gives the figures by which a speaker is weighed, in the order of `FEATURES`."""
    return [
        *(float(meant.how == how) for how in HOWS),
        _log_odds(meant.chance) if meant.chance < 1 else 0.0,
        _log_odds(draft.confidence),
        float(draft.within is not None),
        float(len(source.split()) > 5),
        float(source.lower().startswith("the ")),
    ]


def speaker_confidence(figures: list[float]) -> float:
    """Gives the probability, 0 to 1, that the speaker so described is the right one."""
    score = sum(weight * x for weight, x in zip(_weights(), figures, strict=True))
    return round(1 / (1 + math.exp(-score)), 3)


def sure_enough(meant: Meant, chance: float) -> bool:
    """Says whether a speaker is shown: always where the source itself names or describes it."""
    return meant.how in _STATED or chance >= GUESSED


@lru_cache(maxsize=1)
def _weights() -> tuple[float, ...]:
    stored: dict[str, dict[str, float]] = json.loads(models.model_path("speakers.json").read_text())
    return tuple(stored["confidence"][name] for name in FEATURES)


def _log_odds(probability: float) -> float:
    held = min(max(probability, 1e-3), 1 - 1e-3)
    return math.log(held / (1 - held))
