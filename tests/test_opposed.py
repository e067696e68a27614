"""Two sentences that share their words and speak against each other are not agreed on."""

import pytest

from rashomon.comparing import compare_knowing
from rashomon.comparing.differences.denying import denied
from rashomon.comparing.differences.sentence import read_sentences
from rashomon.comparing.opposed import DENIED, TWO_EVENTS, of_one_event, undenied
from rashomon.comparing.pair import Link
from rashomon.intake import report_from_text
from rashomon.reading import read

LINK = Link(left=0, right=0, relation="same", probability=0.95)


def sentences(text):
    return read_sentences(read(report_from_text(text, id=text)))


def shows(text, span):
    return text[span.start : span.end]


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        (
            "The museum had expressed interest in the pistol.",
            "We have never expressed interest in the pistol.",
            ("expressed interest", "never expressed interest"),
        ),
        (
            "Officials warned residents of the flood.",
            "Officials didn't warn residents of the flood.",
            ("warned residents", "didn't warn residents"),
        ),
    ],
)
def test_what_one_denies_in_the_words_in_which_the_other_asserts_it(one, other, words):
    (left,), (right,) = sentences(one), sentences(other)
    ours, theirs = denied(left, right)
    assert (shows(one, ours), shows(other, theirs)) == words
    assert denied(right, left) == (theirs, ours)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("He has no contact with Vale Bank.", "He never had direct contact with Vale Bank."),
        ("The navy repulsed the attack.", "The navy not only repulsed the attack, it took a ship."),
        ("It was a spot at the bar.", "Dress for respect, not a spot at the bar."),
        ("She will not seek re-election.", "It is open whether she will seek re-election."),
        ("He refused to sell the farm.", "He would never sell the farm."),
        ("I cant speak for the first one.", "I can't speak for the first one."),
    ],
)
def test_what_both_deny_or_nobody_is_no_denial(one, other):
    (left,), (right,) = sentences(one), sentences(other)
    assert denied(left, right) is None


@pytest.mark.parametrize(
    ("one", "other", "two"),
    [
        ("Corrin was charged with theft.", "A jury found Corrin not guilty of theft.", True),
        ("The office charged Ida Corrin with theft.", "A jury found Corrin not guilty.", True),
        ("The envoys were captured in May.", "The rebels freed the envoys.", True),
        ("Ms Hale borrowed £900 for it.", "Ms Hale was told to repay £450 for it.", True),
        ("Its first offer was $70 a share.", "Its new $82 per share offer is final.", True),
        ("Corrin was charged with theft.", "Corrin, charged with theft, was acquitted.", False),
        ("It was the first arrest.", "The first New Quay arrest was made on Monday.", False),
        ("The bridge was opened in May.", "The new bridge was opened in May.", False),
    ],
)
def test_two_steps_of_one_affair_are_two_events(one, other, two):
    left, right = sentences(one), sentences(other)
    chance = TWO_EVENTS if two else LINK.probability
    assert [link.probability for link in of_one_event([LINK], left, right)] == [chance]
    assert [link.probability for link in of_one_event([LINK], right, left)] == [chance]


def test_a_link_that_is_denied_is_no_surer_than_an_open_claim():
    left = sentences("The museum had expressed interest in the pistol.")
    right = sentences("We have never expressed interest in the pistol.")
    assert [link.probability for link in undenied([LINK], left, right)] == [DENIED]
    assert undenied([LINK], left, left) == (LINK,)


ASKED = "The mayor of Tamsin had asked for help with the flood on Monday"


def compared(*texts):
    readings = [read(report_from_text(text, outlet=f"O{k}")) for k, text in enumerate(texts)]
    return compare_knowing({}, readings).comparison


def test_two_speakers_of_whom_one_denies_the_other_are_disputed():
    comparison = compared(
        f"Governor Ann Lee said: “{ASKED}.”",
        "“The mayor of Tamsin never asked for help with the flood on Monday,” Bo Finch said.",
    )
    assert comparison.summary.disputed == 1
    assert comparison.summary.agreed == 0
