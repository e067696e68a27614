"""Figures of a report: how many, how much, of what, and how exactly it is said."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.reading import quantity_words as words
from rashomon.reading.quantity_counted import find_counted, find_measured
from rashomon.reading.quantity_grammar import Figure, find_figures
from rashomon.reading.quantity_names import Setting, is_no_count
from rashomon.reading.reading import Bound, Quantity, Time
from rashomon.reading.tokens import Token, tokenize
from rashomon.report import Report, Span


def find_quantities(
    report: Report, sentences: Sequence[Span], times: Sequence[Time]
) -> tuple[Quantity, ...]:
    """Gives the report's quantities in order: counts, shares, money, measures, ages.

    A span covers bound, figure and unit ("more than 60 miles"), not what is counted. `value`
    is the figure with its multiplier; of a range ("10-15") it is the middle, with `low` and
    `high`. A vague plural is a lower bound: "dozens" is at least 24, "hundreds of thousands" at
    least 200,000. A ratio is a fraction: "one in five" is 0.2. `unit` is "%", an ISO 4217
    currency, a symbol or singular word ("km", "mile", "year" for ages) or None for a count.

    What is part of one of `times` is no quantity, nor are ordinals, scores, telephone numbers,
    addresses, and figures in names.
    """
    tokens = tokenize(report.text)
    letters = words.letters(tokens)
    taken = _tokens_of_times(tokens, times)
    in_times = bytes(taken)
    starts = frozenset(sentence.start for sentence in sentences)
    setting = Setting(report, tokens, in_times, starts)
    quantities: list[Quantity] = []
    for figure in find_figures(tokens, letters, taken):
        if is_no_count(setting, figure):
            continue
        quantities.append(_quantity(report.text, tokens, figure, in_times))
    return tuple(quantities)


def _tokens_of_times(tokens: Sequence[Token], times: Sequence[Time]) -> bytearray:
    """Marks with 1 the tokens that lie in a time expression."""
    taken = bytearray(len(tokens))
    index = 0
    for time in times:
        while index < len(tokens) and tokens[index].end <= time.start:
            index += 1
        while index < len(tokens) and tokens[index].start < time.end:
            taken[index] = 1
            index += 1
    return taken


def _quantity(text: str, tokens: Sequence[Token], figure: Figure, in_times: bytes) -> Quantity:
    first, before = _bound_before(tokens, figure)
    end, after = _bound_after(tokens, figure)
    if figure.unit is None and end > figure.end and tokens[end - 1].word in _AGE_COMPARED:
        figure = figure._replace(unit="year")  # "workers who are 58 and older"
    counted = _counted(tokens, figure, first, end, in_times)
    return Quantity(
        start=tokens[first].start,
        end=tokens[end - 1].end,
        value=figure.value,
        low=figure.low,
        high=figure.high,
        unit=figure.unit,
        bound=before or after or figure.bound,
        of=text[counted.start : counted.end] if counted else None,
    )


def _counted(
    tokens: Sequence[Token], figure: Figure, first: int, end: int, in_times: bytes
) -> Span | None:
    """Gives the words that say what is counted; an age counts years and needs none."""
    if figure.unit in _AGE_UNITS or (end < len(tokens) and in_times[end]):
        return None
    if figure.unit in _POINTS and end < len(tokens) and tokens[end].word == "of":
        return None  # "within two points of the lead": a distance
    if figure.unit is not None:
        return find_measured(tokens, end, money=figure.unit.isupper())
    return find_counted(tokens, first, end, plural=figure.value != 1)


_AGE_COMPARED = ("older", "younger")
_POINTS = ("point", "percentage point")
_AGE_UNITS = ("year", "month", "week", "day")


def _bound_before(tokens: Sequence[Token], figure: Figure) -> tuple[int, Bound | None]:
    """Gives where the bound phrase before the figure begins and what it says."""
    for length in range(min(words.LONGEST_BOUND, figure.first), 0, -1):
        first = figure.first - length
        phrase = " ".join([token.word for token in tokens[first : figure.first]])
        if figure.unit == "%":
            phrase = phrase.removesuffix(" a")  # "about a 3 percent chance"
        if length == 1 and figure.plain and tokens[figure.first].word == "one":
            break  # "about one incident": a preposition
        if phrase == "over" and first and tokens[first - 1].word in words.GIVEN_OVER:
            break  # "handed over $25m": the verb's own word
        if phrase in words.BOUNDS:
            return first, words.BOUNDS[phrase]
    return figure.first, None


def _bound_after(tokens: Sequence[Token], figure: Figure) -> tuple[int, Bound | None]:
    end = figure.end
    if end < len(tokens) and tokens[end].text == "+" and tokens[end].start == tokens[end - 1].end:
        return end + 1, "at least"
    phrase = " ".join([token.word for token in tokens[end : end + 2]])
    if phrase in words.BOUNDS_AFTER:
        return end + 2, words.BOUNDS_AFTER[phrase]
    return end, None
