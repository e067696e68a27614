"""Credit that differs in sentences that stand in both reports, word for word or retouched."""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.comparing.differences.alignment import similarity
from rashomon.comparing.differences.credited import clipped, lies_in
from rashomon.comparing.differences.finding import difference, in_words, outlets_of
from rashomon.comparing.differences.names import same_speaker
from rashomon.comparing.differences.sentence import ReadSentence, SentencePair
from rashomon.comparing.pair import PairDifference
from rashomon.reading.reading import Statement
from rashomon.report import Span

# Share of words from which two statements of a retouched sentence have one content.
_SAME_CONTENT = 0.8
# A sentence of so many words that is quoted as a whole says somebody's words, and no short answer.
_WHOLE_QUOTATION = 6


def recredited(pair: SentencePair) -> Iterator[PairDifference]:
    """Finds sources that were exchanged, and quotations that one report gives as its own words."""
    yield from _exchanged_sources(pair)
    yield from _in_own_voice(pair)


def _exchanged_sources(pair: SentencePair) -> Iterator[PairDifference]:
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


def _in_own_voice(pair: SentencePair) -> Iterator[PairDifference]:
    """Finds a quotation that the other report gives as its own words, without marks or source."""
    for quoting, plain in ((pair.left, pair.right), (pair.right, pair.left)):
        if not quoted_by_one(quoting, plain):
            continue
        speaker = next(iter(quoting.speakers.values()))
        first, second = outlets_of(pair)
        words = in_words(quoting, Span(quoting.words[0].start, quoting.words[-1].end))
        yield difference(
            pair,
            "attribution",
            pair.left.span,
            pair.right.span,
            subtype="unattributed",
            certainty=0.9,
            explanation=(
                f"{first} quotes {speaker.name}: {words}, {second} gives the same words as its own."
                if quoting is pair.left
                else f"{first} gives as its own words what {second} quotes from {speaker.name}:"
                f" {words}."
            ),
            left_value=speaker.name if quoting is pair.left else None,
            right_value=speaker.name if quoting is pair.right else None,
        )


def quoted_by_one(quoting: ReadSentence, plain: ReadSentence) -> bool:
    """Says whether one sentence is a quotation as a whole, and the other credited to nobody."""
    words = quoting.words
    if plain.quoted or plain.statements or not quoting.speakers or len(words) < _WHOLE_QUOTATION:
        return False
    return quoting.is_quoted(Span(words[0].start, words[-1].end))


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
    return [form for span in clipped(sentence, statement) for form in sentence.forms_in(span)]
