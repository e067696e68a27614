"""How two values of one thing differ: in value, in precision, in bound, or by rounding."""

from __future__ import annotations

import math

from rashomon.comparing.comparison import DifferenceSubtype
from rashomon.reading.reading import Quantity

# "about 60" holds from 54 to 66.
_ABOUT = 0.1
# Exact counts are rounded to hundreds at least; "19" and "20" are two counts.
_ROUND = 100
# Nobody rounds by more than this share: "a million" is not half a million.
_ROUNDED_OFF = 0.2
# Shares in tenths or quarters are this many points off at most: "eight in ten" may be 78 %.
_PART = 5.0


def number_subtype(left: Quantity, right: Quantity) -> DifferenceSubtype | None:
    """Says how two quantities of one thing differ; None where they say the same.

    Both true is no conflict: "276" and "more than 200" differ in precision, "60" and "more
    than 60" in bound, "1,000" and "998" by rounding.
    """
    if are_equal(left, right):
        return None
    if left.value == right.value and _range(left) == _range(right):
        return None
    if left.value == right.value:
        return "bound"
    exact = left.bound == right.bound == "exact" and not is_range(left) and not is_range(right)
    if exact:
        return "rounding" if _rounds_to(left.value, right.value) else "conflict"
    low = max(_range(left)[0], _range(right)[0])
    high = min(_range(left)[1], _range(right)[1])
    return "precision" if low <= high else "conflict"


def are_equal(left: Quantity, right: Quantity) -> bool:
    """Says whether two quantities have one value, range and bound."""
    return (left.value, left.low, left.high, left.bound) == (
        right.value,
        right.low,
        right.high,
        right.bound,
    )


def is_range(quantity: Quantity) -> bool:
    """Says whether a quantity is told as a range: "10 to 15"."""
    return quantity.low is not None or quantity.high is not None


def _range(quantity: Quantity) -> tuple[float, float]:
    if is_range(quantity):
        low = quantity.low if quantity.low is not None else -math.inf
        return low, quantity.high if quantity.high is not None else math.inf
    value = quantity.value
    if quantity.bound in {"at least", "more than"}:
        return value, math.inf
    if quantity.bound in {"at most", "fewer than"}:
        return -math.inf, value
    if quantity.bound == "about":
        return value - _ABOUT * abs(value), value + _ABOUT * abs(value)
    return value, value


def _rounds_to(left: float, right: float) -> bool:
    """Says whether one value is the other, rounded: to hundreds at least, or to whole numbers."""
    for fine, coarse in ((left, right), (right, left)):
        step = _step(coarse)
        rounded = step >= _ROUND or (float(coarse).is_integer() and not float(fine).is_integer())
        near = abs(fine - coarse) <= min(step / 2, _ROUNDED_OFF * abs(coarse))
        if rounded and step > _step(fine) and near:
            return True
    return False


def _step(value: float) -> float:
    """Gives the place of the last digit that is not a zero: 100 for 1,200, 0.5 for halves."""
    if value == 0 or not math.isfinite(value):
        return 0.0
    step = 10.0 ** math.floor(math.log10(abs(value)))
    while step > 1e-3 and abs(value / step - round(value / step)) > 1e-9:
        step /= 10
    return step


def is_rounded_share(left: Quantity, right: Quantity) -> bool:
    """Says whether two exact percentages may be one: a share such as "eight in ten", rounded."""
    return abs(left.value - right.value) <= _PART and {left.bound, right.bound} == {"exact"}
