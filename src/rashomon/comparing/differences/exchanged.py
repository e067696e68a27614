"""Figures exchanged in a sentence that stands in both reports, or newly bounded."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import msgspec

from rashomon.comparing.differences.alignment import Change
from rashomon.comparing.differences.counted import one_measure
from rashomon.comparing.differences.dates import calendar_time
from rashomon.comparing.differences.figures import number_difference, plain, weighed_number
from rashomon.comparing.differences.located import whereabouts
from rashomon.comparing.differences.sentence import ReadSentence, SentencePair, once
from rashomon.comparing.differences.values import number_subtype
from rashomon.comparing.pair import PairDifference
from rashomon.reading.numbers import number_value
from rashomon.reading.reading import Quantity
from rashomon.report import Span

_DECIMALS = re.compile(r"\d[.,]$")


class _Figure(msgspec.Struct, frozen=True):
    """A number of a changed stretch, as it stands in the sentence."""

    span: Span
    value: float


def exchanged_figures(pair: SentencePair) -> Iterator[PairDifference]:
    """Finds figures exchanged in a sentence that stands in both reports, or newly bounded.

    A figure that both sentences have as often was not exchanged, wherever it stands in them.
    """
    for change in pair.changes:
        ours = _figures(pair.left, change.left_from, change.left_to)
        theirs = _figures(pair.right, change.right_from, change.right_to)
        for left, right in zip(ours, theirs, strict=False):
            in_left, in_right = _counts(pair.left), _counts(pair.right)
            if in_right[left.value] >= in_left[left.value]:
                continue
            if in_left[right.value] >= in_right[right.value]:
                continue
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
    subtype = number_subtype(ours, theirs) or "conflict"
    found = number_difference(pair, ours, theirs, subtype, 0.97)
    return msgspec.structs.replace(
        found, left_value=plain(left.value), right_value=plain(right.value)
    )


def _newly_bounded(pair: SentencePair, change: Change) -> Iterator[PairDifference]:
    """Finds the figure beside a change that gave it another bound: "60", "more than 60"."""
    left = _quantity_beside(pair.left, change.left_from, change.left_to)
    right = _quantity_beside(pair.right, change.right_from, change.right_to)
    if left is not None and right is not None and left.value == right.value:
        subtype = number_subtype(left, right)
        if subtype is not None:
            yield weighed_number(pair, number_difference(pair, left, right, subtype, 0.9))


def _figures(sentence: ReadSentence, first: int, end: int) -> list[_Figure]:
    """Gives the numbers among some words, in figures or in words."""
    found: list[_Figure] = []
    for word in sentence.words[first:end]:
        if _DECIMALS.search(sentence.text, max(sentence.span.start, word.start - 2), word.start):
            continue  # "72" of "472.72" is no figure
        value = number_value(word.form)
        if value is None and word.form[0].isdecimal():
            value = float(re.sub(r"\D", "", word.form))  # "17:45", "1.2.3": told apart by digits
        if value is not None:
            found.append(_Figure(Span(word.start, word.end), value))
    return found


@once
def _counts(sentence: ReadSentence) -> Counter[float]:
    """Gives how often a sentence has each figure."""
    return Counter(one.value for one in _figures(sentence, 0, len(sentence.words)))


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
