"""`rashomon watch` as a process: what it prints, how it ends, and that it goes on."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner

from rashomon import cli_watch
from rashomon.cli import main
from tests.misbehaving import answer
from tests.newsroom import item, newsroom, quick_read

ALLOWED = ("--allow-private", "127.0.0.1")


@pytest.fixture
def site():
    with newsroom() as opened:
        yield opened


@pytest.fixture
def library(place, monkeypatch):
    monkeypatch.setenv("RASHOMON_LIBRARY", place)


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.setenv("RASHOMON_LIBRARY", str(tmp_path / "desk.sqlite"))
    monkeypatch.setattr("rashomon.cli_watch._read", quick_read)
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(main, arguments)


def start(*arguments):
    return subprocess.Popen(
        [sys.executable, "-m", "rashomon", "watch", *arguments, *ALLOWED, "--jsonl"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )


def events(process, number):
    return [json.loads(process.stdout.readline()) for _ in range(number)]


def test_a_watch_ends_cleanly_and_goes_on_where_it_was(site, library):
    site.write("Tamsin")
    first = start(site.feed, "--every", "1s")
    (event,) = events(first, 1)
    assert (event["what"], event["title"]) == ("new", "Spill closes Tamsin")
    site.write("Tamsin", count=12)
    (event,) = events(first, 1)
    assert (event["what"], event["version"]) == ("changed", 2)
    begun = time.monotonic()
    first.send_signal(signal.SIGTERM)
    assert first.communicate() == ("", "")
    assert (first.returncode, time.monotonic() - begun < 5) == (0, True)
    site.write("Berrow")
    second = start(site.feed, "--every", "1s")
    (event,) = events(second, 1)
    assert (event["what"], event["title"]) == ("new", "Spill closes Berrow")
    second.send_signal(signal.SIGINT)
    assert second.communicate() == ("", "")
    assert second.returncode == 0


def test_a_watch_that_is_ended_while_it_starts_ends_cleanly(site, desk, monkeypatch):
    site.write("Tamsin")
    opened = cli_watch._fetch

    def ended(allowed):
        os.kill(os.getpid(), signal.SIGTERM)
        return opened(allowed)

    monkeypatch.setattr(cli_watch, "_fetch", ended)
    done = run("watch", site.feed, "--jsonl", *ALLOWED)
    assert (done.exit_code, done.stdout) == (0, "")


def test_a_slow_server_does_not_hold_up_the_end(site, desk):
    def silent(asked):
        time.sleep(15)
        yield b""

    site.server.pages["/slow"] = silent
    site.write("Tamsin")
    watching = start(site.server.url("/slow", host="localhost"), site.feed)
    events(watching, 1)
    begun = time.monotonic()
    watching.send_signal(signal.SIGTERM)
    watching.communicate()
    assert (watching.returncode, time.monotonic() - begun < 5) == (0, True)


def test_what_was_told_outlives_a_kill(site, library):
    for number in range(4):
        site.write(f"Town{number}")
    watching = start(site.feed)
    told = events(watching, 2)
    watching.send_signal(signal.SIGKILL)
    rest, _ = watching.communicate()
    told += [json.loads(line) for line in rest.splitlines() if line.endswith("}")]
    assert {event["report"] for event in told} <= stored()
    assert run("watch", site.feed, "--once", *ALLOWED).exit_code == 0
    assert len(stored()) == 4


def stored():
    found = json.loads(run("stories", "--json").stdout)
    return {report["id"] for story in found for report in story["reports"]}


def test_once_tells_what_is_new_and_ends(desk, site):
    site.write("Tamsin")
    done = run("watch", site.feed, "--once", *ALLOWED)
    assert done.exit_code == 0
    assert "new" in done.stdout
    assert "Spill closes Tamsin" in done.stdout
    assert run("watch", site.feed, "--once", *ALLOWED).stdout == ""


def test_once_gives_every_form(desk, site):
    site.write("Tamsin")
    done = run("watch", site.feed, "--once", "--json", *ALLOWED)
    (event,) = json.loads(done.stdout)
    assert event["what"] == "new"
    site.write("Berrow")
    path = desk / "new.csv"
    assert run("watch", site.feed, "--once", "-o", str(path), *ALLOWED).exit_code == 0
    assert "Spill closes Berrow" in path.read_text(encoding="utf-8")


def test_failures_are_told_and_counted(desk, site):
    site.write("Tamsin")
    site.items.append(item("Gone", site.address("Gone")))
    site.publish()
    done = run("watch", site.feed, "--once", "--jsonl", *ALLOWED)
    assert done.exit_code == 3
    assert f"R158 {site.address('Gone')}" in done.stderr
    assert {json.loads(line)["what"] for line in done.stdout.splitlines()} == {"new", "failed"}


def test_where_no_feed_answers_it_has_failed(desk, site):
    assert run("watch", site.server.url("/none"), "--once", *ALLOWED).exit_code == 1
    assert run("watch", site.feed, "--once").exit_code == 1  # a private address


def test_a_list_of_feeds_stands_for_them(desk, site):
    site.write("Tamsin")
    path = desk / "feeds.opml"
    outline = f'<outline type="rss" text="Herald" xmlUrl="{site.feed}"/>'
    path.write_text(f'<opml version="2.0"><body>{outline}</body></opml>', encoding="utf-8")
    assert "new" in run("watch", str(path), "--once", *ALLOWED).stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("https://h.example/feed", "--every", "soon"), 2),
        (("https://h.example/feed", "--every", "0"), 2),
        (("https://h.example/feed", "--json"), 2),
        (("https://h.example/feed", "-o", "x.csv"), 2),
        (("https://h.example/feed", "--allow-private", "10.0.0.0/99"), 2),
        (("nowhere.opml",), 1),
        ((), 2),
    ],
)
def test_wrong_usage_is_told(desk, arguments, code):
    assert run("watch", *arguments).exit_code == code


def test_titles_from_outside_do_not_steer_the_terminal(desk, site):
    site.server.pages["/bad"] = answer(b"\x1b[2J", status="404 \x1b[2J")
    site.items = [item("Dam \x1b[2J breaks", site.server.url("/bad"))]
    site.publish()
    done = run("watch", site.feed, "--once", *ALLOWED)
    assert "\x1b" not in done.output + done.stderr
