"""What a desk holds: the reports near in time, however large the library becomes."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from rashomon.bulk.sketching import Sketched
from rashomon.intake import report_from_text
from rashomon.library import (
    add,
    adding,
    audit,
    judge,
    list_stories,
    merge_stories,
    open_library,
)
from rashomon.library import desk as room
from rashomon.library.desk import WINDOW, Desk
from rashomon.library.findings import kept_reading
from rashomon.sorting import Sketch
from rashomon.sorting.words import words_from
from tests.newsroom import quick_read

FLOOD, VOTE = "flood tamsin harbour dam", "vote council budget tax"
BEGIN = datetime(2016, 1, 1, 9, tzinfo=UTC)
DAYS = 100


@pytest.fixture
def library(tmp_path):
    with open_library(tmp_path / "desk.sqlite") as opened:
        yield opened


def sketched(name, words, published, *, url=None, text=None):
    """A report of these words, as it comes from reading; no model is asked."""
    day = published.date() if published else None
    report = report_from_text(
        text or f"{words} {name}.",
        id=name,
        title=words,
        outlet=None if url else name,
        url=url,
        published=day and day.isoformat(),
    )
    weighed = words_from(dict.fromkeys(words.split(), 1.0))
    sketch = Sketch(
        report=name,
        lead=weighed,
        body=weighed,
        written=words,
        vector=np.full(4, 0.5, dtype=np.float32),
        day=day and day.toordinal(),
    )
    return Sketched(reading=quick_read(report), sketch=sketch)


def coming(day):
    """Three reports a day: two of one matter that goes on for ten days, one late or undated."""
    now = BEGIN + timedelta(days=day)
    matter = f"flood{day // 10} tamsin{day // 10} harbour{day // 10} dam{day // 10}"
    late = None if day % 3 else now - timedelta(days=5)
    return [
        sketched(f"d{day}a", matter, now),
        sketched(f"d{day}b", f"{matter} mayor", now),
        sketched(f"d{day}c", f"{matter} boat", late),
    ]


def fill(library, desk_of):
    """Adds day by day; gives what became of each report and how many the desk held."""
    told, held = [], []
    for day in range(DAYS):
        desk = desk_of()
        told += list(add(library, coming(day), now=BEGIN + timedelta(days=day), desk=desk))
        held.append(len(desk.held()))
    return told, held


def test_a_desk_lets_go_of_old_reports_and_sorts_as_one_that_begins_anew_each_day(
    library, tmp_path
):
    desk = Desk()
    told, held = fill(library, lambda: desk)
    with open_library(tmp_path / "anew.sqlite") as other:
        told_anew, _ = fill(other, Desk)
        assert list_stories(library) == list_stories(other)
    assert told == told_anew
    assert len({one.story for one in told}) == DAYS / 10
    assert max(held) <= 3 * (WINDOW + 10)


def test_an_old_report_is_still_held_against_those_of_its_time(library):
    desk = Desk()
    for day in (0, 80):
        list(add(library, coming(day), now=BEGIN + timedelta(days=day), desk=desk))
    assert "d0a" not in desk.held()
    old = sketched("late", "flood0 tamsin0 harbour0 dam0", BEGIN + timedelta(days=3))
    (added,) = add(library, [old], now=BEGIN + timedelta(days=80), desk=desk)
    (home,) = [s for s in list_stories(library) if s.id == added.story]
    assert "d0a" in {report.id for report in home.reports}


def test_a_desk_holds_no_more_than_it_reads_in_whatever_comes_in_a_day(library, monkeypatch):
    monkeypatch.setattr(room, "_MOST", 20)
    desk = Desk()
    for day in range(12):
        list(add(library, coming(day), now=BEGIN + timedelta(days=40), desk=desk))
    assert len(desk.held()) <= 20 + len(coming(0))
    assert {"d11a", "d11b", "d11c"} <= desk.held()
    assert "d0a" not in desk.held()


def test_a_story_that_is_no_longer_held_keeps_its_id_for_itself(library):
    desk = Desk()
    first = next(add(library, [sketched("a", FLOOD, BEGIN)], now=BEGIN))
    later = BEGIN + timedelta(days=3 * WINDOW)
    vote = sketched("b", VOTE, later)
    list(add(library, [vote], now=later, desk=desk))
    assert "a" not in desk.held()
    # Another text at no address gets an id of its own; its story may not take the old one's.
    again = sketched("a", "strike port union wages", later)
    (second,) = add(library, [again], now=later, desk=desk)
    assert (second.id, len({first.story, second.story})) == ("a-2", 2)


def test_a_new_version_of_a_report_that_was_let_go_stays_in_its_story(library):
    address, desk = "https://herald.example/dam", Desk()
    old = [sketched("a", FLOOD, None, url=address), sketched("b", FLOOD, None)]
    first, _ = add(library, old, now=BEGIN, desk=desk)
    later = BEGIN + timedelta(days=2 * WINDOW)
    list(add(library, [sketched("c", VOTE, later)], now=later, desk=desk))
    assert "a" not in desk.held()
    changed = sketched("a", FLOOD, None, url=address, text="The dam broke.")
    (told,) = add(library, [changed], now=later, desk=desk)
    assert (told.what, told.story, told.changes) == ("changed", first.story, ())
    assert audit(library) == []


def test_what_people_joined_stays_one_story_when_some_of_it_is_let_go(library):
    desk = Desk()
    list(add(library, [sketched("a", "strike port union wages", BEGIN)], now=BEGIN, desk=desk))
    now = BEGIN + timedelta(days=WINDOW - 1)
    (b, c) = add(library, [sketched("b", VOTE, now), sketched("c", FLOOD, now)], now=now, desk=desk)
    for other in (b, c):
        (home,) = [s.id for s in list_stories(library) if "a" in {r.id for r in s.reports}]
        judge(library, merge_stories(library, home, other.story, by="ann"), now=now)
    for day in range(10):
        later = now + timedelta(days=day)
        list(add(library, [sketched(f"d{day}", FLOOD, later)], now=later, desk=desk))
    assert "a" not in desk.held()
    assert len(list_stories(library)) == 1


def test_a_clock_that_was_wrong_and_is_set_back_costs_no_story_its_next_report(library):
    desk = Desk()
    (first,) = add(library, [sketched("a", FLOOD, BEGIN)], now=BEGIN, desk=desk)
    wrong = BEGIN + timedelta(days=400)
    list(add(library, [sketched("b", VOTE, wrong)], now=wrong, desk=desk))
    assert "a" not in desk.held()
    (told,) = add(library, [sketched("c", FLOOD, None)], now=BEGIN + timedelta(days=1), desk=desk)
    assert told.story == first.story


def test_two_versions_of_an_article_are_kept_in_one_transaction(library, monkeypatch):
    kept = []
    real = adding._add
    monkeypatch.setattr(adding, "_add", lambda *given: kept.append(len(given[2])) or real(*given))
    address = "https://herald.example/dam"
    versions = [
        sketched(name, FLOOD, BEGIN, url=address, text=f"The dam {what}.")
        for name, what in (("first", "holds"), ("second", "broke"))
    ]
    other = sketched("other", FLOOD, BEGIN)
    told = list(add(library, [other, *versions], now=BEGIN))
    assert kept == [1, 2]
    assert [(one.id, one.what, one.version) for one in told[1:]] == [
        ("first", "new", 1),
        ("first", "changed", 2),
    ]
    assert [change.kind for one in told for change in one.changes] == ["opened", "grown"]
    assert audit(library) == []
    with library.reading() as connection:
        readings = [kept_reading(connection, "first", version=number) for number in (1, 2)]
    assert [reading.report.text for reading in readings] == ["The dam holds.", "The dam broke."]
