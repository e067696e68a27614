"""Whatever happens to the machine: what was told is there, and the next start goes on."""

import json
import os
import random
import resource
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from library_places import make_database_on, server, server_programs, small_disk
from sqlalchemy import text

from benchmarks.kills import records
from rashomon.cli import main
from rashomon.errors import RashomonError
from rashomon.intake import report_from_text
from rashomon.library import add, audit, list_stories, open_library
from rashomon.reading import read

NOW = datetime(2016, 12, 12, 9, tzinfo=UTC)
ROOT = Path(__file__).parents[1]


def readings(*numbers):
    known = {"outlet", "url", "title", "published"}
    return [
        read(report_from_text(r["text"][:120], id=r["id"], **{k: r[k] for k in known}))
        for r in records(max(numbers) + 1)
        if int(r["id"][1:]) in numbers
    ]


def put(library, *numbers, now=NOW):
    return [added.id for added in add(library, readings(*numbers), now=now)]


def ids(library):
    return sorted(report.id for story in list_stories(library) for report in story.reports)


def run_python(*arguments, **options):
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        **options,
    )


@pytest.mark.parametrize("command", [(), ("--watch",)], ids=["add", "watch"])
def test_nothing_that_was_told_is_lost_at_a_kill(place, command):
    killing = ("-m", "benchmarks.kills", "--library", place, "--kills", "10", "--reports", "8")
    found = run_python(*killing, *command)
    assert found.returncode == 0, found.stdout + found.stderr
    assert "10 kills" in found.stdout


def test_a_full_disk_is_told_and_what_was_told_before_is_there(tmp_path):
    """The file may not grow beyond a size, which a process is told as a full disk is."""
    source = tmp_path / "in.jsonl"
    source.write_text("".join(json.dumps(record) + "\n" for record in records(30)))
    place = str(tmp_path / "desk.sqlite")

    def limited():
        resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))

    adding = ("-m", "rashomon", "add", str(source), "--jsonl", "--no-cache", "--library", place)
    failed = run_python(*adding, preexec_fn=limited)
    assert (failed.returncode, failed.stderr[:14]) == (1, "rashomon: R507")
    told = {json.loads(line)["id"] for line in failed.stdout.splitlines()}
    with open_library(place) as library:
        assert audit(library) == []
        assert told == set(ids(library))
        assert 0 < len(told) < 30
        assert put(library, 29) == ["r29"]


def test_a_report_for_which_there_is_no_space_is_not_kept_and_the_others_are(tmp_path):
    with open_library(tmp_path / "desk.sqlite") as library:
        told = put(library, 0)
        with library.writing() as connection:
            pages = connection.scalar(text("PRAGMA page_count"))
            connection.execute(text(f"PRAGMA max_page_count = {pages}"))
        with pytest.raises(RashomonError, match="R507"):
            for added in add(library, readings(*range(1, 7)), now=NOW):
                told.append(added.id)
        assert ids(library) == sorted(told)
    with open_library(tmp_path / "desk.sqlite") as library:  # there is space again
        put(library, *range(7))
        assert len(ids(library)) == 7
        assert audit(library) == []


def test_a_database_that_goes_is_told_and_used_again_when_it_is_back(own_server):
    with open_library(own_server.url) as library:
        arriving = add(library, readings(0, 1, 2), now=NOW)
        assert next(arriving).id == "r0"
        own_server.stop()
        with pytest.raises(RashomonError, match="R503"):
            next(arriving)
        with pytest.raises(RashomonError, match="R503"):
            list_stories(library)
        own_server.start()
        assert ids(library) == ["r0"]
        assert put(library, 0, 1, 2) == ["r0", "r1", "r2"]
        assert audit(library) == []


@pytest.fixture
def disk():
    """A disk that holds little more than an empty PostgreSQL server."""
    if server_programs() is None or os.geteuid():
        pytest.skip("it takes a PostgreSQL server, and root to mount a small disk")
    with small_disk(80) as found:
        if found is None:
            pytest.skip("a small disk can not be mounted here")
        found.folder.chmod(0o755)
        yield found


def put_until_full(library, disk, reason):
    """Adds reports to a disk that is nearly full; gives those that were told."""
    told = put(library, 0)
    disk.fill(but=100_000)
    with pytest.raises(RashomonError, match=reason):
        for added in add(library, readings(*range(1, 40)), now=NOW):
            told.append(added.id)
    return told


def test_where_tables_find_no_space_it_is_told_and_what_was_told_before_is_there(disk, own_server):
    url = make_database_on(own_server.url, disk)
    with open_library(url) as library:
        told = put_until_full(library, disk, "R507")
        assert ids(library) == sorted(told)  # it can be read all the while
        disk.empty()
        put(library, *range(40))
        assert len(ids(library)) == 40
        assert audit(library) == []


def test_a_server_that_stops_while_its_whole_disk_is_full_has_lost_nothing(disk):
    with server(server_programs(), within=disk.folder) as running:
        with open_library(running.url) as library:
            told = put_until_full(library, disk, "R507")
        running.stop()
        disk.empty()
        running.start()
        with open_library(running.url) as library:
            assert set(told) <= set(ids(library))
            put(library, *range(40))
            assert len(ids(library)) == 40
            assert audit(library) == []


def test_a_clock_that_is_set_back_loses_nothing(library):
    put(library, 0, 1, now=NOW)
    put(library, 2, 10, now=NOW - timedelta(days=400))
    put(library, 11, 20, now=NOW - timedelta(days=30))
    assert ids(library) == ["r0", "r1", "r10", "r11", "r2", "r20"]
    homes = {r.id: story.id for story in list_stories(library) for r in story.reports}
    assert homes["r0"] == homes["r10"] == homes["r20"]
    assert audit(library) == []


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The bytes of a library with a few reports."""
    path = tmp_path_factory.mktemp("whole") / "desk.sqlite"
    with open_library(path) as library:
        put(library, 0, 1, 10)
    return path.read_bytes()


@pytest.mark.parametrize("seed", range(12))
def test_damage_anywhere_is_told_with_a_code_or_does_no_harm(whole, tmp_path, seed):
    chance = random.Random(seed)
    data = bytearray(whole)
    for _ in range(3):
        place = chance.randrange(len(data) - 64)
        data[place : place + 64] = chance.randbytes(64)
    path = tmp_path / "desk.sqlite"
    path.write_bytes(data)
    (tmp_path / "in.jsonl").write_text(json.dumps(records(13)[12]))
    for command in (("check",), ("stories",), ("add", str(tmp_path / "in.jsonl"), "-q")):
        found = CliRunner().invoke(main, [*command, "--library", str(path)])
        assert found.exception is None or isinstance(found.exception, SystemExit), found.exception
        assert found.exit_code == 0 or "R50" in found.stderr or command == ("check",)
