"""How far a content reaches: to the end of a phrase, never into the next."""

import pytest

from rashomon.reading.drafts import finished
from rashomon.report import Span


@pytest.mark.parametrize(
    ("content", "rest", "whole"),
    [
        ("it sank 30 miles from the", " Nordland border. It rained.", " Nordland border"),
        ("it sank on", " Monday, she said.", " Monday"),
        ("he made $160", ",000 bail", ",000"),
        ("a report of the H", ".S.B. was late", ".S.B."),
        ("it sank", " on Monday.", ""),
        ("it sank near the", "\n\nIt rained.", ""),
        ("a ferry of", " Nordline – the biggest – sank", " Nordline"),
    ],
)
def test_content_ends_where_a_phrase_does(content, rest, whole):
    text = content + rest
    line = text.find("\n")
    found = finished(text, Span(0, len(content)), line if line >= 0 else len(text))
    assert text[: found.end] == content + whole


def test_content_does_not_run_into_what_comes_next():
    text = "it sank on the Monday she said"
    assert finished(text, Span(0, len("it sank on the")), len("it sank on the Monday")).end == 21
