"""The texts the reader is trained on: wordpieces with gold tags of who said what, and of names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evaluation.annotated import AnnotatedStory, Said, annotated_texts
from evaluation.files import read_records
from rashomon.reading.encoding import Encoded, encode
from rashomon.reading.tagging import tag as tag_text

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


IGNORE = -100  # stands for a tag that is not known
_OPENING = re.compile(r"(?:\b(?:that|if|whether|how|why)\s+)?[\"“‘']?\Z", re.IGNORECASE)
_CLOSING = re.compile(r"(?:[,.?!]?[\"”’'])?")
_BETWEEN = re.compile(r"[ \t\"“”]*")
_LONGEST_OPENING = 12


def story_document(story: AnnotatedStory, report: str, text: str, tokenizer) -> Document:
    """Gives a report of an annotated story with tags of who said what, without links.

    The readers marked of a cue its head alone, and left out attitudes and deeds that PolNeAR has.
    So cues are as the reader finds them that is shipped now, and what it finds where nothing is
    marked is unknown. Contents go from mark to mark and begin with "that", as in PolNeAR; those
    of neighbouring sentences of one quotation are one.
    """
    encoded = encode(text, tokenizer)
    tags = np.zeros(len(encoded.ids), dtype=np.int64)
    article = next(one for one in story.reports if one.id == report)
    said = [one for one in story.statements if one.sentence[0] == report]
    stating = [article.sentences[int(one.sentence[2:])] for one in said]
    contents = _joined_contents(text, said)
    found = [(one.role, (one.span.start, one.span.end)) for one in tag_text(text).segments]
    for role, span in found:
        if not _touches(span, stating) or (role == "content" and not _touches(span, contents)):
            tags[_run_of(encoded, span)] = IGNORE
    for span in contents:
        tags[_run_of(encoded, span)] = 0
    cues = [span for role, span in found if role == "cue" and _touches(span, stating)]
    marked = [("content", span) for span in contents]
    marked += [("source", one.source) for one in said if one.source]
    marked += [("cue", span) for span in [*cues, *(one.cue for one in said if one.cue)]]
    for role, span in marked:
        run = _run_of(encoded, span)
        if run.stop > run.start and not (tags[run] > 0).any():
            tag(tags, run.start, run.stop - 1, ROLES.index(role))
    return Document(encoded, tags, None, ())


def _run_of(encoded: Encoded, span: tuple[int, int]) -> slice:
    first, last = pieces_of(encoded, *span) or (0, -1)
    return slice(first, last + 1)


def _touches(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _joined_contents(text: str, said: Sequence[Said]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(piece for one in said for piece in one.content):
        opening = _OPENING.search(text[max(0, start - _LONGEST_OPENING) : start])
        closing = _CLOSING.match(text, end)
        start, end = start - len(opening[0]), closing.end()
        if joined and start <= _BETWEEN.match(text, joined[-1][1]).end():
            first, last = joined.pop()
            start, end = first, max(last, end)
        joined.append((start, end))
    return joined


STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
SINGLE = str.maketrans({"“": "‘", "”": "’"})


@dataclass(frozen=True)
class Texts:
    """Training texts: attribution in its spellings of quotation marks, and two sets of names."""

    attribution: list[list[Document]]
    stories: list[Document]
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
    stories = [
        story_document(story, report, text, tokenizer)
        for story, texts in annotated_texts(shared)
        if story.use == "train"
        for report, text in texts.items()
    ]
    return Texts(attribution, stories, conll, worldwide)
