"""The same content credited to two sources, or credited in one report and asserted in the other."""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.comparing.differences.alignment import similarity
from rashomon.comparing.differences.finding import difference, in_words, outlets_of
from rashomon.comparing.differences.names import same_actor
from rashomon.comparing.differences.sentence import ReadSentence, SentencePair
from rashomon.comparing.differences.words import FUNCTION_WORDS, stem
from rashomon.comparing.pair import PairDifference
from rashomon.reading.reading import Statement
from rashomon.report import Span

# Share of the common words that must stand inside what is credited: below it, the two
# sentences agree on something that the outlet says itself.
_INSIDE = 0.5


def attribution_differences(pair: SentencePair) -> Iterator[PairDifference]:
    """Finds content that the two sentences credit differently."""
    if pair.twins:
        yield from _retouched(pair)
        return
    ours, theirs = pair.left.statements, pair.right.statements
    if ours and theirs:
        yield from _other_speaker(pair)
    elif ours or theirs:
        yield from _unattributed(pair)


def _unattributed(pair: SentencePair) -> Iterator[PairDifference]:
    credited, plain = (pair.left, pair.right) if pair.left.statements else (pair.right, pair.left)
    common = _stems(credited) & _stems(plain)
    inside = common & _stems(credited, credited.statements)
    if not common or len(inside) < _INSIDE * len(common):
        return
    statement = max(credited.statements, key=lambda one: len(common & _stems(credited, (one,))))
    source = _source(credited, statement)
    asserted = _stretch(plain, inside)
    left, right = (source, asserted) if credited is pair.left else (asserted, source)
    yield difference(
        pair,
        "attribution",
        left,
        right,
        subtype="unattributed",
        certainty=0.67 if len(inside) == len(common) else 0.45,
        explanation=_explain_unattributed(pair, credited, statement, asserted),
        **_values(pair, credited, statement),
    )


def _other_speaker(pair: SentencePair) -> Iterator[PairDifference]:
    best: tuple[int, Statement, Statement] | None = None
    for left in pair.left.statements:
        for right in pair.right.statements:
            ours, theirs = pair.left.speakers.get(left.id), pair.right.speakers.get(right.id)
            if ours is None or theirs is None:
                continue
            if same_actor(ours.name, theirs.name):
                return
            common = len(_stems(pair.left, (left,)) & _stems(pair.right, (right,)))
            if best is None or common > best[0]:
                best = common, left, right
    if best is None:
        return
    common, left, right = best
    our_name, their_name = pair.left.speakers[left.id].name, pair.right.speakers[right.id].name
    first, second = outlets_of(pair)
    all_common = len(_stems(pair.left) & _stems(pair.right))
    yield difference(
        pair,
        "attribution",
        _source(pair.left, left),
        _source(pair.right, right),
        subtype="other-speaker",
        certainty=0.7 if common and common >= _INSIDE * all_common else 0.45,
        explanation=f"{first} credits it to {our_name}, {second} to {their_name}.",
        left_value=our_name,
        right_value=their_name,
    )


def _retouched(pair: SentencePair) -> Iterator[PairDifference]:
    """Finds sources that were exchanged in a sentence that stands in both reports."""
    for left in pair.left.statements:
        for right in pair.right.statements:
            ours, theirs = pair.left.speakers.get(left.id), pair.right.speakers.get(right.id)
            if not (ours and theirs and left.source and right.source):
                continue
            sources = _forms(pair.left, left.source), _forms(pair.right, right.source)
            if not sources[0] or not sources[1] or similarity(*sources) > 0:
                continue
            if same_actor(ours.name, theirs.name):
                continue
            contents = [_content_forms(pair.left, left), _content_forms(pair.right, right)]
            if similarity(*contents) < 0.8:
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


def _explain_unattributed(
    pair: SentencePair, credited: ReadSentence, statement: Statement, asserted: Span
) -> str:
    speaker = credited.speakers.get(statement.id)
    name = speaker.name if speaker else "somebody it does not name"
    left, right = outlets_of(pair)
    plain = pair.right if credited is pair.left else pair.left
    words = in_words(plain, asserted)
    if credited is pair.left:
        return f"{left} credits it to {name}, {right} asserts it itself: {words}."
    return f"{left} asserts it itself: {words}, {right} credits it to {name}."


def _values(pair: SentencePair, credited: ReadSentence, statement: Statement) -> dict[str, str]:
    speaker = credited.speakers.get(statement.id)
    if speaker is None:
        return {}
    return {"left_value" if credited is pair.left else "right_value": speaker.name}


def _source(sentence: ReadSentence, statement: Statement) -> Span:
    """Gives the words that name the source, or the content where they stand elsewhere."""
    if statement.source and sentence.span.covers(statement.source):
        return statement.source
    return _clipped(sentence, statement)[0]


def _clipped(sentence: ReadSentence, statement: Statement) -> list[Span]:
    return [
        Span(max(piece.start, sentence.span.start), min(piece.end, sentence.span.end))
        for piece in statement.content
        if piece.overlaps(sentence.span)
    ]


def _stems(sentence: ReadSentence, statements: tuple[Statement, ...] | None = None) -> set[str]:
    """Gives the stems of the telling words in a sentence, or in some statements' content."""
    spans = None
    if statements is not None:
        spans = [span for one in statements for span in _clipped(sentence, one)]
    return {
        stem(word.form)
        for word in sentence.words
        if word.form not in FUNCTION_WORDS
        and (spans is None or any(s.start <= word.start and word.end <= s.end for s in spans))
    }


def _stretch(sentence: ReadSentence, stems: set[str]) -> Span:
    """Gives the stretch of a sentence from the first to the last of some words."""
    words = [word for word in sentence.words if stem(word.form) in stems]
    return Span(words[0].start, words[-1].end)


def _forms(sentence: ReadSentence, span: Span) -> list[str]:
    return [w.form for w in sentence.words if span.start <= w.start and w.end <= span.end]


def _content_forms(sentence: ReadSentence, statement: Statement) -> list[str]:
    return [form for span in _clipped(sentence, statement) for form in _forms(sentence, span)]
