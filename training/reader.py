"""Trains the reader model: who said what (source, cue, content, and their links) and names.

One encoder carries all heads, so that a text is encoded once. Data: PolNeAR (attribution),
CoNLL++ and the worldwide newswire set (names). See src/rashomon/models/reader.md.

    python -m training.reader --shared ../shared --out build/reader
    python -m training.linking --shared ../shared
"""

from __future__ import annotations

import argparse
import math
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from evaluation.files import SHARED
from rashomon import models
from rashomon.reading import linking
from rashomon.reading.encoding import QUOTE_STATES, SHAPES
from training.encoder import WIDTH, Encoder
from training.export import export
from training.reader_texts import NAMES, ROLES, Document, Segment, Texts, load_texts

IGNORE = -100
PROJECTION = 96
BUCKETS = 16


@dataclass(frozen=True)
class Phase:
    """One run of training. Each phase begins with the weights that the one before gave.

    `names` is the number of name windows in a batch, `conll` how often CoNLL++ is read for one
    reading of the worldwide set. `averaged` gives the running average of the weights, `kept` the
    share that the weights at the beginning keep in what the phase gives.
    """

    steps: int
    rate: float
    seed: int
    names: int
    conll: int
    averaged: bool
    kept: float = 0.0


PHASES = (
    Phase(steps=1200, rate=1e-4, seed=7, names=8, conll=2, averaged=False),
    Phase(steps=650, rate=7e-5, seed=11, names=10, conll=2, averaged=True, kept=0.35),
    Phase(steps=420, rate=6e-5, seed=23, names=10, conll=1, averaged=True),
)


class Reader(nn.Module):
    """Encoder with heads for roles, names and links."""

    def __init__(self, *, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(dropout=dropout)
        self.shapes = nn.Embedding(len(SHAPES), WIDTH)
        self.quotes = nn.Embedding(len(QUOTE_STATES), WIDTH)
        self.starts = nn.Embedding(2, WIDTH)
        for extra in (self.shapes, self.quotes, self.starts):
            nn.init.zeros_(extra.weight)
        self.roles = nn.Linear(WIDTH, 1 + 2 * len(ROLES))
        self.names = nn.Linear(WIDTH, 1 + 2 * len(NAMES))
        self.ends = nn.Linear(WIDTH, 4 * PROJECTION)
        self.dropout = nn.Dropout(dropout)
        links = 3  # content to cue, source to cue, content to source
        self.bilinear = nn.Parameter(torch.randn(links, PROJECTION, PROJECTION) / PROJECTION)
        self.target = nn.Parameter(torch.zeros(links, PROJECTION))
        self.distance = nn.Parameter(torch.zeros(links, 2 * BUCKETS))
        self.none = nn.Parameter(torch.zeros(links, PROJECTION))
        self.none_bias = nn.Parameter(torch.zeros(links))

    def forward(
        self, ids: Tensor, attention: Tensor, shapes: Tensor, quotes: Tensor, starts: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        extra = self.shapes(shapes) + self.quotes(quotes) + self.starts(starts)
        hidden = self.dropout(self.encoder(ids, attention, extra=extra))
        return self.roles(hidden), self.names(hidden), self.ends(hidden)

    def link_scores(
        self, kind: int, ends: Tensor, children: list[Segment], targets: list[Segment]
    ) -> Tensor:
        """Gives children x (targets + none) scores within one window."""
        part = ends.view(-1, 4, PROJECTION)
        child = torch.tanh(
            part[[c.first for c in children], 0] + part[[c.last for c in children], 1]
        )
        none = child @ self.none[kind] + self.none_bias[kind]
        if not targets:
            return none[:, None]
        target = torch.tanh(
            part[[t.first for t in targets], 2] + part[[t.last for t in targets], 3]
        )
        buckets = torch.tensor([[bucket(c, t) for t in targets] for c in children])
        scores = child @ self.bilinear[kind] @ target.T + target @ self.target[kind]
        return torch.cat([scores + self.distance[kind][buckets], none[:, None]], dim=1)


def bucket(child: Segment, target: Segment) -> int:
    """Gives the signed, logarithmic distance class between two segments."""
    if target.first > child.last:
        side, gap = BUCKETS, target.first - child.last
    else:
        side, gap = 0, child.first - target.last
    gap = max(1, gap)
    return side + min(BUCKETS - 1, gap - 1 if gap <= 8 else 5 + int(math.log2(gap)))


LINKS = ((2, 1), (0, 1), (2, 0))  # (child role, target role): as Reader's three links


def link_loss(model: Reader, ends: Tensor, segments: list[Segment]) -> Tensor | None:
    """Gives the mean cross entropy of the right target of each segment in one window."""
    losses = []
    for kind, (child_role, target_role) in enumerate(LINKS):
        children = [s for s in segments if s.role == child_role]
        targets = [s for s in segments if s.role == target_role]
        if not children:
            continue
        gold = []
        for child in children:
            right = [i for i, t in enumerate(targets) if t.attribution == child.attribution]
            gold.append(right[0] if right else len(targets))
        scores = model.link_scores(kind, ends.float(), children, targets)
        losses.append(nn.functional.cross_entropy(scores, torch.tensor(gold), reduction="none"))
    return torch.cat(losses).mean() if losses else None


@dataclass(frozen=True)
class Window:
    document: Document
    start: int
    end: int


def cut(documents: list[Document], rng: random.Random, size: int) -> list[Window]:
    """Cuts documents into windows without overlap, from a random phase each."""
    out = []
    for document in documents:
        count = len(document.encoded.ids)
        position = -rng.randrange(size) if count > size else 0
        while position < count:
            start, end = max(0, position), min(count, position + size)
            if end - start > 8:
                out.append(Window(document, start, end))
            position += size
    rng.shuffle(out)
    return out


@dataclass(frozen=True)
class Batch:
    inputs: tuple[Tensor, Tensor, Tensor, Tensor, Tensor]
    roles: Tensor
    names: Tensor
    segments: list[list[Segment]]


def collate(chosen: list[Window]) -> Batch:
    """Pads windows to one length; position 0 is [CLS], so gold is shifted by one."""
    length = max(w.end - w.start for w in chosen) + 2
    length = -(-length // 32) * 32  # few shapes: keeps the allocator's cache small
    arrays = {
        key: np.zeros((len(chosen), length), dtype=np.int64)
        for key in ("ids", "attention", "shapes", "quotes", "starts")
    }
    roles = np.full((len(chosen), length), IGNORE, dtype=np.int64)
    names = np.full((len(chosen), length), IGNORE, dtype=np.int64)
    segments = []
    for i, window in enumerate(chosen):
        document, n = window.document, window.end - window.start
        inside = slice(window.start, window.end)
        arrays["ids"][i, 0], arrays["ids"][i, n + 1] = models.CLS, models.SEP
        arrays["ids"][i, 1 : n + 1] = document.encoded.ids[inside]
        arrays["attention"][i, : n + 2] = 1
        for key in ("shapes", "quotes", "starts"):
            arrays[key][i, 1 : n + 1] = getattr(document.encoded, key)[inside]
        if document.roles is not None:
            roles[i, 1 : n + 1] = document.roles[inside]
        if document.names is not None:
            names[i, 1 : n + 1] = document.names[inside]
        segments.append(
            [
                Segment(
                    s.role,
                    max(s.first, window.start) - window.start + 1,
                    min(s.last, window.end - 1) - window.start + 1,
                    s.attribution,
                )
                for s in document.segments
                if s.last >= window.start and s.first < window.end
            ]
        )
    inputs = tuple(
        torch.from_numpy(arrays[key]) for key in ("ids", "attention", "shapes", "quotes", "starts")
    )
    return Batch(inputs, torch.from_numpy(roles), torch.from_numpy(names), segments)


def loss_of(model: Reader, batch: Batch, *, link_weight: float) -> Tensor:
    with torch.autocast("cpu", dtype=torch.bfloat16):
        roles, names, ends = model(*batch.inputs)
    total = roles.new_zeros((), dtype=torch.float32)
    for scores, gold in ((roles, batch.roles), (names, batch.names)):
        if (gold != IGNORE).any():
            total = total + nn.functional.cross_entropy(
                scores.float().flatten(0, 1), gold.flatten(), ignore_index=IGNORE
            )
    links = [
        loss
        for i, segments in enumerate(batch.segments)
        if segments and (loss := link_loss(model, ends[i], segments)) is not None
    ]
    return total + link_weight * torch.stack(links).mean() if links else total


ATTRIBUTION_WINDOWS = 13
SIZE = 190  # wordpieces of a window


def batches(texts: Texts, phase: Phase, rng: random.Random) -> Iterator[Batch]:
    """Gives batches without end, of windows of attribution and of names."""
    names = texts.conll * phase.conll + texts.worldwide

    def endless(make) -> Iterator[Window]:
        while True:
            yield from cut(make(), rng, SIZE)

    spellings = [0.45, 0.45, 0.1]
    first = endless(lambda: [rng.choices(d, spellings)[0] for d in texts.attribution])
    second = endless(lambda: names)
    while True:
        chosen = [next(first) for _ in range(ATTRIBUTION_WINDOWS)]
        yield collate(chosen + [next(second) for _ in range(phase.names)])


class Average:
    """A running average of a model's weights, which reads better than the last ones.

    Izmailov et al. 2018 (arXiv:1803.05407), with exponential weights.
    """

    def __init__(self, model: nn.Module, *, keep: float = 0.998) -> None:
        self.keep = keep
        self.steps = 0
        self.weights = {name: value.clone() for name, value in model.state_dict().items()}

    @torch.no_grad()
    def update(self, model: nn.Module) -> None:
        """Adds the model's present weights; the first steps count less."""
        self.steps += 1
        keep = min(self.keep, (1 + self.steps) / (10 + self.steps))
        for name, value in model.state_dict().items():
            self.weights[name].lerp_(value, 1 - keep)


def train(shared: Path, out: Path) -> None:
    """Trains in phases and writes `reader.pt` into `out`, and each phase's weights beside it."""
    texts = load_texts(shared, models.tokenizer())
    print(len(texts.attribution), "attribution documents", flush=True)
    out.mkdir(parents=True, exist_ok=True)
    weights = None
    for number, phase in enumerate(PHASES):
        weights = run(phase, texts, start=weights)
        torch.save(weights, out / f"phase{number}.pt")
    torch.save(weights, out / "reader.pt")


def run(phase: Phase, texts: Texts, *, start: dict[str, Tensor] | None) -> dict[str, Tensor]:
    """Gives the weights after a phase that begins with `start`, or with the pretrained encoder."""
    torch.manual_seed(phase.seed)
    rng = random.Random(phase.seed)
    model = Reader()
    if start is None:
        model.encoder.load_pretrained()
    else:
        model.load_state_dict(start)
    encoder = list(model.encoder.parameters())
    known = {id(p) for p in encoder}
    heads = [p for p in model.parameters() if id(p) not in known]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": phase.rate}, {"params": heads, "lr": 10 * phase.rate}],
        weight_decay=0.01,
    )
    warm = max(1, int(0.06 * phase.steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda s: min((s + 1) / warm, max(0.0, (phase.steps - s) / (phase.steps - warm))),
    )
    model.train()
    average = Average(model)
    began, running = time.time(), 0.0
    for step, batch in enumerate(batches(texts, phase, rng)):
        if step == phase.steps:
            break
        loss = loss_of(model, batch, link_weight=0.3)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        average.update(model)
        running = 0.98 * running + 0.02 * loss.item() if step else loss.item()
        if step % 20 == 0:
            print(f"step {step} loss {running:.4f} {time.time() - began:.0f}s", flush=True)
    found = average.weights if phase.averaged else model.state_dict()
    if start is None or not phase.kept:
        return found
    return {name: torch.lerp(found[name], start[name], phase.kept) for name in found}


class Shipped(nn.Module):
    """The reader as it runs: one text at a time, so without a mask."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(
        self, ids: Tensor, shapes: Tensor, quotes: Tensor, starts: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        return self.reader(ids, torch.ones_like(ids), shapes, quotes, starts)


def ship(trained: Path, folder: Path) -> None:
    """Writes `reader.onnx` (int8) and `reader-links.npz` into `folder` from a trained reader."""
    reader = Reader(dropout=0.0)
    reader.load_state_dict(torch.load(trained))
    ids = torch.randint(1000, 30000, (1, 24))
    example = {"ids": ids, **{k: torch.zeros_like(ids) for k in ("shapes", "quotes", "starts")}}
    export(Shipped(reader), example, outputs=("roles", "names", "ends"), out=folder / "reader.onnx")
    kept = ("bilinear", "target", "distance", "none", "none_bias")
    weights = {name: getattr(reader, name).detach().numpy().astype(np.float16) for name in kept}
    # Until training.linking has weighed them: the model's own scores alone.
    alone = np.zeros((len(LINKS), linking.FEATURES), dtype=np.float16)
    alone[:, 0] = 1.0
    np.savez(folder / "reader-links.npz", **weights, weights=alone)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--out", type=Path, default=Path("build/reader"))
    parser.add_argument("--ship-only", action="store_true", help="write what was trained before")
    arguments = parser.parse_args()
    if not arguments.ship_only:
        train(arguments.shared, arguments.out)
    ship(arguments.out / "reader.pt", Path("src/rashomon/models"))
