"""How a difference of figures is put, and how sure it is by what the reports know elsewhere."""

from __future__ import annotations

from rashomon.comparing.comparison import DifferenceSubtype
from rashomon.comparing.differences.counted import counted_in
from rashomon.comparing.differences.finding import difference, pressed
from rashomon.comparing.differences.sentence import ReadSentence, SentencePair
from rashomon.comparing.differences.settling import settled
from rashomon.comparing.differences.values import is_range
from rashomon.comparing.pair import PairDifference
from rashomon.reading.reading import Quantity
from rashomon.report import Span

# Equal counts from here on, or of a unit, are hardly chance in two reports of a story.
_TELLING = 13


def number_difference(
    pair: SentencePair,
    left: Quantity,
    right: Quantity,
    subtype: DifferenceSubtype,
    certainty: float,
) -> PairDifference:
    """Puts a difference of two quantities together."""
    ours, theirs = Span(left.start, left.end), Span(right.start, right.end)
    return difference(
        pair,
        "number",
        ours,
        theirs,
        subtype=settled(pair, left, right, subtype),
        certainty=certainty,
        left_value=plain(left.value),
        right_value=plain(right.value),
    )


def plain(value: float) -> str:
    """Gives a value as it is told: short, without an exponent."""
    return f"{value:g}" if abs(value) < 1e6 else f"{value:.0f}"


def weighed_number(pair: SentencePair, found: PairDifference) -> PairDifference:
    """Gives a difference of figures, less sure where the reports as a whole hardly differ in it.

    "About 60" for "60" is rounded and no limit; and who writes "hundreds" here and "800"
    elsewhere knows the figure. Of two figures that exclude each other, one that both reports know
    is mostly of something else.
    """
    left, right = _quantity_of(pair.left, found.left), _quantity_of(pair.right, found.right)
    if left is None or right is None:
        return found
    rounded = found.subtype == "bound" and {left.bound, right.bound} == {"about", "exact"}
    known = any(
        _is_known(one, other, any_figure=found.subtype == "conflict")
        for one, other in ((left, pair.right), (right, pair.left))
    )
    known = known and found.subtype in {"conflict", "precision", "rounding"}
    return pressed(found) if rounded or known else found


def _quantity_of(sentence: ReadSentence, span: Span) -> Quantity | None:
    counted = (one.quantity for one in counted_in(sentence))
    return next((one for one in counted if span_of(one) == span), None)


def _is_known(quantity: Quantity, other: ReadSentence, *, any_figure: bool) -> bool:
    """Says whether another report has a figure, too: any, or one that is hardly there by chance.

    "Dozens" and the like are no figure that one knows.
    """
    telling = quantity.unit is not None or quantity.value >= _TELLING
    exact = quantity.bound in {"exact", "about"} and not is_range(quantity)
    return (any_figure or (telling and exact)) and (
        (quantity.value, quantity.unit) in other.report.figures
    )


def span_of(quantity: Quantity) -> Span:
    """Gives where a quantity stands."""
    return Span(quantity.start, quantity.end)
