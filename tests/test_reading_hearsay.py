"""What nobody is named for: "reportedly", "is said to", "it is believed that"."""

import pytest

from rashomon.reading.attribution import draft_statements
from tests.test_reading_speakers import Marked


def passed_on(marked):
    """Contents of the statements without a source."""
    example = Marked(marked)
    drafts = draft_statements(example.report, example.sentences, list(example.attributions()))
    return [
        " ".join(example.text[c.start : c.end] for c in draft.content)
        for draft in drafts
        if draft.source is None
    ]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Per Holm reportedly left the harbour at night, but the crane stood.",
            "Per Holm reportedly left the harbour at night",
        ),
        (
            "The owner is said to have left the town.",
            "The owner is said to have left the town",
        ),
        ("A man who allegedly cut the rope was seen.", "cut the rope was seen"),
        ("It is believed that the crane fell at night.", "the crane fell at night"),
        ("It was announced this week that the crane fell.", "the crane fell"),
        ("A man accused of cutting the rope has left.", "cutting the rope has left"),
    ],
)
def test_what_is_passed_on_without_a_source_is_a_statement(text, content):
    assert passed_on(text) == [content]


@pytest.mark.parametrize(
    "text",
    ["Per Holm left the harbour at night.", "The ferry is expected to sail on Monday."],
)
def test_news_and_plans_are_not_passed_on(text):
    assert passed_on(text) == []


def test_quoted_words_are_one_statement_whatever_they_pass_on():
    assert passed_on("“Per Holm reportedly left the harbour.”") == [
        "Per Holm reportedly left the harbour."
    ]


def test_what_is_a_statement_already_stays_as_it_is():
    assert passed_on("[s Holm] [c said] [t he had reportedly left the harbour].") == []
