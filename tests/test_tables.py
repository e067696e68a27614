"""Results as tables that pandas, polars and pyarrow take as they are."""

import sys

import pandas
import polars
import pytest
import showing_example as example

import rashomon
from rashomon.reading.reading import Actor, Quantity, Reading, Statement, Time
from rashomon.report import Report, Span, fingerprint

TEXT = "On Monday Ann said some 300 trees fell."


def reading(text=TEXT, **known):
    report = Report(id="r1", text=text, sha256=fingerprint(text), language="en", zones=(), **known)
    said = Statement(
        id="s1",
        manner="indirect",
        act="speech",
        content=(Span(19, 38),),
        source=Span(10, 13),
        cue=Span(14, 18),
        speaker="ann",
        confidence=0.75,
    )
    return Reading(
        report=report,
        sentences=(Span(0, len(text)),),
        actors=(Actor(id="ann", name="Ann", kind="person", mentions=(Span(10, 13),)),),
        statements=(said,),
        times=(Time(start=3, end=9, value="2016-12-12", kind="date"),),
        quantities=(Quantity(start=19, end=27, value=300.0, bound="about", of="trees"),),
    )


def test_statements_as_a_polars_frame():
    frame = polars.DataFrame(rashomon.table([reading(outlet="Post"), reading()]))
    assert frame.shape == (2, 14)
    row = frame.row(0, named=True)
    assert (row["outlet"], row["speaker"], row["content"]) == ("Post", "Ann", "some 300 trees fell")
    assert (row["start"], row["end"], row["confidence"]) == (19, 38, 0.75)
    assert frame["outlet"].to_list() == ["Post", None]
    assert frame.schema["start"] == polars.Int64
    assert frame.schema["confidence"] == polars.Float64


def test_the_same_as_a_pandas_frame():
    frame = pandas.DataFrame.from_arrow(rashomon.table(reading(outlet="Post")))
    assert frame.loc[0, "content"] == "some 300 trees fell"
    assert frame["start"].dtype == "int64"


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        ("actors", {"name": "Ann", "named": True, "mentions": 1, "start": 10, "role": None}),
        ("times", {"value": "2016-12-12", "kind": "date", "words": "Monday", "end": 9}),
        ("quantities", {"value": 300.0, "low": None, "bound": "about", "words": "some 300"}),
    ],
)
def test_what_else_a_reading_holds(of, expected):
    row = polars.DataFrame(rashomon.table(reading(), of=of)).row(0, named=True)
    assert row["report"] == "r1"
    assert {name: row[name] for name in expected} == expected


def test_a_comparison_is_its_claims():
    comparison = example.comparison()
    table = rashomon.table(comparison)
    frame = polars.DataFrame(table)
    assert len(frame) == len(table) == sum(len(claim.passages) for claim in comparison.claims)
    for row in frame.iter_rows(named=True):
        assert row["words"] == example.TEXTS[row["report"]][row["start"] : row["end"]]


def test_no_readings_are_an_empty_table_with_its_columns():
    frame = polars.DataFrame(rashomon.table([], of="times"))
    assert frame.shape == (0, 8)
    assert frame.schema["value"] == polars.String


def test_a_lone_surrogate_does_not_stop_a_table():
    frame = polars.DataFrame(rashomon.table(reading(outlet="Po\ud800st")))
    assert frame["outlet"].to_list() == ["Po?st"]


@pytest.mark.parametrize(("results", "of"), [([], "claims"), (example.comparison(), "times")])
def test_a_table_that_there_is_not_is_refused(results, of):
    with pytest.raises(ValueError, match=of):
        rashomon.table(results, of=of)


def test_a_frame_needs_no_pyarrow(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert len(polars.DataFrame(rashomon.table(reading()))) == 1
