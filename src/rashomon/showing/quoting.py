"""How a statement is shown: whose words, how they are given, what is in quotation marks."""

from __future__ import annotations

from collections.abc import Mapping

from rashomon.comparing.comparison import StoryStatement
from rashomon.reading.reading import Reading, Statement
from rashomon.report import Report, Span
from rashomon.showing.model import Cut, Said
from rashomon.showing.outlets import Source
from rashomon.showing.wording import listing, manner_words
from rashomon.showing.words import Words, window

_QUOTATION_MARKS = "\"“”„«»'‘’"


def said(statement: Statement | StoryStatement, names: Mapping[str, str]) -> Said:
    """Gives who said it, how it is given, and through whom; `names` are the actors' by id."""
    via = [names.get(one, one) for one in statement.via]
    speaker = statement.speaker
    return Said(
        how=manner_words(statement.manner, statement.act),
        verbatim=statement.manner == "direct",
        speaker=names.get(speaker, speaker) if speaker else None,
        chain=f"via {listing(via)}" if via else None,
    )


def content_words(
    report: Report, statement: Statement | StoryStatement, *, limit: int
) -> tuple[Words, ...]:
    """Gives the words of a statement, one piece of content after the other."""
    return tuple(
        window(report, _with_marks(report.text, piece, statement), marks=(), limit=limit)
        for piece in statement.content
    )


def reading_cut(reading: Reading, statement: Statement, source: Source, *, limit: int) -> Cut:
    """Gives a statement of a report read alone."""
    names = {actor.id: actor.name for actor in reading.actors}
    return Cut(
        source=source,
        words=content_words(reading.report, statement, limit=limit),
        place="",
        said=said(statement, names),
    )


def _with_marks(text: str, piece: Span, statement: Statement | StoryStatement) -> Span:
    """Takes in the quotation mark beside a partly quoted piece whose twin is inside it."""
    if statement.manner == "direct":
        return piece
    inside = text[piece.start : piece.end]
    if inside.count('"') % 2 == 0 and inside.count("“") == inside.count("”"):
        return piece
    if piece.start and text[piece.start - 1] in _QUOTATION_MARKS:
        return Span(piece.start - 1, piece.end)
    if text[piece.end : piece.end + 1] in tuple(_QUOTATION_MARKS):
        return Span(piece.start, piece.end + 1)
    return piece
