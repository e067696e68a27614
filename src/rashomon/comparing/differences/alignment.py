"""Words of two sentences, held against each other in order.

Two words are the same when they agree after case, the style of quotation marks and
apostrophes, hyphens and the stops of abbreviations are taken away: "F.B.I." is "FBI",
"low-cost" is "low cost". The alignment is the longest common subsequence of words; marks
between them play no part.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec
from rapidfuzz.distance import Indel, LCSseq

from rashomon.report import Span

# Share of words (Dice, in order) from which two sentences count as one that was retouched.
NEAR_IDENTICAL = 0.8
# Of a share that is the cutoff itself rapidfuzz may give 0, by rounding.
_BELOW = NEAR_IDENTICAL - 1e-6
# The same between two twins on either side, where the place alone says that they belong together.
_IN_PLACE = 0.5

_WORD = re.compile(
    r"""
    \d+(?:[.,:]\d+)*            # 1,200  9.5  17:45
    | (?:[^\W\d_]\.){2,}        # F.B.I.  a.m.
    | [^\W_]+(?:['’][^\W\d_]+)* # don't  Assad’s  5pm
    | [$£€¥%]
    """,
    re.VERBOSE,
)


class Word(msgspec.Struct, frozen=True):
    """A word of a report: where it stands, and the form by which it is compared."""

    start: int
    end: int
    form: str


class Change(msgspec.Struct, frozen=True):
    """A stretch of words that the other sentence has not, or has otherwise; either may be empty."""

    left_from: int
    left_to: int
    right_from: int
    right_to: int


def words_of(text: str, span: Span) -> tuple[Word, ...]:
    """Gives the words inside `span`, in order, with offsets into `text`."""
    return tuple(
        Word(match.start(), match.end(), word_form(match.group()))
        for match in _WORD.finditer(text, span.start, span.end)
    )


@lru_cache(maxsize=1 << 14)
def word_form(word: str) -> str:
    """Gives the form by which words are compared: case, accents, stops and apostrophes aside."""
    if not word.isascii():
        word = word.replace("’", "'")
        decomposed = unicodedata.normalize("NFKD", word)
        word = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
    word = word.casefold()
    return word if word[:1].isdigit() else word.replace(".", "")


def similarity(left: Sequence[str], right: Sequence[str]) -> float:
    """Gives the share of words that both have in the same order, 0 to 1 (Dice)."""
    return float(Indel.normalized_similarity(left, right))


def changes(left: Sequence[str], right: Sequence[str]) -> tuple[Change, ...]:
    """Gives the stretches in which two sequences of word forms differ, in order."""
    found: list[Change] = []
    at_left = at_right = 0
    for code in (*LCSseq.opcodes(left, right), None):
        if code is not None and code.tag != "equal":
            continue
        to_left = code.src_start if code else len(left)
        to_right = code.dest_start if code else len(right)
        if to_left > at_left or to_right > at_right:
            found.append(Change(at_left, to_left, at_right, to_right))
        if code is not None:
            at_left, at_right = code.src_end, code.dest_end
    return tuple(found)


class Twins(msgspec.Struct, frozen=True, kw_only=True):
    """Sentences that stand in both reports, word for word or retouched.

    `pairs` holds a left sentence, its right twin and the share of words in common, one to one.
    `left` and `right` are the sentences that the other report has too: those with a twin, and
    further copies of them.
    """

    pairs: tuple[tuple[int, int, float], ...]
    left: frozenset[int]
    right: frozenset[int]


def find_twins(left: Sequence[Sequence[str]], right: Sequence[Sequence[str]]) -> Twins:
    """Pairs the sentences of two reports that have the same words, or almost the same.

    The share of words in common is 1 where they are equal word for word, at least
    `NEAR_IDENTICAL` otherwise, or less where two sentences alone stand between the same twins.
    """
    pairs = _equal_twins(left, right)
    ours, theirs = {i for i, _, _ in pairs}, {j for _, j, _ in pairs}
    near: list[tuple[float, int, int, int]] = []
    for i, j in _may_be_near(left, right):
        if i not in ours and j not in theirs:
            share = Indel.normalized_similarity(left[i], right[j], score_cutoff=_BELOW)
            if share >= NEAR_IDENTICAL:
                near.append((-share, abs(i - j), i, j))
    for share, _, i, j in sorted(near):
        if i not in ours and j not in theirs:
            pairs.append((i, j, -share))
            ours.add(i)
            theirs.add(j)
    pairs += _twins_in_place(left, right, pairs)
    known_left, known_right = {tuple(words) for words in left}, {tuple(words) for words in right}
    return Twins(
        pairs=tuple(sorted(pairs)),
        left=frozenset(i for i, _, _ in pairs)
        | {i for i, words in enumerate(left) if tuple(words) in known_right},
        right=frozenset(j for _, j, _ in pairs)
        | {j for j, words in enumerate(right) if tuple(words) in known_left},
    )


def _may_be_near(
    left: Sequence[Sequence[str]], right: Sequence[Sequence[str]]
) -> Iterator[tuple[int, int]]:
    """Gives pairs of sentences, by place: all that are near, and some that are not.

    Two of n and m words are near where 2 * common >= .8 * (n + m). As neither has fewer than
    common words, two thirds of either are common at least. So one of the rarest is, if one more
    is looked at than the third that may be missing.
    """
    having: dict[str, list[int]] = {}
    for j, words in enumerate(right):
        for word in set(words):
            having.setdefault(word, []).append(j)
    for i, words in enumerate(left):
        held = sorted((having.get(word, ()) for word in words), key=len)
        rarest = held[: len(words) // 3 + 1]
        for j in {j for places in rarest for j in places}:
            least, most = sorted((len(words), len(right[j])))
            if 2 * least >= NEAR_IDENTICAL * (least + most):
                yield i, j


def _equal_twins(
    left: Sequence[Sequence[str]], right: Sequence[Sequence[str]]
) -> list[tuple[int, int, float]]:
    """Pairs equal sentences one to one; of several copies, those at like places."""
    places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for j, words in enumerate(right):
        if words:
            places[tuple(words)].append(j)
    nearest = sorted(
        (abs(i * len(right) - j * len(left)), i, j)
        for i, words in enumerate(left)
        for j in places.get(tuple(words), ())
    )
    pairs: list[tuple[int, int, float]] = []
    ours: set[int] = set()
    theirs: set[int] = set()
    for _, i, j in nearest:
        if i not in ours and j not in theirs:
            pairs.append((i, j, 1.0))
            ours.add(i)
            theirs.add(j)
    return pairs


def _twins_in_place(
    left: Sequence[Sequence[str]],
    right: Sequence[Sequence[str]],
    pairs: Sequence[tuple[int, int, float]],
) -> list[tuple[int, int, float]]:
    """Finds retouched sentences too short for the share: between twins, only they are left."""
    twin = {i: j for i, j, _ in pairs} | {-1: -1, len(left): len(right)}
    taken = {j for _, j, _ in pairs}
    found: list[tuple[int, int, float]] = []
    for i, words in enumerate(left):
        if i in twin or not words or i - 1 not in twin or i + 1 not in twin:
            continue
        j = twin[i - 1] + 1
        if twin[i + 1] == j + 1 and j not in taken:
            share = similarity(words, right[j])
            if share >= _IN_PLACE:
                found.append((i, j, share))
    return found
