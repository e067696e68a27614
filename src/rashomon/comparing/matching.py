"""Which sentences of two reports share a specific assertion.

The words of two sentences meet by their vectors (`vectors`), what they share is measured
(`features`), and a small trained scorer gives a calibrated probability (`scoring`); where that
leaves a link in doubt, a model reads both sentences together (`together`). Only the two readings
enter, so a further report changes nothing between two others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from rashomon.comparing.features import Matrix, Side, features
from rashomon.comparing.pair import Link
from rashomon.comparing.parts import counting_words, shared_part
from rashomon.comparing.scoring import Scorer, matching_model
from rashomon.comparing.side_words import side_words
from rashomon.comparing.together import looked_again
from rashomon.comparing.vectors import Sentence, views
from rashomon.reading.language import is_read
from rashomon.reading.reading import Reading
from rashomon.report import Report, Span, ZoneKind

# Measured on training stories by scorers that had not seen them (docs/matching.md).
SHOWN = 0.3
SURE = 0.83

Flags = NDArray[np.bool_]
Places = NDArray[np.int64]
"""Pairs of sentences, one a row: the row and the column of each."""

_LEAST = 0.1  # weaker links are not reported at all
_MATCHED: tuple[ZoneKind, ...] = ("title", "lead", "body")
_FURNITURE: tuple[ZoneKind, ...] = ("dateline", "byline", "credit")
_TWIN_WORDS = 4  # identical sentences at least this long assert the same, whatever the scores
_TWIN = 0.995


def match(left: Reading, right: Reading, *, look_again: bool = True) -> tuple[Link, ...]:
    """Gives the pairs of sentences that share a specific assertion, in order of sentence.

    Links index `Reading.sentences`; their probabilities are calibrated. From `SHOWN` on, what is
    found and what is missed are in balance; from `SURE` on, 93 of 100 are right. Weaker links
    are given down to 0.1, so that a reader may lower the bar without matching again.
    `look_again` says whether a model reads both sentences of a link in doubt (`together`).
    `match(right, left)` is the mirror image. Two reports with the same text match sentence by
    sentence; in a language that is not read only the same words match.
    Raises RashomonError R901 where a model file is missing.
    """
    if left.report.sha256 == right.report.sha256 and left.sentences == right.sentences:
        return _twins(left)
    if left.report.sha256 > right.report.sha256:
        mirrored = (_mirror(link) for link in _match(right, left, look_again))
        return tuple(sorted(mirrored, key=lambda link: (link.left, link.right)))
    return _match(left, right, look_again)


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
    return msgspec.structs.replace(
        link,
        left=link.right,
        right=link.left,
        left_part=link.right_part,
        right_part=link.left_part,
    )


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


def _match(left: Reading, right: Reading, look_again: bool) -> tuple[Link, ...]:
    numbers_one, one = side_of(left)
    numbers_two, two = side_of(right)
    if not numbers_one or not numbers_two:
        return ()
    model = matching_model()
    found = features(one, two, idf=model.idf)
    twins = _identical(one, two)
    probability = np.where(twins, _TWIN, 0.0)
    if is_read(left.report) and is_read(right.report):
        probability = np.where(twins, _TWIN, _probabilities(found, model.link))
        if look_again:
            probability = looked_again(
                probability, one.sentences, two.sentences, model=model.together
            )
    places = np.argwhere(probability >= _LEAST)
    relations = model.relation.choose(columns(found, places, model.relation.features))
    links = []
    for (i, j), relation in zip(places.tolist(), relations, strict=True):
        chance = float(probability[i, j])
        whole = twins[i, j] or chance < SHOWN
        ends = one.sentences[i], two.sentences[j]
        links.append(
            Link(
                left=numbers_one[i],
                right=numbers_two[j],
                relation="same" if twins[i, j] else relation,
                probability=round(chance, 4),
                left_part=None if whole else _part(left, numbers_one[i], one, i, ends[1]),
                right_part=None if whole else _part(right, numbers_two[j], two, j, ends[0]),
            )
        )
    return tuple(links)


def _part(reading: Reading, number: int, side: Side, i: int, other: Sentence) -> Span | None:
    """Gives the part of a reading's sentence that the other asserts too, in its report's text.

    `i` is its place among the matched ones. A headline is not cut.
    """
    if side.title[i]:
        return None
    part = shared_part(side.sentences[i], other, counting_words(side.sentences)[i])
    if part is None:
        return None
    begin = _without_furniture(reading.report, reading.sentences[number]).start
    return Span(begin + part.start, begin + part.end)


def _probabilities(found: dict[str, Matrix], scorer: Scorer) -> Matrix:
    rows = np.column_stack([found[name].ravel() for name in scorer.features])
    return scorer.probability(rows).reshape(found["cosine"].shape)


def _identical(left: Side, right: Side) -> Flags:
    """Marks pairs of the same words; letter case and punctuation may differ."""
    places: dict[tuple[str, ...], list[int]] = {}
    for place, wording in enumerate(side_words(right.sentences, right.title).wordings):
        places.setdefault(wording, []).append(place)
    found = np.zeros((len(left.sentences), len(right.sentences)), dtype=bool)
    for place, wording in enumerate(side_words(left.sentences, left.title).wordings):
        if len(wording) >= _TWIN_WORDS:
            found[place, places.get(wording, [])] = True
    return found


def columns(found: dict[str, Matrix], places: Places, names: Sequence[str]) -> Matrix:
    """Gives one row a pair and one column a feature."""
    return np.column_stack([found[name][places[:, 0], places[:, 1]] for name in names])
