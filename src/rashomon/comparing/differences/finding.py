"""How a difference is put: its sides, its sentence of explanation, its confidence."""

from __future__ import annotations

import msgspec

from rashomon.comparing.comparison import DifferenceSubtype, DifferenceType
from rashomon.comparing.differences.sentence import ReadSentence, SentencePair
from rashomon.comparing.pair import PairDifference
from rashomon.report import Span

_LONGEST = 100
# From where a difference is found, and from where it is more likely than not.
_FOUND, EVEN = 0.3, 0.5
_PRESSED = 0.25
# How much more often such a finding is made in sentences that do share an assertion than in others
# that looked as likely to (counted on annotated stories). Rival speakers and places are found
# anywhere; a rival figure for the same thing is a sign that the thing is the same.
_EVIDENCE: dict[DifferenceType, float] = {"number": 1.4, "quote": 1.5, "label": 1.4, "name": 3.0}


def outlets_of(pair: SentencePair) -> tuple[str, str]:
    """Gives the words for the two reports: their outlets where these tell them apart."""
    left, right = pair.left.outlet, pair.right.outlet
    if left and right and left != right:
        return left, right
    return "One report", "the other"


def in_words(sentence: ReadSentence, span: Span) -> str:
    """Gives the words of a span in quotation marks, on one line, cut in the middle where long."""
    words = shortened(sentence, span)
    return f'"{words}"' if '"' not in words else f"“{words}”"


def shortened(sentence: ReadSentence, span: Span) -> str:
    """Gives the words of a span on one line, cut in the middle where they are many.

    A comma at their end belongs to the sentence around them.
    """
    words = " ".join(sentence.show(span).split()).rstrip(",;")
    if len(words) <= _LONGEST:
        return words
    # One character more on either side shows whether the cut goes through a word.
    first, last = words[: _LONGEST // 2 + 1], words[-_LONGEST // 2 - 1 :]
    return f"{first.rpartition(' ')[0] or first} … {last.partition(' ')[2] or last}"


def says(pair: SentencePair, left: Span, right: Span) -> str:
    """Gives the sentence that sets the words of both sides against each other."""
    ours, theirs = outlets_of(pair)
    return f"{ours} says {in_words(pair.left, left)}, {theirs} {in_words(pair.right, right)}."


def difference(
    pair: SentencePair,
    kind: DifferenceType,
    left: Span,
    right: Span,
    *,
    certainty: float,
    subtype: DifferenceSubtype | None = None,
    explanation: str | None = None,
    left_value: str | None = None,
    right_value: str | None = None,
) -> PairDifference:
    """Puts a difference together.

    Its confidence is the certainty of the finding in sentences that do assert the same thing,
    times the probability that they do.
    """
    return PairDifference(
        type=kind,
        subtype=subtype,
        left_sentence=pair.left.index,
        right_sentence=pair.right.index,
        left=left,
        right=right,
        explanation=explanation or says(pair, left, right),
        confidence=round(certainty * _likeness(pair, kind), 3),
        left_value=left_value,
        right_value=right_value,
    )


def pressed(found: PairDifference) -> PairDifference:
    """Gives a finding that readers mark and an editor would not sign, less sure than even.

    Such findings are kept, for who looks closer, between the bar from which differences are found
    and the one from which they are told as more likely than not; the surer stays the surer.
    """
    if found.confidence < EVEN:
        return found
    confidence = _FOUND + _PRESSED * (found.confidence - _FOUND)
    return msgspec.structs.replace(found, confidence=round(confidence, 3))


def _likeness(pair: SentencePair, kind: DifferenceType) -> float:
    """Gives the probability that the sentences share an assertion, now that this was found."""
    odds = _EVIDENCE.get(kind, 1.0) * pair.likeness
    return odds / (odds + 1 - pair.likeness)
