"""Claims weighed: a draft's passages, who stands behind them, and so the claim's standing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import msgspec

from rashomon.comparing.claims import AGREED, Draft, Node, Place
from rashomon.comparing.comparison import Claim, Origin, Passage, Standing
from rashomon.comparing.origins import origins_of, standing_of
from rashomon.comparing.speaking import Speakers
from rashomon.comparing.versions import Articles
from rashomon.comparing.voices import SharedText, Voice, Voices
from rashomon.reading.language import is_read
from rashomon.reading.reading import Reading


class Sources(msgspec.Struct, frozen=True, kw_only=True):
    """Who may stand behind a story's passages.

    `texts` gives the origin of each report's own prose and `names` the report's name for a
    reader, by report id; `shared` is the running text that reports share.
    """

    voices: Voices
    actors: Speakers
    shared: SharedText
    texts: dict[str, Origin]
    names: dict[str, str]
    articles: Articles


def weighed(
    draft: Draft,
    identity: str,
    *,
    readings: Sequence[Reading],
    passages: Mapping[Node, Place],
    sources: Sources,
    disputed: bool,
    beside: Collection[int] = (),
) -> Claim:
    """Gives the claim of a draft, with its origins and its standing.

    `passages` are what stands for each of its sentences, `beside` the places of other readings in
    which something comes near it: whether one report is alone with it is then left open.
    """
    shown: list[Passage] = []
    voices: list[Voice] = []
    texts: dict[str, str] = {}
    for node in draft.nodes:
        place, report = passages[node], readings[node[0]].report
        shown.append(
            Passage(
                report=report.id,
                start=place.span.start,
                end=place.span.end,
                statement=place.statement,
            )
        )
        voices.append(sources.voices.of(node, place, alone=len(draft.nodes) < 2))
        texts[report.id] = report.sha256
    origins = origins_of(
        voices,
        texts=sources.texts,
        actors=sources.actors,
        names=sources.names,
        articles=sources.articles,
        shared=sources.shared,
        disputed=disputed,
    )
    standing = standing_of(origins, texts=texts, conflicting=disputed, articles=sources.articles)
    left_open = lacks_evidence(standing, draft.confidence) or (standing == "sole" and bool(beside))
    if not all(is_read(readings[place].report) for place, _ in draft.nodes):
        alone = len({reading.report.sha256 for reading in readings}) < 2
        left_open |= not alone and standing in ("agreed", "sole")
    return Claim(
        id=identity,
        gist=_gist(draft, readings, passages),
        standing=standing,
        passages=tuple(sorted(shown, key=lambda p: (p.report, p.start))),
        origins=origins,
        confidence=draft.confidence,
        open=left_open,
    )


def lacks_evidence(standing: Standing, confidence: float) -> bool:
    """Says whether too little is known to say that several reports make a claim."""
    return standing in ("agreed", "one-origin") and confidence < AGREED


def in_order(claims: Sequence[Claim], readings: Sequence[Reading]) -> list[Claim]:
    """Puts claims in the order in which reports make them, what more reports carry first."""
    lengths = {r.report.id: max(1, len(r.report.text)) for r in readings}

    def rank(claim: Claim) -> tuple[int, float, str]:
        reports = {p.report for p in claim.passages}
        first = min(p.start / lengths[p.report] for p in claim.passages)
        return -len(reports), first, claim.id

    return sorted(claims, key=rank)


def _gist(draft: Draft, readings: Sequence[Reading], passages: Mapping[Node, Place]) -> str:
    """Gives the words of the shortest passage that is not a headline, else of the shortest."""
    shown: list[tuple[bool, int, str]] = []
    for node in draft.nodes:
        reading = readings[node[0]]
        words = reading.report.show(passages[node].span)
        headline = reading.report.zone_kind(reading.sentences[node[1]]) == "title"
        shown.append((headline, len(words), words))
    return min(shown)[2]
