"""Who may do what (OWASP A01): every address times every kind of visitor, and pages of others."""

import re
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from click.testing import CliRunner
from serving_site import HERE, fill, served, story_of, token_in
from serving_visitors import (
    ANYBODY,
    COOKIE,
    EDITORS,
    PASSWORD,
    READERS,
    WHOM,
    routes_of,
    with_accounts,
)

from rashomon.cli_serve import serve
from rashomon.errors import RashomonError
from rashomon.library import open_library
from rashomon.serving import Settings
from rashomon.serving.access.accounts import put_account
from rashomon.serving.access.csrf import form_token, is_form_token
from rashomon.serving.pages.account import own_path
from rashomon.serving.running import run
from rashomon.serving.settings import Limits, checked_public

STRANGERS = ("nobody", "expired", "ended", "guessed", "wrong token")


def asked_of(app):
    return {
        f"{method} {route.path}"
        for route in routes_of(app)
        for method in getattr(route, "methods", ("GET",))
    }


@pytest.fixture(scope="module")
def visitors(filled):
    return with_accounts(filled)


@pytest.fixture(scope="module")
def desk(filled, visitors):
    with served(filled, limits=Limits(writes=100_000, logins=1000)) as client:
        client.headers["accept"] = "application/json"
        yield client


def code_of(answer):
    """The code of a refusal, "login" where it leads to the login, None where it is none."""
    if answer.status_code == 303 and answer.headers["location"].startswith("/login"):
        return "login"
    if "problem+json" in answer.headers.get("content-type", ""):
        return answer.json()["code"]
    return None


def test_every_address_says_whom_it_is_for(desk):
    assert asked_of(desk.app) == set(WHOM)


@pytest.mark.parametrize("asked", WHOM)
def test_strangers_get_what_is_for_anybody_alone(desk, visitors, asked):
    for who in STRANGERS:
        found = code_of(send(desk, asked, visitors[who]))
        if WHOM[asked] == ANYBODY:
            known = who == "wrong token" and asked.endswith("/login")
            assert found == "R622" if known else found not in ("R622", "login"), who
        elif asked == "POST /logout":  # ends nothing for them
            assert found in ("R622", "R624"), who
        else:
            assert found in ("R622", "login"), who


@pytest.mark.parametrize("asked", [one for one, whom in WHOM.items() if whom == READERS])
def test_readers_read(desk, visitors, asked):
    for who in ("reader", "editor", "reader's token", "editor's token"):
        if "stream" not in asked:  # it never ends
            found = code_of(send(desk, asked, visitors[who]))
            assert found not in ("R622", "R623", "login"), who


@pytest.mark.parametrize("asked", [one for one, whom in WHOM.items() if whom == EDITORS])
def test_readers_change_nothing(desk, visitors, asked):
    for who in ("reader", "reader's token"):
        assert code_of(send(desk, asked, visitors[who])) == "R623", who
    # By a cookie alone a page of another site would do as well.
    assert code_of(send(desk, asked, visitors["editor"])) == "R624"
    assert code_of(send(desk, asked, visitors["editor's token"])) not in ("R622", "R623")


def test_readers_are_not_offered_what_they_may_not(desk, visitors):
    desk.cookies.clear()
    html = {"accept": "text/html"}
    assert "/add" in desk.get("/", headers={**visitors["editor"], **html}).text
    assert "/add" not in desk.get("/", headers={**visitors["reader"], **html}).text


def send(desk, asked, headers):
    method, _, path = asked.partition(" ")
    desk.cookies.clear()
    path = re.sub(r"\{[^}]+\}", "none", path.replace("{judgement}", "0"))
    return desk.request(method, path, headers=headers)


# Two routes by which a path could be one thing to the guard and another to the router.
@pytest.mark.parametrize(
    "path", ["/%73earch", "/login%3F/../add", "/static/../add", "/health/../metrics", "//metrics"]
)
def test_no_spelling_of_an_address_goes_past_the_guard(desk, path):
    answer = desk.get(path)
    assert code_of(answer) in ("login", "R622", "R628")
    assert "rashomon_requests" not in answer.text


@pytest.mark.parametrize(
    "host",
    (
        *("evil.example", "evil.example:8750", "127.0.0.1", "127.0.0.1:80", "127.0.0.1:8750.evil"),
        *("evil.example/health/", "x/static/", "127.0.0.1:8750@evil.example", "localhost:8750#"),
        "",
    ),
)
def test_a_name_that_is_not_ours_is_not_answered(desk, visitors, host):
    answer = desk.get("/", headers={"host": host, **visitors["editor"]})
    assert answer.status_code == 421
    assert answer.json()["code"] == "R621"
    assert "location" not in answer.headers


@pytest.mark.parametrize("host", ["127.0.0.1:8750", "localhost:8750", "LOCALHOST:8750"])
def test_its_own_names_are_answered(desk, host):
    assert desk.get("/login", headers={"host": host}).status_code == 200


def test_the_login_leads_back_to_what_was_asked(desk):
    answer = desk.get("/search?words=a%26b", headers={"accept": "text/html"})
    assert answer.status_code == 303
    where = urlsplit(answer.headers["location"])
    assert parse_qs(where.query)["next"] == ["/search?words=a%26b"]


ELSEWHERE = (
    *(
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\/evil.example",
        "\\\\evil.example",
    ),
    *("https://evil.example", "https:evil.example", "javascript:alert(1)", "data:text/html,x"),
    *("/\t/evil.example", "/\r\nSet-Cookie: a=b", "\x00//evil.example", " //evil.example", ""),
    *("evil.example", "@evil.example", "/ /evil.example", "/\x0b/evil.example"),
)


@pytest.mark.parametrize("after", ELSEWHERE)
def test_a_login_leads_nowhere_else(desk, after):
    assert own_path(after) == "/"
    desk.cookies.clear()
    page = desk.get(f"/login?next={quote(after)}".replace("%00", ""))
    form = {"name": "reader", "password": PASSWORD, "token": token_in(page), "next": after}
    answer = desk.post("/login", data=form, headers={"origin": HERE})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/"
    assert "a" not in answer.cookies


def test_encoded_slashes_stay_what_they_are():
    for path in ("/%2F/evil.example", "/%5Cevil.example", "/stories/a%2Fb/"):
        assert own_path(path) == path  # browsers decode no slash of a path


FOREIGN = (
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {"origin": "http://127.0.0.1:9999"},
    {"origin": "https://127.0.0.1:8750"},
    {"origin": HERE + ".evil.example"},
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"origin": HERE, "sec-fetch-site": "cross-site"},
)


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
@pytest.mark.parametrize("path", ["/login", "/logout", "/add", "/example"])
def test_pages_of_other_sites_send_nothing(desk, visitors, path, headers):
    desk.cookies.clear()
    page = desk.get("/add", headers=visitors["editor"])
    form = {"token": token_in(page), "text": "It is said.", "name": "reader"}
    answer = desk.post(path, data=form, headers={**visitors["editor"], **headers})
    assert (answer.status_code, answer.json()["code"]) == (403, "R624")


def test_a_form_needs_the_token_of_this_very_visitor(desk, visitors):
    desk.cookies.clear()
    own = token_in(desk.get("/add", headers=visitors["editor"]))
    others = token_in(desk.get("/bell", headers=visitors["reader"]))
    desk.cookies.clear()
    nobodys = token_in(desk.get("/login"))
    desk.cookies.clear()
    for token in (None, "", "x", own[:-2], own.swapcase(), others, nobodys, "é" * 88, own * 2):
        form = {"text": " ", **({} if token is None else {"token": token})}
        answer = desk.post("/add", data=form, headers={"origin": HERE, **visitors["editor"]})
        assert code_of(answer) == "R624", token
    form = {"text": " ", "token": own}
    answer = desk.post("/add", data=form, headers={"origin": HERE, **visitors["editor"]})
    assert answer.status_code == 422  # the text is empty: it was looked at


def test_a_script_of_our_own_page_sends_the_token_in_a_header(desk, visitors):
    desk.cookies.clear()
    own = {"origin": HERE, **visitors["editor"]}
    own["x-csrf-token"] = token_in(desk.get("/add", headers=visitors["editor"]))
    assert code_of(desk.post("/api/v1/reports", json={}, headers=own)) == "R630"


def test_a_form_token_fits_its_key_alone():
    one = form_token("key")
    assert is_form_token("key", one)
    assert not is_form_token("kex", one)
    assert not is_form_token(None, one)
    assert not is_form_token("key", one[:-4] + "AAAA")


def test_nobody_is_logged_in_by_another_site(desk):
    """Login CSRF: a form with the token of a stranger's own visit does not do."""
    desk.cookies.clear()
    strangers = token_in(desk.get("/login"))
    desk.cookies.clear()
    desk.get("/login")
    form = {"name": "editor", "password": PASSWORD, "token": strangers}
    answer = desk.post("/login", data=form)
    assert code_of(answer) == "R624"
    assert COOKIE not in answer.cookies


def test_a_token_is_new_on_each_page_and_lives_as_long_as_the_visit(desk, visitors):
    tokens = {token_in(desk.get("/add", headers=visitors["editor"])) for _ in range(3)}
    assert len(tokens) == 3
    for token in tokens:
        form = {"text": " ", "token": token}
        answer = desk.post("/add", data=form, headers={"origin": HERE, **visitors["editor"]})
        assert code_of(answer) != "R624"


def test_only_this_machine_reaches_it_unless_told_otherwise():
    assert Settings(library="x").host == "127.0.0.1"
    assert Settings(library="x").proxies == ()
    assert next(one for one in serve.params if one.name == "host").default == "127.0.0.1"


@pytest.mark.parametrize(
    "settings",
    (
        *({"host": host} for host in ("0.0.0.0", "::", "192.0.2.1", "desk.example")),
        {"public": "https://desk.example"},
    ),
    ids=str,
)
def test_strangers_are_not_let_in_without_accounts(tmp_path, monkeypatch, settings):
    ran = []
    monkeypatch.setattr("uvicorn.run", lambda *_, **told: ran.append(told["host"]))
    where = str(tmp_path / "desk.sqlite")
    told = [part for name, value in settings.items() for part in (f"--{name}", value)]
    answer = CliRunner().invoke(serve, [*told, "--library", where])
    assert answer.exit_code != 0
    assert "R608" in answer.output
    assert not ran
    with open_library(where) as library:
        put_account(library, "editor", role="editor", password=PASSWORD)
    monkeypatch.setattr("rashomon.serving.running.log_as_json", lambda _: None)
    run(Settings(library=where, **settings), workers=1, log_level="info", ready=lambda _: None)
    assert ran == [settings.get("host", "127.0.0.1")]


def test_several_processes_need_postgresql(tmp_path):
    settings = Settings(library=str(tmp_path / "desk.sqlite"))
    with pytest.raises(RashomonError, match="R609"):
        run(settings, workers=2, log_level="error", ready=lambda _: None)


def test_who_sits_at_the_machine_edits_until_there_is_an_account(tmp_path):
    where = str(tmp_path / "desk.sqlite")
    fill(where)
    with served(where) as client:
        assert 'href="/add"' in client.get("/").text
        with open_library(where) as library:
            put_account(library, "editor", role="editor", password=PASSWORD)
        assert client.get("/").headers["location"].startswith("/login")
    with served(where, public="https://desk.example", address="https://desk.example") as client:
        assert client.get(f"/stories/{story_of(where)}/").status_code == 303


def test_a_public_address_without_accounts_opens_nothing(tmp_path):
    """`run` refuses to start there; should all accounts go while it runs, it stays closed."""
    where = str(tmp_path / "desk.sqlite")
    fill(where)
    with served(where, public="https://desk.example", address="https://desk.example") as client:
        assert client.get("/").headers["location"].startswith("/login")


@pytest.mark.parametrize("url", ["ftp://a", "https://", "https://u:p@a", "https://a/b", "a", "//a"])
def test_a_public_address_is_checked(url):
    with pytest.raises(RashomonError, match="R601"):
        checked_public(url)
