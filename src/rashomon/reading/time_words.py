"""Words of time expressions, sorted into the classes that the grammar's rules are written in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.calendar_names import CUT_MONTHS, CUT_WEEKDAYS, MONTH_NAMES, WEEKDAY_NAMES
from rashomon.reading.numbers import ORDINALS, word_list
from rashomon.reading.tokens import Alphabet, Token, near

# The sub-year groups of EDTF level 2 (ISO 8601-2, 4.8.2): quarters 33 to 36, halves 40 and 41.
SEASONS: dict[str, int] = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
FIRST_QUARTER = 33
FIRST_HALF = 40
# ISO 8601 has no designator for a quarter, decade or century: they count months and years.
UNITS: dict[str, tuple[str, int]] = {
    "second": ("S", 1), "minute": ("M", 1), "hour": ("H", 1), "day": ("D", 1), "night": ("D", 1),
    "week": ("W", 1), "fortnight": ("W", 2), "weekend": ("D", 2), "month": ("M", 1),
    "quarter": ("M", 3), "year": ("Y", 1), "decade": ("Y", 10), "century": ("Y", 100),
    "hr": ("H", 1), "min": ("M", 1), "sec": ("S", 1), "yr": ("Y", 1),
}  # fmt: skip
CLOCK_UNITS = frozenset(["second", "minute", "hour", "hr", "min", "sec"])
ADVERB_SETS: dict[str, str] = {
    "hourly": "PT1H", "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "fortnightly": "P2W",
    "monthly": "P1M", "yearly": "P1Y", "annually": "P1Y",
}  # fmt: skip
DECADE_WORDS: dict[str, int] = {
    "twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7,
    "eighties": 8, "nineties": 9,
}  # fmt: skip

_WORDS: dict[str, str] = {
    "weekday": " ".join(WEEKDAY_NAMES).lower(),
    "weekday_plural": " ".join(f"{name}s" for name in WEEKDAY_NAMES).lower(),
    "month": " ".join(name for name in MONTH_NAMES if name not in ("March", "May")).lower(),
    "season": "spring summer autumn winter",
    "fall": "fall",
    "plain_unit": "minute hour month decade fortnight",
    "week_word": "week",
    "day_word": "day",
    "night": "night",
    "quarter": "quarter",
    "year_word": "year",
    "century": "century",
    "units": "minutes hours days weeks months quarters years decades centuries fortnights nights "
    "seconds weekends",
    "short_unit": "hr min mins sec secs yr yrs",
    "hrs": "hrs",
    "second": "second",
    "ordinal": " ".join(set(ORDINALS) - {"second"}),
    "weekend": "weekend",
    "today": "today yesterday tomorrow",
    "tonight": "tonight",
    "now": "now currently nowadays",
    "current": "current",
    "recent": "recent",
    "recently": "recently",
    "soon": "soon",
    "past": "past",
    "future": "future",
    "near": "near distant foreseeable",
    "this": "this",
    "last": "last",
    "next": "next",
    "coming": "coming upcoming",
    "preceding": "preceding",
    "following": "following subsequent",
    "same": "same",
    "that": "that",
    "these": "these those",
    "latest": "latest",
    "full": "full entire whole",
    "every": "every each",
    "the": "the",
    "article": "a an",
    "half": "half",
    "early": "early late",
    "mid": "mid",
    "edge": "beginning start middle end",
    "comparative": "earlier later",
    "part": "morning afternoon evening",
    "noon": "noon midnight midday",
    "ago": "ago",
    "several": "several few couple many some numerous",
    "more": "more additional",
    "long": "long",
    "as": "as",
    "so": "so",
    "of": "of",
    "preposition_word": "in since until till by from during through throughout after between "
    "within around about over for",
    "on": "on",
    "at": "at",
    "to": "to",
    "and": "and",
    "or_word": "or",
    "old": "old",
    "possessive": "his her their its my your our",
    "adverb_set": " ".join(ADVERB_SETS),
    "fiscal": "fiscal financial calendar business trading working school academic",
    "zone": "gmt est edt et cst cdt ct mst mdt mt pst pdt pt bst utc cet cest eet ist jst local "
    "eastern central pacific time",
    "ampm": "am pm a.m. p.m. a.m p.m",
    "oclock": "o clock",
    "decade_word": " ".join(DECADE_WORDS),
    "s": "s",
    "period": "period",
    "ahead": "ahead",
    "christmas": "christmas easter",
    "thanksgiving": "thanksgiving halloween",
    "eve": "eve",
    "straight": "straight consecutive successive",
    "before": "before",
    "previous": "previous prior",
    "final": "final",
    "other_word": "other",
    "comma": ",",
    "dot": ".",
    "dash": "- – — ‑",
    "apostrophe": "' ’",
    "open": "(",
    "close": ")",
    "slash": "/",
    "money": "$ £ € ¥ #",
    "scaled": "% percent pct",
}
# These begin with a capital, or are other words ("may", "sat").
_CAPITALIZED = {
    "month_word": "march may",
    "month_short": " ".join(CUT_MONTHS).lower(),
    "feast_word": "new boxing valentine patrick independence veterans armistice labor labour "
    "memorial columbus presidents mother father ash palm good",
    "named": "black bloody super fat cyber shrove",
    "weekday_short": " ".join(CUT_WEEKDAYS).lower(),
}
_SHAPES = (
    *_CAPITALIZED, "day_number", "number", "figure", "year",
    "decade", "iso", "slashed", "clock", "line_break", "other",
)  # fmt: skip
_UNIONS = {
    "any_month": "month month_word month_short",
    "long_month": "month month_word",
    "any_weekday": "weekday weekday_short",
    "day": "day_number ordinal",
    "small": "day_number number",
    "amount": "day_number number figure",
    "unit": "plain_unit week_word day_word night quarter year_word century",
    "long_unit": "plain_unit week_word quarter century",
    "any_unit": "plain_unit week_word day_word night quarter year_word century units "
    "short_unit hrs",
    "order": "ordinal second",
    "hour_figure": "day_number figure",
    "four_digits": "figure year",
    "year_end": "day_number figure year",
    "any_season": "season fall",
    "preposition": "preposition_word before",
    "sense": "this last next coming past previous preceding following same that latest",
    "stretch_sense": "this last next coming past previous preceding following latest",
    "joint": "preposition_word before on at of to and",
}
ALPHABET = Alphabet([*_WORDS, *_SHAPES], _UNIONS)


def _letters_by_word() -> dict[str, str]:
    letters = {
        word: ALPHABET.letters[name] for name, words in _WORDS.items() for word in words.split()
    }
    for name, words in _CAPITALIZED.items():
        for word in words.split():
            letters[word.capitalize()] = letters[word.upper()] = ALPHABET.letters[name]
    return letters


_LETTERS = _letters_by_word()
# Every rule of the grammar has at least one of these.
_TRIGGERS = "".join(
    ALPHABET.letters[name]
    for name in word_list(
        "weekday weekday_short weekday_plural month month_word month_short season fall plain_unit "
        "week_word day_word eve night "
        "quarter year_word century units weekend today tonight now current recently soon past "
        "future part noon period adverb_set oclock ampm decade_word christmas thanksgiving "
        "second year decade iso slashed clock"
    )
)
_BREAK = ALPHABET.letters["line_break"]
_OTHER = ALPHABET.letters["other"]


def letters(tokens: Sequence[Token]) -> str:
    """Gives one letter a token, its class: the string that the grammar's rules run over."""
    return "".join([_letter(token) for token in tokens])


def places(letters: str) -> list[int]:
    """Gives the places of `letters` near a word that makes a time expression, in order."""
    return near(letters, gap=_OTHER + _BREAK, triggers=_TRIGGERS)


def _letter(token: Token) -> str:
    text = token.text
    found = _LETTERS.get(text)
    if found is not None:
        return found
    if token.number is not None or text[0].isdigit():
        return _number_letter(token)
    if text == "\n":
        return _BREAK
    return _LETTERS.get(token.word, _OTHER)


def _number_letter(token: Token) -> str:
    return ALPHABET.letters[_number_class(token)]


def _number_class(token: Token) -> str:
    text, value = token.text, token.number
    if value is None:
        return _figure_class(text)
    if not token.digits:
        spoken_year = 1300 <= value < 2100 and not token.word.endswith(("hundred", "thousand"))
        return "year" if spoken_year and value % 1 == 0 else "number"
    if text.isdigit() and len(text) <= 2 and 1 <= value <= 31:
        return "day_number"
    if text.isdigit() and len(text) == 4 and 1000 <= value <= 2199:
        return "year"
    return "figure"


def _figure_class(text: str) -> str:
    if text[-1] in "dhtDHT":
        return "ordinal"
    if text[-1] == "s":
        return "decade"
    if text.count("/") == 2:
        return "slashed"
    if ":" in text and "-" not in text:
        return "clock"
    return "iso" if "-" in text else "other"


def ordinal_value(token: Token) -> int | None:
    """Gives the number of an ordinal: 13 for "13th", 3 for "third"."""
    word = token.word
    if word in ORDINALS:
        return ORDINALS[word]
    digits = re.match(r"\d+(?=st|nd|rd|th)", word)
    return int(digits.group()) if digits else None
