"""The statements of a story: each report's, a sentence at a time, with the story's speakers."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import msgspec.structs

from rashomon.comparing.actors import Cast
from rashomon.comparing.comparison import StoryStatement
from rashomon.reading.drafts import manner_of, trimmed
from rashomon.reading.quotations import quote_states_of
from rashomon.reading.reading import Reading, Statement
from rashomon.report import Span

# Below this confidence an attribution is left out of a comparison: more often than not an
# annotator of news would not mark it (training/confidence.py prints precision and recall).
STATED = 0.475


def surely_stated(reading: Reading) -> Reading:
    """Gives the reading with those statements alone that are sure enough to be compared.

    Unnamed sources to whom nothing remains credited go with them.
    """
    kept = tuple(s for s in reading.statements if s.confidence >= STATED)
    speaking = {actor for s in kept for actor in (s.speaker, *s.via)}
    actors = tuple(a for a in reading.actors if a.named or a.id in speaking)
    return msgspec.structs.replace(reading, statements=kept, actors=actors)


class SentenceStatement(msgspec.Struct, frozen=True, kw_only=True):
    """The part of a statement that stands in one sentence."""

    sentence: int
    content: tuple[Span, ...]
    statement: Statement


def extent(statement: Statement) -> Span:
    """Gives the stretch from the first piece of a statement's content to the last.

    To look at it first is cheaper than to look at each piece.
    """
    first = min((piece.start for piece in statement.content), default=0)
    return Span(first, max((piece.end for piece in statement.content), default=first))


def by_sentence(reading: Reading) -> tuple[SentenceStatement, ...]:
    """Cuts statements at the ends of sentences: each sentence asserts something of its own."""
    text = reading.report.text
    found = []
    for statement in reading.statements:
        reach = extent(statement)
        for number, sentence in enumerate(reading.sentences):
            if not reach.overlaps(sentence):
                continue
            content = tuple(
                part
                for piece in statement.content
                if (common := piece.common(sentence)) is not None
                and (part := trimmed(text, common)) is not None
            )
            if content:
                found.append(
                    SentenceStatement(sentence=number, content=content, statement=statement)
                )
    return tuple(found)


def statement_id(report: str, part: SentenceStatement) -> str:
    """Gives the id of a sentence's part of a statement: the report and where it stands."""
    return f"{report}:{part.content[0].start}-{part.content[-1].end}"


def story_statements(readings: Sequence[Reading], cast: Cast) -> tuple[StoryStatement, ...]:
    """Gives all statements of a story, in the order of the reports and their texts."""
    found = []
    for reading in readings:
        report = reading.report
        states = quote_states_of(report)
        for part in by_sentence(reading):
            statement = part.statement
            found.append(
                StoryStatement(
                    id=statement_id(report.id, part),
                    report=report.id,
                    # A transcript's turns are direct without any marks: see `reading.layout`.
                    manner="direct"
                    if statement.manner == "direct"
                    else manner_of(report.text, states, part.content),
                    act=statement.act,
                    content=part.content,
                    confidence=statement.confidence,
                    source=statement.source,
                    cue=statement.cue,
                    speaker=cast.of.get((report.id, statement.speaker))
                    if statement.speaker
                    else None,
                    via=tuple(
                        cast.of[report.id, actor]
                        for actor in statement.via
                        if (report.id, actor) in cast.of
                    ),
                )
            )
    return tuple(found)
