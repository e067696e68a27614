"""English number words and figures as values."""

from __future__ import annotations

import re
from collections.abc import Sequence


def word_list(words: str) -> list[str]:
    """Gives the words of a table that is written as one string."""
    return words.split()


_ONES = word_list(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS = word_list("twenty thirty forty fifty sixty seventy eighty ninety")


UNITS_AND_TENS: dict[str, int] = {word: value for value, word in enumerate(_ONES)} | {
    word: 10 * place for place, word in enumerate(_TENS, start=2)
}
MULTIPLIERS: dict[str, int] = {
    "dozen": 12,
    "score": 20,
    "hundred": 100,
    "thousand": 10**3,
    "million": 10**6,
    "mln": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "trillion": 10**12,
}
ORDINALS: dict[str, int] = {
    word: value
    for value, word in enumerate(
        word_list(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
            "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
        ),
        start=1,
    )
} | {"thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100}
FRACTION_SIGNS: dict[str, float] = {
    "½": 1 / 2,
    "¼": 1 / 4,
    "¾": 3 / 4,
    "⅓": 1 / 3,
    "⅔": 2 / 3,
    "⅕": 1 / 5,
    "⅛": 1 / 8,
}
# Lower-case words with which a number in words or a fraction sign can begin.
NUMBER_OPENERS = frozenset([*UNITS_AND_TENS, *FRACTION_SIGNS, "a", "an", "half"])
# Beyond this, digits are an identifier and words are a game.
_LARGEST = 1e18
_FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_FRACTION = re.compile(r"(\d)/(\d{1,2})")
_PIECE = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d/\d{1,2}|\d+(?:\.\d+)?|[^\W\d_]+|[^\w\s]")


def number_value(text: str) -> float | None:
    """Gives the value of a figure or a number in words: "1,200", "twenty-six", "a dozen".

    The whole text has to be one number: None for "three men", for an ordinal, or for no number.
    """
    pieces = _PIECE.findall(text.lower())
    found = read_number(pieces, 0) if pieces else None
    if found is None or found[1] != len(pieces):
        return None
    return found[0]


def figure_value(text: str) -> float | None:
    """Gives the value of digits as news write them ("1,200.5"); None for anything else."""
    if not _FIGURE.fullmatch(text) or not text.isascii():
        return None
    return float(text.replace(",", ""))


def read_number(words: Sequence[str], start: int) -> tuple[float, int] | None:
    """Reads the longest number that begins at `start` in lower-case `words`.

    Gives its value and the index after it, None where none begins. Hyphens inside a number
    ("twenty-six") are words of their own.
    """
    first = words[start]
    found = None
    if first[:1].isdigit() or first in FRACTION_SIGNS:
        found = _read_figure(words, start)
    elif first in UNITS_AND_TENS:
        found = _read_words(words, start)
    elif first in ("a", "an", "half"):
        found = _read_article(words, start)
    return found if found is not None and found[0] <= _LARGEST else None


def _read_figure(words: Sequence[str], start: int) -> tuple[float, int] | None:
    value = _figure_or_fraction(words[start])
    if value is None:
        return None
    end = start + 1
    following = words[end] if end < len(words) else ""
    if following in FRACTION_SIGNS or (_FRACTION.fullmatch(following) and value.is_integer()):
        value += _figure_or_fraction(following) or 0.0
        end += 1
    return _multiply(value, words, end)


def _figure_or_fraction(word: str) -> float | None:
    if word in FRACTION_SIGNS:
        return FRACTION_SIGNS[word]
    fraction = _FRACTION.fullmatch(word)
    if fraction:
        below = int(fraction.group(2))
        return int(fraction.group(1)) / below if below else None
    return figure_value(word)


def _multiply(value: float, words: Sequence[str], end: int) -> tuple[float, int]:
    """Applies the multipliers that follow a figure: "2.5 million", "40-million", "5 thousand"."""
    while True:
        step = 1 if end < len(words) and words[end] == "-" else 0
        if end + step < len(words) and words[end + step] in MULTIPLIERS:
            value *= MULTIPLIERS[words[end + step]]
            end += step + 1
        else:
            return value, end


def _read_article(words: Sequence[str], start: int) -> tuple[float, int] | None:
    """Reads "a dozen", "a hundred and fifty", "half a million"; a bare article is no number."""
    following = words[start + 1] if start + 1 < len(words) else ""
    if words[start] == "half":
        if following in ("a", "an") and start + 2 < len(words):
            multiplier = MULTIPLIERS.get(words[start + 2])
            return (multiplier / 2, start + 3) if multiplier else None
        return None
    if following in MULTIPLIERS and following not in ("mln", "bn", "score"):
        return _read_words(words, start + 1)
    return None


def _read_words(words: Sequence[str], start: int) -> tuple[float, int]:
    """Reads number words by the usual grammar: (ones | tens ones) (multiplier) (and) ..."""
    spoken_year = _read_year(words, start)
    if spoken_year is not None:
        return spoken_year
    total, group, end = 0.0, 0.0, start
    fresh = True
    while end < len(words):
        word = words[end]
        if word in UNITS_AND_TENS and _fits(UNITS_AND_TENS[word], group, fresh):
            group += UNITS_AND_TENS[word]
            fresh = False
            end += 1
        elif word == "hundred":
            group = max(group, 1) * 100
            end += 1
        elif word in MULTIPLIERS:
            total += max(group, 1) * MULTIPLIERS[word]
            group, fresh = 0.0, True
            end += 1
        elif word in ("-", "and") and end > start and _goes_on(words, end, group, total):
            end += 1
        else:
            break
    return total + group, end


def _read_year(words: Sequence[str], start: int) -> tuple[float, int] | None:
    """Reads a year as it is spoken: "nineteen ninety-seven", "twenty thirteen"."""
    century = UNITS_AND_TENS.get(words[start], 0)
    if not 13 <= century <= 20 or start + 1 >= len(words) or words[start + 1] not in UNITS_AND_TENS:
        return None
    rest, end = UNITS_AND_TENS[words[start + 1]], start + 2
    if rest < 10:
        return None
    if rest >= 20 and end + 1 < len(words) and words[end] == "-":
        ones = UNITS_AND_TENS.get(words[end + 1], 0)
        if 0 < ones < 10:
            rest, end = rest + ones, end + 2
    return century * 100.0 + rest, end


def _fits(value: int, group: float, fresh: bool) -> bool:
    """Says whether a number word can be added: "twenty six" and "hundred six", not "six six"."""
    below_hundred = group % 100
    if fresh or below_hundred == 0:
        return True
    return value < 10 <= below_hundred - below_hundred % 10 and below_hundred % 10 == 0 < value


def _goes_on(words: Sequence[str], joint: int, group: float, total: float) -> bool:
    """Says whether "-" or "and" at `joint` joins two parts of one number."""
    if joint + 1 >= len(words):
        return False
    word = words[joint + 1]
    if words[joint] == "-":
        if word in MULTIPLIERS:
            return True
        return word in UNITS_AND_TENS and _fits(UNITS_AND_TENS[word], group, fresh=False)
    large = (group >= 100 and group % 100 == 0) or (group == 0 and total > 0)
    return large and UNITS_AND_TENS.get(word, 0) > 0
