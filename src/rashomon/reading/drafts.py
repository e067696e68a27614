"""Statements before their speakers are known: what they span, their manner and their act."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from rashomon.reading.reading import Act, Manner
from rashomon.report import Report, Span

_MARKS = "\"“”„‟«»‘’'`"
_EDGE = _MARKS + ",;: \t\n\r\u00a0–—-"


_THOUGHT = frozenset(
    """
    admire admired admires anticipate assume assumed aware belief believe believed believes
    believing beliefs concern concerned concerns confident consider considered
    considers convinced decided determined doubt doubts doubted dream expect expectation
    expectations expected expecting expects fear feared fearing fears feel feeling feels felt hope
    hoped hopes hopeful hoping imagine intend intended intends know knew known knows like likes
    mindful optimistic plan planned planning plans prefer prefers pleased ponder realise realised
    realize realized regard regards remember see sees suspect suspected
    suspects think thinking thinks thought understand understands understood want wanted wants
    willing wish wished wishes wonder wondered wonders worried worries worry
    """.split()
)
_WRITING = frozenset(
    """
    blog blogged document email emailed letter memo posted posting read reads release report
    reported retweeted statement tweet tweeted tweeting tweets wrote write writes writing written
    post article book editorial filing indictment papers records survey poll study
    """.split()
)
_WORD = re.compile(r"[A-Za-z]+")
_UNFINISHED = re.compile(
    r"\b(?:a|an|at|by|for|from|his|her|in|into|its|of|on|our|than|the|their|to|with)$",
    re.IGNORECASE,
)
_PHRASE_END = re.compile(r"[,;:.!?](?=\s|$)|[“”\"\n()]|\s[-–—]|\s(?:which|who)\s")
_IN_TOKEN = re.compile(r"(?:,\d{3})+\b|(?:\.[A-Z]\b)+\.?|[-‑]\w+")


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A statement before its speaker is known.

    `within` is the content of the statement that tells of this one: "A said that B said ...".
    """

    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    manner: Manner
    act: Act
    confidence: float
    within: tuple[Span, ...] | None = None


def trimmed(text: str, span: Span) -> Span | None:
    """Gives a span without outer quotation marks, commas and space; None where nothing is left."""
    start, end = span.start, span.end
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE and not _apostrophe(text, end - 1):
        end -= 1
    return Span(start, end) if any(c.isalnum() for c in text[start:end]) else None


def finished(text: str, span: Span, end: int) -> Span:
    """Gives a span that ends within a phrase up to the end of it: "30 miles from the | border".

    `end` is where the sentence ends; a comma, a dash or a mark ends a phrase before that.
    """
    place = span.end
    inside = _IN_TOKEN.match(text, place) if text[place - 1 : place].isalnum() else None
    if inside is not None and inside.end() <= end:
        place = inside.end()
    if _UNFINISHED.search(text, max(span.start, place - 12), place):
        rest = _PHRASE_END.search(text, place, end)
        place = rest.start() if rest else end
    return Span(span.start, place)


def _apostrophe(text: str, position: int) -> bool:
    return (
        text[position] in "’'"
        and text[position - 1 : position] == "s"
        and (position + 1 < len(text) and text[position + 1] == " ")
    )


def manner_of(text: str, states: Sequence[int], content: Sequence[Span]) -> Manner:
    """Says whether content stands inside quotation marks: direct, indirect or mixed."""
    letters = inside = 0
    for span in content:
        for i in range(span.start, span.end):
            if text[i].isalnum():
                letters += 1
                inside += states[i] == 1
    if letters and inside == letters:
        return "direct"
    return "mixed" if inside else "indirect"


def act_of(report: Report, cue: Span | None, source: Span | None) -> Act:
    """Says whether a cue tells of speech, writing or thought."""
    words = {w.lower() for w in _WORD.findall(report.show(cue))} if cue else set()
    if words & _WRITING:
        return "writing"
    if words & _THOUGHT:
        return "thought"
    if source is not None:
        heads = {w.lower() for w in _WORD.findall(report.show(source))}
        if heads & {
            "statement",
            "report",
            "letter",
            "document",
            "documents",
            "memo",
            "study",
            "poll",
            "survey",
            "email",
            "emails",
            "tweet",
            "filing",
            "indictment",
        }:
            return "writing"
    return "speech"
