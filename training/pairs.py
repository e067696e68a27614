"""Training pairs for the judge: two sentences and what they have to do with each other.

Link material (does the pair share a specific assertion?): ECB+ with strict labels (two shared
cross-document action chains make a link, one leaves the pair out, none refuses it), QA-ALIGN,
SuperPAL, the paraphrases of MSRP, headline STS, and annotated stories. Three-way material
(entailment, neutral, contradiction): MNLI, SNLI, SICK, and the part of RTE-3 dev not held out.
"""

from __future__ import annotations

import gzip
import hashlib
import itertools
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

THREE_WAY = ("entailment", "neutral", "contradiction")
RELATIONS = ("same", "partial", "conflict")


@dataclass(frozen=True)
class Pair:
    """Two texts; `link` 0 or 1, `relation` and `entailment` an index, None where unknown."""

    one: str
    two: str
    link: int | None = None
    relation: int | None = None
    entailment: int | None = None


def rows(path: Path) -> Iterator[dict]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def held_out(key: str, *, share: float = 0.3) -> bool:
    """Says whether a text belongs to the held-out part: by its hash, so always the same."""
    return int(hashlib.sha256(key.encode()).hexdigest()[:8], 16) / 16**8 < share


def ecb_pairs(data: Path, rng: random.Random) -> list[Pair]:
    subtopics: dict[tuple[str, str], list[dict]] = {}
    for row in rows(data / "events/ecbplus.topics1-35.jsonl.gz"):
        subtopics.setdefault((row["topic"], row["subtopic"]), []).append(row)
    positive, negative = [], []
    for documents in subtopics.values():
        for one, two in itertools.combinations(documents, 2):
            for (a, chains_a), (b, chains_b) in itertools.product(_validated(one), _validated(two)):
                shared = len(chains_a & chains_b)
                if shared >= 2:
                    positive.append(Pair(a, b, link=1))
                elif shared == 0:
                    negative.append(Pair(a, b, link=0))
    across = []
    for topic in {topic for topic, _ in subtopics}:
        sides = [v for (t, _), v in sorted(subtopics.items()) if t == topic]
        if len(sides) == 2:
            for one, two in itertools.product(*sides):
                across.extend(
                    Pair(a, b, link=0)
                    for (a, _), (b, _) in itertools.product(_validated(one), _validated(two))
                )
    rng.shuffle(positive), rng.shuffle(negative), rng.shuffle(across)
    return positive[:2600] + negative[:2000] + across[:1200]


@dataclass(frozen=True, eq=False)
class Group:
    """Sentences of one subtopic, and for each two 1 (link), 0 (none) or -1 (not known)."""

    texts: tuple[str, ...]
    gold: np.ndarray


def ecb_groups(data: Path, rng: random.Random, *, largest: int = 26) -> list[Group]:
    """Gives ECB+ by topic, under the labels of `ecb_pairs`; sentences of one text are not known."""
    topics: dict[str, list[tuple[str, str, str, set[str]]]] = {}
    for row in rows(data / "events/ecbplus.topics1-35.jsonl.gz"):
        for text, chains in _validated(row):
            topics.setdefault(row["topic"], []).append((row["subtopic"], row["doc"], text, chains))
    groups = []
    for sentences in topics.values():
        order = sorted(sentences, key=lambda row: (row[0], rng.random()))
        for start in range(0, len(order), largest):
            chosen = order[start : start + largest]
            gold = np.array([[_ecb_label(one, two) for two in chosen] for one in chosen])
            if len(chosen) >= 6 and (gold == 1).any():
                groups.append(Group(tuple(row[2] for row in chosen), gold))
    return groups


def _ecb_label(one: tuple[str, str, str, set[str]], two: tuple[str, str, str, set[str]]) -> int:
    if one[1] == two[1]:
        return -1
    shared = len(one[3] & two[3])
    return 1 if shared >= 2 else -1 if shared else 0


def _validated(row: dict) -> list[tuple[str, set[str]]]:
    found = []
    for number in row["validated_sentences"]:
        start, end = row["sentences"][number]
        chains = {
            mention["chain"]
            for mention in row["mentions"]
            if mention["sentence"] == number
            and mention["kind"] == "action"
            and not (mention["chain"] or "intra").startswith("intra")
        }
        if end - start >= 20:
            found.append((row["text"][start:end], chains))
    return found


def alignment_pairs(data: Path, rng: random.Random) -> list[Pair]:
    pairs = [
        Pair(row["text1"], row["text2"], link=int(bool(row["alignments"])))
        for row in rows(data / "alignment/qa_align.dev.jsonl.gz")
    ]
    palm = list(rows(data / "alignment/superpal_mn.dev.jsonl.gz"))
    pairs += [Pair(r["summary_sentence"], r["document_sentence"], link=1) for r in palm]
    aligned = {(r["summary_sentence"], r["document_sentence"]) for r in palm}
    for row in palm:
        others = [r["document_sentence"] for r in palm if r["topic"] == row["topic"]]
        other = rng.choice(others)
        if (row["summary_sentence"], other) not in aligned:
            pairs.append(Pair(row["summary_sentence"], other, link=0))
    pairs *= 2
    msrp = [
        Pair(row["text1"], row["text2"], link=1)
        for row in rows(data / "alignment/msrp.train_dev.jsonl.gz")
        if row["paraphrase"] == 1
    ]
    rng.shuffle(msrp)
    pairs += msrp[:1800]
    sts = [
        Pair(row["text1"], row["text2"], link=int(row["score"] >= 3))
        for row in rows(data / "alignment/sts_news.jsonl.gz")
        if row["score"] >= 3 or row["score"] <= 1.4
    ]
    rng.shuffle(sts)
    return pairs + sts[:1500]


def entailment_pairs(data: Path, rng: random.Random) -> list[Pair]:
    def pair(row: dict) -> Pair:
        return Pair(row["premise"], row["hypothesis"], entailment=THREE_WAY.index(row["label"]))

    general = [
        pair(row)
        for row in rows(data / "inference/nli.jsonl.gz")
        if row["label"] in THREE_WAY and len(row["premise"]) + len(row["hypothesis"]) < 600
    ]
    rng.shuffle(general)
    rte = [
        pair(row)
        for row in rows(data / "inference/rte3.dev.jsonl.gz")
        if not held_out(row["premise"])
    ]
    return general + rte * 4
