"""What a sentence credits to somebody, and how its words meet those of another sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

import msgspec
import numpy as np
from numpy.typing import NDArray

from rashomon.comparing.differences.meaning import Weights, nearness
from rashomon.comparing.differences.sentence import (
    ReadSentence,
    SentencePair,
    clipped,
    is_name,
    lies_in,
    once,
    rarities,
    telling_rarities,
)
from rashomon.reading.hearsay import HEARSAY_ADVERBS
from rashomon.reading.reading import Actor, Statement
from rashomon.report import Span

# "Supposedly" as often tells of the reporter's own doubt: no statement is read from it, but what
# stands beside it is not told as certain either.
_HEARSAY = HEARSAY_ADVERBS | {"supposedly"}
# A source that closes a sentence, where the reading is not sure enough of what it is credited with.
_CLOSING = re.compile(
    r",\s+((?:[\w’'.-]+\s+){0,7}[\w’'.-]+)\s+(?:said|says|told\s[^,]+|reported|announced|confirmed)"
    r"(?:\son\s\w+|\s\w+day)?[.\s]*$"
)
# Words nearer than this to one of the other sentence begin to count as common.
_FROM = 0.35

Flags = NDArray[np.bool_]


class Credit(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A part of a sentence that is somebody's: which words, whose, and where that is said.

    `closing` says that the source stands at the end of the sentence, and was not read as one.
    """

    words: Flags
    source: Span
    speaker: Actor | None = None
    statement: Statement | None = None
    closing: bool = False


class Side(msgspec.Struct, frozen=True, kw_only=True, eq=False, dict=True):
    """One sentence of a pair: its credits, the weight of each word, and its nearest's place."""

    sentence: ReadSentence
    credits: tuple[Credit, ...]
    weights: Weights
    nearest: NDArray[np.int64]
    rare: Weights

    def answered(self, words: Flags, answers: Flags) -> float:
        """Gives the share of what some words say that is answered where `answers` marks it."""
        total = float(self.rare[words].sum())
        return float(self.weights[words & answers].sum()) / total if total else 0.0

    @property
    def told(self) -> Flags:
        """Marks the words that say something: those that are no names and no figures."""
        return _told(self.sentence)

    @cached_property
    def plain(self) -> Flags:
        """Marks the words that nobody is credited with, and that name nobody who is."""
        marked = np.ones(len(self.weights), dtype=bool)
        for credit in self.credits:
            marked &= ~credit.words
            marked[self.sentence.inside(credit.source)] = False
        return marked


def sides_of(pair: SentencePair) -> tuple[Side, Side]:
    """Gives the two sentences with what they credit and what they have in common."""
    near = nearness(pair)
    sides = []
    for sentence, rows in ((pair.left, near), (pair.right, near.T)):
        best = rows.max(axis=1) if rows.size else np.zeros(len(sentence.words))
        place = rows.argmax(axis=1) if rows.size else np.zeros(len(sentence.words), dtype=np.int64)
        sides.append(
            Side(
                sentence=sentence,
                credits=credits_of(sentence),
                weights=np.clip((best - _FROM) / (1 - _FROM), 0, 1) * rarities(sentence),
                nearest=place,
                rare=telling_rarities(sentence),
            )
        )
    return sides[0], sides[1]


def common_weight(left: Side, ours: Credit, right: Side, theirs: Credit) -> float:
    """Gives the weight of what is in both credits."""
    there = ours.words & theirs.words[left.nearest] if len(right.weights) else ours.words & False
    back = theirs.words & ours.words[right.nearest] if len(left.weights) else theirs.words & False
    return float(left.weights[there].sum() + right.weights[back].sum()) / 2


@once
def _told(sentence: ReadSentence) -> Flags:
    return np.array(
        [word.form[0].isalpha() and not is_name(sentence, word) for word in sentence.words],
        dtype=bool,
    )


@once
def credits_of(sentence: ReadSentence) -> tuple[Credit, ...]:
    """Gives the parts of a sentence that are somebody's."""
    return tuple(_found_credits(sentence))


def _found_credits(sentence: ReadSentence) -> Iterator[Credit]:
    for statement in sentence.statements:
        spans = [*clipped(statement.content, sentence.span), *_before_source(sentence, statement)]
        words = np.array([any(lies_in(word, span) for span in spans) for word in sentence.words])
        if words.any():
            yield Credit(
                words=words,
                source=_source(sentence, statement),
                speaker=sentence.speakers.get(statement.id),
                statement=statement,
            )
    yield from _closing_credit(sentence)
    for k, word in enumerate(sentence.words):
        if word.form in _HEARSAY:
            words = np.arange(len(sentence.words)) != k
            yield Credit(words=words, source=Span(word.start, word.end))


def _closing_credit(sentence: ReadSentence) -> Iterator[Credit]:
    """Gives what a source that closes the sentence is credited with, where it was not read."""
    closing = _CLOSING.search(sentence.show(sentence.span))
    if closing is None:
        return
    start = sentence.span.start
    source = Span(start + closing.start(1), start + closing.end(1))
    if not any(one.source and one.source.overlaps(source) for one in sentence.statements):
        words = np.array([word.end <= start + closing.start() for word in sentence.words])
        yield Credit(words=words, source=source, closing=True)


def _before_source(sentence: ReadSentence, statement: Statement) -> Iterator[Span]:
    """Gives all that stands before a source that closes its sentence: "…, the mayor said."."""
    source, cue = statement.source, statement.cue
    if statement.manner != "indirect" or source is None or cue is None:
        return
    first, last = min(source.start, cue.start), max(source.end, cue.end)
    closes = not any(character.isalnum() for character in sentence.text[last : sentence.span.end])
    if sentence.span.covers(source) and sentence.span.covers(cue) and closes:
        yield Span(sentence.span.start, first)


def _source(sentence: ReadSentence, statement: Statement) -> Span:
    """Gives the words that name the source, or the content where they stand elsewhere."""
    if statement.source and sentence.span.covers(statement.source):
        return statement.source
    return clipped(statement.content, sentence.span)[0]
