"""The notes of a comparison: what could not be read or decided, each with its code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rashomon.comparing.claims import SHOWN, Places, claiming_sentences
from rashomon.comparing.comparison import Claim
from rashomon.comparing.joining import joined_by_claims
from rashomon.comparing.pair import PairFindings
from rashomon.naming import count, listing
from rashomon.reading.reading import Note, Reading


def story_notes(
    readings: Sequence[Reading],
    claims: Sequence[Claim],
    *,
    places: Places,
    pairs: Iterable[PairFindings],
    hidden: int,
    names: Mapping[str, str],
) -> tuple[Note, ...]:
    """Gives the notes of the readings, and those on the story, by their codes.

    `hidden` counts the differences too unsure to show; `names` are the reports' for a reader.
    """
    notes = [
        *(note for reading in readings for note in reading.notes),
        *_on_reports(readings, claims, names),
        *_on_claims(claims),
        *_on_groups(claims, names),
        *_on_story(readings, places=places, pairs=pairs, hidden=hidden),
    ]
    return tuple(sorted(notes, key=lambda note: (note.code, note.message)))


def _on_reports(
    readings: Sequence[Reading], claims: Sequence[Claim], names: Mapping[str, str]
) -> Iterator[Note]:
    linked: set[str] = set()
    for claim in claims:
        making = {passage.report for passage in claim.passages}
        if len(making) > 1:
            linked |= making
    for reading in readings:
        report = reading.report.id
        if report not in linked and len(readings) > 1:
            yield Note(
                code="R303",
                message=f"{names[report]} shares no assertion with the other "
                "reports: it may be about another story.",
                report=report,
            )
        if not claiming_sentences(reading, with_title=False):
            yield Note(
                code="R304",
                message=f"No lead or body was found in {names[report]}: it makes no claims.",
                report=report,
            )


def _on_claims(claims: Sequence[Claim]) -> Iterator[Note]:
    unsure = [claim for claim in claims if claim.open and claim.repeats is None]
    left_open = sum(len({p.report for p in claim.passages}) > 1 for claim in unsure)
    if left_open:
        yield Note(
            code="R309",
            message=f"Not enough evidence that several reports make {count(left_open, 'claim')}:"
            " whether they agree is left open.",
        )
    beside = sum(
        claim.standing == "sole" and len({p.report for p in claim.passages}) == 1
        for claim in unsure
    )
    if beside:
        yield Note(
            code="R311",
            message=f"Not enough evidence that one report alone makes {count(beside, 'claim')}:"
            " another may make them too.",
        )


def _on_groups(claims: Sequence[Claim], names: Mapping[str, str]) -> Iterator[Note]:
    """Says where the reports fall into groups that no claim links: perhaps several stories."""
    groups = sorted(
        listing(sorted(names[report] for report in one))
        for one in joined_by_claims(list(names), claims)
        if len(one) > 1
    )
    if len(groups) > 1:
        yield Note(
            code="R310",
            message=f"The reports fall into {len(groups)} groups that share no assertion: "
            f"{'; '.join(groups)}. They may be about {len(groups)} stories.",
        )


def _on_story(
    readings: Sequence[Reading], *, places: Places, pairs: Iterable[PairFindings], hidden: int
) -> Iterator[Note]:
    unnamed = sum(
        part.statement.speaker is None
        for number, reading in enumerate(readings)
        for sentence in range(len(reading.sentences))
        for part in places.parts((number, sentence))
    )
    if unnamed:
        yield Note(
            code="R305",
            message=f"Not enough evidence to say who made {count(unnamed, 'statement')}: "
            "the speaker is left open.",
        )
    if hidden:
        yield Note(
            code="R306",
            message=f"Not enough evidence for {count(hidden, 'further possible difference')}: "
            "the confidence is too low to show.",
        )
    weak = sum(SHOWN / 2 <= link.probability < SHOWN for found in pairs for link in found.links)
    if weak:
        yield Note(
            code="R307",
            message=f"{count(weak, 'pair')} of sentences may assert the same thing; the "
            "evidence is too weak to join them.",
        )
