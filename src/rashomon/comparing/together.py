"""Links in doubt, looked at again by a model that reads both sentences together.

What is measured of sentences that were read apart (`features`) leaves a link between two of them
in doubt, often because the same words stand in another order or with other parts. A cross-encoder
(Humeau et al. 2020) sees that, but reads every pair anew: so only pairs in doubt are read, the
likeliest ones first, and of two reports so many at most that their length does not matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from rashomon.comparing.scoring import Matrix, Together, sigmoid
from rashomon.comparing.vectors import Sentence
from rashomon.models import CLS, SEP, session, tokenizer

DOUBT = (0.1, 0.9)
"""Probabilities between which a link is in doubt, ends included."""

MOST = 60
"""Pairs of sentences that are read together of two reports."""

LONGEST = 72
"""Wordpieces of a sentence that are read; what follows is not seen."""


def looked_again(
    probability: Matrix, left: Sequence[Sentence], right: Sequence[Sentence], *, model: Together
) -> Matrix:
    """Gives the probabilities of links, those in doubt with the look at both sentences together.

    `probability` has a row for each sentence of `left` and a column for each of `right`.
    Raises RashomonError R901 where the model file is missing.
    """
    doubtful = np.argwhere(in_doubt(probability))
    before = probability[doubtful[:, 0], doubtful[:, 1]]
    chosen = np.argsort(-before, kind="stable")[:MOST]
    if not len(chosen):
        return probability
    places, before = doubtful[chosen], before[chosen]
    seen = np.array([read_both(left[i].text, right[j].text) for i, j in places.tolist()])
    found = probability.copy()
    found[places[:, 0], places[:, 1]] = _joined(before, seen, model)
    return found


def in_doubt(probability: Matrix) -> NDArray[np.bool_]:
    """Says of which probabilities a second look is worth its cost."""
    return (probability >= DOUBT[0]) & (probability <= DOUBT[1])


def looks(before: Matrix, seen: Matrix) -> Matrix:
    """Gives what both looks say of some pairs, one a row, as `Together` weighs it.

    `before` is the probability from sentences read apart, `seen` the log odds of both together.
    """
    odds = np.log(before / (1 - before))
    return np.column_stack([odds, seen, np.minimum(seen, 0.0)])


def _joined(before: Matrix, seen: Matrix, model: Together) -> Matrix:
    return sigmoid(looks(before, seen) @ np.array(model.weights) + model.bias)


def read_both(left: str, right: str) -> float:
    """Gives the log odds that two sentences share an assertion, by the model alone.

    Raises RashomonError R901 where the model file is missing.
    """
    one, two = pieces(left), pieces(right)
    ids = np.array([[CLS, *one, SEP, *two, SEP]], dtype=np.int64)
    second = np.zeros_like(ids)
    second[:, len(one) + 2 :] = 1
    (odds,) = session("together").run(None, {"ids": ids, "second": second})
    return float(odds[0])


@lru_cache(maxsize=4096)
def pieces(text: str) -> tuple[int, ...]:
    """Gives the wordpieces of a sentence, as many as are read."""
    return tuple(tokenizer().encode(text, add_special_tokens=False).ids[:LONGEST])
