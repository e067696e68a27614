"""RSS, Atom, JSON Feed and OPML."""

import json

import pytest

from rashomon.errors import IntakeError
from rashomon.intake.contents import articles_in
from rashomon.intake.formats import feeds, opml

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Harbour News &amp; Mail</title><language>en-gb</language>{items}</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour News</title>{entries}</feed>"""
FULL = "<p>The harbour was closed on Tuesday.</p><p>It opens again <b>next</b> week.</p>"


HUGE_YEAR = f"Tue, 05 Mar {'9' * 30} 10:00:00 GMT"


def read_rss(items):
    return [*feeds.read(RSS.format(items=items).encode(), "a.rss")]


def test_the_full_content_of_an_entry_is_its_text_and_its_fields_are_known():
    (article,) = read_rss(
        "<item><title>Harbour &lt;i&gt;shut&lt;/i&gt;</title><link>https://news.example/a</link>"
        "<guid>tag:1</guid><author>ann@news.example (Ann Ryder)</author>"
        "<pubDate>Tue, 05 Mar 2024 10:00:00 +0100</pubDate><category>Ports</category>"
        f"<description>Short.</description><content:encoded><![CDATA[{FULL}]]></content:encoded>"
        "</item>"
    )
    assert article.text == "The harbour was closed on Tuesday.\n\nIt opens again next week."
    known = article.known
    assert (known.title, known.url) == ("Harbour shut", "https://news.example/a")
    assert (known.outlet, known.language) == ("Harbour News & Mail", "en")
    assert (known.authors, known.published) == (("Ann Ryder",), "2024-03-05T10:00:00+01:00")
    assert (known.extra["guid"], known.extra["tags"]) == ("tag:1", ["Ports"])
    assert article.notes == ()
    assert article.reader.startswith("feedparser ")


def test_a_summary_is_read_and_said_to_be_one():
    (article,) = read_rss(
        "<item><description>The &lt;b&gt;harbour&lt;/b&gt; is shut.</description></item>"
    )
    assert article.text == "The harbour is shut."
    assert [code for code, _ in article.notes] == ["R133"]


def test_a_description_as_long_as_a_report_is_taken_for_its_text():
    words = " ".join(f"word{number}" for number in range(150))
    (article,) = read_rss(f"<item><description>{words}.</description></item>")
    assert article.notes == ()
    (cut,) = read_rss(f"<item><description>{words} […]</description></item>")
    assert [code for code, _ in cut.notes] == ["R133"]


def test_the_source_that_an_entry_names_is_its_outlet_and_kept():
    (article,) = read_rss(
        '<item><source url="https://port.example/rss">Port Times</source>'
        "<description>The harbour is shut.</description></item>"
    )
    assert article.known.outlet == "Port Times"
    assert article.known.extra["source"] == {
        "title": "Port Times",
        "url": "https://port.example/rss",
    }
    assert article.known.extra["feed"] == "Harbour News & Mail"


def test_pictures_texts_are_captions():
    (article,) = read_rss(
        "<item><content:encoded><![CDATA[<p>The harbour is shut.</p><figure><img src='a'/>"
        "<figcaption>Boats.</figcaption></figure><script>x()</script>]]></content:encoded></item>"
    )
    (zone,) = article.zones
    assert zone.kind == "caption"
    assert article.text[zone.start : zone.end] == "Boats."
    assert "x()" not in article.text


def test_atom_content_may_be_xhtml_and_authors_many():
    data = ATOM.format(
        entries='<entry><title>Harbour shut</title><id>tag:2</id><link href="https://a.example/1"/>'
        "<author><name>Ann Ryder</name></author><author><name>Bo Lind</name></author>"
        "<published>2024-03-05T10:00:00Z</published><updated>2024-03-06T10:00:00Z</updated>"
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The harbour is shut.'
        "</p></div></content></entry>"
    )
    (article,) = feeds.read(data.encode(), "a.atom")
    assert article.text == "The harbour is shut."
    assert article.known.authors == ("Ann Ryder", "Bo Lind")
    assert article.known.published == "2024-03-05T10:00:00Z"
    assert article.known.extra["updated"] == "2024-03-06T10:00:00Z"


def test_an_entry_without_words_costs_only_itself():
    first, second = read_rss(
        "<item><title>Only a title</title></item>"
        "<item><description>The harbour.</description></item>"
    )
    assert first.error.code == "R132"
    assert second.text == "The harbour."


def test_feeds_that_are_no_sound_xml_are_read_with_all_their_words():
    (article,) = read_rss(
        "<item><description>Ann &amp; Bo &eacute; & Co&nbsp;say <br> no</description>"
    )
    assert article.text == "Ann & Bo é & Co say\nno"


@pytest.mark.parametrize(
    "date", ["Tue, 05 Mar 9999 10:00:00 GMT", "9" * 5000, "soon", "2024-99-99", HUGE_YEAR]
)
def test_no_date_breaks_a_feed(date):
    (article,) = read_rss(
        f"<item><description>The harbour.</description><pubDate>{date}</pubDate></item>"
    )
    year = article.known.published
    assert year is None or year.startswith("9999")
    assert year is not None or article.known.problems


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<rss version='2.0'><channel><title>x</title></channel></rss>", "R138"),
        (b"<html><body>no feed</body></html>", "R132"),
        (b"", "R132"),
        (b"\x00\xff\xfe<rss>", "R132"),
        (b"<rss><channel>" + b"<item/>" * 6000, "R139"),
        (b"<rss>" + b" " * 11_000_000, "R106"),
        (b'<!DOCTYPE rss [<!ENTITY a "aaa"><!ENTITY b "&a;&a;">]><rss>&b;</rss>', "R131"),
        (b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss>&x;', "R131"),
    ],
)
def test_what_is_no_feed_or_built_to_do_damage_is_refused(data, code):
    with pytest.raises(IntakeError) as caught:
        list(feeds.read(data, "a.rss"))
    assert caught.value.code == code


def test_a_feed_that_lies_about_its_type_is_read_for_what_it_is():
    page = b"<!doctype html><html><head><title>x</title></head><body><p>Not here.</p></body></html>"
    atom = ATOM.format(entries="<entry><content>The harbour is shut.</content></entry>").encode()
    ((_, article),) = articles_in(atom, "report.html")
    assert article.reader.startswith("feedparser ")
    ((_, other),) = articles_in(page, "a.rss")
    assert "feedparser" not in getattr(other, "reader", "")


# JSON Feed.


def json_feed(*items, **fields):
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Harbour News", **fields}
    return json.dumps({**feed, "items": items}).encode()


def test_the_items_of_a_json_feed_are_read():
    data = json_feed(
        {
            "id": "1",
            "url": "https://news.example/a",
            "external_url": "https://port.example/b",
            "title": "Harbour shut",
            "content_html": FULL,
            "date_published": "2024-03-05T10:00:00Z",
            "authors": [{"name": "Ann Ryder"}],
            "tags": ["ports"],
        },
        {"id": "2", "summary": "The harbour is shut."},
        {"id": "3"},
        "no item",
        language="en",
    )
    found = [part for _, part in articles_in(data, "feed.json")]
    assert found[0].text == "The harbour was closed on Tuesday.\n\nIt opens again next week."
    assert found[0].known.authors == ("Ann Ryder",)
    assert found[0].known.extra["source"] == {"url": "https://port.example/b"}
    assert found[1].notes[0][0] == "R133"
    assert [part.code for part in found[2:]] == ["R132", "R132"]


@pytest.mark.parametrize(
    "item",
    [{"content_html": 5}, {"content_text": ["x"]}, {"authors": "x"}, {"authors": [{"name": 1}]}],
)
def test_fields_of_the_wrong_kind_do_no_harm(item):
    item = {"summary": "The harbour is shut.", **item}
    (article,) = feeds.read_json_feed(json_feed(item), "feed.json")
    assert article.text == "The harbour is shut."


@pytest.mark.parametrize(("data", "code"), [(b"{", "R130"), (b"[1]", "R132"), (b"{}", "R132")])
def test_broken_json_feeds_are_told(data, code):
    with pytest.raises(IntakeError) as caught:
        list(feeds.read_json_feed(data, "feed.json"))
    assert caught.value.code == code


# OPML.

OPML = b"""<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="News"><outline type="rss" text="Harbour" xmlUrl="https://a.example/rss"/>
<outline type="rss" text="Again" xmlUrl="https://a.example/rss"/></outline>
<outline type="rss" text="Port" xmlUrl="feed://b.example/rss"/>
<outline type="rss" text="Bad" xmlUrl="file:///etc/passwd"/></body></opml>"""


def test_a_list_of_feeds_gives_their_addresses_each_once():
    assert [(feed.url, feed.title) for feed in opml.feeds_of(OPML)] == [
        ("https://a.example/rss", "Harbour"),
        ("http://b.example/rss", "Port"),
    ]


def test_a_list_of_feeds_given_as_a_report_is_told_to_be_one():
    ((_, error),) = articles_in(OPML, "feeds.opml")
    assert error.code == "R136"
    assert "the addresses of the feeds" in error.message


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<opml><body/></opml>", "R132"),
        (b"<opml><body>", "R130"),
        (b'<!DOCTYPE opml [<!ENTITY a "b">]><opml>&a;</opml>', "R131"),
        (b"<opml>" + b"<outline text='x'>" * 300 + b"</outline>" * 300 + b"</opml>", "R130"),
        (b"<opml>" + b"<outline/>" * 10_001 + b"</opml>", "R139"),
    ],
)
def test_broken_lists_are_told(data, code):
    with pytest.raises(IntakeError) as caught:
        opml.feeds_of(data)
    assert caught.value.code == code
