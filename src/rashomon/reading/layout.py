"""Statements that the layout of a text makes plain, without a verb that says so.

    WALLACE: Will you be there?            “I could not believe it.” — Lena Brandt, 41
    Reporter: And then?                    So bright! — Jon Vik (@jonvik) December 27, 2017
    Nygaard: Then we left.                 Her letter reads:  Dear colleagues, I am leaving you.
    Crane fell on quay: police official    Nordline to sell its ferries - TV

The reader model, which looks for a verb, takes a neighbour for the speaker here.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec
import msgspec.structs

from rashomon.paragraphs import split_paragraphs
from rashomon.reading.roles import is_role_noun
from rashomon.report import Span

_SHOUTED = re.compile(
    r"[\"“]?(?P<source>[A-Z][A-Z.’'\- ]{0,40}[A-Z]|[QA])(?P<cue>:)\s+(?P<content>\S.{2,}?)[\"”]?",
    re.S,
)
_CALLED = re.compile(
    r"[\"“]?(?P<source>[A-ZÀ-Þ][\w.’'-]*(?: [A-ZÀ-Þ][\w.’'-]*){0,3})(?P<cue>:)\s+"
    r"(?P<content>\S.{3,}?)[\"”]?",
    re.S,
)
_SIGNED = re.compile(
    r"[“\"‘](?P<content>.{8,}?)[”\"’]\s*(?P<cue>[—―–]|--?)\s*"
    r"(?P<source>[A-ZÀ-Þ][\w.’'-]+(?:\s+[\w.’'-]+){0,4})(?:,[^.“”\"]{0,80})?\.?$",
    re.S,
)
# "— Lena Brandt, of the owners" in a paragraph of its own below the quotation
_QUOTATION = re.compile(r"\s*[“\"](?P<content>[^“”\"]{8,})[”\"]\s*")
_SIGNATURE = re.compile(
    r"\s*(?P<cue>[—―–]|--?)\s*(?P<source>[A-ZÀ-Þ][\w.’'-]+(?:\s+[A-ZÀ-Þ][\w.’'-]+){0,3})"
    r"(?:,[^“”\"\n]{0,120})?\s*"
)
# A tweet as web pages embed it: text, links, "— Name (@handle) December 27, 2017".
_EMBEDDED = re.compile(
    r"(?P<content>\S.{2,400}?)"
    # Atomic: a run of links can be parted in more ways than can be tried. Not a possessive repeat
    # of a group, which CPython before 3.11.5 misreads (gh-106052).
    r"(?>(?:\s*+(?:#\w++|(?:https?://|pic\.twitter\.com/|[\w@.-]{1,60}\.com/)[^\s—―]++))*)\s*"
    r"(?P<cue>[—―–]|--?)\s*(?P<source>\S[^\n—―–()]{0,60}\(@\w{1,30}\))\s*"
    r"(?:[A-Z][a-z]+\.? \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]+ \d{4})"
)
_EXCLAIMED = re.compile(r"[^\n]{2,140}(?:[!?…]|#\w+)")
_ANNOUNCED = re.compile(
    r"\b(?:said|says|read|reads|wrote|writes|posted|tweeted|statement|letter|message|post|email|"
    r"memo|response|reply|speech|text|remarks|caption)\b[^\n]*:\s*$",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(r"\b(?:I|[Mm]y|[Ww]e|[Oo]ur|[Yy]ou|[Yy]our|me|us)\b")
_CREDITED = re.compile(
    r"(?:\(?[A-Z]{3,}\)\s+)?(?P<content>\S[^:]{11,150}?)(?P<cue>:| [-–—])\s+"
    r"(?P<source>[\w.’'&-]+(?: [\w.’'&-]+){0,5})\s*"
)
_MEDIA = frozenset(
    "agency agencies media ministry paper papers poll police press radio report reports source "
    "sources spokesman study survey tv watchdog".split()
)
_TURNS_AT_LEAST = 3  # one line "WARNING: ..." makes no transcript


class LaidOut(msgspec.Struct, frozen=True, kw_only=True):
    """A statement as the layout shows it. `source` is None where the layout names nobody."""

    content: Span
    cue: Span
    source: Span | None
    told: bool = False  # in the reporter's words


def laid_out(
    text: str, *, people: Iterable[str] = (), title: Span | None = None
) -> tuple[LaidOut, ...]:
    """Gives turns of a transcript, signed quotations, embedded posts and announced texts, in order.

    Of the `title`, what it credits to a source at its end. `people` are names of persons in the
    text: a turn "Nygaard: ..." counts for those alone.
    """
    paragraphs = split_paragraphs(text)
    found = _turns(text, paragraphs, people)
    found.extend(_matches(_SIGNED, text, paragraphs))
    found.extend(_signed_below(text, paragraphs))
    found.extend(_embedded(text, paragraphs))
    if title is not None:
        found.extend(_credited(text, title))
    taken = {f.content.start for f in found}
    found.extend(f for f in _announced(text, paragraphs) if f.content.start not in taken)
    return tuple(sorted(found, key=lambda f: f.content))


def _turns(text: str, paragraphs: Sequence[Span], people: Iterable[str]) -> list[LaidOut]:
    """Gives the turns of a transcript with the paragraphs in which a turn goes on."""
    known = {word.lower() for name in people for word in name.split()}
    turns: list[tuple[int, LaidOut]] = []
    capitals = [_match(_SHOUTED, text, paragraph) for paragraph in paragraphs]
    in_capitals = sum(turn is not None for turn in capitals) >= _TURNS_AT_LEAST
    for number, (paragraph, shouted) in enumerate(zip(paragraphs, capitals, strict=True)):
        called = None if in_capitals else _match(_CALLED, text, paragraph)
        if shouted is not None:
            turns.append((number, shouted))
        elif called is not None and _takes_turns(text, called, known):
            turns.append((number, called))
    labels = Counter(_label(text, turn) for _, turn in turns)
    if len(labels) < 2 or (len(turns) < _TURNS_AT_LEAST and not _asked(text, turns)):
        return []
    found = []
    for place, (number, turn) in enumerate(turns):
        found.append(turn)
        last = place + 1 == len(turns)
        end = len(paragraphs) if last else turns[place + 1][0]
        going_on = list(paragraphs[number + 1 : end])
        if last:
            while going_on and not _ADDRESSED.search(text[going_on[-1].start : going_on[-1].end]):
                going_on.pop()
        found.extend(
            LaidOut(content=paragraph, cue=turn.cue, source=turn.source)
            for paragraph in going_on
            if text[paragraph.start] not in "(["  # "(CROSSTALK)"
        )
    return found


def _label(text: str, turn: LaidOut) -> str:
    return text[turn.source.start : turn.source.end] if turn.source else ""


def _takes_turns(text: str, turn: LaidOut, known: set[str]) -> bool:
    words = _label(text, turn).lower().split()
    if text[: turn.content.start].count("\n") == 0 and text[turn.content.end - 1] not in ".?!":
        return False  # "Nygaard: Ferry sails again" is a headline
    return all(word in known for word in words) or is_role_noun(words[-1])


def _asked(text: str, turns: Sequence[tuple[int, LaidOut]]) -> bool:
    """Says whether two turns are a question and its answer, one right after the other."""
    if len(turns) != 2 or turns[1][0] != turns[0][0] + 1:
        return False
    return text[turns[0][1].content.start : turns[0][1].content.end].rstrip().endswith("?")


def _signed_below(text: str, paragraphs: Sequence[Span]) -> list[LaidOut]:
    """Gives quotations whose speaker signs in the paragraph right after them."""
    found = []
    for quotation, below in itertools.pairwise(paragraphs):
        signed = _SIGNATURE.fullmatch(text, below.start, below.end)
        quoted = _QUOTATION.fullmatch(text, quotation.start, quotation.end) if signed else None
        if signed is not None and quoted is not None:
            found.append(
                LaidOut(
                    content=Span(*quoted.span("content")),
                    cue=Span(*signed.span("cue")),
                    source=Span(*signed.span("source")),
                )
            )
    return found


def _embedded(text: str, paragraphs: Sequence[Span]) -> list[LaidOut]:
    """Gives embedded posts, with short exclamations on the lines right before as their part."""
    found = []
    for number, paragraph in enumerate(paragraphs):
        post = _match(_EMBEDDED, text, paragraph)
        if post is None:
            continue
        found.append(post)
        before = number - 1
        while before > 0 and _EXCLAIMED.fullmatch(
            text, paragraphs[before].start, paragraphs[before].end
        ):
            found.append(LaidOut(content=paragraphs[before], cue=post.cue, source=post.source))
            before -= 1
    return found


def _credited(text: str, title: Span) -> list[LaidOut]:
    """Gives a headline that names its source at its end: "Crane fell on quay: police official"."""
    found = _match(_CREDITED, text, title)
    if found is None or found.source is None:
        return []
    last = text[found.source.start : found.source.end].split()[-1]
    if not is_role_noun(last) and last.lower().rstrip(".") not in _MEDIA:
        return []
    return [msgspec.structs.replace(found, told=True)]


def _announced(text: str, paragraphs: Sequence[Span]) -> list[LaidOut]:
    """Gives paragraphs that speak to somebody and come right after "... her letter reads:"."""
    found = []
    for before, paragraph in itertools.pairwise(paragraphs):
        words = text[paragraph.start : paragraph.end]
        announced = _ANNOUNCED.search(text[before.start : before.end])
        if announced is None or words[:1] in "“\"'‘«" or not _ADDRESSED.search(words):
            continue
        cue = Span(before.end - 1, before.end)
        found.append(LaidOut(content=paragraph, cue=cue, source=None))
    return found


def _matches(pattern: re.Pattern[str], text: str, paragraphs: Sequence[Span]) -> list[LaidOut]:
    matched = (_match(pattern, text, paragraph) for paragraph in paragraphs)
    return [found for found in matched if found is not None]


def _match(pattern: re.Pattern[str], text: str, paragraph: Span) -> LaidOut | None:
    match = pattern.fullmatch(text, paragraph.start, paragraph.end)
    if match is None:
        return None
    return LaidOut(
        content=Span(*match.span("content")),
        cue=Span(*match.span("cue")),
        source=Span(*match.span("source")),
    )
