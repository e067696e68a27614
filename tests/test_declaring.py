"""Who declares something in a passage: announces, offers, calls for or refuses it."""

import pytest
from hand_made import reading_of, report_of

from rashomon.comparing.declaring import subjects_of
from rashomon.report import Span

ACTORS = {"Nordline": "organization", "Jon Vik": "person", "Ida Krogh": "person"}


def declared_in(text, *, passage=None):
    """Gives the names of those who declare something in a sentence, or in a passage of it."""
    return subjects_in(text, "declaring", passage=passage)


def acting_in(text):
    """Gives the names of those who do something in a sentence."""
    return subjects_in(text, "acting")


def subjects_in(text, doing, *, passage=None):
    reading = reading_of(report_of("a", text), actors=ACTORS, statements=[])
    sentence = Span(0, len(text))
    start = text.index(passage) if passage else 0
    found = subjects_of(reading, sentence, Span(start, start + len(passage or text)))
    return [reading.actor(one).name for one in getattr(found, doing)]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Nordline unveils a ferry without a crew.", "Nordline"),
        ("Nordline has again raised its bid for the harbour.", "Nordline"),
        ("Nordline on Monday offered 40 million for the harbour.", "Nordline"),
        ("Jon Vik, the harbour master, refused to open the gate.", "Jon Vik"),
        ("Jon Vik called on the council to open the gate.", "Jon Vik"),
        ("Jon Vik joined the mayor in calling for an inquiry.", "Jon Vik"),
        ("Critics were wrong, Ida Krogh insisted.", "Ida Krogh"),
    ],
)
def test_the_subject_of_a_verb_of_declaring_declares(text, who):
    assert declared_in(text) == [who]


@pytest.mark.parametrize(
    "text",
    [
        "Nordline was offered the harbour.",
        "Nordline never offered a price.",
        "Jon Vik called a taxi.",
        "Jon Vik raised the flag.",
        "Nordline employs Jon Vik, who refused to comment.",
        "A clerk of Nordline refused to comment.",
        "The ferry sank days after Nordline announced its sale.",
        "The Nordline offer was too low.",
        "Nordline, accused of fraud, sank.",
    ],
)
def test_what_somebody_else_does_or_is_done_to_somebody_is_not_declared(text):
    assert declared_in(text) == []


def test_what_is_declared_outside_of_the_passage_does_not_count():
    text = "Jon Vik refused to open the gate, but the crowd broke it down."
    assert declared_in(text, passage="Jon Vik refused to open the gate") == ["Jon Vik"]
    assert declared_in(text, passage="the crowd broke it down") == []


@pytest.mark.parametrize(
    "text",
    [
        "Nordline has raised the wreck.",
        "On Monday Nordline is raising the wreck.",
        "The wreck lies there still, but Nordline raised the cargo.",
    ],
)
def test_the_subject_of_any_verb_acts(text):
    assert acting_in(text) == ["Nordline"]


@pytest.mark.parametrize(
    "text", ["Nordline was raised by two brothers.", "The wreck that lies near Nordline rusted."]
)
def test_who_suffers_or_stands_by_does_not_act(text):
    assert acting_in(text) == []
