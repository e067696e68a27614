"""What each report calls the same actor or act."""

from __future__ import annotations

from hand_made import cast_of, reading_of, report_of

from rashomon.comparing.framing import find_framing


def framing(*texts, actors=None):
    readings = [
        reading_of(
            report_of(f"r{n}", text),
            actors={name: kind for name, kind in (actors or {}).items() if name in text},
        )
        for n, text in enumerate(texts)
    ]
    cast = cast_of(*readings)
    names = {actor.id: actor.name for actor in cast.actors}
    found = find_framing(readings, cast)
    for one in found:
        text = next(r.report.text for r in readings if r.report.id == one.report)
        assert all(text[label.start : label.end] == label.text for label in one.labels)
    return {
        (names.get(f.actor, f.actor), f.report): [label.text for label in f.labels] for f in found
    }


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


def test_labels_without_a_name_are_gathered_by_class_where_reports_differ():
    found = framing("Bandits held the bridge.", "Armed rebels held the bridge.")
    assert found == {
        ("armed people", "r0"): ["Bandits"],
        ("armed people", "r1"): ["Armed rebels"],
    }
    assert framing("Rebels held the bridge.", "The rebels held it.") == {}


def test_words_in_quotation_marks_are_the_speakers():
    assert framing("He called them “bandits”.", "Rebels held the bridge.") == {}


def test_governments_are_named_by_their_country():
    found = framing("The Chilean junta fell.", "The Chilean government fell.")
    assert found == {("Chile", "r0"): ["Chilean junta"], ("Chile", "r1"): ["Chilean government"]}


def test_a_campaign_for_votes_is_no_armed_act():
    assert framing("The election campaign began.", "The attack on his record began.") == {}
