"""Claims called agreed, and folds, are held against a reader's verdicts by their passages."""

import msgspec
import pytest

from evaluation.origins import Folded, Shown, Verdict, faults_of, load_verdicts, score, verdict_on

PASSAGES = (("A", 10, 50), ("B", 40, 90))
TWO = (
    Folded(reports=("A",), why="Courier credits it to Jon Vik."),
    Folded(reports=("B",), why="Lantern asserts it in its own words."),
)
ONE = (Folded(reports=("A", "B"), why="Courier and Lantern credit it to Jon Vik."),)


def shown(origins=TWO, standing="agreed", passages=PASSAGES) -> Shown:
    return Shown(
        story="ferry",
        standing=standing,
        gist="The ferry sank.",
        passages=passages,
        origins=origins,
    )


def verdict(**origins: str) -> Verdict:
    return Verdict(
        story="ferry",
        passages=PASSAGES,
        origins=origins,
        reasons=("Jon Vik", "Harbour Office"),
        why="Both rest on what the harbour master said.",
    )


VIK, APART, NOTHING = verdict(A="vik", B="vik"), verdict(A="vik", B="Lantern"), verdict()


@pytest.mark.parametrize(
    ("claim", "said", "faults"),
    [
        (shown(), APART, []),
        (shown(), VIK, ["NOT INDEPENDENT"]),
        (shown(), NOTHING, []),
        (shown(ONE, "one-origin"), VIK, []),
        (shown(ONE, "one-origin"), APART, [f"NOT ONE: AB: {ONE[0].why}"]),
    ],
)
def test_what_is_shown_is_held_against_the_verdict(claim, said, faults):
    assert faults_of(claim, said) == faults


def test_a_fold_for_a_reason_that_the_texts_do_not_bear_out_is_told():
    wrong = (Folded(reports=("A", "B"), why="Both are reports of one outlet."),)
    assert faults_of(shown(wrong, "one-origin"), VIK) == [f"WRONG REASON: AB: {wrong[0].why}"]


def test_figures_count_what_is_shown_and_judged():
    found = score(
        [
            (shown(), APART),
            (shown(), VIK),
            (shown(ONE, "one-origin"), VIK),
            (shown(ONE, "one-origin"), APART),
            (shown(), NOTHING),
        ]
    )
    assert list(found.figures().values()) == [0.5, 0.5, 0.5]
    assert (found.one_origin, found.no_assertion) == (1, 1)


@pytest.mark.parametrize(
    ("passages", "met"),
    [
        ((("A", 12, 50), ("B", 40, 88)), True),
        ((("A", 10, 50), ("B", 300, 340)), False),
        ((("A", 10, 50),), False),
        ((("A", 10, 50), ("B", 40, 90), ("C", 1, 5)), False),
    ],
)
def test_a_verdict_is_met_again_by_its_passages(passages, met):
    assert (verdict_on(shown(passages=passages), [VIK]) is VIK) == met


def test_a_verdict_on_another_story_is_none():
    other = msgspec.structs.replace(VIK, story="harbour")
    assert verdict_on(shown(), [other]) is None


def test_each_verdict_on_file_says_why_and_judges_each_report():
    for one in load_verdicts():
        assert len(one.why.split()) >= 4
        assert not one.origins or set(one.origins) == {report for report, _, _ in one.passages}
