"""Who does what to whom."""

from __future__ import annotations

import msgspec
import pytest
from hand_made import cast_of, reading_of, report_of, spans_of

from rashomon.comparing.event_words import EVENT_VERBS, verb_forms
from rashomon.comparing.relations import find_relations
from rashomon.places import canonical_place, country_of, government_of
from rashomon.reading.reading import Statement

ACTORS = {
    "Marta Okafor": "person",
    "Okafor": "person",
    "Northern Front": "organization",
    "Dock Workers Union": "organization",
    "Tessaly": "place",
}


def relations(text, statements=()):
    reading = reading_of(
        report_of("a", text),
        actors={name: kind for name, kind in ACTORS.items() if name in text},
        statements=statements,
    )
    cast = cast_of(reading)
    names = {actor.id: actor.name for actor in cast.actors}
    return [
        (names.get(r.source, r.source), r.event, names.get(r.target, r.target))
        for r in find_relations([reading], cast)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway accused Chile of spying.", [("Norway", "ACCUSE", "Chile")]),
        ("Oslo on Monday strongly criticized Chile.", [("Norway", "ACCUSE", "Chile")]),
        ("Norway was accused of spying by Chile.", [("Chile", "ACCUSE", "Norway")]),
        (
            "Norway and Chile have blamed each other for the spill.",
            [("Chile", "ACCUSE", "Norway"), ("Norway", "ACCUSE", "Chile")],
        ),
        (
            "Norwegian troops attacked the Northern Front near the border.",
            [("Norway", "ASSAULT", "Northern Front")],
        ),
        ("The Kremlin rejected Norway's proposal.", [("Russia", "REJECT", "Norway")]),
        (
            "Norway proposed a treaty, which was vetoed by Russia and China.",
            [("China", "REJECT", "Norway"), ("Russia", "REJECT", "Norway")],
        ),
        (
            "The Dock Workers Union called on Norway to act.",
            [("Dock Workers Union", "REQUEST", "Norway")],
        ),
        (
            "Marta Okafor met with Chile's president on Friday.",
            [("Marta Okafor", "CONSULT", "Chile")],
        ),
        (
            "Norway's army said its jets had carried out 20 strikes on Tessaly.",
            [("Norway", "ASSAULT", "Tessaly")],
        ),
        ("Norway condemned an attack by Chilean soldiers.", [("Norway", "ACCUSE", "Chile")]),
        ("Norwegian troops backed by Chile advanced.", [("Chile", "SUPPORT", "Norway")]),
    ],
)
def test_what_is_done(text, expected):
    assert sorted(relations(text)) == sorted(expected)


@pytest.mark.parametrize(
    "text",
    [
        "Norway did not accuse Chile.",
        "Norway may attack Chile.",
        "Norway was ready to sanction Chile.",
        "Norway said the strike hit a market in Chile.",
        "The visit of Norway surprised Chile.",
        "Norwegian salmon beat Chilean salmon in price.",
        "The storm killed 20 people in Chile.",
        "Norway indicts Chilean girl.",
        "Norway accused Norway of nothing.",
        "Norway sanctions Marta Okafor allies.",
        "Okafor visited Tessaly.",
        "The Dock Workers Radio host Okafor smiled.",
        "Militants in eastern Norway on Sunday rebuffed Chile.",
        "Norway rebels defied Chile.",
        "",
    ],
)
def test_what_is_no_event(text):
    assert relations(text) == []


def test_a_source_that_the_reading_resolved_is_a_party():
    text = "Okafor arrived. The minister accused Chile of fraud."
    reading = reading_of(report_of("a", text), actors={"Okafor": "person"})
    (actor,) = reading.actors
    statement = Statement(
        id="s",
        manner="indirect",
        act="speech",
        content=spans_of(text, "Chile of fraud"),
        confidence=0.9,
        source=spans_of(text, "The minister")[0],
        speaker=actor.id,
    )
    reading = msgspec.structs.replace(reading, statements=(statement,))
    cast = cast_of(reading)
    (found,) = find_relations([reading], cast)
    assert cast.by_id()[found.source].name == "Okafor"
    assert (found.event, found.target) == ("ACCUSE", "Chile")


def test_passages_reach_from_the_one_party_to_the_other():
    text = "On Monday, Norway again accused Chile of spying."
    reading = reading_of(report_of("a", text))
    (found,) = find_relations([reading], cast_of(reading))
    (passage,) = found.passages
    assert text[passage.start : passage.end] == "Norway again accused Chile"
    assert 0 < found.confidence <= 1


def test_what_a_speaker_asserts_is_less_sure():
    text = "Norway accused Chile of spying"
    plain = reading_of(report_of("a", f"{text}."))
    told = reading_of(
        report_of("b", f"Okafor said {text}."),
        actors={"Okafor": "person"},
        statements=[("Okafor", text)],
    )
    (one,) = find_relations([plain], cast_of(plain))
    (other,) = find_relations([told], cast_of(told))
    assert other.confidence < one.confidence


def test_forms_of_verbs():
    assert {"accuse", "accuses", "accused", "accusing"} == verb_forms("accuse")
    assert {"denied", "denies"} <= verb_forms("deny")
    assert "stabbed" in verb_forms("stab") and "struck" in verb_forms("strike")
    assert EVENT_VERBS["struck"][-1].event == "ASSAULT"


def test_places():
    assert canonical_place("the U.S.") == "United States"
    assert canonical_place("us") is None
    assert canonical_place("Moscow") is None
    assert country_of("Brazilian") == "Brazil"
    assert government_of("the White House") == "United States"
    assert government_of("Mrs. Brown") is None
