"""Figures for the same thing that differ: in value, in precision or in bound."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence

import msgspec
import numpy as np

from rashomon.comparing.comparison import DifferenceSubtype
from rashomon.comparing.differences.counted import (
    AGE,
    Counted,
    count_other_things,
    counted_in,
    counts_people,
    in_one_unit,
    one_bearer,
    same_thing,
)
from rashomon.comparing.differences.exchanged import exchanged_figures
from rashomon.comparing.differences.figures import number_difference, span_of, weighed_number
from rashomon.comparing.differences.finding import difference
from rashomon.comparing.differences.judging import Candidate, each_side_once, judged
from rashomon.comparing.differences.located import whereabouts
from rashomon.comparing.differences.meaning import Matrix, nearness
from rashomon.comparing.differences.sentence import ReadSentence, SentencePair
from rashomon.comparing.differences.values import (
    are_equal,
    is_range,
    is_rounded_share,
    number_subtype,
)
from rashomon.comparing.differences.words import stem
from rashomon.comparing.pair import PairDifference
from rashomon.reading.reading import Quantity
from rashomon.report import Span

# How far off a count in dozens may be.
_DOZEN = 1 / 6
# "From four to": so many words lead to the upper end of a range.
_SPAN = 3
# How far from a figure the words stand whose nearness tells that one thing is counted.
_AROUND = 4
# Nearness from which two words are one noun, and from which words beside them tell one act.
_ONE_NOUN, _ONE_ACT = 0.75, 0.6
_SCOPE = 0.5
# Vague words for a value that is not reached.
_BELOW = frozenset("nearly almost close".split())


def number_differences(pair: SentencePair) -> Iterator[PairDifference]:
    """Finds quantities of the same thing whose figures differ: each figure once, the surest."""
    if pair.twins:
        yield from exchanged_figures(pair)
        return
    found = each_side_once(judged(number_candidates(pair)))
    yield from (weighed_number(pair, one) for one in found) if found else _one_against_many(pair)


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
        in_parts = (left, right) != (ours[i], theirs[j])
        if in_parts and is_rounded_share(left.quantity, right.quantity):
            continue
        rivals_met = told[0][i] and told[1][j] and not are_equal(left.quantity, right.quantity)
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
                number_difference(pair, left.quantity, right.quantity, subtype, 1.0),
                doubtful=_is_doubtful(pair, left, right),
            ),
        )


def _has(side: Sequence[Counted], quantity: Quantity) -> bool:
    return any(are_equal(quantity, one.quantity) for one in side)


def _rivalry(pair: SentencePair, left: Counted, right: Counted) -> DifferenceSubtype | None:
    """Says how two figures differ if they are of one thing; None where they surely are not."""
    subtype = number_subtype(left.quantity, right.quantity) or _nearly(pair, left, right)
    if subtype is None or count_other_things(left, right) or _ends_alike(pair, left, right):
        return None
    if whereabouts(pair, span_of(left.quantity), span_of(right.quantity)) == "apart":
        return None
    if subtype == "conflict" and _within_dozens(pair, left.quantity, right.quantity):
        return "precision"
    if subtype == "conflict":
        # Figures that both reports give are of two things; two ages mostly are of two people.
        both = _known_figures(pair, left.quantity, right.quantity) == 2
        two = left.quantity.unit == AGE and not one_bearer(left, right)
        counted = _counts_both(pair.left, left, right) or _counts_both(pair.right, left, right)
        return None if both or two or counted else subtype
    return subtype


def _ends_alike(pair: SentencePair, left: Counted, right: Counted) -> bool:
    """Says whether one of two like figures ends a range: "from four to 11", "as many as 11"."""
    return left.quantity.value == right.quantity.value and (
        _ends_range(pair.left, left.quantity) or _ends_range(pair.right, right.quantity)
    )


def _ends_range(sentence: ReadSentence, quantity: Quantity) -> bool:
    before = [word.form for word in sentence.words if word.end <= quantity.start][-_SPAN:]
    return len(before) == _SPAN and before[0] == "from" and before[-1] == "to"


def _within_dozens(pair: SentencePair, left: Quantity, right: Quantity) -> bool:
    """Says whether one of two figures is told in dozens, and the other is no farther off than
    such words are taken: "a dozen engines" may be ten.
    """
    dozens = [
        quantity.value
        for sentence, quantity in ((pair.left, left), (pair.right, right))
        if "dozen" in sentence.forms_in(span_of(quantity))
    ]
    return bool(dozens) and abs(left.value - right.value) <= _DOZEN * max(dozens)


def _nearly(pair: SentencePair, left: Counted, right: Counted) -> DifferenceSubtype | None:
    """Tells "nearly a kilometre" from "about 1km": both are vague, one is below the value."""
    if left.quantity.value != right.quantity.value:
        return None
    below = [
        any(_BELOW.intersection(sentence.show(span_of(one.quantity)).lower().split()))
        for sentence, one in ((pair.left, left), (pair.right, right))
    ]
    return "bound" if below[0] != below[1] else None


def _known_figures(pair: SentencePair, left: Quantity, right: Quantity) -> int:
    """Gives how many of two figures the other report has, too, wherever it stands."""
    ours, theirs = pair.left.report.figures, pair.right.report.figures
    return ((left.value, left.unit) in theirs) + ((right.value, right.unit) in ours)


def _counts_both(sentence: ReadSentence, left: Counted, right: Counted) -> bool:
    """Says whether a report counts the same, by its noun, in both figures."""
    return all(
        any(
            (one.quantity.value, one.quantity.unit, word) in sentence.report.counted
            for word in left.head | right.head
        )
        for one in (left, right)
    )


def _is_doubtful(pair: SentencePair, left: Counted, right: Counted) -> bool:
    """Says whether two figures may well be of two things, though the sentences assert one.

    They count no noun in common, or perhaps at two places; or they are amounts in a unit in which
    the reports agree on another amount: of several prices or sums, two that differ are mostly two
    prices.
    """
    if not left.head & right.head or left.quantity.unit == AGE:
        return True
    if whereabouts(pair, span_of(left.quantity), span_of(right.quantity)) != "together":
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
        "range": float(is_range(left.quantity) or is_range(right.quantity)),
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
