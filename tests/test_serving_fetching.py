"""Addresses fetched for somebody (OWASP A10): none of this machine, none of its network."""

import pytest
from misbehaving import Server, answer, redirect
from serving_jobs import ended, sent
from serving_site import served

from rashomon.serving.settings import Limits

STORY = b"<html><title>Secret</title><article><p>" + b"The secret of the house is told. " * 30


@pytest.fixture(scope="module")
def inner():
    """A program on this machine, which nobody outside may ask."""
    with Server() as server:
        server.pages["/secret"] = answer(STORY, Content_Type="text/html")
        yield server


@pytest.fixture(scope="module")
def desk(uncompared):
    with served(uncompared, private=("localhost",), limits=Limits(writes=100_000)) as client:
        yield client


@pytest.fixture(scope="module")
def strict(uncompared):
    with served(uncompared, limits=Limits(writes=100_000)) as client:
        yield client


PRIVATE = (
    *(
        "http://127.0.0.1:{port}/secret",
        "http://localhost:{port}/secret",
        "http://127.1:{port}/secret",
    ),
    *(
        "http://2130706433:{port}/secret",
        "http://0177.0.0.1:{port}/secret",
        "http://0:{port}/secret",
    ),
    *(
        "http://0x7f000001:{port}/secret",
        "http://0x7f.1:{port}/secret",
        "http://[::1]:{port}/secret",
    ),
    *("http://[::ffff:127.0.0.1]:{port}/secret", "http://[::ffff:7f00:1]:{port}/secret"),
    *("http://[64:ff9b::7f00:1]:{port}/secret", "http://[2002:7f00:1::]:{port}/secret"),
    *(
        "http://localhost.:{port}/secret",
        "http://LOCALHOST:{port}/secret",
        "http://[::]:{port}/secret",
    ),
    *("http://①②⑦.0.0.1:{port}/secret", "http://127。0。0。1:{port}/secret"),
    *("http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://192.168.1.1/"),
    *("http://[fe80::1%25lo]/", "http://[fd00:ec2::254]/", "http://100.64.0.1/", "http://0.0.0.0/"),
    *(
        "http://evil.example@127.0.0.1:{port}/secret",
        "http://127.0.0.1:{port}\\@evil.example/secret",
    ),
)


def test_no_private_address_is_asked(strict, uncompared, inner):
    """By number in every spelling, and by names that resolve to one (`localhost` does)."""
    before = len(inner.asked)
    asked = {one: sent(strict, address=one.format(port=inner.port)) for one in PRIVATE}
    for address, answered in asked.items():
        job = ended(strict, uncompared, answered)
        assert job.state == "failed", address
        assert job.code in ("R150", "R151", "R152"), (address, job.message)
    assert len(inner.asked) == before


@pytest.mark.parametrize(
    "address",
    (
        *(
            "file:///etc/passwd",
            "gopher://127.0.0.1:25/x",
            "ftp://a.example/x",
            "dict://127.0.0.1/",
        ),
        *(
            "jar:http://a.example!/",
            "data:text/html,x",
            "javascript:alert(1)",
            "/etc/passwd",
            "http",
        ),
        *(
            "//127.0.0.1/",
            "http:127.0.0.1",
            "\\\\host\\share",
            "-o/etc/passwd",
            "http://" + "a" * 2000,
        ),
    ),
)
def test_only_the_web_is_asked(strict, address):
    answered = sent(strict, address=address)
    assert answered.status_code == 422
    assert "R150" in answered.text


LED = {
    "number": "http://127.0.0.1:{port}/secret",
    "six": "http://[::ffff:127.0.0.1]:{port}/secret",
    "cloud": "http://169.254.169.254/latest/meta-data/iam",
    "file": "file:///etc/passwd",
    "gopher": "gopher://127.0.0.1:{port}/_secret",
    "user": "http://a:b@127.0.0.1:{port}/secret",
}


def test_no_redirect_leads_to_a_private_address(desk, uncompared, inner):
    """`localhost` is allowed here by its name; what it leads to is checked hop by hop."""
    asked = {}
    for name, where in LED.items():
        inner.pages[f"/{name}"] = redirect(where.format(port=inner.port))
        asked[name] = sent(desk, address=inner.url(f"/{name}", host="localhost"))
    for name, answered in asked.items():
        job = ended(desk, uncompared, answered)
        assert (job.state, job.code) == (
            "failed",
            "R150" if name in ("file", "gopher", "user") else "R152",
        )
        assert f"/{name}" in inner.paths()  # it was the redirect that was refused
    assert "/secret" not in inner.paths()


def test_no_feed_leads_to_a_private_address(desk, uncompared, inner):
    links = [one.format(port=inner.port) for one in (*PRIVATE[:2], "file:///etc/passwd")]
    links[1] = links[1].replace("localhost", "127.0.0.1")
    items = "".join(f"<item><title>a</title><link>{link}</link></item>" for link in links)
    feed = f"<rss version='2.0'><channel><title>t</title>{items}</channel></rss>".encode()
    inner.pages["/feed"] = answer(feed, Content_Type="application/rss+xml")
    job = ended(desk, uncompared, sent(desk, address=inner.url("/feed", host="localhost")))
    assert "/secret" not in inner.paths()
    assert job.state == "failed" or not job.result["added"]
