"""What pronouns and descriptions take up in texts annotated for coreference.

The annotated stories have few sources of some kinds: these examples stand beside them. GUM's
news, interviews and lives (Zeldes 2017) and MEANTIME's Wikinews (Minard et al. 2016) say for every
mention of a person or body which others mean the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from evaluation.files import read_records
from rashomon.intake import report_from_text
from rashomon.reading.antecedents import Anaphor
from rashomon.report import Span
from training.resolving import Watched, watched_over

GENRES = frozenset({"news", "interview", "bio"})
_WHO = frozenset({"person", "organization", "place", "PER", "ORG", "LOC"})
_SUBJECT = re.compile(
    r"(?:(?:he|she|they|it)|(?:the|this)\s(?:[\w’'-]+\s){0,2}[a-z]+)$", re.IGNORECASE
)
# What follows a subject: a verb, as far as its form shows that.
_VERB = re.compile(
    r"\s(?:\w+ly\s|also\s|then\s|now\s)?(?:is|are|was|were|has|have|had|will|would|can|could|may|"
    r"might|must|did|does|said|says|told|wrote|made|took|gave|went|came|became|began|won|held|"
    r"[a-z]{3,}(?:ed|s))\b"
)


class Chain(NamedTuple):
    """The mentions of one person or body in one text."""

    kind: str
    mentions: list[Span]


def texts(shared: Path) -> Iterator[tuple[str, list[Chain]]]:
    """Gives each annotated text with its chains."""
    for part in ("train", "dev"):
        for row in read_records(shared / f"data/names/gum.{part}.jsonl.gz"):
            if row["genre"] in GENRES:
                found = [(e["chain"], e["type"], e["start"], e["end"]) for e in row["entities"]]
                yield row["text"], chains(found)
    for row in read_records(shared / "data/events/meantime_en.jsonl.gz"):
        found = [
            (m["chain"], m["chain"][:3], m["start"], m["end"])
            for m in row["mentions"]
            if m["kind"] == "entity" and m.get("chain")
        ]
        yield row["text"], chains(found)


def chains(mentions: list[tuple[str, str, int, int]]) -> list[Chain]:
    """Gives the chains of persons, bodies and places that have several mentions."""
    found: dict[str, Chain] = {}
    for identity, kind, start, end in mentions:
        found.setdefault(identity, Chain(kind, [])).mentions.append(Span(start, end))
    return [c for c in found.values() if c.kind in _WHO and len(c.mentions) > 1]


def coreferent(shared: Path) -> Iterator[list[tuple[Anaphor, list, list[int]]]]:
    """Gives for each text (kind, figures of the candidates and of none, the right ones)."""
    for text, known in texts(shared):
        resolver, _, _ = watched_over(report_from_text(text, id="text"))
        yield list(_examples(resolver, known))


def _examples(resolver: Watched, known: list[Chain]):
    text = resolver.report.text
    actors = dict(resolver.actors)
    for chain in known:
        for mention in chain.mentions:
            words = text[mention.start : mention.end]
            if not _SUBJECT.match(words) or not _VERB.match(text, mention.end):
                continue
            resolver.seen.clear()
            resolver.meant(mention)
            for kind, _, rows, candidates in resolver.seen[:1]:
                right = [
                    place
                    for place, actor in enumerate(candidates)
                    if any(
                        _same(text, own, other)
                        for own in actor.mentions
                        if own.start < mention.start
                        for other in chain.mentions
                    )
                ]
                yield kind, rows, right or [len(candidates)]
            # What was taken for an unnamed source here is none.
            resolver.actors.clear()
            resolver.actors.update(actors)


def _same(text: str, own: Span, other: Span) -> bool:
    """Says whether an actor's mention is an annotated one, not "Holm" in "Holm's son"."""
    if not other.covers(own):
        return False
    return own.end >= other.end - 2 or text[own.end : own.end + 1] in ",("
