"""Fits the scorers of `models/matching.json` on the annotated training stories.

    python -m training.vectors --shared ../shared --out build/matching
    python -m training.export build/matching/vectors.pt
    python -m training.matching --shared ../shared --out build/matching

Every figure printed is cross-validated by story, in five folds; a story has its vectors from an
encoder that has not seen it.
"""

from __future__ import annotations

import argparse
import collections
import hashlib
import itertools
import math
from collections.abc import Callable
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

from evaluation.links import Story, calibration_error, figures, load_stories
from rashomon.comparing.features import Matrix, features
from rashomon.comparing.matching import columns, matched_sentences, side_of
from rashomon.comparing.scoring import Classes, MatchingModel, Scorer, Tree
from rashomon.comparing.vectors import read_views, stem, word_spans
from training.reader import rows

RELATIONS = ("same", "partial", "conflict")
FOLDS = 5
KEPT = 0.95  # share of links that the candidates keep
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
    """Two reports of a story: texts of their sentences, features, and the gold (0 = no link)."""

    story: str
    fold: int
    left: list[str]
    right: list[str]
    found: dict[str, Matrix]
    gold: np.ndarray  # 1 + index in RELATIONS
    candidates: np.ndarray | None = None

    @property
    def places(self) -> np.ndarray:
        """All pairs of sentences."""
        return np.argwhere(np.ones(self.gold.shape, dtype=bool))


def fold_of(story: str) -> int:
    return int(hashlib.sha256(story.encode()).hexdigest()[:8], 16) % FOLDS


def report_pairs(stories: list[Story], idf: dict[str, float], out: Path) -> list[ReportPair]:
    """Gives the report pairs with features from vectors that have not seen their story."""
    models = [
        InferenceSession(str(out / f"vectors.fold{fold}.onnx"), providers=["CPUExecutionProvider"])
        for fold in range(FOLDS)
    ]
    found = []
    for story in stories:
        read = partial(read_views, models[fold_of(story.name)])
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
                    story=story.name,
                    fold=fold_of(story.name),
                    left=[sentence.text for sentence in left.sentences],
                    right=[sentence.text for sentence in right.sentences],
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
        for row in rows(data / f"{name}.jsonl.gz"):
            text = row["text"]
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


def fit_trees(x: np.ndarray, y: np.ndarray) -> tuple[tuple[Tree, ...], float]:
    model = HistGradientBoostingClassifier(
        max_iter=160,
        learning_rate=0.05,
        max_leaf_nodes=8,
        min_samples_leaf=40,
        l2_regularization=5.0,
        early_stopping=False,
        random_state=0,
    ).fit(x, y)
    trees = []
    for (predictor,) in model._predictors:
        nodes = predictor.nodes
        leaf = nodes["is_leaf"].astype(bool)
        trees.append(
            Tree(
                feature=tuple(int(v) for v in np.where(leaf, -1, nodes["feature_idx"])),
                threshold=tuple(
                    float(f"{v:.7g}") for v in np.where(leaf, 0.0, nodes["num_threshold"])
                ),
                low=tuple(int(v) for v in nodes["left"]),
                high=tuple(int(v) for v in nodes["right"]),
                value=tuple(float(f"{v:.5g}") for v in np.where(leaf, nodes["value"], 0.0)),
            )
        )
    return tuple(trees), float(model._baseline_prediction.ravel()[0])


def fit_scorer(names: tuple[str, ...], x: np.ndarray, y: np.ndarray) -> Scorer:
    weights, bias = fit_linear(x, y, strength=0.03)
    grown, base = fit_trees(x, y)
    return Scorer(
        features=names,
        weights=tuple(float(f"{w:.6g}") for w in weights),
        bias=round(bias, 6),
        trees=grown,
        base=base,
    )


def cross_validated(
    folds: np.ndarray, fit: Callable[[np.ndarray], Scorer], x: np.ndarray
) -> np.ndarray:
    """Gives for each row the probability by a scorer that has not seen its fold."""
    found = np.zeros(len(x))
    for fold in range(FOLDS):
        found[folds == fold] = fit(folds != fold).probability(x[folds == fold])
    return found


def table(pairs: list[ReportPair], names: tuple[str, ...], places: list[np.ndarray]):
    x = np.concatenate([columns(p.found, at, names) for p, at in zip(pairs, places, strict=True)])
    gold = np.concatenate([p.gold[at[:, 0], at[:, 1]] for p, at in zip(pairs, places, strict=True)])
    folds = np.concatenate([[p.fold] * len(at) for p, at in zip(pairs, places, strict=True)])
    return x, gold, folds


@dataclass(frozen=True, eq=False)
class Texts:
    """The matched sentences of two reports and their gold, without features."""

    left: list[str]
    right: list[str]
    gold: np.ndarray
    fold: int


def training_texts(shared: Path) -> list[Texts]:
    """Gives the training stories' report pairs as texts."""
    found = []
    for story in load_stories(shared / "data/stories_train"):
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
                    fold=fold_of(story.name),
                )
            )
    return found


def load_report_pairs(shared: Path, out: Path) -> list[ReportPair]:
    """Gives the training stories' report pairs with their candidates."""
    stories = list(load_stories(shared / "data/stories_train"))
    pairs = report_pairs(stories, background(shared / "data"), out)
    find_candidates(pairs)
    return pairs


def find_candidates(pairs: list[ReportPair]) -> tuple[Scorer, float]:
    """Sets each pair's candidates by a scorer that has not seen its story; gives the scorer."""
    names = tuple(pairs[0].found)
    x, gold, folds = table(pairs, names, [p.places for p in pairs])
    linked = (gold > 0).astype(int)
    scores = cross_validated(folds, lambda rows: fit_scorer(names, x[rows], linked[rows]), x)
    least = float(np.quantile(scores[linked > 0], 1 - KEPT))
    begin = 0
    for pair in pairs:
        count = pair.gold.size
        keep = scores[begin : begin + count] >= least
        pair.candidates = pair.places[keep]
        begin += count
    print(f"candidates: {(scores >= least).mean():.3f} of pairs, from {least:.4f}")
    print("cheap features alone:", figures(linked, scores))
    return fit_scorer(names, x, linked), least


def calibrate(scorer: Scorer, scores: np.ndarray, linked: np.ndarray) -> Scorer:
    """Sets the scorer's calibration by isotonic regression on cross-validated scores.

    Means over twenty groups of like score keep steps from resting on a few pairs.
    """
    order = np.argsort(scores)
    groups = np.array_split(order, 20)
    x = np.array([scores[group].mean() for group in groups])
    y = np.array([linked[group].mean() for group in groups])
    smooth = IsotonicRegression(y_min=0.0, y_max=1.0).fit(x, y).predict(x)
    return msgspec.structs.replace(
        scorer,
        scored=(0.0, *(round(float(v), 5) for v in x), 1.0),
        measured=(0.0, *(round(float(v), 5) for v in smooth), max(float(smooth[-1]), 0.99)),
    )


def fit_relation(names: tuple[str, ...], x: np.ndarray, kinds: np.ndarray) -> Classes:
    scaler = StandardScaler().fit(x)
    model = LogisticRegression(C=0.03, max_iter=3000).fit(scaler.transform(x), kinds)
    weights = model.coef_ / scaler.scale_
    bias = model.intercept_ - weights @ scaler.mean_
    return Classes(
        features=names,
        names=RELATIONS,
        weights=tuple(tuple(float(f"{w:.6g}") for w in row) for row in weights),
        bias=tuple(round(float(b), 6) for b in bias),
    )


def report_relation(classes: list[str], kinds: np.ndarray) -> None:
    found = np.array([RELATIONS.index(name) for name in classes])
    for i, name in enumerate(RELATIONS):
        right = ((found == i) & (kinds == i)).sum()
        share = right / max((found == i).sum(), 1), right / max((kinds == i).sum(), 1)
        print(f"relation {name}: precision {share[0]:.2f} recall {share[1]:.2f}")


def scorers(shared: Path, out: Path) -> None:
    """Fits and writes all scorers."""
    idf = background(shared / "data")
    pairs = report_pairs(list(load_stories(shared / "data/stories_train")), idf, out)
    candidate, least = find_candidates(pairs)
    names = tuple(pairs[0].found)
    x, gold, folds = table(pairs, names, [pair.candidates for pair in pairs])
    linked = (gold > 0).astype(int)
    scores = cross_validated(folds, lambda rows: fit_scorer(names, x[rows], linked[rows]), x)
    missed = sum(int((pair.gold > 0).sum()) for pair in pairs) - int(linked.sum())
    all_linked = np.concatenate([linked, np.ones(missed)]) > 0
    print("final:", figures(all_linked, np.concatenate([scores, np.zeros(missed)])))
    final = calibrate(fit_scorer(names, x, linked), scores, linked)
    sure = np.interp(scores, final.scored, final.measured)
    print(f"calibration error on the same scores {calibration_error(linked > 0, sure):.3f}")
    kinds = gold[linked > 0] - 1
    links = x[linked > 0]
    chosen = [""] * len(kinds)
    for fold in range(FOLDS):
        seen, unseen = folds[linked > 0] != fold, folds[linked > 0] == fold
        classes = fit_relation(names, links[seen], kinds[seen])
        for place, name in zip(np.flatnonzero(unseen), classes.choose(links[unseen]), strict=True):
            chosen[place] = name
    report_relation(chosen, kinds)
    model = MatchingModel(
        idf=idf,
        candidate=candidate,
        candidate_from=round(least, 6),
        final=final,
        relation=fit_relation(names, links, kinds),
    )
    MODEL.write_bytes(msgspec.json.encode(model))
    print(f"{MODEL.name}: {MODEL.stat().st_size / 1e6:.2f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    scorers(arguments.shared, arguments.out)


if __name__ == "__main__":
    main()
