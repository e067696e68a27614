"""The library's commands from outside: what they print, what stays after a kill, what fails."""

import json
import os
import signal
import sqlite3
import subprocess
import sys

import pytest
from click.testing import CliRunner

from rashomon.cli import main

PLACES = ("Tamsin", "Berrow", "Calder", "Dunmore", "Elmstead", "Farley", "Gorse", "Hexley")


def record(number, *, said="the mayor said on Monday that help was on its way"):
    place = PLACES[number % len(PLACES)]
    text = f"The dam of {place} broke for time {number} and {said} to the people of {place}."
    return {"id": f"r{number}", "outlet": f"Outlet {number}", "title": f"Dam of {place} breaks",
            "published": "2016-12-11", "text": text}  # fmt: skip


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RASHOMON_LIBRARY", str(tmp_path / "desk.sqlite"))
    write(tmp_path / "in.jsonl", range(3))
    return tmp_path


def write(path, numbers):
    path.write_text("".join(json.dumps(record(number)) + "\n" for number in numbers))


def run(*arguments):
    return CliRunner().invoke(main, arguments)


def start(*arguments):
    return subprocess.Popen(
        [sys.executable, "-m", "rashomon", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )


def stored():
    """The ids of the reports in the stories of the library, as the scorers read them."""
    found = run("stories", "--json")
    assert found.exit_code == 0, found.stderr
    return [report["id"] for story in json.loads(found.stdout) for report in story["reports"]]


def test_stories_come_as_the_contract_says(desk):
    assert run("stories", "--json").stdout == "[]\n"
    assert "empty" in run("stories").stdout
    added = run("add", "in.jsonl")
    assert added.exit_code == 0
    assert "new" in added.stdout
    first, *_ = json.loads(run("stories", "--json").stdout)
    assert set(first) == {"id", "title", "reports", "first", "last", "links"}
    assert sorted(stored()) == ["r0", "r1", "r2"]
    assert len(run("stories", "--jsonl").stdout.splitlines()) == 1
    assert run("stories", "--csv").stdout.startswith("id,first,last,reports,outlets,title")


def test_a_story_is_shown_as_it_is_compared(desk):
    (desk / "two.jsonl").write_text(
        json.dumps(record(0)) + "\n" + json.dumps({**record(0), "id": "x", "outlet": "Echo"})
    )
    run("add", "two.jsonl")
    (story,) = json.loads(run("stories", "--json").stdout)
    shown = run("show", story["id"], "--json")
    assert json.loads(shown.stdout)["summary"]["reports"] == 2
    assert run("show", story["id"], "-o", "story.html").exit_code == 0
    assert (desk / "story.html").stat().st_size > 1000


def test_search_prints_what_was_found_and_says_where_nothing_was(desk):
    run("add", "in.jsonl")
    found = json.loads(run("search", "dam", "Berrow", "--json").stdout)
    assert found[0]["report"] == "r1"
    assert "Nothing found" in run("search", "zeppelin", "--outlet", "Nobody").stdout
    assert run("search", "dam", "--standing", "true").exit_code == 2


@pytest.mark.parametrize("ending", ["html", "md", "csv", "json", "jsonl"])
def test_a_list_is_written_in_every_form(desk, ending):
    run("add", "in.jsonl")
    assert run("stories", "-o", f"list.{ending}").exit_code == 0
    assert "Dam of Tamsin breaks" in (desk / f"list.{ending}").read_text(encoding="utf-8")


def test_a_list_has_no_annotations(desk):
    refused = run("stories", "-o", "list.jsonld")
    assert (refused.exit_code, refused.stderr[:14]) == (1, "rashomon: R405")


def test_what_can_not_be_read_is_named_and_the_rest_is_added(desk):
    added = run("add", "missing.txt", "in.jsonl")
    assert added.exit_code == 3
    assert "missing.txt" in added.stderr
    assert len(stored()) == 3
    assert run("add", "missing.txt").exit_code == 1


def test_titles_from_outside_do_not_steer_the_terminal(desk):
    (desk / "bad.jsonl").write_text(json.dumps({**record(0), "title": "Dam \x1b[2J breaks"}))
    run("add", "bad.jsonl")
    assert "\x1b[2J" not in run("stories").stdout


@pytest.fixture
def shared_desk(desk, place, monkeypatch):
    """The library of the test on SQLite, then on PostgreSQL."""
    monkeypatch.setenv("RASHOMON_LIBRARY", place)
    return desk


def test_a_kill_leaves_the_file_whole(desk):
    adding = start("add", "in.jsonl", "--jsonl")
    adding.stdout.readline()
    adding.send_signal(signal.SIGKILL)
    adding.communicate()
    with sqlite3.connect(desk / "desk.sqlite") as library:
        assert library.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert library.execute("PRAGMA foreign_key_check").fetchall() == []
        counted = library.execute("SELECT sum(reports) FROM stories").fetchone()
        assert counted == library.execute("SELECT count(*) FROM reports").fetchone()


def test_two_processes_may_add_at_once(shared_desk):
    write(shared_desk / "one.jsonl", range(0, 6))
    write(shared_desk / "other.jsonl", range(3, 9))
    both = [start("add", f"{name}.jsonl", "-q") for name in ("one", "other")]
    assert [(process.communicate()[1], process.returncode) for process in both] == [("", 0)] * 2
    assert sorted(stored()) == [f"r{number}" for number in range(9)]


@pytest.mark.parametrize("command", [("stories",), ("add", "in.jsonl"), ("search", "dam")])
def test_a_damaged_file_is_told_and_left_as_it_is(desk, command):
    (desk / "desk.sqlite").write_bytes(b"This is no library. " * 500)
    failed = run(*command)
    assert (failed.exit_code, failed.stderr[:14]) == (1, "rashomon: R501")
    assert (desk / "desk.sqlite").read_bytes() == b"This is no library. " * 500


def test_pages_that_were_overwritten_are_told(desk):
    run("add", "in.jsonl")
    path = desk / "desk.sqlite"
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    failed = run("stories")
    assert (failed.exit_code, failed.stderr[:14]) == (1, "rashomon: R501")


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("mysql://desk", "R503"),
        ("nonsense://desk", "R503"),
        ("postgresql://nobody:secret@127.0.0.1:1/desk", "R503"),
        (".", "R503"),
    ],
)
def test_a_library_that_can_not_be_opened_is_told(desk, place, code):
    failed = run("stories", "--library", place)
    assert (failed.exit_code, failed.stderr[:14]) == (1, f"rashomon: {code}")
    assert "secret" not in failed.stderr


@pytest.mark.parametrize(
    "command",
    [("show", "s1"), ("check",), ("backup", "x.backup"), ("judgements",), ("access", "list")],
)
def test_what_needs_a_library_makes_none(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    refused = run(*command, "--library", "mistyped.sqlite")
    assert refused.exit_code == 1
    assert refused.stderr.startswith("rashomon: R510 mistyped.sqlite: ")
    assert list(tmp_path.iterdir()) == []
