"""Who may see and do what: hosts, log-in, sessions, roles, tokens, forms, limits."""

import logging
import re
import shutil

import pytest
from serving_site import HERE, served, token_in

from rashomon.errors import RashomonError
from rashomon.library import open_library
from rashomon.serving.access.accounts import (
    list_accounts,
    new_token,
    put_account,
    remove_account,
    remove_tokens,
)
from rashomon.serving.access.csrf import form_token, is_form_token
from rashomon.serving.access.throttle import Throttle
from rashomon.serving.limits import Buckets
from rashomon.serving.logs import JsonLines
from rashomon.serving.pages.account import own_path
from rashomon.serving.running import run
from rashomon.serving.settings import Limits, Settings, checked_public

PASSWORD = "correct horse battery"
API = "/api/v1"


@pytest.fixture(scope="module")
def guarded(uncompared):
    with open_library(uncompared) as library:
        put_account(library, "rea", role="reader", password=PASSWORD)
        put_account(library, "edi", role="editor", password=PASSWORD)
    return uncompared


@pytest.fixture
def place(guarded, tmp_path):
    return shutil.copyfile(guarded, str(tmp_path / "desk.sqlite"))


@pytest.fixture
def browser(place):
    with served(place) as client:
        yield client


def log_in(client, name="edi", password=PASSWORD, **more):
    page = client.get("/login")
    sent = {"name": name, "password": password, "token": token_in(page), "next": "/", **more}
    return client.post("/login", data=sent, headers={"origin": HERE})


def test_everything_but_the_log_in_is_closed(browser):
    for path in ("/", "/speakers", "/search?words=dam", "/reports/Herald", "/add", "/bell"):
        asked = browser.get(path)
        assert asked.status_code == 303
        assert asked.headers["location"].startswith("/login?next=%2F")
    assert browser.get(f"{API}/stories").json()["code"] == "R622"
    assert browser.get("/metrics").status_code == 401
    assert browser.get("/health/live").status_code == 200


def test_a_log_in_opens_a_new_session_and_a_log_out_ends_it(browser):
    before = dict(browser.cookies)
    done = log_in(browser, next="/speakers")
    assert (done.status_code, done.headers["location"]) == (303, "/speakers")
    cookie = next(v for k, v in browser.cookies.items() if "session" in k)
    assert cookie not in before.values()
    told = done.headers["set-cookie"]
    assert "HttpOnly" in told
    assert "SameSite=Lax" in told
    page = browser.get("/")
    assert "Log out edi" in page.text
    browser.post("/logout", data={"token": token_in(page)}, headers={"origin": HERE})
    browser.cookies.set("rashomon-session-8750", cookie)
    assert browser.get("/").status_code == 303


def test_a_session_that_was_put_there_by_another_opens_nothing(browser):
    planted = {"cookie": "rashomon-session-8750=chosen-by-a-stranger; rashomon-visit-8750=too"}
    page = browser.get("/login", headers=planted)
    sent = {"name": "edi", "password": PASSWORD, "token": token_in(page)}
    done = browser.post("/login", data=sent, headers={"origin": HERE, **planted})
    assert done.status_code == 303
    assert "chosen-by-a-stranger" not in done.headers["set-cookie"]
    browser.cookies.clear()
    assert browser.get("/", headers=planted).status_code == 303


def test_a_wrong_password_is_told_like_a_wrong_name(browser):
    wrong, unknown = log_in(browser, password="wrong password"), log_in(browser, name="nobody")
    assert wrong.status_code == unknown.status_code == 401
    assert "Name or password do not fit" in wrong.text
    masked = re.compile(r'value="[^"]*"')
    assert masked.sub("", wrong.text) == masked.sub("", unknown.text)


def test_after_some_failures_the_next_try_waits(browser):
    answers = [log_in(browser, password="wrong password").status_code for _ in range(7)]
    assert answers[:5] == [401] * 5
    assert answers[-1] == 429


def test_a_reader_changes_nothing(browser):
    log_in(browser, "rea")
    page = browser.get("/")
    assert "/add" not in page.text
    token = {"token": token_in(page)}
    assert browser.post("/add", data=token, headers={"origin": HERE}).status_code == 403
    assert browser.post("/example", data=token, headers={"origin": HERE}).status_code == 403
    asked = browser.post(f"{API}/reports", json={"text": "a"}, headers={"origin": HERE})
    assert asked.json()["code"] == "R623"


def test_a_form_needs_the_token_of_its_own_visitor(browser):
    log_in(browser)
    other = form_token("another visitor")
    for token in ({}, {"token": ""}, {"token": "x" * 100}, {"token": other}):
        sent = {"text": "The dam broke.", **token}
        found = browser.post("/add", data=sent, headers={"origin": HERE})
        assert found.status_code == 403
    asked = browser.post(f"{API}/reports", json={"text": "a"}, headers={"origin": HERE})
    assert asked.json()["code"] == "R624"
    own = {"origin": HERE, "x-csrf-token": token_in(browser.get("/"))}
    assert browser.post(f"{API}/reports", json={}, headers=own).json()["code"] == "R630"


def test_tokens_open_the_api_for_programs(place):
    with open_library(place) as library:
        token = new_token(library, "rea", label="wall screen")
        assert list_accounts(library)[1].tokens == ("wall screen",)
    with served(place) as client:
        headers = {"authorization": f"Bearer {token}"}
        assert client.get(f"{API}/stories", headers=headers).status_code == 200
        wrong = client.get(f"{API}/stories", headers={"authorization": "Bearer wrong"})
        assert wrong.status_code == 401
        assert wrong.headers["www-authenticate"] == "Bearer"
        with open_library(place) as library:
            remove_tokens(library, "rea", label="wall screen")
        assert client.get(f"{API}/stories", headers=headers).status_code == 401


def test_no_secret_is_kept_as_it_is(place):
    with open_library(place) as library:
        token = new_token(library, "edi", label="x")
    with served(place) as client:
        log_in(client)
        cookie = next(v for k, v in client.cookies.items() if "session" in k)
    with open_library(place) as library, library.reading() as connection:
        rows = [
            str(row)
            for table in ("accounts", "tokens", "sessions")
            for row in connection.exec_driver_sql(f"SELECT * FROM {table}")
        ]
    kept = "\n".join(rows)
    assert "$argon2id$" in kept
    for secret in (PASSWORD, token, cookie):
        assert secret not in kept


def test_an_account_that_is_gone_is_gone_at_once(browser, place):
    log_in(browser)
    assert browser.get("/").status_code == 200
    with open_library(place) as library:
        remove_account(library, "edi")
    assert browser.get("/").status_code == 303


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:80", "localhost:1", ""])
def test_other_names_of_this_machine_are_refused(browser, host):
    found = browser.get("/login", headers={"host": host})
    assert found.status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1:8750", "localhost:8750", "LOCALHOST:8750"])
def test_its_own_names_are_answered(browser, host):
    assert browser.get("/login", headers={"host": host}).status_code == 200


def test_every_answer_has_the_headers(browser):
    for path in ("/login", "/health/live", f"{API}/stories", "/nothing", "/static/x/site.css"):
        headers = browser.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "same-origin"


def test_no_page_has_a_script_or_style_inside(browser):
    log_in(browser)
    for path in ("/", "/add", "/search?words=dam", "/reports/Herald", "/speakers/Jane%20Doe"):
        page = browser.get(path).text
        assert not re.search(r"<script(?![^>]*\bsrc=)", page)
        assert "<style" not in page
        assert not re.search(r"""\s(on\w+|style)=["']""", page)


def test_behind_https_cookies_are_of_this_host_alone(place):
    public = {"public": "https://desk.example"}
    with served(place, address="https://desk.example", **public) as client:
        page = client.get("/login")
        sent = {"name": "edi", "password": PASSWORD, "token": token_in(page), "next": "/"}
        done = client.post("/login", data=sent, headers={"origin": "https://desk.example"})
        assert done.headers["set-cookie"].startswith("__Host-rashomon-session=")
        assert "Secure" in done.headers["set-cookie"]
        assert "max-age" in done.headers["strict-transport-security"]
        plain = client.post("/login", data=sent, headers={"origin": "http://desk.example"})
        assert plain.status_code == 403


@pytest.mark.parametrize(
    "path",
    ["//evil.example", "https://evil.example", "/\\evil.example", "evil", "/a\r\nb", "", "\t/x"],
)
def test_a_log_in_leads_to_no_other_site(path):
    assert own_path(path) == "/"


def test_what_is_too_large_or_too_often_is_refused(place):
    limits = Limits(body=2000, upload=5000, writes=2)
    with served(place, limits=limits) as client:
        page = client.get("/login")
        token = token_in(page)
        large = client.post("/login", data={"token": token, "name": "x" * 3000})
        assert large.status_code == 413

        def drip():
            for _ in range(5):
                yield b"x" * 1000

        streamed = client.post("/login", content=drip())
        assert streamed.status_code in (413, 429)
        answers = [client.post("/login", data={"token": token}).status_code for _ in range(3)]
        assert answers[-1] == 429


def test_a_bucket_fills_again():
    now = 0.0
    bucket = Buckets(60, burst=2.0, clock=lambda: now)
    assert [bucket.wait("a") for _ in range(2)] == [0.0, 0.0]
    assert bucket.wait("a") == pytest.approx(1.0)
    assert bucket.wait("b") == 0.0
    now = 1.0
    assert bucket.wait("a") == 0.0


def test_a_throttle_waits_longer_each_time_and_forgets():
    now = 0.0
    throttle = Throttle(free=2, clock=lambda: now)
    throttle.fail("a", "b")
    assert throttle.wait("a") == 0.0
    throttle.fail("a")
    assert throttle.wait("a") == 1.0
    throttle.fail("a")
    assert throttle.wait("a", "b") == 2.0
    throttle.forget("a")
    assert throttle.wait("a") == 0.0
    throttle.fail("b")
    now = 3600.0
    assert throttle.wait("b") == 0.0


def test_a_form_token_differs_each_time_and_fits_its_key_alone():
    one, other = form_token("key"), form_token("key")
    assert one != other
    assert is_form_token("key", one)
    assert is_form_token("key", other)
    assert not is_form_token("kex", one)
    assert not is_form_token(None, one)
    assert not is_form_token("key", one[:-4] + "AAAA")


@pytest.mark.parametrize("told", [{"host": "0.0.0.0"}, {"public": "https://desk.example"}])
def test_nobody_serves_to_strangers_without_an_account(tmp_path, told):
    settings = Settings(library=str(tmp_path / "desk.sqlite"), **told)
    with pytest.raises(RashomonError, match="R608"):
        run(settings, workers=1, log_level="error", ready=lambda _: None)


def test_several_processes_need_postgresql(tmp_path):
    settings = Settings(library=str(tmp_path / "desk.sqlite"))
    with pytest.raises(RashomonError, match="R609"):
        run(settings, workers=2, log_level="error", ready=lambda _: None)


@pytest.mark.parametrize(
    "url", ["desk.example", "ftp://desk.example", "https://a@b", "https://a/b"]
)
def test_a_public_address_is_a_host(url):
    with pytest.raises(RashomonError, match="R601"):
        checked_public(url)


@pytest.mark.parametrize(
    ("name", "password"), [("a b", PASSWORD), ("", PASSWORD), ("ann", "short")]
)
def test_names_and_passwords_that_do_not_do(tmp_path, name, password):
    with (
        open_library(str(tmp_path / "desk.sqlite")) as library,
        pytest.raises(RashomonError, match="R610"),
    ):
        put_account(library, name, role="reader", password=password)


def test_logs_hold_no_query_no_cookie_and_no_password(place, caplog):
    caplog.set_level(logging.DEBUG, logger="rashomon")
    with served(place) as client:
        log_in(client, password="not this password")
        log_in(client)
        client.get("/search?words=secret-source")
        client.get(f"{API}/stories", headers={"authorization": "Bearer rash_hidden"})
    lines = [JsonLines().format(record) for record in caplog.records]
    logged = "\n".join(lines)
    assert '"path": "/search"' in logged
    for secret in (PASSWORD, "not this password", "secret-source", "rash_hidden"):
        assert secret not in logged
    assert all(cookie not in logged for cookie in client.cookies.values())
