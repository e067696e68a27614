"""What is written down (OWASP A09): a line of JSON a request, no secret in any, none forged."""

import json
import re
import time
from urllib.parse import urlencode

import httpx2
import pytest
from serving_process import running
from serving_site import token_in
from serving_visitors import PASSWORD, with_accounts

from rashomon.cli_serve import _tell_where
from rashomon.library.opening import without_password
from rashomon.serving import Settings


@pytest.fixture(scope="module")
def session(filled):
    """All that is logged, however much, of somebody who logs in, and of somebody who lies."""
    visitors = with_accounts(filled)
    secrets = [PASSWORD, "another wrong password", "private words"]
    secrets += [re.split("[= ]", one)[-1] for kind in visitors.values() for one in kind.values()]
    with running(filled, log_level="debug") as server:
        with httpx2.Client(base_url=server.address) as client:
            for password in (PASSWORD, "another wrong password"):
                client.cookies.clear()
                token = token_in(client.get("/login"))
                form = {"name": "editor", "password": password, "token": token}
                sent = client.post("/login", data=form)
                secrets += [token, *sent.cookies.values()]
                client.get("/search?words=private%20words")
                client.post("/add", data={"token": token, "text": " "})
            client.cookies.clear()
            for headers in visitors.values():
                client.get("/", headers=headers)
        forged = b"GET /a%0a%7B%22level%22:%22forged%22%7D%0d HTTP/1.1\r\nHost: a\r\n"
        agent = b'User-Agent: x\x1b[31m"}{"level":"forged"}\r\nConnection: close\r\n\r\n'
        server.send(forged + agent)
        query = urlencode({"words": '\n{"level":"forged"}'}).encode()
        server.send(b"GET /search?%s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n" % query)
        time.sleep(0.5)
    return server.lines, secrets


def test_every_line_is_json_and_every_request_is_one(session):
    lines, _ = session
    told = [json.loads(line) for line in lines]
    assert all({"time", "level", "logger", "message"} <= set(one) for one in told)
    asked = [one for one in told if one["message"] == "request"]
    assert {"method", "path", "status", "ms", "client", "by"} <= set(asked[0])
    assert len({one["request"] for one in asked}) == len(asked)
    assert [one["status"] for one in asked if one["path"] == "/login" and one["method"] == "POST"]
    assert "editor" in {one["by"] for one in asked}


def test_no_secret_is_logged(session):
    lines, secrets = session
    told = "".join(lines)
    assert len(set(secrets)) > 8
    assert not [secret for secret in secrets if secret and secret in told]
    assert "words=" not in told


def test_no_line_is_forged(session):
    lines, _ = session
    told = [json.loads(line) for line in lines]
    assert "forged" not in {one["level"] for one in told}
    assert any("forged" in one.get("path", "") for one in told)  # it was asked, and stayed a path
    assert not any("\x1b" in line for line in lines)


def test_failed_logins_are_told(session):
    lines, _ = session
    told = [json.loads(line) for line in lines]
    failed = [one for one in told if one["message"] == "login failed"]
    assert len(failed) == 1
    assert failed[0]["client"] == "127.0.0.1"


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        ("/srv/desk.sqlite", "/srv/desk.sqlite"),
        ("postgresql://u:hunter2@h/desk", "postgresql://u:***@h/desk"),
        ("postgresql://h/desk?user=u&password=hunter2", None),
    ],
)
def test_a_database_is_named_without_its_password(place, shown, monkeypatch, capsys):
    assert "hunter2" not in without_password(place)
    assert shown in (None, without_password(place))
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    _tell_where(Settings(library=place))
    told = capsys.readouterr().err
    assert "Rashomon serves" in told
    assert "hunter2" not in told
