"""Stories of one matter are linked, not lumped, and copies stand together in the list."""

import json
from datetime import UTC, datetime

from click.testing import CliRunner

from rashomon.cli import main
from rashomon.intake import report_from_text
from rashomon.library import (
    add,
    audit,
    judge,
    links_of,
    list_stories,
    merge_stories,
    open_library,
    split_story,
)
from rashomon.library.copied import prose_of, share_of_own
from rashomon.reading import read

NOW = datetime(2016, 12, 12, 9, tzinfo=UTC)
COPY = (
    "The dam of Tamsin broke on Sunday after a night of heavy rain, and the water ran through the "
    "lower town within minutes. Rescuers brought two hundred people to the school on the hill. "
    "The road to Berrow is closed, and trains stop at Calder. Nobody knows how many are missing."
)


def report(name, text, **known):
    known = {"title": "Dam of Tamsin breaks", "published": "2016-12-11", **known}
    return report_from_text(text, id=name, outlet=name, **known)


REPORTS = [
    report("Herald", COPY + " (AFP)"),
    report("Post", "A dam broke in Tamsin on Sunday after heavy rain; water ran through the town."),
    report("Echo", COPY + " The mayor will speak at noon."),
]  # fmt: skip


def put(library, *given):
    return list(add(library, map(read, given), now=NOW))


def story_of(library, report):
    return next(s for s in list_stories(library) if report in {r.id for r in s.reports})


def test_copies_stand_together_and_none_is_hidden(library):
    put(library, *REPORTS)
    story = story_of(library, "Herald")
    assert [one.id for one in story.reports] == ["Herald", "Echo", "Post"]
    copies = {one.id: one.copy for one in story.reports}
    assert copies["Echo"].of == "Herald"
    assert copies["Echo"].share > 0.8
    assert copies["Herald"] is copies["Post"] is None


def test_a_new_version_that_is_no_copy_any_more_stands_by_itself(library):
    address = "https://echo.example/dam"
    put(library, REPORTS[0], report("Echo", COPY, url=address))
    assert story_of(library, "Echo").reports[1].copy.of == "Herald"
    own = "In Tamsin the dam gave way on Sunday. Our reporter saw the lower town under water."
    put(library, report("Echo", own, url=address))
    assert [one.copy for one in story_of(library, "Echo").reports] == [None, None]


def test_stories_that_a_person_split_are_linked_with_a_reason(library):
    put(library, *REPORTS)
    story = story_of(library, "Post").id
    judge(library, split_story(library, story, ["Post"], by="Ann"))
    one, other = (story_of(library, name) for name in ("Herald", "Post"))
    assert one.id != other.id
    (link,) = one.links
    assert (link.story, link.title) == (other.id, other.title)
    assert "alike" in link.why
    assert "Tamsin" in link.why
    assert links_of(library, other.id)[0].story == one.id
    judge(library, merge_stories(library, one.id, other.id, by="Ann"))
    assert story_of(library, "Herald").links == ()
    assert audit(library) == []


def test_stories_of_other_matters_are_not_linked(library):
    vote = report("Vote", "The council of Berrow voted on its budget.", title="Berrow votes")
    put(library, *REPORTS, vote)
    assert [story.links for story in list_stories(library)] == [(), ()]


def test_the_list_and_the_page_name_them(tmp_path, monkeypatch):
    monkeypatch.setenv("RASHOMON_LIBRARY", str(tmp_path / "desk.sqlite"))
    with open_library() as library:
        put(library, *REPORTS)
        story = story_of(library, "Post").id
        judge(library, split_story(library, story, ["Post"], by="Ann"))
        put(library, report("Gazette", COPY + " It rained again on Monday."))
        other = story_of(library, "Post").id
        story = story_of(library, "Herald").id
    listed = json.loads(CliRunner().invoke(main, ["stories", "--json"]).stdout)
    found = next(one for one in listed if one["id"] == story)
    assert found["links"][0]["story"] == other
    assert [one.get("copy", {}).get("of") for one in found["reports"]] == [None, "Herald", "Herald"]
    assert f"See also {other}, " in CliRunner().invoke(main, ["show", story]).stderr


def test_the_share_of_a_copy_is_that_of_the_shorter_ones_own_prose():
    words = [f"word{number}" for number in range(120)]
    whole, half = " ".join(words), " ".join([*words[:60], *(f"other{n}" for n in range(60))])
    short = " ".join(words[:40])

    def share(*texts):
        return share_of_own(*(prose_of(report_from_text(text)) for text in texts))

    assert share(whole, whole) == share(whole, short) == share(short, whole) == 1.0
    assert share(whole, half) == 0.5
    assert share(" ".join(words[:20]), whole) == share("None of it.", whole) == 0.0
    assert share(f'He said: "{whole}"', whole) == 0.0  # what is quoted is nobody's own prose
