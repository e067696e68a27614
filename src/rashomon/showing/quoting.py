"""How a statement is shown: whose words, how they are given, what is in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from rashomon.comparing.comparison import StoryStatement
from rashomon.comparing.outlets import same_outlet
from rashomon.naming import listing
from rashomon.paragraphs import STOP
from rashomon.reading.reading import Reading, Statement
from rashomon.report import Report, Span
from rashomon.showing.model import Cut, Said
from rashomon.showing.outlets import Source
from rashomon.showing.wording import manner_words
from rashomon.showing.words import Piece, Words, in_sentence, window

AnyStatement = Statement | StoryStatement

_QUOTATION_MARKS = tuple("\"“”„«»'‘’")
_OPENING = tuple("\"'“‘„«([")
_DOUBLE = tuple('"”')
_MARKUP = re.compile(r"[\"“]?<[^<>]*>?")
_ANY_DOUBLE = re.compile(r"[\"“”]")
_STOPS = tuple(".,!?")
# What stands before a clause of its own: "..., and", "... after".
_JOINING = re.compile(
    r"(?:\b(?:after|although|as|because|before|though|when|where|whereas|while)"
    r"|(?:[,;]|--|–|—)\s+(?:and|but)) $"
)
# Where another clause begins, which need not be the speaker's: "..., but she left it".
_CLAUSE = re.compile(
    r"[,;]? +(?:[–—-]|but|although|though|while|whereas)\s|;|[,;] +(?:and|so|yet)\s"
)
_PROSE = ("lead", "body")
# So many characters of a sentence are taken in rather than cut off: "(were) killed."
_NEAR = 48
# A part of a sentence is shown with its beginning where both are at most so long.
_WITH_BEGINNING = 320
# A mark that stands close on both sides has lost its space: "so."Later she left.
_SENTENCE_ENDS = re.compile(rf"{STOP}(?:[\"”'’)]*(?=\s|$)|(?=[\"“”][A-Z]))|(?=\n)")
_SENTENCE_BEGINS = re.compile(rf"{STOP}[\"”'’)]*\s+|\n\s*|\A")
_SENTENCE_OR_PARAGRAPH_ENDS = re.compile(rf"{STOP}[\"”'’)]*\s|\n\s*\n")


def said(statement: AnyStatement, names: Mapping[str, str], *, outlet: str | None = None) -> Said:
    """Gives who said it, how it is given, and through whom; `names` are the actors' by id.

    What was said to the report's own `outlet` ("told Reuters") came through nobody else.
    """
    via = [names.get(one, one) for one in statement.via]
    via = [name for name in via if not (outlet and same_outlet(name, outlet))]
    speaker = statement.speaker
    return Said(
        how=manner_words(statement.manner, statement.act),
        verbatim=statement.manner == "direct",
        speaker=names.get(speaker, speaker) if speaker else None,
        chain=f"via {listing(via)}" if via else None,
    )


def told(
    report: Report,
    statement: AnyStatement,
    core: Sequence[Span],
    *,
    limit: int,
    marks: Sequence[Span] = (),
) -> Words | None:
    """Gives part of a paraphrase together with the words that say whose it is.

    "(Peskov added that) jihadists had been flooding in": what is in brackets here is context.
    None for very words, and where source, cue and content are not near in one sentence.
    """
    if statement.manner == "direct":
        return None
    spots = sorted([*core, *(spot for spot in (statement.source, statement.cue) if spot)])
    span = _with_marks(report.text, Span(spots[0].start, max(spot.end for spot in spots)))
    if span.end - span.start > limit or _leaves_sentence(report.text, spots):
        return None
    whole = _to_its_ends(report, span)
    return in_sentence(report, window(report, whole, marks=marks, core=core, limit=limit + _NEAR))


def content_words(report: Report, statement: AnyStatement, *, limit: int) -> tuple[Words, ...]:
    """Gives the words of a statement: a paraphrase within its sentence, else piece after piece."""
    whole = told(report, statement, statement.content, limit=limit)
    if whole:
        if not _begins_a_clause(report, whole):
            whole = with_beginning(report, whole, limit=_WITH_BEGINNING)
        return (balanced(whole),)
    if statement.manner == "direct":
        return tuple(window(report, piece, limit=limit) for piece in statement.content)
    pieces = [
        in_sentence(report, window(report, _with_marks(report.text, piece), limit=limit))
        for piece in statement.content
    ]
    pieces[0] = with_beginning(report, pieces[0], limit=_WITH_BEGINNING)
    return _joined([balanced(piece) for piece in pieces])


def _begins_a_clause(report: Report, words: Words) -> bool:
    """Says whether a clause of its own begins where words do, so that nothing is needed ahead.

    "Senators struck back after | Holm accused them of treason": the first part is the report's,
    and would stand under Holm's name.
    """
    return _JOINING.search(report.text, max(0, words.start - _NEAR), words.start) is not None


def _joined(pieces: Sequence[Words]) -> tuple[Words, ...]:
    """Takes the marks of a cut away between pieces: they are joined by one already."""
    last = len(pieces) - 1
    return tuple(
        msgspec.structs.replace(
            piece, before=piece.before and number == 0, after=piece.after and number == last
        )
        for number, piece in enumerate(pieces)
    )


def reading_cut(reading: Reading, statement: Statement, source: Source, *, limit: int) -> Cut:
    """Gives a statement of a report read alone."""
    names = {actor.id: actor.name for actor in reading.actors}
    return Cut(
        source=source,
        words=content_words(reading.report, statement, limit=limit),
        place="",
        said=said(statement, names, outlet=reading.report.outlet),
    )


def _leaves_sentence(text: str, spots: Sequence[Span]) -> bool:
    reached = spots[0].end
    for spot in spots[1:]:
        if _SENTENCE_OR_PARAGRAPH_ENDS.search(text, reached, max(reached, spot.start)):
            return True
        reached = max(reached, spot.end)
    return False


def _to_its_ends(report: Report, span: Span) -> Span:
    """Takes in the few words that are left of the sentence before and after a stretch."""
    text, start, end = report.text, span.start, span.end
    after = _SENTENCE_ENDS.search(text, max(end - 1, start), min(end + 2 * _NEAR, len(text)))
    goes_on = _CLAUSE.match(text, end) is None
    if after and goes_on and after.end() > end and after.end() - end <= _NEAR:
        end = after.end()
    other = [zone.end for zone in report.zones if zone.kind not in _PROSE and zone.end <= start]
    first = max([start - 2 * _NEAR, 0, *other])
    before = [found.end() for found in _SENTENCE_BEGINS.finditer(text, first, start)]
    before += [first] if first in other else []
    if before and start - max(before) <= _NEAR:
        start = max(before)
        while start < span.start and not (text[start].isalnum() or _opens(text, start)):
            start += 1
    return Span(start, end)


def _opens(text: str, place: int) -> bool:
    return text[place] in _OPENING and not text[place + 1 : place + 2].isspace()


def whole_sentences(text: str, span: Span) -> Span:
    """Gives a stretch with the rest of the sentences in which it begins and ends."""
    begins = [found.end() for found in _SENTENCE_BEGINS.finditer(text, 0, span.start)]
    end = _SENTENCE_ENDS.search(text, max(span.end - 1, span.start))
    return Span(begins[-1] if begins else 0, end.end() if end else len(text))


def balanced(words: Words) -> Words:
    """Gives words with the quotation marks that their own have as twins outside of them.

    A quotation over several sentences is cut at their ends: `He said: “It failed.` gets its “””.
    """
    text = _MARKUP.sub(lambda tag: " " * len(tag.group()), words.text)
    opened = missing = 0
    for mark in _ANY_DOUBLE.finditer(text):
        ahead, behind = text[: mark.start()][-1:], text[mark.end() :][:1]
        inch = mark.group() == '"' and ahead.isdigit() and not opened
        goes_on = mark.group() == "“" and ahead == "\n" and opened
        if inch or goes_on or (ahead.isalnum() and behind.isalnum()):
            continue
        starts = not ahead.strip() or ahead in "([—–-:/"
        opens = behind.isalnum() if mark.group() == "”" else bool(behind.strip())
        if mark.group() == "“" or (starts and opens):
            opened += 1
        elif opened:
            opened -= 1
        else:
            missing += 1
    curly = "“" in text or "”" in text
    return msgspec.structs.replace(
        words,
        opens=("“" if curly else '"') if missing else "",
        closes=("”" if curly else '"') if opened else "",
    )


def with_beginning(report: Report, words: Words, *, limit: int) -> Words:
    """Gives words that begin within a sentence with what leads to them, as context.

    "(The aide,) who was caught on tape": without it nobody sees whose act it is. Where that would
    be longer than `limit`, or a quotation ends in it, the words are given as they are.
    """
    if not words.before:
        return words
    # No farther back than may be shown: reports can be long.
    first = max(0, words.end - limit - 2)
    begins = [found.end() for found in _SENTENCE_BEGINS.finditer(report.text, first, words.start)]
    if not begins:
        return words
    begin = begins[-1]
    zone = max((z.start for z in report.zones if z.start <= words.start), default=0)
    ahead = report.text[max(begin, zone) : words.start]
    lead = ahead.lstrip()
    start = words.start - len(lead)
    if not lead or words.end - start > limit or "\n" in lead or _ANY_DOUBLE.search(lead):
        return words
    pieces = (Piece(lead, "context"), *words.pieces)
    return msgspec.structs.replace(words, start=start, pieces=pieces, before=False)


def _with_marks(text: str, span: Span) -> Span:
    """Takes in the quotation mark beside a stretch whose twin is inside it."""
    inside = text[span.start : span.end]
    if inside.count('"') % 2 == 0 and inside.count("“") == inside.count("”"):
        return span
    if text[span.end : span.end + 1] in _QUOTATION_MARKS:
        return Span(span.start, span.end + 1)
    if text[span.end : span.end + 1] in _STOPS and text[span.end + 1 : span.end + 2] in _DOUBLE:
        return Span(span.start, span.end + 2)
    if span.start and text[span.start - 1] in _QUOTATION_MARKS:
        return Span(span.start - 1, span.end)
    return span
