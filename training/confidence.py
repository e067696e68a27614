"""Fits how likely an attribution is one that annotators of news stories mark.

Writes src/rashomon/models/confidence.json from stories_train; prints what five folds over stories
give at several thresholds, and the calibration error.

    python -m training.confidence --shared ../shared
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from evaluation.annotated import annotations_of, training_folders
from evaluation.calibration import calibration_error, characters
from evaluation.files import SHARED
from rashomon import models
from rashomon.intake import report_from_text
from rashomon.reading.attribution import weighed
from rashomon.reading.confidence import FEATURES
from rashomon.reading.linking import join
from rashomon.reading.sentences import split_sentences
from rashomon.reading.tagging import tag

MATCHED = 0.5
STORIES_AT_LEAST = 8  # that have a word of a cue before it has a weight
PENALTY = 0.3  # inverse strength of the penalty on weights, chosen in folds

Example = tuple[dict[str, float], bool]


def gold_sets(folder: Path) -> tuple[dict, dict]:
    """Gives each report's text and the character sets of its annotated contents."""
    story = json.loads((folder / "story.json").read_text())
    texts = {r["id"]: r for r in story["reports"]}
    gold: dict[str, list[set]] = {identity: [] for identity in texts}
    for statement in annotations_of(folder)[0]["statements"]:
        record = texts[statement["report"]]
        start = record["sentences"][int(statement["sentence"].split(":")[1])][0]
        characters: set[int] = set()
        for piece in statement["content"]:
            at = record["text"].find(piece, start)
            at = at if at >= 0 else record["text"].find(piece)
            if at >= 0:
                characters |= set(range(at, at + len(piece)))
        gold[statement["report"]].append(characters)
    return texts, gold


def examples(folder: Path) -> list[Example]:
    """Gives each draft's figures and whether a sentence of it matches the gold."""
    texts, gold = gold_sets(folder)
    found = []
    for identity, record in texts.items():
        report = report_from_text(record["text"])
        sentences = split_sentences(report.text)
        tagged = tag(report.text, sentences)
        attributions = join(report.text, sentences, tagged)
        found.extend(
            (figures, matches(draft.content, sentences, gold[identity]))
            for draft, figures in weighed(report, attributions, names=tagged.names)
        )
    return found


def matches(content, sentences, gold: list[set]) -> bool:
    """Says whether a sentence's part of a content overlaps an annotated one by half."""
    for sentence in sentences:
        mine = characters(content, sentence)
        if mine and any(len(mine & g) / len(mine | g) >= MATCHED for g in gold):
            return True
    return False


def fitted(stories: Sequence[Sequence[Example]]) -> tuple[list[str], LogisticRegression]:
    """Gives the names of the figures that have a weight, and the model."""
    counted = Counter(
        name for story in stories for name in {name for figures, _ in story for name in figures}
    )
    words = sorted(
        name for name, n in counted.items() if n >= STORIES_AT_LEAST and name not in FEATURES
    )
    names = [*FEATURES, *words]
    data = [example for story in stories for example in story]
    model = LogisticRegression(C=PENALTY, fit_intercept=False, max_iter=2000)
    return names, model.fit(table(data, names), [label for _, label in data])


def table(data: Sequence[Example], names: Sequence[str]) -> np.ndarray:
    return np.array([[figures.get(name, 0.0) for name in names] for figures, _ in data])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED)
    arguments = parser.parse_args()
    stories = [examples(folder) for folder in training_folders(arguments.shared)]
    chances, labels = [], []
    for fold in range(5):
        names, model = fitted([s for i, s in enumerate(stories) if i % 5 != fold])
        held = [e for i, s in enumerate(stories) if i % 5 == fold for e in s]
        chances.extend(model.predict_proba(table(held, names))[:, 1])
        labels.extend(label for _, label in held)
    chance, label = np.array(chances), np.array(labels)
    for threshold in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6):
        kept = chance >= threshold
        precision, recall = label[kept].mean(), (label & kept).sum() / label.sum()
        f1 = 2 * precision * recall / (precision + recall)
        print(
            f"{threshold:.2f} precision {precision:.3f} recall of matched {recall:.3f} F1 {f1:.3f}"
        )
    error = calibration_error(chances, labels)
    print(f"expected calibration error {error:.3f}, base rate {label.mean():.3f}")
    names, model = fitted(stories)
    weights = {name: round(float(w), 4) for name, w in zip(names, model.coef_[0], strict=True)}
    path = models.model_path("confidence.json")
    path.write_text(json.dumps(weights, indent=1) + "\n")


if __name__ == "__main__":
    main()
