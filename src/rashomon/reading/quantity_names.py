"""Numbers that count nothing: parts of names, scores, addresses, telephone numbers, "no one"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rashomon.reading import quantity_words as words
from rashomon.reading.numbers import word_list
from rashomon.reading.quantity_counted import find_counted
from rashomon.reading.quantity_grammar import Figure
from rashomon.reading.time_words import UNITS as TIME_UNITS
from rashomon.reading.tokens import Token
from rashomon.report import Report, Span

_ONE_BEFORE = frozenset(word_list("no any every each some this that the which another such as not"))
_ONE_AFTER = frozenset(
    word_list(
        "of another who that which is was to and or in on at by with from as has had would can "
        "could will should may might must does did for but if than more day time "
        "thing where a an the i you he she it we they"
    )
)
_DASHES = "-–—‑"


class Setting(NamedTuple):
    """What stands around a figure.

    `in_times` marks with 1 the tokens that belong to times, `starts` are the offsets at which
    sentences begin.
    """

    report: Report
    tokens: Sequence[Token]
    in_times: bytes
    starts: frozenset[int]


def is_no_count(setting: Setting, figure: Figure) -> bool:
    """Says whether a figure counts and measures nothing."""
    tokens = setting.tokens
    if not figure.plain:
        return _is_no_share(tokens, figure)
    first, last = tokens[figure.first], tokens[figure.end - 1]
    before = tokens[figure.first - 1] if figure.first else None
    after = tokens[figure.end] if figure.end < len(tokens) else None
    if first.word == "one":
        return _is_idiom(tokens, figure.first) or _is_pronoun(before, after)
    if first.text == "Zero":
        return True
    if last.word in words.SUFFIXES:
        counted = find_counted(tokens, figure.first, figure.end, plural=True)
        return counted is None or last.start != tokens[figure.end - 2].end
    return (
        _touches(before, first, after, last)
        or _is_list_number(before, first, after)
        or _is_fraction_or_code(first)
        or _is_score(tokens, figure)
        or _is_one_of_several_figures(before, first, after)
        or _is_area_code(tokens, figure)
        or _is_title(setting, figure)
        or _is_address(tokens, figure)
        or (before is not None and _names(setting, before, figure))
    )


def _is_no_share(tokens: Sequence[Token], figure: Figure) -> bool:
    """Says whether words that look like an amount are none: "his billions", "in half"."""
    if figure.unit == "point" and figure.first > 0 and tokens[figure.first - 1].word == "at":
        return True  # "at one point"
    if figure.end != figure.first + 1 or figure.first == 0:
        return False
    word, before = tokens[figure.first].word, tokens[figure.first - 1].word
    if word == "half":
        return before in _HALVES
    return word in words.VAGUE and before in _POSSESSIVES


# "In half", "the latter half": no share of anything is told.
_HALVES = frozenset(word_list("in latter former first second last other top bottom back"))
_POSSESSIVES = frozenset(word_list("my your his her its our their"))


def _is_pronoun(before: Token | None, after: Token | None) -> bool:
    """Says whether "one" stands for somebody or something, or means "a certain"."""
    if before is not None and (before.word in _ONE_BEFORE or before.word in words.DESIGNATORS):
        return True
    return after is None or not after.text[0].isalpha() or after.word in _ONE_AFTER


def _is_idiom(tokens: Sequence[Token], one: int) -> bool:
    """Says whether "one" stands in "no-one" or "one way or another"."""
    if [token.word for token in tokens[one + 1 : one + 3]] == ["way", "or"]:
        return True
    return one > 1 and tokens[one - 1].text in _DASHES and tokens[one - 2].word in ("no", "any")


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
    return opens and first.digits and after is not None and after.word in (".", ")", "of")


def _is_fraction_or_code(first: Token) -> bool:
    if not first.digits:
        return False
    text = first.text
    padded = text[0] == "0" and text[1:2] not in (".", "")
    return "/" in text or padded or len(text) > _LONGEST_FIGURE


# More digits without a comma are an identifier.
_LONGEST_FIGURE = 9


def _is_score(tokens: Sequence[Token], figure: Figure) -> bool:
    """Says whether two figures are a result ("4-3", "31-18") or pieces of a longer number."""
    end = figure.end
    if tokens[end - 1].number != figure.value:
        return _is_telephone(tokens, figure)
    if end + 1 < len(tokens) and tokens[end].text in _DASHES and tokens[end + 1].number is not None:
        return tokens[end].start == tokens[end - 1].end
    first = figure.first
    if first > 1 and tokens[first - 1].text in _DASHES and tokens[first - 2].number is not None:
        return tokens[first - 1].end == tokens[first].start
    return _is_odds(tokens, end) or _is_odds(tokens, first - 1)


def _is_odds(tokens: Sequence[Token], joint: int) -> bool:
    """Says whether "to" at `joint` stands in a result or in odds ("2 to 1"), not after "from"."""
    if not 2 <= joint < len(tokens) - 1 or tokens[joint].word != "to":
        return False
    left, right = tokens[joint - 1].number, tokens[joint + 1].number
    if left is None or right is None or left < right:
        return False
    return tokens[joint - 2].word != "from"


def _is_telephone(tokens: Sequence[Token], figure: Figure) -> bool:
    """Says whether a range of figures is followed by nothing it could count: "923-4000"."""
    if figure.first + 2 >= len(tokens) or tokens[figure.first + 1].text not in _DASHES:
        return False
    return find_counted(tokens, figure.first, figure.end, plural=True) is None


def _is_one_of_several_figures(before: Token | None, first: Token, after: Token | None) -> bool:
    """Says whether figures stand side by side, as in a telephone number."""
    neighbours = [token for token in (before, after) if token is not None]
    return first.digits and any(token.digits for token in neighbours)


def _is_title(setting: Setting, figure: Figure) -> bool:
    """Says whether a capital makes a length of time a name: "60 Minutes", "5-Hour Energy"."""
    after = [token for token in setting.tokens[figure.end : figure.end + 2] if token.text != "-"]
    if not after or after[0].word.removesuffix("s") not in TIME_UNITS:
        return False
    return after[0].text[0].isupper() and not _is_in_headline(setting, after[0])


def _is_area_code(tokens: Sequence[Token], figure: Figure) -> bool:
    """Says whether a figure in brackets goes with one outside: "(903) 923-4000", "6(1)"."""
    first, end = figure.first, figure.end
    if first < 1 or end >= len(tokens) or tokens[first - 1].text + tokens[end].text != "()":
        return False
    glued = (
        first > 1 and tokens[first - 2].digits and tokens[first - 2].end == tokens[first - 1].start
    )
    return glued or (end + 1 < len(tokens) and tokens[end + 1].digits)


def _is_address(tokens: Sequence[Token], figure: Figure) -> bool:
    """Says whether a street follows: "131 West 23rd Street"."""
    for token in tokens[figure.end : figure.end + 5]:
        if token.word in words.STREETS and token.text[0].isupper():
            return tokens[figure.end].text[0].isupper() or tokens[figure.end].text[0].isdigit()
        if not token.text[0].isalnum() and token.text != ".":
            return False
    return False


def _names(setting: Setting, before: Token, figure: Figure) -> bool:
    """Says whether the figure belongs to the word before it: "turn 14", "Boeing 777", "No. 2"."""
    tokens, index = setting.tokens, figure.first - 1
    first = tokens[figure.first]
    if before.text == "." and index > 0:
        return tokens[index - 1].word == "no"
    if not before.text[0].isalpha() or setting.in_times[index]:
        return False
    if before.word == "of" and index > 0 and not first.digits:
        return first.text[0].isupper() and tokens[index - 1].text[0].isupper()
    if before.word in words.DESIGNATORS and (first.digits or before.word == "top"):
        return True
    if before.start in setting.starts or _is_in_headline(setting, first):
        return False  # a capital there names nothing
    if not first.digits:
        return first.text[0].isupper() and before.text[0].isupper()
    return any(letter.isupper() for letter in before.text) and "," not in first.text


def _is_in_headline(setting: Setting, token: Token) -> bool:
    return setting.report.zone_kind(Span(token.start, token.end)) == "title"
