"""Following feeds, from outside: a site changes, lies, fails and disappears; nothing is lost.

No time is waited for: each look is a watch of its own, at a time of the test's choosing, so that
each test is one of restarting too.
"""

import itertools
import time
from datetime import datetime

import pytest
from sqlalchemy import select

from rashomon.errors import RashomonError
from rashomon.intake.fetching import Validators
from rashomon.library import list_stories, open_library
from rashomon.library.tables import feeds, reports, versions, watched
from tests.misbehaving import answer, redirect
from tests.newsroom import Visitor, feed, item, newsroom, page

LONG = " ".join(f"On day {n} the council of Berrow met and voted on its budget." for n in range(15))


@pytest.fixture
def library(place):
    with open_library(place, wait=1) as opened:
        yield opened


@pytest.fixture
def desk(tmp_path):
    """A library where it does not matter in which database it is."""
    with open_library(tmp_path / "desk.sqlite") as opened:
        yield opened


@pytest.fixture
def site():
    with newsroom() as opened:
        yield opened


@pytest.fixture
def visitor(library, site):
    return Visitor(library, site.feed)


@pytest.fixture
def desk_visitor(desk, site):
    return Visitor(desk, site.feed)


def rows(library, table, *columns):
    with library.reading() as connection:
        return connection.execute(select(*(table.c[name] for name in columns))).all()


def kept(library):
    """The reports that are kept, by title, and how many versions each has."""
    return dict(rows(library, reports, "title", "version"))


def test_what_a_feed_names_is_added_from_its_pages(library, site, visitor):
    site.write("Tamsin")
    site.write("Berrow")
    events = visitor.look()
    assert {(event.what, event.title, event.outlet) for event in events} == {
        ("new", "Spill closes Tamsin", "The Herald"),
        ("new", "Spill closes Berrow", "The Herald"),
    }
    assert {event.address for event in events} == {site.address("Tamsin"), site.address("Berrow")}
    assert {event.story for event in events} == {story.id for story in list_stories(library)}
    assert kept(library) == {"Spill closes Tamsin": 1, "Spill closes Berrow": 1}


def test_a_changed_article_becomes_a_version(library, site, visitor):
    site.write("Tamsin")
    visitor.look()
    site.write("Tamsin", count=12)
    assert visitor.told() == []  # it is not time yet
    visitor.later(minutes=15)
    (event,) = visitor.look()
    assert (event.what, event.version) == ("changed", 2)
    texts = [data for (data,) in rows(library, versions, "data")]
    assert [("7 people" in data, "12 people" in data) for data in texts] == [
        (True, False),
        (False, True),
    ]


def test_a_change_that_is_taken_back_is_a_version_too(library, site, visitor):
    told = []
    for count in (7, 12, 7, 12):
        site.write("Tamsin", count=count)
        told += [(event.what, event.version) for event in visitor.look()]
        visitor.later(hours=7)
    assert told == [("new", 1), ("changed", 2), ("changed", 3), ("changed", 4)]


def test_another_headline_over_the_same_text_is_a_version(library, site, visitor):
    site.write("Tamsin")
    visitor.look()
    visitor.later(minutes=15)
    site.write("Tamsin", title="Oil spill: what we know")
    assert visitor.told() == [("changed", "Oil spill: what we know")]
    visitor.later(minutes=15)
    assert visitor.look() == []
    assert kept(library) == {"Oil spill: what we know": 2}


def test_looks_at_an_article_become_rarer(site, desk_visitor):
    site.write("Tamsin")
    desk_visitor.look()
    looks, at = 1, 0
    for units in (1, 4, 24, 96, 288):
        desk_visitor.later(minutes=15 * (units - at) - 1)
        desk_visitor.look()
        assert site.server.paths().count("/tamsin") == looks
        desk_visitor.later(minutes=1)
        desk_visitor.look()
        looks += 1
        assert site.server.paths().count("/tamsin") == looks
        at = units
    desk_visitor.later(days=30)
    desk_visitor.look()
    assert site.server.paths().count("/tamsin") == looks


def test_an_article_of_which_the_feed_says_something_new_is_looked_at_at_once(site, desk_visitor):
    site.write("Tamsin")
    desk_visitor.look()
    site.write("Tamsin", count=12)
    site.items = [item("Spill in Tamsin grows", site.address("Tamsin"))]
    site.publish()
    assert [event.what for event in desk_visitor.look()] == ["changed"]


def test_a_feed_that_carries_the_whole_text_needs_no_page(library, site, visitor):
    site.items = [item("Budget voted", site.address("Budget"), said=LONG)]
    site.publish()
    assert visitor.told() == [("new", "Budget voted")]
    assert "/budget" not in site.server.paths()
    site.items = [item("Budget voted", site.address("Budget"), said=f"{LONG} It was adopted.")]
    site.publish()
    assert visitor.told() == [("changed", "Budget voted")]
    assert kept(library) == {"Budget voted": 2}


def test_several_feeds_may_name_one_article(desk, site):
    site.write("Tamsin")
    site.server.pages["/other"] = answer(
        feed("Front page", item("Spill", f"{site.address('Tamsin')}?utm_source=rss#top"))
    )
    visitor = Visitor(desk, site.feed, site.server.url("/other"))
    assert [event.what for event in visitor.look()] == ["new"]
    assert site.server.paths().count("/tamsin") == 1


def test_feeds_that_say_different_things_of_one_article_do_not_take_turns(desk, site):
    site.write("Tamsin")
    site.server.pages["/other"] = answer(
        feed("Front page", item("Another title", site.address("Tamsin"), said="In other words."))
    )
    visitor = Visitor(desk, site.feed, site.server.url("/other"))
    for _ in range(3):
        visitor.look()
        visitor.later(minutes=4)
    assert site.server.paths().count("/tamsin") == 1


def test_another_feed_takes_over_what_a_feed_named_that_is_followed_no_more(desk, site):
    site.write("Tamsin")
    Visitor(desk, site.feed).look()
    site.write("Tamsin", count=12)
    site.server.pages["/other"] = site.server.pages["/feed"]
    visitor = Visitor(desk, site.server.url("/other"))
    assert [event.what for event in visitor.look()] == ["changed"]


def test_a_page_that_has_not_changed_is_not_sent_again(site, desk_visitor):
    site.write("Tamsin", ETag='"a1"', Last_Modified="Mon, 06 May 2024 09:00:00 GMT")
    site.publish(ETag='"f1"')
    desk_visitor.look()
    unchanged = answer(status="304 Not Modified")
    site.server.pages |= {"/feed": unchanged, "/tamsin": unchanged}
    desk_visitor.later(minutes=15)
    assert desk_visitor.look() == []
    asked = {one.path: one.headers.get("if-none-match") for one in site.server.asked}
    assert (asked["/feed"], asked["/tamsin"]) == ('"f1"', '"a1"')


def test_a_server_that_calls_all_it_has_unchanged_is_not_believed_for_ever(
    desk, site, desk_visitor
):
    def lying(asked):
        if "if-none-match" in asked.headers:
            return [answer(status="304 Not Modified")]
        return [answer(page("Tamsin", count), Content_Type="text/html", ETag='"always"')]

    count = 7
    site.write("Tamsin")
    site.server.pages["/tamsin"] = lying
    desk_visitor.look()
    count = 12
    told = []
    for _ in range(9):
        desk_visitor.later(hours=3)
        told += [event.what for event in desk_visitor.look()]
    assert told == ["changed"]


# Failures ---------------------------------------------------------------------------------------


def endless(asked):
    yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    for _ in itertools.repeat(None, 1000):
        yield b"<p>on and on</p>" * 1000


def dripping(asked):
    yield b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n"
    for _ in range(10):
        time.sleep(0.2)
        yield b"x"


BAD_PAGES = [
    ("R158", answer(status="404 Not Found")),
    ("R158", answer(status="500 Oops")),
    ("R155", endless),
    ("R154", dripping),
    ("R159", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab"),
    ("R104", answer(b"", Content_Type="text/html")),
    ("R121", answer(b"<html><body><p>Not now.</p></body></html>", Content_Type="text/html")),
    ("R152", redirect("http://10.0.0.1/secret")),
    ("R150", redirect("file:///etc/passwd")),
    ("R552", redirect("/")),
    ("R156", redirect("/bad")),
    ("R553", answer(feed("A feed", *(item(f"T{n}", None, said=LONG + str(n)) for n in "ab")))),
    ("R108", answer(b"\x89PNG\r\n\x1a\n" + bytes(90), Content_Type="text/html")),
    ("R162", answer(b"not packed at all", Content_Encoding="gzip", Content_Type="text/html")),
]


@pytest.mark.parametrize(("code", "bad"), BAD_PAGES, ids=[f"{n}-{c}" for n, (c, _) in
                                                          enumerate(BAD_PAGES)])  # fmt: skip
def test_a_bad_article_stops_no_other(desk, site, desk_visitor, code, bad):
    site.server.pages["/"] = answer(page("Nowhere", 1), Content_Type="text/html")
    site.write("Bad")
    site.write("Tamsin")
    site.server.pages["/bad"] = bad
    assert desk_visitor.told() == [("failed", code), ("new", "Spill closes Tamsin")]
    site.write("Bad")
    desk_visitor.later(minutes=31)
    assert desk_visitor.told() == [("new", "Spill closes Bad")]


BAD_FEEDS = [
    ("R158", answer(status="403 Forbidden")),
    ("R132", answer(page("Tamsin", 1), Content_Type="application/rss+xml")),
    ("R131", answer(b'<!DOCTYPE x [<!ENTITY a "b">]><rss><channel/></rss>')),
    ("R104", answer(b"")),
    ("R136", answer(b'<opml><body><outline type="rss" xmlUrl="http://h.example/"/></body></opml>')),
    ("R130", answer(b'{"version": "https://jsonfeed.org/version/1.1", "items": [')),
    ("R155", endless),
    ("R160", answer(status="503 Busy", Retry_After="5")),
    ("R152", redirect("http://169.254.169.254/latest")),
]


@pytest.mark.parametrize(("code", "bad"), BAD_FEEDS, ids=[f"{n}-{c}" for n, (c, _) in
                                                          enumerate(BAD_FEEDS)])  # fmt: skip
def test_a_bad_feed_stops_no_other(desk, site, code, bad):
    with newsroom("localhost") as other:
        other.server.pages["/feed"] = bad
        site.write("Tamsin")
        visitor = Visitor(desk, other.feed, site.feed)
        assert visitor.told() == [("failed", code), ("new", "Spill closes Tamsin")]
        other.write("Berrow")
        visitor.later(hours=1)
        assert visitor.told() == [("new", "Spill closes Berrow")]


def test_what_of_a_broken_feed_can_be_read_is(site, desk_visitor):
    site.write("Tamsin")
    whole = feed("The Herald", *site.items).decode()
    broken = whole.replace("</channel></rss>", "<item><title>AT&T &nbsp; <b>cut")
    site.server.pages["/feed"] = answer(broken.encode(), Content_Type="text/plain")
    assert ("new", "Spill closes Tamsin") in desk_visitor.told()


def test_a_feed_without_items_is_no_failure(desk_visitor):
    assert desk_visitor.look() == []


def test_items_without_an_address_are_taken_where_their_text_is_there(desk, site, desk_visitor):
    site.items = [
        item("No link", None, said=LONG, guid="same"),
        item("No link either", None, said=LONG + " And again.", guid="same"),
        item("Nothing at all", None, guid="same"),
    ]
    site.publish()
    assert desk_visitor.told() == [
        ("failed", "R551"),
        ("new", "No link"),
        ("new", "No link either"),
    ]
    assert desk_visitor.look() == []


def test_items_of_one_guid_are_told_apart_by_their_addresses(desk, site, desk_visitor):
    site.write("Tamsin")
    site.write("Berrow")
    site.items = [
        item(f"Spill closes {name}", site.address(name), guid="1") for name in ("Tamsin", "Berrow")
    ]
    site.publish()
    desk_visitor.look()
    assert len(kept(desk)) == 2


def test_an_article_that_is_taken_down_stays_in_the_library(library, site, visitor):
    site.write("Tamsin")
    visitor.look()
    site.server.pages["/tamsin"] = answer(status="410 Gone")
    visitor.later(minutes=15)
    (event,) = visitor.look()
    assert (event.what, event.code, event.title) == ("gone", "R158", "Spill closes Tamsin")
    assert rows(library, watched, "gone") == [("2024-05-06T09:15:00.000000Z",)]
    assert kept(library) == {"Spill closes Tamsin": 1}
    site.write("Tamsin")
    visitor.later(minutes=60)
    assert [event.what for event in visitor.look()] == ["back"]
    assert rows(library, watched, "gone") == [(None,)]


def test_robots_txt_is_obeyed(site, desk_visitor):
    site.server.pages["/robots.txt"] = answer(b"User-agent: *\nDisallow: /tamsin\n")
    site.write("Tamsin")
    site.write("Berrow")
    assert desk_visitor.told() == [("failed", "R161"), ("new", "Spill closes Berrow")]
    assert "/tamsin" not in site.server.paths()


def test_a_feed_that_fails_is_asked_ever_more_rarely(desk, site, desk_visitor):
    site.server.pages["/feed"] = answer(status="500 Oops")
    waits = []
    for _ in range(10):
        desk_visitor.look()
        ((looked, again),) = rows(desk, feeds, "looked", "next")
        waits.append((time_of(again) - time_of(looked)).total_seconds() / 900)
        desk_visitor.later(days=1)
    assert waits == [2, 4, 8, 16, 32, 64, 96, 96, 96, 96]


def time_of(text):
    return datetime.fromisoformat(text)


def test_a_server_that_asks_for_time_gets_it(desk, site, desk_visitor):
    site.server.pages["/feed"] = answer(status="429 Slow down", Retry_After="7200")
    (event,) = desk_visitor.look()
    assert (event.code, event.next) == ("R160", "2024-05-06T11:00:00Z")
    desk_visitor.later(minutes=119)
    assert desk_visitor.look() == []
    desk_visitor.later(minutes=1)
    site.write("Tamsin")
    assert [event.what for event in desk_visitor.look()] == ["new"]


def test_a_feed_that_moved_for_good_is_asked_there(library, site, visitor):
    site.write("Tamsin")
    site.server.pages["/new"] = site.server.pages["/feed"]
    site.server.pages["/feed"] = redirect("/new", status="301 Moved Permanently")
    assert ("moved", None) in [(event.what, event.code) for event in visitor.look()]
    visitor.later(minutes=15)
    visitor.look()
    assert site.server.paths().count("/feed") == 1
    assert rows(library, feeds, "address", "asked") == [(site.feed, site.server.url("/new"))]


def test_a_move_to_what_is_no_feed_is_not_believed(desk, site, desk_visitor):
    """A portal that wants a login answers so for every address."""
    site.server.pages["/login"] = answer(page("Login", 1), Content_Type="text/html")
    site.server.pages["/feed"] = redirect("/login", status="301 Moved Permanently")
    desk_visitor.look()
    assert rows(desk, feeds, "asked") == [(site.feed,)]


def test_a_feed_that_moves_for_now_is_asked_where_it_was(desk, site, desk_visitor):
    site.write("Tamsin")
    site.server.pages["/new"] = site.server.pages["/feed"]
    site.server.pages["/feed"] = redirect("/new")
    desk_visitor.look()
    assert rows(desk, feeds, "asked") == [(site.feed,)]


# Losses -----------------------------------------------------------------------------------------


def test_a_lost_network_is_waited_out(desk):
    with newsroom() as site:
        visitor = Visitor(desk, site.feed)
        visitor.look()
    waits = []
    for _ in range(8):
        visitor.later(minutes=15)
        (event,) = visitor.look()
        assert event.code in ("R153", "R159")
        ((looked, again),) = rows(desk, feeds, "looked", "next")
        waits.append((time_of(again) - time_of(looked)).total_seconds())
    assert waits == [60, 120, 240, 480, 900, 900, 900, 900]


def test_a_clock_that_was_set_back_does_no_harm(library, site, visitor):
    site.write("Tamsin")
    visitor.look()
    site.write("Tamsin", count=12)
    visitor.later(days=-4000)
    assert visitor.look() == []
    visitor.later(minutes=15)
    assert [event.what for event in visitor.look()] == ["changed"]


def test_a_library_that_is_gone_for_a_while_is_waited_for(library, site, visitor, monkeypatch):
    site.write("Tamsin")
    failures = iter(["R503", "R502"])
    add = Visitor.watch.__globals__["Watch"]._add

    def failing(self, reading):
        code = next(failures, None)
        if code:
            self._bell.put(None)  # the test does not wait
            raise RashomonError(code, "no database")
        return add(self, reading)

    monkeypatch.setattr("rashomon.watching.service.Watch._add", failing)
    told = [(event.what, event.code) for event in visitor.look()]
    assert told == [("waiting", "R503"), ("waiting", "R502"), ("new", None)]


def test_a_database_that_goes_is_used_again_when_it_is_back(own_server, site):
    with open_library(own_server.url, wait=1) as library:
        visitor = Visitor(library, site.feed)
        site.write("Tamsin")
        events = visitor.watch().run(once=True)
        assert next(events).what == "new"
        own_server.stop()
        waiting = next(events)
        assert (waiting.what, waiting.code) == ("waiting", "R503")
        own_server.start()
        assert {event.what for event in events} <= {"waiting"}
        site.write("Berrow")
        assert visitor.told() == [("new", "Spill closes Berrow")]
        assert kept(library) == {"Spill closes Tamsin": 1, "Spill closes Berrow": 1}


def test_a_damaged_library_ends_it(site, desk_visitor, monkeypatch):
    def failing(self, reading):
        raise RashomonError("R501", "the library is damaged")

    site.write("Tamsin")
    monkeypatch.setattr("rashomon.watching.service.Watch._add", failing)
    with pytest.raises(RashomonError, match="R501"):
        desk_visitor.look()


def test_nothing_is_lost_where_it_ends_before_all_is_looked_at(library, site, visitor):
    for name in ("Tamsin", "Berrow", "Calder"):
        site.write(name)
    stopped = visitor.watch()
    for event in stopped.run():
        assert event.what == "new"
        stopped.end()
    assert len(kept(library)) == 1
    assert [event.what for event in visitor.look()] == ["new", "new"]
    assert len(kept(library)) == 3


def test_a_fetch_that_fails_as_nobody_thought_is_a_failure_like_others(desk_visitor):
    def broken(address: str, validators: Validators):
        raise LookupError("unthought of")

    (event,) = desk_visitor.watch(fetch=broken).run(once=True)
    assert (event.what, event.code) == ("failed", "R159")
