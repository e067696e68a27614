"""Links in doubt, looked at again with both sentences read together."""

import numpy as np
import pytest

from rashomon.comparing import together
from rashomon.comparing.scoring import Together
from rashomon.comparing.vectors import Sentence

TRUSTING = Together(weights=(0.0, 1.0, 0.0), bias=0.0)


def sentence(text):
    nothing = np.zeros(0, dtype=np.float32)
    return Sentence(text=text, stems=(), spans=(), words=nothing, weights=nothing, vector=nothing)


@pytest.fixture
def read(monkeypatch):
    """The pairs that are read together; each is told to be a link for sure."""
    pairs = []

    def take(left, right):
        pairs.append((left, right))
        return 9.0

    monkeypatch.setattr(together, "read_both", take)
    return pairs


def look(probability):
    rows, columns = probability.shape
    left = [sentence(f"left {i}") for i in range(rows)]
    right = [sentence(f"right {j}") for j in range(columns)]
    return together.looked_again(probability, left, right, model=TRUSTING)


def test_only_links_in_doubt_are_read_and_changed(read):
    found = look(np.array([[0.05, 0.5], [0.97, 0.09]]))
    assert read == [("left 0", "right 1")]
    assert found[0, 1] > 0.99
    assert (found[0, 0], found[1, 0], found[1, 1]) == (0.05, 0.97, 0.09)


def test_of_many_in_doubt_the_likeliest_are_read(read):
    probability = np.linspace(0.2, 0.9, 3 * together.MOST).reshape(3, together.MOST)
    found = look(probability)
    assert len(read) == together.MOST
    assert (found[2] > 0.99).all()
    assert (found[:2] == probability[:2]).all()


def test_what_is_given_stays_as_it_is(read):
    probability = np.array([[0.5]])
    look(probability)
    assert probability[0, 0] == 0.5


def test_nothing_in_doubt_is_nothing_to_read(read):
    assert look(np.array([[0.05, 0.95]])).tolist() == [[0.05, 0.95]]
    assert read == []


def test_the_same_told_in_other_words_is_nearer_than_another_matter_of_the_day():
    report = "Police arrested three men in Nordhaven on Monday over the theft of the painting."
    same = "Three suspects were detained on Monday in connection with the stolen painting."
    other = "The mayor of Nordhaven opened a new bridge on Monday."
    assert together.read_both(report, same) > 0 > together.read_both(report, other)
    assert together.read_both(same, report) > 0 > together.read_both(other, report)
