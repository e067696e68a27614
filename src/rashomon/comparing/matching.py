"""Which sentences of two reports share a specific assertion.

Features of every pair (the vectors of its words above all) find candidates; a small scorer
weighs them and gives a calibrated probability. Only the two readings enter, so a further
report changes nothing between two others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast, get_args

import msgspec
import numpy as np
from numpy.typing import NDArray

from rashomon.comparing.features import Matrix, Side, features
from rashomon.comparing.pair import Link, LinkRelation
from rashomon.comparing.scoring import MatchingModel, matching_model
from rashomon.comparing.vectors import Sentence, views
from rashomon.reading.reading import Reading
from rashomon.report import Report, Span, ZoneKind

# Probability from which a link is worth showing, and from which it is shown as sure.
SHOWN = 0.4
SURE = 0.85

Flags = NDArray[np.bool_]
Places = NDArray[np.int64]
"""Pairs of sentences, one a row: the row and the column of each."""

_LEAST = 0.1  # weaker links are not reported at all
_MATCHED: tuple[ZoneKind, ...] = ("title", "lead", "body")
_FURNITURE: tuple[ZoneKind, ...] = ("dateline", "byline", "credit")
_TWIN_WORDS = 4  # identical sentences at least this long assert the same, whatever the scores
_TWIN = 0.995


def match(left: Reading, right: Reading) -> tuple[Link, ...]:
    """Gives the pairs of sentences that share a specific assertion, in order of sentence.

    Links index `Reading.sentences`. Links from `SHOWN` on are more likely right than not or
    nearly so; below it down to 0.1 they are given so that a reader may lower the bar.
    `match(right, left)` is the mirror image. Two reports with the same text match sentence by
    sentence. Raises RashomonError R901 where a model file is missing.
    """
    if left.report.sha256 == right.report.sha256 and left.sentences == right.sentences:
        return _twins(left)
    if left.report.sha256 > right.report.sha256:
        mirrored = (_mirror(link) for link in _match(right, left))
        return tuple(sorted(mirrored, key=lambda link: (link.left, link.right)))
    return _match(left, right)


def matched_sentences(reading: Reading) -> dict[int, Span]:
    """Gives the sentences that make assertions, by number, each without a dateline before it."""
    spans = {
        number: _without_furniture(reading.report, span)
        for number, span in enumerate(reading.sentences)
    }
    return {
        number: span
        for number, span in spans.items()
        if span.start < span.end and reading.report.zone_kind(span) in _MATCHED
    }


def _without_furniture(report: Report, sentence: Span) -> Span:
    start = sentence.start
    for zone in report.zones:
        if zone.kind in _FURNITURE and zone.start <= start < zone.end:
            start = zone.end
            while start < sentence.end and not report.text[start].isalnum():
                if report.text[start] in "\"“‘'(":
                    break
                start += 1
    return Span(min(start, sentence.end), sentence.end)


def _twins(reading: Reading) -> tuple[Link, ...]:
    return tuple(
        Link(left=number, right=number, relation="same", probability=1.0)
        for number in matched_sentences(reading)
    )


def _mirror(link: Link) -> Link:
    return msgspec.structs.replace(link, left=link.right, right=link.left)


def side_of(
    reading: Reading, *, read: Callable[[tuple[str, ...]], tuple[Sentence, ...]] = views
) -> tuple[tuple[int, ...], Side]:
    """Gives the numbers of a reading's matched sentences, and the sentences ready to compare.

    `read` turns their texts into sentences with vectors; training puts its own models there.
    """
    spans = matched_sentences(reading)
    report = reading.report
    side = Side(
        sentences=read(tuple(report.show(span) for span in spans.values())),
        title=tuple(report.zone_kind(span) == "title" for span in spans.values()),
    )
    return tuple(spans), side


def _match(left: Reading, right: Reading) -> tuple[Link, ...]:
    numbers_one, one = side_of(left)
    numbers_two, two = side_of(right)
    if not numbers_one or not numbers_two:
        return ()
    model = matching_model()
    cheap = features(one, two, idf=model.idf)
    twins = _identical(one, two)
    near = candidate_scores(cheap, model) >= model.candidate_from
    places = np.argwhere(near | twins)
    if not len(places):
        return ()
    probability = model.final.probability(columns(cheap, places, model.final.features))
    relation = model.relation.choose(columns(cheap, places, model.relation.features))
    return tuple(
        _link(numbers_one[i], numbers_two[j], found, kind, twin=bool(twins[i, j]))
        for (i, j), found, kind in zip(places.tolist(), probability, relation, strict=True)
        if found >= _LEAST or twins[i, j]
    )


def _link(left: int, right: int, probability: float, relation: str, *, twin: bool) -> Link:
    assert relation in get_args(LinkRelation)
    return Link(
        left=left,
        right=right,
        relation="same" if twin else cast("LinkRelation", relation),
        probability=round(max(float(probability), _TWIN if twin else 0.0), 4),
    )


def _identical(left: Side, right: Side) -> Flags:
    """Marks pairs of the same words; letter case and punctuation may differ."""
    one, two = _wordings(left), _wordings(right)
    return np.array([[len(a) >= _TWIN_WORDS and a == b for b in two] for a in one])


def _wordings(side: Side) -> list[list[str]]:
    return [
        [sentence.text[span.start : span.end].casefold() for span in sentence.spans]
        for sentence in side.sentences
    ]


def candidate_scores(cheap: dict[str, Matrix], model: MatchingModel) -> Matrix:
    """Gives how promising each pair is, from the cheap features alone."""
    shape = cheap["cosine"].shape
    places = np.argwhere(np.ones(shape, dtype=bool))
    scores = model.candidate.probability(columns(cheap, places, model.candidate.features))
    return scores.reshape(shape)


def columns(found: dict[str, Matrix], places: Places, names: Sequence[str]) -> Matrix:
    """Gives one row a pair and one column a feature."""
    return np.column_stack([found[name][places[:, 0], places[:, 1]] for name in names])
