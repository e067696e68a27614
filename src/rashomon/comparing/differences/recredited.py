"""Credit that differs in sentences that stand in both reports, word for word or retouched."""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.comparing.differences.alignment import similarity
from rashomon.comparing.differences.finding import difference, outlets_of
from rashomon.comparing.differences.names import same_speaker
from rashomon.comparing.differences.sentence import ReadSentence, SentencePair, clipped, lies_in
from rashomon.comparing.pair import PairDifference
from rashomon.reading.reading import Statement
from rashomon.report import Span

# Share of words from which two statements of a retouched sentence have one content.
_SAME_CONTENT = 0.8


def recredited(pair: SentencePair) -> Iterator[PairDifference]:
    """Finds sources that were exchanged in a sentence that stands in both reports.

    Words that stand in both are no difference, however the two readings took them.
    """
    for left in pair.left.statements:
        for right in pair.right.statements:
            ours, theirs = pair.left.speakers.get(left.id), pair.right.speakers.get(right.id)
            if not (ours and theirs and left.source and right.source):
                continue
            if same_speaker(ours, theirs) or not _exchanged(pair, left.source, right.source):
                continue
            contents = [_content_forms(pair.left, left), _content_forms(pair.right, right)]
            if similarity(*contents) < _SAME_CONTENT:
                continue
            first, second = outlets_of(pair)
            yield difference(
                pair,
                "attribution",
                left.source,
                right.source,
                subtype="other-speaker",
                certainty=0.8,
                explanation=f"{first} credits it to {ours.name}, {second} to {theirs.name}.",
                left_value=ours.name,
                right_value=theirs.name,
            )


def _exchanged(pair: SentencePair, left: Span, right: Span) -> bool:
    """Says whether one change put the words of one source in the place of the other's."""
    return any(
        any(lies_in(word, left) for word in pair.left.words[change.left_from : change.left_to])
        and any(
            lies_in(word, right) for word in pair.right.words[change.right_from : change.right_to]
        )
        for change in pair.changes
    )


def _content_forms(sentence: ReadSentence, statement: Statement) -> list[str]:
    return [
        form
        for span in clipped(statement.content, sentence.span)
        for form in sentence.forms_in(span)
    ]
