"""Figures for the same thing that differ: in value, in precision or in bound."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

import msgspec

from rashomon.comparing.comparison import DifferenceSubtype
from rashomon.comparing.differences.alignment import Change
from rashomon.comparing.differences.counted import counted_in, same_thing
from rashomon.comparing.differences.dates import calendar_time
from rashomon.comparing.differences.finding import difference
from rashomon.comparing.differences.sentence import ReadSentence, SentencePair
from rashomon.comparing.pair import PairDifference
from rashomon.reading.numbers import number_value
from rashomon.reading.reading import Quantity
from rashomon.report import Span

# "about 60" holds from 54 to 66.
_ABOUT = 0.1
# Exact counts are rounded to hundreds at least; "19" and "20" are two counts.
_ROUND = 100
# Two figures that exclude each other are more often figures for two things.
_CONFLICT = 0.7
_COMPATIBLE = 0.85
_LOWEST = 0.45


class _Figure(msgspec.Struct, frozen=True):
    """A number of a changed stretch, as it stands in the sentence."""

    span: Span
    value: float


def number_differences(pair: SentencePair) -> Iterator[PairDifference]:
    """Finds quantities of the same thing whose figures differ."""
    if pair.twins:
        yield from _retouched(pair)
        return
    left, right = counted_in(pair.left), counted_in(pair.right)
    matches = sorted(
        (
            (not _equal(ours.quantity, theirs.quantity), -same_thing(ours, theirs), i, j)
            for i, ours in enumerate(left)
            for j, theirs in enumerate(right)
        ),
    )
    matched: tuple[set[int], set[int]] = (set(), set())
    for differs, sureness, i, j in matches:
        if i in matched[0] or j in matched[1] or (differs and not sureness):
            continue
        matched[0].add(i)
        matched[1].add(j)
        ours, theirs = left[i].quantity, right[j].quantity
        subtype = compare(ours, theirs)
        if subtype is not None:
            certainty = -sureness * _CONFLICT if subtype == "conflict" else _COMPATIBLE
            if certainty >= _LOWEST:
                yield _number(pair, ours, theirs, subtype, certainty)


def compare(left: Quantity, right: Quantity) -> DifferenceSubtype | None:
    """Says how two quantities of one thing differ; None where they say the same.

    Both true is no conflict: "276" and "more than 200" differ in precision, "60" and "more
    than 60" in bound, "1,000" and "998" by rounding.
    """
    if _equal(left, right):
        return None
    if left.value == right.value and _range(left) == _range(right):
        return None
    if left.value == right.value:
        return "bound"
    exact = left.bound == right.bound == "exact" and not _is_range(left) and not _is_range(right)
    if exact:
        return "rounding" if _rounds_to(left.value, right.value) else "conflict"
    low = max(_range(left)[0], _range(right)[0])
    high = min(_range(left)[1], _range(right)[1])
    return "precision" if low <= high else "conflict"


def _equal(left: Quantity, right: Quantity) -> bool:
    return (left.value, left.low, left.high, left.bound) == (
        right.value,
        right.low,
        right.high,
        right.bound,
    )


def _is_range(quantity: Quantity) -> bool:
    return quantity.low is not None or quantity.high is not None


def _range(quantity: Quantity) -> tuple[float, float]:
    if _is_range(quantity):
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
        if rounded and step > _step(fine) and abs(fine - coarse) <= step / 2:
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


def _number(
    pair: SentencePair,
    left: Quantity,
    right: Quantity,
    subtype: DifferenceSubtype,
    certainty: float,
) -> PairDifference:
    ours, theirs = Span(left.start, left.end), Span(right.start, right.end)
    return difference(
        pair,
        "number",
        ours,
        theirs,
        subtype=_update(pair, left, right, subtype),
        certainty=certainty,
        left_value=_plain(left.value),
        right_value=_plain(right.value),
    )


def _update(
    pair: SentencePair, left: Quantity, right: Quantity, subtype: DifferenceSubtype
) -> DifferenceSubtype:
    """Turns a conflict of counts into an update where the later report has the larger one.

    "At least two" and, a day later, "at least six" are one growing count, too.
    """
    first, second = pair.left.published, pair.right.published
    rising = {left.bound, right.bound} <= {"at least", "more than"} and subtype == "precision"
    if left.unit or right.unit or not first or not second:
        return subtype
    if subtype != "conflict" and not rising:
        return subtype
    if len(first) < 10 or len(second) < 10 or first[:10] == second[:10]:
        return subtype
    grows = left.value < right.value
    return "update" if (first < second) == grows else subtype


def _plain(value: float) -> str:
    return f"{value:g}" if abs(value) < 1e6 else f"{value:.0f}"


def _retouched(pair: SentencePair) -> Iterator[PairDifference]:
    """Finds figures exchanged in a sentence that stands in both reports, or newly bounded."""
    for change in pair.changes:
        ours = _figures(pair.left, change.left_from, change.left_to)
        theirs = _figures(pair.right, change.right_from, change.right_to)
        for left, right in zip(ours, theirs, strict=False):
            times = _in_time(pair.left, left) and _in_time(pair.right, right)
            if left.value != right.value and not times:
                yield _exchanged(pair, left, right)
        if not ours and not theirs:
            yield from _newly_bounded(pair, change)


def _exchanged(pair: SentencePair, left: _Figure, right: _Figure) -> PairDifference:
    ours, theirs = _quantity_at(pair.left, left), _quantity_at(pair.right, right)
    subtype = compare(ours, theirs) or "conflict"
    found = _number(pair, ours, theirs, subtype, 0.97)
    return msgspec.structs.replace(
        found, left_value=_plain(left.value), right_value=_plain(right.value)
    )


def _newly_bounded(pair: SentencePair, change: Change) -> Iterator[PairDifference]:
    """Finds the figure beside a change that gave it another bound: "60", "more than 60"."""
    left = _quantity_beside(pair.left, change.left_from, change.left_to)
    right = _quantity_beside(pair.right, change.right_from, change.right_to)
    if left is not None and right is not None and left.value == right.value:
        subtype = compare(left, right)
        if subtype is not None:
            yield _number(pair, left, right, subtype, 0.9)


def _figures(sentence: ReadSentence, first: int, end: int) -> list[_Figure]:
    """Gives the numbers among some words, in figures or in words."""
    found: list[_Figure] = []
    for word in sentence.words[first:end]:
        value = number_value(word.form)
        if value is None and word.form[0].isdigit():
            value = float(re.sub(r"\D", "", word.form))  # "17:45", "1.2.3": told apart by digits
        if value is not None:
            found.append(_Figure(Span(word.start, word.end), value))
    return found


def _in_time(sentence: ReadSentence, figure: _Figure) -> bool:
    """Says whether a number is a day, a year or a time of day, and no count ("19 years ago")."""
    return calendar_time(sentence, figure.span) is not None


def _quantity_at(sentence: ReadSentence, figure: _Figure) -> Quantity:
    """Gives the quantity of a number, or the bare number where the reading has none."""
    for quantity in sentence.quantities:
        if Span(quantity.start, quantity.end).covers(figure.span):
            return quantity
    return Quantity(start=figure.span.start, end=figure.span.end, value=figure.value, bound="exact")


def _quantity_beside(sentence: ReadSentence, first: int, end: int) -> Quantity | None:
    """Gives the quantity that some words belong to, or that follows their place."""
    following = sentence.words[end] if end < len(sentence.words) else None
    for quantity in sentence.quantities:
        span = Span(quantity.start, quantity.end)
        changed = sentence.span_of(first, end) if first < end else None
        if changed is not None and span.covers(changed):
            return quantity
        if following is not None and span.covers(Span(following.start, following.end)):
            return quantity
    return None
