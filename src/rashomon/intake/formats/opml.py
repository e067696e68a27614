"""OPML: lists of feeds. They hold no reports, but say where feeds are to be found."""

from __future__ import annotations

import re
from collections.abc import Iterator

import listparser
import msgspec

from rashomon.errors import IntakeError
from rashomon.intake.article import Article
from rashomon.intake.formats.prose import clean
from rashomon.intake.formats.xml_documents import parse_xml

_WEB = re.compile(r"(?:https?|feed)://", re.IGNORECASE)
MOST_FEEDS = 10_000


class FeedAddress(msgspec.Struct, frozen=True, kw_only=True):
    """A feed of a list: its URL, and the title that the list gives it ("" where it gives none)."""

    url: str
    title: str = ""


def feeds_of(data: bytes) -> tuple[FeedAddress, ...]:
    """Gives the feeds of an OPML file, in its order, each once; only http and https addresses.

    Raises IntakeError: R130 and R131 where it is no sound XML, R132 where it names no feed,
    R139 where it lists too many.
    """
    if data.count(b"<outline") > MOST_FEEDS:
        raise IntakeError("R139", f"it lists more than {MOST_FEEDS:,} feeds; split it")
    parse_xml(data)
    found = listparser.parse(data)
    feeds = []
    for feed in found["feeds"]:
        url = clean(str(feed.get("url", "")))
        if _WEB.match(url):
            url = re.sub(r"^feed://", "http://", url, flags=re.IGNORECASE)
            feeds.append(FeedAddress(url=url, title=clean(str(feed.get("title", "")))))
    if not feeds:
        raise IntakeError("R132", "it names no feeds; give a list with the addresses of feeds")
    return tuple(feeds)


def read(data: bytes, name: str) -> Iterator[Article]:
    """Raises IntakeError R136: a list of feeds holds no reports."""
    feeds = feeds_of(data)
    raise IntakeError(
        "R136",
        f"this is a list of feeds ({len(feeds):,}) and holds no reports: "
        "give the addresses of the feeds",
    )
