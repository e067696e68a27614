"""A match of a rule of the time grammar, as the functions that read it see it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from rashomon.reading.time_words import ordinal_value
from rashomon.reading.tokens import Token

_POSSESSIVE_YEAR = re.compile(r"(\d{4})[’']s")


class Found(NamedTuple):
    """A match of a rule: the tokens that it named, by name."""

    match: re.Match[str]
    tokens: Sequence[Token]

    def token(self, name: str) -> Token | None:
        """Gives the token captured as `name`; None where the rule matched without it."""
        if name not in self.match.re.groupindex or self.match.start(name) < 0:
            return None
        return self.tokens[self.match.start(name)]

    def has(self, name: str) -> bool:
        """Says whether the rule captured `name`."""
        return self.token(name) is not None

    @property
    def first_word(self) -> str:
        """The first word of the match, in lower case."""
        return self.tokens[self.match.start()].word

    @property
    def last_word(self) -> str:
        """The last word of the match, in lower case."""
        return self.tokens[self.match.end() - 1].word

    @property
    def next_word(self) -> str:
        """The word after the match, in lower case; "" at the end."""
        end = self.match.end()
        return self.tokens[end].word if end < len(self.tokens) else ""

    @property
    def next_words(self) -> tuple[str, ...]:
        """The two words after the match, in lower case; fewer at the end."""
        end = self.match.end()
        return tuple(token.word for token in self.tokens[end : end + 2])

    @property
    def goes_on(self) -> bool:
        """Says whether a hyphen ties the match to what follows."""
        end = self.match.end()
        if end >= len(self.tokens) or self.tokens[end].text not in "-‑":
            return False
        return self.tokens[end].start == self.tokens[end - 1].end

    @property
    def in_name(self) -> bool:
        """Whether a capitalized word that begins the match ends a name: "USA Today"."""
        first = self.match.start()
        if first == 0 or not self.tokens[first].text[0].isupper():
            return False
        before = self.tokens[first - 1]
        return before.text[0].isupper() and before.end + 1 == self.tokens[first].start

    @property
    def before_name(self) -> bool:
        """Whether a word with a capital follows at once."""
        end = self.match.end()
        if end >= len(self.tokens) or self.tokens[end].start != self.tokens[end - 1].end + 1:
            return False
        return self.tokens[end].text[0].isupper()

    @property
    def previous_word(self) -> str:
        """The word before the match, in lower case; "" at the beginning."""
        start = self.match.start()
        return self.tokens[start - 1].word if start > 0 else ""

    def word(self, name: str) -> str:
        """Gives the lower-case word captured as `name`, "" where there is none."""
        token = self.token(name)
        return "" if token is None else token.word

    def number(self, name: str) -> float | None:
        """Gives the number, ordinal or possessive year ("1989's") captured as `name`."""
        token = self.token(name)
        if token is None:
            return None
        if token.number is not None:
            return token.number
        owner = _POSSESSIVE_YEAR.fullmatch(token.text)
        return float(owner[1]) if owner else ordinal_value(token)
