"""How near the words of two sentences are in meaning, each read in its context.

The vectors are those by which sentences are matched (`rashomon.comparing.vectors`); they are
kept for each report, so that nothing is read twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rashomon.comparing.differences.alignment import Word
from rashomon.comparing.differences.words import FUNCTION_WORDS
from rashomon.comparing.features import UNKNOWN_IDF
from rashomon.comparing.matching import matched_sentences, side_of
from rashomon.comparing.scoring import matching_model
from rashomon.comparing.vectors import Sentence, stem, views
from rashomon.reading.reading import Reading

if TYPE_CHECKING:
    from rashomon.comparing.differences.sentence import ReadSentence, SentencePair

Matrix = NDArray[np.float32]
Weights = NDArray[np.float64]
Views = Callable[[tuple[str, ...]], tuple[Sentence, ...]]
"""What gives the sentences of a report with vectors, from their texts."""


def word_vectors(
    reading: Reading, words: Sequence[Sequence[Word]], *, read: Views = views
) -> tuple[Matrix | None, ...]:
    """Gives the vectors of the words of each sentence, one row a word, with its weight as length.

    None for a sentence that is not matched (a caption, a byline). A word that was not seen has
    a row of zeros. `read` turns texts into vectors; training puts its own models there.
    """
    numbers, side = side_of(reading, read=read)
    starts = matched_sentences(reading)
    found: list[Matrix | None] = [None] * len(words)
    for number, sentence in zip(numbers, side.sentences, strict=True):
        begin = starts[number].start
        rows = np.zeros((len(words[number]), sentence.words.shape[1]), dtype=np.float32)
        seen = [(begin + span.start, begin + span.end) for span in sentence.spans]
        place = 0
        for row, word in enumerate(words[number]):
            while place < len(seen) and seen[place][1] <= word.start:
                place += 1
            if place < len(seen) and seen[place][0] < word.end:
                rows[row] = sentence.words[place]
        found[number] = rows
    return tuple(found)


@lru_cache(maxsize=1 << 16)
def rarity(form: str) -> float:
    """Gives how rare a word is in news, as the weight by which matching counts it."""
    return matching_model().idf.get(stem(form), UNKNOWN_IDF)


def nearness(pair: SentencePair) -> Matrix:
    """Gives the cosine of every word on the left with every word on the right, 0 to 1.

    Function words are near to nothing.
    """
    return _nearness(pair.left, pair.right)


@lru_cache(maxsize=4)
def _nearness(left: ReadSentence, right: ReadSentence) -> Matrix:
    if left.vectors is None or right.vectors is None:
        return np.zeros((len(left.words), len(right.words)), dtype=np.float32)
    near: Matrix = np.clip(left.vectors @ right.vectors.T, 0, 1)
    near[[word.form in FUNCTION_WORDS for word in left.words], :] = 0
    near[:, [word.form in FUNCTION_WORDS for word in right.words]] = 0
    return near
