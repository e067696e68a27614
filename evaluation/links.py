"""Scores links between sentences against annotated stories.

    python -m evaluation.links ../shared/data/stories

Sentences are the annotators' own, so that only the matching is measured. A link is right where
the annotators have a link of any relation between the two sentences.
"""

from __future__ import annotations

import argparse
import itertools
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, get_args

import msgspec
import numpy as np
from numpy.typing import NDArray

from evaluation.annotated import annotations_of, story_folders
from evaluation.calibration import calibration_error
from evaluation.figures import f1
from rashomon.comparing.matching import SHOWN, SURE, match, matched_sentences
from rashomon.comparing.pair import Link, LinkRelation
from rashomon.intake import report_from_text
from rashomon.reading.reading import Reading
from rashomon.reading.sentences import split_sentences
from rashomon.report import Span

Gold = dict[tuple[int, int], LinkRelation]
Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """An annotated story: readings by report id, and links by two report ids in order.

    `near` names other annotated stories with reports on the same events.
    """

    name: str
    near: tuple[str, ...]
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


def load_stories(folders: Iterable[Path]) -> Iterator[Story]:
    """Gives the annotated stories of these folders, one a story."""
    for folder in folders:
        raw = json.loads((folder / "story.json").read_text(encoding="utf-8"))
        annotation = annotations_of(folder)[0]
        links: dict[tuple[str, str], Gold] = {}
        for row in annotation["links"]:
            (one, i), (two, j) = sorted(ref.split(":") for ref in (row["a"], row["b"]))
            links.setdefault((one, two), {})[int(i), int(j)] = row["relation"]
        readings = {row["id"]: reading_of(row) for row in raw["reports"]}
        near = tuple(raw.get("near", ()))
        yield Story(name=folder.name, near=near, readings=readings, links=links)


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


def figures(gold: Flags, scores: Numbers) -> Figures:
    """Measures scores against the gold, one entry a pair of sentences."""
    order = np.argsort(-scores, kind="stable")
    right = np.cumsum(gold[order])
    shown = np.arange(1, len(gold) + 1)
    precision, total = right / shown, gold.sum()
    by_rank = 2 * right / (shown + total)
    firm = np.flatnonzero(precision >= 0.93)
    return Figures(
        precision=round(float((precision * gold[order]).sum() / total), 4),
        f1=round(float(by_rank.max()), 4),
        at=round(float(scores[order][by_rank.argmax()]), 3),
        sure=round(float(right[firm.max()] / total), 3) if len(firm) else 0.0,
    )


def precision_recall(gold: Flags, shown: Flags) -> tuple[float, float]:
    """Gives the precision and recall of what is shown."""
    right = float((gold & shown).sum())
    return right / max(float(shown.sum()), 1.0), right / max(float(gold.sum()), 1.0)


class Scored(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """All pairs of sentences of some stories: gold or not, and the probability given."""

    gold: Flags
    probability: Numbers
    relations: tuple[tuple[LinkRelation, LinkRelation], ...]


def score(stories: Iterable[Story], *, own_sentences: bool) -> Scored:
    """Runs `match` on every two reports of each story.

    With `own_sentences` the text is split as in use, and a link between two of those sentences
    stands for the annotators' sentences that they overlap by half, as in
    `../shared/score/comparison.py`.
    """
    gold: list[bool] = []
    probability: list[float] = []
    relations: list[tuple[LinkRelation, LinkRelation]] = []
    for story in stories:
        for one, two in itertools.combinations(sorted(story.readings), 2):
            left, right = story.readings[one], story.readings[two]
            found = _found(left, right, own_sentences=own_sentences)
            truth = story.links.get((one, two), {})
            for key in itertools.product(range(len(left.sentences)), range(len(right.sentences))):
                gold.append(key in truth)
                probability.append(found[key].probability if key in found else 0.0)
                if key in truth and key in found:
                    relations.append((truth[key], found[key].relation))
    return Scored(
        gold=np.array(gold), probability=np.array(probability), relations=tuple(relations)
    )


def _found(left: Reading, right: Reading, *, own_sentences: bool) -> dict[tuple[int, int], Link]:
    if not own_sentences:
        return {(link.left, link.right): link for link in match(left, right)}
    one, two = (
        msgspec.structs.replace(reading, sentences=split_sentences(reading.report.text))
        for reading in (left, right)
    )
    spans_one, spans_two = matched_sentences(one), matched_sentences(two)
    found: dict[tuple[int, int], Link] = {}
    for link in sorted(match(one, two), key=lambda link: link.probability):
        for i in _overlapped(spans_one[link.left], left.sentences):
            for j in _overlapped(spans_two[link.right], right.sentences):
                found[i, j] = link
    return found


def _overlapped(span: Span, sentences: Sequence[Span]) -> list[int]:
    found = []
    for number, sentence in enumerate(sentences):
        shared = span.shared(sentence)
        shorter = min(span.end - span.start, sentence.end - sentence.start)
        if shared > 0 and 2 * shared >= shorter:
            found.append(number)
    return found


def main() -> None:
    """Prints the figures of the shipped model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--own-sentences", action="store_true")
    given = parser.parse_args()
    scored = score(load_stories(story_folders(given.folder)), own_sentences=given.own_sentences)
    gold, probability = scored.gold, scored.probability
    print(f"{len(gold)} pairs, {gold.sum()} links: {figures(gold, probability)}")
    for name, bar in (("shown", SHOWN), ("sure", SURE)):
        precision, recall = precision_recall(gold, probability >= bar)
        told = f"precision {precision:.3f} recall {recall:.3f} F1 {f1(precision, recall):.3f}"
        print(f"{name} (from {bar}): {told}")
    given_links = probability > 0
    over_all = calibration_error(probability.tolist(), gold.tolist())
    over_given = calibration_error(probability[given_links].tolist(), gold[given_links].tolist())
    print(f"calibration error {over_all:.3f} over all pairs, {over_given:.3f} over links given")
    for relation in get_args(LinkRelation):
        right = sum(truth == found == relation for truth, found in scored.relations)
        true = sum(truth == relation for truth, _ in scored.relations)
        told = sum(found == relation for _, found in scored.relations)
        print(f"relation {relation}: {right} right of {told} told and {true} true, links found")


if __name__ == "__main__":
    main()
