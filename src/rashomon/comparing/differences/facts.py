"""Assertions that cannot both hold: a negation on one side only, or a pair judged a conflict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rashomon.comparing.differences.alignment import Change
from rashomon.comparing.differences.denying import AUXILIARIES, denied
from rashomon.comparing.differences.finding import difference, in_words, outlets_of
from rashomon.comparing.differences.names import same_speaker
from rashomon.comparing.differences.sentence import ReadSentence, SentencePair, once
from rashomon.comparing.differences.words import is_negation, stem, tells
from rashomon.comparing.pair import PairDifference
from rashomon.report import Span

# Share of telling words in common from which a negation on one side contradicts the other.
_ONE_ASSERTION = 0.6
# A negation reaches the next telling words only.
_REACH = 3
# What one speaker denies in the words in which another asserts it.
_PLAIN = 0.8
# Below this probability of its link a conflict stays unsaid: most such links are mistaken.
_SURE = 0.6


def fact_differences(pair: SentencePair) -> Iterator[PairDifference]:
    """Finds what one sentence asserts and the other denies."""
    if pair.twins:
        turned = next((change for change in pair.changes if _is_turned(pair, change)), None)
        if turned is not None:
            yield _polarity(pair, *_spans(pair, turned), certainty=0.95)
        return
    words = denied(pair.left, pair.right)
    if words is not None and _said_by_two(pair, *words):
        yield _polarity(pair, *words, certainty=_PLAIN)
        return
    either = _denied(pair.left) ^ _denied(pair.right)
    if not either:
        return
    ours, theirs = _telling(pair.left), _telling(pair.right)
    common, fewest = ours & theirs, min(len(ours), len(theirs))
    if not fewest or len(common) < _ONE_ASSERTION * fewest:
        return
    for word in sorted(either & common):
        left, right = _place(pair.left, word), _place(pair.right, word)
        yield _polarity(pair, left, right, certainty=0.6)
        return


def conflict_difference(
    pair: SentencePair, found: Sequence[PairDifference]
) -> Iterator[PairDifference]:
    """Says that two sentences contradict each other, where their link says so and nothing else."""
    if pair.relation != "conflict" or pair.likeness < _SURE:
        return
    if any(one.type in {"number", "date", "place", "fact"} for one in found):
        return
    yield difference(
        pair,
        "fact",
        pair.left.span,
        pair.right.span,
        subtype="conflict",
        certainty=0.6,
    )


def _said_by_two(pair: SentencePair, left: Span, right: Span) -> bool:
    """Says whether the words of either side are credited, and to two different speakers."""
    ours, theirs = pair.left.speakers_in(left), pair.right.speakers_in(right)
    return bool(ours and theirs) and not any(
        same_speaker(one, other) for one in ours for other in theirs
    )


def _polarity(pair: SentencePair, left: Span, right: Span, *, certainty: float) -> PairDifference:
    ours, theirs = outlets_of(pair)
    return difference(
        pair,
        "fact",
        left,
        right,
        subtype="polarity",
        certainty=certainty,
        explanation=(
            f"{ours} says {in_words(pair.left, left)}, {theirs} says"
            f" {in_words(pair.right, right)}: one denies what the other asserts."
        ),
    )


def _spans(pair: SentencePair, change: Change) -> tuple[Span, Span]:
    """Gives a change with two words on either side, enough to read what is denied."""
    return (
        pair.left.span_of(
            max(0, change.left_from - 2), min(len(pair.left.words), change.left_to + 2)
        ),
        pair.right.span_of(
            max(0, change.right_from - 2), min(len(pair.right.words), change.right_to + 2)
        ),
    )


def _is_turned(pair: SentencePair, change: Change) -> bool:
    """Says whether a retouched stretch denies the words that it has on the other side.

    A clause that only one side has ("and no motive is known") denies nothing of the other's.
    """
    ours = pair.left.words[change.left_from : change.left_to]
    theirs = pair.right.words[change.right_from : change.right_to]
    denials = [sum(is_negation(word.form) for word in side) for side in (ours, theirs)]
    told = [
        {stem(word.form) for word in side if tells(word.form) and word.form not in AUXILIARIES}
        for side in (ours, theirs)
    ]
    return denials[0] != denials[1] and told[0] == told[1]


@once
def _telling(sentence: ReadSentence) -> set[str]:
    return {stem(word.form) for word in sentence.words if tells(word.form)}


@once
def _denied(sentence: ReadSentence) -> set[str]:
    """Gives the stems of the telling words that a negation reaches."""
    found: set[str] = set()
    for k, word in enumerate(sentence.words):
        if is_negation(word.form):
            following = [w for w in sentence.words[k + 1 : k + 1 + _REACH] if tells(w.form)]
            found.update(stem(w.form) for w in following[:1])
    return found


def _place(sentence: ReadSentence, wanted: str) -> Span:
    """Gives the word with a stem, and the words around it."""
    k = next(k for k, word in enumerate(sentence.words) if stem(word.form) == wanted)
    return sentence.span_of(max(0, k - _REACH), min(len(sentence.words), k + _REACH))
