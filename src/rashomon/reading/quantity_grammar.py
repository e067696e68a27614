"""The grammar of figures with their units: money, shares, measures, ages, ranges, plain counts.

Rules are tried in order, as in `time_grammar`; the earlier one holds. Bounds ("more than") and
what is counted are found around a figure afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from rashomon.reading import quantity_words as words
from rashomon.reading.quantity_words import ALPHABET
from rashomon.reading.reading import Bound
from rashomon.reading.time_words import DECADE_WORDS
from rashomon.reading.tokens import Token


class Figure(NamedTuple):
    """A figure with its unit: tokens `first` to `end` (exclusive).

    `plain` says that it is a number and nothing more, which may turn out to be no quantity.
    `bound` is what the figure itself implies ("dozens": at least).
    """

    first: int
    end: int
    value: float
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    bound: Bound = "exact"
    plain: bool = False


class Match(NamedTuple):
    """A match of a rule over tokens."""

    match: re.Match[str]
    tokens: Sequence[Token]

    def token(self, name: str) -> Token | None:
        """Gives the token captured as `name`; None where the rule matched without it."""
        if name not in self.match.re.groupindex or self.match.start(name) < 0:
            return None
        return self.tokens[self.match.start(name)]

    def word(self, name: str) -> str:
        """Gives the lower-case word captured as `name`, "" where there is none."""
        token = self.token(name)
        return "" if token is None else token.word

    def figure(
        self,
        low: float,
        high: float | None = None,
        *,
        unit: str | None = None,
        bound: Bound = "exact",
        plain: bool = False,
    ) -> Figure:
        """Makes a figure of this match: a value, or a range whose value is its middle."""
        first, end = self.match.span()
        if high is None:
            return Figure(first, end, low, unit=unit, bound=bound, plain=plain)
        return Figure(first, end, (low + high) / 2, low, high, unit, bound, plain)

    def numbers(self) -> tuple[float, float | None] | None:
        """Gives the number, or the range captured as `low` and `high`, with their suffixes.

        A multiplier that is written once holds for both: "$10-15 million". None where the
        second is not the larger: then it is no range.
        """
        high_token = self.token("high")
        low_token = self.token("low")
        if low_token is None or low_token.number is None:
            return None
        low = low_token.number * words.SUFFIXES.get(self.word("low_suffix"), 1)
        if high_token is None or high_token.number is None:
            return low, None
        high = high_token.number * words.SUFFIXES.get(self.word("high_suffix"), 1)
        scale = _scale(high_token, high)
        if low < scale and low * scale < high and not self.word("low_suffix"):
            low *= scale
        return (low, high) if low < high else None


def _scale(token: Token, value: float) -> float:
    """Gives the multiplier in a number such as "15 million" or "15m": 1,000,000."""
    digits = re.match(r"[\d.,]+", token.text)
    if digits is None:
        return 1.0
    written = float(digits.group().rstrip(".,").replace(",", "") or 0)
    return value / written if written else 1.0


def _percent(match: Match) -> Figure | None:
    numbers = match.numbers()
    if numbers is None:
        return None
    unit = "percentage point" if match.token("point") else "%"
    return match.figure(*numbers, unit=unit)


def _part_of_percent(match: Match) -> Figure | None:
    number = match.token("low")
    if number is None or number.number is None:
        return None
    return match.figure(words.FRACTIONS[match.word("fraction")] * number.number, unit="%")


def _money(match: Match) -> Figure | None:
    numbers = match.numbers()
    sign = match.token("sign")
    if numbers is None or sign is None:
        return None
    unit = words.CURRENCY_SIGNS[sign.text]
    if unit == "USD":
        unit = _dollars(match) or unit
    return match.figure(*numbers, unit=unit)


def _dollars(match: Match) -> str | None:
    """Gives the country's dollar for letters that touch the sign: A$, $US."""
    first, end = match.match.span("sign")
    tokens = match.tokens
    if first > 0 and tokens[first - 1].end == tokens[first].start:
        return words.DOLLARS.get(tokens[first - 1].word)
    if end < len(tokens) and tokens[end].number is None:
        return words.DOLLARS.get(tokens[end].word)
    return None


def _money_in_words(match: Match) -> Figure | None:
    numbers = match.numbers()
    if numbers is None:
        return None
    unit = _currency(match.word("money"))
    if unit == "GBP" and "pound" in match.word("money") and numbers[0] < _FEWEST_POUNDS:
        unit = "pound"
    return match.figure(*numbers, unit=unit)


# Fewer "pounds" may be a weight.
_FEWEST_POUNDS = 1000


def _national_money(match: Match) -> Figure | None:
    """Reads "30,000 Egyptian pounds"; None where the word before names no country."""
    numbers = match.numbers()
    word = match.word("money")
    names = (word, words.CURRENCY_WORDS.get(word, word), word.removesuffix("s"))
    codes = [words.NATIONAL_CURRENCIES.get((match.word("country"), name)) for name in names]
    found = next((code for code in codes if code), None)
    return match.figure(*numbers, unit=found) if numbers and found else None


def _currency(word: str) -> str:
    if word in ("pound", "pounds"):
        return "GBP"
    return words.CURRENCY_WORDS.get(word) or words.CURRENCY_WORDS[word.removesuffix("s")]


def _vague(match: Match) -> Figure | None:
    value = words.VAGUE[match.word("vague")]
    if match.token("times"):
        value = value / 2 * words.VAGUE[match.word("times")] / 2 * 2
    money = match.word("money")
    return match.figure(value, unit=_currency(money) if money else None, bound="at least")


def _vague_scale(match: Match) -> Figure | None:
    """Reads "a few thousand", "several hundred" like "thousands", "hundreds"."""
    return match.figure(float(words.VAGUE[f"{match.word('scale')}s"]), bound="at least")


def _speed(match: Match) -> Figure | None:
    """Reads "125km/h", "80 miles an hour"."""
    numbers = match.numbers()
    unit = words.UNITS[match.word("unit")]
    unit = "mph" if unit == "mile" else f"{unit}/h"
    return None if numbers is None else match.figure(*numbers, unit=unit)


def _measure(match: Match) -> Figure | None:
    numbers = match.numbers()
    if numbers is None:
        return None
    unit = words.UNITS[match.word("unit")]
    if match.token("square"):
        unit = f"{match.word('square')} {unit}"
    return match.figure(*numbers, unit=unit)


def _one_measure(match: Match) -> Figure | None:
    """Reads "nearly a kilometre"; without a bound "a mile" is a manner of speaking."""
    return match.figure(1.0, unit=words.UNITS[match.word("unit")])


def _metres(match: Match) -> Figure | None:
    """Reads "80m-deep": here "m" is no million."""
    low = match.token("low")
    if low is None or low.number is None or match.word("low_suffix") != "m":
        return None
    return match.figure(low.number, unit="m")


def _part_measure(match: Match) -> Figure | None:
    return match.figure(
        words.FRACTIONS[match.word("fraction")], unit=words.UNITS[match.word("unit")]
    )


_OLDEST = 120


def _age(match: Match) -> Figure | None:
    numbers = match.numbers()
    return None if numbers is None else match.figure(*numbers, unit="year")


def _age_decade(match: Match) -> Figure | None:
    """Reads "in his 60s" as an age from 60 to 69."""
    decade = match.word("decade")
    low = 10.0 * DECADE_WORDS.get(decade, 0) or float(re.sub(r"\D", "", decade))
    return match.figure(low, low + 9, unit="year") if low < _OLDEST else None


def _month_age(match: Match) -> Figure | None:
    numbers = match.numbers()
    unit = match.word("month").removesuffix("s")
    return None if numbers is None else match.figure(*numbers, unit=unit)


def _age_beside_name(match: Match) -> Figure | None:
    """Reads the age beside a name: "Ann Lee, 23,", "Mr Lee (57)". The figure alone is meant."""
    index = match.match.start("low")
    token = match.tokens[index]
    if token.number is None or not token.digits or not 1 <= token.number <= _OLDEST:
        return None
    if not token.number.is_integer():
        return None
    return Figure(index, index + 1, token.number, unit="year")


def _ratio(match: Match) -> Figure | None:
    """Reads "one in five", "two out of three", "one of every nine"."""
    part, base = match.token("part"), match.token("base")
    if part is None or base is None or part.number is None or not base.number:
        return None
    if part.number >= base.number or "," in base.text:
        return None
    clear = match.token("every") or match.token("out") or match.word("joint") == "in"
    if not clear and base.number % 10 != 0:
        return None
    if base.digits and len(base.text) == 4 and match.word("joint") == "in":
        return None
    return match.figure(part.number / base.number)


def _fraction(match: Match) -> Figure | None:
    count = match.token("low")
    value = words.FRACTIONS[match.word("fraction")]
    if count is not None and count.number is not None:
        if count.number * value >= 1:
            return None
        value *= count.number
    return match.figure(value)


def _plain(match: Match) -> Figure | None:
    numbers = match.numbers()
    return None if numbers is None else match.figure(*numbers, plain=True)


# In each group the ranges stand first. "from 10 to 15" is no range but two figures: a change.
_TABLE: tuple[tuple[str, Callable[[Match], Figure | None]], ...] = (
    # Shares: "10-15 percent", "three percentage points", "half of 1 percent"
    ("fraction:half of article? low:number (percent|per cent)", _part_of_percent),
    (
        "between low:number percent? (and|dash) high:number dash? (percent|per cent) point:point?",
        _percent,
    ),
    (
        "(?<!from) low:number percent? joint high:number dash? (percent|per cent) point:point?",
        _percent,
    ),
    ("low:number dash? (percent|per cent|percentage) point:point?", _percent),
    ("(?<=from) low:number (?=to number dash? percent|to number dash? per cent)", _percent),
    # Money: "$10-15 million", "US$2.5m", "60 dollars", "tens of thousands of euros"
    (
        "between sign:sign low:number low_suffix:suffix? and sign? high:number high_suffix:suffix?",
        _money,
    ),
    (
        "(?<!from) sign:sign low:number low_suffix:suffix? joint sign? high:number "
        "high_suffix:suffix?",
        _money,
    ),
    ("sign:sign (other|capital|article)? low:number low_suffix:suffix?", _money),
    ("between low:number and high:number dash? money:currency", _money_in_words),
    ("(?<!from) low:number joint high:number dash? money:currency", _money_in_words),
    ("low:number capital? country:capital money:money_word", _national_money),
    ("low:number dash? money:currency", _money_in_words),
    ("low:number money:pound", _money_in_words),
    ("vague:vague of times:vague of money:money_word", _vague),
    ("vague:vague of money:money_word", _vague),
    # Vague plurals: "hundreds of thousands", "dozens", "a few hundred"
    ("article? few of? scale:scale", _vague_scale),
    ("vague:vague of times:vague", _vague),
    ("vague:vague", _vague),
    # Ratios and fractions: "one in five", "two out of three", "two-thirds", "half of"
    ("part:number dash? joint:in dash? base:number", _ratio),
    ("part:number out:out of every? base:number", _ratio),
    ("part:number joint:of every:every? base:number", _ratio),
    ("low:number dash? fraction:fraction", _fraction),
    ("article fraction:fraction (?=of|of other)", _fraction),
    ("fraction:half dash? article dash? unit:any_unit (dash? dimension)?", _part_measure),
    ("(?<=bound) article fraction:fraction", _fraction),
    ("fraction:half (?=of|article|other)", _fraction),
    # Ages: "69-year-old", "aged 10 to 12", "he was 74", "Ann Lee, 23,"
    ("low:number joint high:number dash? year dash? old", _age),
    ("low:number dash? year dash? old", _age),
    ("low:number dash? month:month dash? old", _month_age),
    ("(?<=possessive) stage? dash? decade:decades", _age_decade),
    ("(?<=age) low:number joint high:number", _age),
    ("(?<=age) low:number", _age_beside_name),
    ("(?<=age of) low:number", _age_beside_name),
    ("(?<=pronoun) be low:number (?=comma|close|dot)", _age_beside_name),
    ("(?<=capital) comma low:number (?=comma)", _age_beside_name),
    ("(?<=capital) open low:number close", _age_beside_name),
    # Speeds: "125km/h", "80 to 90 miles an hour"
    ("low:number joint high:number dash? unit:unit (slash|per|article) hour", _speed),
    ("low:number dash? unit:unit (slash|per|article) hour", _speed),
    # Measures: "10-15 km", "20 square miles", "30 feet high", "80m-deep"
    ("between low:number and high:number dash? square:square? unit:any_unit", _measure),
    (
        "(?<!from) low:number joint high:number dash? square:square? dash? unit:any_unit "
        "(dash? dimension)?",
        _measure,
    ),
    ("low:number dash? square:square? dash? unit:any_unit (dash? dimension)?", _measure),
    ("(?<=bound) article unit:unit", _one_measure),
    ("low:number low_suffix:suffix dash? dimension", _metres),
    # Counts: "10-15", "between 10 and 15", "2m", "three"
    ("low:number low_suffix:suffix", _plain),
    ("between low:number and high:number", _plain),
    ("(?<!from) low:number joint high:number", _plain),
    ("low:number", _plain),
)


@lru_cache(maxsize=1)
def _rules() -> tuple[tuple[re.Pattern[str], Callable[[Match], Figure | None]], ...]:
    return tuple((ALPHABET.compile(pattern), build) for pattern, build in _TABLE)


def find_figures(tokens: Sequence[Token], letters: str, taken: bytearray) -> list[Figure]:
    """Gives the figures in order, without overlap with each other or with `taken` tokens.

    `letters` are the classes of `tokens`, as `quantity_words.letters` gives them; `taken`
    marks tokens that belong to times, and is filled up.
    """
    found: list[Figure] = []
    for pattern, build in _rules():
        for match in pattern.finditer(letters):
            first, end = match.span()
            if 1 in taken[first:end]:
                continue
            figure = build(Match(match, tokens))
            if figure is not None:
                taken[first:end] = b"\1" * (end - first)
                found.append(figure)
    return sorted(found)
