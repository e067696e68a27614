"""What the eye can compare in two sentences: shared words, names, figures, position, rivals.

Every feature is a matrix, one row a sentence of the left report and one column a sentence of
the right. All are symmetric: exchanging the reports transposes the matrices. Nothing but the
two reports enters; how rare a word is comes from them and from a fixed background table.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from rashomon.comparing.vectors import Sentence
from rashomon.report import Span

Matrix = NDArray[np.float64]

UNKNOWN_IDF = 6.5  # of a word that the background table lacks
_QUOTED = re.compile(r"[“\"„«‘](?P<words>[^“”\"„«»]{2,}?)[”\"»’](?!\w)")
_PRONOUNS = frozenset("he she it they his her its their this that these those him them".split())
_SMALL = {
    word: str(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
}


class Side(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The sentences of one report that are compared, in order; `title` marks headlines."""

    sentences: tuple[Sentence, ...]
    title: tuple[bool, ...]


class _Words(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """All words of one side in one row: `owner` is a word's sentence, `starts` where each begins.

    A sentence without words is given one that weighs nothing, so that none is empty.
    """

    stems: tuple[str, ...]
    vectors: NDArray[np.float32]
    weights: Matrix
    owner: NDArray[np.int64]
    starts: NDArray[np.int64]
    names: NDArray[np.bool_]
    figures: NDArray[np.bool_]
    quoted: NDArray[np.bool_]


def features(left: Side, right: Side, *, idf: dict[str, float]) -> dict[str, Matrix]:
    """Gives the features by name, in a fixed order; `idf` says how rare a word is in news."""
    local = _local_idf(left, right)
    weight = {stem: idf.get(stem, UNKNOWN_IDF) * local[stem] for stem in local}
    one, two = _words(left, weight), _words(right, weight)
    found: dict[str, Matrix] = {}
    found.update(_similarities(left, right, one, two, local=local, weight=weight))
    found.update(_names_and_figures(one, two))
    found.update(_runs(one, two))
    found.update(_rivals({name: found[name] for name in ("cosine", "shared", "aligned_mean")}))
    found.update(_neighbours(found["cosine"], found["shared"]))
    found.update(_propagation(left, right, found["cosine"]))
    found.update(_positions(left, right))
    found.update(_forms(left, right, one, two))
    found.update(_whole(found["shared"], found["cosine"]))
    return found


def _local_idf(left: Side, right: Side) -> dict[str, float]:
    sentences = [*left.sentences, *right.sentences]
    counts = Counter(stem for sentence in sentences for stem in set(sentence.stems))
    return {stem: math.log((len(sentences) + 1) / (n + 0.5)) for stem, n in counts.items()}


def _words(side: Side, weight: dict[str, float]) -> _Words:
    stems: list[str] = []
    owner: list[int] = []
    starts: list[int] = []
    flags: list[tuple[bool, bool, bool]] = []
    rows: list[NDArray[np.float32]] = []
    weights: list[float] = []
    for number, sentence in enumerate(side.sentences):
        starts.append(len(stems))
        quotations = [Span(m.start(), m.end()) for m in _QUOTED.finditer(sentence.text)]
        title = side.title[number]
        for i, (stem, span) in enumerate(zip(sentence.stems, sentence.spans, strict=True)):
            word = sentence.text[span.start : span.end]
            name = word[0].isupper() and i > 0 and not title
            figure = word[0].isdigit() or word.lower() in _SMALL
            stems.append(_SMALL.get(word.lower(), stem.replace(",", "")))
            flags.append((name, figure, any(quote.covers(span) for quote in quotations)))
            owner.append(number)
            rows.append(sentence.words[i])
            weights.append(weight[stem] * float(sentence.weights[i]))
        if not sentence.stems:
            stems.append("")
            flags.append((False, False, False))
            owner.append(number)
            rows.append(np.zeros_like(sentence.vector))
            weights.append(0.0)
    marks = np.array(flags, dtype=bool).reshape(len(flags), 3)
    return _Words(
        stems=tuple(stems),
        vectors=np.stack(rows),
        weights=np.array(weights),
        owner=np.array(owner),
        starts=np.array(starts),
        names=_known_names(stems, marks[:, 0], side),
        figures=marks[:, 1],
        quoted=marks[:, 2],
    )


def _known_names(stems: Sequence[str], capital: NDArray[np.bool_], side: Side) -> NDArray[np.bool_]:
    """A word is a name where it is mostly written with a capital inside sentences."""
    small = Counter(
        stem
        for sentence, title in zip(side.sentences, side.title, strict=True)
        if not title
        for stem, span in zip(sentence.stems, sentence.spans, strict=True)
        if sentence.text[span.start].islower()
    )
    large = Counter(stem for stem, is_name in zip(stems, capital, strict=True) if is_name)
    return np.array([large[stem] > small[stem] for stem in stems])


def _bag(
    sentences: Iterable[Sequence[str]], index: dict[str, int], idf: dict[str, float]
) -> Matrix:
    rows = []
    for stems in sentences:
        row = np.zeros(len(index))
        for stem in stems:
            row[index[stem]] += idf[stem]
        rows.append(row / max(float(np.linalg.norm(row)), 1e-9))
    return np.stack(rows)


def _bag_cosine(left: Side, right: Side, idf: dict[str, float]) -> Matrix:
    index = {stem: i for i, stem in enumerate(idf)}
    one = _bag((s.stems for s in left.sentences), index, idf)
    two = _bag((s.stems for s in right.sentences), index, idf)
    return one @ two.T


def _pairs(sentence: Sentence) -> list[str]:
    return [f"{a} {b}" for a, b in zip(sentence.stems, sentence.stems[1:], strict=False)]


def _bigram_cosine(left: Side, right: Side) -> Matrix:
    one = [_pairs(sentence) for sentence in left.sentences]
    two = [_pairs(sentence) for sentence in right.sentences]
    counts = Counter(pair for pairs in [*one, *two] for pair in set(pairs))
    total = len(one) + len(two)
    idf = {pair: math.log((total + 1) / (n + 0.5)) for pair, n in counts.items()}
    index = {pair: i for i, pair in enumerate(idf)}
    return _bag(one, index, idf) @ _bag(two, index, idf).T


def _similarities(
    left: Side,
    right: Side,
    one: _Words,
    two: _Words,
    *,
    local: dict[str, float],
    weight: dict[str, float],
) -> dict[str, Matrix]:
    meaning = np.maximum(one.vectors @ two.vectors.T, 0.0).astype(np.float64)
    found = {
        "cosine": np.stack([s.vector for s in left.sentences]).astype(np.float64)
        @ np.stack([s.vector for s in right.sentences]).astype(np.float64).T,
        "shared_local": _bag_cosine(left, right, local),
        "shared": _bag_cosine(left, right, weight),
        "bigrams": _bigram_cosine(left, right),
    }
    every = np.ones(len(one.stems)), np.ones(len(two.stems))
    found.update(_aligned("aligned", meaning, one, two, every))
    plain = (~one.names).astype(float), (~two.names).astype(float)
    found.update(_aligned("aligned_plain", meaning, one, two, plain))
    found.update(_aligned("covered", _same_words(one, two).astype(float), one, two, every))
    return found


def _aligned(
    name: str, likeness: Matrix, one: _Words, two: _Words, counted: tuple[Matrix, Matrix]
) -> dict[str, Matrix]:
    """Weighted best match of each word in the other sentence (BERTScore, Zhang et al. 2020)."""
    best_one = np.maximum.reduceat(likeness * counted[1][None, :], two.starts, axis=1)
    weight_one = one.weights * counted[0]
    into_right = np.add.reduceat(best_one * weight_one[:, None], one.starts, axis=0)
    into_right = into_right / np.maximum(np.add.reduceat(weight_one, one.starts), 1e-9)[:, None]
    best_two = np.maximum.reduceat(likeness * counted[0][:, None], one.starts, axis=0)
    weight_two = two.weights * counted[1]
    into_left = np.add.reduceat(best_two * weight_two[None, :], two.starts, axis=1)
    into_left = into_left / np.maximum(np.add.reduceat(weight_two, two.starts), 1e-9)[None, :]
    mean = 2 * into_right * into_left / np.maximum(into_right + into_left, 1e-9)
    return {
        f"{name}_mean": mean,
        f"{name}_least": np.minimum(into_right, into_left),
        f"{name}_most": np.maximum(into_right, into_left),
    }


def _names_and_figures(one: _Words, two: _Words) -> dict[str, Matrix]:
    found: dict[str, Matrix] = {}
    for name, mark_one, mark_two in (
        ("names", one.names, two.names),
        ("figures", one.figures, two.figures),
    ):
        left = _sets(one, mark_one)
        right = _sets(two, mark_two)
        shared = np.array([[len(a & b) for b in right] for a in left], dtype=float)
        in_left = np.array([len(a) for a in left], dtype=float)[:, None]
        in_right = np.array([len(b) for b in right], dtype=float)[None, :]
        found[f"{name}_shared"] = np.log1p(shared)
        found[f"{name}_least"] = np.log1p(np.minimum(in_left, in_right) - shared)
        found[f"{name}_most"] = np.log1p(np.maximum(in_left, in_right) - shared)
        both = (in_left > 0) & (in_right > 0)
        found[f"{name}_apart"] = (both & (shared == 0)).astype(float)
    return found


def _sets(words: _Words, mark: NDArray[np.bool_]) -> list[frozenset[str]]:
    sets: list[set[str]] = [set() for _ in words.starts]
    for i in np.flatnonzero(mark):
        sets[int(words.owner[i])].add(words.stems[int(i)])
    return [frozenset(members) for members in sets]


def _runs(one: _Words, two: _Words) -> dict[str, Matrix]:
    """The longest run of words that both sentences have, plain and inside quotation marks."""
    same = _same_words(one, two)
    quoted = one.quoted[:, None] | two.quoted[None, :]
    starts_one = np.isin(np.arange(len(one.stems)), one.starts)
    starts_two = np.isin(np.arange(len(two.stems)), two.starts)
    # A run can be continued only where neither sentence begins anew.
    inside = ~(starts_one[:, None] | starts_two[None, :])
    found: dict[str, Matrix] = {}
    for name, equal in (("run", same), ("quoted_run", same & quoted)):
        ending = equal
        total = equal.astype(float)
        while ending.any():
            continued = np.zeros_like(ending)
            continued[1:, 1:] = ending[:-1, :-1] & equal[1:, 1:] & inside[1:, 1:]
            total += continued
            ending = continued
        longest = np.maximum.reduceat(total, one.starts, axis=0)
        found[name] = np.log1p(np.maximum.reduceat(longest, two.starts, axis=1))
    return found


def _same_words(one: _Words, two: _Words) -> NDArray[np.bool_]:
    codes = {stem: i for i, stem in enumerate({*one.stems, *two.stems} - {""})}
    row = np.array([codes.get(stem, -1) for stem in one.stems])
    column = np.array([codes.get(stem, -2) for stem in two.stems])
    same: NDArray[np.bool_] = row[:, None] == column[None, :]
    return same


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


def _propagation(left: Side, right: Side, cosine: Matrix) -> dict[str, Matrix]:
    """How close a third sentence of one report is to both."""
    one = np.stack([s.vector for s in left.sentences]).astype(np.float64)
    two = np.stack([s.vector for s in right.sentences]).astype(np.float64)
    self_one, self_two = one @ one.T, two @ two.T
    np.fill_diagonal(self_one, 0.0)
    np.fill_diagonal(self_two, 0.0)
    through_left = np.minimum(self_one[:, :, None], cosine[None, :, :]).max(1)
    through_right = np.minimum(cosine[:, :, None], self_two[None, :, :]).max(1)
    return {
        "third_least": np.minimum(through_left, through_right),
        "third_most": np.maximum(through_left, through_right),
    }


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


def _forms(left: Side, right: Side, one: _Words, two: _Words) -> dict[str, Matrix]:
    length_one = np.log1p(np.array([len(s.stems) for s in left.sentences], dtype=float))[:, None]
    length_two = np.log1p(np.array([len(s.stems) for s in right.sentences], dtype=float))[None, :]
    quote_one = np.add.reduceat(one.quoted.astype(float), one.starts)[:, None] > 0
    quote_two = np.add.reduceat(two.quoted.astype(float), two.starts)[None, :] > 0
    vague_one, vague_two = _vague(left)[:, None], _vague(right)[None, :]
    return {
        "length_least": np.minimum(length_one, length_two),
        "length_most": np.maximum(length_one, length_two),
        "quotes": quote_one.astype(float) + quote_two,
        "both_quotes": (quote_one & quote_two).astype(float),
        "pronouns": vague_one + vague_two,
    }


def _vague(side: Side) -> Matrix:
    """Marks sentences that begin with a pronoun, so lean on the sentence before."""
    return np.array(
        [float(bool(_PRONOUNS.intersection(s.text.lower().split()[:2]))) for s in side.sentences]
    )


def _whole(shared: Matrix, cosine: Matrix) -> dict[str, Matrix]:
    """How close the two reports are as a whole: what counts as close depends on it."""
    best = (shared.max(1).mean() + shared.max(0).mean()) / 2
    near = (cosine.max(1).mean() + cosine.max(0).mean()) / 2
    return {
        "reports_shared": np.full_like(shared, best),
        "reports_cosine": np.full_like(shared, near),
        "reports_size": np.full_like(shared, math.log1p(sum(shared.shape))),
    }
