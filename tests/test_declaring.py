"""Who declares something in a passage: announces, offers, calls for or refuses it."""

import pytest
from hand_made import reading_of, report_of

from rashomon.comparing.declaring import declaring
from rashomon.report import Span

ACTORS = {"Nordline": "organization", "Jon Vik": "person", "Ida Krogh": "person"}


def declared_in(text, *, passage=None):
    """Gives the names of those who declare something in a sentence, or in a passage of it."""
    reading = reading_of(report_of("a", text), actors=ACTORS, statements=[])
    sentence = Span(0, len(text))
    start = text.index(passage) if passage else 0
    found = declaring(reading, sentence, Span(start, start + len(passage or text)))
    return [reading.actor(one).name for one in found]


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
