"""Which sentences of one report say the same again, as a headline and its lead do.

Links tell this of sentences of two reports. Of two sentences of one report that are linked to one
passage elsewhere, the second often goes on where the first stopped: their words have to show it,
and their figures must not tell of two things.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from rashomon.comparing.vectors import stem, word_spans
from rashomon.comparing.wording import FUNCTION_WORDS
from rashomon.reading.reading import Reading

# Share of the shorter sentence's telling words that the other must have. On the training stories it
# tells best which of two sentences linked to one passage share the same of it.
_SHARED = 0.5


_FIGURE = re.compile(r"\d(?:[\d.,]*\d)?")


class _Told(msgspec.Struct, frozen=True, kw_only=True):
    """The telling words of a sentence, by their stems, and its figures as they stand."""

    words: frozenset[str]
    figures: frozenset[str]


class Restating:
    """The sentences of a story's readings, by their words; each is looked at when asked for."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._readings = readings
        self._told: dict[tuple[int, int], _Told] = {}

    def same_again(self, one: tuple[int, int], other: tuple[int, int]) -> bool:
        """Says whether two sentences, each by its reading's place and its own, say the same."""
        left, right = self._of(one), self._of(other)
        return _same_again(left.words, right.words) and not (
            left.figures - right.figures and right.figures - left.figures
        )

    def _of(self, node: tuple[int, int]) -> _Told:
        if node not in self._told:
            reading = self._readings[node[0]]
            text = reading.report.show(reading.sentences[node[1]])
            self._told[node] = _Told(
                words=telling_stems(text), figures=frozenset(_FIGURE.findall(text))
            )
        return self._told[node]


def telling_stems(text: str) -> frozenset[str]:
    """Gives the stems of a text's words that say something; of all where none does."""
    words = [text[span.start : span.end] for span in word_spans(text)]
    telling = [word for word in words if word.casefold() not in FUNCTION_WORDS]
    return frozenset(map(stem, telling or words))


def _same_again(left: frozenset[str], right: frozenset[str]) -> bool:
    fewer = min(len(left), len(right))
    return fewer > 0 and len(left & right) >= _SHARED * fewer
