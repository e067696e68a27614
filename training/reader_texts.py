"""The texts the reader is trained on: wordpieces with gold tags of who said what, and of names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evaluation.files import read_records
from rashomon.reading.encoding import Encoded, encode

ROLES = ("source", "cue", "content")
NAMES = ("PER", "ORG", "LOC", "MISC")
WORLDWIDE = {
    "Person": "PER",
    "Organization": "ORG",
    "Location": "LOC",
    "Facility": "LOC",
    "NORP": "MISC",
    "Product": "MISC",
    "Misc": "MISC",
}


@dataclass(frozen=True)
class Segment:
    """A run of wordpieces [first, last] with its role and the attributions it belongs to."""

    role: int
    first: int
    last: int
    attribution: int


@dataclass(frozen=True)
class Document:
    """One training text: wordpieces with features, gold tags, and segments."""

    encoded: Encoded
    roles: np.ndarray | None
    names: np.ndarray | None
    segments: tuple[Segment, ...]


def pieces_of(encoded: Encoded, start: int, end: int) -> tuple[int, int] | None:
    """Gives the first and last wordpiece that share a character with [start, end)."""
    first = int(np.searchsorted(encoded.spans[:, 1], start, side="right"))
    last = int(np.searchsorted(encoded.spans[:, 0], end, side="left")) - 1
    return (first, last) if first <= last else None


def tag(tags: np.ndarray, first: int, last: int, kind: int) -> None:
    """Writes B-, I-, I- ... of `kind` (0-based) over an inclusive run."""
    tags[first] = 1 + 2 * kind
    tags[first + 1 : last + 1] = 2 + 2 * kind


def attribution_document(row: dict, text: str, tokenizer) -> Document:
    encoded = encode(text, tokenizer)
    tags = np.zeros(len(encoded.ids), dtype=np.int64)
    segments = []
    for number, attribution in enumerate(row["attributions"]):
        for role, name in enumerate(ROLES):
            for start, end in attribution[name]:
                run = pieces_of(encoded, start, end)
                if run is None or tags[run[0] : run[1] + 1].any():
                    continue
                tag(tags, *run, role)
                segments.append(Segment(role, run[0], run[1], number))
    return Document(encoded, tags, None, tuple(segments))


def names_document(row: dict, kinds: dict[str, str], tokenizer) -> Document:
    encoded = encode(row["text"], tokenizer)
    tags = np.zeros(len(encoded.ids), dtype=np.int64)
    for entity in row["entities"]:
        kind = kinds.get(entity["type"])
        run = pieces_of(encoded, entity["start"], entity["end"])
        if kind is not None and run is not None:
            tag(tags, *run, NAMES.index(kind))
    return Document(encoded, None, tags, ())


STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
SINGLE = str.maketrans({"“": "‘", "”": "’"})


@dataclass(frozen=True)
class Texts:
    """Training texts: attribution in its spellings of quotation marks, and two sets of names."""

    attribution: list[list[Document]]
    conll: list[Document]
    worldwide: list[Document]


def load_texts(shared: Path, tokenizer) -> Texts:
    attribution = []
    for row in read_records(shared / "data/attribution/polnear.train.jsonl.gz"):
        variants = [row["text"], row["text"].translate(STRAIGHT), row["text"].translate(SINGLE)]
        attribution.append([attribution_document(row, text, tokenizer) for text in variants])
    same = {name: name for name in NAMES}
    conll = [
        names_document(row, same, tokenizer)
        for row in read_records(shared / "data/names/conllpp.train.jsonl.gz")
    ]
    worldwide = [
        names_document(row, WORLDWIDE, tokenizer)
        for row in read_records(shared / "data/names/worldwide.train_dev.jsonl.gz")
        if row.get("split") == "train"
    ]
    return Texts(attribution, conll, worldwide)
