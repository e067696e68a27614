"""A comparison is filtered by confidence without comparing anew."""

from __future__ import annotations

import msgspec
import pytest
from hand_made import report_of

from rashomon.comparing.comparison import (
    Claim,
    Comparison,
    Difference,
    Origin,
    Passage,
    Side,
    Standing,
    Summary,
    TimelineEntry,
)

FERRY, HARBOUR = "The ferry sank with 14 people.", "The ferry sank with 17 people."


def claim(identity: str, standing: Standing, confidence: float) -> Claim:
    passages = tuple(Passage(report=name, start=0, end=len(FERRY)) for name in ("a", "b"))
    origins = tuple(
        Origin(kind="outlet", name=name, reports=(name,), why="Its own words.")
        for name in ("a", "b")
    )
    return Claim(
        id=identity,
        gist=FERRY,
        standing=standing,
        passages=passages,
        origins=origins,
        confidence=confidence,
    )


@pytest.fixture
def comparison() -> Comparison:
    conflict = Difference(
        id="d1",
        type="number",
        subtype="conflict",
        claim="sure",
        sides=(Side(report="a", start=20, end=22), Side(report="b", start=20, end=22)),
        explanation='One report says "14", the other "17".',
        confidence=0.5,
    )
    return Comparison(
        reports=(report_of("a", FERRY), report_of("b", HARBOUR)),
        actors=(),
        statements=(),
        claims=(claim("sure", "disputed", 0.9), claim("unsure", "agreed", 0.4)),
        differences=(conflict,),
        lineage=(),
        timeline=(TimelineEntry(when="2024-05-16", passages=(), claim="unsure"),),
        relations=(),
        framing=(),
        coverage={"sure": {"a": "states", "b": "states"}, "unsure": {"a": "states"}},
        summary=Summary(reports=2, origins=2, agreed=1, one_origin=0, disputed=1, sole=0),
        notes=(),
    )


def test_what_is_sure_enough_stays(comparison: Comparison) -> None:
    assert comparison.at_least(0.0) == comparison


def test_an_unsure_claim_goes_with_its_coverage_and_is_counted(comparison: Comparison) -> None:
    found = comparison.at_least(0.45)
    assert [one.id for one in found.claims] == ["sure"]
    assert found.coverage.keys() == {"sure"}
    assert found.timeline[0].claim is None
    assert (found.summary.agreed, found.summary.disputed) == (0, 1)
    assert [note.code for note in found.notes] == ["R308"]


def test_a_dispute_ends_with_the_difference_that_made_it(comparison: Comparison) -> None:
    found = comparison.at_least(0.6)
    assert found.differences == ()
    assert [one.standing for one in found.claims] == ["agreed"]
    assert found.summary.disputed == 0


def test_a_claim_that_repeats_another_is_not_counted(comparison: Comparison) -> None:
    sure, unsure = comparison.claims
    again = msgspec.structs.replace(unsure, id="again", repeats="unsure")
    repeating = msgspec.structs.replace(comparison, claims=(sure, unsure, again))
    assert repeating.at_least(0.0) == repeating


def test_what_was_disputed_and_is_not_sure_is_left_open(comparison: Comparison) -> None:
    unsure = msgspec.structs.replace(comparison.claims[0], confidence=0.59)
    found = msgspec.structs.replace(comparison, claims=(unsure,)).at_least(0.55)
    assert [(one.standing, one.shown) for one in found.claims] == [("agreed", "open")]
