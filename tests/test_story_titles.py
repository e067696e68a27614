"""What a story is called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.sorting.titles import typical_title

ON_THE_CRASH = ["Crane falls on school in Varnholm", "Varnholm school hit by falling crane"]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_headline_on_something_else_is_passed_over(place):
    titles = list(ON_THE_CRASH)
    titles.insert(place, "Minister opens the new bridge at Eastmere")
    assert typical_title(titles) in ON_THE_CRASH


def test_of_equal_titles_the_first_counts():
    assert typical_title(["Harbour closed", "Election called"]) == "Harbour closed"


def test_a_story_whose_reports_have_no_title_has_none():
    assert typical_title(["", " "]) == ""


@given(st.lists(st.text(max_size=40), max_size=6))
def test_the_title_is_one_of_those_given(titles):
    assert typical_title(titles) in [*titles, ""]
