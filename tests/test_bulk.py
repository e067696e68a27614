"""Many reports: their order, what one of them may do to the others, and the cache of readings."""

import os
import signal
import subprocess
import sys
import threading
import time

import numpy as np
import pytest
from msgspec.structs import replace

from rashomon import report_from_text
from rashomon.bulk import ReadingCache, Unread, read_many
from rashomon.bulk.sketching import Sketched, sketch_many
from rashomon.errors import RashomonError
from rashomon.reading.reading import Actor, Note, Reading, Statement
from rashomon.report import Span
from rashomon.sorting import Sketch
from rashomon.sorting.words import words_from

TEXT = "“The bridge is shut,” the mayor of Tamsin said on Monday."


def report(text=TEXT, **known):
    return report_from_text(text, **known)


def reading_of(one):
    """A reading as a reader might give it, without a model."""
    mayor = Actor(id="a1", name="the mayor", kind="person", mentions=(Span(23, 32),), named=False)
    said = Statement(
        id="s1",
        manner="direct",
        act="speech",
        content=(Span(1, 19),),
        confidence=0.9,
        speaker="a1",
    )
    return Reading(
        report=one,
        sentences=(Span(0, len(one.text)),),
        actors=(mayor,),
        statements=(said,),
        times=(),
        quantities=(),
        notes=(Note(code="R202", message="long", report=one.id),),
    )


def pretend_to_read(one):
    """Stands in for the reader in other processes, where nothing can be patched."""
    if "slow" in one.text:
        time.sleep(0.3)
    if "deadly" in one.text:
        os._exit(9)
    if "broken" in one.text:
        raise RashomonError("R901", "a file is missing")
    if "unreadable" in one.text:
        return Unread(report=one, code="R299", message="no")
    return reading_of(one)


@pytest.fixture
def pretended(monkeypatch):
    monkeypatch.setattr("rashomon.bulk.many.read_one", pretend_to_read)


def named(outcomes):
    return [f"{outcome.report.id}{'!' * isinstance(outcome, Unread)}" for outcome in outcomes]


def test_readings_come_in_the_order_of_the_reports(pretended):
    texts = ["a slow one", *(f"report {number}" for number in range(12))]
    reports = [report(text, id=str(number)) for number, text in enumerate(texts)]
    assert named(read_many(reports, jobs=2)) == [str(number) for number in range(13)]


def test_a_report_that_fails_or_kills_its_process_costs_no_other(pretended):
    texts = ["one", "unreadable", "two", "deadly", "three"]
    reports = [report(text, id=text) for text in texts]
    found = list(read_many(reports, jobs=2))
    assert named(found) == ["one", "unreadable!", "two", "deadly!", "three"]
    assert [one.code for one in found if isinstance(one, Unread)] == ["R299", "R204"]


def test_a_broken_installation_is_raised_from_another_process(pretended):
    with pytest.raises(RashomonError, match="R901"):
        list(read_many([report("broken"), report("fine")], jobs=2))


def test_a_mistake_in_reading_is_told_and_costs_no_other(monkeypatch):
    def read(one):
        return {}["missing"] if "odd" in one.text else reading_of(one)

    monkeypatch.setattr("rashomon.reading.read", read, raising=False)
    odd, fine = read_many([report("odd"), report("fine")])
    assert (odd.code, isinstance(fine, Reading)) == ("R203", True)
    assert "KeyError" in odd.message


def pretend_to_sketch(one):
    """Stands in for `sketch_of` in other processes; the vector says which process made it."""
    if "deadly" in one.text:
        os._exit(9)
    words = words_from({one.text: 1.0})
    made_in = np.array([os.getpid()], dtype=np.float32)
    return Sketch(report=one.id, lead=words, body=words, written=one.text, vector=made_in)


def test_sketches_are_made_beside_the_reading_where_they_are_wanted(monkeypatch):
    monkeypatch.setattr("rashomon.bulk.sketching.sketch_of", pretend_to_sketch)
    read = [reading_of(report(text, id=text)) for text in ("one", "known", "deadly", "two")]
    outcomes = [*read[:1], Unread(report=report("bad"), code="R299", message="no"), *read[1:]]
    found = list(
        sketch_many(outcomes, jobs=2, wanted=lambda one: one.text != "known"),
    )
    assert [type(one) for one in found] == [Sketched, Unread, Reading, Reading, Sketched]
    assert [found[0].reading, *found[1:4], found[4].reading] == outcomes
    assert [one.sketch.report for one in (found[0], found[4])] == ["one", "two"]
    assert found[0].sketch.vector[0] != os.getpid()


def test_one_process_makes_no_sketch_before_it_is_asked_for():
    read = [reading_of(report())]
    assert list(sketch_many(read, jobs=1, wanted=lambda _: True)) == read


def test_no_jobs_are_refused():
    with pytest.raises(ValueError, match="jobs is 0"):
        read_many([], jobs=0)


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_in_the_cache_is_not_read_again(tmp_path, monkeypatch, jobs):
    cache = ReadingCache(tmp_path / "cache")
    kept = reading_of(report())
    cache.put(kept)
    monkeypatch.setattr("rashomon.bulk.many.read_one", pytest.fail)
    assert list(read_many([report()], jobs=jobs, cache=cache)) == [kept]


def test_what_is_read_goes_into_the_cache_and_what_failed_does_not(tmp_path, monkeypatch):
    monkeypatch.setattr("rashomon.bulk.many.read_one", pretend_to_read)
    cache = ReadingCache(tmp_path / "cache")
    fine, bad = report("fine"), report("unreadable")
    list(read_many([fine, bad], cache=cache))
    assert cache.get(fine) == reading_of(fine)
    assert cache.get(bad) is None


def test_a_kept_reading_fits_the_report_that_asks(tmp_path):
    cache = ReadingCache(tmp_path / "cache")
    cache.put(reading_of(report(id="first", path="a.txt")))
    asking = report(id="second", path="b.txt")
    found = cache.get(asking)
    assert found == reading_of(asking)
    assert found.notes[0].report == "second"


@pytest.mark.parametrize(
    "other",
    [
        {"published": "2016-12-11"},
        {"language": "fr"},
        {"title": "Bridge shut"},
        {"zones": ()},
        {"sha256": "0" * 64},
    ],
)
def test_what_a_reading_depends_on_is_part_of_its_key(tmp_path, other):
    cache = ReadingCache(tmp_path / "cache")
    one = replace(report(), published="2016-12-10")
    cache.put(reading_of(one))
    assert cache.get(one) is not None
    assert cache.get(replace(one, **other)) is None


def test_another_version_reads_again(tmp_path, monkeypatch):
    cache = ReadingCache(tmp_path / "cache")
    cache.put(reading_of(report()))
    monkeypatch.setattr("rashomon.bulk.cache.models_fingerprint", lambda: "another")
    assert cache.get(report()) is None


@pytest.mark.parametrize("damage", [lambda d: d[: len(d) // 2], lambda d: b"", lambda d: b"x" + d])
def test_a_damaged_entry_is_dropped_and_read_again(tmp_path, monkeypatch, damage):
    monkeypatch.setattr("rashomon.bulk.many.read_one", pretend_to_read)
    cache = ReadingCache(tmp_path / "cache")
    cache.put(reading_of(report()))
    (entry,) = tmp_path.glob("cache/*/*")
    entry.write_bytes(damage(entry.read_bytes()))
    assert cache.get(report()) is None
    assert not entry.exists()
    assert list(read_many([report()], cache=cache)) == [reading_of(report())]
    assert cache.get(report()) == reading_of(report())


def test_the_entries_used_least_recently_go_first(tmp_path):
    cache = ReadingCache(tmp_path / "cache")
    reports = [report(f"report number {number}") for number in range(10)]
    for age, one in enumerate(reports):
        cache.put(reading_of(one))
        (newest,) = (p for p in tmp_path.glob("cache/*/*") if p.stat().st_mtime > 1e9)
        os.utime(newest, (age, age))
    assert cache.get(reports[0]) is not None  # used now
    limit = sum(path.stat().st_size for path in tmp_path.glob("cache/*/*")) // 2
    ReadingCache(tmp_path / "cache", limit=limit).trim()
    assert sum(path.stat().st_size for path in tmp_path.glob("cache/*/*")) <= limit
    kept = [number for number, one in enumerate(reports) if cache.get(one)]
    assert kept[0] == 0
    assert kept[1:] == list(range(10 - len(kept) + 1, 10))


def test_a_folder_that_can_not_be_written_keeps_nothing(tmp_path):
    (tmp_path / "file").write_text("no folder")
    cache = ReadingCache(tmp_path / "file")
    cache.put(reading_of(report()))
    assert cache.get(report()) is None
    cache.trim()


def test_a_reading_that_has_no_utf_8_is_not_kept(tmp_path):
    cache = ReadingCache(tmp_path / "cache")
    odd = replace(report(), title="\ud800")
    note = Note(code="R202", message="\ud800")
    cache.put(replace(reading_of(odd), notes=(note,)))
    assert cache.get(odd) is None


def test_one_folder_serves_several_at_once(tmp_path):
    kept = reading_of(report())
    problems = []

    def use():
        cache = ReadingCache(tmp_path / "cache", limit=1)
        for _ in range(50):
            cache.put(kept)
            found = cache.get(report())
            if found not in (kept, None):
                problems.append(found)
            cache.trim()

    threads = [threading.Thread(target=use) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert not list((tmp_path / "cache").glob("*/*.part"))


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_ends_at_once_and_leaves_no_process(tmp_path):
    for number in range(60):
        (tmp_path / f"{number}.txt").write_text(f"{TEXT} " * 400 + str(number), encoding="utf-8")
    command = [sys.executable, "-m", "rashomon", "read", "--jobs", "2", "--no-cache", "--json"]
    process = subprocess.Popen(
        [*command, *sorted(str(path) for path in tmp_path.glob("*.txt"))],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    time.sleep(4)  # the workers are up by then
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does it: to parent and workers
    out, error = process.communicate(timeout=20)
    assert process.returncode == 1
    assert out == b""
    assert b"Traceback" not in error
    with pytest.raises(ProcessLookupError):
        for _ in range(50):
            os.killpg(process.pid, 0)
            time.sleep(0.1)
