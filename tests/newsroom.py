"""A newsroom on a server of the test's own: a feed, its articles, and what becomes of them."""

import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape

from rashomon.intake.fetching import Clock, Fetcher, Limits, Robots, allowed_private
from rashomon.reading.reading import Reading
from rashomon.reading.sentences import split_sentences
from rashomon.watching import Pace, Watch
from tests.misbehaving import Server, answer

START = datetime(2024, 5, 6, 9, tzinfo=UTC)
SAID = (
    "The harbour of {place} was closed on Monday after a spill of oil, the port's office said.",
    "Jane Doe, the mayor, said that {count} people had been taken to hospital.",
    '"We will not rest until the last drop is gone," she told reporters at the town hall.',
    "The cause of the spill is not known yet, and the beaches will stay closed for days.",
)


class Newsroom:
    """A site with one feed. Articles are told by the place they are about."""

    def __init__(self, server, host):
        self.server = server
        self.host = host
        self.items = []
        self.title = "The Herald"
        self.publish()

    @property
    def feed(self):
        return self.server.url("/feed", host=self.host)

    def address(self, place):
        return self.server.url(f"/{place.lower()}", host=self.host)

    def write(self, place, *, count=7, title=None, **headers):
        """Puts an article's page there, or changes it; the feed names it."""
        self.server.pages[f"/{place.lower()}"] = answer(
            page(place, count, title), Content_Type="text/html; charset=utf-8", **headers
        )
        if not any(place in item for item in self.items):
            self.items.insert(0, item(f"Spill closes {place}", self.address(place)))
        self.publish()

    def publish(self, **headers):
        """Makes the feed of the items as they are now."""
        self.server.pages["/feed"] = answer(
            feed(self.title, *self.items), Content_Type="application/rss+xml", **headers
        )


def page(place, count, title=None):
    said = "".join(f"<p>{escape(line)}</p>" for line in SAID).format(place=place, count=count)
    title = title or f"Spill closes {place}"
    return (
        f"<html><head><title>{title}</title>"
        '<meta property="og:site_name" content="The Herald">'
        '<meta property="article:published_time" content="2024-05-06T08:00:00Z"></head>'
        f"<body><article><h1>{title}</h1>{said}</article></body></html>"
    ).encode()


def item(title, link, *, said="In short.", **more):
    parts = {"title": title, "link": link, "description": said, **more}
    parts.setdefault("pubDate", format_datetime(START))
    inside = "".join(
        f"<{name}>{escape(value)}</{name}>" for name, value in parts.items() if value is not None
    )
    return f"<item>{inside}</item>"


def feed(title, *items):
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>'
        f"{''.join(items)}</channel></rss>"
    ).encode()


@contextmanager
def newsroom(host="127.0.0.1"):
    with Server() as server:
        yield Newsroom(server, host)


def quick_read(report):
    """A reading without models."""
    nothing = dict.fromkeys(("actors", "statements", "times", "quantities"), ())
    return Reading(report=report, sentences=split_sentences(report.text), **nothing)


class Visitor:
    """Looks at feeds once, again and again, each time as a new process would.

    `later` lets time go by: none is waited for.
    """

    def __init__(self, library, *feeds, every=900.0, read=quick_read, allowed=("127.0.0.1",)):
        self.library = library
        self.feeds = feeds
        self.every = every
        self.read = read
        self.gone_by = timedelta()
        self.slept = 0.0
        limits = Limits(connect=1, read=0.5, total=1, largest=200_000, tries=1)
        options = {"allowed": allowed_private(allowed), "limits": limits, "delay": 0.0}
        options["clock"] = Clock(
            monotonic=lambda: time.monotonic() + self.slept, now=self.now, sleep=lambda _: None
        )
        robots = Robots(Fetcher(**options), clock=options["clock"])
        self.fetcher = Fetcher(permission=robots.permit, **options)

    def now(self):
        return START + self.gone_by

    def later(self, **span):
        """Puts the machine's time on, or back; what measures time alone never goes back."""
        self.gone_by += timedelta(**span)
        self.slept += abs(timedelta(**span).total_seconds())

    def watch(self, *feeds, fetch=None):
        return Watch(
            self.library,
            feeds or self.feeds,
            fetch=fetch or self.fetcher.fetch_again,
            read=self.read,
            pace=Pace(every=self.every),
            clock=Clock(monotonic=lambda: self.slept, now=self.now),
            jitter=lambda: 0.0,
        )

    def look(self):
        """Everything that one look at the feeds tells."""
        return list(self.watch().run(once=True))

    def told(self):
        """The same in short: what happened to which title or code."""
        return sorted((event.what, event.code or event.title) for event in self.look())
