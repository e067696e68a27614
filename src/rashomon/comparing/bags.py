"""The words of two reports numbered together, and sentences as bags of them."""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from rashomon.comparing.side_words import SideWords, Units

Matrix = NDArray[np.float64]
Integers = NDArray[np.int64]


class SharedUnits(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Words, or pairs of words, of two sides, the same number for the same one; -1 for none.

    `one` and `two` run as the units of each side do. `names` has each by its number, `rare` how
    rare it is among the sentences of both.
    """

    one: Integers
    two: Integers
    names: tuple[str, ...]
    rare: Matrix


def shared_units(one: Units, two: Units, *, sentences: int) -> SharedUnits:
    """Numbers the units of two sides alike; `sentences` is how many both have."""
    places = np.array([one.numbers.get(name, -1) for name in two.numbers], dtype=np.int64)
    new = places < 0
    places[new] = len(one.numbers) + np.arange(new.sum())
    met = np.concatenate([one.sentences, two.sentences[new]])
    met[places[~new]] += two.sentences[~new]
    rare = [math.log((sentences + 1) / (count + 0.5)) for count in range(sentences + 1)]
    added = [name for name, is_new in zip(two.numbers, new.tolist(), strict=True) if is_new]
    return SharedUnits(
        one=one.codes,
        two=np.append(places, -1)[two.codes],
        names=(*one.numbers, *added),
        rare=np.array(rare)[met],
    )


def bag_cosine(one: SideWords, two: SideWords, shared: SharedUnits, weights: Matrix) -> Matrix:
    """Gives the cosine of every two sentences by their words, each weighted as `weights` says."""
    left = _bags(shared.one, one.owner, len(one.starts), weights)
    return left @ _bags(shared.two, two.owner, len(two.starts), weights).T


def pair_cosine(one: SideWords, two: SideWords) -> Matrix:
    """Gives the cosine of every two sentences by the pairs of words that follow each other."""
    count = len(one.starts), len(two.starts)
    shared = shared_units(one.pairs, two.pairs, sentences=sum(count))
    left = _bags(shared.one, one.pairs.owner, count[0], shared.rare)
    return left @ _bags(shared.two, two.pairs.owner, count[1], shared.rare).T


def shared_marked(
    one: SideWords, two: SideWords, shared: SharedUnits, marks: Sequence[NDArray[np.bool_]]
) -> tuple[Matrix, Matrix, Matrix]:
    """Gives how many different marked words both sentences have, and how many each has."""
    left = _marked(shared.one, one, marks[0], len(shared.names))
    right = _marked(shared.two, two, marks[1], len(shared.names))
    return left @ right.T, left.sum(1), right.sum(1)


def _bags(codes: Integers, owner: Integers, sentences: int, weights: Matrix) -> Matrix:
    """Gives a row a sentence, of length one, and a column a unit."""
    size = len(weights)
    seen = codes >= 0
    codes, owner = codes[seen], owner[seen]
    rows = np.bincount(owner * size + codes, weights[codes], minlength=sentences * size)
    rows = rows.reshape(sentences, size)
    lengths = np.sqrt([row @ row for row in rows])
    found: Matrix = rows / np.maximum(lengths, 1e-9)[:, None]
    return found


def _marked(codes: Integers, words: SideWords, mark: NDArray[np.bool_], size: int) -> Matrix:
    rows = np.zeros((len(words.starts), size))
    rows[words.owner[mark], codes[mark]] = 1.0
    return rows
