"""Readings of invented sentences, and what differs between two of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from rashomon.comparing.differences import differences_between
from rashomon.comparing.pair import Link, LinkRelation, PairDifference
from rashomon.reading.quantities import find_quantities
from rashomon.reading.reading import Actor, Manner, Reading, Statement
from rashomon.reading.sentences import split_sentences
from rashomon.reading.times import find_times
from rashomon.report import Report, Span, fingerprint


@dataclass(frozen=True)
class Said:
    """A statement for a hand-built reading: its content, its source words, who that is."""

    content: str
    source: str
    speaker: str
    manner: Manner = "indirect"
    cue: str = "said"


def reading(
    text: str,
    *said: Said,
    name: str = "a",
    outlet: str | None = None,
    published: str | None = "2024-05-16",
) -> Reading:
    """Reads a text without the trained reader; statements are given."""
    report = Report(
        id=name,
        text=text,
        sha256=fingerprint(text),
        language="en",
        zones=(),
        outlet=outlet,
        published=published,
    )
    sentences = split_sentences(text)
    times = find_times(report, sentences)
    return Reading(
        report=report,
        sentences=sentences,
        actors=tuple(
            Actor(id=speaker, name=speaker, kind="person", mentions=())
            for speaker in sorted({one.speaker for one in said})
        ),
        statements=tuple(
            Statement(
                id=f"s{number}",
                manner=one.manner,
                act="speech",
                content=(span_of(text, one.content),),
                source=span_of(text, one.source),
                cue=span_of(text, one.cue),
                speaker=one.speaker,
                confidence=0.95,
            )
            for number, one in enumerate(said)
        ),
        times=times,
        quantities=find_quantities(report, sentences, times),
    )


def span_of(text: str, words: str) -> Span:
    """Gives where words stand in a text."""
    start = text.index(words)
    return Span(start, start + len(words))


def placed(text: str, place: str) -> Reading:
    """Reads a text in which a place is named once in its first sentence."""
    plain = reading(text)
    actor = Actor(id="p", name=place, kind="place", mentions=(span_of(text, place),))
    return replace(plain, actors=(actor,))


def link(relation: LinkRelation = "partial", probability: float = 0.95) -> tuple[Link, ...]:
    """Gives one link, between the first sentences."""
    return (Link(left=0, right=0, relation=relation, probability=probability),)


def between(
    left: str | Reading, right: str | Reading, links: Sequence[Link] | None = None
) -> tuple[PairDifference, ...]:
    """Gives what differs between two texts, or two readings."""
    ours = left if isinstance(left, Reading) else reading(left)
    theirs = right if isinstance(right, Reading) else reading(right, name="b")
    return differences_between(ours, theirs, link() if links is None else links)


def only(found: tuple[PairDifference, ...], kind: str) -> PairDifference:
    """Gives the one difference there is, of a type."""
    assert [one.type for one in found] == [kind]
    return found[0]
