"""Addresses: one form for each article, and never one form for two."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rashomon.intake.addresses import (
    address_key,
    canonical_address,
    is_address,
    site_of,
)

# These run beside other work: slowness of the machine is no finding.
patient = settings(suppress_health_check=[HealthCheck.too_slow])
HARBOUR = "https://herald.example/2019/03/harbour-closed"


def same_article(one, other):
    key = address_key(one)
    return key is not None and key == address_key(other)


@pytest.mark.parametrize(
    "address",
    [
        HARBOUR + "?utm_source=rss&utm_medium=feed",
        HARBOUR + "?fbclid=IwAR0x&gclid=7",
        HARBOUR + "?at_medium=RSS&at_campaign=KARANGA",
        HARBOUR + "?ocid=socialflow#comments",
        "HTTPS://Herald.Example:443/2019/03/harbour-closed",
        "https://herald.example./2019/03/harbour-closed",
        "https://herald.example/2019/02/../03/./harbour-closed",
        "https://herald.example/2019/03/%68arbour-closed",
        "https://reader:secret@herald.example/2019/03/harbour-closed",
        "https://herald.example/amp/2019/03/harbour-closed",
        "https://herald.example/2019/03/amp/harbour-closed",
        HARBOUR + "?outputType=amp",
        HARBOUR + ".amp",
        "https://www.google.com/amp/s/herald.example/2019/03/harbour-closed",
        "https://herald-example.cdn.ampproject.org/c/s/herald.example/2019/03/harbour-closed",
        f"  {HARBOUR}\n",
    ],
)
def test_ways_to_write_one_address_fold(address):
    assert canonical_address(address) == HARBOUR


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("http://herald.example", "http://herald.example/"),
        ("http://herald.example/index.html", "http://herald.example/"),
        ("http://herald.example/news/Index.PHP?id=4", "http://herald.example/news/?id=4"),
        ("http://herald.example/a/amp/", "http://herald.example/a/"),
        ("http://herald.example/a/amp", "http://herald.example/a/"),
        ("http://herald.example/a.amp.html", "http://herald.example/a.html"),
        ("http://herald.example:8080/a", "http://herald.example:8080/a"),
        ("http://herald.example/?b=2&a=1&b=1", "http://herald.example/?a=1&b=1&b=2"),
        ("http://herald.example/#!/story/7", "http://herald.example/#!/story/7"),
        ("https://bücher.example/é", "https://xn--bcher-kva.example/%C3%A9"),
        ("http://[2001:DB8::0:1]:80/a", "http://[2001:db8::1]/a"),
    ],
)
def test_the_canonical_form(address, canonical):
    assert canonical_address(address) == canonical


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://herald.example/story?id=1", "https://herald.example/story?id=2"),
        ("https://herald.example/story?page=1", "https://herald.example/story?page=2"),
        ("https://herald.example/gallery?gallery=1", "https://herald.example/gallery?gallery=2"),
        ("https://herald.example/?cid=1", "https://herald.example/?cid=2"),
        ("https://herald.example/Story", "https://herald.example/story"),
        ("https://herald.example/amp", "https://herald.example/"),
        ("https://sport.herald.example/a", "https://herald.example/a"),
        ("https://herald.example:8443/a", "https://herald.example/a"),
        ("https://herald.example/champ/a", "https://herald.example/a"),
    ],
)
def test_other_articles_stay_apart(one, other):
    assert not same_article(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://herald.example/a", "https://www.herald.example/a/"),
        ("https://m.herald.example/a", "https://herald.example/a?utm_source=x"),
        ("https://amp.herald.example/a", "https://www.herald.example/a"),
        ("https://herald.example/a?amp=1", "https://herald.example/a"),
    ],
)
def test_copies_of_an_article_are_one(one, other):
    assert same_article(one, other)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "harbour.txt",
        "ftp://herald.example/a",
        "javascript:alert(1)",
        "//herald.example/a",
        "http://",
        "http:///a",
        "http://[::1",
        "http://herald.example:99999/",
        "http://her ald.example/",
        "http://a\0b.example/",
        "https://" + "a" * 5000,
    ],
)
def test_what_is_no_address_has_no_form(address):
    assert canonical_address(address) is None
    assert not same_article(address, address)


def test_paths_are_not_addresses():
    assert is_address("HTTPS://herald.example")
    assert not is_address("http/notes.txt")
    assert not is_address("httpx://herald.example")


@patient
@given(st.text(max_size=80))
@example("?amp=1&amp&utm_source")
@example("/amp/amp/.amp.amp.html")
@example("/index.html/index.html")
@example("/a//../index.htm")
@example("/%2e%2e/%00?%26=%3d&a=%")
def test_the_canonical_form_is_its_own(rest):
    canonical = canonical_address(f"https://herald.example/{rest}")
    if canonical is None:
        return
    assert canonical_address(canonical) == canonical
    assert canonical.isascii()
    assert same_article(canonical, f"https://herald.example/{rest}")


@patient
@given(st.text(max_size=60))
def test_no_text_breaks_the_form(text):
    assert address_key(f"http://{text}") is None or canonical_address(f"http://{text}") is not None


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://www.herald.example/2019/harbour", "herald.example"),
        ("http://m.herald.example:8080/x", "herald.example"),
        ("https://edition.herald.example/x", "edition.herald.example"),
        ("https://web.archive.org/web/20190304id_/http://www.herald.example/x", "herald.example"),
        ("https://www.google.com/amp/s/www.herald.example/x", "herald.example"),
        ("http://10.0.0.1/x", None),
        ("http://localhost/x", None),
        ("harbour.txt", None),
    ],
)
def test_the_site_of_a_page(address, site):
    assert site_of(address) == site
