"""Small trained scorers, kept as JSON and evaluated with numpy.

`training/matching.py` fits them with scikit-learn, which is not needed to run them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import msgspec
import numpy as np
from numpy.typing import NDArray

from rashomon.comparing.pair import LinkRelation
from rashomon.models import model_path

Matrix = NDArray[np.float64]

Bytes = NDArray[np.uint64]
_Question = tuple[float, int, int]  # threshold, tree, the leaves that a row above it can't reach

# The leftmost leaf that is open, by the byte with a bit for each open leaf, from 1 on.
_LEFTMOST = np.array([(still_open & -still_open).bit_length() - 1 for still_open in range(1, 256)])

_BLOCK = 512  # rows that are asked at once: their answers fit a core's cache


class Forest(msgspec.Struct, frozen=True, kw_only=True):
    """Boosted decision trees, all nodes in one row; `roots` says where each tree begins.

    `low` and `high` are the nodes after x <= threshold and x > threshold; a leaf has feature -1.
    `base` is the log odds before any tree. A tree has eight leaves at most.
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
    """The questions of a forest, asked feature by feature (QuickScorer, Lucchese et al. 2015).

    Each inner node has a byte with a bit for each leaf of its tree, from left to right; a row that
    turns right there can't reach the leaves on its left. Between two thresholds a feature leaves
    the same leaves of all trees open, so that they are looked up together, eight trees a number.
    The leaf that a row reaches is the leftmost that no feature rules out.
    """

    def __init__(self, forest: Forest) -> None:
        asked: dict[int, list[_Question]] = {}
        self._values = np.zeros((len(forest.roots), 256))
        for tree, root in enumerate(forest.roots):
            leaves: list[float] = []
            _walk(forest, root, tree, asked, leaves)
            # Bits of leaves that a tree lacks are never ruled out, and never the leftmost.
            self._values[tree, 1:] = np.array(leaves)[np.minimum(_LEFTMOST, len(leaves) - 1)]
        self._trees = np.arange(len(forest.roots)) * 256
        self._width = -(-len(forest.roots) // 8)
        self._answers = {
            feature: self._open(sorted(questions)) for feature, questions in asked.items()
        }

    def _open(self, questions: Sequence[_Question]) -> tuple[Matrix, Bytes]:
        """Gives thresholds, and the leaves that are open above none of them, the first, two ..."""
        still = np.full((len(questions) + 1, 8 * self._width), 255, dtype=np.uint8)
        for place, (_, tree, ruled_out) in enumerate(questions):
            still[place + 1 :, tree] &= 255 - ruled_out
        return np.array([threshold for threshold, _, _ in questions]), still.view(np.uint64)

    def reached(self, rows: Matrix) -> Matrix:
        """Gives the value of the leaf that each row reaches in each tree, one column a tree."""
        still = np.full((len(rows), self._width), np.iinfo(np.uint64).max, dtype=np.uint64)
        for feature, (thresholds, left_open) in self._answers.items():
            still &= left_open.take(np.searchsorted(thresholds, rows[:, feature]), axis=0)
        leaves = still.view(np.uint8)[:, : len(self._trees)]
        return self._values.ravel().take(self._trees + leaves)


def _walk(
    forest: Forest, node: int, tree: int, asked: dict[int, list[_Question]], leaves: list[float]
) -> None:
    """Notes the questions of a node and those under it, and its leaves from left to right."""
    if forest.feature[node] < 0:
        leaves.append(forest.value[node])
        return
    first = len(leaves)
    _walk(forest, forest.low[node], tree, asked, leaves)
    ruled_out = sum(1 << leaf for leaf in range(first, len(leaves)))
    question = (forest.threshold[node], tree, ruled_out)
    asked.setdefault(forest.feature[node], []).append(question)
    _walk(forest, forest.high[node], tree, asked, leaves)


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


class Together(msgspec.Struct, frozen=True, kw_only=True):
    """Logistic regression that joins two looks at a pair of sentences.

    The weights are those of the log odds from sentences read apart, of the log odds from both read
    together, and of these again where they are below zero.
    """

    weights: tuple[float, float, float]
    bias: float


class MatchingModel(msgspec.Struct, frozen=True, kw_only=True):
    """What `models/matching.json` holds.

    `idf` says how rare a word (its stem) is in news, `link` scores a pair of sentences, `together`
    joins that with a look at both together, and `relation` tells same, partial and conflict.
    """

    idf: dict[str, float]
    link: Scorer
    together: Together
    relation: Relations


def sigmoid(values: Matrix) -> Matrix:
    """Gives log odds as probabilities."""
    return 1.0 / (1.0 + np.exp(-np.clip(values, -40.0, 40.0)))


@lru_cache(maxsize=1)
def matching_model() -> MatchingModel:
    """Gives the shipped scorers."""
    return msgspec.json.decode(model_path("matching.json").read_bytes(), type=MatchingModel)
