"""Fits whom pronouns and descriptions take up, on the sources of the annotated training stories.

Writes src/rashomon/models/speakers.json; prints what five folds over stories give. Each source
whose statement matches an annotated one is an example: its candidates, and the one that the
annotator named, or none. Run it twice: how sure a speaker is depends on the weights of the first.

    python -m training.speakers --shared ../shared
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression

from evaluation.annotated import training_folders
from evaluation.calibration import calibration_error, characters
from evaluation.files import SHARED
from evaluation.stories import scorer
from rashomon import models
from rashomon.comparing.statements import STATED
from rashomon.intake import report_from_text
from rashomon.reading.antecedents import FEATURES
from rashomon.reading.speaker_confidence import FEATURES as SPEAKER_FEATURES
from training.coreference import coreferent
from training.resolving import watched_over

# There are few examples: weights start from, and are drawn to, what is known of salience since
# Lappin and Leass (1994).
_SALIENT = {
    "sentences apart": -1.0,
    "last speaker": 1.2,
    "subject": 0.7,
    "latest": 0.1,
    "after a preposition": -0.7,
    "before a noun": -0.7,
}
PRIOR = {
    "he or she": {**_SALIENT, "gender known": 0.5, "none": -4.0},
    "they": {**_SALIENT, "several": 1.5, "none": -0.5},
    "it": {**_SALIENT, "several": -1.0, "none": -0.5},
    "person": {
        **_SALIENT,
        "role fits": 3.5,
        "role words shared": 0.7,
        "alone fits": 1.0,
        "none": 2.0,
    },
    "body": {**_SALIENT, "role fits": 2.0, "name fits": 2.0, "alone fits": 1.0, "none": -0.5},
    "group": {**_SALIENT, "role fits": 2.0, "role words shared": 1.0, "none": 0.0},
}
PENALTY = {"he or she": 3.0, "they": 6.0, "it": 2.0, "person": 3.0, "body": 1.0, "group": 2.0}
# What an example of coreference counts for beside a source. In folds "it" and bodies gain by them;
# "he" and "she" who speak are others than in lives (right in .94 of the stories' folds, then .84).
BESIDE = {"it": 0.3, "body": 0.1}


class Examples(NamedTuple):
    """(kind of anaphor, figures of the candidates and of none, the right ones), and (figures of a
    speaker, is it the right one)."""

    anaphors: list[tuple[str, np.ndarray, list[int]]]
    speakers: list[tuple[list[float], bool]]


def examples(folder: Path, score) -> Examples:
    """Gives what one annotated story teaches."""
    story = score.Story(str(folder))
    gold = story.gold_statements(story.annotations[0])
    found = Examples([], [])
    for identity, record in story.reports.items():
        report = report_from_text(record["text"], id=identity)
        watched, drafts, sentences = watched_over(report)
        own = [statement for statement in gold if statement["report"] == identity]
        meant = {draft.content: speaker_of(own, sentences, draft) for draft in drafts}
        by_source = {d.source: meant[d.content] for d in drafts if meant[d.content]}
        for kind, source, rows, candidates in watched.seen:
            if by_source.get(source):
                right = [
                    place
                    for place, actor in enumerate(candidates)
                    if is_named(score, actor, by_source[source])
                ]
                found.anaphors.append(
                    (kind, np.array(rows, dtype=np.float32), right or [len(candidates)])
                )
        for draft, resolved, figures in watched.weighed:
            speaker = meant[draft.content]
            if speaker and score.norm(speaker) != "unknown" and draft.confidence >= STATED:
                actor = watched.actors[resolved.actor]
                found.speakers.append((figures, is_named(score, actor, speaker)))
    return found


def is_named(score, actor, name: str) -> bool:
    """Says whether a name is one of an actor's."""
    return any(score.same_name(known, name) for known in (actor.name, *actor.aliases))


def speaker_of(gold: list[dict], sentences, draft) -> str | None:
    """Gives the annotated speaker of a statement, None where it is not an annotated one."""
    for sentence in sentences:
        mine = characters(draft.content, sentence)
        for statement in gold:
            # "chars" leaves spaces out: about a sixth of a text.
            shared = len(mine & statement["chars"])
            if mine and shared >= 0.5 * 0.85 * len(mine | statement["chars"]):
                return statement["speaker"]
    return None


def fitted(data: list[tuple[np.ndarray, list[int]]], kind: str, beside=()) -> np.ndarray:
    """Fits one kind's weights by conditional logistic regression, drawn to its `PRIOR`.

    `beside` are examples of coreference, not of sources: each counts for `BESIDE` of one.
    """
    prior = torch.tensor([PRIOR[kind].get(name, 0.0) for name in FEATURES])
    weights = prior.clone().requires_grad_()
    rows = [(torch.from_numpy(f), right, 1.0) for f, right in data]
    if kind in BESIDE:
        rows += [(torch.from_numpy(f), right, BESIDE[kind]) for f, right in beside]
    optimizer = torch.optim.LBFGS([weights], max_iter=100, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        total = PENALTY[kind] * ((weights - prior) ** 2).sum()
        for figures, right, counts in rows:
            chances = torch.log_softmax(figures @ weights, dim=0)
            total = total - counts * torch.logsumexp(chances[right], dim=0)
        total.backward()
        return total

    optimizer.step(closure)
    return weights.detach().numpy()


def right_share(data: list[tuple[np.ndarray, list[int]]], weights: np.ndarray) -> list[bool]:
    return [int((figures @ weights).argmax()) in right for figures, right in data]


def weigh(stories: list[list[tuple[list[float], bool]]]) -> dict[str, float]:
    """Gives the weights of a speaker's confidence; prints the calibration in five folds."""
    chances, labels = [], []
    for fold in range(5):
        seen = [e for i, story in enumerate(stories) if i % 5 != fold for e in story]
        held = [e for i, story in enumerate(stories) if i % 5 == fold for e in story]
        chances.extend(logistic(seen).predict_proba(np.array([f for f, _ in held]))[:, 1])
        labels.extend(label for _, label in held)
    print(
        f"speakers: {len(labels)}, right {np.mean(labels):.3f}, expected calibration error "
        f"{calibration_error(chances, labels):.3f} in folds"
    )
    weights = logistic([e for story in stories for e in story]).coef_[0]
    return {n: round(float(w), 4) for n, w in zip(SPEAKER_FEATURES, weights, strict=True)}


def logistic(data: list[tuple[list[float], bool]]) -> LogisticRegression:
    x, y = np.array([f for f, _ in data]), np.array([label for _, label in data])
    return LogisticRegression(C=2.0, fit_intercept=False, max_iter=2000).fit(x, y)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED)
    arguments = parser.parse_args()
    score = scorer(arguments.shared, "comparison")
    stories = [examples(folder, score) for folder in training_folders(arguments.shared)]
    texts = list(coreferent(arguments.shared))
    table = {}
    for kind in PRIOR:
        own = [[(f, r) for k, f, r in story.anaphors if k == kind] for story in stories]
        every = [e for story in own for e in story]
        beside = [(np.array(f, dtype=np.float32), r) for t in texts for k, f, r in t if k == kind]
        right = []
        for fold in range(5):
            seen = [e for i, story in enumerate(own) if i % 5 != fold for e in story]
            held = [e for i, story in enumerate(own) if i % 5 == fold for e in story]
            right.extend(right_share(held, fitted(seen, kind, beside)))
        weights = fitted(every, kind, beside)
        start = np.array([PRIOR[kind].get(name, 0.0) for name in FEATURES], dtype=np.float32)
        print(kind, "with the prior alone", round(float(np.mean(right_share(every, start))), 3))
        none = Counter(r == [len(f) - 1] for f, r in every)[True]
        print(
            f"{kind}: {len(every)} sources, {none} of none, right in folds {np.mean(right):.3f},"
            f" on all {np.mean(right_share(every, weights)):.3f}"
        )
        table[kind] = {n: round(float(w), 3) for n, w in zip(FEATURES, weights, strict=True)}
    path = models.model_path("speakers.json")
    stored = json.loads(path.read_text())
    stored["antecedents"] = table
    stored["confidence"] = weigh([story.speakers for story in stories])
    path.write_text(json.dumps(stored, indent=1) + "\n")


if __name__ == "__main__":
    main()
