"""What each report calls the same actor or act."""

from __future__ import annotations

import msgspec
import pytest
from hand_made import cast_of, reading_of, report_of

from rashomon.comparing.comparison import Claim, Passage
from rashomon.comparing.framing import find_framing


def framing(*texts, actors=None, same=False, **changes):
    """Gives the labels; with `same` the texts are the passages of one agreed claim."""
    readings = [
        reading_of(
            report_of(f"r{n}", text),
            actors={name: kind for name, kind in (actors or {}).items() if name in text},
        )
        for n, text in enumerate(texts)
    ]
    cast = cast_of(*readings)
    names = {actor.id: actor.name for actor in cast.actors}
    claims = [msgspec.structs.replace(claim_of(*readings), **changes)] if same else []
    found = find_framing(readings, cast, claims)
    for one in found:
        text = next(r.report.text for r in readings if r.report.id == one.report)
        assert all(text[label.start : label.end] == label.text for label in one.labels)
    return {
        (names.get(f.actor, f.actor), f.report): [label.text for label in f.labels] for f in found
    }


def claim_of(*readings):
    return Claim(
        id="c",
        gist="",
        standing="agreed",
        passages=tuple(
            Passage(report=r.report.id, start=0, end=len(r.report.text)) for r in readings
        ),
        origins=(),
        confidence=0.9,
    )


def test_labels_beside_a_name_belong_to_it():
    found = framing(
        "Northern Front jihadists took the town. The fighters then left.",
        "The town fell to Northern Front rebels.",
        actors={"Northern Front": "organization"},
    )
    assert found == {
        ("Northern Front", "r0"): ["Northern Front jihadists", "fighters"],
        ("Northern Front", "r1"): ["Northern Front rebels"],
    }


def test_labels_of_persons():
    found = framing(
        "The strongman Ivan Petrov spoke.",
        "Ivan Petrov, the embattled leader, spoke.",
        actors={"Ivan Petrov": "person"},
    )
    assert found == {
        ("Ivan Petrov", "r0"): ["strongman"],
        ("Ivan Petrov", "r1"): ["embattled leader"],
    }


def test_labels_without_a_name_are_gathered_by_class_where_passages_say_the_same():
    texts = ("Bandits held the bridge.", "Armed rebels held the bridge.")
    assert framing(*texts, same=True) == {
        ("armed people", "r0"): ["Bandits"],
        ("armed people", "r1"): ["Armed rebels"],
    }
    assert framing(*texts) == {}
    assert framing(*texts, same=True, open=True) == {}
    assert framing("Rebels held the bridge.", "The rebels held it.", same=True) == {}


@pytest.mark.parametrize(
    "text",
    [
        "A mass death sentence was read.",
        "Two fighter jets crossed the bridge.",
        "He was charged with murder on the bridge.",
        "It was called second-degree murder in court.",
    ],
)
def test_what_describes_a_noun_or_is_a_charge_names_nothing(text):
    other = "The executions by insurgents were called a massacre."
    assert framing(text, other, same=True) == {}


def test_whose_spokeswoman_somebody_is_does_not_name_her():
    assert framing("Ana Petrova, the president's voice.", actors={"Ana Petrova": "person"}) == {}


def test_a_citys_authorities_are_not_its_countrys():
    assert framing("The Oslo authorities spoke.", "The Norwegian government spoke.") == {
        ("Norway", "r1"): ["Norwegian government"]
    }


def test_words_in_quotation_marks_are_the_speakers():
    assert framing("He called them “bandits”.", "Rebels held the bridge.") == {}


def test_governments_are_named_by_their_country():
    found = framing("The Chilean junta fell.", "The Chilean government fell.")
    assert found == {("Chile", "r0"): ["Chilean junta"], ("Chile", "r1"): ["Chilean government"]}


def test_a_campaign_for_votes_is_no_armed_act():
    assert (
        framing("The election campaign began.", "The attack on his record began.", same=True) == {}
    )
