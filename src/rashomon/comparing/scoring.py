"""Small trained scorers, kept as JSON and evaluated with numpy.

`training/matching.py` fits them with scikit-learn, which is not needed to run them.
"""

from __future__ import annotations

from functools import lru_cache

import msgspec
import numpy as np
from numpy.typing import NDArray

from rashomon.comparing.pair import LinkRelation
from rashomon.models import model_path

Matrix = NDArray[np.float64]


class Forest(msgspec.Struct, frozen=True, kw_only=True):
    """Boosted decision trees, all nodes in one row; `roots` says where each tree begins.

    `low` and `high` are the nodes after x <= threshold and x > threshold; a leaf has feature -1.
    `base` is the log odds before any tree.
    """

    roots: tuple[int, ...]
    feature: tuple[int, ...]
    threshold: tuple[float, ...]
    low: tuple[int, ...]
    high: tuple[int, ...]
    value: tuple[float, ...]
    base: float

    def log_odds(self, rows: Matrix) -> Matrix:
        """Gives the sum of the leaves that each row reaches."""
        feature, threshold = np.array(self.feature), np.array(self.threshold)
        low, high = np.array(self.low), np.array(self.high)
        node = np.tile(np.array(self.roots), (len(rows), 1))
        row = np.arange(len(rows))[:, None]
        while (inner := feature[node] >= 0).any():
            below = rows[row, np.maximum(feature[node], 0)] <= threshold[node]
            node = np.where(inner, np.where(below, low[node], high[node]), node)
        total: Matrix = self.base + np.array(self.value)[node].sum(1)
        return total


class Scorer(msgspec.Struct, frozen=True, kw_only=True):
    """A probability from features: the mean of a logistic regression and of boosted trees.

    The mean is then calibrated: `measured[i]` is the share of links that was found (in stories
    the scorer had not seen) among pairs scored `scored[i]`, with straight lines between.
    """

    features: tuple[str, ...]
    weights: tuple[float, ...]
    bias: float
    forest: Forest
    scored: tuple[float, ...] = (0.0, 1.0)
    measured: tuple[float, ...] = (0.0, 1.0)

    def probability(self, rows: Matrix) -> Matrix:
        """Gives the calibrated probability of each row; columns as in `features`."""
        linear = sigmoid(rows @ np.array(self.weights) + self.bias)
        found = (linear + sigmoid(self.forest.log_odds(rows))) / 2
        calibrated: Matrix = np.interp(found, self.scored, self.measured)
        return calibrated


class Relations(msgspec.Struct, frozen=True, kw_only=True):
    """Multinomial logistic regression: one row of weights and one bias a relation."""

    features: tuple[str, ...]
    names: tuple[LinkRelation, ...]
    weights: tuple[tuple[float, ...], ...]
    bias: tuple[float, ...]

    def choose(self, rows: Matrix) -> list[LinkRelation]:
        """Gives the likeliest relation of each row."""
        scores = rows @ np.array(self.weights).T + np.array(self.bias)
        return [self.names[int(best)] for best in scores.argmax(1)]


class MatchingModel(msgspec.Struct, frozen=True, kw_only=True):
    """What `models/matching.json` holds.

    `idf` says how rare a word (its stem) is in news, `link` scores a pair of sentences, and
    `relation` tells same, partial and conflict.
    """

    idf: dict[str, float]
    link: Scorer
    relation: Relations


def sigmoid(values: Matrix) -> Matrix:
    """Gives log odds as probabilities."""
    return 1.0 / (1.0 + np.exp(-np.clip(values, -40.0, 40.0)))


@lru_cache(maxsize=1)
def matching_model() -> MatchingModel:
    """Gives the shipped scorers."""
    return msgspec.json.decode(model_path("matching.json").read_bytes(), type=MatchingModel)
