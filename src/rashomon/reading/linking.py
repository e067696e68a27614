"""Joining sources, cues and contents into attributions.

A content goes to its cue, a source to its cue, and a content to its source; each may also go to
none. Among the candidates within reach a small log-linear model decides (training/linking.py),
which weighs what the reader model says of the pair (a biaffine form, Dozat and Manning 2017)
together with distance, sentence and paragraph.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from rashomon import models
from rashomon.reading.encoding import quote_states
from rashomon.reading.tagging import Floats, Role, Segment, Tagged, log_softmax
from rashomon.report import Span

# (child, target) of the three links, in the order of the reader model's weights.
LINKS: tuple[tuple[Role, Role], ...] = (
    ("content", "cue"),
    ("source", "cue"),
    ("content", "source"),
)
REACH = 120  # wordpieces between the two ends of a link
DISTANCES = 16  # classes of distance on either side
_SURE = 0.1  # probability from which a source is said to be the source
FEATURES = 12  # how many figures describe a pair


class Attribution(msgspec.Struct, frozen=True, kw_only=True):
    """Content with its cue and source, as far as they were found."""

    content: tuple[Segment, ...]
    cue: Segment | None
    source: Segment | None
    link_probability: float


class LinkWeights(msgspec.Struct, frozen=True, kw_only=True):
    """What a link is scored with: the reader model's biaffine form, and the weights on top."""

    bilinear: Any
    target: Any
    distance: Any
    none: Any
    none_bias: Any
    weights: Any


@lru_cache(maxsize=1)
def _link_weights() -> LinkWeights:
    with np.load(models.model_path("reader-links.npz")) as stored:
        return LinkWeights(**{key: stored[key].astype(np.float32) for key in stored.files})


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """What linking needs of the text: where sentences and paragraphs end, what is quoted."""

    text: str
    sentence_starts: NDArray[np.int64]
    quoted: bytearray


def layout_of(text: str, sentences: Sequence[Span]) -> Layout:
    """Gives the layout of a text."""
    return Layout(
        text=text,
        sentence_starts=np.array([s.start for s in sentences], dtype=np.int64),
        quoted=quote_states(text),
    )


def join(text: str, sentences: Sequence[Span], tagged: Tagged) -> tuple[Attribution, ...]:
    """Gives the attributions that the tagged segments make up, in order of their contents."""
    contents = [s for s in tagged.segments if s.role == "content"]
    if not contents:
        return ()
    cues = [s for s in tagged.segments if s.role == "cue"]
    sources = [s for s in tagged.segments if s.role == "source"]
    layout = layout_of(text, sentences)
    content_cue = _probabilities(0, layout, tagged.ends, contents, cues)
    source_cue = _probabilities(1, layout, tagged.ends, sources, cues)
    content_source = _probabilities(2, layout, tagged.ends, contents, sources)
    groups: dict[int, list[int]] = {}
    for i in range(len(contents)):
        best = int(content_cue[i].argmax())
        groups.setdefault(best if best < len(cues) else -1 - i, []).append(i)
    found = []
    for key, members in groups.items():
        votes = np.max([content_source[i, :-1] for i in members], axis=0, initial=0.0)
        if key >= 0:
            votes = votes + source_cue[:, key]
        found.append(
            Attribution(
                content=tuple(contents[i] for i in members),
                cue=cues[key] if key >= 0 else None,
                source=_clearest(sources, votes),
                link_probability=min(float(content_cue[i].max()) for i in members),
            )
        )
    return tuple(sorted(found, key=lambda a: (a.content[0].first, a.content[0].last)))


def _clearest(sources: Sequence[Segment], votes: NDArray[Any]) -> Segment | None:
    if not sources:
        return None
    best = int(votes.argmax())
    return sources[best] if votes[best] >= _SURE else None


def _probabilities(
    kind: int, layout: Layout, ends: Floats, children: Sequence[Segment], targets: Sequence[Segment]
) -> Floats:
    """Gives children x (targets + 1) probabilities; the last column is "none"."""
    if not children:
        return np.zeros((0, len(targets) + 1), dtype=np.float32)
    described = features(kind, layout, ends, children, targets)
    scores = described @ _link_weights().weights[kind]
    scores[~in_reach(children, targets)] = -1e9
    return np.exp(log_softmax(scores))


def in_reach(children: Sequence[Segment], targets: Sequence[Segment]) -> NDArray[np.bool_]:
    """Says which targets, and always "none", are candidates for each child."""
    near = [[_gap(c, t) <= REACH for t in targets] + [True] for c in children]
    return np.array(near, dtype=np.bool_).reshape(len(children), len(targets) + 1)


def features(
    kind: int, layout: Layout, ends: Floats, children: Sequence[Segment], targets: Sequence[Segment]
) -> Floats:
    """Gives children x (targets + 1) x features; the last row of each child is "none"."""
    model = biaffine(kind, ends, children, targets)
    out = np.zeros((len(children), len(targets) + 1, FEATURES), dtype=np.float32)
    out[:, :, 0] = model
    homes = [_sentences(layout, target) for target in targets]
    for i, child in enumerate(children):
        home = _sentences(layout, child)
        alone = 1.0
        for j, target in enumerate(targets):
            out[i, j, 1:9] = _pair(layout, child, home, target, homes[j], targets)
            alone = 0.0 if out[i, j, 1] else alone
        out[i, -1, 9] = 1.0
        out[i, -1, 10] = alone
        out[i, -1, 11] = float(_is_quoted(layout, child))
    return out


def _pair(
    layout: Layout,
    child: Segment,
    home: tuple[int, int],
    target: Segment,
    other: tuple[int, int],
    targets: Sequence[Segment],
) -> tuple[float, ...]:
    apart = max(0, other[0] - home[1], home[0] - other[1])
    gap = _gap(child, target)
    low, high = sorted((child.span, target.span))
    between = layout.text[low.end : high.start]
    before = target.first < child.first
    inner = sum(
        1
        for t in targets
        if t is not target and low.end <= t.span.start and t.span.end <= high.start
    )
    return (
        float(apart == 0),
        float(min(apart, 3)),
        float("\n" in between),
        math.log(gap),
        float(gap <= 2),
        float(before and apart == 0),
        float(before and apart > 0),
        float(min(inner, 3)),
    )


def _sentences(layout: Layout, segment: Segment) -> tuple[int, int]:
    """Gives the first and last sentence that a segment touches, by number."""
    first = int(np.searchsorted(layout.sentence_starts, segment.span.start, side="right")) - 1
    last = int(np.searchsorted(layout.sentence_starts, segment.span.end - 1, side="right")) - 1
    return first, max(first, last)


def _is_quoted(layout: Layout, segment: Segment) -> bool:
    inside = layout.quoted[segment.span.start : segment.span.end]
    return bool(inside) and sum(1 for state in inside if state) >= 0.9 * len(inside)


def _gap(one: Segment, other: Segment) -> int:
    return max(1, one.first - other.last, other.first - one.last)


def distance_class(child: Segment, target: Segment) -> int:
    """Gives the signed, logarithmic distance class between two segments."""
    side = DISTANCES if target.first > child.last else 0
    gap = max(1, target.first - child.last if side else child.first - target.last)
    return side + min(DISTANCES - 1, gap - 1 if gap <= 8 else 5 + int(math.log2(gap)))


def biaffine(
    kind: int, ends: Floats, children: Sequence[Segment], targets: Sequence[Segment]
) -> Floats:
    """Gives children x (targets + 1) log probabilities as the reader model has them."""
    weights = _link_weights()
    part = ends.reshape(len(ends), 4, weights.none.shape[1])
    child = np.tanh(part[[c.first for c in children], 0] + part[[c.last for c in children], 1])
    scores = np.full((len(children), len(targets) + 1), -1e4, dtype=np.float32)
    scores[:, -1] = child @ weights.none[kind] + weights.none_bias[kind]
    if targets:
        target = np.tanh(part[[t.first for t in targets], 2] + part[[t.last for t in targets], 3])
        pairs = child @ weights.bilinear[kind] @ target.T + target @ weights.target[kind]
        classes = np.array([[distance_class(c, t) for t in targets] for c in children])
        near = in_reach(children, targets)[:, :-1]
        scores[:, :-1] = np.where(near, pairs + weights.distance[kind][classes], -1e4)
    return np.maximum(log_softmax(scores), -12.0)
