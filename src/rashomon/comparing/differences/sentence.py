"""A sentence with all that its reading found in it, and pairs of such sentences."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, wraps
from typing import TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from rashomon.comparing.differences.alignment import Change, Word, changes, words_of
from rashomon.comparing.differences.meaning import Matrix, Views, Weights, rarity, word_vectors
from rashomon.comparing.differences.words import FUNCTION_WORDS, stem
from rashomon.comparing.pair import LinkRelation
from rashomon.comparing.statements import extent
from rashomon.comparing.vectors import views
from rashomon.naming import name_of
from rashomon.reading.quotations import quoted_spans
from rashomon.reading.reading import Actor, Quantity, Reading, Statement, Time
from rashomon.report import Span


class ReportWords(msgspec.Struct, frozen=True, kw_only=True):
    """The words of a whole report, as they are compared.

    `small` are those that stand somewhere in small letters, so that they are no names;
    `running` is all of them in order, with a space before and after each; `figures` are the
    values of the report's quantities, with their units, `counted` has beside each a word's stem
    for what it counts; `quotations` are the stems of what is told in each pair of marks.
    """

    forms: frozenset[str]
    small: frozenset[str]
    running: str
    figures: frozenset[tuple[float, str | None]]
    counted: frozenset[tuple[float, str | None, str]]
    quotations: tuple[frozenset[str], ...] = ()


class ReadSentence(msgspec.Struct, frozen=True, kw_only=True, eq=False, dict=True):
    """One sentence of a report: its words, and the findings that lie in it.

    `quoted` are the stretches that stand in quotation marks or in the content of a direct
    statement. `statements` are those whose content reaches into the sentence. `vectors` has a
    row for each word; None where the sentence is not one that is matched. `dates` are the values of
    all times of its report.
    """

    text: str
    outlet: str | None
    published: str | None
    index: int
    span: Span
    words: tuple[Word, ...]
    quoted: tuple[Span, ...]
    statements: tuple[Statement, ...]
    speakers: dict[str, Actor]
    quantities: tuple[Quantity, ...]
    times: tuple[Time, ...]
    places: tuple[Span, ...]
    report: ReportWords
    vectors: Matrix | None = None
    dates: frozenset[str] = frozenset()

    @cached_property
    def forms(self) -> list[str]:
        """The words as they are compared."""
        return [word.form for word in self.words]

    @cached_property
    def joining(self) -> NDArray[np.bool_]:
        """Marks the function words."""
        return np.array([word.form in FUNCTION_WORDS for word in self.words], dtype=bool)

    @cached_property
    def _starts(self) -> list[int]:
        return [word.start for word in self.words]

    @cached_property
    def _ends(self) -> list[int]:
        return [word.end for word in self.words]

    def inside(self, span: Span) -> list[int]:
        """Gives the places of the words that lie in a span."""
        first = bisect_left(self._starts, span.start)
        return list(range(first, bisect_right(self._ends, span.end)))

    def words_in(self, span: Span) -> tuple[Word, ...]:
        """Gives the words that lie in a span."""
        return tuple(self.words[k] for k in self.inside(span))

    def forms_in(self, span: Span) -> list[str]:
        """Gives the words that lie in a span, as they are compared."""
        return [word.form for word in self.words_in(span)]

    def has_words(self, words: Sequence[str]) -> bool:
        """Says whether the report has these words, one after the other."""
        return f" {' '.join(words)} " in self.report.running

    def is_quoted(self, span: Span) -> bool:
        """Says whether a span lies inside quotation marks."""
        return any(quote.covers(span) for quote in self.quoted)

    def speakers_in(self, span: Span) -> list[Actor]:
        """Gives those to whom words that reach into a span are credited."""
        return [
            self.speakers[statement.id]
            for statement in self.statements
            if statement.id in self.speakers
            and any(piece.overlaps(span) for piece in statement.content)
        ]

    def span_of(self, first: int, end: int) -> Span:
        """Gives the span from the word `first` to before the word `end`.

        An empty stretch takes the words beside it, so that there is something to show.
        """
        if first >= end:
            first, end = max(0, first - 1), min(len(self.words), end + 1)
        return Span(self.words[first].start, self.words[end - 1].end)

    def show(self, span: Span) -> str:
        """Gives the very words of a span."""
        return self.text[span.start : span.end]


_Found = TypeVar("_Found")


def once(find: Callable[[ReadSentence], _Found]) -> Callable[[ReadSentence], _Found]:
    """Lets what is found in a sentence be found once, however many it is held against."""
    name = f"{find.__module__}.{find.__qualname__}"

    @wraps(find)
    def found(sentence: ReadSentence) -> _Found:
        kept: dict[str, _Found] = sentence.__dict__
        if name not in kept:
            kept[name] = find(sentence)
        return kept[name]

    return found


@once
def rarities(sentence: ReadSentence) -> Weights:
    """Gives how rare each word of a sentence is."""
    return np.array([rarity(word.form) for word in sentence.words])


@once
def telling_rarities(sentence: ReadSentence) -> Weights:
    """Gives how rare each word of a sentence is, 0 for function words."""
    return np.where(sentence.joining, 0.0, rarities(sentence))


def is_name(sentence: ReadSentence, word: Word) -> bool:
    """Says whether a word is a name: it has a capital, and stands nowhere in small letters."""
    return sentence.text[word.start].isupper() and word.form not in sentence.report.small


def _start(word: Word) -> int:
    return word.start


def _end(word: Word) -> int:
    return word.end


class SentencePair(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Two linked sentences. `twins` says that one is the other, word for word or retouched.

    `likeness` is the probability that they assert the same thing, `changes` the stretches of
    words in which they differ.
    """

    left: ReadSentence
    right: ReadSentence
    twins: bool
    likeness: float
    relation: LinkRelation
    changes: tuple[Change, ...]


def read_sentences(reading: Reading, *, read: Views = views) -> tuple[ReadSentence, ...]:
    """Gives the sentences of a reading, each with the findings that lie in it.

    `read` turns texts into vectors; training puts its own models there.
    """
    report = reading.report
    actors = {actor.id: actor for actor in reading.actors}
    quotes = quoted_spans(report)
    direct = [
        piece
        for statement in reading.statements
        if statement.manner == "direct"
        for piece in statement.content
    ]
    places = [m for actor in reading.actors if actor.kind == "place" for m in actor.mentions]
    words = [words_of(report.text, span) for span in reading.sentences]
    whole = _report_words(reading, words, quotes)
    vectors = word_vectors(reading, words, read=read)
    dates = frozenset(time.value for time in reading.times)
    stated = [(statement, extent(statement)) for statement in reading.statements]
    found: list[ReadSentence] = []
    for index, span in enumerate(reading.sentences):
        statements = tuple(
            statement
            for statement, reach in stated
            if reach.overlaps(span) and any(piece.overlaps(span) for piece in statement.content)
        )
        found.append(
            ReadSentence(
                text=report.text,
                outlet=name_of(report) if report.outlet or report.path else None,
                published=report.published,
                index=index,
                span=span,
                words=words[index],
                quoted=_joined([*clipped(quotes, span), *clipped(direct, span)]),
                statements=statements,
                speakers={
                    statement.id: actors[statement.speaker]
                    for statement in statements
                    if statement.speaker in actors
                },
                quantities=tuple(q for q in reading.quantities if lies_in(q, span)),
                times=tuple(t for t in reading.times if lies_in(t, span)),
                places=tuple(place for place in places if span.covers(place)),
                report=whole,
                vectors=vectors[index],
                dates=dates,
            )
        )
    return tuple(found)


def with_times(
    sentences: Sequence[ReadSentence], times: Sequence[Time]
) -> tuple[ReadSentence, ...]:
    """Gives the sentences with other times: those of the same reading, once its years are fixed."""
    dates = frozenset(time.value for time in times)
    return tuple(
        msgspec.structs.replace(
            one, times=tuple(t for t in times if lies_in(t, one.span)), dates=dates
        )
        for one in sentences
    )


def pair_of(
    left: ReadSentence,
    right: ReadSentence,
    *,
    twins: bool,
    likeness: float,
    relation: LinkRelation = "same",
) -> SentencePair:
    """Puts two sentences side by side."""
    return SentencePair(
        left=left,
        right=right,
        twins=twins,
        likeness=likeness,
        relation=relation,
        changes=changes(left.forms, right.forms),
    )


def _report_words(
    reading: Reading, sentences: list[tuple[Word, ...]], quotes: Sequence[Span]
) -> ReportWords:
    text = reading.report.text
    words = [word for sentence in sentences for word in sentence]
    return ReportWords(
        forms=frozenset(word.form for word in words),
        small=frozenset(word.form for word in words if text[word.start].islower()),
        running=f" {' '.join(word.form for word in words)} ",
        figures=frozenset((one.value, one.unit) for one in reading.quantities),
        counted=frozenset(
            (one.value, one.unit, stem(word))
            for one in reading.quantities
            for word in (one.of or "").casefold().split()
            if word not in FUNCTION_WORDS
        ),
        quotations=tuple(_stems_in(words, quote) for quote in quotes),
    )


def _stems_in(words: Sequence[Word], span: Span) -> frozenset[str]:
    """Gives the stems of the telling words in a span, of words in order."""
    first, end = bisect_left(words, span.start, key=_start), bisect_right(words, span.end, key=_end)
    return frozenset(
        stem(word.form) for word in words[first:end] if word.form not in FUNCTION_WORDS
    )


def lies_in(part: Word | Quantity | Time, span: Span) -> bool:
    """Says whether a word, a quantity or a time lies wholly in a span."""
    return span.start <= part.start and part.end <= span.end


def clipped(spans: Iterable[Span], sentence: Span) -> list[Span]:
    """Gives what lies in a sentence of some spans."""
    return [common for span in spans if (common := span.common(sentence)) is not None]


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    """Joins spans that overlap or touch."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)
