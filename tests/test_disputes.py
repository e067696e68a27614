"""Every claim shown as disputed has a verdict of a reader, or the evaluation says so."""

from evaluation.disputes import Shown, Verdict, judge, load_verdicts

SIDES = (("A", 10, 12), ("B", 40, 42))
CLAIM = Shown(story="ferry", gist="The ferry sank.", differences=(SIDES,))


def verdict(*, dispute: bool, sides=SIDES) -> Verdict:
    return Verdict(
        story="ferry",
        type="number",
        sides=sides,
        values=("14", "17"),
        dispute=dispute,
        why="Two counts of the same passengers.",
    )


def test_a_claim_without_verdict_is_told():
    assert judge([CLAIM], []) == ([], [CLAIM])


def test_the_order_of_sides_does_not_matter():
    judged, open_ones = judge([CLAIM], [verdict(dispute=False, sides=SIDES[::-1])])
    assert [found.dispute for _, found in judged] == [False]
    assert open_ones == []


def test_one_true_contradiction_makes_a_dispute():
    other = (("A", 10, 12), ("C", 7, 9))
    claim = Shown(story="ferry", gist="The ferry sank.", differences=(SIDES, other))
    judged, _ = judge([claim], [verdict(dispute=False), verdict(dispute=True, sides=other)])
    assert [found.dispute for _, found in judged] == [True]


def test_each_verdict_on_file_says_why():
    assert all(len(one.why.split()) >= 4 for one in load_verdicts())
