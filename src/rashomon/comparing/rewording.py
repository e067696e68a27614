"""Passages of two texts that hold the same words in another order or with some exchanged.

Unordered pairs of content words that stand near each other are the seeds (skip-grams); seeds that
lie close together in both texts form a block; a block counts where most of its words and enough
of its short word sequences stand on both sides. The thresholds were set on the randomly
obfuscated passages of PAN 2013, and so that two outlets' own accounts of one event stay apart.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from rashomon.comparing.wording import Integers, Seeds, Wording

Block = tuple[int, int, int, int]
"""Word indices of a passage: start and end in the left text, start and end in the right one."""

MIN_POINTS = 8
"""Fewest seeds of a block."""

# Content words within which two words make a seed, and within which two seeds make a block.
_REACH = 4
_NEAR = 12
# A known run of so many words parts blocks; a block that is known to this share is nothing new.
_LONG = 30
_KNOWN = 0.6
_LEAST_WORDS = 10
_SAME_WORDS = 0.55
_SAME_BIGRAMS = 0.2
_SAME_TRIGRAMS = 0.1


def pair_seeds(wording: Wording) -> Seeds:
    """Gives the unordered pairs of near content words, placed at the earlier of the two."""
    stems, count = wording.stems, len(wording.stems)
    codes, places = [], []
    for distance in range(1, min(_REACH, count - 1) + 1):
        first, second = stems[:-distance], stems[distance:]
        different = np.flatnonzero(first != second)
        low, high = np.minimum(first, second), np.maximum(first, second)
        codes.append(((low << np.int64(31)) | high)[different])
        places.append(different)
    if not codes:
        return Seeds(codes=np.zeros(0, dtype=np.int64), places=np.zeros(0, dtype=np.int64))
    return Seeds(codes=np.concatenate(codes), places=np.concatenate(places))


def in_clusters(others: Integers, left: Integers, right: Integers) -> npt.NDArray[np.bool_]:
    """Says which seeds can be part of a block: those with enough seeds near them on each side.

    The arrays are the other text, and the places in this and the other text, of each seed. What
    it leaves out no block could hold; it spares the many pairs of texts with scattered seeds.
    """
    kept = np.ones(len(others), dtype=np.bool_)
    for side in (left, right, left):
        rows = np.flatnonzero(kept)
        rows = rows[np.lexsort((side[rows], others[rows]))]
        apart = (np.diff(others[rows]) != 0) | (np.diff(side[rows]) > _NEAR)
        chain = np.concatenate(([0], np.cumsum(apart)))[: len(rows)]
        kept[rows] = np.bincount(chain)[chain] >= MIN_POINTS if len(rows) else False
    return kept


def reworded_blocks(
    left: Wording, right: Wording, *, points: tuple[Integers, Integers], known: Sequence[Block]
) -> list[Block]:
    """Gives the reworded passages of two texts outside of the `known` runs of equal words.

    `points` are the places of equal seeds, as indices into the content words of both texts. A
    short known run may be part of a passage found here; a long one parts passages.
    """
    long = [block for block in known if min(_size(block)) >= _LONG]
    free = _outside(left, [(block[0], block[1]) for block in long])[left.content[points[0]]]
    free &= _outside(right, [(block[2], block[3]) for block in long])[right.content[points[1]]]
    pairs = sorted(set(zip(points[0][free].tolist(), points[1][free].tolist(), strict=True)))
    ordered = sorted(known)
    longest = max((_size(block)[0] for block in known), default=0)
    blocks = []
    for group in _groups(pairs):
        if len(group) >= MIN_POINTS:
            rows, columns = [point[0] for point in group], [point[1] for point in group]
            block = (*_words(left, rows), *_words(right, columns))
            if not _is_known(block, ordered, longest) and _reworded(left, right, block):
                blocks.append(block)
    return sorted(blocks)


def _size(block: Block) -> tuple[int, int]:
    return block[1] - block[0], block[3] - block[2]


def _outside(wording: Wording, spans: list[tuple[int, int]]) -> npt.NDArray[np.bool_]:
    """Says for each word whether it stands outside all spans."""
    outside = np.ones(len(wording.words), dtype=np.bool_)
    for start, end in spans:
        outside[start:end] = False
    return outside


def _is_known(block: Block, known: Sequence[Block], longest: int) -> bool:
    """Says whether most of a block's words lie in known runs that meet it on both sides.

    `known` is in order; none of it is longer than `longest` on the left.
    """
    first = bisect_left(known, (block[0] - longest,))
    shared = 0
    for other in known[first : bisect_left(known, (block[1],))]:
        left = min(block[1], other[1]) - max(block[0], other[0])
        right = min(block[3], other[3]) - max(block[2], other[2])
        if left > 0 and right > 0:
            shared += left + right
    return shared > _KNOWN * sum(_size(block))


def _words(wording: Wording, places: list[int]) -> tuple[int, int]:
    """Gives the first word and the end of the words that seeds at these places stand in."""
    last = min(max(places) + 1, len(wording.content) - 1)
    return int(wording.content[min(places)]), int(wording.content[last]) + 1


def _groups(points: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Joins points that lie within `_NEAR` of each other in both texts, directly or by others."""
    cells: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for index, (row, column) in enumerate(points):
        cells[row // _NEAR, column // _NEAR].append(index)
    groups, seen = [], [False] * len(points)
    for start in range(len(points)):
        if seen[start]:
            continue
        seen[start] = True
        group = [start]
        for index in group:
            row, column = points[index]
            for cell in _neighbours(row // _NEAR, column // _NEAR):
                for other in cells.get(cell, ()):
                    near = abs(points[other][0] - row) <= _NEAR
                    if near and not seen[other] and abs(points[other][1] - column) <= _NEAR:
                        seen[other] = True
                        group.append(other)
        groups.append([points[index] for index in group])
    return groups


def _neighbours(row: int, column: int) -> list[tuple[int, int]]:
    return [(row + down, column + across) for down in (-1, 0, 1) for across in (-1, 0, 1)]


def _reworded(left: Wording, right: Wording, block: Block) -> bool:
    first = left.words[block[0] : block[1]].tolist()
    second = right.words[block[2] : block[3]].tolist()
    stems = _common(_stems(left, block[0], block[1]), _stems(right, block[2], block[3]))
    return (
        stems >= _LEAST_WORDS
        and _dice(first, second, 1) >= _SAME_WORDS
        and _dice(first, second, 2) >= _SAME_BIGRAMS
        and _dice(first, second, 3) >= _SAME_TRIGRAMS
    )


def _stems(wording: Wording, start: int, end: int) -> list[int]:
    chosen = (wording.content >= start) & (wording.content < end)
    stems: list[int] = wording.stems[chosen].tolist()
    return stems


def _common(left: Sequence[object], right: Sequence[object]) -> int:
    return (Counter(left) & Counter(right)).total()


def _dice(left: list[int], right: list[int], size: int) -> float:
    """Gives the share of word sequences of this size that both have (Dice's coefficient)."""
    first = [tuple(left[i : i + size]) for i in range(len(left) - size + 1)]
    second = [tuple(right[i : i + size]) for i in range(len(right) - size + 1)]
    if not first or not second:
        return 0.0
    return 2 * _common(first, second) / (len(first) + len(second))
