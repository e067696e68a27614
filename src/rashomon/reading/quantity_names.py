"""Numbers that count nothing: parts of names, scores, addresses, telephone numbers, "no one"."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.reading import quantity_words as words
from rashomon.reading.numbers import word_list
from rashomon.reading.quantity_grammar import Figure
from rashomon.reading.tokens import Token

_ONE_BEFORE = frozenset(
    word_list("no any every each some this that the which another such is was as not")
)
_ONE_AFTER = frozenset(
    word_list(
        "of another who that which is was to and or in on at by with from as has had would can "
        "could will should may might must does did for but if than more day time thing where"
    )
)
_DASHES = "-–—‑"


def is_no_count(tokens: Sequence[Token], figure: Figure, in_times: bytes) -> bool:
    """Says whether a plain number is no quantity; `in_times` marks tokens of times."""
    first, last = tokens[figure.first], tokens[figure.end - 1]
    before = tokens[figure.first - 1] if figure.first else None
    after = tokens[figure.end] if figure.end < len(tokens) else None
    if first.word == "one":
        return _is_pronoun(before, after)
    return (
        _touches(before, first, after, last)
        or _is_list_number(before, first, after)
        or _is_fraction_or_code(first)
        or _is_score(tokens, figure)
        or _is_one_of_several_figures(before, first, after)
        or _is_address(tokens, figure)
        or (before is not None and _names(before, first, tokens, figure, in_times))
    )


def _is_pronoun(before: Token | None, after: Token | None) -> bool:
    """Says whether "one" stands for somebody or something, or means "a certain"."""
    if before is not None and before.word in _ONE_BEFORE:
        return True
    return after is None or not after.text[0].isalpha() or after.word in _ONE_AFTER


def _touches(before: Token | None, first: Token, after: Token | None, last: Token) -> bool:
    """Says whether the figure is glued to letters or marks: "B-24", "5G", "@user12", "9/11"."""
    if after is not None and after.start == last.end:
        if after.text[0].isalpha() or after.text in "/_@":
            return True
        if after.text in ":." and last.digits and after.text == ":":
            return True
    if before is None or before.end != first.start:
        return False
    if before.text in "/_@#.:+":
        return True
    return before.text[0].isalpha() or (before.text in _DASHES and first.digits)


def _is_list_number(before: Token | None, first: Token, after: Token | None) -> bool:
    """Says whether the figure opens a line as the number of its item: "2. That ..."."""
    opens = before is None or before.text == "\n"
    return opens and first.digits and after is not None and after.text in ".)"


def _is_fraction_or_code(first: Token) -> bool:
    return first.digits and ("/" in first.text or (first.text[0] == "0" and "." not in first.text))


def _is_score(tokens: Sequence[Token], figure: Figure) -> bool:
    """Says whether two figures are a result ("4-3", "31-18") or pieces of a longer number."""
    end = figure.end
    if end + 1 < len(tokens) and tokens[end].text in _DASHES and tokens[end + 1].number is not None:
        return tokens[end].start == tokens[end - 1].end
    first = figure.first
    if first > 1 and tokens[first - 1].text in _DASHES and tokens[first - 2].number is not None:
        return tokens[first - 1].end == tokens[first].start
    return False


def _is_one_of_several_figures(before: Token | None, first: Token, after: Token | None) -> bool:
    """Says whether figures stand side by side, as in a telephone number."""
    neighbours = [token for token in (before, after) if token is not None]
    return first.digits and any(token.digits for token in neighbours)


def _is_address(tokens: Sequence[Token], figure: Figure) -> bool:
    """Says whether a street follows: "131 West 23rd Street"."""
    for token in tokens[figure.end : figure.end + 5]:
        if token.word in words.STREETS and token.text[0].isupper():
            return tokens[figure.end].text[0].isupper() or tokens[figure.end].text[0].isdigit()
        if not token.text[0].isalnum() and token.text != ".":
            return False
    return False


def _names(
    before: Token, first: Token, tokens: Sequence[Token], figure: Figure, in_times: bytes
) -> bool:
    """Says whether the figure belongs to the word before it: "turn 14", "Boeing 777", "No. 2"."""
    index = figure.first - 1
    if before.text == "." and index > 0:
        return tokens[index - 1].word == "no"
    if not before.text[0].isalpha() or in_times[index]:
        return False
    if before.word in words.DESIGNATORS and first.digits:
        return True
    if not first.digits:
        return first.text[0].isupper() and before.text[0].isupper() and _inside(tokens, index)
    named = any(letter.isupper() for letter in before.text)
    return named and "," not in first.text and _inside(tokens, index)


def _inside(tokens: Sequence[Token], index: int) -> bool:
    """Says whether the token is inside a sentence: a capital at its start names nothing."""
    return index > 0 and tokens[index - 1].text not in '.!?\n“”":'
