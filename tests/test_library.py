"""The library from outside: what is added is kept once, with its versions, and found again.

Each test runs on SQLite and, where a server is installed, on PostgreSQL.
"""

from datetime import UTC, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from msgspec.structs import replace
from sqlalchemy import func, select, text

from rashomon.bulk.sketching import Sketched
from rashomon.comparing import compare
from rashomon.comparing import pairs as comparing_room
from rashomon.comparing import vectors as vectors_room
from rashomon.errors import RashomonError
from rashomon.intake import report_from_text
from rashomon.library import (
    Wanted,
    add,
    comparison_of,
    default_place,
    list_stories,
    open_library,
    search,
)
from rashomon.library.adding import in_order, known_texts
from rashomon.library.tables import changes, metadata, pairs, reports, retrievals, versions
from rashomon.reading import read
from rashomon.reading.reading import Note
from rashomon.report import Retrieval, fingerprint
from rashomon.sorting import sketch_of

NOW = datetime(2016, 12, 12, 9, tzinfo=UTC)
DAM = "The dam of Tamsin broke on Sunday. Mayor Jane Doe said that the harbour would stay closed."


def report(name, said=DAM, *, title="Dam breaks in Tamsin", url=None, **known):
    known = {"outlet": name, "published": "2016-12-11", **known}
    return report_from_text(said, id=name, title=title, url=url, **known)


FLOOD = [
    report("Herald", DAM, url="https://herald.example/dam"),
    report("Post", 'A dam broke in Tamsin on Sunday. "The harbour is closed," said Jane Doe, the '
           "mayor.", title="Tamsin dam breaks"),
]  # fmt: skip
VOTE = report(
    "Courier", "The council of Berrow voted on its budget on Monday.", title="Berrow vote"
)


def put(library, *given):
    return list(add(library, map(read, given), now=NOW))


def test_a_sketch_that_was_made_elsewhere_sorts_a_report_as_well(library):
    made = [Sketched(reading=read(one), sketch=sketch_of(one)) for one in FLOOD]
    assert known_texts(library, FLOOD) == set()
    done = list(add(library, [*made, read(VOTE)], now=NOW))
    assert [one.what for one in done] == ["new"] * 3
    assert done[0].story == done[1].story != done[2].story
    assert known_texts(library, [*FLOOD, report("New", "Nobody knows.")]) == {
        one.sha256 for one in FLOOD
    }


def count(library, table):
    with library.reading() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def test_reports_sort_themselves_into_stories_newest_first(library):
    put(library, VOTE, *FLOOD)
    put(library, report("Gazette", DAM + " It rained.", published="2016-12-12"))
    newest, other = list_stories(library)
    assert {r.id for r in newest.reports} == {"Herald", "Post", "Gazette"}
    assert (newest.first, newest.last, newest.reports[-1].id) == (
        "2016-12-11",
        "2016-12-12",
        "Gazette",
    )
    assert other.title == "Berrow vote"


def test_adding_again_changes_nothing(library):
    first = put(library, *FLOOD)
    again = put(library, *FLOOD)
    assert [added.what for added in first] == ["new", "new"]
    assert [added.what for added in again] == ["known", "known"]
    assert [added.story for added in again] == [added.story for added in first]
    assert (count(library, reports), count(library, versions), count(library, changes)) == (2, 2, 2)


def test_a_report_fetched_again_is_one_retrieval_more(library):
    def fetched(hour):
        taken = Retrieval(source="x", sha256="0", reader="r", retrieved=f"2016-12-12T{hour}:00:00Z")
        return replace(FLOOD[0], retrievals=(taken,))

    put(library, fetched("09"), fetched("10"), fetched("10"))
    assert (count(library, versions), count(library, retrievals)) == (1, 2)


def test_a_changed_text_at_one_address_is_a_version(library):
    put(library, *FLOOD)
    changed = report("other id", DAM + " Nobody was hurt.", outlet="Herald",
                     url="http://www.herald.example/dam?utm_source=x")  # fmt: skip
    (added,) = put(library, changed)
    assert (added.id, added.what, added.version) == ("Herald", "changed", 2)
    (story,) = list_stories(library)
    assert {(r.id, r.version) for r in story.reports} == {("Herald", 2), ("Post", 1)}
    assert "Herald" in {found.id for found in search(library, Wanted(words="nobody hurt"))}
    (back,) = put(library, FLOOD[0])
    assert (back.what, back.version) == ("known", 1)


def test_a_text_that_two_outlets_carry_is_two_reports(library):
    put(library, FLOOD[0], report("Echo", DAM))
    (story,) = list_stories(library)
    assert [r.id for r in story.reports] == ["Echo", "Herald"]


def test_an_id_that_another_article_has_gets_a_number(library):
    put(library, report("1", DAM, outlet="Herald"))
    (added,) = put(library, report("1", "Snow fell in Berrow on Monday.", outlet="Echo"))
    assert added.id == "1-2"


def test_the_notes_of_a_report_name_it_as_the_library_does(library):
    put(library, report("1", DAM, outlet="Herald"))
    note = Note(code="R999", message="it rained", report="1")
    other = read(report("1", DAM + " It rained.", outlet="Echo"))
    list(add(library, [replace(other, notes=(note,))], now=NOW))
    (story,) = list_stories(library)
    found = comparison_of(library, story.id, read=None)
    assert [n.report for n in found.notes if n.code == "R999"] == ["1-2"]


def test_older_versions_are_added_before_newer_ones():
    old, new = (
        report(str(n), DAM + "!" * n, outlet="Herald", url="https://h.example/a", published=day)
        for n, day in ((2, "2016-12-10"), (1, "2016-12-12"))
    )
    assert in_order([new, old]) == (old, new)


def test_why_a_story_changed_is_logged(library):
    put(library, *FLOOD)
    with library.reading() as connection:
        opened, grown = connection.execute(select(changes).order_by(changes.c.id)).all()
    assert (opened.kind, grown.kind, grown.reports) == ("opened", "grown", '["Post"]')
    assert "Tamsin" in grown.why
    assert grown.at == "2016-12-12T09:00:00Z"


def test_another_session_goes_on_where_the_last_one_stopped(place):
    with open_library(place) as one:
        put(one, FLOOD[0])
    with open_library(place) as other:
        put(other, FLOOD[1])
        assert len(list_stories(other)) == 1


def test_what_another_process_added_meanwhile_is_seen(place):
    with open_library(place) as one, open_library(place) as other:
        arriving = add(one, map(read, FLOOD), now=NOW)
        next(arriving)
        put(other, report("Gazette", DAM + " It rained."))
        next(arriving)
        (story,) = list_stories(one)
        assert len(story.reports) == 3


def test_an_old_report_finds_the_old_ones_of_its_time(library):
    put(library, FLOOD[0])
    later = datetime(2019, 1, 1, tzinfo=UTC)
    list(add(library, [read(VOTE), read(FLOOD[1])], now=later))
    assert sorted(len(story.reports) for story in list_stories(library)) == [1, 2]


def test_a_comparison_is_kept_until_a_report_changes(library):
    put(library, *FLOOD)
    (story,) = list_stories(library)
    asked = []

    def never(unread):
        asked.extend(unread)
        return [read(report) for report in unread]

    first = comparison_of(library, story.id, read=never)
    assert first == compare([read(report) for report in FLOOD])
    assert comparison_of(library, story.id, read=None) == first
    put(library, report("Gazette", DAM + " It rained."))
    grown = comparison_of(library, story.id, read=never)
    assert grown.summary.reports == 3
    assert asked == []  # all readings were kept when the reports were added


def test_a_story_that_gains_a_report_reads_only_that_for_its_vectors(library, monkeypatch):
    vectors_room.views.cache_clear()  # other tests may have read the same
    put(library, *FLOOD)
    (story,) = list_stories(library)
    comparison_of(library, story.id, read=None)
    gazette = report("Gazette", DAM + " It rained.")
    put(library, gazette)
    vectors_room.views.cache_clear()  # as in another process
    asked = []
    reads = vectors_room.read_views

    def noted(model, texts):
        asked.append(texts)
        return reads(model, texts)

    monkeypatch.setattr(vectors_room, "read_views", noted)
    grown = comparison_of(library, story.id, read=None)
    assert [text for texts in asked for text in texts if "rained" in text] == ["It rained."]
    assert len(asked) == 1
    assert grown == compare([read(one) for one in (*FLOOD, gazette)])


def test_a_story_that_gains_a_report_compares_only_what_is_new(library, monkeypatch):
    put(library, *FLOOD)
    (story,) = list_stories(library)
    comparison_of(library, story.id, read=None)
    held = []
    matched = comparing_room.match

    def noted(left, right, *, look_again):
        held.append({left.report.id, right.report.id})
        return matched(left, right, look_again=look_again)

    monkeypatch.setattr(comparing_room, "match", noted)
    gazette = report("Gazette", DAM + " It rained.", url="https://gazette.example/dam")
    put(library, gazette)
    grown = comparison_of(library, story.id, read=None)
    assert sorted(map(sorted, held)) == [["Gazette", "Herald"], ["Gazette", "Post"]]
    assert grown == compare([read(one) for one in (*FLOOD, gazette)])
    held.clear()
    later = replace(gazette, text=DAM + " It snowed.", sha256=fingerprint(DAM + " It snowed."))
    put(library, later)
    changed = comparison_of(library, story.id, read=None)
    versions_of_one = ["the earlier version", "the later version"]
    new = [["Gazette", "Herald"], ["Gazette", "Post"], versions_of_one]
    assert sorted(map(sorted, held)) == new
    assert [one.text for one in changed.reports if one.id == "Gazette"] == [later.text]
    assert count(library, pairs) == 3


def test_a_comparison_by_other_models_reads_anew(library, monkeypatch):
    put(library, *FLOOD)
    (story,) = list_stories(library)
    for room in ("findings", "pairs", "stories"):
        monkeypatch.setattr(f"rashomon.library.{room}.models_fingerprint", lambda: "other")
    asked = []

    def reading(unread):
        asked.extend(unread)
        return [read(report) for report in unread]

    comparison_of(library, story.id, read=reading)
    assert sorted(report.id for report in asked) == ["Herald", "Post"]


def test_search_finds_reports_statements_and_claims(library):
    put(library, *FLOOD, VOTE)
    story = next(s for s in list_stories(library) if len(s.reports) == 2)
    comparison_of(library, story.id, read=None)
    found = search(library, Wanted(words="harbour"))
    assert {one.kind for one in found} == {"report", "statement", "claim"}
    assert {one.story for one in found} == {story.id}
    assert search(library, Wanted(words="zeppelin's \"* ' & |")) == []
    assert search(library, Wanted(words="?!")) == []


def test_search_finds_by_meaning_what_uses_other_words(library):
    put(library, *FLOOD, VOTE)
    (best, *_) = search(library, Wanted(words="municipal finances decided"))
    assert best.id == "Courier"


@pytest.mark.parametrize(
    ("narrowed", "expected"),
    [
        ({"outlet": "post"}, {"Post"}),
        ({"speaker": "jane"}, {"Herald", "Post"}),
        ({"speaker": "smith"}, set()),
        ({"since": "2016-12-12"}, set()),
        ({"since": "2016-12", "until": "2016-12"}, {"Herald", "Post"}),
        ({"until": "2016-12-10"}, set()),
        ({"standing": "disputed"}, set()),
    ],
)
def test_search_can_be_narrowed(library, narrowed, expected):
    put(library, *FLOOD)
    assert {one.report for one in search(library, Wanted(words="harbour", **narrowed))} == expected


def test_the_migrations_make_the_tables_that_the_code_knows(library):
    with library.reading() as connection:
        context = MigrationContext.configure(connection)
        found = compare_metadata(context, metadata)
    # What the databases keep for the search is theirs.
    own = ("passages_words", "words", "alembic_version")
    assert [change for change in found if not any(name in str(change) for name in own)] == []


def test_a_library_of_a_newer_version_is_refused(place):
    with open_library(place) as library, library.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(RashomonError, match="R504"):
        open_library(place)


def test_another_programs_database_is_refused(place):
    with open_library(place) as library, library.writing() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    with pytest.raises(RashomonError, match="R501"):
        open_library(place)


def test_a_story_that_is_not_there_and_one_with_one_report_are_told(library):
    (added,) = put(library, VOTE)
    with pytest.raises(RashomonError, match="R505"):
        comparison_of(library, "s0", read=None)
    with pytest.raises(RashomonError, match="R506"):
        comparison_of(library, added.story, read=None)


def test_a_library_that_another_holds_is_told_and_nothing_is_kept(place):
    with open_library(place) as one, open_library(place, wait=0.2) as other:
        with one.writing() as connection, pytest.raises(RashomonError, match="R502"):
            connection.execute(select(reports))
            put(other, VOTE)
        assert list_stories(other) == []


def test_a_failure_in_the_middle_leaves_no_half_of_a_report(library, monkeypatch):
    put(library, FLOOD[0])
    monkeypatch.setattr(
        "rashomon.library.desk._describe", lambda *_: (_ for _ in ()).throw(ZeroDivisionError)
    )
    with pytest.raises(ZeroDivisionError):
        put(library, FLOOD[1])
    monkeypatch.undo()
    assert (count(library, reports), count(library, versions), count(library, changes)) == (1, 1, 1)
    put(library, FLOOD[1])
    assert len(list_stories(library)) == 1


def test_the_library_is_where_the_variable_says(monkeypatch):
    monkeypatch.setenv("RASHOMON_LIBRARY", "/srv/desk.sqlite")
    assert default_place() == "/srv/desk.sqlite"
    monkeypatch.delenv("RASHOMON_LIBRARY")
    assert default_place().endswith("library.sqlite")
