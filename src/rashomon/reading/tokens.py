"""Words, figures and marks of a text, and patterns over their classes.

Times and quantities are found with grammars whose alphabet is not characters but classes of
tokens: a text becomes a string with one letter a token, and a rule is a regular expression
over those letters, written with the names of the classes ("month dot? day comma year"). Rules
stay readable, and a report is searched in a fraction of the time that the same rules take
over its characters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from rashomon.reading.numbers import NUMBER_OPENERS, read_number


class Token(NamedTuple):
    """A word, number, mark or line break; `word` is its text in lower case.

    Number words that form one number are one token ("twenty-six", "2.5 million") with that
    `number`. `digits` says that it is written in figures alone.
    """

    start: int
    end: int
    text: str
    word: str
    number: float | None = None
    digits: bool = False


_TOKEN = re.compile(
    r"""
      [^\W\d_]{2,}
    | [AaPp]\.\s?[Mm]\b\.?                               # a.m.
    | (?:[^\W\d_]\.){2,}                                 # U.S.
    | [^\W\d_]
    | \d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?)?(?!\d)     # 2016-12-11
    | \d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?!\d)               # 12/13/2016
    | \d{1,2}:\d\d(?::\d\d)?(?!\d)                       # 14:30
    | \d+(?:\.\d+){2,}                                   # 10.1.2, no number
    | \d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?                 # 1,234.5
    | \d+(?:st|nd|rd|th|ST|ND|RD|TH)\b                   # 13th
    | \d+[’']?s\b                                        # 1990s
    | \d/\d{1,2}(?!\d)                                   # 1/2
    | \d+(?:\.\d+)?
    | \n
    | [^\w\s]
    """,
    re.VERBOSE,
)


@lru_cache(maxsize=4)
def tokenize(text: str) -> tuple[Token, ...]:
    """Gives the tokens of `text` in order. The last few texts are remembered."""
    spans = [match.span() for match in _TOKEN.finditer(text)]
    pieces = [text[start:end] for start, end in spans]
    words = [piece.lower() for piece in pieces]
    tokens = [
        Token(start, end, piece, word)
        for (start, end), piece, word in zip(spans, pieces, words, strict=True)
    ]
    return tuple(_join_numbers(text, tokens, words))


def _join_numbers(text: str, tokens: list[Token], words: list[str]) -> list[Token]:
    """Makes each number, of one word or several, one token with its value."""
    openers = [
        index for index, word in enumerate(words) if word in NUMBER_OPENERS or word[0].isdigit()
    ]
    joined: list[Token] = []
    done = 0
    for index in openers:
        found = read_number(words, index) if index >= done else None
        if found is None:
            continue
        value, after = found
        start, end = tokens[index].start, tokens[after - 1].end
        piece = text[start:end]
        digits = after == index + 1 and piece[0].isdigit()
        joined.extend(tokens[done:index])
        joined.append(Token(start, end, piece, piece.lower(), value, digits))
        done = after
    joined.extend(tokens[done:])
    return joined


class Alphabet:
    """Names for classes of tokens, each a letter; a name may also stand for several classes."""

    def __init__(self, classes: Sequence[str], unions: Mapping[str, str]) -> None:
        """Takes the names of the classes and, by name, unions of classes ("day year")."""
        self.letters = {name: chr(0x100 + place) for place, name in enumerate(classes)}
        self._sets = dict(self.letters)
        for name, members in unions.items():
            self._sets[name] = "".join(self._sets[member] for member in members.split())

    def compile(self, pattern: str) -> re.Pattern[str]:
        """Compiles a rule written with class names; `name:class` captures the token as `name`.

        Blanks separate, and `( ) | ? * +` mean what they mean in regular expressions.
        """
        return re.compile(_ELEMENT.sub(self._element, pattern).replace(" ", ""))

    def _element(self, match: re.Match[str]) -> str:
        capture, name = match.group(1), match.group(2)
        letters = f"[{self._sets[name]}]"
        return f"(?P<{capture}>{letters})" if capture else letters


_ELEMENT = re.compile(r"(?:([a-z_]+):)?([a-z_]+)")


def near(letters: str, *, gap: str, triggers: str) -> list[int]:
    """Gives the places of `letters` where a rule can match, in order.

    Those are the stretches between letters of the class `gap`, which no rule has, that hold at
    least one of `triggers`, which every rule has one of, and the gaps on both sides.
    """
    has_trigger = re.compile(f"[{triggers}]").search
    places: list[int] = []
    for stretch in re.finditer(f"[^{gap}]+[{gap}]?", letters):
        if has_trigger(stretch.group()):
            start, end = stretch.span()
            if start > 0 and (not places or places[-1] < start - 1):
                places.append(start - 1)
            places.extend(range(start, end))
    return places
