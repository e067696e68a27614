"""Where results go: files by their ending, and a screen by its length."""

import json
import sys

import click
import pytest
from showing_example import comparison
from test_showing_records import reading

from rashomon import cli_output
from rashomon.cli_output import ENDINGS, Output, write


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_ending_writes_a_comparison_and_readings(ending, tmp_path):
    if ending == ".parquet":
        pytest.importorskip("pyarrow")
    for name, results in (("comparison", comparison()), ("readings", [reading()])):
        path = tmp_path / f"{name}{ending}"
        write(results, Output(ending[1:], path, quiet=False))
        assert path.stat().st_size > 60


def test_jsonld_is_annotations_with_selectors_and_claims(tmp_path):
    path = tmp_path / "findings.jsonld"
    write(comparison(), Output("jsonld", path, quiet=False))
    data = json.loads(path.read_bytes())
    assert data["@context"] == "http://www.w3.org/ns/anno.jsonld"
    items = data["first"]["items"]
    assert items[0]["body"][0]["type"] == "schema:Claim"
    kinds = {
        selector["type"] for item in items for t in item["target"] for selector in t["selector"]
    }
    assert kinds == {"TextPositionSelector", "TextQuoteSelector"}


def test_jsonld_of_readings_has_their_statements(tmp_path):
    path = tmp_path / "read.jsonld"
    write([reading()], Output("jsonld", path, quiet=False))
    (item,) = json.loads(path.read_bytes())["first"]["items"]
    assert item["body"][0]["value"] == "Ann"
    assert item["target"][0]["selector"][1]["exact"] == "it would rain"


@pytest.fixture
def screen(monkeypatch):
    """Makes stdout and stdin look like a terminal of 24 lines; gives the pages that were paged."""
    paged = []
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("LINES", "24")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr(click, "echo_via_pager", lambda page, color: paged.append((page, color)))
    return paged


def test_a_page_longer_than_the_screen_goes_through_a_pager(screen, capsys):
    write(comparison(), Output(None, None, quiet=False))
    ((page, colour),) = screen
    assert "DISPUTED" in page
    assert colour is True
    assert capsys.readouterr().out == ""


def test_a_page_that_fits_is_printed(screen, capsys):
    write([reading()], Output(None, None, quiet=False))
    assert screen == []
    assert "it would rain" in capsys.readouterr().out


def test_nothing_is_paged_into_a_pipe(monkeypatch, capsys):
    def paged(page, color):
        raise AssertionError("paged into a pipe")

    monkeypatch.setattr(cli_output.click, "echo_via_pager", paged)
    write(comparison(), Output(None, None, quiet=False))
    assert capsys.readouterr().out.startswith("3 reports, 2 origins")


def test_a_page_in_a_pipe_has_no_spaces_at_its_line_ends(capfd):
    write(comparison(), Output(None, None, quiet=False))
    lines = capfd.readouterr().out.split("\n")
    assert len(lines) > 50
    assert [line for line in lines if line != line.rstrip()] == []
