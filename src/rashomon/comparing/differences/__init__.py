"""What differs between linked sentences of two reports: one module for each type."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from rashomon.comparing.differences.alignment import Twins, find_twins
from rashomon.comparing.differences.attribution import (
    attribution_candidates,
    attribution_differences,
)
from rashomon.comparing.differences.dates import date_candidates, date_differences
from rashomon.comparing.differences.elsewhere import Beside
from rashomon.comparing.differences.facts import conflict_difference, fact_differences
from rashomon.comparing.differences.labels import label_candidates, label_differences
from rashomon.comparing.differences.meaning import Views
from rashomon.comparing.differences.names import name_differences
from rashomon.comparing.differences.numbers import number_candidates, number_differences
from rashomon.comparing.differences.places import place_differences
from rashomon.comparing.differences.quotes import quote_candidates, quote_differences
from rashomon.comparing.differences.rival_dates import weighed_dates
from rashomon.comparing.differences.sentence import (
    ReadSentence,
    SentencePair,
    pair_of,
    read_sentences,
)
from rashomon.comparing.pair import Link, PairDifference
from rashomon.comparing.vectors import views
from rashomon.reading.reading import Reading

_FINDERS = (
    attribution_differences,
    date_differences,
    fact_differences,
    label_differences,
    name_differences,
    number_differences,
    place_differences,
    quote_differences,
)
# What is judged by trained scorers, for training them.
CANDIDATES = (
    attribution_candidates,
    date_candidates,
    label_candidates,
    number_candidates,
    quote_candidates,
)


def differences_between(
    left: Reading, right: Reading, links: Sequence[Link]
) -> tuple[PairDifference, ...]:
    """Says in what the linked sentences of two reports differ, in the order of the text.

    It rests on the two readings and their links alone. Sentences that stand in both reports,
    word for word or retouched, are compared with each other whether linked or not, and two
    sentences that both reports have are never compared across. Swapping the reports swaps the
    sides and changes nothing else.
    """
    if (right.report.sha256, right.report.id) < (left.report.sha256, left.report.id):
        swapped = [
            msgspec.structs.replace(link, left=link.right, right=link.left) for link in links
        ]
        found = [mirrored(one) for one in differences_between(right, left, swapped)]
        return tuple(sorted(found, key=_place))
    return differences_of(read_sentences(left), read_sentences(right), links)


def differences_of(
    left: Sequence[ReadSentence], right: Sequence[ReadSentence], links: Sequence[Link]
) -> tuple[PairDifference, ...]:
    """Says the same of the sentences of two readings, those of the lower hash on the left."""
    found = []
    twins = _twins_of(left, right)
    pairs = _pairs_of(left, right, links, twins)
    beside = Beside(pairs, (twins.left, twins.right))
    for pair in pairs:
        of_pair = [
            weighed_dates(pair, beside.weighed(pair, one))
            for finder in _FINDERS
            for one in finder(pair)
        ]
        found += [*of_pair, *conflict_difference(pair, of_pair)]
    return tuple(sorted(found, key=_place))


def sentence_pairs(
    left: Reading, right: Reading, links: Sequence[Link], *, read: Views = views
) -> list[SentencePair]:
    """Gives the pairs of sentences that are compared: twins that differ, and linked sentences.

    `read` turns texts into vectors; training puts its own models there.
    """
    ours, theirs = read_sentences(left, read=read), read_sentences(right, read=read)
    return _pairs_of(ours, theirs, links, _twins_of(ours, theirs))


def _twins_of(ours: Sequence[ReadSentence], theirs: Sequence[ReadSentence]) -> Twins:
    return find_twins(
        [sentence.forms for sentence in ours], [sentence.forms for sentence in theirs]
    )


def _pairs_of(
    ours: Sequence[ReadSentence],
    theirs: Sequence[ReadSentence],
    links: Sequence[Link],
    twins: Twins,
) -> list[SentencePair]:
    pairs = [
        pair_of(ours[i], theirs[j], twins=True, likeness=1.0)
        for i, j, share in twins.pairs
        if share < 1
    ]
    for link in links:
        if link.left in twins.left and link.right in twins.right:
            continue
        pairs.append(
            pair_of(
                ours[link.left],
                theirs[link.right],
                twins=False,
                likeness=link.probability,
                relation=link.relation,
            )
        )
    return pairs


def mirrored(found: PairDifference) -> PairDifference:
    """Gives a difference with its two sides swapped."""
    return msgspec.structs.replace(
        found,
        left_sentence=found.right_sentence,
        right_sentence=found.left_sentence,
        left=found.right,
        right=found.left,
        left_value=found.right_value,
        right_value=found.left_value,
    )


def _place(found: PairDifference) -> tuple[int, int, str, int, int]:
    return (
        found.left_sentence,
        found.right_sentence,
        found.type,
        found.left.start,
        found.right.start,
    )
