"""Transcripts and signed quotations."""

import pytest

from rashomon.reading.layout import laid_out
from rashomon.report import Span

TRANSCRIPT = """HOST: Will the ferry sail again?

LINDQVIST: Not this week.

We have to wait for the crane.

HOST: And after that?

LINDQVIST: That is for others to say."""


def shown(text):
    return [
        (text[f.source.start : f.source.end], text[f.content.start : f.content.end])
        for f in laid_out(text)
    ]


def test_turns_of_a_transcript():
    assert shown(TRANSCRIPT) == [
        ("HOST", "Will the ferry sail again?"),
        ("LINDQVIST", "Not this week."),
        ("LINDQVIST", "We have to wait for the crane."),
        ("HOST", "And after that?"),
        ("LINDQVIST", "That is for others to say."),
    ]


def test_one_line_in_capitals_is_no_transcript():
    assert shown("WARNING: Some readers may find this upsetting.\n\nThe ferry sank.") == []


def test_a_signed_quotation():
    text = "“I could not believe my eyes.” — Lena Brandt, 41\n\nIt rained."
    assert shown(text) == [("Lena Brandt", "I could not believe my eyes.")]


def test_a_quotation_signed_below():
    text = "“I could not believe it.”\n\n— Lena Brandt, of the owners\n\nThe ferry sank."
    assert shown(text) == [("Lena Brandt", "I could not believe it.")]


def test_a_list_below_a_quotation_does_not_sign_it():
    assert shown("“I could not believe it.”\n\n- Ferries that sank last year") == []


def test_a_quotation_followed_by_prose_is_not_signed():
    assert shown("“I could not believe my eyes.” — that is what everybody said on Tuesday.") == []


def test_turns_that_each_stand_in_quotation_marks():
    quoted = "\n\n".join(f'"{turn}"' for turn in TRANSCRIPT.split("\n\n"))
    assert ("LINDQVIST", "Not this week.") in shown(quoted)


def test_turns_by_surname_need_that_person_elsewhere():
    text = (
        "Reporter: Will you stay, Ms. Brandt?\n\nBrandt: I will.\n\nWe have work to do.\n\n"
        "It rained in Oslo."
    )
    assert shown_among(text, people=["Lena Brandt"]) == [
        ("Reporter", "Will you stay, Ms. Brandt?"),
        ("Brandt", "I will."),
        ("Brandt", "We have work to do."),
    ]
    assert shown_among("Where: Oslo\n\nWhen: Monday\n\nTickets: none", people=[]) == []


def test_an_embedded_post_without_its_links_and_tags():
    text = (
        "The bridge fell.\nI can not believe this!\n"
        "It just fell. pic.example/x #bridge — Jon Vik (@jonvik) December 27, 2017"
    )
    found = shown_among(text.replace("pic.example/x", "https://example.org/x"), people=[])
    assert found == [
        ("Jon Vik (@jonvik)", "I can not believe this!"),
        ("Jon Vik (@jonvik)", "It just fell."),
    ]


def test_a_text_that_is_announced_and_speaks_to_somebody():
    text = "Her letter reads:\n\nDear all, I am leaving you.\n\nShe left on Monday."
    (found,) = laid_out(text)
    assert found.source is None
    assert text[found.content.start : found.content.end] == "Dear all, I am leaving you."


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Crane fell on the quay: police official", ("police official", "Crane fell on the quay")),
        ("Nordline to sell its ferries - TV", ("TV", "Nordline to sell its ferries")),
        ("Harbour strike: what we know so far", None),
        ("Storm at sea: a skipper's story", None),
    ],
)
def test_a_headline_may_name_its_source_at_its_end(title, found):
    laid = laid_out(f"{title}\n\nIt rained.", title=Span(0, len(title)))
    shown = [
        (title[f.source.start : f.source.end], title[f.content.start : f.content.end]) for f in laid
    ]
    assert shown == ([found] if found else [])
    assert all(f.told for f in laid)


def shown_among(text, people):
    return [
        (text[f.source.start : f.source.end], text[f.content.start : f.content.end])
        for f in laid_out(text, people=people)
    ]
