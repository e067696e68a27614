"""Fits `models/sorting.json`: how likely two reports tell of one event.

    python -m training.sorting --shared ../shared

Every figure printed is cross-validated by story, in five folds, with one setting for all sets.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import math
from collections import Counter
from pathlib import Path

import msgspec
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from evaluation.sorting import SETS, figures, load, sketches
from rashomon.sorting.grouping import group
from rashomon.sorting.likeness import EXPONENT, Likeness, features
from rashomon.sorting.shelf import shelf_of

FOLDS = 5
TOGETHER = 0.13
STRENGTH = 0.1
PAIRS = 10
SLIGHTEST = 0.02  # as `rashomon.sorting.sorter` has it
MODEL = Path(__file__).parents[1] / "src/rashomon/models/sorting.json"


def fold_of(story: str) -> int:
    return int(hashlib.sha256(story.encode()).hexdigest()[:8], 16) % FOLDS


def fit(x: np.ndarray, y: np.ndarray, weight: np.ndarray) -> Likeness:
    scaler = StandardScaler().fit(x)
    model = LogisticRegression(C=STRENGTH, max_iter=1000).fit(scaler.transform(x), y, weight)
    weights = model.coef_[0] / scaler.scale_
    bias = float(model.intercept_[0] - weights @ scaler.mean_)
    return Likeness(
        weights=tuple(round(float(w), 5) for w in weights), bias=round(bias, 5), together=TOGETHER
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    given = parser.parse_args()
    sets = {name: load(given.shared, name) for name in SETS}
    rows = [row for name in SETS for row in sets[name]]
    seen = sketches(rows)
    pairs = list(itertools.combinations(range(len(rows)), 2))
    shelf = shelf_of(seen)
    later = [np.arange(place + 1, len(seen)) for place in range(len(seen))]
    x = np.concatenate(
        [features(one, shelf, places) for one, places in zip(seen, later, strict=True)]
    )
    y = np.array([rows[i]["story"] == rows[j]["story"] for i, j in pairs])
    # A story of many reports is mostly a round-up of several events: it may not outweigh the rest.
    sizes = Counter(row["story"] for row in rows)
    weight = np.array(
        [
            min(1.0, PAIRS / math.comb(sizes[rows[i]["story"]], 2)) if same else 1.0
            for (i, _), same in zip(pairs, y, strict=True)
        ]
    )
    # Pairs that have next to nothing in common are never asked about.
    near = (x[:, 0] > 0.03) | (x[:, 1] > 0.1) | (x[:, 2] > 0.35)
    folds = np.array([fold_of(row["story"]) for row in rows])
    one, two = np.array(pairs).T
    scores = np.zeros(len(pairs))
    for a in range(FOLDS):
        for b in range(a, FOLDS):
            unseen = near & ~np.isin(folds[one], (a, b)) & ~np.isin(folds[two], (a, b))
            asked = near & (
                ((folds[one] == a) & (folds[two] == b)) | ((folds[one] == b) & (folds[two] == a))
            )
            model = fit(x[unseen], y[unseen], weight[unseen])
            scores[asked] = 1 / (1 + np.exp(-(x[asked] @ np.array(model.weights) + model.bias)))
    alike: dict[str, dict[str, float]] = {row["id"]: {} for row in rows}
    for (i, j), p in zip(pairs, scores, strict=True):
        if p >= SLIGHTEST:
            here, there = rows[i]["id"], rows[j]["id"]
            alike[here][there] = alike[there][here] = float(p) ** EXPONENT
    for together in (0.1, TOGETHER, 0.16, 0.19, 0.22, 0.26):
        found = {
            name: figures(
                chosen, group([r["id"] for r in chosen], alike, together=together**EXPONENT)
            )
            for name, chosen in {**sets, "together": rows}.items()
        }
        print(together, {name: value["f1"] for name, value in found.items()})
    fitted = fit(x[near], y[near], weight[near])
    MODEL.write_bytes(msgspec.json.format(msgspec.json.encode(fitted)) + b"\n")


if __name__ == "__main__":
    main()
