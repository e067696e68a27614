"""The words of one report in one row, made ready once for all that it is held against."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import msgspec
import numpy as np
from numpy.typing import NDArray

from rashomon.comparing.vectors import HELD, Sentence
from rashomon.report import Span

_QUOTED = re.compile(r"[“\"„«‘](?P<words>[^“”\"„«»]{2,}?)[”\"»’](?!\w)")
_SMALL = {
    word: str(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
}

_PRONOUNS = frozenset("he she it they his her its their this that these those him them".split())


class Units(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Words, or pairs of words, of one side as numbers, in order of the text.

    `codes` are the numbers, -1 for none, and `owner` the sentences that they stand in. `numbers`
    has each different one by its number, `sentences` in how many sentences it stands.
    """

    codes: NDArray[np.int64]
    owner: NDArray[np.int64]
    numbers: dict[str, int]
    sentences: NDArray[np.int64]


class SideWords(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """All words of one side in one row: `owner` is a word's sentence, `starts` where each begins.

    A sentence without words is given one that weighs nothing, so that none is empty. `stems` are
    as words are compared ("two" is "2"), `plain` as the sentences have them, `pairs` are every two
    words that follow each other. `weights` are those of the words in their sentences, before it
    is known how rare they are. `wordings` are whole sentences, letter case and marks aside.
    Of each sentence there are its row of `vectors`, how close the others are to it (`among`, 0 for
    itself), its length as log(1 + words) and whether it begins with a pronoun, so leans on the
    sentence before (`vague`).
    """

    stems: Units
    plain: Units
    pairs: Units
    weights: NDArray[np.float64]
    owner: NDArray[np.int64]
    starts: NDArray[np.int64]
    names: NDArray[np.bool_]
    figures: NDArray[np.bool_]
    quoted: NDArray[np.bool_]
    wordings: tuple[tuple[str, ...], ...]
    vectors: NDArray[np.float64]
    among: NDArray[np.float64]
    lengths: NDArray[np.float64]
    vague: NDArray[np.float64]


@lru_cache(maxsize=HELD)
def side_words(sentences: tuple[Sentence, ...], title: tuple[bool, ...]) -> SideWords:
    """Gives the words of a report's sentences; `title` marks headlines."""
    stems: list[str] = []
    plain: list[str] = []
    owner: list[int] = []
    starts: list[int] = []
    flags: list[tuple[bool, bool, bool]] = []
    for number, sentence in enumerate(sentences):
        starts.append(len(stems))
        quotations = [Span(m.start(), m.end()) for m in _QUOTED.finditer(sentence.text)]
        for i, (stem, span) in enumerate(zip(sentence.stems, sentence.spans, strict=True)):
            word = sentence.text[span.start : span.end]
            name = word[0].isupper() and i > 0 and not title[number]
            small = _SMALL.get(word.lower())
            quoted = bool(quotations) and any(quote.covers(span) for quote in quotations)
            stems.append(stem.replace(",", "") if small is None else small)
            plain.append(stem)
            flags.append((name, small is not None or word[0].isdigit(), quoted))
            owner.append(number)
        if not sentence.stems:
            stems.append("")
            plain.append("")
            flags.append((False, False, False))
            owner.append(number)
    marks = np.array(flags, dtype=bool).reshape(len(flags), 3)
    vectors = np.stack([one.vector for one in sentences]).astype(np.float64)
    among = vectors @ vectors.T
    np.fill_diagonal(among, 0.0)
    weights = [one.weights if one.stems else np.zeros(1, dtype=np.float32) for one in sentences]
    return SideWords(
        stems=_units(stems, owner),
        plain=_units(plain, owner),
        pairs=_pairs(sentences),
        weights=np.concatenate(weights).astype(np.float64),
        owner=np.array(owner),
        starts=np.array(starts),
        names=_known_names(stems, marks[:, 0], sentences, title),
        figures=marks[:, 1],
        quoted=marks[:, 2],
        wordings=tuple(
            tuple(one.text[span.start : span.end].casefold() for span in one.spans)
            for one in sentences
        ),
        vectors=vectors,
        among=among,
        lengths=np.log1p(np.array([len(one.stems) for one in sentences], dtype=float)),
        vague=np.array(
            [float(not _PRONOUNS.isdisjoint(one.text.lower().split()[:2])) for one in sentences]
        ),
    )


def _units(units: Sequence[str], owner: Sequence[int]) -> Units:
    """Numbers units in order of their first use; an empty one is none."""
    numbers: dict[str, int] = {}
    codes = [numbers.setdefault(unit, len(numbers)) if unit else -1 for unit in units]
    coded, owners = np.array(codes, dtype=np.int64), np.array(owner, dtype=np.int64)
    size = len(numbers)
    met = np.unique((owners * size + coded)[coded >= 0])
    return Units(
        codes=coded,
        owner=owners,
        numbers=numbers,
        sentences=np.bincount(met % max(size, 1), minlength=size),
    )


def _pairs(sentences: Sequence[Sentence]) -> Units:
    found = [
        (f"{a} {b}", number)
        for number, one in enumerate(sentences)
        for a, b in zip(one.stems, one.stems[1:], strict=False)
    ]
    return _units([pair for pair, _ in found], [number for _, number in found])


def _known_names(
    stems: Sequence[str],
    capital: NDArray[np.bool_],
    sentences: Sequence[Sentence],
    titles: Sequence[bool],
) -> NDArray[np.bool_]:
    """A word is a name where it is mostly written with a capital inside sentences."""
    small = Counter(
        stem
        for sentence, title in zip(sentences, titles, strict=True)
        if not title
        for stem, span in zip(sentence.stems, sentence.spans, strict=True)
        if sentence.text[span.start].islower()
    )
    large = Counter(stem for stem, is_name in zip(stems, capital, strict=True) if is_name)
    return np.array([large[stem] > small[stem] for stem in stems])
