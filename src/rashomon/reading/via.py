"""The chain a statement came through: "Tass quoted the spokesman as saying", "told CNN"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rashomon.reading.actors import name_words
from rashomon.reading.drafts import Draft
from rashomon.reading.speaker_confidence import Meant
from rashomon.report import Report, Span

if TYPE_CHECKING:
    from rashomon.reading.resolver import Resolver

# What both patterns below need: most sentences are passed over by this alone.
_QUOTING = re.compile(r"\b(?:quoted|cited|quotes|cites)\b")
# "the AFP quoted a Pentagon spokesman as saying", "was quoted by Tass as saying"
_QUOTED_AS = re.compile(
    r"(?P<outer>[^.,;“”\"\n]{2,80}?)\s+(?:has\s+|have\s+)?(?:quoted|cited|quotes|cites)\s+(?!by\s|in\s|as\s)"
    r"(?P<inner>(?:[^.;“”\"\n]|[“\"][\w -]{2,30}[”\"]){2,120}?)\s+"
    r"(?:saying|as\s+(?:saying|telling|writing|having\s+said))"
)
_QUOTED_BY = re.compile(
    r"\bquoted\s+(?:by|in)\s+(?P<outer>[^.;“”\"\n]{2,80}?)(?=\s+as\s+saying|[,.;\n]|$)"
)
# "told CNN", "in an interview with Reuters", "according to AFP", "the Post reported"
_TOLD = re.compile(
    r"\b(?:told|tells|telling|spoke to|speaking to|interview with|interviewed by|"
    r"remarks to|said to|said on|said in an interview on|statement to|comments to|"
    r"according to|reported by|wrote in|wrote on|posted on|said via|announced on)\s+"
    r"(?P<outer>(?:the\s+)?[A-Z@][^.;“”\"\n]{1,60}?)"
    r"(?=\s+(?:that|on|in|by|at|after|before|from|for|during|as|about|and)\b|[,.;\n“\"]|$)"
)
# Before these people speak; what they say there, any reporter may hear.
HEARINGS = frozenset(
    """
    assembly board bundestag chamber commission committee commons conference congress convention
    council court courts dail department diet duma enquiry hearing house inquiry jury knesset lords
    majlis ministry nations panel parliament police rally sabha seanad sejm senate summit trial
    tribunal union
    """.split()
)
_REPORTED = re.compile(
    r"(?P<outer>(?:[Tt]he\s+)?[A-Z][\w.&’' -]{1,50}?)\s+(?:news agency\s+|newspaper\s+)?"
    r"(?:reported|reports|reported that)\b"
)


def chain_of(
    report: Report,
    sentences: Sequence[Span],
    resolver: Resolver,
    draft: Draft,
    meant: Meant,
) -> tuple[tuple[str, ...], Meant]:
    """Gives (via, speaker): the actors in between, outermost first, and the innermost speaker.

    `meant` is whom the statement's own source means, and how that was told: it is given back but
    where the words around the source name another, who is quoted.
    """
    sentence = _sentence_of(sentences, draft)
    if sentence is None:
        return (), meant
    for outer, inner in _quoted_as(report, sentence, draft):
        through = resolver.speaker_of(outer)
        innermost = resolver.meant(inner) if inner is not None else meant
        if through is not None and through != innermost.actor:
            return (through,), innermost
    for pattern in (_TOLD, _REPORTED):
        for found in pattern.finditer(report.text, sentence.start, sentence.end):
            outer = Span(found.start("outer"), found.end("outer"))
            if _inside(outer, draft) or (draft.source and draft.source.overlaps(outer)):
                continue
            through = _outlet(report, resolver, outer)
            if through is not None and through != meant.actor and meant.actor is not None:
                return (through,), meant
    return (), meant


def only_hears(name: str) -> bool:
    """Says whether a name is that of a body before which people speak: it passes nothing on."""
    return not HEARINGS.isdisjoint(name_words(name))


def _quoted_as(report: Report, sentence: Span, draft: Draft) -> list[tuple[Span, Span | None]]:
    found: list[tuple[Span, Span | None]] = []
    if not _QUOTING.search(report.text, sentence.start, sentence.end):
        return found
    for match in _QUOTED_AS.finditer(report.text, sentence.start, sentence.end):
        outer = Span(match.start("outer"), match.end("outer"))
        inner = Span(match.start("inner"), match.end("inner"))
        if not (_inside(outer, draft) or _inside(inner, draft)):
            found.append((_last_phrase(report, outer), inner))
    for match in _QUOTED_BY.finditer(report.text, sentence.start, sentence.end):
        outer = Span(match.start("outer"), match.end("outer"))
        if not _inside(outer, draft):
            found.append((outer, None))
    return found


def _last_phrase(report: Report, span: Span) -> Span:
    """Gives the last run of a span after a connective: "and the AFP" -> "the AFP"."""
    text = report.show(span)
    cut = max(
        (m.end() for m in re.finditer(r"(?:^|\s)(?:and|but|while|as|that)\s+", text)), default=0
    )
    while cut < len(text) and text[cut] in " ,'’”\"":
        cut += 1
    return Span(span.start + cut, span.end)


def _outlet(report: Report, resolver: Resolver, span: Span) -> str | None:
    """Gives the organization named in a span: an outlet or agency, never a person or place.

    Nor a body that sits to hear people: "told the Senate" is no chain.
    """
    for actor in resolver.actors.values():
        if actor.kind == "organization" and actor.named:
            if only_hears(actor.name):
                continue
            for mention in actor.mentions:
                if (
                    span.start <= mention.start + 4
                    and mention.end <= span.end + 1
                    and (mention.start - span.start <= 5)
                ):
                    return actor.id
    return None


def _inside(span: Span, draft: Draft) -> bool:
    return any(content.overlaps(span) for content in draft.content)


def _sentence_of(sentences: Sequence[Span], draft: Draft) -> Span | None:
    anchor = draft.cue or draft.content[0]
    for sentence in sentences:
        if sentence.start <= anchor.start < sentence.end:
            return sentence
    return None
