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

from rashomon.reading.numbers import read_number, word_list


class Token(NamedTuple):
    """A word, number, mark or line break; `number` is the value where it is a number.

    Number words that form one number are one token ("twenty-six", "2.5 million").
    `digits` says that it is written in figures alone.
    """

    start: int
    end: int
    text: str
    number: float | None = None
    digits: bool = False

    @property
    def word(self) -> str:
        """The text in lower case."""
        return self.text.lower()


_TOKEN = re.compile(
    r"""
      \d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?)?(?!\d)     # 2016-12-11
    | \d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?!\d)               # 12/13/2016
    | \d{1,2}:\d\d(?::\d\d)?(?!\d)                       # 14:30
    | \d+(?:\.\d+){2,}                                   # 10.1.2, no number
    | \d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?                 # 1,234.5
    | \d+(?:st|nd|rd|th|ST|ND|RD|TH)\b                   # 13th
    | \d+[’']?s\b                                        # 1990s
    | \d/\d{1,2}(?!\d)                                   # 1/2
    | \d+(?:\.\d+)?
    | [AaPp]\.\s?[Mm]\b\.?                               # a.m.
    | (?:[^\W\d_]\.){2,}                                 # U.S.
    | [^\W\d_]+
    | [^\w\s]
    | \n
    """,
    re.VERBOSE,
)
_MAY_BEGIN_NUMBER = frozenset(
    word_list(
        "a an half zero one two three four five six seven eight nine ten eleven twelve thirteen "
        "fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty "
        "seventy eighty ninety ½ ¼ ¾ ⅓ ⅔ ⅕ ⅛"
    )
)
_FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\d/\d{1,2}")


@lru_cache(maxsize=4)
def tokenize(text: str) -> tuple[Token, ...]:
    """Gives the tokens of `text` in order. The last few texts are remembered."""
    raw = [(match.start(), match.end(), match.group()) for match in _TOKEN.finditer(text)]
    words = [piece.lower() for _, _, piece in raw]
    tokens: list[Token] = []
    index = 0
    while index < len(raw):
        start, end, piece = raw[index]
        word = words[index]
        if word in _MAY_BEGIN_NUMBER or _FIGURE.fullmatch(piece):
            found = read_number(words, index)
            if found is not None:
                last = found[1] - 1
                end = raw[last][1]
                digits = last == index and piece[0].isdigit()
                tokens.append(Token(start, end, text[start:end], found[0], digits))
                index = found[1]
                continue
        tokens.append(Token(start, end, piece))
        index += 1
    return tuple(tokens)


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
