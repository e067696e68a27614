"""What two figures that exclude each other come to: a conflict, another scope, or an update."""

from __future__ import annotations

from rashomon.comparing.comparison import DifferenceSubtype
from rashomon.comparing.differences.sentence import ReadSentence, SentencePair
from rashomon.comparing.differences.words import stem
from rashomon.comparing.published import published_before
from rashomon.reading.reading import Quantity

# How far from a figure the words stand that tell what is counted in.
_AROUND = 4
# Counts that differ by no more may differ by who is counted in.
_FEW = 3
_OTHERS = frozenset("other others another more".split())
_INCLUDING = frozenset("including includes include included excluding counting".split())
_NEAR = 60  # code points
_DAY = len("2000-01-01")
# What is counted up while news comes in. The size of a crowd or a price is not.
_COUNTED_UP = frozenset(
    stem(word)
    for word in "kill killed dead death deaths die died dies lost injured injuries injury wounded "
    "wounding hurt casualty casualties victim victims fatality fatalities body bodies toll missing "
    "trapped rescued arrested arrests detained held charged evacuated displaced homeless infected "
    "case cases hospital hospitalised hospitalized treated destroyed damaged votes seats".split()
)


def settled(
    pair: SentencePair, left: Quantity, right: Quantity, subtype: DifferenceSubtype
) -> DifferenceSubtype:
    """Gives the subtype, turned from a conflict where the figures can both have been true."""
    return _scope(pair, left, right, _update(pair, left, right, subtype))


def _scope(
    pair: SentencePair, left: Quantity, right: Quantity, subtype: DifferenceSubtype
) -> DifferenceSubtype:
    """Turns a conflict into one of scope where one figure is of a part, or leaves somebody out.

    "22 others" and "23, including him" can both be true, as can "$70" and "it includes $60".
    """
    if subtype != "conflict":
        return subtype
    parts = _is_part(pair.left, left) != _is_part(pair.right, right)
    near = abs(left.value - right.value) <= _FEW
    others = near and (_leaves_out(pair.left, left) != _leaves_out(pair.right, right))
    counted_in = near and (_includes(pair.left, left) != _includes(pair.right, right))
    return "scope" if parts or others or counted_in else subtype


def _is_part(sentence: ReadSentence, quantity: Quantity) -> bool:
    before = [word.form for word in sentence.words if word.end <= quantity.start][-_AROUND:]
    return bool(_INCLUDING.intersection(before))


def _leaves_out(sentence: ReadSentence, quantity: Quantity) -> bool:
    after = [word.form for word in sentence.words if word.start >= quantity.start][: _AROUND + 1]
    before = [word.form for word in sentence.words if word.end <= quantity.start][-1:]
    return bool(_OTHERS.intersection([*before, *after]))


def _includes(sentence: ReadSentence, quantity: Quantity) -> bool:
    after = [word.form for word in sentence.words if word.start >= quantity.end][: 2 * _AROUND]
    return bool(_INCLUDING.intersection(after))


def _update(
    pair: SentencePair, left: Quantity, right: Quantity, subtype: DifferenceSubtype
) -> DifferenceSubtype:
    """Turns a conflict of counts into an update where the later report has the larger one.

    "At least two" killed and, a day later, "at least six" are one growing count; 150 and 400
    people in a square on the same evening are not.
    """
    first, second = pair.left.published, pair.right.published
    rising = {left.bound, right.bound} <= {"at least", "more than"} and subtype == "precision"
    before = published_before(first, second)
    if left.unit or right.unit or not first or not second or before is None:
        return subtype
    if subtype != "conflict" and not rising:
        return subtype
    if first[:_DAY] == second[:_DAY]:
        return subtype
    if not (_counted_up(pair.left, left) or _counted_up(pair.right, right)):
        return subtype
    grows = left.value < right.value
    return "update" if before == grows else subtype


def _counted_up(sentence: ReadSentence, quantity: Quantity) -> bool:
    """Says whether words near a figure tell of what is counted up while news comes in."""
    near = [
        word.form
        for word in sentence.words
        if word.start >= quantity.start - _NEAR and word.end <= quantity.end + _NEAR
    ]
    return bool(_COUNTED_UP.intersection(stem(form) for form in near))
