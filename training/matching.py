"""Fits the scorers of `models/matching.json` on the annotated training stories.

    python -m training.vectors --shared ../shared --out build/matching
    python -m training.matching --shared ../shared --out build/matching
    python -m training.together --shared ../shared --out build/matching

They are fitted on the stories that `held.onnx` has not seen. Every figure printed is of those of
them that are annotated whole, each fold by scorers that have not seen it.
"""

from __future__ import annotations

import argparse
import collections
import hashlib
import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import msgspec
import numpy as np
from onnxruntime import InferenceSession
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from evaluation.annotated import linked_folders, near_of, training_folders
from evaluation.calibration import calibration_error
from evaluation.files import read_records
from evaluation.links import (
    Story,
    figures,
    load_stories,
    precision_recall,
)
from rashomon.comparing.features import Matrix, features
from rashomon.comparing.matching import SHOWN, SURE, columns, matched_sentences, side_of
from rashomon.comparing.pair import LinkRelation
from rashomon.comparing.scoring import Forest, MatchingModel, Relations, Scorer, Together
from rashomon.comparing.vectors import read_views, stem, word_spans

FOLDS = 5
HELD = frozenset((3, 4))  # folds of stories that are kept from the encoders
# Until training.together has joined the second look: what is read apart counts alone.
ALONE = Together(weights=(1.0, 0.0, 0.0), bias=0.0)
RELATIONS: tuple[LinkRelation, ...] = ("same", "partial", "conflict")
NEWS = (
    "attribution/polnear.train",
    "sorting/stories_wikinews",
    "sorting/stories_fivew1h",
    "sorting/stories_basil",
    "times/tempeval3.train",
    "events/ecbplus.topics1-35",
    "names/conllpp.train",
)
MODEL = Path(__file__).parents[1] / "src/rashomon/models/matching.json"


@dataclass
class ReportPair:
    """Two reports of a story: features of their sentences, and the gold (0 = no link)."""

    folds: frozenset[int]
    found: dict[str, Matrix]
    gold: np.ndarray  # 1 + index in RELATIONS

    @property
    def places(self) -> np.ndarray:
        """All pairs of sentences."""
        return np.argwhere(np.ones(self.gold.shape, dtype=bool))


def fold_of(story: str) -> int:
    return int(hashlib.sha256(story.encode()).hexdigest()[:8], 16) % FOLDS


def folds_of(story: str, near: Sequence[str]) -> frozenset[int]:
    """Gives the folds that must hold out a story: those of stories on the same events."""
    return frozenset(map(fold_of, near or (story,)))


def held_model(out: Path) -> InferenceSession:
    """Gives the vectors' model that has not seen the stories held out."""
    return InferenceSession(str(out / "held.onnx"), providers=["CPUExecutionProvider"])


def held_folders(folders: Iterable[Path]) -> list[Path]:
    """Gives the folders of those stories that `held_model` has not seen."""
    return [folder for folder in folders if folds_of(folder.name, near_of(folder)) & HELD]


def report_pairs(
    stories: Iterable[Story], idf: dict[str, float], model: InferenceSession
) -> list[ReportPair]:
    """Gives the report pairs of these stories with features from vectors of this model."""
    read = partial(read_views, model)
    found = []
    for story in stories:
        for a, b in itertools.combinations(sorted(story.readings), 2):
            one, two = story.readings[a], story.readings[b]
            numbers_one, left = side_of(one, read=read)
            numbers_two, right = side_of(two, read=read)
            gold = np.zeros((len(numbers_one), len(numbers_two)), dtype=int)
            for (i, j), relation in story.links.get((a, b), {}).items():
                if i in numbers_one and j in numbers_two:
                    gold[numbers_one.index(i), numbers_two.index(j)] = 1 + RELATIONS.index(relation)
            found.append(
                ReportPair(
                    folds=folds_of(story.name, story.near),
                    found=features(left, right, idf=idf),
                    gold=gold,
                )
            )
    return found


def background(data: Path) -> dict[str, float]:
    """Gives the idf of the commonest stems of news text."""
    counts: collections.Counter[str] = collections.Counter()
    total = 0
    for name in NEWS:
        for record in read_records(data / f"{name}.jsonl.gz"):
            text = record["text"]
            total += 1
            counts.update({stem(text[span.start : span.end]) for span in word_spans(text)})
    return {
        word: round(math.log((total + 1) / (count + 0.5)), 2)
        for word, count in sorted(counts.most_common(6000))
        if not word.isdigit()
    }


def fit_linear(x: np.ndarray, y: np.ndarray, *, strength: float) -> tuple[np.ndarray, float]:
    """Gives weights and bias for unscaled features."""
    scaler = StandardScaler().fit(x)
    model = LogisticRegression(C=strength, max_iter=3000).fit(scaler.transform(x), y)
    weights = model.coef_[0] / scaler.scale_
    return weights, float(model.intercept_[0] - weights @ scaler.mean_)


def fit_forest(x: np.ndarray, y: np.ndarray) -> Forest:
    model = HistGradientBoostingClassifier(
        max_iter=160,
        learning_rate=0.05,
        max_leaf_nodes=8,
        min_samples_leaf=40,
        l2_regularization=5.0,
        early_stopping=False,
        random_state=0,
    ).fit(x, y)
    nodes = [predictor.nodes for (predictor,) in model._predictors]
    roots = np.cumsum([0, *(len(tree) for tree in nodes)])[:-1]
    joined = np.concatenate(nodes)
    begin = np.repeat(roots, [len(tree) for tree in nodes])
    leaf = joined["is_leaf"].astype(bool)
    return Forest(
        roots=tuple(roots.tolist()),
        feature=tuple(np.where(leaf, -1, joined["feature_idx"]).tolist()),
        threshold=rounded(np.where(leaf, 0.0, joined["num_threshold"])),
        low=tuple(np.where(leaf, 0, joined["left"] + begin).tolist()),
        high=tuple(np.where(leaf, 0, joined["right"] + begin).tolist()),
        value=rounded(np.where(leaf, joined["value"], 0.0)),
        base=float(model._baseline_prediction.ravel()[0]),
    )


def rounded(values: np.ndarray) -> tuple[float, ...]:
    """Gives seven significant digits, to keep the file small."""
    return tuple(float(f"{value:.7g}") for value in values)


def fit_scorer(names: tuple[str, ...], x: np.ndarray, y: np.ndarray) -> Scorer:
    weights, bias = fit_linear(x, y, strength=0.03)
    return Scorer(
        features=names, weights=rounded(weights), bias=round(bias, 6), forest=fit_forest(x, y)
    )


@dataclass(frozen=True, eq=False)
class Table:
    """Every pair of sentences, one a row: features, gold, and whether a fold holds it out."""

    x: np.ndarray
    gold: np.ndarray
    held: np.ndarray

    @property
    def linked(self) -> np.ndarray:
        """Which rows are links."""
        return self.gold > 0


def table(pairs: list[ReportPair], names: tuple[str, ...]) -> Table:
    """Gives the rows of some pairs of reports."""
    held = [[fold in pair.folds for fold in range(FOLDS)] for pair in pairs]
    return Table(
        x=np.concatenate([columns(pair.found, pair.places, names) for pair in pairs]),
        gold=np.concatenate([pair.gold.ravel() for pair in pairs]),
        held=np.repeat(held, [pair.gold.size for pair in pairs], axis=0),
    )


def unheld(fold: int, names: tuple[str, ...], *tables: Table) -> Scorer:
    """Fits a scorer on what a fold does not hold out."""
    kept = [~one.held[:, fold] for one in tables]
    x = np.concatenate([one.x[rows] for one, rows in zip(tables, kept, strict=True)])
    linked = np.concatenate([one.linked[rows] for one, rows in zip(tables, kept, strict=True)])
    return fit_scorer(names, x, linked)


def held_tables(shared: Path, out: Path) -> tuple[tuple[str, ...], Table, Table]:
    """Gives the names of features, and the rows of stories held out: whole ones, links alone."""
    idf, model = background(shared / "data"), held_model(out)
    whole, more = (
        report_pairs(load_stories(held_folders(folders)), idf, model)
        for folders in (training_folders(shared), linked_folders(shared))
    )
    names = tuple(whole[0].found)
    return names, table(whole, names), table(more, names)


def cross_validated(names: tuple[str, ...], whole: Table, more: Table) -> np.ndarray:
    """Gives each row of `whole` the probability by a scorer that has not seen its fold."""
    found = np.zeros(len(whole.x))
    for fold in HELD:
        rows = whole.held[:, fold]
        found[rows] = unheld(fold, names, whole, more).probability(whole.x[rows])
    return found


@dataclass(frozen=True, eq=False)
class Texts:
    """The matched sentences of two reports and their gold, without features."""

    left: list[str]
    right: list[str]
    gold: np.ndarray
    folds: frozenset[int]


def texts_of(folders: Iterable[Path]) -> list[Texts]:
    """Gives the report pairs of these stories as texts."""
    found = []
    for story in load_stories(folders):
        for a, b in itertools.combinations(sorted(story.readings), 2):
            one, two = story.readings[a], story.readings[b]
            left, right = matched_sentences(one), matched_sentences(two)
            links = story.links.get((a, b), {})
            gold = [
                [RELATIONS.index(links[i, j]) + 1 if (i, j) in links else 0 for j in right]
                for i in left
            ]
            found.append(
                Texts(
                    left=[one.report.show(span) for span in left.values()],
                    right=[two.report.show(span) for span in right.values()],
                    gold=np.array(gold),
                    folds=folds_of(story.name, story.near),
                )
            )
    return found


def calibrate(scorer: Scorer, scores: np.ndarray, linked: np.ndarray) -> Scorer:
    """Sets the scorer's calibration by isotonic regression on cross-validated scores.

    Means over groups of like score keep steps from resting on a few pairs.
    """
    order = np.argsort(scores)
    cuts = np.searchsorted(
        scores[order], [0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95]
    )
    groups = [group for group in np.split(order, cuts) if len(group)]
    x = np.array([scores[group].mean() for group in groups])
    y = np.array([linked[group].mean() for group in groups])
    smooth = IsotonicRegression(y_min=0.0, y_max=1.0).fit(x, y).predict(x)
    return msgspec.structs.replace(
        scorer,
        scored=(0.0, *(round(float(v), 5) for v in x), 1.0),
        measured=(0.0, *(round(float(v), 5) for v in smooth), max(float(smooth[-1]), 0.99)),
    )


def fit_relation(names: tuple[str, ...], x: np.ndarray, kinds: np.ndarray) -> Relations:
    scaler = StandardScaler().fit(x)
    model = LogisticRegression(C=0.03, max_iter=3000).fit(scaler.transform(x), kinds)
    weights = model.coef_ / scaler.scale_
    bias = model.intercept_ - weights @ scaler.mean_
    return Relations(
        features=names,
        names=RELATIONS,
        weights=tuple(rounded(row) for row in weights),
        bias=rounded(bias),
    )


def report_links(linked: np.ndarray, probability: np.ndarray) -> None:
    print("links:", figures(linked, probability))
    for name, bar in (("shown", SHOWN), ("sure", SURE)):
        precision, recall = precision_recall(linked, probability >= bar)
        print(f"{name} from {bar}: precision {precision:.3f} recall {recall:.3f}")
    print(f"calibration error {calibration_error(probability, linked):.4f}")


def report_relations(names: tuple[str, ...], x: np.ndarray, kinds: np.ndarray, held: np.ndarray):
    found = np.zeros(len(kinds), dtype=int)
    for own in held.T[list(HELD)]:
        chosen = fit_relation(names, x[~own], kinds[~own]).choose(x[own])
        found[own] = [RELATIONS.index(name) for name in chosen]
    for i, name in enumerate(RELATIONS):
        right = ((found == i) & (kinds == i)).sum()
        share = right / max((found == i).sum(), 1), right / max((kinds == i).sum(), 1)
        print(f"relation {name}: precision {share[0]:.2f} recall {share[1]:.2f}")


def fit(shared: Path, out: Path) -> MatchingModel:
    """Fits the scorers, and prints their cross-validated figures."""
    names, whole, more = held_tables(shared, out)
    scores = cross_validated(names, whole, more)
    x, linked = np.concatenate([whole.x, more.x]), np.concatenate([whole.linked, more.linked])
    link = calibrate(fit_scorer(names, x, linked), scores, whole.linked)
    report_links(whole.linked, np.interp(scores, link.scored, link.measured))
    links, kinds = whole.x[whole.linked], whole.gold[whole.linked] - 1
    report_relations(names, links, kinds, whole.held[whole.linked])
    return MatchingModel(
        idf=background(shared / "data"),
        link=link,
        together=ALONE,
        relation=fit_relation(names, links, kinds),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    MODEL.write_bytes(msgspec.json.encode(fit(given.shared, given.out)))
    print(f"{MODEL.name}: {MODEL.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
