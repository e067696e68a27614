"""Utterances as two sentences give them, and in which of their words they differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache

import msgspec

from rashomon.comparing.differences.alignment import Change, Word, changes
from rashomon.comparing.differences.sentence import (
    ReadSentence,
    SentencePair,
    clipped,
    is_name,
    lies_in,
    once,
)
from rashomon.comparing.differences.words import FUNCTION_WORDS, MODALS, stem
from rashomon.reading.numbers import number_value
from rashomon.report import Span

# Words left out that are so many, and stand in another sentence of the report, were not left out.
_ELSEWHERE = 4
# What a reporter put into a quotation: "[the mayor's]".
_BRACKETS = re.compile(r"\[[^\]]*\]")
# Words that make no difference where a quotation has one more.
_SLIGHT = FUNCTION_WORDS - MODALS - {"no", "not", "nor", "only", "if", "all", "most", "some"}


class Utterance(msgspec.Struct, frozen=True, dict=True):
    """A stretch of a sentence that gives somebody's words, and whether it quotes them."""

    span: Span
    words: tuple[Word, ...]
    quoted: bool

    @cached_property
    def forms(self) -> list[str]:
        """The words as they are compared: "day one" is "Day 1"."""
        return [_in_figures(word.form) for word in self.words]


@lru_cache(maxsize=1 << 14)
def _in_figures(form: str) -> str:
    value = number_value(form) if form.isalpha() else None
    return form if value is None else f"{value:.15g}"


def telling(utterance: Utterance) -> set[str]:
    """Gives the stems of the words that say something."""
    return {stem(word.form) for word in utterance.words if word.form not in FUNCTION_WORDS}


@once
def utterances_of(sentence: ReadSentence) -> list[Utterance]:
    """Gives the quotations of a sentence, and what it tells of statements without quoting them."""
    found = [
        Utterance(span, own_words(sentence, span), True)
        for span in sentence.quoted
        if not _is_title(sentence, span)
    ]
    for statement in sentence.statements:
        for inside in clipped(statement.content, sentence.span):
            if not sentence.is_quoted(inside):
                found.append(Utterance(inside, sentence.words_in(inside), False))
    return [utterance for utterance in found if utterance.words]


def own_words(sentence: ReadSentence, span: Span) -> tuple[Word, ...]:
    """Gives the words of a quotation but for those that the reporter put in brackets."""
    brackets = [
        Span(span.start + put.start(), span.start + put.end())
        for put in _BRACKETS.finditer(sentence.show(span))
    ]
    words = sentence.words_in(span)
    return tuple(word for word in words if not any(lies_in(word, put) for put in brackets))


def _is_title(sentence: ReadSentence, span: Span) -> bool:
    """Says whether words in marks name something: "Pulp Fiction" is a film's title, no utterance.

    All that tell something have capitals, though others of the sentence have none. A single one
    may only begin a quotation, so that it must be a name.
    """
    meant = [word for word in sentence.words if word.form not in FUNCTION_WORDS]
    marked = [word for word in meant if span.start <= word.start < span.end]
    if all(sentence.text[word.start].isupper() for word in meant):
        return False
    if len(marked) == 1:
        return is_name(sentence, marked[0])
    return bool(marked) and all(sentence.text[word.start].isupper() for word in marked)


def changed(pair: SentencePair, left: Utterance, right: Utterance) -> tuple[Change, ...]:
    """Gives the stretches in which two utterances differ.

    Words that the other report gives in another sentence are not left out.
    """
    return tuple(
        change
        for change in changes(left.forms, right.forms)
        if not _stands_elsewhere(pair, left, right, change)
    )


def is_slight(left: Utterance, right: Utterance, change: Change) -> bool:
    """Says whether a change is one small word more in one of two quotations: "that", "and"."""
    words = (
        *left.words[change.left_from : change.left_to],
        *right.words[change.right_from : change.right_to],
    )
    return len(words) == 1 and words[0].form in _SLIGHT


def _stands_elsewhere(
    pair: SentencePair, left: Utterance, right: Utterance, change: Change
) -> bool:
    """Says whether words that only one utterance has stand in the other report all the same."""
    ours, theirs = change.left_to - change.left_from, change.right_to - change.right_from
    if (ours and theirs) or max(ours, theirs) < _ELSEWHERE:
        return False
    running = _running_in_figures((pair.right if ours else pair.left).report.running)
    stretches = (
        _like_stretches(left.forms, change.left_from, change.left_to)
        if ours
        else _like_stretches(right.forms, change.right_from, change.right_to)
    )
    return any(f" {' '.join(forms)} " in running for forms in stretches)


def _like_stretches(forms: Sequence[str], begin: int, end: int) -> Iterator[Sequence[str]]:
    """Gives the stretches without which the same words are left.

    Of "we saw it, we will see" either "we saw it" or "saw it, we" is missing in "we will see".
    """
    yield forms[begin:end]
    first, last = begin, end
    while first and forms[first - 1] == forms[last - 1]:
        first, last = first - 1, last - 1
        yield forms[first:last]
    while end < len(forms) and forms[begin] == forms[end]:
        begin, end = begin + 1, end + 1
        yield forms[begin:end]


@lru_cache(maxsize=64)
def _running_in_figures(running: str) -> str:
    return f" {' '.join(map(_in_figures, running.split()))} "
