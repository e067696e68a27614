"""Passages that tell of what was past already when their report was written."""

import pytest
from hand_made import reading_of, report_of

from rashomon.comparing.past import is_past
from rashomon.report import Span


@pytest.mark.parametrize(
    ("words", "past"),
    [
        ("The port was sold in 1997.", True),
        ("It was sold to the city in the 1970s.", True),
        ("The port was sold on Monday.", False),
        ("The port was sold years ago.", True),
        ("It was her third race this year before the storm.", False),
        ("She won at the 2012 Games.", False),
        ("In 2012 Holm won the race.", True),
    ],
)
@pytest.mark.parametrize("published", [None, "2014-02-08"])
def test_a_passage_that_names_an_earlier_year_is_past(words, past, published):
    assert tells_past(words, published=published) == past


@pytest.mark.parametrize(
    ("words", "past"),
    [
        ("The lanes were closed in September.", True),
        ("It has gone on since last May.", True),
        ("The lanes were closed in December.", False),
        ("The lanes were closed on Dec. 31, 2013.", False),
        ("The lanes were closed this winter.", False),
        ("The lanes were closed in 2013.", True),
        ("The lanes will be closed in 2015.", False),
        ("It is the worst decade so far, the 2010s.", False),
    ],
)
def test_what_was_around_new_year_is_not_past(words, past):
    assert tells_past(words, published="2014-01-23") == past


def test_only_what_the_passage_itself_dates_is_past():
    text = "The port was sold. It was built in 1997."
    reading = reading_of(report_of("a", text, published="2014-01-23"))
    assert not is_past(reading, Span(0, 18))
    assert is_past(reading, Span(19, len(text)))


def tells_past(words, *, published):
    """Says whether a report of these words alone tells of what is past."""
    return is_past(reading_of(report_of("a", words, published=published)), Span(0, len(words)))
