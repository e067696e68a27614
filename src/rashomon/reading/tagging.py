"""The reader model: wordpieces to tags, tags to names and segments.

The model (training/reader.py) gives for each wordpiece the scores of seven attribution tags
(outside; begin and inside of source, cue, content), nine name tags, and vectors from which
the link between two segments is scored (see `linking`). Decoding is Viterbi with the hard
constraint that "inside" follows "begin" or "inside" of the same kind (Ramshaw and Marcus 1995).
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from rashomon import models
from rashomon.reading.agreement import Vote, agreed_kinds, kind_scores
from rashomon.reading.encoding import QUOTE_STATES, Encoded, Integers, encode
from rashomon.reading.windows import windows
from rashomon.report import Span

Floats = NDArray[np.float32]

Role = Literal["source", "cue", "content"]
NameKind = Literal["person", "organization", "place", "other"]

ROLES: tuple[Role, ...] = ("source", "cue", "content")
NAME_KINDS: tuple[NameKind, ...] = ("person", "organization", "place", "other")

# As long as in training: shorter windows cost hardly less and lose a point of direct quotations,
# longer ones read much worse.
WINDOW = 190
OVERLAP = 40
# "Tamsin-based" names Tamsin.
_DESCRIBED = re.compile(
    r"(?<=\w)\s?[-‑–]\s?(?:affiliated|aligned|area|backed|based|born|bound|controlled|educated|era|"
    r"funded|held|led|listed|made|occupied|owned|registered|run|style|trained|wide)\b"
)


class Segment(msgspec.Struct, frozen=True, kw_only=True):
    """A run of wordpieces [first, last] that the model tagged alike, with its code points."""

    role: Role
    first: int
    last: int
    span: Span
    probability: float


class Name(msgspec.Struct, frozen=True, kw_only=True):
    """A proper name as it stands in the text."""

    kind: NameKind
    span: Span
    probability: float


class Tagged(msgspec.Struct, frozen=True, kw_only=True):
    """All that the model says of one text. `ends` are vectors from which links are scored."""

    names: tuple[Name, ...]
    segments: tuple[Segment, ...]
    ends: Floats


def tag(text: str, sentences: Sequence[Span]) -> Tagged:
    """Gives the names of `text`, and its sources, cues and contents, not yet joined.

    `sentences` are those of the text; a long text is read in windows that begin with one.
    Raises RashomonError R901 where the shipped model is missing.
    """
    encoded = encode(text, models.tokenizer())
    if not len(encoded.ids):
        return Tagged(names=(), segments=(), ends=np.zeros((0, 0), dtype=np.float32))
    begins = np.searchsorted(encoded.spans[:, 0], [sentence.start for sentence in sentences])
    role_scores, name_scores, ends = _run(encoded, begins.tolist())
    return Tagged(
        names=_names(text, encoded, name_scores),
        segments=tuple(_role_segments(encoded, role_scores)),
        ends=ends,
    )


def _run(encoded: Encoded, begins: Sequence[int]) -> tuple[Floats, Floats, Floats]:
    """Gives log probabilities of roles and names, and link vectors, per wordpiece."""
    session = models.session("reader")
    parts: list[list[Floats]] = [[], [], []]
    count = len(encoded.ids)
    for window in windows(count, sentences=begins, size=WINDOW, overlap=OVERLAP):
        outputs = session.run(None, _inputs(encoded, window.start, window.end))
        inner = slice(window.first - window.start + 1, window.last - window.start + 1)
        for part, output in zip(parts, outputs, strict=True):
            part.append(output[0, inner])
    roles, names, ends = (np.concatenate(part) for part in parts)
    return log_softmax(roles), log_softmax(names), ends


def _inputs(encoded: Encoded, start: int, end: int) -> dict[str, Integers]:
    def row(values: Integers, first: int, last: int) -> Integers:
        return np.concatenate([[first], values[start:end], [last]])[None].astype(np.int64)

    return {
        "ids": row(encoded.ids, models.CLS, models.SEP),
        "shapes": row(encoded.shapes, 0, 0),
        "quotes": row(encoded.quotes, 0, 0),
        "starts": row(encoded.starts, 0, 0),
    }


def log_softmax(scores: Floats) -> Floats:
    """Gives log probabilities, row by row."""
    shifted = scores - scores.max(axis=1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return result


def viterbi(scores: Floats, *, breaks: Sequence[int] = ()) -> Integers:
    """Gives the best tag sequence in which no "inside" stands without its "begin".

    Tags are 0 for outside, then begin and inside of each kind. `breaks` are wordpieces before
    which a segment must end.
    """
    # Plain lists: a step has too few tags for an array to be worth its making.
    first, *rows = scores.tolist()
    begins = range(1, len(first), 2)
    broken = frozenset(breaks)
    best = [-math.inf if tag and tag % 2 == 0 else score for tag, score in enumerate(first)]
    came: list[list[int]] = []
    for i, row in enumerate(rows, start=1):
        highest = max(best)
        before = best.index(highest)
        reached, origin = [highest + row[0]], [before]
        for begin in begins:
            inside = begin + 1
            held = begin if best[begin] >= best[inside] else inside
            reached += (
                highest + row[begin],
                -math.inf if i in broken else best[held] + row[inside],
            )
            origin += (before, held)
        best = reached
        came.append(origin)
    path = [best.index(max(best))]
    for origin in reversed(came):
        path.append(origin[path[-1]])
    return np.array(path[::-1], dtype=np.int64)


def _runs(path: Integers) -> list[tuple[int, int, int]]:
    """Gives (kind, first, last) of each segment of a tag sequence."""
    runs: list[tuple[int, int, int]] = []
    for i, value in enumerate(path.tolist()):
        if value % 2 == 1:
            runs.append(((value - 1) // 2, i, i))
        elif value and runs:
            kind, first, _ = runs[-1]
            runs[-1] = (kind, first, i)
    return runs


def _probability(scores: Floats, path: Integers, first: int, last: int) -> float:
    """Gives the geometric mean of the tags' probabilities over a segment."""
    rows = np.arange(first, last + 1)
    return float(np.exp(scores[rows, path[rows]].mean()))


def _role_segments(encoded: Encoded, scores: Floats) -> list[Segment]:
    path = viterbi(scores, breaks=_paragraphs_outside_quotation(encoded))
    return [
        Segment(
            role=ROLES[kind],
            first=first,
            last=last,
            span=Span(int(encoded.spans[first, 0]), int(encoded.spans[last, 1])),
            probability=_probability(scores, path, first, last),
        )
        for kind, first, last in _runs(path)
    ]


def _paragraphs_outside_quotation(encoded: Encoded) -> list[int]:
    """Gives the wordpieces that begin a paragraph where no quotation goes on.

    Only quoted words go on from one paragraph to the next; a caption does not.
    """
    outside = encoded.quotes == QUOTE_STATES.index("outside")
    return [
        place
        for place in np.flatnonzero(encoded.starts).tolist()
        if place and outside[place] and outside[place - 1]
    ]


def _names(text: str, encoded: Encoded, scores: Floats) -> tuple[Name, ...]:
    """Gives the names of a text; one name is of one kind wherever it stands."""
    names = _names_apart(text, encoded, scores)
    votes = [
        Vote(
            words=text[name.span.start : name.span.end],
            kinds=kind_scores(scores, *_pieces(encoded, name.span)),
        )
        for name in names
    ]
    return tuple(
        name
        if NAME_KINDS[kind] == name.kind
        else msgspec.structs.replace(name, kind=NAME_KINDS[kind])
        for name, kind in zip(names, agreed_kinds(votes), strict=True)
    )


def _pieces(encoded: Encoded, span: Span) -> tuple[int, int]:
    """Gives the first and last wordpiece of a span."""
    first = int(np.searchsorted(encoded.spans[:, 1], span.start, side="right"))
    last = int(np.searchsorted(encoded.spans[:, 0], span.end, side="left")) - 1
    return first, last


def _names_apart(text: str, encoded: Encoded, scores: Floats) -> list[Name]:
    """Gives the names as the model tags each alone."""
    path = viterbi(scores, breaks=np.flatnonzero(encoded.starts).tolist())
    names: list[Name] = []
    for kind, first, last in _runs(path):
        first, last = _whole_words(text, encoded, first, last)
        span = Span(int(encoded.spans[first, 0]), int(encoded.spans[last, 1]))
        described = _DESCRIBED.search(text, span.start, span.end)
        if described is not None and described.end() == span.end:
            span = Span(span.start, described.start())
        if names and names[-1].span.overlaps(span):
            continue
        if text[span.start : span.end].islower():
            continue  # news writes names with capitals
        if names and _goes_on(text, names[-1], NAME_KINDS[kind], span):
            # "John" and "A. Boehner" side by side are one person's name that was cut.
            span = Span(names.pop().span.start, span.end)
        names.append(
            Name(
                kind=NAME_KINDS[kind],
                span=span,
                probability=_probability(scores, path, first, last),
            )
        )
    return names


def _goes_on(text: str, before: Name, kind: NameKind, span: Span) -> bool:
    return before.kind == kind == "person" and text[before.span.end : span.start] == " "


def _whole_words(text: str, encoded: Encoded, first: int, last: int) -> tuple[int, int]:
    """Widens a run so that it does not begin or end inside a word."""
    spans = encoded.spans
    while first > 0 and spans[first - 1, 1] == spans[first, 0] and _word(text, spans[first]):
        if not _word(text, spans[first - 1]):
            break
        first -= 1
    while last + 1 < len(spans) and spans[last + 1, 0] == spans[last, 1]:
        if not (_word(text, spans[last + 1]) and _word(text, spans[last])):
            break
        last += 1
    return first, last


def _word(text: str, span: Integers) -> bool:
    return text[int(span[0]) : int(span[1])].isalnum()
