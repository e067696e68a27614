"""A served library for tests: reports of two stories, served without a network or with one."""

import socket
import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime

import uvicorn
from starlette.testclient import TestClient

from rashomon.intake import report_from_text
from rashomon.library import add, comparison_of, list_stories, open_library
from rashomon.reading import read
from rashomon.serving import Settings, create_app
from rashomon.serving.story_pages import keep_page

HERE = "http://127.0.0.1:8750"
NOW = datetime(2016, 12, 12, 9, tzinfo=UTC)

DAM = (
    "The dam of Tamsin broke on Sunday and 12 people were hurt. "
    'Mayor Jane Doe said that the harbour would stay closed. "We will rebuild it," Doe said.'
)
DAM_TOO = (
    "The dam of Tamsin broke on Sunday, hurting 15 people. "
    '"The harbour is closed," said Jane Doe, the mayor of Tamsin.'
)
VOTE = "The council of Berrow voted on its budget on Monday, said treasurer Amit Rao."


def report(name, text, *, title, **known):
    known = {"outlet": name, "published": "2016-12-11", **known}
    return report_from_text(text, id=name, title=title, **known)


REPORTS = (
    report("Herald", DAM, title="Dam breaks in Tamsin", url="https://herald.example/dam"),
    report("Post", DAM_TOO, title="Tamsin dam breaks, 15 hurt"),
    report("Courier", VOTE, title="Berrow votes"),
)


def fill(place, reports=REPORTS, *, compared=True):
    """Puts reports into the library at a place, and has their stories compared."""
    with open_library(place) as library:
        list(add(library, map(read, reports), now=NOW))
        for story in list_stories(library):
            if compared and len(story.reports) > 1:
                keep_page(library, story.id, comparison_of(library, story.id, read=_read))


def story_of(place, number=2):
    """The id of the first story with so many reports."""
    with open_library(place) as library:
        return next(one.id for one in list_stories(library) if len(one.reports) == number)


@contextmanager
def served(place, *, address=HERE, compares=False, **settings):
    """A client that asks for the library at a place, without a network."""
    app = create_app(Settings(library=place, **settings), compares=compares)
    with TestClient(app, base_url=address, follow_redirects=False) as client:
        client.headers["accept"] = "text/html"
        yield client


@contextmanager
def running(place, *, compares=False, account_needed=False):
    """A server of the library at a place, on a port of its own; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    public = address if account_needed else None
    app = create_app(Settings(library=place, port=port, public=public), compares=compares)
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            port=port,
            http="rashomon.serving.protocol:PatientProtocol",
            ws="none",
            log_config=None,
            timeout_graceful_shutdown=1,
        )
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.02)
    try:
        yield address
    finally:
        server.should_exit = True
        thread.join(10)


def token_in(page):
    """The token in the first form of a page."""
    return page.text.split('name="token" value="', 1)[1].split('"', 1)[0]


def _read(reports):
    return [read(one) for one in reports]
