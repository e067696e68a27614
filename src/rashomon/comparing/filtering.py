"""A comparison with the less sure findings left out, without comparing anew."""

from __future__ import annotations

import msgspec

from rashomon.comparing.comparison import CONFLICTS, Claim, Comparison, Difference
from rashomon.comparing.origins import standing_of
from rashomon.comparing.overlaps import summed_up
from rashomon.comparing.versions import Articles, articles_of
from rashomon.comparing.weighing import lacks_evidence
from rashomon.naming import count
from rashomon.reading.reading import Note


def keep_sure(comparison: Comparison, confidence: float) -> Comparison:
    """Gives the comparison with only the claims and differences of at least this confidence.

    A claim that was disputed for a difference that is left out gets the standing that its
    origins give it. What is left out is counted in a note, R308. A comparison holds nothing
    below the thresholds it was made with, so a lower confidence than these adds nothing.
    """
    differences = tuple(d for d in comparison.differences if d.confidence >= confidence)
    conflicting = {d.claim for d in differences if d.subtype in CONFLICTS}
    texts = {report.id: report.sha256 for report in comparison.reports}
    articles = articles_of(comparison.reports)
    claims = tuple(
        _restored(claim, texts, articles)
        if claim.standing == "disputed" and claim.id not in conflicting
        else claim
        for claim in comparison.claims
        if claim.confidence >= confidence
    )
    kept = {claim.id for claim in claims}
    differences = tuple(d for d in differences if d.claim in kept)
    return msgspec.structs.replace(
        comparison,
        claims=claims,
        differences=differences,
        timeline=tuple(
            entry
            if entry.claim is None or entry.claim in kept
            else msgspec.structs.replace(entry, claim=None)
            for entry in comparison.timeline
        ),
        coverage={name: cover for name, cover in comparison.coverage.items() if name in kept},
        summary=summed_up(
            claims, reports=comparison.summary.reports, origins=comparison.summary.origins
        ),
        notes=(*comparison.notes, *_note(comparison, claims, differences, confidence)),
    )


def _restored(claim: Claim, texts: dict[str, str], articles: Articles) -> Claim:
    """Gives a claim the standing that its origins give it where nothing conflicts."""
    standing = standing_of(claim.origins, texts=texts, articles=articles, conflicting=False)
    left_open = claim.open or lacks_evidence(standing, claim.confidence)
    return msgspec.structs.replace(claim, standing=standing, open=left_open)


def _note(
    comparison: Comparison,
    claims: tuple[Claim, ...],
    differences: tuple[Difference, ...],
    confidence: float,
) -> tuple[Note, ...]:
    lost = len(comparison.claims) - len(claims), len(comparison.differences) - len(differences)
    if not any(lost):
        return ()
    message = (
        f"{count(lost[0], 'claim')} and {count(lost[1], 'difference')} with a confidence below"
        f" {confidence:g} are left out, as asked."
    )
    return (Note(code="R308", message=message),)
