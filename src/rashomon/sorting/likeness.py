"""How likely two reports tell of one event."""

from __future__ import annotations

from functools import lru_cache

import msgspec
import numpy as np
from numpy.typing import NDArray

from rashomon.models import model_path
from rashomon.sorting.shelf import Places, Shelf
from rashomon.sorting.sketches import Sketch

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

    def likenesses(self, one: Sketch, shelf: Shelf, places: Places) -> NDArray[np.float64]:
        """Gives how like `one` is to those at some places: their probability to the exponent."""
        score = features(one, shelf, places) @ np.array(self.weights) + self.bias
        probable = 1 / (1 + np.exp(-np.clip(score, -60, 60)))
        found: NDArray[np.float64] = np.round(probable**EXPONENT, _DIGITS)
        return found


def probability_of(value: float) -> float:
    """Gives the probability that a likeness stands for."""
    return float(value ** (1 / EXPONENT))


def features(one: Sketch, shelf: Shelf, places: Places) -> NDArray[np.float64]:
    """Gives what `FEATURES` names, a row for each of some places of the shelf."""
    if not len(places):
        return np.zeros((0, len(FEATURES)))
    days = np.nan if one.day is None else one.day
    gaps = np.abs(shelf.days[places] - days)
    dated = ~np.isnan(gaps)
    gaps[~dated] = 0.0
    return np.column_stack(
        [
            shelf.lead.products(one.lead, places),
            shelf.body.products(one.body, places),
            shelf.vectors.take(places, axis=0) @ one.vector,
            dated,
            np.log1p(gaps),
            gaps > _FAR,
        ]
    )


@lru_cache(maxsize=1)
def likeness() -> Likeness:
    """Gives the fitted model that ships with the package."""
    return msgspec.json.decode(model_path("sorting.json").read_bytes(), type=Likeness)
