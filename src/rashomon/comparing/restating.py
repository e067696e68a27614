"""Which sentences of one report say the same again, as a headline and its lead do.

Links tell this of sentences of two reports. Of two sentences of one report that are linked to one
passage elsewhere, the second often goes on where the first stopped: their words have to show it.
"""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.comparing.vectors import stem, word_spans
from rashomon.reading.reading import Reading

# Share of the shorter sentence's words that the other must have. On the training stories it tells
# best which of two sentences linked to one passage share the same of it.
_SHARED = 0.5


class Restating:
    """The sentences of a story's readings, by their words; each is looked at when asked for."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._readings = readings
        self._words: dict[tuple[int, int], frozenset[str]] = {}

    def same_again(self, one: tuple[int, int], other: tuple[int, int]) -> bool:
        """Says whether two sentences, each by its reading's place and its own, say the same."""
        left, right = self._of(one), self._of(other)
        fewer = min(len(left), len(right))
        return fewer > 0 and len(left & right) >= _SHARED * fewer

    def _of(self, node: tuple[int, int]) -> frozenset[str]:
        if node not in self._words:
            reading = self._readings[node[0]]
            text = reading.report.show(reading.sentences[node[1]])
            self._words[node] = frozenset(stem(text[s.start : s.end]) for s in word_spans(text))
        return self._words[node]
