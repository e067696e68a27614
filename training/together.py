"""Tunes the model that reads two sentences together, and joins its look with that of `matching`.

A cross-encoder on pairs of sentences of the annotated stories: all links, and of the other pairs
those with most telling words in common. It learns from three of the five folds of stories. On
the other two (`HELD`), with vectors and scorers that have not seen them either, the two looks are
joined by logistic regression; what is printed is of these stories, each fold by the other's.

    python -m training.together --shared ../shared --out build/matching
"""

from __future__ import annotations

import argparse
import collections
import itertools
import math
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from torch import Tensor, nn

from evaluation.annotated import training_folders
from evaluation.links import figures
from rashomon.comparing.scoring import Together, matching_model
from rashomon.comparing.together import in_doubt, looks, pieces, read_both
from rashomon.comparing.vectors import stem, word_spans
from rashomon.models import CLS, SEP
from training.cross_encoder import LAYERS, pretrained
from training.encoder import WIDTH, Encoder
from training.export import MODELS, export
from training.matching import (
    HELD,
    MODEL,
    RELATIONS,
    Texts,
    cross_validated,
    held_folders,
    held_tables,
    texts_of,
)

NEAREST = 3  # pairs of a sentence that are learned from, beside its links
SHORT = 3  # letters of a word that tells little
Pieces = tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Example:
    """Two sentences as wordpieces; 1 + the index of their relation, 0 where they are no link."""

    one: Pieces
    two: Pieces
    gold: int


class Joint(nn.Module):
    """Encoder over both sentences; the log odds of a link, and scores of its relation."""

    def __init__(self, *, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(dropout=dropout, layers=LAYERS)
        self.pool = nn.Linear(WIDTH, WIDTH)
        self.head = nn.Linear(WIDTH, 1)
        self.kind = nn.Linear(WIDTH, len(RELATIONS))

    def pooled(self, ids: Tensor, attention: Tensor, second: Tensor) -> Tensor:
        hidden = self.encoder(ids, attention, types=second)
        return torch.tanh(self.pool(hidden[:, 0].float()))

    def forward(self, ids: Tensor, attention: Tensor, second: Tensor) -> tuple[Tensor, Tensor]:
        pooled = self.pooled(ids, attention, second)
        return self.head(pooled)[:, 0], self.kind(pooled)


class Shipped(nn.Module):
    """The model as it runs: one pair at a time, so without a mask, and for its odds alone."""

    def __init__(self, joint: Joint) -> None:
        super().__init__()
        self.joint = joint

    def forward(self, ids: Tensor, second: Tensor) -> Tensor:
        return self.joint.head(self.joint.pooled(ids, torch.ones_like(ids), second))[:, 0]


def likeness(pair: Texts) -> np.ndarray:
    """Gives how many of their telling words each two sentences have in common, 0 to 1."""
    sides = [
        [{stem(text[span.start : span.end]) for span in word_spans(text)} for text in texts]
        for texts in (pair.left, pair.right)
    ]
    counts = collections.Counter(word for side in sides for words in side for word in words)
    total = sum(map(len, sides))

    def weight(word: str) -> float:
        local = math.log((total + 1) / (counts[word] + 0.5))
        return (local if len(word) > SHORT else 0.3 * local) ** 2

    weights = {word: weight(word) for word in counts}
    masses = [[sum(weights[w] for w in words) or 1.0 for words in side] for side in sides]
    found = np.zeros((len(sides[0]), len(sides[1])))
    for (i, one), (j, two) in itertools.product(enumerate(sides[0]), enumerate(sides[1])):
        common = sum(weights[word] for word in one & two)
        found[i, j] = common / math.sqrt(masses[0][i] * masses[1][j])
    return found


def nearest(like: np.ndarray, many: int) -> set[tuple[int, int]]:
    """Gives the pairs that are among the `many` likest of one of their sentences."""
    rows, columns = np.argsort(-like, axis=1)[:, :many], np.argsort(-like, axis=0)[:many]
    found = {(i, j) for i, row in enumerate(rows.tolist()) for j in row}
    return found | {(i, j) for row in columns.tolist() for j, i in enumerate(row)}


def examples(pairs: Sequence[Texts], rng: random.Random) -> list[Example]:
    """Gives what is learned from once: links, the likest pairs, half of the next, some others."""
    found = []
    for pair in pairs:
        left, right = [*map(pieces, pair.left)], [*map(pieces, pair.right)]
        like = likeness(pair)
        links = {(i, j) for i, j in np.argwhere(pair.gold > 0).tolist()}
        sure, likely = links | nearest(like, 1), nearest(like, NEAREST)
        height, width = pair.gold.shape
        other = {(rng.randrange(height), rng.randrange(width)) for _ in range(8)}
        for i, j in sorted(sure | likely | other):
            if (i, j) in sure or rng.random() < 0.5:
                sides = (left[i], right[j]) if rng.random() < 0.5 else (right[j], left[i])
                found.append(Example(*sides, gold=int(pair.gold[i, j])))
    return found


def batches(chosen: Sequence[Example], rng: random.Random, size: int) -> list[list[Example]]:
    """Gives batches of at most `size` wordpieces, of pairs about as long as each other."""
    found: list[list[Example]] = [[]]
    longest = 0
    for one in sorted(chosen, key=lambda one: len(one.one) + len(one.two) + 6 * rng.random()):
        longest = max(longest, len(one.one) + len(one.two) + 3)
        if found[-1] and longest * (len(found[-1]) + 1) > size:
            found.append([])
            longest = len(one.one) + len(one.two) + 3
        found[-1].append(one)
    rng.shuffle(found)
    return found


def tensors(batch: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor]:
    """Gives wordpieces, 1 where there are any, and 1 in the second sentence."""
    length = -(-max(len(one.one) + len(one.two) + 3 for one in batch) // 8) * 8
    ids = torch.zeros(len(batch), length, dtype=torch.long)
    attention, second = torch.zeros_like(ids), torch.zeros_like(ids)
    for row, one in enumerate(batch):
        both = [CLS, *one.one, SEP, *one.two, SEP]
        ids[row, : len(both)] = torch.tensor(both)
        attention[row, : len(both)] = 1
        second[row, len(one.one) + 2 : len(both)] = 1
    return ids, attention, second


def learned(
    pairs: Sequence[Texts],
    start: dict[str, Tensor],
    *,
    seed: int,
    epochs: int = 2,
    rate: float = 6e-5,
) -> Joint:
    """Gives a model that has learned from these pairs of reports. All embeddings stay."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    model = Joint()
    model.load_state_dict(start, strict=False)
    for embedding in (model.encoder.words, model.encoder.positions, model.encoder.types):
        embedding.weight.requires_grad_(False)
    encoder = [weight for weight in model.encoder.parameters() if weight.requires_grad]
    heads = [*model.pool.parameters(), *model.head.parameters(), *model.kind.parameters()]
    groups = [{"params": encoder, "lr": rate}, {"params": heads, "lr": 2 * rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    rates = [group["lr"] for group in optimizer.param_groups]
    queue = [batch for _ in range(epochs) for batch in batches(examples(pairs, rng), rng, 2000)]
    model.train()
    began, shown = time.time(), []
    for step, batch in enumerate(queue):
        share = min((step + 1) / (0.06 * len(queue)), (len(queue) - step) / (0.94 * len(queue)))
        for group, full in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = full * share
        loss = loss_of(model, batch)
        loss.backward()
        nn.utils.clip_grad_norm_([*encoder, *heads], 1.0)
        optimizer.step()
        optimizer.zero_grad()
        shown.append(16 * loss.item() / len(batch))
        if step % 100 == 0:
            print(f"step {step} loss {np.mean(shown[-100:]):.4f} {time.time() - began:.0f}s")
    return model


def loss_of(model: Joint, batch: Sequence[Example]) -> Tensor:
    gold = torch.tensor([one.gold for one in batch])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        odds, kinds = model(*tensors(batch))
    loss = nn.functional.binary_cross_entropy_with_logits(
        odds.float(), (gold > 0).float(), reduction="sum"
    )
    if (gold > 0).any():
        chosen = kinds.float()[gold > 0]
        loss = loss + 0.2 * nn.functional.cross_entropy(chosen, gold[gold > 0] - 1, reduction="sum")
    return loss / 16


def write_joint(model: Joint, out: Path) -> None:
    """Writes `together.onnx` (int8)."""
    sample = torch.randint(1000, 30000, (1, 48), generator=torch.Generator().manual_seed(0))
    second = (torch.arange(48) >= 24).long()[None]
    export(
        Shipped(model), {"ids": sample, "second": second}, outputs=("odds",), out=out, words="own"
    )


def every_two(pairs: Sequence[Texts]) -> Iterator[tuple[str, str]]:
    """Gives the sentences of all pairs of sentences, in the order of their gold."""
    return ((left, right) for pair in pairs for left in pair.left for right in pair.right)


def join(shared: Path, out: Path) -> Together:
    """Gives the weights that join the two looks; prints what they give on stories not seen."""
    names, whole, more = held_tables(shared, out)
    link, linked = matching_model().link, whole.linked
    probability = np.interp(cross_validated(names, whole, more), link.scored, link.measured)
    pairs = texts_of(held_folders(training_folders(shared)))
    doubt = in_doubt(probability)
    seen = np.array([read_both(*two) for two in itertools.compress(every_two(pairs), doubt)])
    columns, told = looks(probability[doubt], seen), linked[doubt]
    after = probability.copy()
    for fold in HELD:
        own = whole.held[doubt, fold]
        model = LogisticRegression(C=10).fit(columns[~own], told[~own])
        after[np.flatnonzero(doubt)[own]] = model.predict_proba(columns[own])[:, 1]
    print(f"{doubt.sum()} pairs in doubt of {len(pairs)} pairs of reports")
    print("apart:", figures(linked, probability))
    print("joined, in folds:", figures(linked, after))
    model = LogisticRegression(C=10).fit(columns, told)
    weights = tuple(round(float(weight), 4) for weight in model.coef_[0])
    return Together(weights=weights, bias=round(float(model.intercept_[0]), 4))


def train(shared: Path, out: Path, *, cross_encoder: Path, seed: int) -> None:
    """Trains the model, and writes `together.onnx` and the weights that join it."""
    out.mkdir(parents=True, exist_ok=True)
    kept = out / "together.pt"
    if not kept.is_file():
        pairs = texts_of(training_folders(shared))
        seen = [pair for pair in pairs if not pair.folds & HELD]
        torch.save(learned(seen, pretrained(cross_encoder), seed=seed).state_dict(), kept)
    model = Joint(dropout=0.0)
    model.load_state_dict(torch.load(kept))
    write_joint(model, MODELS / "together.onnx")
    joined = msgspec.structs.replace(matching_model(), together=join(shared, out))
    MODEL.write_bytes(msgspec.json.encode(joined))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--cross-encoder", type=Path, default=Path("build/cross-encoder"))
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    torch.set_num_threads(1)
    train(given.shared, given.out, cross_encoder=given.cross_encoder, seed=given.seed)


if __name__ == "__main__":
    main()
