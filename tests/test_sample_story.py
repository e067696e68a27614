"""The sample story of the repository, compared end to end."""

from pathlib import Path

import pytest

import rashomon

EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.fixture(scope="module")
def story():
    reports = rashomon.load(sorted(EXAMPLES.glob("*.txt"))).reports
    return rashomon.compare([rashomon.read(report) for report in reports])


def words_of(story, claim):
    texts = {report.id: report.text for report in story.reports}
    return [texts[one.report][one.start : one.end] for one in claim.passages]


def test_who_is_credited_with_a_part_of_a_sentence_stands_behind_it(story):
    (claim,) = [
        one
        for one in story.claims
        if one.standing == "disputed" and any("1996" in words for words in words_of(story, one))
    ]
    assert {origin.name for origin in claim.origins} == {
        "national maritime agency",
        "harbour office",
    }


def test_what_one_spokeswoman_said_to_all_is_of_one_origin(story):
    claims = [
        one
        for one in story.claims
        if sum("captain slowed down" in words for words in words_of(story, one)) == 3
    ]
    assert [claim.standing for claim in claims] == ["one-origin"]


def test_an_arrest_is_not_what_reports_of_a_release_agree_on(story):
    arrests = [
        one for one in story.claims if any("arrested" in words for words in words_of(story, one))
    ]
    assert arrests
    assert {claim.standing for claim in arrests} == {"sole"}


def test_a_company_and_its_director_are_one_origin(story):
    denials = [
        one for one in story.claims if any("speed limit" in words for words in words_of(story, one))
    ]
    assert denials
    assert "agreed" not in {claim.standing for claim in denials}
