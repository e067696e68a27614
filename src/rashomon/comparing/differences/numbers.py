"""Figures for the same thing that differ: in value, in precision or in bound."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator, Sequence

import msgspec
import numpy as np

from rashomon.comparing.comparison import DifferenceSubtype
from rashomon.comparing.differences.alignment import Change
from rashomon.comparing.differences.counted import (
    AGE,
    Counted,
    count_other_things,
    counted_in,
    counts_people,
    in_one_unit,
    one_bearer,
    one_measure,
    same_thing,
)
from rashomon.comparing.differences.dates import calendar_time
from rashomon.comparing.differences.finding import difference
from rashomon.comparing.differences.judging import Candidate, each_side_once, judged
from rashomon.comparing.differences.located import whereabouts
from rashomon.comparing.differences.meaning import Matrix, nearness
from rashomon.comparing.differences.sentence import ReadSentence, SentencePair
from rashomon.comparing.differences.settling import settled
from rashomon.comparing.differences.words import stem
from rashomon.comparing.pair import PairDifference
from rashomon.reading.numbers import number_value
from rashomon.reading.reading import Quantity
from rashomon.report import Span

# "about 60" holds from 54 to 66.
_ABOUT = 0.1
# How far off a count in dozens may be.
_DOZEN = 1 / 6
# Exact counts are rounded to hundreds at least; "19" and "20" are two counts.
_ROUND = 100
# How far from a figure the words stand whose nearness tells that one thing is counted.
_AROUND = 4
# Nearness from which two words are one noun, and from which words beside them tell one act.
_ONE_NOUN, _ONE_ACT = 0.75, 0.6
_SCOPE = 0.5
# Vague words for a value that is not reached.
_BELOW = frozenset("nearly almost close".split())


class _Figure(msgspec.Struct, frozen=True):
    """A number of a changed stretch, as it stands in the sentence."""

    span: Span
    value: float


def number_differences(pair: SentencePair) -> Iterator[PairDifference]:
    """Finds quantities of the same thing whose figures differ: each figure once, the surest."""
    if pair.twins:
        yield from _retouched(pair)
        return
    yield from each_side_once(judged(number_candidates(pair))) or _one_against_many(pair)


def _one_against_many(pair: SentencePair) -> Iterator[PairDifference]:
    """Finds "the officer" against "officers" where the same is told of both."""
    near = nearness(pair)
    for i, j in zip(*np.nonzero(near >= _ONE_NOUN), strict=True):
        left, right = pair.left.words[i], pair.right.words[j]
        if left.form == right.form or stem(left.form) != stem(right.form):
            continue
        if not counts_people(left.form) or not _beside_alike(near, int(i), int(j)):
            continue
        if left.form in pair.right.forms or right.form in pair.left.forms:
            continue
        singular = min(left.form, right.form, key=len)
        if {left.form, right.form} != {singular, f"{singular}s"}:
            continue
        yield difference(
            pair,
            "number",
            Span(left.start, left.end),
            Span(right.start, right.end),
            subtype="scope",
            certainty=_SCOPE,
        )
        return


def _beside_alike(near: Matrix, i: int, j: int) -> bool:
    """Says whether words beside two words answer to each other, the two themselves aside."""
    rows = [k for k in range(max(0, i - _AROUND), min(near.shape[0], i + _AROUND + 1)) if k != i]
    columns = [k for k in range(max(0, j - _AROUND), min(near.shape[1], j + _AROUND + 1)) if k != j]
    return bool(rows and columns and near[np.ix_(rows, columns)].max() >= _ONE_ACT)


def number_candidates(pair: SentencePair) -> Iterator[Candidate]:
    """Gives the figures of two sentences that may be rivals for one thing, to be judged."""
    ours, theirs = counted_in(pair.left), counted_in(pair.right)
    if not ours or not theirs:
        return
    near = nearness(pair)
    places = [
        [_places(sentence, one.quantity) for one in side]
        for sentence, side in ((pair.left, ours), (pair.right, theirs))
    ]
    alike = np.array([[_alike(near, i, j) for j in places[1]] for i in places[0]])
    told = (
        [_has(theirs, one.quantity) for one in ours],
        [_has(ours, one.quantity) for one in theirs],
    )
    for i, j in itertools.product(range(len(ours)), range(len(theirs))):
        left, right = in_one_unit(ours[i], theirs[j])
        subtype = _rivalry(pair, left, right)
        rivals_met = told[0][i] and told[1][j] and not _equal(left.quantity, right.quantity)
        if subtype is None or rivals_met:
            continue  # each sentence has the other's figure
        yield Candidate(
            question="number",
            features={
                **_features(left, right, subtype),
                "led alike": _led_alike(near, places[0][i], places[1][j]),
                "told by the other": float(told[0][i] or told[1][j]),
                "best of all": float(alike[i, j] >= max(alike[i].max(), alike[:, j].max())),
                "rivals": math.log(len(ours) * len(theirs)),
            },
            difference=msgspec.structs.replace(
                _number(pair, left.quantity, right.quantity, subtype, 1.0),
                doubtful=_is_doubtful(pair, left, right),
            ),
        )


def _has(side: Sequence[Counted], quantity: Quantity) -> bool:
    return any(_equal(quantity, one.quantity) for one in side)


def _rivalry(pair: SentencePair, left: Counted, right: Counted) -> DifferenceSubtype | None:
    """Says how two figures differ if they are of one thing; None where they surely are not."""
    subtype = compare(left.quantity, right.quantity) or _nearly(pair, left, right)
    if subtype is None or count_other_things(left, right):
        return None
    if whereabouts(pair, _span(left.quantity), _span(right.quantity)) == "apart":
        return None
    if subtype == "conflict" and _within_dozens(pair, left.quantity, right.quantity):
        return "precision"
    if subtype == "conflict":
        # Figures that both reports give are of two things; two ages mostly are of two people.
        both = _known_figures(pair, left.quantity, right.quantity) == 2
        two = left.quantity.unit == AGE and not one_bearer(left, right)
        return None if both or two else subtype
    return subtype


def _within_dozens(pair: SentencePair, left: Quantity, right: Quantity) -> bool:
    """Says whether one of two figures is told in dozens, and the other is no farther off than
    such words are taken: "a dozen engines" may be ten.
    """
    dozens = [
        quantity.value
        for sentence, quantity in ((pair.left, left), (pair.right, right))
        if "dozen" in sentence.forms_in(_span(quantity))
    ]
    return bool(dozens) and abs(left.value - right.value) <= _DOZEN * max(dozens)


def _nearly(pair: SentencePair, left: Counted, right: Counted) -> DifferenceSubtype | None:
    """Tells "nearly a kilometre" from "about 1km": both are vague, one is below the value."""
    if left.quantity.value != right.quantity.value:
        return None
    below = [
        any(_BELOW.intersection(sentence.show(_span(one.quantity)).lower().split()))
        for sentence, one in ((pair.left, left), (pair.right, right))
    ]
    return "bound" if below[0] != below[1] else None


def _span(quantity: Quantity) -> Span:
    return Span(quantity.start, quantity.end)


def _known_figures(pair: SentencePair, left: Quantity, right: Quantity) -> int:
    """Gives how many of two figures the other report has, too, wherever it stands."""
    ours, theirs = pair.left.report.figures, pair.right.report.figures
    return ((left.value, left.unit) in theirs) + ((right.value, right.unit) in ours)


def _is_doubtful(pair: SentencePair, left: Counted, right: Counted) -> bool:
    """Says whether two figures may well be of two things, though the sentences assert one.

    They count no noun in common, or perhaps at two places; or they are amounts in a unit in which
    the reports agree on another amount: of several prices or sums, two that differ are mostly two
    prices.
    """
    if not left.head & right.head or left.quantity.unit == AGE:
        return True
    if whereabouts(pair, _span(left.quantity), _span(right.quantity)) != "together":
        return True
    if left.quantity.unit is None:
        return False
    agreed = pair.left.report.figures & pair.right.report.figures
    return any(unit == left.quantity.unit for _, unit in agreed)


def _features(left: Counted, right: Counted, subtype: DifferenceSubtype) -> dict[str, float]:
    """Describes what two figures count, and how they differ."""
    values = sorted((abs(left.quantity.value), abs(right.quantity.value)))
    return {
        "sureness": same_thing(left, right),
        "heads": float(bool(left.head & right.head)),
        "people": float(left.people and right.people),
        "people on one side": float(left.people != right.people),
        "unit": float(left.quantity.unit is not None),
        "age": float(left.quantity.unit == AGE),
        "range": float(_is_range(left.quantity) or _is_range(right.quantity)),
        "same value": float(values[0] == values[1]),
        "compatible": float(subtype != "conflict"),
        "rounding": float(subtype == "rounding"),
        "distance": min(3.0, math.log((values[1] + 1) / (values[0] + 1))),
        "small": float(values[0] <= 2),
    }


def _places(sentence: ReadSentence, quantity: Quantity) -> list[int]:
    return sentence.inside(Span(quantity.start, quantity.end))


def _alike(near: Matrix, left: Sequence[int], right: Sequence[int]) -> float:
    """Gives how near the words of two figures are to each other, read in their sentences."""
    return float(near[np.ix_(left, right)].max()) if left and right else 0.0


def _led_alike(near: Matrix, left: Sequence[int], right: Sequence[int]) -> float:
    """Gives how near the words before two figures are to each other, at best."""
    if not left or not right:
        return 0.0
    before = near[max(0, left[0] - _AROUND) : left[0], max(0, right[0] - _AROUND) : right[0]]
    return float(before.max()) if before.size else 0.0


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
        subtype=settled(pair, left, right, subtype),
        certainty=certainty,
        left_value=_plain(left.value),
        right_value=_plain(right.value),
    )


def _plain(value: float) -> str:
    return f"{value:g}" if abs(value) < 1e6 else f"{value:.0f}"


def _retouched(pair: SentencePair) -> Iterator[PairDifference]:
    """Finds figures exchanged in a sentence that stands in both reports, or newly bounded."""
    for change in pair.changes:
        ours = _figures(pair.left, change.left_from, change.left_to)
        theirs = _figures(pair.right, change.right_from, change.right_to)
        for left, right in zip(ours, theirs, strict=False):
            times = _in_time(pair.left, left) and _in_time(pair.right, right)
            where = whereabouts(pair, left.span, right.span)
            one = one_measure(_quantity_at(pair.left, left), _quantity_at(pair.right, right))
            if left.value != right.value and not times and not one and where != "apart":
                found = _exchanged(pair, left, right)
                yield msgspec.structs.replace(found, doubtful=where != "together")
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
