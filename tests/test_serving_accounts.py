"""Logging in and staying so (OWASP A02 and A07): passwords, cookies, sessions, tokens, timing."""

import re
import statistics
import time

import pytest
from serving_site import HERE, fill, served, token_in
from serving_visitors import COOKIE, PASSWORD, with_accounts
from sqlalchemy import text

from rashomon.errors import RashomonError
from rashomon.library import open_library
from rashomon.serving.access import passwords, sessions
from rashomon.serving.access.accounts import (
    list_accounts,
    new_token,
    put_account,
    remove_account,
    remove_tokens,
)
from rashomon.serving.access.throttle import Throttle
from rashomon.serving.settings import Limits


@pytest.fixture
def desk(tmp_path):
    place = str(tmp_path / "desk.sqlite")
    fill(place, compared=False)
    with open_library(place) as library:
        put_account(library, "editor", role="editor", password=PASSWORD)
        put_account(library, "robot", role="reader", password=None)
    with served(place) as client:
        client.place = place
        yield client


def log_in(client, *, name="editor", password=PASSWORD, after="/", address=HERE):
    page = client.get("/login")
    form = {"name": name, "password": password, "token": token_in(page), "next": after}
    return client.post("/login", data=form, headers={"origin": address})


def test_a_password_is_kept_as_owasp_advises(place):
    with_accounts(place)
    with open_library(place) as library, library.reading() as connection:
        kept = connection.execute(text("SELECT password FROM accounts")).scalars().all()
    assert len(set(kept)) == 2  # the same password, salted
    for one in kept:
        found = re.match(r"\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$", one)
        memory, passes, lanes = map(int, found.groups())
        assert (memory, passes, lanes) >= (19 * 1024, 2, 1)
        assert PASSWORD not in one


def test_no_secret_stands_in_the_database(place):
    """Whoever reads the database, or a backup of it, can not act as anybody."""
    visitors = with_accounts(place)
    secrets = [PASSWORD] + [re.split("[= ]", next(iter(one.values())))[-1]
                            for name, one in visitors.items() if name != "nobody"]  # fmt: skip
    with open_library(place) as library, library.reading() as connection:
        for table in ("accounts", "sessions", "tokens"):
            told = str(connection.execute(text(f"SELECT * FROM {table}")).all())
            assert "editor" in told
            assert not [secret for secret in secrets if secret in told]


@pytest.mark.parametrize("password", ["", "short", "nine char", "x" * 1025])
def test_a_password_that_does_not_do_is_refused(tmp_path, password):
    with (
        open_library(tmp_path / "desk.sqlite") as library,
        pytest.raises(RashomonError, match="R610"),
    ):
        put_account(library, "editor", role="editor", password=password)


@pytest.mark.parametrize("name", ["", "a b", "<b>", "a\n", "é", "a" * 65, "a'--", ".a", "a\x00"])
def test_a_name_that_does_not_do_is_refused(tmp_path, name):
    with (
        open_library(tmp_path / "desk.sqlite") as library,
        pytest.raises(RashomonError, match="R610"),
    ):
        put_account(library, name, role="editor", password=PASSWORD)


def test_cookies_are_for_this_site_and_not_for_scripts(desk):
    told = log_in(desk).headers["set-cookie"]
    assert "HttpOnly" in told
    assert "SameSite=Lax" in told
    assert "Path=/" in told
    assert "Domain" not in told
    assert "Max-Age=43200" in told


def test_cookies_go_by_https_alone_where_it_is_served_so(tmp_path):
    place = str(tmp_path / "desk.sqlite")
    with_accounts(place)
    public = "https://desk.example"
    with served(place, public=public, address=public) as client:
        visit = client.get("/login").headers["set-cookie"]
        assert log_in(client, address="http://desk.example").status_code == 403
        answer = log_in(client, address=public)
    for told in (visit, answer.headers["set-cookie"]):
        assert told.startswith("__Host-rashomon-")  # no other host, no plain page can set it
        assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(told.split("; "))
    assert "max-age" in answer.headers["strict-transport-security"]


def test_a_session_is_new_at_each_login(desk):
    """Session fixation: what somebody had planted before opens nothing afterwards."""
    planted = "planted" * 6
    desk.cookies.set(COOKIE, planted, domain="127.0.0.1", path="/")
    visit = desk.get("/login").cookies
    assert log_in(desk).status_code == 303
    first = desk.cookies[COOKIE]
    assert first not in (planted, *visit.values())
    assert len(first) >= 43  # 256 bits
    # Logged in once more from the same browser: the session before is over.
    token = token_in(desk.get("/add"))
    form = {"name": "editor", "password": PASSWORD, "token": token}
    assert desk.post("/login", data=form, headers={"origin": HERE}).status_code == 303
    second = desk.cookies[COOKIE]
    assert second != first
    for cookie, opens in ((planted, 303), (first, 303), (second, 200)):
        desk.cookies.clear()
        assert desk.get("/", headers={"cookie": f"{COOKIE}={cookie}"}).status_code == opens


def test_a_session_that_was_put_there_by_another_opens_nothing(desk):
    planted = {"cookie": f"{COOKIE}=chosen-by-a-stranger; rashomon-visit-8750=too"}
    page = desk.get("/login", headers=planted)
    sent = {"name": "editor", "password": PASSWORD, "token": token_in(page)}
    done = desk.post("/login", data=sent, headers={"origin": HERE, **planted})
    assert done.status_code == 303
    assert "chosen-by-a-stranger" not in done.headers["set-cookie"]
    desk.cookies.clear()
    assert desk.get("/", headers=planted).status_code == 303


def test_logging_out_ends_the_session(desk):
    assert log_in(desk, after="/speakers").headers["location"] == "/speakers"
    cookie = desk.cookies[COOKIE]
    page = desk.get("/")
    assert "Log out editor" in page.text
    answer = desk.post("/logout", data={"token": token_in(page)})
    assert answer.headers["location"] == "/login"
    assert COOKIE not in desk.cookies
    assert desk.get("/", headers={"cookie": f"{COOKIE}={cookie}"}).status_code == 303


@pytest.mark.parametrize("what", ["password", "role", "removed", "time"])
def test_what_changes_an_account_ends_its_sessions(desk, what):
    log_in(desk)
    assert desk.get("/").status_code == 200
    with open_library(desk.place) as library:
        if what == "password":
            put_account(library, "editor", role="editor", password=PASSWORD + "!")
        elif what == "role":
            put_account(library, "editor", role="reader", password=None)
        elif what == "removed":
            remove_account(library, "editor")
        else:
            with library.writing() as connection:
                connection.execute(text("UPDATE sessions SET ends = '2001-01-01T00:00:00Z'"))
    assert desk.get("/").headers["location"].startswith("/login")


def test_a_token_opens_what_its_account_may_until_it_is_removed(desk):
    with open_library(desk.place) as library:
        token = new_token(library, "robot", label="feed")
        assert list_accounts(library)[1].tokens == ("feed",)
        headers = {"authorization": f"Bearer {token}", "accept": "application/json"}
        assert desk.get("/", headers=headers).status_code == 200
        assert desk.post("/add", headers=headers).json()["code"] == "R623"
        for told in (f"Basic {token}", token, f"bearer{token}", "Bearer", f"Bearer {token}x"):
            refused = desk.get("/", headers={"authorization": told})
            assert (refused.status_code, refused.headers["www-authenticate"]) == (401, "Bearer")
        assert desk.get(f"/?token={token}").status_code == 303  # never in an address
        remove_tokens(library, "robot", label="feed")
    assert desk.get("/", headers=headers).status_code == 401


def test_an_account_without_a_password_has_no_login(desk):
    for password in ("", " ", "None", PASSWORD):
        assert log_in(desk, name="robot", password=password).status_code == 401


def test_a_wrong_password_and_a_wrong_name_are_told_alike(desk):
    masked = re.compile(r'name="(token|name)"[^>]*value="[^"]*"')
    told = {
        masked.sub("", log_in(desk, name=name, password="x" * 12).text).replace(name, "")
        for name in ("editor", "nobody1", "robot")
    }
    (only,) = told
    assert "Name or password do not fit" in only


def test_a_login_takes_as_long_for_names_that_there_are_not(desk, monkeypatch):
    """The same work of hashing is done; the times agree but for noise."""
    passwords._nobody()  # made once
    hashed = []
    verify = passwords._HASHER.verify

    class Counting:
        def verify(self, kept, given):
            hashed.append(kept.rsplit("$", 2)[0])
            return verify(kept, given)

    monkeypatch.setattr(passwords, "_HASHER", Counting())
    times = {"editor": [], "nobody1": [], "robot": []}
    with open_library(desk.place) as library:
        for _ in range(7):
            for name, taken in times.items():
                began = time.thread_time()
                assert sessions.role_by_password(library, name, "x" * 12) is None
                taken.append(time.thread_time() - began)
    assert len(hashed) == 21
    assert len(set(hashed)) == 1  # the same costs for all
    medians = [statistics.median(taken) for taken in times.values()]
    assert max(medians) < 1.5 * min(medians)


def test_tries_that_fail_have_to_wait(desk):
    found = [log_in(desk, password=f"wrong password {number}") for number in range(8)]
    assert [one.status_code for one in found[:5]] == [401] * 5
    assert found[-1].status_code == 429
    assert int(found[-1].headers["retry-after"]) >= 1
    assert log_in(desk).status_code == 429  # the right one too: it tells nothing
    assert COOKIE not in desk.cookies


def test_waiting_grows_and_ends_and_a_login_forgives():
    now = [0.0]
    throttle = Throttle(free=3, clock=lambda: now[0])
    waits = []
    for _ in range(3000):  # days of tries: the wait has an end, and no number overflows
        throttle.fail("name a")
        waits.append(throttle.wait("name a", "client b"))
        now[0] += waits[-1]
    assert waits[:5] == [0, 0, 1, 2, 4]
    assert max(waits) == waits[-1] == 300
    assert throttle.wait("name c") == 0
    throttle.forget("name a")
    assert throttle.wait("name a") == 0
    for _ in range(5):
        throttle.fail("client b")
    assert throttle.wait("name a", "client b") == 4
    now[0] += 3600
    assert throttle.wait("client b") == 0


def test_throttling_holds_no_more_than_it_may():
    throttle = Throttle(free=3)
    for number in range(11_000):
        throttle.fail(f"name {number}")
    assert len(throttle._failed) == 10_000


def test_limits_of_tries_are_set_where_it_is_served(tmp_path):
    place = str(tmp_path / "desk.sqlite")
    with_accounts(place)
    with served(place, limits=Limits(logins=1)) as client:
        assert log_in(client, password="wrong password").status_code == 401
        assert log_in(client, password="wrong password").status_code == 429
