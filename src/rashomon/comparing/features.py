"""What the eye can compare in two sentences: shared words, names, figures, position, rivals.

Every feature is a matrix, one row a sentence of the left report and one column a sentence of
the right. All are symmetric: exchanging the reports transposes the matrices. Nothing but the
two reports enters; how rare a word is comes from them and from a fixed background table.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from rashomon.comparing.bags import (
    Integers,
    SharedUnits,
    bag_cosine,
    pair_cosine,
    shared_marked,
    shared_units,
)
from rashomon.comparing.side_words import SideWords, side_words
from rashomon.comparing.vectors import Floats, Sentence

Matrix = NDArray[np.float64]

_MOST_AT_ONCE = 8_000_000  # pairs of words whose likeness is held at one time
UNKNOWN_IDF = 6.5  # of a word that the background table lacks


class Side(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The sentences of one report that are compared, in order; `title` marks headlines."""

    sentences: tuple[Sentence, ...]
    title: tuple[bool, ...]


class _Best(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """How well each word is met, by meaning, in each sentence of the other side.

    `in_two` has a row for each word of the left side and a column for each sentence of the right;
    `in_one` a row for each sentence of the left and a column for each word of the right. The
    `plain` ones count only matches that are no names.
    """

    in_two: Matrix
    in_one: Matrix
    plain_in_two: Matrix
    plain_in_one: Matrix


def features(left: Side, right: Side, *, idf: dict[str, float]) -> dict[str, Matrix]:
    """Gives the features by name, in a fixed order; `idf` says how rare a word is in news."""
    one, two = side_words(left.sentences, left.title), side_words(right.sentences, right.title)
    sentences = len(left.sentences) + len(right.sentences)
    plain = shared_units(one.plain, two.plain, sentences=sentences)
    stems = shared_units(one.stems, two.stems, sentences=sentences)
    weight = np.array([idf.get(name, UNKNOWN_IDF) for name in plain.names]) * plain.rare
    found: dict[str, Matrix] = {
        "cosine": _cosine(one, two),
        "shared_local": bag_cosine(one, two, plain, plain.rare),
        "shared": bag_cosine(one, two, plain, weight),
        "bigrams": pair_cosine(one, two),
    }
    found.update(_alignments(left, right, one, two, stems, _word_weights(one, two, plain, weight)))
    found.update(_names_and_figures(one, two, stems))
    found.update(_runs(one, two, stems))
    found.update(_rivals({name: found[name] for name in ("cosine", "shared", "aligned_mean")}))
    found.update(_neighbours(found["cosine"], found["shared"]))
    found.update(_propagation(one, two, found["cosine"]))
    found.update(_positions(left, right))
    found.update(_forms(one, two))
    found.update(_whole(found["shared"], found["cosine"]))
    return found


def _vectors(side: Side) -> Floats:
    """Gives the vectors of a side's words, one a row; zeros for a sentence without words."""
    return np.concatenate(
        [one.words if one.stems else np.zeros_like(one.vector)[None, :] for one in side.sentences]
    )


def _cosine(one: SideWords, two: SideWords) -> Matrix:
    # Of a matrix with itself the product is worked out in another way, and rounded otherwise.
    theirs = two.vectors.copy() if two is one else two.vectors
    cosine: Matrix = one.vectors @ theirs.T
    return cosine


def _word_weights(
    one: SideWords, two: SideWords, plain: SharedUnits, weight: Matrix
) -> tuple[Matrix, Matrix]:
    """Gives how much each word counts; nothing where a sentence has none."""
    known = np.append(weight, 0.0)
    return one.weights * known[plain.one], two.weights * known[plain.two]


def _alignments(
    left: Side,
    right: Side,
    one: SideWords,
    two: SideWords,
    stems: SharedUnits,
    weights: tuple[Matrix, Matrix],
) -> dict[str, Matrix]:
    """How well the words of each sentence are met in the other: by meaning, and by being equal."""
    best = _best_matches(_vectors(left), _vectors(right), one, two)
    found = _aligned("aligned", (best.in_two, best.in_one), weights, one, two)
    weights_plain = weights[0] * ~one.names, weights[1] * ~two.names
    among_plain = best.plain_in_two, best.plain_in_one
    found.update(_aligned("aligned_plain", among_plain, weights_plain, one, two))
    met = _met(stems.one, stems.two, two), _met(stems.two, stems.one, one).T
    found.update(_aligned("covered", met, weights, one, two))
    return found


def _met(codes: Integers, others: Integers, side: SideWords) -> Matrix:
    """Marks for each word the sentences of the other side that have it."""
    size = max(codes.max(), others.max()) + 1
    met = np.zeros((size + 1, len(side.starts)))
    met[others, side.owner] = 1.0
    met[-1] = 0.0  # what is no word is met nowhere
    return met[codes]


def _best_matches(left: Floats, right: Floats, one: SideWords, two: SideWords) -> _Best:
    """Gives each word's best match in each sentence of the other side, by the words' vectors."""
    blocks = []
    for first, last in _blocks(one.starts.tolist(), len(left), len(right)):
        words = slice(one.starts[first], one.starts[last] if last < len(one.starts) else len(left))
        likeness = left[words] @ right.T
        starts = one.starts[first:last] - one.starts[first]
        for_left = _best_rows(np.ascontiguousarray(likeness.T), two.starts, ~two.names)
        for_right = _best_rows(likeness, starts, ~one.names[words])
        blocks.append((for_left[0].T, for_right[0], for_left[1].T, for_right[1]))
    in_two, in_one, plain_in_two, plain_in_one = (
        np.concatenate(parts).astype(np.float64) for parts in zip(*blocks, strict=True)
    )
    return _Best(in_two=in_two, in_one=in_one, plain_in_two=plain_in_two, plain_in_one=plain_in_one)


def _best_rows(
    likeness: Floats, starts: NDArray[np.int64], plain: NDArray[np.bool_]
) -> tuple[Floats, Floats]:
    """Gives the greatest value of each column among the rows from each start to the next.

    Then the same among the rows that `plain` marks alone. Where none is above 0 it is 0.
    """
    # Whole rows are reduced several times faster one stretch at a time than by `reduceat`.
    best, among_plain = [], []
    for start, end in zip(starts.tolist(), [*starts[1:].tolist(), len(likeness)], strict=True):
        rows, marks = likeness[start:end], plain[start:end]
        best.append(rows.max(axis=0, initial=0))
        among_plain.append(best[-1] if marks.all() else rows[marks].max(axis=0, initial=0))
    return np.stack(best), np.stack(among_plain)


def _blocks(starts: Sequence[int], words: int, others: int) -> Iterator[tuple[int, int]]:
    """Cuts the left side's sentences into runs, so that two long reports fit into memory.

    Gives the first sentence of each run and the one after its last.
    """
    first = 0
    for last in range(1, len(starts) + 1):
        after = starts[last + 1] if last + 1 < len(starts) else words
        if last == len(starts) or (after - starts[first]) * others > _MOST_AT_ONCE:
            yield first, last
            first = last


def _aligned(
    name: str,
    best: tuple[Matrix, Matrix],
    weights: tuple[Matrix, Matrix],
    one: SideWords,
    two: SideWords,
) -> dict[str, Matrix]:
    """Weighted best match of each word in the other sentence (BERTScore, Zhang et al. 2020)."""
    into_right = np.add.reduceat(best[0] * weights[0][:, None], one.starts, axis=0)
    into_right = into_right / np.maximum(np.add.reduceat(weights[0], one.starts), 1e-9)[:, None]
    into_left = np.add.reduceat(best[1] * weights[1][None, :], two.starts, axis=1)
    into_left = into_left / np.maximum(np.add.reduceat(weights[1], two.starts), 1e-9)[None, :]
    mean = 2 * into_right * into_left / np.maximum(into_right + into_left, 1e-9)
    return {
        f"{name}_mean": mean,
        f"{name}_least": np.minimum(into_right, into_left),
        f"{name}_most": np.maximum(into_right, into_left),
    }


def _names_and_figures(one: SideWords, two: SideWords, stems: SharedUnits) -> dict[str, Matrix]:
    found: dict[str, Matrix] = {}
    for name, marks in (
        ("names", (one.names, two.names)),
        ("figures", (one.figures, two.figures)),
    ):
        shared, in_left, in_right = shared_marked(one, two, stems, marks)
        left, right = in_left[:, None], in_right[None, :]
        found[f"{name}_shared"] = np.log1p(shared)
        found[f"{name}_least"] = np.log1p(np.minimum(left, right) - shared)
        found[f"{name}_most"] = np.log1p(np.maximum(left, right) - shared)
        both = (left > 0) & (right > 0)
        found[f"{name}_apart"] = (both & (shared == 0)).astype(float)
    return found


def _runs(one: SideWords, two: SideWords, stems: SharedUnits) -> dict[str, Matrix]:
    """The longest run of words that both sentences have, plain and inside quotation marks."""
    row, column = _equal_words(stems.one, stems.two)
    quoted = one.quoted[row] | two.quoted[column]
    shape = len(one.starts), len(two.starts)
    found: dict[str, Matrix] = {}
    for name, kept in (("run", slice(None)), ("quoted_run", quoted)):
        i, j = row[kept], column[kept]
        # In this order the words of a run follow each other.
        order = np.lexsort((i, j - i))
        i, j = i[order], j[order]
        left, right = one.owner[i], two.owner[j]
        goes_on = np.zeros(len(i), dtype=bool)
        # A run can be continued only where neither sentence begins anew.
        goes_on[1:] = (
            (np.diff(i) == 1) & (np.diff(j) == 1) & (np.diff(left) == 0) & (np.diff(right) == 0)
        )
        place = np.arange(len(i))
        length = place - np.maximum.accumulate(np.where(goes_on, 0, place)) + 1
        longest = np.zeros(shape)
        longest[left, right] = 1.0
        further = length > 1  # few
        np.maximum.at(longest, (left[further], right[further]), length[further])
        found[name] = np.log1p(longest)
    return found


def _equal_words(one: Integers, two: Integers) -> tuple[Integers, Integers]:
    """Gives the places of equal words, a place on the left and one on the right."""
    order = np.argsort(two, kind="stable")
    ordered = two[order]
    first = np.searchsorted(ordered, one, side="left")
    count = np.searchsorted(ordered, one, side="right") - first
    count[one < 0] = 0
    row = np.repeat(np.arange(len(one)), count)
    begins = np.repeat(first - np.cumsum(count) + count, count)
    return row, order[begins + np.arange(len(row))]


def gap(score: Matrix) -> tuple[Matrix, Matrix]:
    """Gives how far each value is above the best rival of its row and of its column."""
    return _above_rivals(score), _above_rivals(score.T).T


def _above_rivals(score: Matrix) -> Matrix:
    if score.shape[1] < 2:
        return np.zeros_like(score)
    order = np.sort(score, axis=1)
    best, second = order[:, -1:], order[:, -2:-1]
    return np.where(score >= best, score - second, score - best)


def _rivals(scores: dict[str, Matrix]) -> dict[str, Matrix]:
    found: dict[str, Matrix] = {}
    for name, score in scores.items():
        rows, columns = gap(score)
        found[f"{name}_gap_least"] = np.minimum(rows, columns)
        found[f"{name}_gap_most"] = np.maximum(rows, columns)
    return found


def _shift(score: Matrix, down: int, along: int) -> Matrix:
    """Gives the value of the pair `down` sentences on at left and `along` at right, else 0."""
    moved = np.zeros_like(score)
    height, width = score.shape
    to_rows = slice(max(-down, 0), height - max(down, 0))
    to_columns = slice(max(-along, 0), width - max(along, 0))
    from_rows = slice(max(down, 0), height + min(down, 0))
    from_columns = slice(max(along, 0), width + min(along, 0))
    moved[to_rows, to_columns] = score[from_rows, from_columns]
    return moved


def _neighbours(cosine: Matrix, shared: Matrix) -> dict[str, Matrix]:
    found: dict[str, Matrix] = {}
    for name, score in (("cosine", cosine), ("shared", shared)):
        diagonal = [_shift(score, 1, 1), _shift(score, -1, -1)]
        beside = [_shift(score, d, a) for d, a in ((0, 1), (0, -1), (1, 0), (-1, 0))]
        found[f"{name}_next"] = np.maximum(*diagonal)
        found[f"{name}_beside"] = np.maximum.reduce(beside)
    return found


def _propagation(one: SideWords, two: SideWords, cosine: Matrix) -> dict[str, Matrix]:
    """How close a third sentence of one report is to both."""
    through_left, through_right = _through(one.among, cosine), _through(two.among, cosine.T).T
    return {
        "third_least": np.minimum(through_left, through_right),
        "third_most": np.maximum(through_left, through_right),
    }


def _through(own: Matrix, cosine: Matrix) -> Matrix:
    """Gives the best of all ways from a sentence of one report, over a third, to the other's."""
    # One row at a time: all at once would need the cube of the reports' length.
    return np.stack([np.minimum(row[:, None], cosine).max(0) for row in own])


def _positions(left: Side, right: Side) -> dict[str, Matrix]:
    place_one, place_two = _places(left)[:, None], _places(right)[None, :]
    title_one = np.array(left.title, dtype=float)[:, None]
    title_two = np.array(right.title, dtype=float)[None, :]
    lead_one, lead_two = _leads(left)[:, None], _leads(right)[None, :]
    return {
        "place_least": np.minimum(place_one, place_two),
        "place_most": np.maximum(place_one, place_two),
        "place_apart": np.abs(place_one - place_two),
        "titles": title_one + title_two,
        "both_titles": title_one * title_two,
        "leads": lead_one + lead_two,
        "both_leads": lead_one * lead_two,
        "title_and_lead": title_one * lead_two + lead_one * title_two,
    }


def _places(side: Side) -> Matrix:
    return np.arange(len(side.sentences)) / max(len(side.sentences) - 1, 1)


def _leads(side: Side) -> Matrix:
    """Marks the first sentence of at least six words after the headline."""
    marks = np.zeros(len(side.sentences))
    for i, sentence in enumerate(side.sentences):
        if not side.title[i] and len(sentence.stems) >= 6:
            marks[i] = 1.0
            break
    return marks


def _forms(one: SideWords, two: SideWords) -> dict[str, Matrix]:
    length_one, length_two = one.lengths[:, None], two.lengths[None, :]
    quote_one = np.add.reduceat(one.quoted.astype(float), one.starts)[:, None] > 0
    quote_two = np.add.reduceat(two.quoted.astype(float), two.starts)[None, :] > 0
    vague_one, vague_two = one.vague[:, None], two.vague[None, :]
    return {
        "length_least": np.minimum(length_one, length_two),
        "length_most": np.maximum(length_one, length_two),
        "quotes": quote_one.astype(float) + quote_two,
        "both_quotes": (quote_one & quote_two).astype(float),
        "pronouns": vague_one + vague_two,
    }


def _whole(shared: Matrix, cosine: Matrix) -> dict[str, Matrix]:
    """How close the two reports are as a whole: what counts as close depends on it."""
    best = (shared.max(1).mean() + shared.max(0).mean()) / 2
    near = (cosine.max(1).mean() + cosine.max(0).mean()) / 2
    return {
        "reports_shared": np.full_like(shared, best),
        "reports_cosine": np.full_like(shared, near),
        "reports_size": np.full_like(shared, math.log1p(sum(shared.shape))),
    }
