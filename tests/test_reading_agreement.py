"""One name is of one kind wherever it stands in a text."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.reading.agreement import Vote, agreed_kinds, kind_scores

PERSON, ORGANIZATION, PLACE = 0, 1, 2


def vote(words, **likely):
    kinds = {"person": 0, "organization": 1, "place": 2, "other": 3}
    scores = np.full(4, -5.0)
    for name, probability in likely.items():
        scores[kinds[name]] = np.log(probability)
    return Vote(words=words, kinds=scores)


def test_the_mentions_of_a_name_vote():
    votes = [
        vote("Tamsin", place=0.9),
        vote("Tamsin", person=0.6, place=0.3),
        vote("Tamsin", place=0.8),
        vote("Ines", person=0.9),
    ]
    assert agreed_kinds(votes) == [PLACE, PLACE, PLACE, PERSON]


@pytest.mark.parametrize("full", ["Ines Koval", "Ines al-Koval", "Ines El‑Koval"])
def test_a_surname_is_of_the_kind_of_the_full_name(full):
    votes = [vote(full, person=0.95), vote("Koval", organization=0.6, person=0.3)]
    assert agreed_kinds(votes) == [PERSON, PERSON]


def test_a_word_that_closes_the_name_of_an_organization_stays_what_it_is():
    votes = [vote("Bank of Tamsin", organization=0.95), vote("Tamsin", place=0.7)]
    assert agreed_kinds(votes) == [ORGANIZATION, PLACE]


def test_the_score_of_a_kind_is_the_mean_over_its_wordpieces():
    scores = np.log(np.array([[0.1, 0.5, 0.1, 0.2, 0.1], [0.1, 0.1, 0.4, 0.1, 0.3]]))
    found = kind_scores(scores, 0, 1)
    assert np.allclose(found, [np.log(0.5 * 0.4) / 2, np.log(0.2 * 0.3) / 2])


@given(st.lists(st.tuples(st.sampled_from(["A", "B", "C A"]), st.integers(0, 3)), max_size=8))
def test_each_mention_has_a_kind_and_the_order_does_not_matter(mentions):
    names = ["person", "organization", "place", "other"]
    votes = [vote(words, **{names[kind]: 0.8}) for words, kind in mentions]
    kinds = agreed_kinds(votes)
    assert len(kinds) == len(votes)
    assert agreed_kinds(votes[::-1]) == kinds[::-1]
