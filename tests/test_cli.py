"""The command line from outside: what goes where, in which form, with which exit code."""

import json
import os
import re
import subprocess
import sys

import jsonschema
import pytest
from click.testing import CliRunner
from showing_example import comparison as example_comparison

from rashomon.cli import main
from rashomon.errors import RashomonError
from rashomon.reading.reading import Reading

ONE = "Harbour closed\n\nThe harbour of Tamsin was closed on Monday after a spill of oil.\n"
TWO = "Oil in Tamsin\n\nThe port of Tamsin was shut on Monday because oil had run into it.\n"


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one.txt").write_text(ONE, encoding="utf-8")
    (tmp_path / "two.txt").write_text(TWO, encoding="utf-8")
    return tmp_path


@pytest.fixture(autouse=True)
def plain_rooms(monkeypatch):
    """Stands in for the rooms that load models; gives the readings that were compared."""
    compared = []

    def read(report):
        if "unreadable" in report.text:
            raise RashomonError("R299", "it could not be read; try another")
        nothing = {"actors": (), "statements": (), "times": (), "quantities": ()}
        return Reading(report=report, sentences=(), **nothing)

    def compare(readings):
        compared.extend(readings)
        return example_comparison()

    monkeypatch.setattr("rashomon.reading.read", read, raising=False)
    monkeypatch.setattr("rashomon.comparing.compare", compare, raising=False)
    return compared


def run(*arguments, stdin=None):
    return CliRunner().invoke(main, arguments, input=stdin)


def test_help_and_version():
    assert "compare" in run("--help").stdout
    assert run("--version").stdout.startswith("rashomon ")
    assert not {"archive"} & set(main.commands)


def test_names_of_strangers_files_can_not_steer_the_screen(files):
    (files / "gnp\u202etxt.txt").write_text("", encoding="utf-8")
    told = run("read", "one.txt", "gnp\u202etxt.txt", "--json").stderr
    assert "gnp⟦U+202E⟧txt.txt" in told
    assert "\u202e" not in told


def test_read_gives_one_document_with_a_reading_each(files):
    result = run("read", "one.txt", "two.txt", "--json")
    assert result.exit_code == 0
    readings = json.loads(result.stdout)
    assert [reading["report"]["path"] for reading in readings] == ["one.txt", "two.txt"]
    assert [reading["report"]["text"] for reading in readings] == [ONE, TWO]


def test_read_gives_a_reading_a_line(files):
    lines = run("read", "one.txt", "two.txt", "--jsonl").stdout.splitlines()
    assert [json.loads(line)["report"]["path"] for line in lines] == ["one.txt", "two.txt"]


def test_standard_input(files):
    (reading,) = json.loads(run("read", "-", "--json", stdin=ONE).stdout)
    assert reading["report"]["text"] == ONE


def test_options_go_to_the_report_at_their_position(files, plain_rooms):
    run("compare", "one.txt", "two.txt", "--outlet", "", "--outlet", "Post", "--title", "Spill")
    one, two = (reading.report for reading in plain_rooms)
    assert (one.outlet, two.outlet) == (None, "Post")
    assert (one.title, two.title) == ("Spill", "Oil in Tamsin")


@pytest.mark.parametrize(
    "arguments",
    [
        ["read"],
        ["read", "one.txt", "--outlet", "A", "--outlet", "B"],
        ["read", "one.txt", "--published", "soon"],
        ["read", "one.txt", "-o", "out.txt"],
        ["read", "one.txt", "--json", "-o", "out.csv"],
        ["compare", "one.txt", "two.txt", "--fail-on", "sole"],
        ["schema", "story"],
        ["story"],
    ],
)
def test_wrong_usage_exits_with_2(files, arguments):
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""


def test_some_inputs_that_fail_are_named_and_the_rest_written(files):
    result = run("read", "one.txt", "none.txt", "--json")
    assert result.exit_code == 3
    assert [reading["report"]["path"] for reading in json.loads(result.stdout)] == ["one.txt"]
    assert "R102 none.txt" in result.stderr


def test_a_report_that_can_not_be_read_touches_no_other(files):
    (files / "bad.txt").write_text("unreadable words", encoding="utf-8")
    result = run("compare", "one.txt", "bad.txt", "two.txt", "--json")
    assert result.exit_code == 3
    assert "R299 bad.txt" in result.stderr
    assert "R299" in [note["code"] for note in json.loads(result.stdout)["notes"]]


def test_failures_stand_in_the_notes_of_a_comparison(files):
    result = run("compare", "one.txt", "none.txt", "two.txt", "--json")
    assert result.exit_code == 3
    notes = json.loads(result.stdout)["notes"]
    assert any(note["code"] == "R102" and "none.txt" in note["message"] for note in notes)


def test_fewer_than_two_reports_are_no_comparison(files):
    result = run("compare", "one.txt", "none.txt")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "R102 none.txt" in result.stderr
    assert "R301" in result.stderr
    assert "only one.txt" in result.stderr


def test_nothing_readable_exits_with_1(files):
    assert run("read", "none.txt", "--json").exit_code == 1


def test_notes_go_to_stderr_and_into_the_reading(files):
    (files / "word.txt").write_text("Harbour", encoding="utf-8")
    result = run("read", "word.txt", "--json")
    assert "R121 word.txt" in result.stderr
    assert json.loads(result.stdout)[0]["notes"][0]["code"] == "R121"
    assert run("read", "word.txt", "--json", "--quiet").stderr == ""


@pytest.mark.parametrize(("fail_on", "code"), [("disputed", 4), ("differences", 4)])
def test_fail_on_what_is_found(files, fail_on, code):
    assert run("compare", "one.txt", "two.txt", "--fail-on", fail_on).exit_code == code
    assert run("compare", "one.txt", "two.txt").exit_code == 0


@pytest.mark.parametrize(
    ("ending", "beginning"),
    [
        ("json", b'{"'),
        ("jsonl", b'{"'),
        ("csv", b""),
        ("html", b"<!doctype html"),
        ("md", b"#"),
    ],
)
def test_a_file_has_the_form_of_its_ending(files, ending, beginning):
    result = run("compare", "one.txt", "two.txt", "-o", f"out.{ending}")
    assert (result.exit_code, result.stdout) == (0, "")
    written = (files / f"out.{ending}").read_bytes()
    assert written
    assert written.decode().lower().startswith(beginning.decode())


@pytest.mark.parametrize("ending", ["html", "md", "csv", "json"])
def test_readings_can_be_written_in_the_same_forms(files, ending):
    assert run("read", "one.txt", "-o", f"out.{ending}").exit_code == 0
    assert "Harbour closed" in (files / f"out.{ending}").read_text("utf-8") or ending == "csv"


def test_a_file_that_can_not_be_written_is_a_coded_error(files):
    result = run("read", "one.txt", "-o", "nowhere/out.json")
    assert result.exit_code == 1
    assert "R402" in result.stderr


def test_parquet_without_pyarrow_names_the_extra(files, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    result = run("compare", "one.txt", "two.txt", "-o", "out.parquet")
    assert result.exit_code == 1
    assert "rashomon[parquet]" in result.stderr


def test_without_a_form_people_get_a_page(files):
    result = run("compare", "one.txt", "two.txt")
    assert result.exit_code == 0
    assert not result.stdout.startswith("{")
    assert "disputed" in result.stdout.lower()


@pytest.mark.parametrize("name", ["report", "reading", "comparison"])
def test_schemas_are_json_schemas(name):
    described = json.loads(run("schema", name).stdout)
    jsonschema.Draft202012Validator.check_schema(described)


def test_results_fit_their_schemas(files):
    readings = json.loads(run("read", "one.txt", "--json").stdout)
    comparison = json.loads(run("compare", "one.txt", "two.txt", "--json").stdout)
    jsonschema.validate(readings[0], json.loads(run("schema", "reading").stdout))
    jsonschema.validate(readings[0]["report"], json.loads(run("schema", "report").stdout))
    jsonschema.validate(comparison, json.loads(run("schema", "comparison").stdout))


def test_output_is_utf_8_whatever_the_locale(files):
    (files / "quotes.txt").write_text("“Öl” – said the café’s owner of the spill.", "utf-8")
    assert "“Öl”" in run("read", "quotes.txt", "--json").stdout_bytes.decode()
    command = [sys.executable, "-m", "rashomon", "schema", "report"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    result = subprocess.run(command, capture_output=True, env=environment, check=True)
    assert json.loads(result.stdout.decode())


def test_a_closed_pipe_ends_quietly():
    command = [sys.executable, "-m", "rashomon", "schema", "comparison"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.close()
    error = process.stderr.read()
    process.wait()
    assert error == b""


def test_help_comes_at_once():
    before = os.times()
    subprocess.run([sys.executable, "-m", "rashomon", "--help"], capture_output=True, check=True)
    after = os.times()
    # CPU seconds, which others on the machine hardly change.
    used = after.children_user + after.children_system
    assert used - before.children_user - before.children_system < 1.5
    heavy = "import sys, rashomon.cli; print({'numpy', 'rich', 'yaml'} & set(sys.modules))"
    shown = subprocess.run([sys.executable, "-c", heavy], capture_output=True, check=True)
    assert shown.stdout.strip() == b"set()"


def test_help_names_the_commands_whole_and_in_the_order_of_use():
    page = run("--help").stdout
    assert "..." not in page.partition("Commands:")[2]
    listed = re.findall(r"^  (\w+)  +[A-Z]", page, re.MULTILINE)
    assert listed == list(main.commands)
    assert listed[:3] == ["compare", "read", "add"]
