"""Trains the judge: a small cross-encoder that reads two sentences together.

Stage one learns from public sets, stage two from the annotated stories, in folds, so that
every story has scores from a judge that has not seen it; the shipped judge then learns from
all of them. A trial: no judge is shipped yet (docs/matching.md says what it gave).

    python -m training.judge general --shared ../shared --out build/judge
    python -m training.judge stories --shared ../shared --out build/judge
    python -m training.judge export --shared ../shared --out build/judge
"""

from __future__ import annotations

import argparse
import math
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from evaluation.links import figures
from rashomon.models import tokenizer as load_tokenizer
from training.encoder import WIDTH, Encoder
from training.matching import FOLDS, ReportPair, load_report_pairs
from training.pairs import Pair, alignment_pairs, ecb_pairs, entailment_pairs

LONGEST = 160
IGNORE = -100


class Judge(nn.Module):
    """Encoder over "[CLS] one [SEP] two [SEP]" with heads for link, relation and entailment."""

    def __init__(self, *, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(dropout=dropout)
        self.dropout = nn.Dropout(dropout)
        self.mix = nn.Linear(3 * WIDTH, WIDTH)
        self.link = nn.Linear(WIDTH, 1)
        self.relation = nn.Linear(WIDTH, 3)
        self.entailment = nn.Linear(WIDTH, 3)
        self.scale = nn.Parameter(torch.tensor([4.0, -2.0]))

    def forward(self, ids: Tensor, types: Tensor, attention: Tensor) -> Tensor:
        """Gives one row a pair: link, relation (3), entailment (3), as logits."""
        hidden = self.encoder(ids, attention, types=types)
        one = pool(hidden, (1 - types) * attention)
        two = pool(hidden, types * attention)
        joined = torch.cat([hidden[:, 0], (one - two).abs(), one * two], dim=-1)
        mixed = self.dropout(nn.functional.gelu(self.mix(self.dropout(joined))))
        cosine = nn.functional.cosine_similarity(one, two, dim=-1)[:, None]
        link = self.link(mixed) + self.scale[0] * cosine + self.scale[1]
        return torch.cat([link, self.relation(mixed), self.entailment(mixed)], dim=-1)


def pool(hidden: Tensor, mask: Tensor) -> Tensor:
    """Gives the mean vector of the wordpieces under `mask`."""
    weight = mask[:, :, None].to(hidden.dtype)
    return (hidden * weight).sum(1) / weight.sum(1).clamp(min=1.0)


@dataclass(frozen=True)
class Batch:
    ids: Tensor
    types: Tensor
    attention: Tensor
    link: Tensor
    relation: Tensor
    entailment: Tensor


def pieces(tokenizer: Tokenizer, pair: Pair, *, swap: bool) -> tuple[list[int], list[int]]:
    one, two = (pair.two, pair.one) if swap else (pair.one, pair.two)
    encoding = tokenizer.encode(one, two)
    return encoding.ids, encoding.type_ids


def batches(
    pairs: Sequence[Pair], tokenizer: Tokenizer, *, size: int, rng: random.Random
) -> Iterator[Batch]:
    """Gives one epoch in batches of like length, the two sentences in random order.

    Entailment has a direction, so those pairs keep their order.
    """
    order = list(pairs)
    rng.shuffle(order)
    for begin in range(0, len(order), size * 24):
        chunk = order[begin : begin + size * 24]
        encoded = [
            (*pieces(tokenizer, p, swap=p.entailment is None and rng.random() < 0.5), p)
            for p in chunk
        ]
        encoded.sort(key=lambda row: len(row[0]))
        starts = list(range(0, len(encoded), size))
        rng.shuffle(starts)
        for start in starts:
            yield collate(encoded[start : start + size])


def collate(encoded: list[tuple[list[int], list[int], Pair]]) -> Batch:
    length = -(-max(len(ids) for ids, _, _ in encoded) // 8) * 8
    ids = torch.zeros(len(encoded), length, dtype=torch.long)
    types, attention = torch.zeros_like(ids), torch.zeros_like(ids)
    for i, (row, kinds, _) in enumerate(encoded):
        ids[i, : len(row)] = torch.tensor(row)
        types[i, : len(row)] = torch.tensor(kinds)
        attention[i, : len(row)] = 1

    def labels(name: str) -> Tensor:
        values = [getattr(pair, name) for _, _, pair in encoded]
        return torch.tensor([IGNORE if value is None else value for value in values])

    return Batch(ids, types, attention, labels("link"), labels("relation"), labels("entailment"))


def loss_of(outputs: Tensor, batch: Batch) -> Tensor:
    total = outputs.new_zeros(())
    known = batch.link != IGNORE
    if known.any():
        total = total + nn.functional.binary_cross_entropy_with_logits(
            outputs[known, 0], batch.link[known].to(outputs.dtype)
        )
    if (batch.relation != IGNORE).any():
        weight = torch.tensor([1.0, 1.0, 3.0])
        total = total + 0.3 * nn.functional.cross_entropy(
            outputs[:, 1:4], batch.relation, weight=weight, ignore_index=IGNORE
        )
    if (batch.entailment != IGNORE).any():
        total = total + 0.6 * nn.functional.cross_entropy(
            outputs[:, 4:7], batch.entailment, ignore_index=IGNORE
        )
    return total


def mixed(
    sources: Sequence[tuple[Sequence[Pair], int, int]], tokenizer: Tokenizer, rng: random.Random
) -> Iterator[Batch]:
    """Gives batches from several sources without end: (pairs, batch size, share in turns)."""
    streams = [endless(pairs, tokenizer, size, rng) for pairs, size, _ in sources]
    turns = [i for i, (_, _, share) in enumerate(sources) for _ in range(share)]
    while True:
        rng.shuffle(turns)
        for turn in turns:
            yield next(streams[turn])


def endless(
    pairs: Sequence[Pair], tokenizer: Tokenizer, size: int, rng: random.Random
) -> Iterator[Batch]:
    while True:
        yield from batches(pairs, tokenizer, size=size, rng=rng)


def fit(model: Judge, stream: Iterator[Batch], *, steps: int, rate: float) -> None:
    """Trains in place: AdamW, warm-up over a tenth, then linear decay. Word vectors stay."""
    model.encoder.words.weight.requires_grad_(False)
    trained = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=rate, weight_decay=0.01)
    model.train()
    began, shown = time.time(), []
    for step in range(steps):
        share = min((step + 1) / (0.1 * steps), (steps - step) / (0.9 * steps))
        for group in optimizer.param_groups:
            group["lr"] = rate * share
        batch = next(stream)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            outputs = model(batch.ids, batch.types, batch.attention)
        loss = loss_of(outputs.float(), batch)
        if not math.isfinite(loss.item()):
            raise FloatingPointError(f"loss is {loss.item()} at step {step}")
        loss.backward()
        nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        optimizer.zero_grad()
        shown.append(loss.item())
        if step % 25 == 0:
            print(
                f"step {step} loss {np.mean(shown[-25:]):.4f} {time.time() - began:.0f}s",
                flush=True,
            )


@torch.no_grad()
def predict(model: Judge, pairs: Sequence[Pair], tokenizer: Tokenizer) -> np.ndarray:
    """Gives the logits of each pair, in order."""
    model.eval()
    encoded = [(*pieces(tokenizer, pair, swap=False), pair) for pair in pairs]
    order = sorted(range(len(pairs)), key=lambda i: len(encoded[i][0]))
    found = np.zeros((len(pairs), 7), dtype=np.float32)
    for start in range(0, len(order), 32):
        chosen = order[start : start + 32]
        batch = collate([encoded[i] for i in chosen])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            found[chosen] = model(batch.ids, batch.types, batch.attention).float().numpy()
    return found


def training_tokenizer() -> Tokenizer:
    tokenizer = Tokenizer.from_str(load_tokenizer().to_str())
    tokenizer.enable_truncation(LONGEST)
    return tokenizer


def general(shared: Path, out: Path, *, steps: int, seed: int) -> None:
    """Stage one: public sets."""
    rng = random.Random(seed)
    torch.manual_seed(seed)
    data = shared / "data"
    tokenizer = training_tokenizer()
    links = ecb_pairs(data, rng) + alignment_pairs(data, rng)
    entailment = entailment_pairs(data, rng)
    positive = sum(pair.link or 0 for pair in links)
    print(f"{len(links)} link pairs, {positive} positive; {len(entailment)} entailment pairs")
    model = Judge()
    model.encoder.load_pretrained()
    stream = mixed([(links, 32, 3), (entailment, 32, 2)], tokenizer, rng)
    fit(model, stream, steps=steps, rate=8e-5)
    out.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), out / "general.pt")


def story_pairs(pairs: Sequence[ReportPair], rng: random.Random) -> list[Pair]:
    """Gives all linked candidates, and three others for each."""
    linked, others = [], []
    for pair in pairs:
        for i, j in pair.candidates.tolist():
            kind = int(pair.gold[i, j])
            if kind:
                linked.append(Pair(pair.left[i], pair.right[j], link=1, relation=kind - 1))
            else:
                others.append(Pair(pair.left[i], pair.right[j], link=0))
    rng.shuffle(others)
    return linked + others[: 3 * len(linked)]


def tuned(
    start: Path, pairs: Sequence[ReportPair], shared: Path, *, steps: int, seed: int
) -> Judge:
    """Gives the judge of stage one, tuned on the candidates of `pairs`."""
    rng = random.Random(seed)
    torch.manual_seed(seed)
    tokenizer = training_tokenizer()
    model = Judge()
    model.load_state_dict(torch.load(start))
    entailment = entailment_pairs(shared / "data", rng)
    sources = [(story_pairs(pairs, rng), 32, 6), (entailment, 32, 1)]
    fit(model, mixed(sources, tokenizer, rng), steps=steps, rate=4e-5)
    return model


def stories(shared: Path, out: Path, *, steps: int, seed: int) -> None:
    """Stage two: five judges that each have not seen a fold, and one that has seen all."""
    pairs = load_report_pairs(shared, out)
    tokenizer = training_tokenizer()
    scores = {}
    for fold in range(FOLDS):
        kept = out / f"fold{fold}.npy"
        unseen = [pair for pair in pairs if pair.fold == fold]
        texts = [
            Pair(pair.left[i], pair.right[j])
            for pair in unseen
            for i, j in pair.candidates.tolist()
        ]
        if not kept.is_file():
            seen = [pair for pair in pairs if pair.fold != fold]
            model = tuned(out / "general.pt", seen, shared, steps=steps, seed=seed)
            np.save(kept, predict(model, texts, tokenizer))
        scores[fold] = np.load(kept)
        gold = np.concatenate([p.gold[tuple(p.candidates.T)] > 0 for p in unseen])
        print(f"fold {fold}, judge alone:", figures(gold, scores[fold][:, 0]), flush=True)
    begin = dict.fromkeys(range(FOLDS), 0)
    found = []
    for pair in pairs:
        end = begin[pair.fold] + len(pair.candidates)
        found.append(scores[pair.fold][begin[pair.fold] : end])
        begin[pair.fold] = end
    np.save(out / "candidates.npy", np.concatenate(found))
    model = tuned(out / "general.pt", pairs, shared, steps=steps * 5 // 4, seed=seed)
    torch.save(model.state_dict(), out / "judge.pt")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stage", choices=["general", "stories"])
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, help="580 for the first stage, 240 for the second")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    stage, steps = (general, 580) if arguments.stage == "general" else (stories, 240)
    stage(arguments.shared, arguments.out, steps=arguments.steps or steps, seed=arguments.seed)


if __name__ == "__main__":
    main()
