"""Transcripts and signed quotations."""

from rashomon.reading.layout import laid_out

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
        ("HOST", "And after that?"),
        ("LINDQVIST", "That is for others to say."),
    ]


def test_one_line_in_capitals_is_no_transcript():
    assert shown("WARNING: Some readers may find this upsetting.\n\nThe ferry sank.") == []


def test_a_signed_quotation():
    text = "“I could not believe my eyes.” — Lena Brandt, 41\n\nIt rained."
    assert shown(text) == [("Lena Brandt", "I could not believe my eyes.")]


def test_a_quotation_followed_by_prose_is_not_signed():
    assert shown("“I could not believe my eyes.” — that is what everybody said on Tuesday.") == []


def test_turns_that_each_stand_in_quotation_marks():
    quoted = "\n\n".join(f'"{turn}"' for turn in TRANSCRIPT.split("\n\n"))
    assert ("LINDQVIST", "Not this week.") in shown(quoted)
