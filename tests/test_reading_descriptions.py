"""What descriptions, documents and pronouns mean, from hand-made tags."""

import pytest

from evaluation.calibration import calibration_error, summary
from rashomon.reading.descriptions import body_head, person_head, share_of
from rashomon.reading.documents import is_platform, owner_of_document
from rashomon.reading.drafts import Draft
from rashomon.reading.speaker_confidence import HOWS, Meant, describe_speaker, sure_enough
from rashomon.reading.via import only_hears
from rashomon.report import Report, Span, fingerprint
from tests.test_reading_speakers import Marked


def report(text):
    return Report(id="r", text=text, sha256=fingerprint(text), language="en", zones=())


@pytest.mark.parametrize(
    ("source", "owner"),
    [
        ("the minister's letter to the board", "the minister"),
        ("her statement", "her"),
        ("a statement issued by the harbour board", "the harbour board"),
        ("a police report", "police"),
        ("the harbour board", None),
    ],
)
def test_whose_document_it_is(source, owner):
    found = owner_of_document(report(source), Span(0, len(source)))
    assert (source[found.start : found.end] if found else None) == owner


@pytest.mark.parametrize(
    ("name", "platform"), [("Truth Social", True), ("YouTube", True), ("Harbour Lantern", False)]
)
def test_where_people_post_for_themselves(name, platform):
    assert is_platform(name) is platform


@pytest.mark.parametrize(
    ("name", "hears"), [("Oakmoor Harbour Board", True), ("House of Lords", True), ("BBC", False)]
)
def test_before_whom_people_speak(name, hears):
    assert only_hears(name) is hears


def test_a_share_of_a_poll_speaks_for_those_who_were_asked():
    text = "The poll asked 900 likely voters. 22 percent said yes. Six in 10 of women said no."
    share = text.index("22 percent")
    asked = share_of(report(text), Span(share, share + 10))
    assert text[asked.start : asked.end] == "likely voters"
    women = text.index("Six in 10")
    asked = share_of(report(text), Span(women, women + len("Six in 10 of women")))
    assert text[asked.start : asked.end] == "women"


def test_heads_of_descriptions():
    assert person_head("the former ex-senator") == "senator"
    assert person_head("a senator") is None
    assert person_head("the senators") is None
    assert body_head("the state news agency") == "agency"
    assert body_head("the harbour") is None


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "{p:Lena Brandt} wrote to the board. [s Brandt's letter] [c said] [t it was late].",
            ["Lena Brandt"],
        ),
        (
            "The {o:Harbour Safety Board} met. [s The board] [c said] [t it was late].",
            ["Harbour Safety Board"],
        ),
        (
            "{p:Jon Vik} ran {o:Nordline}. [s {o:Nordline} officials] [c denied] [t any fault].",
            ["Nordline officials"],
        ),
        (
            "{p:Karin Holm}, 41, a nurse, left. [s {p:Holm}'s lawyer] [c denied] [t any fault].",
            ["Karin Holm's lawyer"],
        ),
        ("{p:Lena Brandt}, [s one of the owners], [c said] [t it was late].", ["Lena Brandt"]),
        ("{p:Lena Brandt}, [s who] [c said] [t it was late], left.", ["Lena Brandt"]),
        (
            "In {l:Norway} rain fell. [s {l:Oslo}] [c denied] [t any fault].",
            ["Norway"],
        ),
        (
            "In {l:the United States} rain fell. [s The {o:White House}] [c denied] [t any fault].",
            ["White House"],
        ),
        (
            "After the storm, the {o:Harbour Board} sent the mayor [s a letter] [c saying] "
            "[t it was late].",
            ["Harbour Board"],
        ),
        (
            "[s The head of a harbour panel] [c said] [t it was late]. "
            "{p:Karin Holm} (D-Ohio), chairwoman of the panel, left.",
            ["Karin Holm"],
        ),
    ],
)
def test_speaker_of_a_description(text, speakers):
    assert Marked(text).speakers() == speakers


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (  # people without names, taken up by other words
            "[s Nine local fishermen and scholars] [c said] [t it was late]. "
            "[s The scholars] [c warned] [t it would sink].",
            ["Nine local fishermen and scholars"] * 2,
        ),
        (  # a body that is made of them
            "The {o:Union of Norwegian Teachers} met. [s Some officials] [c said] [t it rained]. "
            "[s The teachers] [c said] [t it snowed].",
            ["officials", "Union of Norwegian Teachers"],
        ),
        (  # a letter speaks for who said something in it
            "In a letter, [s {p:Lena Brandt}] [c warned] [t it was late]. "
            "[s The letter] [c said] [t all was well].",
            ["Lena Brandt"] * 2,
        ),
        (  # or for who sent it
            "The {o:Harbour Board} sent the mayor [s a letter] [c saying] [t it was late].",
            ["Harbour Board"],
        ),
        (  # the opening describes, the next sentence names
            "[s The chairwoman of a harbour panel] [c said] [t it was late]. "
            "{p:Karin Holm}, chairwoman of the panel, left. [s She] [c said] [t it rained].",
            ["Karin Holm"] * 2,
        ),
        (
            "{p:Lena Brandt} came. [s A {p:Brandt} aide] [c said] [t it was late].",
            ["Lena Brandt aide"],
        ),
        (
            "[s The skipper, who had met {p:Lena Brandt},] [c said] [t it was late].",
            ["skipper"],
        ),
        (
            "[s A group of skippers in {l:Bergen}] [c said] [t it was late].",
            ["group of skippers in Bergen"],
        ),
        ("[s Dr] {p:Karin Holm} [c said] [t it was late].", ["Karin Holm"]),
        ("[s The lawyer,] {p:Karin Holm}, [c said] [t it was late].", ["Karin Holm"]),
        ("Two women at the pier, [s who] [c said] [t it was late], left.", ["women"]),
    ],
)
def test_speaker_taken_up_by_other_words(text, speakers):
    assert Marked(text).speakers() == speakers


def test_a_source_ends_before_the_time_and_begins_with_the_role():
    marked = Marked(
        "[s The board on Monday] [c said] [t it was late]. "
        "[s The council in Apr. 2014] [c said] [t it was early]. "
        "Harbour inspector [s {p:Karin Holm}] [c said] [t it rained]."
    )
    shown = [marked.text[s.source.start : s.source.end] for s in marked.resolve().statements]
    assert shown == ["The board", "The council", "Harbour inspector Karin Holm"]


def test_an_unnamed_source_is_called_without_the_day_and_with_what_only_sounds_like_one():
    marked = Marked(
        "[s Officials on Friday] [c said] [t no]. [s Officials on holiday] [c said] [t so]."
    )
    assert marked.speakers() == ["Officials", "Officials on holiday"]


def test_a_source_that_was_missed_is_the_name_beside_the_cue():
    marked = Marked("{p:Lena Brandt}, 41, a teacher, [c said] [t it was late].")
    assert marked.speakers() == ["Lena Brandt"]


def test_a_name_is_a_surer_speaker_than_a_pronoun():
    named = Marked("[s {p:Lena Brandt}] [c said] [t it was late].").resolve().statements[0]
    both = Marked("{p:Lena Brandt} met {p:Ada Berg}. [s She] [c said] [t it was late].").resolve()
    said = both.statements[0]
    assert named.speaker_confidence is not None
    assert said.speaker is None or said.speaker_confidence < named.speaker_confidence


def test_a_guess_below_the_threshold_is_left_open_but_a_name_is_not():
    draft = Draft(
        content=(Span(0, 5),),
        cue=None,
        source=None,
        manner="direct",
        act="speech",
        confidence=0.9,
    )
    guess = Meant(actor="a", how="body", chance=0.2)
    assert not sure_enough(guess, 0.1)
    assert sure_enough(guess, 0.8)
    assert sure_enough(Meant(actor="a", how="name"), 0.1)
    figures = describe_speaker(draft, guess, "")
    assert figures[HOWS.index("body")] == 1.0
    assert sum(figures[: len(HOWS)]) == 1.0


def test_calibration_error_is_the_gap_between_confidence_and_truth():
    assert calibration_error([0.75] * 4, [True, True, True, False]) == pytest.approx(0.0)
    assert calibration_error([0.95] * 4, [False] * 4) == pytest.approx(0.95)
    assert summary([(0.95, True), (0.35, False)])["thresholds"]["0.90"] == {
        "kept": 0.5,
        "right": 1.0,
    }
