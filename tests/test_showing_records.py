"""Results as JSON, JSON lines, CSV and Parquet."""

from __future__ import annotations

import csv
import io
import json

import msgspec
import pytest
import showing_example as example

from rashomon.reading.reading import Actor, Reading, Statement
from rashomon.report import Report, Span, fingerprint
from rashomon.showing.records import to_csv, to_json, to_jsonl, write_parquet


@pytest.fixture(scope="module")
def comparison():
    return example.comparison()


def reading(text="Ann said it would rain.", **fields):
    report = Report(id="r1", text=text, sha256=fingerprint(text), language="en", zones=(), **fields)
    said = Statement(
        id="s1",
        manner="indirect",
        act="speech",
        content=(Span(9, 22),),
        source=Span(0, 3),
        cue=Span(4, 8),
        speaker="ann",
        confidence=0.9,
    )
    ann = Actor(id="ann", name="Ann", kind="person", mentions=(Span(0, 3),))
    return Reading(
        report=report,
        sentences=(Span(0, 23),),
        actors=(ann,),
        statements=(said,),
        times=(),
        quantities=(),
    )


def test_json_carries_the_names_of_the_contract(comparison):
    data = json.loads(to_json(comparison))
    assert list(data["summary"]) == [
        "reports", "origins", "agreed", "one-origin", "disputed", "sole",
    ]  # fmt: skip
    assert data["lineage"][0]["from"] == "post"
    assert data["lineage"][0]["to"] == "courier"
    assert data["claims"][0]["passages"][0]["report"] == "courier"
    assert data["coverage"]["c6"] == {
        "courier": "absent", "post": "absent", "tribune": "attributes",
    }  # fmt: skip


def test_json_leaves_out_what_has_no_value(comparison):
    data = json.loads(to_json(comparison))
    assert "path" not in data["reports"][0]
    assert "share" not in data["lineage"][1]
    assert "statement" not in data["claims"][1]["passages"][0]
    assert data["reports"][2]["agencies"] == []


def test_unknown_fields_of_the_input_pass_through_and_replace_nothing(comparison):
    post = json.loads(to_json(comparison))["reports"][1]
    assert post["desk"] == "news"
    assert post["edition"] is None
    assert post["title"] == "Twelve dead in Aldina ferry blaze"
    assert "extra" not in post


def test_an_unknown_field_can_not_take_the_place_of_a_known_one_without_value():
    data = json.loads(to_json(reading(extra={"outlet": "forged", "extra": 1})))
    assert "outlet" not in data["report"]
    assert data["report"]["extra"] == 1


def test_json_is_one_line():
    assert b"\n" not in to_json(reading())


def test_a_lone_surrogate_survives_as_an_escape():
    data = to_json(reading(text="Ann said it would rain\ud800"))
    assert json.loads(data.decode("ascii"))["report"]["text"].endswith("rain\ud800")


def test_jsonl_of_a_comparison_is_one_record_a_line(comparison):
    lines = [json.loads(line) for line in to_jsonl(comparison).splitlines()]
    kinds = [line["record"] for line in lines]
    assert kinds[0] == "summary"
    assert kinds.count("report") == 3
    assert kinds.count("claim") == len(comparison.claims)
    assert {"actor", "statement", "difference", "lineage", "timeline", "relation"} <= set(kinds)
    assert {"framing", "note"} <= set(kinds)
    first = next(line for line in lines if line["record"] == "claim")
    assert first["coverage"]["tribune"] == "attributes"


def test_a_foreign_field_never_hides_what_a_line_is(comparison):
    reports = tuple(
        msgspec.structs.replace(report, extra={"record": "LP"}) for report in comparison.reports
    )
    data = to_jsonl(msgspec.structs.replace(comparison, reports=reports))
    lines = [json.loads(line) for line in data.splitlines()]
    reports_shown = [line for line in lines if line["record"] == "report"]
    assert [line["input_record"] for line in reports_shown] == ["LP"] * 3


def test_jsonl_of_readings_is_one_a_line():
    lines = to_jsonl([reading(), reading()]).splitlines()
    assert [json.loads(line)["report"]["id"] for line in lines] == ["r1", "r1"]


def test_csv_of_a_comparison_has_a_row_for_each_passage(comparison):
    rows = list(csv.DictReader(io.StringIO(to_csv(comparison))))
    assert len(rows) == sum(len(claim.passages) for claim in comparison.claims)
    texts = example.TEXTS
    for row in rows:
        assert row["words"] == texts[row["report"]][int(row["start"]) : int(row["end"])]
    second = rows[1]
    assert second["outlet"] == "Vale Post"
    assert second["speaker"] == "the coast guard"
    assert second["via"] == "MNA"
    assert second["origins"] == "agency: MNA; speaker: Jon Lerche"
    assert "at least 12 dead" in second["differences"]


def test_csv_of_readings_has_a_row_for_each_statement():
    (row,) = csv.DictReader(io.StringIO(to_csv([reading(outlet="Vale Post")])))
    assert row["content"] == "it would rain"
    assert row["source"] == "Ann"
    assert row["outlet"] == "Vale Post"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_text(start):
    table = io.StringIO(to_csv([reading(outlet=f"{start}SUM(A1)")]), newline="")
    (row,) = csv.DictReader(table)
    assert row["outlet"] == f"'{start}SUM(A1)"


def test_parquet_holds_the_same_table(comparison, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    target = tmp_path / "claims.parquet"
    write_parquet(comparison, target)
    rows = parquet.read_table(target).to_pylist()
    assert [row["claim"] for row in rows[:3]] == ["c1", "c1", "c1"]
    assert rows[0]["start"] == comparison.claims[0].passages[0].start


def test_what_is_written_can_be_read_again_by_type(comparison):
    again = msgspec.json.decode(to_json(comparison.claims), type=list[type(comparison.claims[0])])
    assert tuple(again) == comparison.claims


def test_of_a_report_that_may_carry_a_claim_the_coverage_says_nothing(comparison):
    claim, covers = next(iter(comparison.coverage.items()))
    first, *others = covers
    unclear = {claim: {**covers, first: "unclear"}}
    told = json.loads(to_json(msgspec.structs.replace(comparison, coverage=unclear)))["coverage"]
    assert told == {claim: {report: covers[report] for report in others}}
