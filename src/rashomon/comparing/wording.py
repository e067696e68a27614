"""The words of texts as numbers, so that equal words can be found fast."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec
import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 1
    )
}
FUNCTION_WORDS = frozenset(
    word
    for line in (
        "the a an of to in and or for on at by with from as is are was were be been has have had",
        "it its this that these those he she they his her their we our you your i my not no but",
        "if so than then there which who what when will would can could may do does did more into",
        "about over out up out all also any such it's he's she's",
    )
    for word in line.split()
)
# Letters of a word that stand for its stem: "attack", "attacked" and "attacks" are one.
_STEM = 6


class Wording(msgspec.Struct, frozen=True, kw_only=True):
    """One text's words in order.

    `words` numbers each word (equal numbers, equal words, in all texts read together) and
    `starts` and `ends` are its offsets. `content` are the indices of the words that are no
    function words, `stems` their stems' numbers.
    """

    words: Integers
    starts: Integers
    ends: Integers
    content: Integers
    stems: Integers


class Seeds(msgspec.Struct, frozen=True, kw_only=True):
    """Codes of short word patterns of one text, and the places where they stand."""

    codes: Integers
    places: Integers


def read_wordings(texts: Sequence[str]) -> list[Wording]:
    """Gives the words of each text, numbered alike in all of them.

    Case and the shape of apostrophes don't matter, and "two" is "2".
    """
    numbers: dict[str, int] = {}
    stem_numbers: dict[str, int] = {}
    # The stem's number of a word by the word's number; -1 for a function word.
    stem_of: list[int] = []
    wordings = []
    for text in texts:
        words: list[int] = []
        starts: list[int] = []
        ends: list[int] = []
        for match in _WORD.finditer(text):
            word = match.group().lower().replace("’", "'")
            word = _NUMBERS.get(word, word)
            number = numbers.setdefault(word, len(numbers))
            if number == len(stem_of):
                known = word in FUNCTION_WORDS
                stem = word[:_STEM]
                stem_of.append(-1 if known else stem_numbers.setdefault(stem, len(stem_numbers)))
            words.append(number)
            starts.append(match.start())
            ends.append(match.end())
        row = np.array(words, dtype=np.int64)
        stems = np.array([stem_of[number] for number in words], dtype=np.int64)
        content = np.flatnonzero(stems >= 0)
        wordings.append(
            Wording(
                words=row,
                starts=np.array(starts, dtype=np.int64),
                ends=np.array(ends, dtype=np.int64),
                content=content,
                stems=stems[content],
            )
        )
    return wordings
