"""Backups: made while others write, whole or refused, and restored into either database."""

import sqlite3
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from library_places import empty_database, make_database
from sqlalchemy import delete, insert, select, update

from rashomon.cli import main
from rashomon.errors import RashomonError
from rashomon.intake import report_from_text
from rashomon.library import (
    Wanted,
    add,
    audit,
    back_up,
    check_backup,
    comparison_of,
    judge,
    judgements,
    list_stories,
    open_library,
    restore,
    search,
    split_story,
)
from rashomon.library.tables import metadata, passages, reports, stories, versions
from rashomon.reading import read

NOW = datetime(2016, 12, 12, 9, tzinfo=UTC)
DAM = 'The dam of Tamsin broke. "The harbour is closed," said Jane Doe, the mayor. '


def put(library, *names):
    found = [
        read(report_from_text(DAM + n, id=n, outlet=n, title="Dam breaks", published="2016-12-11"))
        for n in names
    ]
    return list(add(library, found, now=NOW))


@pytest.fixture
def library(place):
    with open_library(place, wait=2) as opened:
        put(opened, "Herald", "Post", "Echo")
        (story,) = list_stories(opened)
        comparison_of(opened, story.id, read=None)
        judge(opened, split_story(opened, story.id, ["Echo"], by="Ann"), now=NOW)
        yield opened


@pytest.fixture(params=["sqlite", "postgresql"])
def other(request, tmp_path):
    """Another library, empty, in either database."""
    if request.param == "sqlite":
        place = str(tmp_path / "other.sqlite")
    else:
        url = request.getfixturevalue("postgresql")
        place = url.removesuffix("postgres") + "other"
        make_database(url, "other")
        empty_database(place)
    with open_library(place, wait=2) as opened:
        yield opened


def everything(library):
    with library.reading() as connection:
        return {
            table.name: sorted(map(repr, connection.execute(select(table)).all()))
            for table in metadata.sorted_tables
        }


def test_what_is_restored_is_what_was_there(library, other, tmp_path):
    backup = back_up(library, tmp_path / "desk.backup")
    assert backup.rows["reports"] == 3
    restore(other, check_backup(backup.path))
    assert everything(other) == everything(library)
    assert audit(other) == []
    assert [kept.by for kept in judgements(other)] == ["Ann"]
    assert search(other, Wanted(words="harbour closed"))


def test_a_restored_library_goes_on(library, other, tmp_path):
    restore(other, back_up(library, tmp_path / "desk.backup"))
    put(other, "Gazette")
    found = [{report.id for report in story.reports} for story in list_stories(other)]
    assert sorted(report for story in found for report in story) == [
        "Echo", "Gazette", "Herald", "Post",
    ]  # fmt: skip
    assert not any({"Echo", "Herald"} <= story for story in found)  # as Ann said before
    assert audit(other) == []


def test_a_backup_is_made_while_another_writes_and_is_of_one_moment(library, tmp_path):
    with library.snapshot() as connection:
        put(library, "Gazette")
        assert len(connection.execute(select(reports)).all()) == 3
        backup = back_up(library, tmp_path / "desk.backup")
    assert backup.rows["reports"] == 4


def test_a_backup_is_a_library(library, tmp_path):
    backup = back_up(library, tmp_path / "desk.backup")
    with open_library(backup.path) as opened:
        assert len(list_stories(opened)) == 2
    assert check_backup(backup.path) == backup
    assert backup.path.stat().st_mode & 0o077 == 0


def test_a_library_that_holds_something_is_replaced_only_where_told(library, other, tmp_path):
    backup = back_up(library, tmp_path / "desk.backup")
    put(other, "Gazette")
    before = everything(other)
    with pytest.raises(RashomonError, match="R513"):
        restore(other, backup)
    assert everything(other) == before
    restore(other, backup, replace=True)
    assert everything(other) == everything(library)


def damage(path, how):
    if how == "cut":
        path.write_bytes(path.read_bytes()[:-5000])
    elif how == "no file":
        path.unlink()
    elif how == "no backup":
        path.write_text("This is no backup.")
    elif how == "bytes":
        data = path.read_bytes()
        path.write_bytes(data.replace(b"harbour", b"harvest"))
    else:
        with sqlite3.connect(path) as connection:
            connection.execute(how)


@pytest.mark.parametrize(
    "how",
    ["cut", "no file", "no backup", "bytes", "DELETE FROM judgements", "DROP TABLE changes",
     "DROP TABLE backup_sums", "UPDATE membership SET story = 's0' WHERE report = 'Herald'"],
)  # fmt: skip
def test_a_damaged_backup_is_refused_and_touches_nothing(tmp_path, how):
    with open_library(tmp_path / "desk.sqlite") as library:
        put(library, "Herald")
        judge(library, merge_of("Herald"))
        path = back_up(library, tmp_path / "desk.backup").path
        damage(path, how)
        before = everything(library)
        at = ("--library", str(tmp_path / "desk.sqlite"))
        failed = CliRunner().invoke(main, ["restore", str(path), "--replace", *at])
        assert (failed.exit_code, failed.stderr[:14]) == (1, "rashomon: R512")
        assert everything(library) == before


def merge_of(report):
    from rashomon.judgement import Judged, Judgement

    return Judgement(said="merge", by="Ann", one=(Judged(report=report),))


def test_another_file_is_not_written_over(library, tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("mine")
    with pytest.raises(RashomonError, match="R513"):
        back_up(library, path)
    assert path.read_text() == "mine"
    again = tmp_path / "desk.backup"
    assert back_up(library, again) == back_up(library, again)
    assert sorted(p.name for p in tmp_path.iterdir() if p.name.startswith(".")) == []


def test_the_commands_say_what_they_did(tmp_path, monkeypatch):
    monkeypatch.setenv("RASHOMON_LIBRARY", str(tmp_path / "desk.sqlite"))
    with open_library() as library:
        put(library, "Herald")

    def run(*arguments):
        return CliRunner().invoke(main, arguments)

    told = run("backup", str(tmp_path / "b")).stdout
    assert told == f"1 report, 1 story and 0 judgements written to {tmp_path / 'b'}\n"
    assert run("restore", str(tmp_path / "b")).stderr.startswith("rashomon: R513")
    assert "restored from" in run("restore", str(tmp_path / "b"), "--replace").stdout
    assert run("check").stdout == "The library is whole.\n"
    with open_library() as library, library.writing() as connection:
        connection.execute(update(stories).values(reports=7))
    found = run("check", "--csv")
    assert (found.exit_code, "it counts its reports wrong" in found.stdout) == (1, True)


TEARS = {
    "its version is missing": lambda: delete(versions).where(versions.c.report == "Post"),
    "it is not searched once": lambda: delete(passages).where(passages.c.kind == "report"),
    "its statements are not searched": lambda: delete(passages).where(
        passages.c.kind == "statement"
    ),
    "its claims are not searched": lambda: delete(passages).where(passages.c.kind == "claim"),
    "it has no report": lambda: insert(stories).values(
        id="s0", title="", first="", last="", reports=0
    ),
    "the text of version 1 is damaged": lambda: update(versions).values(sha256="0"),
}


@pytest.mark.parametrize("what", TEARS)
def test_an_audit_finds_what_is_torn(place, what):
    with open_library(place, wait=2) as library:
        put(library, "Herald", "Post")
        (story,) = list_stories(library)
        comparison_of(library, story.id, read=None)
        assert audit(library) == []
        with library.writing() as connection:
            connection.execute(TEARS[what]())
        assert what in {fault.what for fault in audit(library)}
