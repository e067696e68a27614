"""What changed between two versions of an article.

The rooms that hold reports of several outlets against each other do it here too: sentences that
stand in both versions, word for word or retouched, are told by their words, sentences that assert
the same in other words by matching; what differs within them is found as between any two reports.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from msgspec.structs import replace

from rashomon.comparing.claims import SHOWN, asserted, claiming_sentences
from rashomon.comparing.difference_types import DifferenceSubtype
from rashomon.comparing.differences import mirrored
from rashomon.comparing.differences.alignment import find_twins, words_of
from rashomon.comparing.pair import Link, PairDifference
from rashomon.comparing.pairs import compare_pairs
from rashomon.comparing.revision import (
    Alteration,
    Rewording,
    Stretch,
    TitleChange,
    VersionChanges,
)
from rashomon.comparing.statements import surely_stated
from rashomon.comparing.telling import shown_from
from rashomon.reading.quotations import quoted_spans
from rashomon.reading.reader import beginning
from rashomon.reading.reading import Reading
from rashomon.report import Span

_EARLIER, _LATER = "the earlier version", "the later version"
_FEWEST_WORDS = 4  # a shorter stretch asserts nothing by itself

_EDITED = 0.5  # confidence from which another word of a new version is a label, not an edit

_Pairs = list[tuple[int, int]]


def changes_between(older: Reading, newer: Reading) -> VersionChanges:
    """Says what a version of an article says otherwise than an earlier one.

    Only headline, lead and body count: what a page shows around an article is no part of it. Spans
    are code points into each version's text. Rests on the two readings alone; touches no file
    (but the shipped models), clock or network.
    """
    title = _title_change(older, newer)
    if older.report.sha256 == newer.report.sha256:
        return VersionChanges(title=title)
    before, after = _prepared(older, _EARLIER), _prepared(newer, _LATER)
    links, differences = _findings(before, after)
    twins = find_twins(_forms(before), _forms(after))
    linked = [(link.left, link.right) for link in links if link.probability >= SHOWN]
    met = ({i for i, _ in linked} | twins.left, {j for _, j in linked} | twins.right)
    told = [one for one in differences if one.confidence >= _told_from(one)]
    retouched = [(i, j) for i, j, share in twins.pairs if share < 1]
    written_anew = [(i, j) for i, j in linked if i not in twins.left and j not in twins.right]
    return VersionChanges(
        added=tuple(_only_in(after, met[1])),
        dropped=tuple(_only_in(before, met[0])),
        altered=tuple(_alterations(before, after, told)),
        reworded=tuple(_reworded(before, after, [*retouched, *written_anew], told)),
        title=title,
    )


def _told_from(difference: PairDifference) -> float:
    """Gives the confidence from which a difference is told of two versions.

    Another word in a version is mostly an edit; where two outlets choose words it is told sooner.
    """
    return max(shown_from(difference), _EDITED if difference.type == "label" else 0.0)


def _title_change(older: Reading, newer: Reading) -> TitleChange | None:
    before, after = older.report.title or "", newer.report.title or ""
    if before.split() == after.split():
        return None
    return TitleChange(before=before, after=after)


def _prepared(reading: Reading, name: str) -> Reading:
    """Gives a version under a name by which explanations can tell it from the other."""
    report = replace(beginning(reading.report), id=name, outlet=name)
    return surely_stated(replace(reading, report=report))


def _findings(before: Reading, after: Reading) -> tuple[list[Link], list[PairDifference]]:
    """Gives the links and differences of two versions, the earlier one on the left."""
    swapped = before.report.sha256 > after.report.sha256
    readings = [after, before] if swapped else [before, after]
    found = compare_pairs(readings, (0, 1))[0, 1]
    if not swapped:
        return list(found.links), list(found.differences)
    links = [replace(link, left=link.right, right=link.left) for link in found.links]
    return links, [mirrored(one) for one in found.differences]


def _forms(reading: Reading) -> list[list[str]]:
    text = reading.report.text
    return [[word.form for word in words_of(text, span)] for span in reading.sentences]


def _only_in(reading: Reading, met: Collection[int]) -> Iterator[Stretch]:
    """Gives the sentences that make claims and have no counterpart."""
    report = reading.report
    quotes = quoted_spans(report)
    for number in claiming_sentences(reading, with_title=False):
        if number in met:
            continue
        span = asserted(report, reading.sentences[number])
        if len(words_of(report.text, span)) < _FEWEST_WORDS:
            continue
        yield Stretch(
            start=span.start,
            end=span.end,
            quoted=any(quote.overlaps(span) for quote in quotes),
            speaker=_speaker(reading, span),
        )


def _speaker(reading: Reading, span: Span) -> str | None:
    names = {actor.id: actor.name for actor in reading.actors}
    for statement in reading.statements:
        if any(piece.overlaps(span) for piece in statement.content):
            return names.get(statement.speaker or "")
    return None


def _alterations(
    before: Reading, after: Reading, told: Sequence[PairDifference]
) -> Iterator[Alteration]:
    claiming = set(claiming_sentences(before)), set(claiming_sentences(after))
    for one in sorted(told, key=lambda one: (one.right, one.left, one.type)):
        if one.left_sentence in claiming[0] and one.right_sentence in claiming[1]:
            yield Alteration(
                type=one.type,
                subtype=_as_update(one.subtype),
                before=one.left,
                after=one.right,
                before_value=one.left_value,
                after_value=one.right_value,
                explanation=one.explanation[:1].upper() + one.explanation[1:],
                confidence=one.confidence,
            )


def _as_update(subtype: DifferenceSubtype | None) -> DifferenceSubtype | None:
    """Gives a conflict as what it is between versions: who corrects himself contradicts nobody."""
    return "update" if subtype == "conflict" else subtype


def _reworded(
    before: Reading, after: Reading, pairs: _Pairs, told: Sequence[PairDifference]
) -> Iterator[Rewording]:
    """Gives the sentences that were changed without anything that could be named."""
    named = {(one.left_sentence, one.right_sentence) for one in told}
    claiming = set(claiming_sentences(before)), set(claiming_sentences(after))
    for i, j in sorted(set(pairs), key=lambda pair: pair[::-1]):
        if (i, j) not in named and i in claiming[0] and j in claiming[1]:
            yield Rewording(before=before.sentences[i], after=after.sentences[j])
