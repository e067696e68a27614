"""Small trained scorers, kept as JSON and evaluated with numpy.

`training/matching.py` fits them with scikit-learn, which is not needed to run them.
"""

from __future__ import annotations

from functools import lru_cache

import msgspec
import numpy as np
from numpy.typing import NDArray

from rashomon.models import model_path

Matrix = NDArray[np.float64]


class Tree(msgspec.Struct, frozen=True, kw_only=True):
    """A decision tree, one entry a node. A leaf has feature -1; `low` follows x <= threshold."""

    feature: tuple[int, ...]
    threshold: tuple[float, ...]
    low: tuple[int, ...]
    high: tuple[int, ...]
    value: tuple[float, ...]


class Scorer(msgspec.Struct, frozen=True, kw_only=True):
    """A probability from features: the mean of a logistic regression and of boosted trees.

    The mean is then calibrated: `measured[i]` is the share of links that was found (in stories
    the scorer had not seen) among pairs scored `scored[i]`, with straight lines between.
    """

    features: tuple[str, ...]
    weights: tuple[float, ...]
    bias: float
    trees: tuple[Tree, ...] = ()
    base: float = 0.0
    scored: tuple[float, ...] = (0.0, 1.0)
    measured: tuple[float, ...] = (0.0, 1.0)

    def probability(self, rows: Matrix) -> Matrix:
        """Gives the calibrated probability of each row; columns as in `features`."""
        found = sigmoid(rows @ np.array(self.weights) + self.bias)
        if self.trees:
            total = np.full(len(rows), self.base)
            for tree in self.trees:
                total += _leaf_values(tree, rows)
            found = (found + sigmoid(total)) / 2
        calibrated: Matrix = np.interp(found, self.scored, self.measured)
        return calibrated


class Classes(msgspec.Struct, frozen=True, kw_only=True):
    """Multinomial logistic regression: one row of weights and one bias a class."""

    features: tuple[str, ...]
    names: tuple[str, ...]
    weights: tuple[tuple[float, ...], ...]
    bias: tuple[float, ...]

    def choose(self, rows: Matrix) -> list[str]:
        """Gives the likeliest class of each row."""
        scores = rows @ np.array(self.weights).T + np.array(self.bias)
        return [self.names[int(best)] for best in scores.argmax(1)]


class MatchingModel(msgspec.Struct, frozen=True, kw_only=True):
    """What `models/matching.json` holds.

    `idf` says how rare a word (its stem) is in news. `candidate` scores cheap features; the
    judge reads only pairs that reach `candidate_from`. `final` scores all features, and
    `relation` tells same, partial and conflict.
    """

    idf: dict[str, float]
    candidate: Scorer
    candidate_from: float
    final: Scorer
    relation: Classes


def sigmoid(values: Matrix) -> Matrix:
    """Gives log odds as probabilities."""
    return 1.0 / (1.0 + np.exp(-np.clip(values, -40.0, 40.0)))


def _leaf_values(tree: Tree, rows: Matrix) -> Matrix:
    feature, low, high = np.array(tree.feature), np.array(tree.low), np.array(tree.high)
    threshold = np.array(tree.threshold)
    node = np.zeros(len(rows), dtype=np.int64)
    every = np.arange(len(rows))
    while (inner := feature[node] >= 0).any():
        below = rows[every, np.maximum(feature[node], 0)] <= threshold[node]
        node = np.where(inner, np.where(below, low[node], high[node]), node)
    return np.array(tree.value)[node]


@lru_cache(maxsize=1)
def matching_model() -> MatchingModel:
    """Gives the shipped scorers."""
    return msgspec.json.decode(model_path("matching.json").read_bytes(), type=MatchingModel)
