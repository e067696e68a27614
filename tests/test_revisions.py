"""What changed between two versions of an article, and where a story's data says so."""

import io
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace
from rich.console import Console

from rashomon.comparing.revising import changes_between
from rashomon.errors import RashomonError
from rashomon.intake import report_from_text
from rashomon.library import add, comparison_of, list_stories, versions_of
from rashomon.reading import read
from rashomon.showing.html import render_html
from rashomon.showing.markdown import render_markdown
from rashomon.showing.records import to_builtins, to_jsonl
from rashomon.showing.terminal import print_comparison

NOW = datetime(2024, 5, 4, 9, tzinfo=UTC)
URL = "https://herald.example/ferry"
FIRST = (
    "A ferry ran aground off the island of Calder on Friday evening, the coast guard said.",
    "At least 12 people were hurt, the coast guard said in a statement.",
    '"The captain was not on the bridge when we hit the rocks, and nobody told us to leave our '
    'cabins," said passenger John Hale.',
    "The ferry, the Northern Star, was built in 1987 and carried 240 passengers and crew.",
    '"The operator will lose its licence before the week is over," said minister Ruth Marsh.',
    "Divers will look at the hull on Saturday morning.",
)
LATER = (
    FIRST[0],
    FIRST[1].replace("12", "19"),
    FIRST[2].replace(", and nobody told us to leave our cabins,", ","),
    FIRST[3].replace("carried 240 passengers and crew", "had 240 people on board"),
    "Prosecutors in Berrow have opened an investigation into the captain of the ship.",
    FIRST[5],
)


def version(paragraphs, *, title="Ferry runs aground", outlet="Herald", url=URL):
    text = "\n\n".join(paragraphs)
    return report_from_text(
        text, id=outlet, title=title, outlet=outlet, url=url, published="2024-05-03"
    )


@pytest.fixture(scope="module")
def first():
    return read(version(FIRST))


@pytest.fixture(scope="module")
def later():
    return read(version(LATER, title="Captain of grounded ferry investigated"))


@pytest.fixture(scope="module")
def changes(first, later):
    return changes_between(first, later)


def test_sentences_that_only_one_version_has_are_added_or_dropped(changes, first, later):
    (added,) = changes.added
    (dropped,) = changes.dropped
    assert later.report.text[added.start : added.end] == LATER[4]
    assert first.report.text[dropped.start : dropped.end] in FIRST[4]
    assert (added.quoted, dropped.quoted, dropped.speaker) == (False, True, "Ruth Marsh")


def test_an_altered_figure_is_told_with_both_values(changes, first, later):
    (figure,) = [one for one in changes.altered if one.type == "number"]
    assert first.report.show(figure.before) == "At least 12"
    assert later.report.show(figure.after) == "At least 19"
    assert "12" in figure.explanation
    assert "19" in figure.explanation


def test_a_quote_that_was_cut_is_told(changes, first, later):
    (quote,) = [one for one in changes.altered if one.type == "quote"]
    assert quote.subtype == "trimmed"
    assert first.report.show(quote.before).endswith("to leave our cabins,")
    assert later.report.show(quote.after).endswith("hit the rocks,")


def test_a_sentence_in_other_words_is_neither_added_nor_dropped(changes, first, later):
    (pair,) = changes.reworded
    assert "carried 240" in first.report.show(pair.before)
    assert "240 people" in later.report.show(pair.after)


def test_a_new_headline_is_told(changes):
    assert changes.title.before == "Ferry runs aground"
    assert changes.title.after == "Captain of grounded ferry investigated"


def test_the_other_way_round_what_was_added_is_dropped(changes, first, later):
    back = changes_between(later, first)
    assert [(one.start, one.end) for one in back.dropped] == [
        (one.start, one.end) for one in changes.added
    ]
    assert {(one.before, one.after) for one in back.altered} == {
        (one.after, one.before) for one in changes.altered
    }


def test_versions_of_the_same_words_differ_in_nothing(first):
    same = changes_between(first, first)
    assert (same.added, same.dropped, same.altered, same.reworded, same.title) == ((),) * 4 + (
        None,
    )


def test_a_figure_that_excludes_the_one_before_is_an_update_not_a_conflict():
    before = read(version(["The storm killed 14 people in Calder, the police said on Friday."]))
    after = read(version(["The storm killed 16 people in Calder, the police said on Friday."]))
    (one,) = changes_between(before, after).altered
    assert (one.type, one.subtype) == ("number", "update")


def test_what_stands_around_an_article_is_no_part_of_it(first):
    more = read(version([*FIRST, "Copyright 2024 The Herald. All rights reserved."]))
    changes = changes_between(first, more)
    assert (changes.added, changes.altered, changes.reworded) == ((), (), ())


def put(library, *readings):
    return list(add(library, readings, now=NOW))


def test_a_library_gives_all_versions_of_a_report(library, first, later, changes):
    put(library, first, later)
    found = versions_of(library, "Herald", read=None)
    assert [(one.number, one.title) for one in found.versions] == [
        (1, "Ferry runs aground"),
        (2, "Captain of grounded ferry investigated"),
    ]
    assert [one.text for one in found.versions] == [first.report.text, later.report.text]
    assert [one.changes for one in found.versions] == [None, changes]
    assert found.versions[1].seen == "2024-05-04T09:00:00Z"


def test_a_report_that_never_changed_has_one_version(library, first):
    put(library, first)
    assert [one.changes for one in versions_of(library, "Herald", read=None).versions] == [None]
    with pytest.raises(RashomonError, match="R508"):
        versions_of(library, "Nobody", read=None)


def test_what_changed_is_found_once(library, first, later, monkeypatch):
    put(library, first, later)
    once = versions_of(library, "Herald", read=None)
    monkeypatch.setattr("rashomon.comparing.revising.changes_between", None)
    assert versions_of(library, "Herald", read=None) == once


def test_by_other_models_versions_are_read_anew(library, first, later, monkeypatch):
    put(library, first, later)
    for room in ("findings", "revisions"):
        monkeypatch.setattr(f"rashomon.library.{room}.models_fingerprint", lambda: "other")
    asked = []

    def reading(reports):
        asked.extend(reports)
        return [read(report) for report in reports]

    versions_of(library, "Herald", read=reading)
    assert [report.sha256 for report in asked] == [first.report.sha256, later.report.sha256]


def test_a_story_says_which_of_its_reports_were_changed(library, first, later):
    other = read(
        version(
            ["A ferry with 240 people on board ran aground off Calder on Friday."],
            outlet="Post",
            url=None,
        )
    )
    put(library, first, other, later)
    (story,) = list_stories(library)
    found = comparison_of(library, story.id, read=None)
    assert [one.report for one in found.revisions] == ["Herald"]
    record = to_builtins(found)["revisions"][0]
    assert record["versions"][1]["changes"]["altered"][0]["type"] in ("number", "quote")
    assert b'"record":"revision"' in to_jsonl(found)


def test_what_changed_is_shown_in_every_form(library, first, later):
    (_, added) = put(library, first, later)
    found = comparison_of(library, added.story, read=None)
    pages = [render_html(found), render_markdown(found), printed(found)]
    for page in pages:
        assert "changed since it was first seen" in page.lower()
        assert "Herald, version 2" in page
        for words in ("Quote cut", "Figure altered", "At least 19", "Prosecutors in Berrow"):
            assert words in page


def printed(comparison):
    console = Console(file=io.StringIO(), width=100)
    print_comparison(comparison, console=console)
    return console.file.getvalue()


def test_words_of_versions_do_not_steer_what_shows_them(library, first):
    bad = read(version([*FIRST, "A <script>alert(1)</script> was \x1b[2J heard of in Calder."]))
    (_, added) = put(library, first, bad)
    found = comparison_of(library, added.story, read=None)
    assert "<script>alert" not in render_html(found)
    assert "\x1b" not in printed(found)


def test_a_story_of_one_changed_report_can_be_shown(library, first, later):
    (_, added) = put(library, first, later)
    found = comparison_of(library, added.story, read=None)
    assert (found.summary.reports, found.summary.sole > 0) == (1, True)
    assert found.revisions[0].versions[1].changes is not None
    assert "R303" not in {note.code for note in found.notes}


def test_a_story_of_one_report_that_never_changed_is_refused(library, first):
    (added,) = put(library, first)
    with pytest.raises(RashomonError, match="R506"):
        comparison_of(library, added.story, read=None)


def test_reports_of_one_text_need_no_reading_to_tell_their_titles_apart(first):
    renamed = replace(first, report=replace(first.report, title="Ferry refloated"))
    changes = changes_between(first, renamed)
    assert (changes.title.after, changes.altered) == ("Ferry refloated", ())
