"""The same content credited to two sources, or credited in one report and asserted in the other.

What two sentences have in common is weighed word by word: how near each word's nearest in the
other sentence is, and how rare. Then it is seen how much of that weight each sentence credits,
and to whom.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from rashomon.comparing.differences.alignment import Word, word_form
from rashomon.comparing.differences.credited import (
    Credit,
    Side,
    common_weight,
    credits_of,
    sides_of,
)
from rashomon.comparing.differences.finding import difference, in_words, outlets_of
from rashomon.comparing.differences.judging import Candidate, judged, surest
from rashomon.comparing.differences.meaning import Matrix, meaning_of
from rashomon.comparing.differences.names import same_speaker
from rashomon.comparing.differences.recredited import recredited
from rashomon.comparing.differences.sentence import ReadSentence, SentencePair, once
from rashomon.comparing.differences.words import FUNCTION_WORDS, stem
from rashomon.comparing.pair import PairDifference
from rashomon.reading.reading import Actor
from rashomon.reading.reporting_words import ACTING, REPORTING
from rashomon.report import Span

_SAYING = frozenset(
    "said says say saying told tells report reports reported reporting according announced"
    " confirmed stated added claimed testified wrote writes".split()
)
# What is told of somebody who speaks, with or without the words.
_SPEECH = REPORTING | ACTING
# Words at the head of a sentence, where it mostly names whom it is about, and what they do.
_FIRST = 6
# Marks that part clauses; what is shown as asserted goes from one to the next.
_CLAUSE_MARK = re.compile(r"[,;:()\[\]—–“”\"]")


def attribution_differences(pair: SentencePair) -> Iterator[PairDifference]:
    """Finds content that the two sentences credit differently: the surest finding."""
    if pair.twins:
        yield from recredited(pair)
    else:
        yield from surest(judged(attribution_candidates(pair)))


def attribution_candidates(pair: SentencePair) -> Iterator[Candidate]:
    """Gives what one sentence credits and the other asserts, or both credit, to be judged."""
    if not (credits_of(pair.left) or credits_of(pair.right)):
        return
    sides = sides_of(pair)
    total = (sides[0].weights.sum() + sides[1].weights.sum()) / 2
    if total <= 0:
        return
    matched = [
        (common_weight(sides[0], ours, sides[1], theirs), ours, theirs)
        for ours in sides[0].credits
        for theirs in sides[1].credits
    ]
    both = max((one for one in matched), key=lambda one: one[0], default=None)
    if both is not None and both[0] > 0:
        yield from _other_speaker(pair, sides, both, total)
    agreeing = [
        common
        for common, ours, theirs in matched
        if ours.speaker and theirs.speaker and same_speaker(ours.speaker, theirs.speaker)
    ]
    alone = [
        (_asserted(sides[k], credit, sides[1 - k]), k, credit)
        for k in (0, 1)
        for credit in sides[k].credits
    ]
    weight, k, credit = max(alone, key=lambda one: one[0], default=(0.0, 0, None))
    if credit is not None and weight > 0:
        shares = (
            weight / total,
            max(agreeing, default=0.0) / total,
            (both[0] if both else 0) / total,
        )
        yield _unattributed(pair, (sides[k], sides[1 - k]), credit, shares, total)


def _asserted(side: Side, credit: Credit, other: Side) -> float:
    """Gives the weight of what is in a credit and in nobody's words in the other sentence."""
    plain = other.plain
    there = credit.words & plain[side.nearest]
    back = plain & credit.words[other.nearest]
    return float(side.weights[there].sum() + other.weights[back].sum()) / 2


def _unattributed(
    pair: SentencePair,
    sides: tuple[Side, Side],
    credit: Credit,
    shares: tuple[float, float, float],
    total: float,
) -> Candidate:
    """Describes what one side credits and the other asserts.

    `shares` are those of all that is common: credited on one side only, to one speaker on both,
    and to anybody on both.
    """
    credited, plain = sides[0].sentence, sides[1].sentence
    speaker = credit.speaker
    asserted = _stretch(sides[1], credit)
    answers, answered = sides[1].plain[sides[0].nearest], credit.words[sides[1].nearest]
    left, right = credit.source, asserted
    if credited is pair.right:
        left, right = right, left
    return Candidate(
        question="unattributed",
        features={
            **_common_features(pair, total=total, share=shares[0]),
            **_credit_features(credited, credit),
            "credited": min(total * shares[0], 20.0) / 20,
            "answered": sides[0].answered(credit.words, answers),
            "answered beyond names": sides[0].answered(credit.words & sides[0].told, answers),
            "answers": sides[1].answered(sides[1].plain, answered),
            "answers beyond names": sides[1].answered(sides[1].plain & sides[1].told, answered),
            "speech in the other": float(_tells_of_speech(sides[1])),
            "whole": float(shares[0] > 0.9),
            "confidence": credit.statement.confidence if credit.statement else 1.0,
            "one speaker": shares[1],
            "credited in both": shares[2],
            "person": float(speaker is not None and speaker.kind == "person"),
            "no speaker": float(speaker is None),
            "speaker in the other": float(
                speaker is not None and bool(_name_stems(speaker) & _stems(plain))
            ),
            "credited in a headline": float(credited.index == 0),
            "quotation in the other": _quoted_share(plain),
            "statement in the other": float(bool(sides[1].credits)),
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
            explanation=_explain_unattributed(pair, credited, credit, asserted),
            left_value=speaker.name if speaker and credited is pair.left else None,
            right_value=speaker.name if speaker and credited is pair.right else None,
        ),
        meaning=np.concatenate(
            [
                _cue_meaning(credited, credit),
                _opening_meaning(plain),
            ]
        ),
    )


def _other_speaker(
    pair: SentencePair, sides: tuple[Side, Side], match: tuple[float, Credit, Credit], total: float
) -> Iterator[Candidate]:
    common, ours, theirs = match
    if ours.speaker is None or theirs.speaker is None:
        return
    if same_speaker(ours.speaker, theirs.speaker):
        return
    first, second = outlets_of(pair)
    described = [_credit_features(pair.left, ours), _credit_features(pair.right, theirs)]
    speakers = (ours.speaker, theirs.speaker)
    vias = [bool(one.statement and one.statement.via) for one in (ours, theirs)]
    yield Candidate(
        question="other-speaker",
        features={
            **_common_features(pair, total=total, share=common / total),
            **{name: (described[0][name] + described[1][name]) / 2 for name in described[0]},
            "both named": float(all(speaker.named for speaker in speakers)),
            "person": sum(speaker.kind == "person" for speaker in speakers) / 2,
            "others are the same": float(_other_statements_agree(pair)),
            "through others": float(vias[0] != vias[1]),
        },
        difference=difference(
            pair,
            "attribution",
            ours.source,
            theirs.source,
            subtype="other-speaker",
            certainty=1.0,
            explanation=(
                f"{first} credits it to {speakers[0].name}, {second} to {speakers[1].name}."
            ),
            left_value=speakers[0].name,
            right_value=speakers[1].name,
        ),
        meaning=np.concatenate(
            [
                _cue_meaning(pair.left, ours) + _cue_meaning(pair.right, theirs),
                _source_meaning(pair.left, ours) + _source_meaning(pair.right, theirs),
            ]
        ),
    )


def _common_features(pair: SentencePair, *, total: float, share: float) -> dict[str, float]:
    """Describes how much of what the sentences have in common is credited to somebody."""
    return {
        "common": min(total, 40.0) / 40,
        "share": share,
        "same assertion": float(pair.relation == "same"),
    }


def _credit_features(sentence: ReadSentence, credit: Credit) -> dict[str, float]:
    statement = credit.statement
    cue = sentence.forms_in(statement.cue) if statement and statement.cue else []
    return {
        "direct": float(statement is not None and statement.manner == "direct"),
        "speech": float(statement is not None and statement.act == "speech"),
        "thought": float(statement is not None and statement.act == "thought"),
        "saying": float(any(form in _SAYING for form in cue)),
        "hearsay": float(statement is None and not credit.closing),
        "no cue": float(not cue),
        "source here": float(
            bool(statement and statement.source and sentence.span.covers(statement.source))
        ),
        "coverage": float(credit.words.mean()),
    }


def _cue_meaning(sentence: ReadSentence, credit: Credit) -> Matrix:
    """Gives what the words mean by which something is credited: "announced", "claims"."""
    cue = credit.statement.cue if credit.statement else None
    return meaning_of(sentence, sentence.inside(cue) if cue else ())


@once
def _opening_meaning(sentence: ReadSentence) -> Matrix:
    return meaning_of(sentence, range(min(_FIRST, len(sentence.words))))


def _source_meaning(sentence: ReadSentence, credit: Credit) -> Matrix:
    return meaning_of(sentence, sentence.inside(credit.source))


def _tells_of_speech(side: Side) -> bool:
    """Says whether what a sentence asserts itself is that somebody spoke: "He apologized."."""
    words = zip(side.sentence.words, side.plain.tolist(), strict=True)
    return any(plain and word.form in _SPEECH for word, plain in words)


@once
def _quoted_share(sentence: ReadSentence) -> float:
    quoted = sum(sentence.is_quoted(Span(word.start, word.end)) for word in sentence.words)
    return quoted / max(1, len(sentence.words))


def _other_statements_agree(pair: SentencePair) -> bool:
    return any(
        same_speaker(ours, theirs)
        for ours in pair.left.speakers.values()
        for theirs in pair.right.speakers.values()
    )


def _name_stems(actor: Actor) -> set[str]:
    return {stem(word_form(word)) for word in actor.name.split()}


def _explain_unattributed(
    pair: SentencePair, credited: ReadSentence, credit: Credit, asserted: Span
) -> str:
    name = credit.speaker.name if credit.speaker else "somebody it does not name"
    if credit.closing:
        name = credited.show(credit.source)
    left, right = outlets_of(pair)
    plain = pair.right if credited is pair.left else pair.left
    words = in_words(plain, asserted)
    if credited is pair.left:
        return f"{left} credits it to {name}, {right} asserts it itself: {words}."
    return f"{left} asserts it itself: {words}, {right} credits it to {name}."


@once
def _stems(sentence: ReadSentence) -> set[str]:
    return {stem(word.form) for word in sentence.words if word.form not in FUNCTION_WORDS}


def _stretch(plain: Side, credit: Credit) -> Span:
    """Gives the stretch of the plain sentence that answers to a credit, to the ends of clauses."""
    answers = (plain.weights > 0) & plain.plain & credit.words[plain.nearest]
    places = np.flatnonzero(answers)
    if not len(places):
        return plain.sentence.span
    words: Sequence[Word] = plain.sentence.words
    first, last = int(places[0]), int(places[-1])
    while first and _runs_on(plain, first - 1, first):
        first -= 1
    while last + 1 < len(words) and _runs_on(plain, last + 1, last):
        last += 1
    return Span(words[first].start, words[last].end)


def _runs_on(side: Side, outer: int, inner: int) -> bool:
    """Says whether a word beside a stretch is of the same clause, and nobody's words either."""
    words = side.sentence.words
    left, right = words[min(outer, inner)], words[max(outer, inner)]
    return bool(side.plain[outer]) and not _CLAUSE_MARK.search(
        side.sentence.text[left.end : right.start]
    )
