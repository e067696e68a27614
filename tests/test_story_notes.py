"""What a comparison says of itself where reports seem to be of several stories."""

from rashomon.comparing.comparison import Claim, Passage
from rashomon.comparing.notes import story_notes

NAMES = {"a": "Herald", "b": "Post", "c": "Star", "d": "Times", "e": "Sun"}


def claim(*reports):
    passages = tuple(Passage(report=report, start=0, end=9) for report in reports)
    return Claim(
        id="-".join(reports),
        gist="It burned",
        standing="agreed",
        passages=passages,
        origins=(),
        confidence=0.9,
    )


def notes(*claims):
    return story_notes((), claims, places=None, pairs=(), hidden=0, names=NAMES)


def test_groups_that_share_no_assertion_are_named():
    (note,) = notes(claim("a", "b"), claim("d", "e"), claim("b", "c"), claim("a"))
    assert note.code == "R310"
    assert "2 groups that share no assertion: Herald, Post and Star; Sun and Times." in note.message


def test_one_group_and_a_report_alone_are_no_groups():
    assert notes(claim("a", "b"), claim("b", "c"), claim("d")) == ()
