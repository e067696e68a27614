"""One kind for one name: what a text calls a person here, it does not call a place there.

"One sense per discourse" (Gale, Church and Yarowsky 1992): the mentions of a name in one text
vote, each with what the model gave to every kind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from rashomon.reading.actors import without_arabic_article

Floats = NDArray[np.float64]

PERSON = 0
# A single mention is never surer than this that a kind is wrong, so that many can outvote it.
_LEAST = -6.0


class Vote(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What one mention says: its words, and the mean log probability of each kind."""

    words: str
    kinds: Floats


def kind_scores(scores: NDArray[np.float32], first: int, last: int) -> Floats:
    """Gives each kind's mean log probability over the wordpieces [first, last].

    `scores` are log probabilities of tags: outside, then begin and inside of each kind.
    """
    begin = scores[first, 1::2]
    inside = scores[first + 1 : last + 1, 2::2].sum(axis=0)
    mean: Floats = (begin + inside).astype(np.float64) / (last - first + 1)
    return mean


def agreed_kinds(votes: Sequence[Vote]) -> list[int]:
    """Gives the kind of each mention: the one that all mentions of its name make likeliest.

    A single word that closes a longer person's name counts that name's mentions too:
    "Marlow" is who "Ines Marlow" is, and "Harouni" who "Sami al-Harouni" is.
    """
    total: dict[str, Floats] = defaultdict(lambda: np.zeros(1))
    for vote in votes:
        total[vote.words] = total[vote.words] + np.maximum(vote.kinds, _LEAST)
    people: dict[str, list[str]] = defaultdict(list)
    for words, scores in total.items():
        *before, surname = words.split(" ")
        if before and _likeliest(scores) == PERSON:
            people[surname].append(words)
            bare = without_arabic_article(surname)
            if bare != surname:
                people[bare].append(words)
    kinds = {
        words: _likeliest(scores + sum(total[longer] for longer in people.get(words, ())))
        for words, scores in total.items()
    }
    return [kinds[vote.words] for vote in votes]


def _likeliest(scores: Floats) -> int:
    # Rounded, so that sums in another order don't break a tie in another way.
    return int(scores.round(9).argmax())
