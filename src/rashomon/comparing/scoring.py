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

_BLOCK = 512  # rows that are asked at once: their answers fit a core's cache


class Forest(msgspec.Struct, frozen=True, kw_only=True):
    """Boosted decision trees, all nodes in one row; `roots` says where each tree begins.

    `low` and `high` are the nodes after x <= threshold and x > threshold; a leaf has feature -1.
    `base` is the log odds before any tree. A tree has 64 leaves at most.
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
        questions = _questions(self)
        blocks = [
            questions.reached(rows[start : start + _BLOCK]).sum(1)
            for start in range(0, len(rows), _BLOCK)
        ]
        total: Matrix = self.base + np.concatenate([np.zeros(0), *blocks])
        return total


class _Questions:
    """All questions of a forest asked at once, as QuickScorer does (Lucchese et al. 2015).

    Each inner node has a mask with a bit for each leaf of its tree, from left to right; a row that
    turns right there can't reach the leaves on its left. The leaf it reaches is the leftmost that
    no mask rules out.
    """

    def __init__(self, forest: Forest) -> None:
        self._feature: list[int] = []
        self._threshold: list[float] = []
        masks: list[int] = []
        starts: list[int] = []
        leaves: list[list[float]] = []
        for root in forest.roots:
            starts.append(len(masks))
            leaves.append([])
            self._walk(forest, root, masks, leaves[-1])
            if starts[-1] == len(masks):  # a tree of one leaf asks what every row answers alike
                self._ask(0, np.inf, 0, masks)
        self._starts = np.array(starts)
        most = max(map(len, leaves), default=1)
        width = np.uint8 if most <= 8 else np.uint64
        everything = int(np.iinfo(width).max)
        self._masks = np.array([everything & ~mask for mask in masks], dtype=width)[:, None]
        self._everything = width(everything)
        self._leaves = np.zeros((len(leaves), most))
        for tree, values in enumerate(leaves):
            self._leaves[tree, : len(values)] = values

    def _walk(self, forest: Forest, node: int, masks: list[int], leaves: list[float]) -> None:
        """Notes the question of a node and those under it, and its leaves from left to right."""
        if forest.feature[node] < 0:
            leaves.append(forest.value[node])
            return
        place, first = len(masks), len(leaves)
        self._ask(forest.feature[node], forest.threshold[node], 0, masks)
        self._walk(forest, forest.low[node], masks, leaves)
        masks[place] = sum(1 << leaf for leaf in range(first, len(leaves)))
        self._walk(forest, forest.high[node], masks, leaves)

    def _ask(self, feature: int, threshold: float, mask: int, masks: list[int]) -> None:
        self._feature.append(feature)
        self._threshold.append(threshold)
        masks.append(mask)

    def reached(self, rows: Matrix) -> Matrix:
        """Gives the value of the leaf that each row reaches in each tree, one column a tree."""
        answers = np.ascontiguousarray(rows.T)[self._feature] <= np.array(self._threshold)[:, None]
        left = np.where(answers, self._everything, self._masks)
        open_leaves = np.bitwise_and.reduceat(left, self._starts, axis=0)
        leftmost = open_leaves & (~open_leaves + open_leaves.dtype.type(1))
        leaf = np.frexp(leftmost.astype(np.float64))[1] - 1
        return np.ascontiguousarray(np.take_along_axis(self._leaves, leaf, axis=1).T)


@lru_cache(maxsize=4)
def _questions(forest: Forest) -> _Questions:
    return _Questions(forest)


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
