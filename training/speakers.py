"""Fits whom pronouns and descriptions take up, on the sources of the annotated training stories.

Writes `antecedents` in src/rashomon/models/speakers.json; prints what five folds over stories
give. Each source whose statement matches an annotated one is an example: its candidates, and the
one that the annotator named, or none.

    python -m training.speakers --shared ../shared
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

import numpy as np
import torch

from evaluation.stories import scorer
from rashomon import models
from rashomon.intake import report_from_text
from rashomon.reading.actors import find_actors
from rashomon.reading.antecedents import FEATURES, describe, rank
from rashomon.reading.attribution import draft_statements
from rashomon.reading.linking import join
from rashomon.reading.sentences import split_sentences
from rashomon.reading.speakers import Resolver, resolve_with
from rashomon.reading.tagging import tag

# There are few examples: weights start from, and are drawn to, what is known of salience since
# Lappin and Leass (1994).
_SALIENT = {"sentences apart": -1.0, "last speaker": 1.2, "subject": 0.7, "latest": 0.1}
PRIOR = {
    "he or she": {**_SALIENT, "none": -4.0},
    "person": {**_SALIENT, "role fits": 4.0, "role words shared": 0.7, "none": 2.0},
    "body": {**_SALIENT, "role fits": 2.0, "name fits": 2.0, "none": -0.5},
}
PENALTY = 1.0


class Watched(Resolver):
    """A resolver that keeps what it chose among."""

    def __init__(self, *given) -> None:
        super().__init__(*given)
        self.seen = []

    def ranked(self, kind, source, candidates):
        rows = describe(self.scene, source.start, candidates)
        self.seen.append((kind, source, rows, [actor for actor, _ in candidates]))
        return rank(self.scene, kind, source.start, candidates)


def examples(folder: Path, score) -> list[tuple[str, np.ndarray, list[int]]]:
    """Gives (kind of anaphor, figures of the candidates and of none, the right ones)."""
    story = score.Story(str(folder))
    gold = story.gold_statements(story.annotations[0])
    found = []
    for identity, record in story.reports.items():
        report = report_from_text(record["text"], id=identity)
        sentences = split_sentences(report.text)
        tagged = tag(report.text)
        names = [name.span for name in tagged.names if name.kind != "other"]
        drafts = draft_statements(
            report, sentences, join(report.text, sentences, tagged), names=names
        )
        watched = Watched(report, sentences, find_actors(report, tagged.names))
        resolve_with(watched, sentences, drafts)
        meant = speakers_of(gold, identity, sentences, drafts)
        for kind, source, rows, candidates in watched.seen:
            if source not in meant:
                continue
            right = [
                place
                for place, actor in enumerate(candidates)
                if any(score.same_name(n, meant[source]) for n in (actor.name, *actor.aliases))
            ]
            found.append((kind, np.array(rows, dtype=np.float32), right or [len(candidates)]))
    return found


def speakers_of(gold: list[dict], report: str, sentences, drafts) -> dict:
    """Gives the annotated speaker of each source whose statement is an annotated one."""
    meant = {}
    for draft in drafts:
        for sentence in sentences:
            mine = {
                i
                for span in draft.content
                for i in range(max(span.start, sentence.start), min(span.end, sentence.end))
            }
            for statement in gold:
                if statement["report"] != report or not mine or draft.source is None:
                    continue
                shared = len(mine & statement["chars"])
                # "chars" leaves spaces out: about a sixth of a text.
                if shared >= 0.5 * 0.85 * len(mine | statement["chars"]):
                    meant.setdefault(draft.source, statement["speaker"])
    return meant


def fitted(data: list[tuple[np.ndarray, list[int]]], kind: str) -> np.ndarray:
    """Fits one kind's weights by conditional logistic regression, drawn to its `PRIOR`."""
    prior = torch.tensor([PRIOR[kind].get(name, 0.0) for name in FEATURES])
    weights = prior.clone().requires_grad_()
    rows = [(torch.from_numpy(f), right) for f, right in data]
    optimizer = torch.optim.LBFGS([weights], max_iter=100, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        total = PENALTY * ((weights - prior) ** 2).sum()
        for figures, right in rows:
            chances = torch.log_softmax(figures @ weights, dim=0)
            total = total - torch.logsumexp(chances[right], dim=0)
        total.backward()
        return total

    optimizer.step(closure)
    return weights.detach().numpy()


def right_share(data: list[tuple[np.ndarray, list[int]]], weights: np.ndarray) -> list[bool]:
    return [int((figures @ weights).argmax()) in right for figures, right in data]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    arguments = parser.parse_args()
    score = scorer(arguments.shared, "comparison")
    folders = sorted((arguments.shared / "data/stories_train").iterdir())
    stories = [examples(folder, score) for folder in folders if (folder / "story.json").exists()]
    table = {}
    for kind in PRIOR:
        own = [[(f, r) for k, f, r in story if k == kind] for story in stories]
        every = [e for story in own for e in story]
        right = []
        for fold in range(5):
            seen = [e for i, story in enumerate(own) if i % 5 != fold for e in story]
            held = [e for i, story in enumerate(own) if i % 5 == fold for e in story]
            right.extend(right_share(held, fitted(seen, kind)))
        weights = fitted(every, kind)
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
    path.write_text(json.dumps(stored, indent=1) + "\n")


if __name__ == "__main__":
    main()
