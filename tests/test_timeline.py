"""What happened when, and dates that one report lends another."""

from __future__ import annotations

import pytest
from hand_made import reading_of, report_of, spans_of

from rashomon.comparing.comparison import Claim, Passage
from rashomon.comparing.timeline import (
    borrowed_published,
    build_timeline,
    clause_around,
    fix_years,
    sorting_key,
)
from rashomon.report import Span


def reading(identity, text, published=None):
    return reading_of(report_of(identity, text, outlet=identity, published=published))


def shown(readings, claims=()):
    texts = {r.report.id: r.report.text for r in readings}
    return [
        (entry.when, [texts[p.report][p.start : p.end] for p in entry.passages])
        for entry in build_timeline(readings, claims)
    ]


def test_entries_are_in_the_order_of_time_with_the_clause_that_tells():
    text = (
        "The dam broke on Sunday after engineers had warned of cracks in March 2021."
        " It was built in 1968."
    )
    assert shown([reading("a", text, "2024-05-14")]) == [
        ("1968", ["It was built in 1968."]),
        ("2021-03", ["after engineers had warned of cracks in March 2021."]),
        ("2024-05-12", ["The dam broke on Sunday"]),
    ]


def test_durations_and_vague_times_are_left_out():
    text = "The strike lasted three days. It is currently suspended. It began recently."
    assert shown([reading("a", text, "2024-05-14")]) == []


def test_passages_of_one_claim_on_one_day_are_one_entry():
    texts = {"a": "The dam broke on Sunday.", "b": "On May 12 the old dam gave way."}
    readings = [reading(name, text, "2024-05-14") for name, text in texts.items()]
    claim = Claim(
        id="c",
        gist="",
        standing="agreed",
        origins=(),
        confidence=1.0,
        passages=tuple(Passage(report=n, start=0, end=len(t)) for n, t in texts.items()),
    )
    (entry,) = build_timeline(readings, [claim])
    assert (entry.when, entry.claim, len(entry.passages)) == ("2024-05-12", "c", 2)
    assert len(build_timeline(readings, [])) == 2


@pytest.mark.parametrize(
    "values",
    [
        ["198X", "1999", "2015", "2015-09", "2016-03-01", "2016-03-01T10:00", "XXXX-12-13"],
        ["../2010-01-01", "2016-12-10/2016-12-11", "2016-12-11", "2016-12-12"],
        ["2016-33", "2016-21", "2016-04-02", "2016-35"],
    ],
)
def test_order_of_edtf_values(values):
    keys = [sorting_key(value) for value in values]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


def test_a_report_without_a_date_borrows_the_others():
    undated = reading("a", "The dam broke on Sunday. It had held since March.")
    dated = reading("b", "The old dam gave way.", "2024-05-14")
    assert borrowed_published([undated, dated]) == {"a": ("2024-05-13", "2024-05-15")}
    fixed, same = fix_years([undated, dated])
    assert [time.value for time in fixed.times] == ["2024-05-12", "2024-03"]
    assert fixed.report == undated.report
    assert same == dated


def test_a_date_that_depends_on_the_unknown_day_stays_open():
    undated = reading("a", "The dam broke yesterday.")
    fixed, _ = fix_years([undated, reading("b", "It gave way.", "2024-05-14")])
    assert [time.value for time in fixed.times] == ["XXXX-XX-XX"]


def test_a_day_without_a_year_takes_the_nearest_year():
    undated = reading("a", "The dam broke on Dec. 31.", "XXXX-12-31")
    assert borrowed_published([undated, reading("b", "Gone.", "2025-01-02")]) == {
        "a": ("2024-12-31",)
    }


def test_nobody_has_a_date():
    readings = [reading("a", "It broke on Sunday."), reading("b", "Gone.")]
    assert borrowed_published(readings) == {}
    assert fix_years(readings) == tuple(readings)


def test_a_short_clause_takes_the_one_before_it():
    text = "The station has been closed, but since May 2020."
    (inner,) = spans_of(text, "May 2020")
    clause = clause_around(text, Span(0, len(text)), inner)
    assert text[clause.start : clause.end] == text
