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

_DIMENSIONS = 384  # of a vector


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
        seen = [(begin + span.start, begin + span.end) for span in sentence.spans]
        places = _places(words[number], seen)
        if places == list(range(len(sentence.words))):
            # Mostly words are the same here and there: then nothing is held twice.
            found[number] = sentence.words
            continue
        rows = np.zeros((len(places), sentence.words.shape[1]), dtype=np.float32)
        for row, place in enumerate(places):
            if place is not None:
                rows[row] = sentence.words[place]
        found[number] = rows
    return tuple(found)


def _places(words: Sequence[Word], seen: Sequence[tuple[int, int]]) -> list[int | None]:
    """Gives for each word the first of the stretches that it shares letters with, in order."""
    found: list[int | None] = []
    place = 0
    for word in words:
        while place < len(seen) and seen[place][1] <= word.start:
            place += 1
        found.append(place if place < len(seen) and seen[place][0] < word.end else None)
    return found


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
    ours, theirs = left.vectors, right.vectors
    if ours is theirs:
        # Of a matrix with itself the product is worked out in another way, and rounded otherwise.
        theirs = ours.copy()
    near: Matrix = np.clip(ours @ theirs.T, 0, 1)
    near[left.joining, :] = 0
    near[:, right.joining] = 0
    return near


def meaning_of(sentence: ReadSentence, places: Sequence[int]) -> Matrix:
    """Gives the mean of some words' vectors, of length 1; zeros where none of them has one."""
    if sentence.vectors is None or not places:
        return np.zeros(_DIMENSIONS, dtype=np.float32)
    rows: Matrix = sentence.vectors[list(places)]
    mean: Matrix = rows.mean(axis=0) if len(rows) > 1 else rows[0]
    length = np.sqrt(mean @ mean)
    return mean / length if length else mean
