"""How likely two reports tell of one event."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import msgspec
import numpy as np
from numpy.typing import NDArray

from rashomon.models import model_path
from rashomon.sorting.sketches import Sketch
from rashomon.sorting.words import products

FEATURES = ("lead", "body", "vector", "dated", "gap", "far")
_FAR = 10  # days after which a report is seldom of the same event
EXPONENT = 1 / 3
"""Groups join by the power mean of their pairs with this exponent, in which one very like pair can
not make up for many unlike ones."""
# The order of two reports may not show in the last bits of their likeness.
_DIGITS = 5


class Likeness(msgspec.Struct, frozen=True, kw_only=True):
    """A logistic regression over `FEATURES`, fitted by training.sorting."""

    weights: tuple[float, ...]
    bias: float
    together: float  # probability, as a power mean, from which two groups are one story

    @property
    def threshold(self) -> float:
        """The likeness from which two groups of reports are one story."""
        return float(self.together**EXPONENT)

    def likenesses(self, one: Sketch, others: Sequence[Sketch]) -> NDArray[np.float64]:
        """Gives the likeness of `one` to each of the others: their probability to the exponent."""
        found: NDArray[np.float64] = np.round(self.probabilities(one, others) ** EXPONENT, _DIGITS)
        return found

    def probabilities(self, one: Sketch, others: Sequence[Sketch]) -> NDArray[np.float64]:
        """Gives how probable it is that `one` is of one story with each of the others."""
        score = features(one, others) @ np.array(self.weights) + self.bias
        found: NDArray[np.float64] = 1 / (1 + np.exp(-np.clip(score, -60, 60)))
        return found


def probability_of(value: float) -> float:
    """Gives the probability that a likeness stands for."""
    return float(value ** (1 / EXPONENT))


def features(one: Sketch, others: Sequence[Sketch]) -> NDArray[np.float64]:
    """Gives what `FEATURES` names, a row for each of the others."""
    if not others:
        return np.zeros((0, len(FEATURES)))
    gaps = _gaps(one, others)
    dated = ~np.isnan(gaps)
    gaps = np.where(dated, gaps, 0.0)
    vectors = np.concatenate([other.vector for other in others]).reshape(len(others), -1)
    return np.column_stack(
        [
            products(one.lead, [other.lead for other in others]),
            products(one.body, [other.body for other in others]),
            vectors @ one.vector,
            dated,
            np.log1p(gaps),
            gaps > _FAR,
        ]
    )


def _gaps(one: Sketch, others: Sequence[Sketch]) -> NDArray[np.float64]:
    """Gives the days between one report and each of the others, NaN where one tells no day."""
    if one.day is None:
        return np.full(len(others), np.nan)
    days = np.array([np.nan if other.day is None else other.day for other in others])
    found: NDArray[np.float64] = np.abs(days - one.day)
    return found


@lru_cache(maxsize=1)
def likeness() -> Likeness:
    """Gives the fitted model that ships with the package."""
    return msgspec.json.decode(model_path("sorting.json").read_bytes(), type=Likeness)
