"""Scores links between sentences against annotated stories.

    python -m evaluation.links ../shared/data/stories

Sentences are the annotators' own, so that only the matching is measured. A link is right where
the annotators have a link of any relation between the two sentences.
"""

from __future__ import annotations

import argparse
import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from rashomon.comparing.matching import SHOWN, SURE, match
from rashomon.comparing.pair import LinkRelation
from rashomon.intake import report_from_text
from rashomon.reading.reading import Reading
from rashomon.report import Span

Gold = dict[tuple[int, int], LinkRelation]
Numbers = NDArray[np.float64]


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """An annotated story: readings by report id, and links by two report ids in order."""

    name: str
    readings: dict[str, Reading]
    links: dict[tuple[str, str], Gold]


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """How good scores are, without a threshold.

    `precision` is the average precision, `f1` the best over all thresholds and `at` its
    threshold; `sure` is the largest share of links that can be shown with precision .93.
    """

    precision: float
    f1: float
    at: float
    sure: float


def load_stories(folder: Path) -> Iterator[Story]:
    """Gives the annotated stories under `folder`, in order of name."""
    for path in sorted(folder.glob("*/story.json")):
        raw = json.loads(path.read_text(encoding="utf-8"))
        annotation = json.loads(sorted(path.parent.glob("ann.*.json"))[0].read_text("utf-8"))
        links: dict[tuple[str, str], Gold] = {}
        for row in annotation["links"]:
            (one, i), (two, j) = sorted(ref.split(":") for ref in (row["a"], row["b"]))
            links.setdefault((one, two), {})[int(i), int(j)] = row["relation"]
        readings = {row["id"]: reading_of(row) for row in raw["reports"]}
        yield Story(name=path.parent.name, readings=readings, links=links)


def reading_of(row: dict[str, Any]) -> Reading:
    """Gives a reading that has the annotators' sentences and nothing else."""
    return Reading(
        report=report_from_text(row["text"], id=row["id"]),
        sentences=tuple(Span(start, end) for start, end in row["sentences"]),
        actors=(),
        statements=(),
        times=(),
        quantities=(),
    )


def figures(gold: NDArray[np.bool_], scores: Numbers) -> Figures:
    """Measures scores against the gold, one entry a pair of sentences."""
    order = np.argsort(-scores, kind="stable")
    right = np.cumsum(gold[order])
    shown = np.arange(1, len(gold) + 1)
    precision, total = right / shown, gold.sum()
    f1 = 2 * right / (shown + total)
    firm = np.flatnonzero(precision >= 0.93)
    return Figures(
        precision=round(float((precision * gold[order]).sum() / total), 4),
        f1=round(float(f1.max()), 4),
        at=round(float(scores[order][f1.argmax()]), 3),
        sure=round(float(right[firm.max()] / total), 3) if len(firm) else 0.0,
    )


def precision_recall(gold: NDArray[np.bool_], shown: NDArray[np.bool_]) -> tuple[float, float]:
    """Gives the precision and recall of what is shown."""
    right = float((gold & shown).sum())
    return right / max(float(shown.sum()), 1.0), right / max(float(gold.sum()), 1.0)


def calibration_error(gold: NDArray[np.bool_], scores: Numbers, *, bins: int = 10) -> float:
    """Gives the expected calibration error (Naeini et al. 2015) over the pairs with a score."""
    place = np.minimum((scores * bins).astype(int), bins - 1)
    error = 0.0
    for i in range(bins):
        inside = place == i
        if inside.any():
            error += inside.mean() * abs(gold[inside].mean() - scores[inside].mean())
    return float(error)


def main() -> None:
    """Prints the figures of the shipped model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    gold, scores, relations = [], [], []
    for story in load_stories(parser.parse_args().folder):
        for one, two in itertools.combinations(sorted(story.readings), 2):
            left, right = story.readings[one], story.readings[two]
            found = {(link.left, link.right): link for link in match(left, right)}
            truth = story.links.get((one, two), {})
            for key in itertools.product(
                range(len(left.sentences)), range(len(right.sentences))
            ):
                gold.append(key in truth)
                scores.append(found[key].probability if key in found else 0.0)
                if key in truth and key in found:
                    relations.append((truth[key], found[key].relation))
    marked, given = np.array(gold), np.array(scores)
    print(f"{len(marked)} pairs, {marked.sum()} links: {figures(marked, given)}")
    for name, bar in (("shown", SHOWN), ("sure", SURE)):
        precision, recall = precision_recall(marked, given >= bar)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        print(f"{name} (from {bar}): precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}")
    reported = given > 0
    print(f"calibration error {calibration_error(marked[reported], given[reported]):.3f}")
    right_relation = sum(truth == found for truth, found in relations)
    print(f"relation right in {right_relation} of {len(relations)} links found")


if __name__ == "__main__":
    main()
