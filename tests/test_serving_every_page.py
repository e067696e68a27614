"""Every page of the web reader in a real browser: accessible, quiet, narrow enough, readable bare.

The table of pages is held against the app's routes: a new page without a line here fails.
"""

import pytest
import showing_example as example
from real_browser import NEEDED, PHONE, chromium, violations, visits
from serving_site import report, running, story_of
from sqlalchemy import insert

from rashomon.library import add, comparison_of, open_library
from rashomon.library.stories import kept_comparison
from rashomon.library.tables import jobs
from rashomon.reading import read
from rashomon.serving import Settings, create_app
from rashomon.serving.access.accounts import put_account
from rashomon.serving.story_pages import keep_page

pytest.importorskip("playwright.sync_api")
pytest.importorskip("axe_playwright_python")
pytestmark = NEEDED

# What is served for programs, not for people to look at.
NO_PAGES = ("/api/v1", "/static/", "/health/", "/metrics", "/favicon.ico", "/robots.txt")
# They only lead on: to the same address with a slash, and to the part where a claim stands.
LEAD_ON = {"/stories/{story}", "/stories/{story}/find/{anchor}"}

# Route, address, and words that stand on the page also where no script runs.
PAGES = [
    ("/", "/", "Dam breaks in Tamsin"),
    ("/", "/?outlet=nobody", "No story fits"),
    ("/bell", "/bell", "Stories that gained a dispute"),
    ("/stories/{story}/", "/stories/PAIR/", "2 reports, 2 origins"),
    ("/stories/{story}/", "/stories/SINGLE/", "One report tells this story so far"),
    ("/stories/{story}/", "/stories/WAITING/", "are being compared"),
    ("/stories/{story}/", "/stories/LONG/", "Other differences"),
    ("/stories/{story}/part-{number}", "/stories/LONG/part-1", "Stories"),
    ("/stories/{story}/texts", "/stories/PAIR/texts", "Side by side"),
    (
        "/stories/{story}/claims/{claim}",
        "/stories/PAIR/claims/CLAIM",
        "took for one claim",
    ),
    ("/reports/{report:path}", "/reports/Herald", "12 people were hurt"),
    ("/speakers", "/speakers", "Jane Doe"),
    ("/speakers", "/speakers?part=zebra", "Nobody by this name is quoted"),
    ("/speakers/{name:path}", "/speakers/Jane%20Doe", "We will rebuild it"),
    ("/search", "/search", "The address of a search can be passed on"),
    ("/search", "/search?words=harbour", "harbour would stay closed"),
    ("/search", "/search?words=zebra&outlet=Post", "Nothing found"),
    ("/add", "/add", "Text of the report"),
    ("/jobs/{identity}", "/jobs/running", "reading: 3 of 7"),
    ("/jobs/{identity}", "/jobs/done", "Added"),
    ("/jobs/{identity}", "/jobs/failed", "nothing in it can be read"),
    ("/login", "/login", "Password"),
    ("/api", "/api", "The whole description"),
    (None, "/nothing", "there is nothing at this address"),
]

_JOB = {"kind": "add", "by": "", "asked": "2026-11-22T05:00:00Z", "stage": "", "done": 0}
_RESULT = (
    '{"added": [{"id": "Herald", "what": "new", "title": "Dam breaks", "story": "STORY"}],'
    ' "failed": [{"source": "b.bin", "code": "R101", "message": "no text"}]}'
)


def kept_in_parts(library):
    """A story whose page stands in parts as that of many reports does; gives its id."""
    texts = ("A mill in Berrow burnt down on Friday.", "On Friday a mill burnt down in Berrow.")
    added = [read(report(f"m{i}", one, title="Mill burns")) for i, one in enumerate(texts)]
    story = [one.story for one in add(library, added)][-1]
    comparison_of(library, story, read=lambda several: list(map(read, several)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("rashomon.serving.story_parts._SHORT", 10)
        keep_page(library, story, example.comparison())
    return story


@pytest.fixture(scope="module")
def places(filled):
    """A library with a story of each kind and jobs at each stage, and the addresses on it."""
    texts = ("A ferry sank off Oriel and 9 people drowned.", "9 people drowned off Oriel.")
    with open_library(filled) as library:
        added = [read(report(f"w{i}", one, title="Ferry sinks")) for i, one in enumerate(texts)]
        waiting = [one.story for one in add(library, added)][-1]
        long = kept_in_parts(library)
        known = {
            "LONG": long,
            "PAIR": story_of(filled),
            "SINGLE": story_of(filled, 1),
            "WAITING": waiting,
        }
        known["CLAIM"] = kept_comparison(library, known["PAIR"]).claims[0].id
        lines = [
            {
                "id": "running",
                "what": "wire.zip",
                "state": "running",
                "stage": "reading",
                "done": 3,
            },
            {"id": "done", "what": "a.txt", "state": "done", "result": _RESULT},
            {"id": "failed", "what": "b.bin", "state": "failed", "code": "R101"},
            {"id": "compare", "kind": "compare", "what": waiting, "state": "running"},
        ]
        more = {"total": 7, "message": "nothing in it can be read", "result": None, "code": None}
        with library.writing() as connection:
            connection.execute(insert(jobs), [{**_JOB, **more, **line} for line in lines])
    return filled, known


@pytest.fixture(scope="module")
def address(places):
    with running(places[0]) as found:
        yield found


@pytest.fixture(scope="module")
def guarded(tmp_path_factory):
    """The address of a library that asks who reads it."""
    place = str(tmp_path_factory.mktemp("guarded") / "desk.sqlite")
    with open_library(place) as library:
        put_account(library, "ida", role="reader", password="a long enough password")
    with running(place, account_needed=True) as found:
        yield found


@pytest.fixture(scope="module")
def browser():
    with chromium() as found:
        yield found


@pytest.fixture
def where(places, address, guarded):
    """Gives the whole address of a line of the table."""

    def found(path):
        for name, story in places[1].items():
            path = path.replace(name, story)
        return (guarded if path == "/login" else address) + path

    return found


def every_route(routes):
    for route in routes:
        inner = getattr(route, "original_router", None)
        if inner is not None:
            yield from every_route(inner.routes)
        elif "GET" in (getattr(route, "methods", None) or ()):
            yield route.path


def test_every_page_of_the_app_stands_in_the_table(tmp_path):
    app = create_app(Settings(library=str(tmp_path / "new.sqlite")))
    served = {path for path in every_route(app.routes) if not path.startswith(NO_PAGES)}
    assert served - LEAD_ON == {route for route, _, _ in PAGES if route}


@pytest.mark.parametrize("path", [path for _, path, _ in PAGES])
def test_a_page_is_accessible_quiet_and_narrow_enough(browser, where, path):
    with visits(browser) as visit:
        page = visit(where(path))
        found = violations(page)
        page.set_viewport_size(PHONE)
        page.emulate_media(color_scheme="dark")
        found += violations(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert found == []


@pytest.mark.parametrize(("path", "words"), [(path, words) for _, path, words in PAGES])
def test_a_page_reads_without_its_script(browser, where, path, words):
    with visits(browser) as visit:
        page = visit(where(path), java_script_enabled=False)
        assert words in " ".join(page.locator("body").inner_text().split())
        assert page.locator("h1").count() == 1
        assert page.locator("#content").count() == 1


def test_a_running_job_is_looked_at_again_where_no_script_runs_and_not_loaded_over_one(
    browser, where
):
    with visits(browser) as visit:
        scripted = visit(where("/jobs/running"))
        loaded = []
        scripted.on("framenavigated", lambda frame: loaded.append(frame.url))
        plain = visit(where("/jobs/running"), java_script_enabled=False)
        with plain.expect_navigation():
            pass
        assert loaded == []
