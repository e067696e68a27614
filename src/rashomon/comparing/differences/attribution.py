"""The same content credited to two sources, or credited in one report and asserted in the other."""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.comparing.differences.alignment import Word, similarity, word_form
from rashomon.comparing.differences.finding import difference, in_words, outlets_of
from rashomon.comparing.differences.judging import Candidate, judged
from rashomon.comparing.differences.names import same_speaker
from rashomon.comparing.differences.sentence import ReadSentence, SentencePair
from rashomon.comparing.differences.words import FUNCTION_WORDS, stem
from rashomon.comparing.pair import PairDifference
from rashomon.reading.reading import Actor, Statement
from rashomon.report import Span

# Share of words from which two statements of a retouched sentence have one content.
_SAME_CONTENT = 0.8
_SAYING = frozenset(
    "said says say saying told tells report reports reported reporting according announced"
    " confirmed stated added claimed testified wrote writes".split()
)


def attribution_differences(pair: SentencePair) -> Iterator[PairDifference]:
    """Finds content that the two sentences credit differently."""
    if pair.twins:
        yield from _retouched(pair)
    else:
        yield from judged(attribution_candidates(pair))


def attribution_candidates(pair: SentencePair) -> Iterator[Candidate]:
    """Gives what one sentence credits and the other asserts, or both credit, to be judged."""
    common = _stems(pair.left) & _stems(pair.right)
    ours = common & _stems(pair.left, pair.left.statements)
    theirs = common & _stems(pair.right, pair.right.statements)
    if ours & theirs or (len(ours) == len(theirs) and ours):
        yield from _other_speaker(pair, common)
    elif ours or theirs:
        left_credits = len(ours) > len(theirs)
        credited, plain = (pair.left, pair.right) if left_credits else (pair.right, pair.left)
        yield _unattributed(pair, credited, plain, common)


def _unattributed(
    pair: SentencePair, credited: ReadSentence, plain: ReadSentence, common: set[str]
) -> Candidate:
    inside = common & _stems(credited, credited.statements)
    statement = max(credited.statements, key=lambda one: len(common & _stems(credited, (one,))))
    speaker = credited.speakers.get(statement.id)
    source, asserted = _source(credited, statement), _stretch(plain, inside)
    left, right = (source, asserted) if credited is pair.left else (asserted, source)
    return Candidate(
        question="unattributed",
        features={
            **_common_features(pair, common=len(common), credited=len(inside)),
            **_statement_features(credited, statement),
            "named": float(speaker is not None and speaker.named),
            "person": float(speaker is not None and speaker.kind == "person"),
            "no speaker": float(speaker is None),
            "speaker in the other": float(
                speaker is not None and bool(_name_stems(speaker) & _stems(plain))
            ),
            "credited in a headline": float(credited.index == 0),
            "asserted in a headline": float(plain.index == 0),
            "quotation in the other": float(bool(plain.quoted)),
            "statement in the other": float(bool(plain.statements)),
            "same speaker in the other": float(
                speaker is not None
                and any(same_speaker(speaker, other) for other in plain.speakers.values())
            ),
        },
        difference=difference(
            pair,
            "attribution",
            left,
            right,
            subtype="unattributed",
            certainty=1.0,
            explanation=_explain_unattributed(pair, credited, statement, asserted),
            **_values(pair, credited, statement),
        ),
    )


def _other_speaker(pair: SentencePair, common: set[str]) -> Iterator[Candidate]:
    best: tuple[int, Statement, Statement] | None = None
    for left in pair.left.statements:
        for right in pair.right.statements:
            if left.id in pair.left.speakers and right.id in pair.right.speakers:
                shared = len(_stems(pair.left, (left,)) & _stems(pair.right, (right,)))
                if best is None or shared > best[0]:
                    best = shared, left, right
    if best is None:
        return
    shared, left, right = best
    ours, theirs = pair.left.speakers[left.id], pair.right.speakers[right.id]
    if same_speaker(ours, theirs):
        return
    first, second = outlets_of(pair)
    sides = [_statement_features(pair.left, left), _statement_features(pair.right, right)]
    yield Candidate(
        question="other-speaker",
        features={
            **_common_features(pair, common=len(common), credited=shared),
            **{name: (sides[0][name] + sides[1][name]) / 2 for name in sides[0]},
            "named": (ours.named + theirs.named) / 2,
            "both named": float(ours.named and theirs.named),
            "person": ((ours.kind == "person") + (theirs.kind == "person")) / 2,
            "family name": float(bool(_name_stems(ours) & _name_stems(theirs))),
            "others are the same": float(_other_statements_agree(pair)),
            "through others": float(bool(left.via) != bool(right.via)),
        },
        difference=difference(
            pair,
            "attribution",
            _source(pair.left, left),
            _source(pair.right, right),
            subtype="other-speaker",
            certainty=1.0,
            explanation=f"{first} credits it to {ours.name}, {second} to {theirs.name}.",
            left_value=ours.name,
            right_value=theirs.name,
        ),
    )


def _common_features(pair: SentencePair, *, common: int, credited: int) -> dict[str, float]:
    """Describes how much of what the sentences have in common is credited to somebody."""
    return {
        "credited words": min(credited, 4) / 4,
        "other words": min(common - credited, 4) / 4,
        "credited share": min(1.0, credited / max(1, common)),
        "all credited": float(credited == common),
        "same assertion": float(pair.relation == "same"),
        "conflict": float(pair.relation == "conflict"),
    }


def _statement_features(sentence: ReadSentence, statement: Statement) -> dict[str, float]:
    cue = _forms(sentence, statement.cue) if statement.cue else []
    return {
        "direct": float(statement.manner == "direct"),
        "speech": float(statement.act == "speech"),
        "saying": float(any(form in _SAYING for form in cue)),
        "no cue": float(not cue),
        "source here": float(bool(statement.source and sentence.span.covers(statement.source))),
        "coverage": len(_content_forms(sentence, statement)) / max(1, len(sentence.words)),
        "confidence": statement.confidence,
    }


def _other_statements_agree(pair: SentencePair) -> bool:
    return any(
        same_speaker(ours, theirs)
        for ours in pair.left.speakers.values()
        for theirs in pair.right.speakers.values()
    )


def _name_stems(actor: Actor) -> set[str]:
    return {stem(word_form(word)) for word in actor.name.split()}


def _retouched(pair: SentencePair) -> Iterator[PairDifference]:
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
        any(_inside(word, left) for word in pair.left.words[change.left_from : change.left_to])
        and any(
            _inside(word, right) for word in pair.right.words[change.right_from : change.right_to]
        )
        for change in pair.changes
    )


def _inside(word: Word, span: Span) -> bool:
    return span.start <= word.start and word.end <= span.end


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
