"""Tunes the vectors for matching: words of two sentences meet by late interaction.

A report is read in stretches of neighbouring sentences, so that a word's vector knows what
stands around it. Two sentences are as close as their words' best matches, weighted (ColBERT,
Khattab and Zaharia 2020; BERTScore, Zhang et al. 2020); the encoder and each word's weight are
learned from links. Every sentence is read once however many it is compared with.

It learns once from each two reports of the annotated stories. Twice: `vectors.onnx` has seen all
of them and is what runs; `held.onnx` has not seen the stories of the folds held out (`HELD`), nor
others on their events, so that what is made of vectors can be fitted on stories that are new to
them. (ECB+, MSRP and headline STS first made it no better.)

    python -m training.vectors --shared ../shared --out build/matching
"""

from __future__ import annotations

import argparse
import collections
import math
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from evaluation.annotated import linked_folders, training_folders
from evaluation.links import figures
from rashomon.comparing.features import UNKNOWN_IDF
from rashomon.comparing.vectors import Layout, lay_out, stretches
from training.encoder import WIDTH, Encoder
from training.export import write_vectors
from training.matching import HELD, background, texts_of


@dataclass(frozen=True, eq=False)
class Grid:
    """Sentences of two reports, and 1 for each pair that is a link."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    gold: np.ndarray
    folds: frozenset[int]


@dataclass(frozen=True, eq=False)
class Prepared:
    """One side as tensors: stretches of wordpieces and where each word stands in them."""

    ids: Tensor
    attention: Tensor
    pieces: Tensor
    words: Tensor
    owner: Tensor
    stems: tuple[str, ...]
    sentences: int


@lru_cache(maxsize=4096)
def prepare(texts: tuple[str, ...]) -> Prepared:
    layouts = [lay_out(text) for text in texts]
    groups = stretches(layouts)
    length = max(1 + sum(len(layouts[i].ids) + 1 for i in group) for group in groups)
    length = -(-length // 8) * 8
    ids = torch.zeros(len(groups), length, dtype=torch.long)
    attention = torch.zeros_like(ids)
    pieces, words, owner, stems = [], [], [], []
    for row, group in enumerate(groups):
        at = 1
        ids[row, 0] = 101
        for i in group:
            layout: Layout = layouts[i]
            ids[row, at : at + len(layout.ids)] = torch.tensor(layout.ids)
            ids[row, at + len(layout.ids)] = 102
            for first, last, stem in layout.words or ((0, max(len(layout.ids), 1), ""),):
                pieces += [row * length + at + k for k in range(first, last)]
                words += [len(stems)] * (last - first)
                owner.append(i)
                stems.append(stem)
            at += len(layout.ids) + 1
        attention[row, :at] = 1
    return Prepared(
        ids,
        attention,
        torch.tensor(pieces),
        torch.tensor(words),
        torch.tensor(owner),
        tuple(stems),
        len(texts),
    )


class Meeting(nn.Module):
    """Encoder, a weight for each word, and a linear scorer over what meets."""

    def __init__(self, idf: dict[str, float]) -> None:
        super().__init__()
        self.idf = idf
        self.encoder = Encoder(dropout=0.1)
        self.weight = nn.Linear(WIDTH, 1)
        self.score = nn.Linear(8, 1)
        for zeroed in (*self.weight.parameters(), *self.score.parameters()):
            nn.init.zeros_(zeroed)
        with torch.no_grad():
            self.score.weight[0, :4] = torch.tensor([8.0, 1.0, 1.0, 3.0])
            self.score.bias[:] = -7.0

    def words(self, side: Prepared) -> tuple[Tensor, Tensor, Tensor]:
        """Gives unit vectors of words, their log weights, and unit vectors of sentences."""
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = self.encoder(side.ids, side.attention)
        rows = hidden.float().reshape(-1, WIDTH)[side.pieces]
        count = torch.zeros(len(side.stems)).index_add_(0, side.words, torch.ones(len(rows)))
        words = torch.zeros(len(side.stems), WIDTH).index_add_(0, side.words, rows)
        words = words / count[:, None]
        whole = torch.zeros(side.sentences, WIDTH).index_add_(0, side.owner, words)
        unit = nn.functional.normalize
        return unit(words, dim=-1), self.weight(words)[:, 0], unit(whole, dim=-1)

    def rarity(self, one: Prepared, two: Prepared) -> tuple[Tensor, Tensor]:
        """Gives each word's weight before learning: rare in news and in these sentences."""
        sets = [set() for _ in range(one.sentences + two.sentences)]
        for side, begin in ((one, 0), (two, one.sentences)):
            for owner, stem in zip(side.owner.tolist(), side.stems, strict=True):
                sets[begin + owner].add(stem)
        counts = collections.Counter(stem for members in sets for stem in members)

        def weight(stem: str) -> float:
            local = math.log((len(sets) + 1) / (counts[stem] + 0.5))
            return self.idf.get(stem, UNKNOWN_IDF) * local if stem else 0.01

        return torch.tensor([weight(s) for s in one.stems]), torch.tensor(
            [weight(s) for s in two.stems]
        )

    def forward(self, one: Prepared, two: Prepared) -> Tensor:
        """Gives the log odds of a link for every pair of sentences."""
        vectors_one, log_one, whole_one = self.words(one)
        vectors_two, log_two, whole_two = self.words(two)
        rare_one, rare_two = self.rarity(one, two)
        weight_one, weight_two = rare_one * log_one.exp(), rare_two * log_two.exp()
        likeness = (vectors_one @ vectors_two.T).clamp(min=0.0)
        into_two, mass_one = covered(likeness, one.owner, two.owner, weight_one, two.sentences)
        into_one, mass_two = covered(likeness.T, two.owner, one.owner, weight_two, one.sentences)
        into_one = into_one.T
        mean = 2 * into_one * into_two / (into_one + into_two + 1e-6)
        rows, columns = rival(mean), rival(mean.T).T
        size = (mass_one.log()[:, None] + mass_two.log()[None, :]) / 8
        features = [
            mean,
            torch.minimum(into_one, into_two),
            torch.maximum(into_one, into_two),
            whole_one @ whole_two.T,
            torch.minimum(rows, columns),
            torch.maximum(rows, columns),
            size,
            size * mean,
        ]
        return self.score(torch.stack(features, dim=-1))[..., 0]


def covered(
    likeness: Tensor, owner: Tensor, other: Tensor, weight: Tensor, others: int
) -> tuple[Tensor, Tensor]:
    """Gives how well each sentence's words are met in each other sentence, and their mass."""
    count = int(owner.max()) + 1
    best = likeness.new_zeros(len(owner), others)
    best = best.scatter_reduce(1, other[None].expand(len(owner), -1), likeness, "amax")
    mass = weight.new_zeros(count).index_add(0, owner, weight)
    total = likeness.new_zeros(count, others).index_add(0, owner, best * weight[:, None])
    return total / mass[:, None], mass


def rival(score: Tensor) -> Tensor:
    """Gives how far each value is above the best other value of its row."""
    if score.shape[1] < 2:
        return torch.zeros_like(score)
    top = score.topk(2, dim=1).values
    return torch.where(score >= top[:, :1], score - top[:, 1:], score - top[:, :1])


def fit(model: Meeting, grids: Iterator[Grid], *, steps: int, rate: float) -> None:
    """Trains in place: AdamW, warm-up over a tenth, then linear decay. Word vectors stay."""
    model.encoder.words.weight.requires_grad_(False)
    heads = [*model.weight.parameters(), *model.score.parameters()]
    trained = [p for p in model.encoder.parameters() if p.requires_grad]
    groups = [{"params": trained, "lr": rate}, {"params": heads, "lr": 30 * rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    rates = [group["lr"] for group in optimizer.param_groups]
    model.train()
    began, shown = time.time(), []
    for step in range(steps):
        share = min((step + 1) / (0.1 * steps), (steps - step) / (0.9 * steps))
        for group, full in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = full * share
        grid = next(grids)
        gold = torch.from_numpy(grid.gold).float()
        scores = model(prepare(grid.left), prepare(grid.right))
        loss = nn.functional.binary_cross_entropy_with_logits(scores, gold, reduction="sum") / 20
        loss.backward()
        nn.utils.clip_grad_norm_([*trained, *heads], 1.0)
        optimizer.step()
        optimizer.zero_grad()
        shown.append(20 * loss.item() / gold.numel())
        if step % 25 == 0:
            mean = np.mean(shown[-25:])
            print(f"step {step} loss {mean:.4f} {time.time() - began:.0f}s", flush=True)


def endless(grids: Sequence[Grid], rng: random.Random) -> Iterator[Grid]:
    while True:
        order = list(grids)
        rng.shuffle(order)
        yield from order


@torch.no_grad()
def predict(model: Meeting, grid: Grid) -> np.ndarray:
    model.eval()
    return model(prepare(grid.left), prepare(grid.right)).numpy()


def grids_of(folders: Iterable[Path]) -> list[Grid]:
    return [
        Grid(tuple(pair.left), tuple(pair.right), (pair.gold > 0).astype(float), pair.folds)
        for pair in texts_of(folders)
    ]


def train(shared: Path, out: Path, *, seed: int, epochs: int) -> None:
    """Trains a model that has not seen the stories held out, then one that has seen all."""
    whole = grids_of(training_folders(shared))
    grids = [*whole, *grids_of(linked_folders(shared))]
    away = [grid for grid in whole if grid.folds & HELD]
    idf = background(shared / "data")
    out.mkdir(parents=True, exist_ok=True)
    for name, seen in (
        ("held", [grid for grid in grids if not grid.folds & HELD]),
        ("vectors", grids),
    ):
        kept = out / f"{name}.onnx"
        if kept.is_file():
            continue
        rng = random.Random(seed)
        torch.manual_seed(seed)
        model = Meeting(idf)
        model.encoder.load_pretrained()
        fit(model, endless(seen, rng), steps=epochs * len(seen), rate=4e-5)
        if name == "held":
            report(model, away)
        torch.save(model.state_dict(), kept.with_suffix(".pt"))
        write_vectors(model.state_dict(), kept)


def report(model: Meeting, grids: Sequence[Grid]) -> None:
    scores = np.concatenate([predict(model, grid).ravel() for grid in grids])
    gold = np.concatenate([grid.gold.ravel() > 0 for grid in grids])
    print(f"stories held out: {figures(gold, scores)}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=1)
    given = parser.parse_args()
    torch.set_num_threads(1)
    train(given.shared, given.out, seed=given.seed, epochs=given.epochs)


if __name__ == "__main__":
    main()
