"""Fits the small scorers of `models/differences.json` on the annotated training stories.

    python -m training.differences --shared ../shared

What is in the sentences was found by the shipped reader, so that the scorers know its mistakes;
the links are the annotators', so that a probability means: given that the two sentences do share
an assertion. Fit again when the reader changes. The figures printed are cross-validated by story.
"""

from __future__ import annotations

import argparse
import collections
import hashlib
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from evaluation.differences import GoldStory, load_stories
from rashomon.comparing.differences import sentence_pairs
from rashomon.comparing.differences.attribution import attribution_candidates
from rashomon.comparing.differences.judging import Question, Weights
from rashomon.comparing.differences.quotes import quote_candidates

FOLDS = 8
REGULARIZATION = 0.1
MODEL = Path(__file__).parents[1] / "src/rashomon/models/differences.json"


class Row(msgspec.Struct, frozen=True):
    """One candidate: the fold of its story, its features, and whether annotators marked it."""

    fold: int
    features: dict[str, float]
    marked: bool


def rows_of(story: GoldStory) -> Iterator[tuple[Question, Row]]:
    """Gives the candidates of a story; what only some annotators marked is left out."""
    fold = int(hashlib.sha256(story.name.encode()).hexdigest(), 16) % FOLDS
    for (a, b), links in story.links.items():
        for pair in sentence_pairs(story.readings[a], story.readings[b], links):
            if pair.twins:
                continue
            for candidate in (*quote_candidates(pair), *attribution_candidates(pair)):
                found = candidate.difference
                key = (f"{a}:{found.left_sentence}", f"{b}:{found.right_sentence}", found.type)
                marked = key in story.required
                if marked or key not in story.allowed:
                    yield candidate.question, Row(fold, candidate.features, marked)


def fit(rows: list[Row]) -> Weights:
    """Fits a logistic regression; the weights are for features as they are, not scaled."""
    names = sorted({name for row in rows for name in row.features})
    table = np.array([[row.features[name] for name in names] for row in rows])
    scaler = StandardScaler().fit(table)
    model = LogisticRegression(C=REGULARIZATION, max_iter=1000)
    model.fit(scaler.transform(table), [row.marked for row in rows])
    weights = model.coef_[0] / scaler.scale_
    bias = float(model.intercept_[0] - (weights * scaler.mean_).sum())
    return Weights(
        weights={name: round(float(w), 4) for name, w in zip(names, weights, strict=True)},
        bias=round(bias, 4),
    )


def report(question: Question, rows: list[Row]) -> None:
    """Prints what a scorer would reach on stories it was not fitted on."""
    marked = np.array([row.marked for row in rows])
    scores = np.zeros(len(rows))
    for fold in range(FOLDS):
        weights = fit([row for row in rows if row.fold != fold])
        for place, row in enumerate(rows):
            if row.fold == fold:
                scores[place] = weights.probability(row.features)
    print(f"{question}: {len(rows)} candidates, {marked.sum()} marked")
    for bar in (0.2, 0.3, 0.4, 0.5, 0.6):
        shown = scores >= bar
        right = (shown & marked).sum()
        print(
            f"  from {bar}: precision {right / max(1, shown.sum()):.2f}"
            f" recall {right / max(1, marked.sum()):.2f}"
            f" F1 {2 * right / max(1, shown.sum() + marked.sum()):.2f}"
        )


def main() -> None:
    """Fits and writes the scorers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    folder = parser.parse_args().shared / "data/stories_train"
    rows: dict[Question, list[Row]] = collections.defaultdict(list)
    for story in load_stories(folder, shipped=True):
        for question, row in rows_of(story):
            rows[question].append(row)
    for question, found in sorted(rows.items()):
        report(question, found)
    fitted = {question: fit(found) for question, found in sorted(rows.items())}
    MODEL.write_bytes(msgspec.json.format(msgspec.json.encode(fitted), indent=1) + b"\n")


if __name__ == "__main__":
    main()
