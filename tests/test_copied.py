"""Passages in the same words."""

import pytest

from rashomon.comparing.copied import copied

LONG = "Divers found the ferry's bell forty metres down, two miles from where it was looked for."


@pytest.mark.parametrize(
    "other",
    [
        LONG,
        LONG.upper(),
        f"Officials said: {LONG}",
        "Divers found the ferry's bell forty metres down, two miles from where she sank.",
        "Forty metres down, two miles from where it was looked for, the ferry's bell was found.",
    ],
)
def test_copied(other: str) -> None:
    assert copied(LONG, other)
    assert copied(other, LONG)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("", ""),
        # Another figure is of another source.
        (
            "The ferry was built at a yard in Poland in 1996.",
            "The ferry was built at a yard in Poland in 1998.",
        ),
        # Names and figures in a row, and the words of a charge.
        (
            "Prime Minister Ida Maria Krogh and Deputy Prime Minister Per Vik came.",
            "They met Prime Minister Ida Maria Krogh and Deputy Prime Minister Per Vik.",
        ),
        (
            "Vik was charged with leaving the scene of an accident resulting in death.",
            "He was charged on Friday with leaving the scene of an accident resulting in death.",
        ),
        ("The ferry sank.", "The ferry sank."),  # too short to tell
        (LONG, "The bell of the ferry lay forty metres down, as divers found on Tuesday."),
        # A long name that two sentences share is a small part of them.
        (
            "The Convention for the Protection of All Persons from Enforced Disappearance and Other"
            " Crimes was signed in a hall by the lake by ministers of eleven states who had haggled"
            " over its last three articles through the night.",
            "Berrow left the Convention for the Protection of All Persons from Enforced"
            " Disappearance and Other Crimes after courts at home had ruled that none of the four"
            " generals could be handed over to anybody abroad.",
        ),
    ],
)
def test_not_copied(one: str, other: str) -> None:
    assert not copied(one, other)


def test_a_short_sentence_is_copied_where_both_credit_it_to_somebody() -> None:
    words = "The quay was never safe."
    longer = "“The quay was never safe today,” reads a statement of the harbour office."
    assert not copied("The quay was never safe today.", longer)
    assert copied("The quay was never safe today.", longer, said=True)
    assert not copied(words, words, said=True)
