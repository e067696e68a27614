"""Fits the small scorers of `models/differences.json` on the annotated training stories.

    python -m training.vectors --shared ../shared --out build/matching
    python -m training.differences --shared ../shared --out build/matching

What is in the sentences was found by the shipped reader, so that the scorers know its mistakes;
the links are the annotators', so that a probability means: given that the two sentences do share
an assertion. Stories are those that `held.onnx` has not seen, as the shipped vectors have not seen
new ones: in stories it was tuned on, what annotators linked lies nearer together. Fit again when
the reader or the vectors change. Which words are loaded is learned from the lexical bias that
readers marked in BASIL (Fan et al. 2019). The figures printed are of stories annotated whole, each
fold by scorers that have not seen it.
"""

from __future__ import annotations

import argparse
import collections
import hashlib
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import msgspec
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from evaluation.annotated import linked_folders, training_folders
from evaluation.calibration import calibration_error
from evaluation.differences import GoldStory, Key, dated_together, load_stories
from evaluation.files import read_records
from rashomon.comparing.differences import CANDIDATES, sentence_pairs
from rashomon.comparing.differences.judging import Model, Question, Scorer, forget_model
from rashomon.comparing.differences.meaning import Views
from rashomon.comparing.differences.words import FUNCTION_WORDS
from rashomon.comparing.pair import PairDifference
from rashomon.comparing.vectors import read_views, views
from rashomon.reading.sentences import split_sentences
from training.matching import FOLDS, HELD, folds_of, held_folders, held_model

REGULARIZATION = 0.03
MEANING_REGULARIZATION = 0.0003  # a vector has hundreds of dimensions
LOADED_REGULARIZATION = 0.3
LONGEST_LOADED = 60  # characters; longer stretches were marked for what they say
MODEL = Path(__file__).parents[1] / "src/rashomon/models/differences.json"
# Here the words that annotators marked say which candidate is meant; else the sentences do.
BY_WORDS = frozenset({"label", "number", "date"})


class Row(msgspec.Struct, frozen=True):
    """One candidate: its story, sentences and type, what is known of it, whether it was marked.

    `folds` are those that hold its story out; `whole` says whether the story is annotated whole.
    """

    story: str
    whole: bool
    folds: frozenset[int]
    key: Key
    features: dict[str, float]
    meaning: np.ndarray | None
    marked: bool


def rows_of(story: GoldStory, read: Views, *, whole: bool = True) -> Iterator[tuple[Question, Row]]:
    """Gives the candidates of a story; what only some annotators marked is left out."""
    folds = folds_of(story.name, story.near)
    for (a, b), links in story.links.items():
        for pair in sentence_pairs(*dated_together(story, a, b), links, read=read):
            if pair.twins:
                continue
            for find in CANDIDATES:
                for candidate in find(pair):
                    found = candidate.difference
                    key = (f"{a}:{found.left_sentence}", f"{b}:{found.right_sentence}", found.type)
                    if key in story.allowed and key not in story.required:
                        continue
                    marked = _is_marked(story, key, found)
                    known = candidate.features, candidate.meaning
                    yield candidate.question, Row(story.name, whole, folds, key, *known, marked)


def _is_marked(story: GoldStory, key: Key, found: PairDifference) -> bool:
    if key[2] not in BY_WORDS:
        return key in story.required
    return any(
        left.overlaps(found.left) and right.overlaps(found.right)
        for left, right in story.stretches.get(key, ())
    )


def fit(rows: Sequence[Row]) -> Scorer:
    """Fits a logistic regression; the weights are for features as they are, not scaled.

    What the words mean is one feature more: the log odds by a regression on their vectors alone,
    which has not seen the story. Beside a few dozen features, hundreds of dimensions would drown
    them.
    """
    names = sorted({name for row in rows for name in row.features})
    table = np.array([[row.features[name] for name in names] for row in rows])
    marked = np.array([row.marked for row in rows])
    alone = np.array([not row.whole for row in rows])
    if any(row.meaning is None for row in rows):
        weights, bias = _regression(table, marked, alone, REGULARIZATION)
        return _scorer(names, weights, bias)
    meanings = np.array([row.meaning for row in rows])
    unseen = np.zeros(len(rows))
    parts = np.array([_part(row.story) for row in rows])
    for part in range(FOLDS):
        away = parts == part
        weights, bias = _regression(
            meanings[~away], marked[~away], alone[~away], MEANING_REGULARIZATION
        )
        unseen[away] = meanings[away] @ weights + bias
    table = np.column_stack([table, unseen])
    (*weights, of_meaning), bias = _regression(table, marked, alone, REGULARIZATION)
    told, told_bias = _regression(meanings, marked, alone, MEANING_REGULARIZATION)
    return _scorer(names, weights, bias + of_meaning * told_bias, of_meaning * told)


def _part(story: str) -> int:
    """Gives a part of the stories within a fold."""
    return int(hashlib.sha256(story.encode()).hexdigest()[8:16], 16) % FOLDS


def _regression(
    table: np.ndarray, marked: np.ndarray, alone: np.ndarray, strength: float
) -> tuple[np.ndarray, float]:
    """Gives weights, and the bias for stories annotated whole.

    Where `alone` is set other readers marked, more or less of everything: that has a weight of
    its own, which is left out.
    """
    table = np.column_stack([table, alone])
    scaler = StandardScaler().fit(table)
    model = LogisticRegression(C=strength, max_iter=1000)
    model.fit(scaler.transform(table), marked)
    weights = model.coef_[0] / scaler.scale_
    return weights[:-1], float(model.intercept_[0] - (weights * scaler.mean_).sum())


def _scorer(
    names: Sequence[str],
    weights: Sequence[float] | np.ndarray,
    bias: float,
    meaning: Sequence[float] | np.ndarray = (),
) -> Scorer:
    return Scorer(
        weights={name: round(float(w), 4) for name, w in zip(names, weights, strict=True)},
        bias=round(float(bias), 4),
        meaning=tuple(round(float(w), 4) for w in meaning),
    )


def held_out(rows: Sequence[Row], whole: Sequence[Row]) -> np.ndarray:
    """Gives the probability of each of `whole` by a scorer that was not fitted on its story.

    Scorers are fitted on `rows`.
    """
    scores = np.zeros(len(whole))
    for fold in HELD:
        weights = fit([row for row in rows if fold not in row.folds])
        for place, row in enumerate(whole):
            if fold in row.folds:
                scores[place] = weights.probability(row.features, row.meaning)
    return scores


def report(rows: dict[Question, list[Row]], stories: Sequence[GoldStory]) -> None:
    """Prints what scorers reach on these stories, not fitted on them, by type of difference."""
    best: dict[tuple[str, Key], float] = collections.defaultdict(float)
    names = {story.name for story in stories}
    for question, every in sorted(rows.items()):
        found = [row for row in every if row.story in names]
        scores = held_out(every, found)
        marked = np.array([row.marked for row in found])
        error = calibration_error(scores, marked)
        print(f"{question}: {len(found)} candidates, {marked.sum()} marked, ECE {error:.3f}")
        for row, score in zip(found, scores, strict=True):
            best[row.story, row.key] = max(best[row.story, row.key], float(score))
    gold = {(story.name, key) for story in stories for key in story.required}
    for kind in sorted({key[2] for _, key in best}):
        true = {one for one in gold if one[1][2] == kind}
        print(f"{kind}: {len(true)} marked pairs of sentences")
        for bar in (0.1, 0.15, 0.2, 0.3, 0.4, 0.5):
            shown = {one for one, score in best.items() if one[1][2] == kind and score >= bar}
            right = len(shown & true)
            print(
                f"  from {bar}: precision {right / max(1, len(shown)):.2f}"
                f" recall {right / max(1, len(true)):.2f}"
                f" F1 {2 * right / max(1, len(shown) + len(true)):.3f}"
            )


def loaded_words(path: Path) -> tuple[tuple[float, ...], float]:
    """Fits which words, by their vectors in context, readers marked as biased wording."""
    vectors, marked = [], []
    for record in read_records(path):
        text = record["text"]
        biased = [
            (one["start"], one["end"])
            for one in record["bias_spans"]
            if one["bias"] == "lex" and one.get("in", "text") == "text"
            if one["start"] is not None and one["end"] - one["start"] < LONGEST_LOADED
        ]
        sentences = split_sentences(text)
        read = views(tuple(text[span.start : span.end] for span in sentences))
        for span, sentence in zip(sentences, read, strict=True):
            for word, vector in zip(sentence.spans, sentence.words, strict=True):
                start, end = span.start + word.start, span.start + word.end
                if text[start].isdigit() or text[start:end].lower() in FUNCTION_WORDS:
                    continue
                vectors.append(vector)
                marked.append(any(first < end and start < last for first, last in biased))
    model = LogisticRegression(C=LOADED_REGULARIZATION, max_iter=500)
    model.fit(np.array(vectors), marked)
    return tuple(round(float(w), 4) for w in model.coef_[0]), round(float(model.intercept_[0]), 4)


def write(model: Model) -> None:
    """Writes the model where it is read."""
    MODEL.write_bytes(msgspec.json.format(msgspec.json.encode(model), indent=1) + b"\n")
    forget_model()


def main() -> None:
    """Fits and writes the scorers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="where training.vectors wrote")
    given = parser.parse_args()
    data = given.shared / "data"
    known = msgspec.json.decode(MODEL.read_bytes(), type=Model)
    loaded, bias = loaded_words(data / "sorting/stories_basil.jsonl.gz")
    write(msgspec.structs.replace(known, loaded=loaded, loaded_bias=bias))
    whole = list(load_stories(held_folders(training_folders(given.shared)), shipped=True))
    rows: dict[Question, list[Row]] = collections.defaultdict(list)
    read = partial(read_views, held_model(given.out))
    more = load_stories(held_folders(linked_folders(given.shared)), shipped=True)
    for story, is_whole in [*((one, True) for one in whole), *((one, False) for one in more)]:
        for question, row in rows_of(story, read, whole=is_whole):
            rows[question].append(row)
    report(rows, whole)
    scorers = {question: fit(found) for question, found in sorted(rows.items())}
    write(Model(scorers=scorers, loaded=loaded, loaded_bias=bias))


if __name__ == "__main__":
    main()
