"""Fits the small model that joins sources, cues and contents, on predicted segments.

Trained on what the reader model finds, not on gold segments, so that "none" is learnt for
contents whose cue it missed. Adds `weights` to reader-links.npz.

    python -m training.linking --shared ../shared --documents 240
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch

from evaluation.files import SHARED, read_records
from rashomon import models
from rashomon.reading import linking
from rashomon.reading.sentences import split_sentences
from rashomon.reading.tagging import Segment, tag


def gold_of(segment: Segment, attributions: list[dict]) -> int | None:
    """Gives the attribution whose span of this role shares most characters with a segment."""
    best, chosen = 0, None
    for number, attribution in enumerate(attributions):
        for start, end in attribution[segment.role]:
            shared = min(end, segment.span.end) - max(start, segment.span.start)
            if shared > best:
                best, chosen = shared, number
    return chosen


def examples(row: dict) -> list[tuple[int, np.ndarray, int]]:
    """Gives (link, features of the candidates, right candidate)."""
    sentences = split_sentences(row["text"])
    tagged = tag(row["text"], sentences)
    layout = linking.layout_of(row["text"], sentences)
    gold = {id(s): gold_of(s, row["attributions"]) for s in tagged.segments}
    found = []
    for kind, (child_role, target_role) in enumerate(linking.LINKS):
        children = [s for s in tagged.segments if s.role == child_role]
        targets = [s for s in tagged.segments if s.role == target_role]
        if not children:
            continue
        for child in children:
            wanted = gold[id(child)]
            if wanted is None:
                continue
            near = linking.in_reach(child, targets)
            described = linking.features(
                kind, layout, tagged.ends, child, [targets[j] for j in near]
            )
            right = [place for place, j in enumerate(near) if gold[id(targets[j])] == wanted]
            found.append((kind, described, right[0] if right else len(near)))
    return found


def fit(rows_of_kind: list[tuple[np.ndarray, int]]) -> np.ndarray:
    """Fits one link's weights by conditional logistic regression with a small penalty."""
    weights = torch.zeros(rows_of_kind[0][0].shape[1], requires_grad=True)
    data = [(torch.from_numpy(f), torch.tensor([right])) for f, right in rows_of_kind]
    optimizer = torch.optim.LBFGS([weights], max_iter=60, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        total = 0.001 * (weights**2).sum()
        for described, right in data:
            scores = (described @ weights)[None]
            total = total + torch.nn.functional.cross_entropy(scores, right) / len(data)
        total.backward()
        return total

    print("loss", round(optimizer.step(closure).item(), 4))
    return weights.detach().numpy()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--documents", type=int, default=240)
    arguments = parser.parse_args()
    kinds: list[list] = [[], [], []]
    path = arguments.shared / "data/attribution/polnear.train.jsonl.gz"
    for number, row in enumerate(read_records(path)):
        if number == arguments.documents:
            break
        for kind, described, right in examples(row):
            kinds[kind].append((described, right))
    weights = np.stack([fit(of_kind) for of_kind in kinds])
    print(np.round(weights, 2))
    stored_at = models.model_path("reader-links.npz")
    with np.load(stored_at) as stored:
        kept = {key: stored[key] for key in stored.files if key != "weights"}
    np.savez(stored_at, **kept, weights=weights.astype(np.float16))


if __name__ == "__main__":
    main()
