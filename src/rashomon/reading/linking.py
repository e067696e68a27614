"""Joining sources, cues and contents into attributions.

A content goes to its cue, a source to its cue, and a content to its source; each may also go to
none. Among the candidates within reach a small log-linear model decides (training/linking.py),
which weighs what the reader model says of the pair (a biaffine form, Dozat and Manning 2017)
together with distance, sentence and paragraph.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from rashomon import models
from rashomon.reading.quotations import quote_states
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
_SURE = 0.1  # votes from which a source is said to be the source
_SURE_AWAY = 0.7  # the same for a source in another paragraph
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
    quoted: bytes


def layout_of(text: str, sentences: Sequence[Span]) -> Layout:
    """Gives the layout of a text."""
    return Layout(
        text=text,
        sentence_starts=np.array([s.start for s in sentences], dtype=np.int64),
        quoted=quote_states(text),
    )


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """What one segment may be linked to: targets within reach, by index, and "none" last."""

    targets: tuple[int, ...]
    probabilities: Floats

    def best(self) -> int | None:
        """Gives the likeliest target, None where that is "none"."""
        place = int(self.probabilities.argmax())
        return self.targets[place] if place < len(self.targets) else None


def join(text: str, sentences: Sequence[Span], tagged: Tagged) -> tuple[Attribution, ...]:
    """Gives the attributions that the tagged segments make up, in order of their contents."""
    contents = [s for s in tagged.segments if s.role == "content"]
    if not contents:
        return ()
    cues = [s for s in tagged.segments if s.role == "cue"]
    sources = [s for s in tagged.segments if s.role == "source"]
    layout = layout_of(text, sentences)
    content_cue = _choices(0, layout, tagged.ends, contents, cues)
    source_cue = _choices(1, layout, tagged.ends, sources, cues)
    content_source = _choices(2, layout, tagged.ends, contents, sources)
    of_cue: dict[int, dict[int, float]] = {}
    for source, choice in enumerate(source_cue):
        for target, chance in zip(choice.targets, choice.probabilities, strict=False):
            of_cue.setdefault(target, {})[source] = float(chance)
    groups: dict[int, list[int]] = {}
    for i, choice in enumerate(content_cue):
        best = choice.best()
        groups.setdefault(best if best is not None else -1 - i, []).append(i)
    found = []
    for key, members in groups.items():
        votes = dict(of_cue.get(key, {}))
        said: dict[int, float] = {}
        for i in members:
            choice = content_source[i]
            for target, chance in zip(choice.targets, choice.probabilities, strict=False):
                said[target] = max(said.get(target, 0.0), float(chance))
        for target, chance in said.items():
            votes[target] = votes.get(target, 0.0) + chance
        content = tuple(contents[i] for i in members)
        found.append(
            Attribution(
                content=content,
                cue=cues[key] if key >= 0 else None,
                source=_clearest(layout, content, sources, votes),
                link_probability=min(float(content_cue[i].probabilities.max()) for i in members),
            )
        )
    return tuple(sorted(found, key=lambda a: (a.content[0].first, a.content[0].last)))


def _clearest(
    layout: Layout,
    content: Sequence[Segment],
    sources: Sequence[Segment],
    votes: Mapping[int, float],
) -> Segment | None:
    """Gives the source with most votes, if they suffice; in another paragraph they seldom do."""
    best = max(votes, key=lambda target: (votes[target], -target), default=None)
    if best is None:
        return None
    source = sources[best]
    low, high = sorted((source.span, content[0].span))
    away = "\n" in layout.text[low.end : high.start]
    return source if votes[best] >= (_SURE_AWAY if away else _SURE) else None


def _choices(
    kind: int, layout: Layout, ends: Floats, children: Sequence[Segment], targets: Sequence[Segment]
) -> list[Choice]:
    weights = _link_weights().weights[kind]
    found = []
    for child in children:
        near = in_reach(child, targets)
        described = features(kind, layout, ends, child, [targets[j] for j in near])
        scores = log_softmax((described @ weights)[None])[0]
        found.append(Choice(targets=tuple(near), probabilities=np.exp(scores)))
    return found


def in_reach(child: Segment, targets: Sequence[Segment]) -> list[int]:
    """Gives the targets, by index, that are candidates for a child. `targets` are in order."""
    start = bisect_left(targets, child.first - 2 * REACH, key=lambda t: t.first)
    found = []
    for j in range(start, len(targets)):
        if targets[j].first > child.last + REACH:
            break
        if _gap(child, targets[j]) <= REACH:
            found.append(j)
    return found


def features(
    kind: int, layout: Layout, ends: Floats, child: Segment, targets: Sequence[Segment]
) -> Floats:
    """Gives (targets + 1) x features for one child and the targets in its reach; "none" is last."""
    out = np.zeros((len(targets) + 1, FEATURES), dtype=np.float32)
    out[:, 0] = biaffine(kind, ends, child, targets)
    home = _sentences(layout, child)
    for j, target in enumerate(targets):
        out[j, 1:9] = _pair(layout, child, home, target, _sentences(layout, target), targets)
    out[-1, 9] = 1.0
    out[-1, 10] = float(not out[:-1, 1].any())
    out[-1, 11] = float(_is_quoted(layout, child))
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


def biaffine(kind: int, ends: Floats, child: Segment, targets: Sequence[Segment]) -> Floats:
    """Gives targets + 1 log probabilities as the reader model has them; "none" is last."""
    weights = _link_weights()
    part = ends.reshape(len(ends), 4, weights.none.shape[1])
    own = np.tanh(part[child.first, 0] + part[child.last, 1])
    scores = np.empty(len(targets) + 1, dtype=np.float32)
    scores[-1] = own @ weights.none[kind] + weights.none_bias[kind]
    if targets:
        other = np.tanh(part[[t.first for t in targets], 2] + part[[t.last for t in targets], 3])
        classes = [distance_class(child, t) for t in targets]
        scores[:-1] = other @ (weights.bilinear[kind].T @ own + weights.target[kind])
        scores[:-1] += weights.distance[kind][classes]
    held: Floats = np.maximum(log_softmax(scores[None])[0], -12.0)
    return held
