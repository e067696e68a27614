"""What sentences make one claim: every two of them support each other, and none is only chained."""

import pytest

from rashomon.comparing.claims import draft_claims, sole_claims
from rashomon.comparing.pair import Link
from rashomon.comparing.restating import Restating
from rashomon.intake import report_from_text
from rashomon.reading import read


def link(left, right, probability):
    return Link(left=left, right=right, relation="same", probability=probability)


def drafted(links, *, same_again=lambda one, other: True):
    return {draft.nodes for draft in draft_claims(links, same_again=same_again)}


def test_sentences_of_one_report_make_one_claim_only_where_they_say_the_same_again():
    links = {(0, 1): [link(0, 0, 0.95), link(0, 1, 0.9)]}
    assert drafted(links) == {((0, 0), (1, 0), (1, 1))}
    apart = drafted(links, same_again=lambda one, other: False)
    assert apart == {((0, 0), (1, 0)), ((0, 0), (1, 1))}


def test_a_chain_of_links_is_no_claim():
    links = {(0, 1): [link(0, 0, 0.9)], (1, 2): [link(0, 0, 0.8)], (0, 2): []}
    assert drafted(links) == {((0, 0), (1, 0)), ((1, 0), (2, 0))}


def test_weak_links_add_nothing_to_a_sure_claim_and_are_not_lost():
    links = {(0, 1): [link(0, 0, 0.95)], (0, 2): [link(0, 0, 0.5)], (1, 2): []}
    assert drafted(links) == {((0, 0), (1, 0)), ((0, 0), (2, 0))}


def test_one_weak_link_among_sure_ones_stays_in_the_claim():
    links = {(0, 1): [link(0, 0, 0.71)], (0, 2): [link(0, 0, 1.0)], (1, 2): [link(0, 0, 1.0)]}
    assert drafted(links) == {((0, 0), (1, 0), (2, 0))}


def test_a_sentence_that_is_not_firmly_linked_on_the_average_makes_a_claim_of_its_own():
    links = {(0, 1): [link(0, 0, 0.55)], (0, 2): [link(0, 0, 0.99)], (1, 2): [link(0, 0, 0.99)]}
    assert drafted(links) == {((0, 0), (2, 0)), ((1, 0), (2, 0)), ((0, 0), (1, 0))}


def test_a_claim_is_as_sure_as_the_sentence_tied_to_it_most_weakly():
    links = {(0, 1): [link(0, 0, 0.8)], (0, 2): [link(0, 0, 0.98)], (1, 2): [link(0, 0, 0.92)]}
    (claim,) = draft_claims(links, same_again=lambda one, other: True)
    assert claim.confidence == pytest.approx((0.8 + 0.92) / 2)


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("The harbour of Brenmouth was closed for two days.", 1),
        ("Who pays for the damage to the harbour of Brenmouth?", 0),
        ('The mayor asked: "Who pays for the damage to the harbour?"', 0),
        ("Closed again.", 0),
        ("Here is what the mayor wrote to the fishers:", 0),
    ],
)
def test_a_report_alone_claims_what_it_asserts(text, claims):
    assert len(sole_claims([read(report_from_text(text))], [], among=[0])) == claims


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ferry hits a sandbank.", "A ferry hit a sandbank in thick fog on Tuesday.", True),
        ("The captain was questioned.", "The owner of the ferry paid no fine last year.", False),
        ("The offer was $70 a share in cash.", "The new offer is $82 a share in cash.", False),
        ("He is survived by his sons.", "He said that he is to be buried by the sea.", False),
    ],
)
def test_a_report_says_the_same_again_in_the_same_words(one, other, same):
    reading = read(report_from_text(f"{one}\n\n{other}"))
    restating = Restating([reading])
    assert restating.same_again((0, 0), (0, 1)) is same
    assert restating.same_again((0, 1), (0, 0)) is same
