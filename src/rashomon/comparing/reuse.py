"""Running text that stands in several reports: agency copy, cut and retouched.

Two passes, as in the plagiarism detection of PAN (Potthast et al., 2013): runs of equal words are
seeded by n-grams, extended, and merged over small edits; then, in what is left, passages that
hold the same words in another order are found by `rewording`. Seeds are joined over all texts at
once, so that texts with nothing in common cost nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec
import numpy as np
import numpy.typing as npt

from rashomon.comparing.pair import SharedPassage
from rashomon.comparing.rewording import Block, in_clusters, pair_seeds, reworded_blocks
from rashomon.comparing.wording import Integers, Seeds, Wording, read_wordings
from rashomon.report import Span

# Words per seed; words that two runs may lie apart and still be one passage; least words of a
# passage and least share of them that is equal; how often a seed may stand in both texts.
_SEED = 5
_GAP = 5
_LEAST = 8
_DENSITY = 0.6
_SEED_REPEATS = 64
_PAIR_REPEATS = 18
_HASH_FACTOR = np.int64(1_000_003)


def shared_text(left: str, right: str) -> tuple[SharedPassage, ...]:
    """Gives the running text that stands in both texts, with its spans on both sides.

    Passages are in order of the left text; exchanging the texts exchanges the sides and changes
    nothing else. Quotations count like any other words: what they mean is for the caller.
    """
    return shared_text_of((left, right)).get((0, 1), ())


def shared_text_of(texts: Sequence[str]) -> dict[tuple[int, int], tuple[SharedPassage, ...]]:
    """Gives the shared running text of every pair of texts that has some.

    Keys are pairs of indices, the lower first. What a pair shares depends on these two texts
    alone. Time grows with the words and with what is shared, not with the number of pairs.
    """
    wordings = read_wordings(texts)
    blocks: dict[tuple[int, int], list[Block]] = {}
    for matches in _join([_run_seeds(wording) for wording in wordings], _SEED_REPEATS):
        for other, left, right in _by_text(matches):
            blocks[matches.text, other] = _merge(_runs(left, right))
    for matches in _join([pair_seeds(wording) for wording in wordings], _PAIR_REPEATS):
        close = matches.where(in_clusters(matches.others, matches.left, matches.right))
        for other, left, right in _by_text(close):
            pair = (matches.text, other)
            exact = blocks.get(pair, [])
            first, second = wordings[pair[0]], wordings[pair[1]]
            found = reworded_blocks(first, second, points=(left, right), known=exact)
            blocks[pair] = sorted([*_not_inside(exact, found), *found])
    return {
        pair: tuple(_passage(block, wordings[pair[0]], wordings[pair[1]]) for block in found)
        for pair, found in sorted(blocks.items())
        if found
    }


def _not_inside(blocks: list[Block], others: list[Block]) -> list[Block]:
    """Gives the blocks that lie within none of the others."""
    ordered = sorted(others)
    longest = max((other[1] - other[0] for other in others), default=0)
    return [
        block
        for block in blocks
        if not any(
            _inside(block, other)
            for other in ordered[
                bisect_left(ordered, (block[0] - longest,)) : bisect_left(ordered, (block[1],))
            ]
        )
    ]


def _inside(block: Block, other: Block) -> bool:
    return (
        other[0] <= block[0]
        and block[1] <= other[1]
        and other[2] <= block[2]
        and block[3] <= other[3]
    )


def _passage(block: Block, left: Wording, right: Wording) -> SharedPassage:
    return SharedPassage(
        left=Span(int(left.starts[block[0]]), int(left.ends[block[1] - 1])),
        right=Span(int(right.starts[block[2]]), int(right.ends[block[3] - 1])),
    )


def _run_seeds(wording: Wording) -> Seeds:
    """Gives the runs of `_SEED` words, placed at their first word."""
    count = max(0, len(wording.words) - _SEED + 1)
    codes = np.zeros(count, dtype=np.int64)
    with np.errstate(over="ignore"):
        for offset in range(_SEED):
            codes = codes * _HASH_FACTOR + (wording.words[offset : offset + count] + 1)
    return Seeds(codes=codes, places=np.arange(count))


class _Matches(msgspec.Struct, frozen=True, kw_only=True):
    """Where seeds of one text stand in later ones: row by row, in order of the other text."""

    text: int
    others: Integers
    left: Integers
    right: Integers

    def where(self, chosen: npt.NDArray[np.bool_]) -> _Matches:
        return _Matches(
            text=self.text,
            others=self.others[chosen],
            left=self.left[chosen],
            right=self.right[chosen],
        )


def _join(seeds: Sequence[Seeds], most: int) -> Iterator[_Matches]:
    """Gives, text by text, the places of equal seeds in this text and later ones.

    A seed that stands m and n times in two texts counts where m * n <= `most`: what is repeated
    that often says little, and its products would be without bound.
    """
    if not seeds:
        return
    codes = np.concatenate([part.codes for part in seeds])
    texts = np.repeat(np.arange(len(seeds)), [len(part.codes) for part in seeds])
    places = np.concatenate([part.places for part in seeds])
    order = np.argsort(codes, kind="stable")
    codes, texts, places = codes[order], texts[order], places[order]
    new_code = codes[1:] != codes[:-1]
    _, group_end = _equal_runs(new_code)
    repeats, block_end = _equal_runs(new_code | (texts[1:] != texts[:-1]))
    owners = np.flatnonzero((group_end > block_end) & (repeats <= most))
    owners = owners[np.argsort(texts[owners], kind="stable")]
    cuts = np.searchsorted(texts[owners], np.arange(len(seeds) + 1))
    for text in range(len(seeds)):
        mine = owners[cuts[text] : cuts[text + 1]]
        counts = group_end[mine] - block_end[mine]
        left = np.repeat(mine, counts)
        begins = np.repeat(block_end[mine] - np.cumsum(counts) + counts, counts)
        right = begins + np.arange(len(left))
        few = repeats[left] * repeats[right] <= most
        left, right = left[few], right[few]
        rows = np.lexsort((places[right], places[left], texts[right]))
        left, right = left[rows], right[rows]
        yield _Matches(text=text, others=texts[right], left=places[left], right=places[right])


def _by_text(matches: _Matches) -> Iterator[tuple[int, Integers, Integers]]:
    """Gives the places of equal seeds for each other text."""
    begins = np.flatnonzero(np.diff(matches.others, prepend=-1))
    bounds = [*begins.tolist(), len(matches.others)]
    for begin, end in pairwise(bounds):
        yield int(matches.others[begin]), matches.left[begin:end], matches.right[begin:end]


def _equal_runs(changes: npt.NDArray[np.bool_]) -> tuple[Integers, Integers]:
    """Gives for each item the size and the end of the run of equal items that it stands in."""
    ends = np.append(np.flatnonzero(changes) + 1, len(changes) + 1)
    sizes = np.diff(ends, prepend=0)
    return np.repeat(sizes, sizes), np.repeat(ends, sizes)


def _runs(left: Integers, right: Integers) -> list[Block]:
    """Joins seeds that follow each other into runs of equal words."""
    diagonal = right - left
    order = np.lexsort((left, diagonal))
    left, diagonal = left[order], diagonal[order]
    new = np.append(True, (np.diff(left) != 1) | (np.diff(diagonal) != 0))
    begins = np.flatnonzero(new)
    ends = np.append(begins[1:], len(left)) - 1
    blocks = [
        (start, end + _SEED, start + shift, end + _SEED + shift)
        for start, end, shift in zip(
            left[begins].tolist(), left[ends].tolist(), diagonal[begins].tolist(), strict=True
        )
    ]
    return sorted(blocks)


def _merge(runs: list[Block]) -> list[Block]:
    """Joins runs that lie close together in the same order in both texts.

    Each run is joined to every run that follows it within the gap, so that the outcome is the
    same from either side. Passages that are too short or too thin are left out.
    """
    groups = [[index] for index in range(len(runs))]
    member = list(range(len(runs)))
    open_runs: list[int] = []
    for later, run in enumerate(runs):
        open_runs = [index for index in open_runs if run[0] - runs[index][1] <= _GAP]
        for earlier in open_runs:
            if member[later] != member[earlier] and _adjoin(runs[earlier], run):
                old, new = member[later], member[earlier]
                for index in groups[old]:
                    member[index] = new
                groups[new] += groups[old]
                groups[old] = []
        open_runs.append(later)
    merged: list[Block] = []
    for group in groups:
        if group:
            parts = [runs[index] for index in group]
            hull = _hull(parts)
            merged += [hull] if _dense(hull, parts) else [p for p in parts if _dense(p, [p])]
    return sorted(merged)


def _adjoin(one: Block, two: Block) -> bool:
    """Says whether two runs stand in the same order on both sides, within the gap."""
    same_order = (one[0] - two[0]) * (one[2] - two[2]) >= 0
    left = max(one[0], two[0]) - min(one[1], two[1])
    right = max(one[2], two[2]) - min(one[3], two[3])
    return same_order and left <= _GAP and right <= _GAP


def _hull(parts: list[Block]) -> Block:
    return (
        min(part[0] for part in parts),
        max(part[1] for part in parts),
        min(part[2] for part in parts),
        max(part[3] for part in parts),
    )


def _dense(hull: Block, parts: list[Block]) -> bool:
    least = min(hull[1] - hull[0], hull[3] - hull[2])
    most = max(hull[1] - hull[0], hull[3] - hull[2])
    equal = min(_covered([(p[0], p[1]) for p in parts]), _covered([(p[2], p[3]) for p in parts]))
    return least >= _LEAST and equal >= _DENSITY * most


def _covered(spans: list[tuple[int, int]]) -> int:
    total, reached = 0, -1
    for start, end in sorted(spans):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total
