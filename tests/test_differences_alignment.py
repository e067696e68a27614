"""Words and sentences of two reports, held against each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.comparing.differences.alignment import (
    NEAR_IDENTICAL,
    changes,
    find_twins,
    similarity,
    words_of,
)
from rashomon.comparing.differences.names import same_actor
from rashomon.report import Span

words = st.lists(st.sampled_from("abcdef"), max_size=12)
some_words = st.lists(st.sampled_from("abcdef"), min_size=1, max_size=12)
sentences = st.lists(some_words, max_size=5)


def forms(text: str) -> list[str]:
    return [word.form for word in words_of(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the F.B.I. said", "The FBI said"),
        ("don’t", "don't"),
        ("low-cost housing", "low cost housing"),
        ("Akyavaş", "Akyavas"),
        ("at 5pm", "at 5 pm"),
    ],
)
def test_words_are_the_same_whatever_their_marks(one: str, other: str) -> None:
    assert forms(one) == forms(other)


def test_figures_stay_whole() -> None:
    assert forms("$1,200.50 at 17:45") == ["$", "1,200.50", "at", "17:45"]


@given(words, words)
def test_changes_turn_one_side_into_the_other(left: list[str], right: list[str]) -> None:
    made: list[str] = []
    at = 0
    for change in changes(left, right):
        made += left[at : change.left_from] + right[change.right_from : change.right_to]
        at = change.left_to
    assert made + left[at:] == right


def test_a_retouched_sentence_has_its_twin() -> None:
    left = [list("abcdefghij"), list("klmno")]
    right = [list("klmno"), list("abcdefghiX")]
    found = find_twins(left, right)
    assert [(i, j) for i, j, _ in found.pairs] == [(0, 1), (1, 0)]


def test_four_words_of_five_are_near_enough() -> None:
    left, right = [list("abcde")], [list("vwxyz"), list("abcdz")]
    assert find_twins(left, right).pairs == ((0, 1, 0.8),)


@given(sentences, sentences)
def test_no_near_identical_sentences_are_left_without_a_twin(
    left: list[list[str]], right: list[list[str]]
) -> None:
    twins = find_twins(left, right)
    ours = [words for i, words in enumerate(left) if i not in twins.left]
    theirs = [words for j, words in enumerate(right) if j not in twins.right]
    assert all(similarity(one, other) < NEAR_IDENTICAL for one in ours for other in theirs)
    assert all(share >= 0.5 for _, _, share in twins.pairs)


def test_a_short_retouched_sentence_is_found_by_its_place() -> None:
    left = [list("abcde"), ["so", "it", "is"], list("klmno")]
    right = [list("abcde"), ["so", "it", "was"], list("klmno")]
    assert (1, 1) in [(i, j) for i, j, _ in find_twins(left, right).pairs]


def test_a_sentence_that_stands_twice_is_known_to_the_other_report() -> None:
    found = find_twins([list("abcde"), list("abcde")], [list("abcde")])
    assert found.left == {0, 1}
    assert len(found.pairs) == 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Peskov", "Dmitry Peskov", True),
        ("President Mohamed Morsi", "Mohammed Mursi", True),
        ("Ada Quist", "Bo Quist", False),
        ("Dave Quist", "David Quist", True),
        ("the police", "police", True),
        ("Pentagon", "Kremlin", False),
    ],
)
def test_same_actor(one: str, other: str, same: bool) -> None:
    assert same_actor(one, other) is same
    assert same_actor(other, one) is same
