"""What has the looks of a statement and is none."""

import pytest
from test_reading_speakers import Marked

from rashomon.comparing.statements import STATED

NONE = [
    "[s {p:Jon Vik}] [c has not said] [t whether he will stay].",
    "[s {p:Jon Vik}] [c did not announce] [t a new ferry].",
    "[s {p:Jon Vik}] [c stopped short of calling for] [t a strike].",
    "[s {p:Jon Vik}] [c learned] [t that the quay was closed].",
    "[s {p:Jon Vik}] [c accidentally tweeted] [t a blurred photo of his boots].",
    "[s News media] [c showed] [t images of the burning quay].",
    "[s Some islanders] [c might ask] [t what the ferry has cost].",
    "[s Mayor {p:Jon Vik}] [c could have said] [t that the ferry was old].",
    "[s The chart] [c illustrates] [t the growth of the harbour].",
    "[s Mayor {p:Jon Vik}] [c showed] [t why many compare him to his father].",
]
WORDS = [
    "[s {p:Jon Vik}] [c has not apologised for] [t calling the ferry a wreck].",
    "[s {p:Jon Vik}] [c tweeted] [t that the quay was closed].",
    "[s {p:Jon Vik}] [c has not said] [t “a single word” about the quay].",
    "Mayor {p:Jon Vik} said: [s I] [c would suggest] [t that the quay is closed].",
    "[s A poll] [c showed] [t that most islanders want a ferry].",
    "[s Records] [c showed] [t how much the ferry had cost].",
]


def stated(text):
    """Gives the statements of a text that are sure enough to be told."""
    return [s for s in Marked(text).resolve().statements if s.confidence >= STATED]


@pytest.mark.parametrize("text", NONE)
def test_silence_acts_and_pictures_are_no_statements(text):
    assert stated(text) == []


@pytest.mark.parametrize("text", WORDS)
def test_words_are(text):
    (statement,) = stated(text)
    assert statement.cue is not None


def test_a_forged_message_speaks_for_nobody():
    marked = Marked(
        "{o:Nordline} runs the ferry. The first bogus tweet from [s the {o:Nordline} account] "
        "[c said]: [t “We never liked passengers.”] “We will let them swim from now on.”"
    )
    assert marked.speakers() == [None, None]


def test_who_tells_of_a_hacked_account_speaks_for_himself():
    marked = Marked("[t “It was a hacked account,”] [s {p:Jon Vik}] [c said].")
    assert marked.speakers() == ["Jon Vik"]


def test_an_outlet_passes_on_whom_it_quotes():
    marked = Marked(
        "[s {o:Nordwire}] quoted an unnamed “senior diver” [c saying]: [t “The quay burned.”]"
    )
    assert marked.speakers() == ["unnamed senior diver"]
    assert marked.chains() == [("Nordwire",)]


def test_calls_in_what_is_told_are_no_verb():
    text = (
        "[t In the face of Western] [c calls for] [t a truce], at night, "
        "[s the {o:Harbour Board}] sent boats."
    )
    assert stated(text) == []


def test_who_is_quoted_is_not_what_is_said():
    assert stated("[s {o:Nordwire}] [c quoted] [t an unnamed “senior diver”] saying so.") == []
