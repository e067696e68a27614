"""How likely a candidate is a difference that a reader would mark: small trained scorers.

Whether two stretches are one utterance, or one content credited twice, can't be read off the
words; `training/differences.py` fits a logistic regression for each such question on annotated
stories, read by the shipped reader. The weights are in `models/differences.json`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from rashomon.comparing.pair import PairDifference
from rashomon.models import model_path

Question = Literal["utterance", "unattributed", "other-speaker", "label", "number", "date"]
# Below this a candidate is not worth carrying along.
_LOWEST = 0.1


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A difference that may be one. The confidence of `difference` is that of its link alone.

    `meaning` holds the vectors of the words that tell most, one after the other: the verb by
    which something is credited, say.
    """

    question: Question
    features: dict[str, float]
    difference: PairDifference
    meaning: NDArray[np.float32] | None = None


class Scorer(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A logistic regression, with features by name; `meaning` weighs the vectors of words."""

    weights: dict[str, float]
    bias: float
    meaning: tuple[float, ...] = ()

    def probability(
        self, features: dict[str, float], meaning: NDArray[np.float32] | None = None
    ) -> float:
        """Gives the probability for one candidate; features without a weight don't count."""
        total = self.bias + sum(
            weight * features[name] for name, weight in self.weights.items() if name in features
        )
        if meaning is not None and self.meaning:
            total += float(meaning @ self._meaning)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))

    @cached_property
    def _meaning(self) -> NDArray[np.float32]:
        return np.array(self.meaning, dtype=np.float32)


class Model(msgspec.Struct, frozen=True, kw_only=True):
    """What is trained: a scorer for each question, and one that tells loaded words by vectors."""

    scorers: dict[Question, Scorer]
    loaded: tuple[float, ...]
    loaded_bias: float


def how_loaded(vector: NDArray[np.float32]) -> float:
    """Gives how loaded a word is, as the log odds that readers mark it as biased wording."""
    return float(vector @ _loaded_words()) + _model().loaded_bias


def judged(candidates: Iterable[Candidate]) -> Iterator[PairDifference]:
    """Gives the candidates that are likely enough, with their confidence.

    Raises RashomonError R901 where the model file is missing.
    """
    for candidate in candidates:
        scorer = _model().scorers[candidate.question]
        probability = scorer.probability(candidate.features, candidate.meaning)
        if probability >= _LOWEST:
            yield msgspec.structs.replace(
                candidate.difference,
                confidence=round(probability * candidate.difference.confidence, 3),
            )


def surest(found: Iterable[PairDifference]) -> list[PairDifference]:
    """Gives the surest of some findings of one pair of sentences, or nothing."""
    return sorted(found, key=lambda one: -one.confidence)[:1]


def each_side_once(found: Iterable[PairDifference]) -> list[PairDifference]:
    """Gives the surest findings, each stretch of words in one of them at most."""
    taken: list[PairDifference] = []
    for one in sorted(found, key=lambda one: -one.confidence):
        if all(one.left != other.left and one.right != other.right for other in taken):
            taken.append(one)
    return taken


@lru_cache(maxsize=1)
def _model() -> Model:
    return msgspec.json.decode(model_path("differences.json").read_bytes(), type=Model)


@lru_cache(maxsize=1)
def _loaded_words() -> NDArray[np.float32]:
    return np.array(_model().loaded, dtype=np.float32)


def forget_model() -> None:
    """Lets the model be read anew, after training has written another."""
    _model.cache_clear()
    _loaded_words.cache_clear()
