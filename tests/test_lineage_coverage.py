"""Which report states, attributes or leaves out a claim."""

from __future__ import annotations

from hand_made import report_of

from rashomon.comparing.comparison import Claim, Passage, StoryStatement
from rashomon.comparing.coverage import build_coverage
from rashomon.report import Span

REPORTS = [
    report_of(
        name,
        "Bridge closed\nThe bridge is closed, the mayor said.",
        zones={"Bridge closed": "title"},
    )
    for name in "abc"
]


def claim(*passages):
    return Claim(id="c", gist="", standing="agreed", origins=(), confidence=1.0, passages=passages)


def test_states_attributes_absent():
    statement = StoryStatement(
        id="s", report="b", manner="indirect", act="speech", content=(Span(14, 34),), confidence=1.0
    )
    found = build_coverage(
        [claim(Passage(report="a", start=14, end=34), Passage(report="b", start=14, end=34))],
        [statement],
        REPORTS,
    )
    assert found == {"c": {"a": "states", "b": "attributes", "c": "absent"}}


def test_a_headline_that_drops_the_source_does_not_make_the_report_state_it():
    headline = Passage(report="a", start=0, end=13)
    body = Passage(report="a", start=14, end=34, statement="s")
    assert build_coverage([claim(headline, body)], [], REPORTS)["c"]["a"] == "attributes"
    assert build_coverage([claim(headline)], [], REPORTS)["c"]["a"] == "states"
