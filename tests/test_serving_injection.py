"""Script, queries and headers from outside (OWASP A03): text stays text, wherever it comes from."""

from urllib.parse import quote

import pytest
from lxml import html
from serving_site import HERE, fill, report, served, story_of, token_in
from sqlalchemy import text

from rashomon.library import open_library
from rashomon.serving.settings import Limits

MARK = "zqx"  # stands in every payload and nowhere else
SCRIPTS = (
    f"<script>{MARK}()</script>",
    f"</title></textarea></style><img src=x onerror={MARK}()>",
    f'"><svg/onload={MARK}()>',
    f"' onmouseover='{MARK}()' x='",
    f'" autofocus onfocus="{MARK}()',
    f"{{{{ {MARK}.__class__ }}}}{{% {MARK} %}}",
    f"<!--<{MARK}>--><a href=javascript:{MARK}()>x</a>",
    f"&lt;script&gt;{MARK}()&#60;/script>",
    f"\u2028<scr\x00ipt>{MARK}</scr\x00ipt>",
)
ADDRESSES = (
    f"javascript:{MARK}()",
    f"JaVaScRiPt:{MARK}()",
    f"\x01javascript:{MARK}()",
    f"java\tscript:{MARK}()",
    f"data:text/html,<script>{MARK}()</script>",
    f"vbscript:{MARK}",
    f"https://x.example/'onclick='{MARK}()",
    f'https://x.example/"><{MARK}>',
    f"//x.example/{MARK}",
    f"file:///etc/{MARK}",
)
_LINKING = {"href", "src", "action", "formaction", "xlink:href", "data", "srcset", "poster"}


def check_harmless(page):
    """Nothing of a page is made of a payload but text, and values that are looked at only."""
    assert "text/html" in page.headers["content-type"]
    for element in html.fromstring(page.content.decode()).iter():
        if not isinstance(element.tag, str):
            assert MARK not in (element.text or ""), "a comment"
            continue
        assert MARK not in element.tag
        if element.tag in ("script", "style"):
            assert not (element.text or "").strip()
        for name, value in element.attrib.items():
            assert MARK not in name
            assert not name.startswith("on"), (element.tag, name)
            assert name not in ("style", "srcdoc")
            if name in _LINKING and MARK in value:
                # A link within this site, or one to the web that was checked.
                one = value.strip().lower()
                assert one.startswith(("/", "https://", "http://", "?", "#", "texts?")), value
                assert not one.startswith(("//", "/\\"))


def hostile(number, script):
    """A report whose every field is a payload, and whose text quotes a payload as its speaker."""
    words = (
        f"The dam of Tamsin {script} broke on Sunday and {10 + number} people were hurt. "
        f'"The harbour {script} is closed," said Jane {script} Doe, the mayor of Tamsin. '
        f'Mayor Jane Doe said that {script} would stay closed. "{script}," Doe said.'
    )
    return report(
        f"Paper{number}{script}".replace("\x00", ""),
        words.replace("\x00", ""),
        title=f"Dam breaks in Tamsin {script}".replace("\x00", ""),
        url=ADDRESSES[number % len(ADDRESSES)],
        outlet=f"Herald{number} {script}".replace("\x00", ""),
        authors=(f"Ann {script}".replace("\x00", ""),),
    )


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    place = str(tmp_path_factory.mktemp("desk") / "desk.sqlite")
    scripts = [*SCRIPTS, SCRIPTS[0]]
    fill(place, [hostile(number, script) for number, script in enumerate(scripts)])
    # What no reading gives, somebody may bring into the library in another way.
    with open_library(place) as library, library.writing() as connection:
        for number, script in enumerate(SCRIPTS):
            told = {"name": script.replace("\x00", ""), "place": number}
            named = "UPDATE statements SET speaker = :name WHERE rowid % 9 = :place"
            connection.execute(text(named), told)
        title = "UPDATE stories SET title = :title"
        connection.execute(text(title), {"title": "".join(SCRIPTS[:5])})
        change = (
            "INSERT INTO changes (kind, reports, story, why, at) SELECT 'disputed', '[]', id, "
            ":title, '2016-12-12T09:00:00Z' FROM stories LIMIT 1"
        )
        connection.execute(text(change), {"title": SCRIPTS[1]})
    return place


@pytest.fixture(scope="module")
def desk(planted):
    with served(planted, limits=Limits(writes=100_000, requests=10**6)) as client:
        yield client


def pages_of(client, start="/"):
    """Every page to which a page of this site leads."""
    seen, pending = {}, [start, "/add", "/bell", "/speakers", f"/search?words={MARK}"]
    while pending and len(seen) < 150:
        path = pending.pop(0)
        if path in seen:
            continue
        page = seen[path] = client.get(path, follow_redirects="/find/" in path)
        if "text/html" not in page.headers.get("content-type", ""):
            continue
        links = html.fromstring(page.text).xpath("//a/@href")
        base = page.url.path.rsplit("/", 1)[0]
        for link in (one.split("#")[0] for one in links):
            if link.startswith(("texts", "part-")):
                link = f"{base}/{link}"
            if link.startswith("/") and not link.startswith(("//", "/api")):
                pending.append(link)
    return seen


def test_what_stands_in_the_library_runs_on_no_page(desk):
    seen = pages_of(desk)
    kinds = {path.split("/")[1].split("?")[0] for path in seen}
    assert {"stories", "reports", "speakers", "search", "bell"} <= kinds
    assert any("texts?" in path for path in seen)
    for path, page in seen.items():
        assert page.status_code in (200, 404), path
        check_harmless(page)
    told = "".join(page.text for page in seen.values())
    assert told.count(f"&lt;script&gt;{MARK}") > 20  # the payloads were there


ASKED = (
    *("/search?words={}", "/search?words=dam&outlet={}", "/search?words=dam&speaker={}"),
    *("/search?words=dam&since={}", "/search?words=dam&until={}", "/search?words=dam&standing={}"),
    *("/search?words=dam&kind={}", "/?outlet={}", "/?after={}", "/?disputed={}"),
    *("/speakers?part={}", "/speakers?after={}", "/speakers/{}", "/speakers/Jane%20Doe?after={}"),
    *("/reports/{}", "/jobs/{}", "/stories/{}/", "/stories/{}", "/static/x/{}", "/static/{}/x"),
    *("/{}", "/login?next={}", "/nothing?a={}", "/bell?{}"),
)


@pytest.mark.parametrize("asked", ASKED)
def test_what_is_asked_runs_on_no_page(desk, asked):
    for script in (*SCRIPTS, *ADDRESSES):
        page = desk.get(asked.format(quote(script.replace("\x00", ""), safe="")[:1500]))
        assert page.status_code < 500
        if page.content and "text/html" in page.headers.get("content-type", ""):
            check_harmless(page)
        else:
            assert page.status_code in (303, 308)


@pytest.mark.parametrize("field", ["address", "text", "outlet", "title", "url", "published"])
def test_what_a_form_holds_runs_on_no_page(desk, field):
    for script in (*SCRIPTS, *ADDRESSES):
        form = {"token": token_in(desk.get("/add")), field: script}
        page = desk.post("/add", data={"published": "never", **form}, headers={"origin": HERE})
        assert page.status_code in (400, 422)
        check_harmless(page)


def test_the_name_of_a_job_runs_on_no_page(desk):
    for script in SCRIPTS:
        form = {"token": token_in(desk.get("/add"))}
        file = {"file": (script, b"", "text/plain")}
        check_harmless(desk.post("/add", data=form, files=file, headers={"origin": HERE}))
        form |= {"address": f"https://127.0.0.1:1/{script}"}
        sent = desk.post("/add", data=form, headers={"origin": HERE})
        assert sent.status_code == 303
        page = desk.get(sent.headers["location"])
        check_harmless(page)
        assert MARK in page.text
    check_harmless(desk.get("/add"))


def test_no_header_is_added_by_what_is_asked(desk, planted):
    story = story_of(planted, len(SCRIPTS) + 1)
    for evil in (
        "%0d%0aset-cookie:%20a=b",
        "%0aset-cookie:a=b",
        "%E5%98%8A%E5%98%8Dset-cookie:a=b",
    ):
        for path in (f"/stories/{evil}", f"/stories/{story}?a={evil}", f"/login?next=/{evil}",
                     f"/speakers/{evil}", f"/jobs/{evil}", f"/reports/{evil}"):  # fmt: skip
            answer = desk.get(path)
            assert answer.status_code < 500
            assert not [one for one in answer.headers.get_list("set-cookie") if "a=b" in one]
            assert "\n" not in answer.headers.get("location", "")


@pytest.mark.parametrize(
    "path",
    (
        *(
            "/static/x/../../etc/passwd",
            "/static/..%2f..%2fsettings.py/x",
            "/static/x/%2e%2e%2fapp.py",
        ),
        *("/static/x/..%5c..%5capp.py", "/static//etc/passwd", "/static/x/site.css%00.js"),
        *("/jobs/..%2f..%2fetc%2fpasswd", "/jobs/../add/..", "/reports/../../../../etc/passwd"),
        *("/reports/%2e%2e%2f%2e%2e%2fetc/passwd", "/stories/..%2f..%2fetc%2fpasswd/"),
        *("/speakers/..%2f..%2fetc", "/static/x/report.css/../app.py"),
    ),
)
def test_no_path_leads_to_other_files(desk, path):
    answer = desk.get(path)
    assert answer.status_code in (200, 308, 400, 404, 405)
    assert "root:" not in answer.text
    assert "import" not in answer.text
