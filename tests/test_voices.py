"""How a report makes a claim: by whom, and whom it credits in and around the sentence."""

import pytest
from hand_made import reading_of, report_of, spans_of
from msgspec.structs import replace

from rashomon.comparing.actors import build_cast
from rashomon.comparing.claims import Place, Places
from rashomon.comparing.comparison import Lineage, ReportSpan
from rashomon.comparing.voices import SharedText, Voice, Voices
from rashomon.report import Span

TEXT = (
    "The quay burned for six hours on Monday. Jon Vik said nobody had been hurt. "
    "Two cranes fell into the harbour. It was the third fire this year. "
    "Ships were sent on to Eastmere. Ida Krogh said the quay would be rebuilt."
)
SAID = {"Jon Vik": "nobody had been hurt", "Ida Krogh": "the quay would be rebuilt"}


def voice_of(words, *, text=TEXT, said=SAID):
    """Gives the voice of a passage, and the speakers by the names that they have here."""
    reading = reading_of(
        report_of("a", text),
        actors=dict.fromkeys(said, "person"),
        statements=list(said.items()),
    )
    cast = build_cast([reading], [])
    (span, *_) = spans_of(text, words)
    number = next(n for n, s in enumerate(reading.sentences) if s.covers(span))
    voice = Voices([reading], Places([reading]), cast).of((0, number), Place(span=span))
    return voice, {actor.id: actor.name for actor in cast.actors}


def test_a_sentence_of_its_own_names_whom_those_beside_it_quote():
    voice, names = voice_of("Two cranes fell into the harbour.")
    assert (voice.credited, voice.within) == (False, ())
    assert [names[speaker] for speaker in voice.beside] == ["Jon Vik"]


def test_who_is_quoted_three_sentences_away_is_not_beside_it():
    voice, names = voice_of("The quay burned for six hours on Monday.")
    assert [names[speaker] for speaker in voice.beside] == ["Jon Vik"]


def test_a_passage_that_holds_words_and_who_says_them_is_the_speakers():
    voice, names = voice_of("Jon Vik said nobody had been hurt.")
    assert voice.credited
    assert names[voice.speaker] == "Jon Vik"


LONG = (
    "Jon Vik, who had run the port for eleven years and was on leave that week, said nobody had"
    " been hurt by it so far."
)


def test_a_passage_of_which_somebodys_words_are_a_part_credits_him_within():
    voice, names = voice_of(LONG, text=LONG, said={"Jon Vik": "nobody had been hurt by it so far"})
    assert not voice.credited
    assert [names[speaker] for speaker in voice.within] == ["Jon Vik"]


def test_a_few_words_of_somebody_credit_nobody_with_the_rest():
    voice, _ = voice_of(LONG, text=LONG, said={"Jon Vik": "so far"})
    assert (voice.credited, voice.within) == (False, ())


def test_a_sentence_that_cites_an_outlet_credits_it_within():
    text = "The mayor left after the Eastmere Courier revealed that he had sold the quay."
    said = {"Eastmere Courier": "he had sold the quay"}
    voice, names = voice_of(
        "The mayor left after the Eastmere Courier revealed", text=text, said=said
    )
    assert not voice.credited
    assert "Eastmere Courier" in {names[speaker] for speaker in voice.within}


@pytest.mark.parametrize(
    ("source", "apart"),
    [
        ("Letters", False),
        ("A statement e-mailed by the harbour office", False),
        ("The second television ad", False),
        ("Divers", True),
        ("A statement-maker of the harbour office", True),
    ],
)
def test_what_was_released_is_not_told_apart_from_who_may_have_written_it(source, apart):
    text = f"{source} said the quay would be rebuilt."
    reading = reading_of(
        report_of("a", text),
        actors={source: "group"},
        statements=[(source, "the quay would be rebuilt")],
    )
    (actor,) = reading.actors
    reading = replace(reading, actors=(replace(actor, named=False),))
    cast = build_cast([reading], [])
    voice = Voices([reading], Places([reading]), cast).of((0, 0), Place(span=Span(0, len(text))))
    assert voice.told_apart == apart


def told(report, start, end):
    return Voice(report=report, speaker=None, credited=False, span=Span(start, end))


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        (told("a", 10, 50), told("b", 110, 150), True),
        (told("b", 110, 150), told("a", 10, 50), True),
        (told("a", 10, 50), told("b", 10, 50), False),
        (told("a", 10, 50), told("b", 150, 190), False),
        (told("a", 80, 140), told("b", 110, 150), False),
        (told("a", 10, 50), told("c", 110, 150), False),
    ],
)
def test_what_two_reports_share_as_running_text_is_told_in_one_text(one, other, shared):
    sides = (
        ReportSpan(report="a", start=0, end=100),
        ReportSpan(report="b", start=100, end=200),
    )
    copies = Lineage(origin="a", target="b", kind="copies", passages=(sides,), why="")
    assert SharedText([copies]).has(one, other) == shared


FIRE = (
    "Fire at the harbour of Eastmere. Jon Vik of the port said two cranes had burned. "
    "Jon Vik said nobody had been hurt. Ida Krogh said the quay would be rebuilt. "
    "Ida Krogh founded the yard. Ida Krogh sold it to her son. Two ships left."
)


def test_informants_are_those_of_whom_a_report_tells_nothing_but_what_they_say():
    said = {"Jon Vik": "nobody had been hurt", "Ida Krogh": "the quay would be rebuilt"}
    voice, names = voice_of("Two ships left.", text=FIRE, said=said)
    assert voice.beside == ()
    assert [names[one] for one in voice.informants] == []
    short = FIRE.replace("Jon Vik of the port said two cranes had burned. ", "")
    voice, names = voice_of("Two ships left.", text=short, said=said)
    assert [names[one] for one in voice.informants] == ["Jon Vik"]


def test_a_voice_knows_whether_its_passage_is_past():
    text = "The port was sold in 1997. Two ships left."
    assert voice_of("The port was sold in 1997.", text=text, said={})[0].past
    assert not voice_of("Two ships left.", text=text, said={})[0].past
