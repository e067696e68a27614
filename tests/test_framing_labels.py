"""Labels: the nouns with which reports name people and acts."""

from __future__ import annotations

import pytest

from rashomon.comparing.labels import (
    LABEL_CLASSES,
    classes_of,
    find_labels,
    noun_lemma,
    verb_lemma,
)
from rashomon.report import Span


def labels(text: str) -> list[tuple[str, str]]:
    found = find_labels(text, Span(0, len(text)))
    return [(text[label.start : label.end], label.head) for label in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army fought Northern Front jihadists.", [("Northern Front jihadists", "jihadist")]),
        ("Troops met the NF fighters.", [("Troops", "troop"), ("NF fighters", "fighter")]),
        ("It blamed a terrorist group.", [("terrorist group", "terrorist")]),
        ("Several armed rebels fled.", [("armed rebels", "rebel")]),
        ("Armed men shot at rebel fighters.", [("rebel fighters", "fighter")]),
        ("They attack at night.", []),
        ("They met in March in the United States.", []),
        ("An official visit by a moderate party ended.", []),
        ("Rioters Storm Parliament Gates", [("Rioters", "rioter")]),
    ],
)
def test_labels_are_found_with_their_modifiers(text, expected):
    assert labels(text) == expected


def test_offsets_are_into_the_whole_text():
    text = "First line.\nThe bandits came."
    (label,) = find_labels(text, Span(12, len(text)))
    assert text[label.start : label.end] == "bandits"


def test_rival_names_of_one_referent_share_a_class():
    assert LABEL_CLASSES["jihadist"] == LABEL_CLASSES["bandit"]
    assert classes_of("settlers") & classes_of("colonist")
    assert not classes_of("settlers") & classes_of("bandits")
    assert {"armed act", "criticism"} <= classes_of("attack")


def test_lemmas():
    assert noun_lemma("Authorities") == "authority"
    assert noun_lemma("militiamen") == "militiamen"
    assert [verb_lemma(word) for word in ("slammed", "denies", "lied", "seizing")] == [
        "slam",
        "deny",
        "lie",
        "seize",
    ]


def test_the_last_label_of_a_phrase_is_its_head():
    assert labels("suspected rebel bombers")[-1][1] == "bomber"
    assert labels("a quiet afternoon") == []
