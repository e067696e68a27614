"""How a difference is put: its sides, its sentence of explanation, its confidence."""

from __future__ import annotations

from rashomon.comparing.comparison import DifferenceSubtype, DifferenceType
from rashomon.comparing.differences.sentence import ReadSentence, SentencePair
from rashomon.comparing.pair import PairDifference
from rashomon.report import Span

_LONGEST = 100


def outlets_of(pair: SentencePair) -> tuple[str, str]:
    """Gives the words for the two reports: their outlets where these tell them apart."""
    left, right = pair.left.outlet, pair.right.outlet
    if left and right and left != right:
        return left, right
    return "One report", "the other"


def in_words(sentence: ReadSentence, span: Span) -> str:
    """Gives the words of a span in quotation marks, on one line, cut in the middle where long."""
    words = " ".join(sentence.show(span).split())
    if len(words) > _LONGEST:
        words = f"{words[: _LONGEST // 2].rstrip()} … {words[-_LONGEST // 2 :].lstrip()}"
    return f'"{words}"' if '"' not in words else f"“{words}”"


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
    times the likeness of the two sentences.
    """
    return PairDifference(
        type=kind,
        subtype=subtype,
        left_sentence=pair.left.index,
        right_sentence=pair.right.index,
        left=left,
        right=right,
        explanation=explanation or says(pair, left, right),
        confidence=round(certainty * pair.likeness, 3),
        left_value=left_value,
        right_value=right_value,
    )
