"""Versions of one article are one account: compared by hand-made parts, and end to end."""

import itertools
import subprocess
import sys

import pytest
from hand_made import reading_of, report_of
from msgspec.structs import replace

from rashomon.comparing import compare
from rashomon.comparing.comparison import Origin, StoryActor
from rashomon.comparing.lineage import find_lineage, text_origins
from rashomon.comparing.origins import origins_of, standing_of
from rashomon.comparing.reuse import shared_text
from rashomon.comparing.speaking import Speakers
from rashomon.comparing.versions import Articles, articles_of
from rashomon.comparing.voices import Voice
from rashomon.intake import report_from_text
from rashomon.reading import read
from rashomon.showing.view import build_view

HARBOUR = "https://herald.example/harbour"
COPY = (
    "A cargo ship with 21 sailors on board broke its moorings in heavy wind on Tuesday night and"
    " drifted for two hours before tugs could bring it back into the harbour.\n"
    "Nobody was hurt, but the quay wall was damaged over a length of forty metres and the ferry"
    " line to the islands will stay closed until divers have looked at the ground."
)


def reading(name, text, url=None, outlet=None, published=None):
    report = report_of(name, text, outlet=outlet, published=published)
    return reading_of(replace(report, url=url))


@pytest.fixture
def versions():
    return [
        reading("old", COPY, HARBOUR, "Herald", "2024-03-05"),
        reading("new", f"{COPY}\nIt is open.", f"{HARBOUR}/?utm_source=x", "Herald", "2024-03-06"),
    ]


def lineage_of(readings):
    shared = {
        (one.report.id, other.report.id): shared_text(one.report.text, other.report.text)
        for one, other in itertools.combinations(readings, 2)
    }
    return find_lineage(readings, shared)


def test_versions_do_not_copy_each_other(versions):
    assert lineage_of(versions) == ()
    elsewhere = reading("copy", COPY, "https://post.example/x", "Post", "2024-03-07")
    copies = {(one.origin, one.target) for one in lineage_of([*versions, elsewhere])}
    assert copies == {("copy", "old"), ("copy", "new")}


def test_versions_are_one_origin_and_say_why(versions):
    origins = text_origins(versions, lineage_of(versions))
    assert origins["old"] == origins["new"]
    assert origins["old"].name == "Herald"
    assert origins["old"].why == "They are versions of one article of Herald."


def test_versions_are_one_origin_whatever_they_still_share():
    one = reading("a", COPY, HARBOUR)
    other = reading("b", "The harbour is open again after the storm of last week.", HARBOUR)
    origins = text_origins([one, other], lineage_of([one, other]))
    assert origins["a"].reports == origins["b"].reports == ("a", "b")


def test_outlets_that_name_one_address_are_no_versions():
    """A copy may name the address of the original as its own canonical one."""
    one = reading("a", COPY, HARBOUR, "Herald")
    other = reading("b", COPY + "\nEnd.", HARBOUR, "Post")
    assert [found.kind for found in lineage_of([one, other])] == ["copies"]


def test_what_two_versions_hold_alone_is_sole(versions):
    reports = [one.report for one in versions]
    origin = Origin(kind="outlet", name="Herald", reports=("old", "new"), why="")
    texts = {report.id: report.sha256 for report in reports}
    articles = articles_of(reports)
    apart = Articles({report.id: (report.id,) for report in reports})
    for known, standing in ((articles, "sole"), (apart, "one-origin")):
        assert standing_of([origin], texts=texts, conflicting=False, articles=known) == standing


def test_a_version_without_the_credit_is_no_second_origin(versions):
    post = reading("post", "Elsewhere in the port it rained.", outlet="Post")
    texts = text_origins([*versions, post], [])
    vik = StoryActor(id="x", name="Jon Vik", kind="person", mentions=())
    voices = [
        Voice(report="old", speaker=None, credited=False),
        Voice(report="new", speaker="x", credited=True),
        Voice(report="post", speaker="x", credited=True),
    ]
    (origin,) = origins_of(
        voices,
        texts=texts,
        actors=Speakers([vik]),
        names={"old": "Herald", "new": "Herald", "post": "Post"},
        articles=articles_of(one.report for one in [*versions, post]),
    )
    assert (origin.kind, origin.name) == ("speaker", "Jon Vik")
    assert origin.reports == ("new", "old", "post")


FIRE = (
    "A fire in the port of Eastmere killed {} people on Tuesday.\n\n"
    "The warehouse belonged to Nordline and was built in 1987.\n"
)
FIRE_IN_OTHER_WORDS = (
    "A blaze on Tuesday in the port of Eastmere killed {} people.\n\n"
    "Built in 1987, the warehouse belonged to Nordline.\n"
)


def fire(name, count, url, outlet, published, *, text=FIRE):
    text = text.format(count)
    report = report_from_text(text, id=name, url=url, outlet=outlet, published=published)
    return read(report)


@pytest.fixture(scope="module")
def fires():
    old = fire("old", 12, HARBOUR, "Herald", "2025-03-05T08:00:00Z")
    new = fire("new", 17, f"{HARBOUR}#top", "Herald", "2025-03-05T09:00:00Z")
    elsewhere = "https://post.example/fire"
    post = fire("post", 17, elsewhere, "Post", "2025-03-05T10:00:00Z", text=FIRE_IN_OTHER_WORDS)
    return old, new, post


def test_a_changed_figure_is_an_update_and_no_dispute(fires):
    old, new, _ = fires
    story = compare([old, new])
    assert {claim.standing for claim in story.claims} == {"sole"}
    assert (story.summary.origins, story.lineage) == (1, ())
    figures = [one for one in story.differences if one.type == "number"]
    assert {one.subtype for one in story.differences} == {"update"}
    assert all("12" in one.explanation and "17" in one.explanation for one in figures)
    assert figures


def test_a_reader_sees_what_an_article_changed(fires):
    view = build_view(compare(fires[:2]))
    (row,) = view.updated
    assert [cell.values for cell in row.cells] == [("12",), ("17",)]
    assert row not in [shown for group in view.only for shown in (*group.rows, *group.rest)]


def test_the_same_change_between_two_outlets_is_a_dispute(fires):
    old, _, post = fires
    assert "disputed" in {claim.standing for claim in compare([old, post]).claims}


def test_what_an_article_took_back_is_not_disputed(fires):
    standings = {claim.standing for claim in compare(fires).claims}
    assert standings == {"agreed"}
    reordered = compare(fires[::-1])
    assert reordered == compare(fires)


def test_filtering_keeps_what_versions_hold_sole(fires):
    story = compare(fires[:2])
    assert {claim.standing for claim in story.at_least(0.1).claims} == {"sole"}


def test_comparing_opens_no_sockets():
    code = (
        "import sys, rashomon.comparing;"
        "sys.exit(any(name.startswith('rashomon.intake.fetching') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
