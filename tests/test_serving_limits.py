"""What every answer says and what is taken (OWASP A04, A05): headers, errors, sizes, rates."""

import re

import pytest
from serving_site import HERE, fill, served, token_in
from serving_visitors import routes_of, with_accounts

from rashomon.serving.limits import Buckets
from rashomon.serving.settings import Limits

HALF = b'--b\r\nContent-Disposition: form-data; name="token"\r\n\r\nz'
ALWAYS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


@pytest.fixture
def desk(filled):
    with served(filled, limits=Limits(writes=100_000)) as client:
        yield client


def check_headers(answer):
    for name, value in ALWAYS.items():
        assert answer.headers[name] == value, (answer.url, name)
    policy = dict(
        part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; ")
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert not re.search(
        r"unsafe|\*|https?:|data:(?!$)", " ".join(policy.values()).replace("'self' data:", "")
    )
    assert "server" not in answer.headers
    assert "access-control-allow-origin" not in answer.headers


def test_every_answer_has_the_headers(desk):
    for route in routes_of(desk.app):
        path = re.sub(r"\{[^}]+\}", "none", route.path)
        if "stream" not in path:
            check_headers(desk.get(path))
        for method in ("POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "HEAD", "PROPFIND"):
            if "stream" not in path:
                check_headers(desk.request(method, path))
    check_headers(desk.get(re.search(r'href="(/static/[^"]+)"', desk.get("/").text)[1]))
    check_headers(desk.get("/", headers={"host": "evil.example"}))
    check_headers(desk.get("/", headers={"authorization": "Bearer x"}))
    check_headers(desk.post("/add", content=b"", headers={"content-length": "99999999"}))


def test_pages_hold_no_script_and_no_style_of_their_own(desk):
    for path in (
        "/",
        "/add",
        "/search?words=dam",
        "/speakers",
        "/speakers/Jane%20Doe",
        "/reports/Herald",
        "/bell",
        "/none",
    ):
        page = desk.get(path).text
        assert not re.search(r"<script(?![^>]*\ssrc=)", page), path
        assert not re.search(r"<style|\sstyle=|\son\w+=", page), path


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_a_mistake_of_our_own_is_told_without_how_it_came(filled, monkeypatch, accept, caplog):
    def fail(*_, **__):
        raise ZeroDivisionError("/srv/secret/desk.py holds password=hunter2")

    with served(filled) as client:
        monkeypatch.setattr("rashomon.serving.pages.front.counted", fail)
        answer = client.get("/", headers={"accept": accept})
    assert answer.status_code == 500
    check_headers(answer)
    assert "R600" in answer.text
    for hidden in ("hunter2", "secret", "Zero", "Traceback", ".py", "counted"):
        assert hidden not in answer.text
    assert "hunter2" in caplog.text  # for whoever runs it


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_a_library_that_is_gone_is_told_without_where_it_was(tmp_path, accept):
    hidden = tmp_path / "hidden-place"
    hidden.mkdir()
    fill(str(hidden / "desk.sqlite"), compared=False)
    with served(str(hidden / "desk.sqlite")) as client:
        from sqlalchemy import text

        with client.app.state.site.library.writing() as connection:
            connection.execute(text("ALTER TABLE stories RENAME TO gone"))
        for path in ("/", "/search?words=dam", "/stories/x/", "/reports/Herald", "/metrics"):
            answer = client.get(path, headers={"accept": accept})
            assert answer.status_code == 503, path
            check_headers(answer)
            for word in ("hidden-place", "desk.sqlite", "SELECT", "no such table", "sqlalche"):
                assert word not in answer.text


def test_other_methods_are_refused(desk):
    for path in ("/", "/search", "/speakers", "/login", "/static/x/site.css", "/health/live"):
        for method in ("PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "CONNECT"):
            answer = desk.request(method, path)
            assert answer.status_code in (403, 405), (method, path)
            assert "R629" in answer.text or "R623" in answer.text


def test_health_and_figures_tell_no_secret(tmp_path):
    where = str(tmp_path / "hidden-place.sqlite")
    fill(where, compared=False)
    visitors = with_accounts(where)
    with served(where) as client:
        client.get("/search?words=somethingsecret", headers=visitors["editor"])
        told = client.get("/metrics", headers=visitors["reader's token"]).text
        for path in ("/health/live", "/health/ready"):
            answer = client.get(path, headers={"host": "balancer"})
            assert set(answer.json()) == {"status"}
        assert client.get("/metrics").status_code == 401
    assert "rashomon_requests_total" in told
    assert 'route="/search"' in told
    for hidden in ("hidden-place", "somethingsecret", "editor", "127.0.0.1", "Herald"):
        assert hidden not in told


def test_one_client_is_served_so_often_and_no_more(filled):
    with served(filled, limits=Limits(requests=60, writes=4)) as client:
        found = [client.get("/health/live").status_code for _ in range(12)]
        assert found[:3] == [200] * 3
        assert found[-1] == 429
        sent = [client.post("/logout") for _ in range(5)]
        assert sent[-1].status_code == 429
        assert int(sent[-1].headers["retry-after"]) >= 1


def test_buckets_fill_again_and_hold_few_clients():
    now = [0.0]
    buckets = Buckets(60, burst=2, clock=lambda: now[0])
    assert [buckets.wait("a") for _ in range(3)] == [0, 0, 1]
    assert buckets.wait("b") == 0
    now[0] += 1
    assert buckets.wait("a") == 0
    for number in range(10_500):
        buckets.wait(str(number))
    assert len(buckets._held) == 10_000


def test_a_body_is_as_large_as_it_may_be_and_no_larger(filled):
    limits = Limits(body=5000, upload=20_000, writes=10_000)
    with served(filled, limits=limits) as client:
        client.headers["accept"] = "application/json"
        for path, most in (("/login", 5000), ("/logout", 5000), ("/add", 20_000)):
            told = client.post(path, content=b"a=" + b"x" * most)
            assert (told.status_code, told.json()["code"]) == (413, "R625")
            form = {"content-type": "application/x-www-form-urlencoded"}
            body = (b"x" * 100 for _ in range(most))  # no length told
            pieces = client.post(path, content=body, headers=form)
            assert (pieces.status_code, pieces.json()["code"]) == (413, "R625")
            check_headers(pieces)


@pytest.mark.parametrize("number", [21, 500])
def test_a_form_has_so_many_fields(desk, number):
    form = {"token": token_in(desk.get("/add")), **{f"a{one}": "x" for one in range(number)}}
    plain = desk.post("/add", data=form, headers={"origin": HERE})
    parts = [("files", ("a", b"x"))] * 2
    for answer in (plain, desk.post("/add", data=form, files=parts, headers={"origin": HERE})):
        assert answer.status_code == 400
        assert "R620" in answer.text


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"--b\r\n"),
        ("multipart/form-data; boundary=", b"----\r\n"),
        ("multipart/form-data; boundary=b", b"--b\r\nContent-Disposition: form-data\r\n\r\n--b--"),
        ("multipart/form-data; boundary=b", b"--b\r\nX: " + b"y" * 100_000 + b"\r\n\r\nz\r\n--b--"),
        ("multipart/form-data; boundary=b", HALF),
        ("multipart/form-data; boundary=" + "b" * 5000, b"--b"),
        ("application/x-www-form-urlencoded", b"%%%=&&&;=" * 5),
        ("application/x-www-form-urlencoded", b"\xff\x00\xfe"),
        ("application/json", b"{"),
        ("", b"token=x"),
        ("text/xml", b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>"),
    ],
    ids=range(11),
)  # fmt: skip
def test_a_broken_form_is_refused(desk, kind, body):
    for path in ("/add", "/login", "/logout", "/example"):
        answer = desk.post(path, content=body, headers={"content-type": kind})
        assert answer.status_code in (400, 403)
        assert re.search("R620|R624", answer.text)
