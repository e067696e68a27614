"""Who is alone with a claim, or leaves it out: only where nothing in another report comes near."""

import msgspec
import pytest
import showing_example as example

from rashomon.comparing import compare_knowing
from rashomon.comparing.nearness import NEAR, Nearness
from rashomon.comparing.pair import Link, PairFindings
from rashomon.intake import report_from_text
from rashomon.reading import read
from rashomon.showing.view import build_view

BRIDGE = "The bridge of Tamsin was closed on Monday."
TIDE = "Fishers fear for the autumn herring."


def found(probability):
    return PairFindings(links=(Link(left=0, right=3, relation="partial", probability=probability),))


def test_a_weak_link_already_brings_two_sentences_near():
    near = Nearness({(0, 2): found(NEAR)}, {0: [0, 1], 2: [2, 4]})
    assert near.beside([(0, 0), (1, 0)]) == {2, 4}
    assert near.beside([(2, 3)]) == {0, 1}
    assert near.beside([(0, 1)]) == set()


def test_a_weaker_one_does_not():
    near = Nearness({(0, 1): found(NEAR - 0.01)}, {0: [0], 1: [1]})
    assert near.beside([(0, 0)]) == set()


def compared(probability):
    """Compares two reports of which the second sentences are linked as likely as told."""
    readings = [
        read(report_from_text(f"{BRIDGE} {more}", outlet=name, id=name))
        for name, more in (("Courier", TIDE), ("Post", "The herring may stay away, crews say."))
    ]
    known = compare_knowing({}, readings).pairs
    ((pair, plain),) = known.items()
    link = Link(left=1, right=1, relation="partial", probability=probability)
    links = (*(one for one in plain.links if (one.left, one.right) != (1, 1)), link)
    known = {pair: msgspec.structs.replace(plain, links=links, differences=())}
    return compare_knowing(known, readings).comparison


@pytest.mark.parametrize(("probability", "left_open"), [(0.12, False), (0.3, True)])
def test_whether_a_report_is_alone_is_left_open_where_another_comes_near(probability, left_open):
    comparison = compared(probability)
    (claim,) = [one for one in comparison.claims if one.gist == TIDE]
    assert (claim.standing, claim.open) == ("sole", left_open)
    assert comparison.coverage[claim.id]["Post"] == ("unclear" if left_open else "absent")
    shown = [row for group in build_view(comparison).only for row in (*group.rows, *group.rest)]
    assert (claim.id in {row.id for row in shown}) != left_open
    assert any(note.code == "R311" for note in comparison.notes) == left_open


def left_out(comparison):
    return {group.source.report for group in build_view(comparison).left_out}


def test_what_a_report_comes_near_to_it_does_not_leave_out():
    nine = example.many(9)
    covers = {
        claim: {**of, "r4": "unclear" if of["r4"] == "absent" else of["r4"]}
        for claim, of in nine.coverage.items()
    }
    found = left_out(msgspec.structs.replace(nine, coverage=covers))
    assert found == left_out(nine) - {"r4"} != left_out(nine)


def test_what_was_not_yet_told_when_a_report_was_published_it_does_not_leave_out():
    nine = example.many(9)
    days = {"r4": "2024-05-01"}
    reports = tuple(
        msgspec.structs.replace(one, published=days.get(one.id, "2024-05-02"))
        for one in nine.reports
    )
    assert left_out(msgspec.structs.replace(nine, reports=reports)) == left_out(nine) - {"r4"}
