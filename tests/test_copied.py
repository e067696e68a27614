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
    ],
)
def test_copied(other: str) -> None:
    assert copied(LONG, other)
    assert copied(other, LONG)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("", ""),
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
