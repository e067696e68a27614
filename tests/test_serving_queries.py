"""Queries from outside (OWASP A03): no text is taken for SQL, nor for the languages of searches."""

import base64
import json
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from serving_site import fill, served, token_in

from rashomon.library.paging import cursor_of
from rashomon.serving.settings import Limits

# Text that means something to SQL, to FTS5, to tsquery, to LIKE, to Python or to C.
QUERIES = (
    *("'", '"', "''", '""', "`", "\\", "%", "_", "*", "^", "(", ")", "()", "((", "-", "--", "+"),
    *("dam AND", "OR", "NOT", "NEAR(dam tamsin, 2)", "dam NEAR", "words:dam", "{a b}:c", "dam*"),
    *("dam & ", "dam | !", "dam <-> ", "dam:*", "!dam", "dam:A", "'dam' & ", "a\\'b", "O'Neill's"),
    *(
        "' OR 1=1 --",
        "'; DROP TABLE reports; --",
        "1); DELETE FROM stories; --",
        "' UNION SELECT 1",
    ),
    *("%s", "%(name)s", ":asked", "?", "$1", "{0}", "\ufffe", "\U0010ffff", "ﷺ" * 30, "İ" * 60),
    *(
        "\u202e",
        "\u0301" * 80,
        "9" * 19,
        "-1",
        "1e999",
        "NaN",
        "null",
        "../../etc/passwd",
        "a" * 200,
    ),
    *("don’t", "l'état", "rock'n'roll", "''dam''", "dam's", "\\'", "it's & 'x", "x'y'z"),
)
FIELDS = (
    *("/search?words={}", "/search?words=dam&outlet={}", "/search?words=dam&speaker={}"),
    *("/search?words=dam&since={}", "/search?words=dam&until={}", "/search?words=dam&kind={}"),
    *("/?outlet={}", "/?after={}", "/speakers?part={}", "/speakers?after={}", "/speakers/{}"),
    *("/reports/{}", "/jobs/{}", "/stories/{}/", "/stories/{}/texts?base=A"),
)


@pytest.fixture
def any_database(place):
    fill(place)
    with served(place, limits=Limits(requests=10**6)) as client:
        yield client


@pytest.fixture(scope="module")
def desk(filled):
    with served(filled, limits=Limits(requests=10**6)) as client:
        yield client


def test_no_text_is_taken_for_a_query(any_database):
    for asked in FIELDS:
        for one in QUERIES:
            answer = any_database.get(asked.format(quote(one, safe="")))
            assert answer.status_code < 500, (asked, one, answer.text[-600:])
    assert "2 stories" in " ".join(any_database.get("/").text.split())


def test_a_quote_finds_no_more_than_it_says(any_database):
    everything = "%27%20OR%201%3D1%20--"
    assert "No story fits" in any_database.get(f"/?outlet={everything}").text
    for part in ("%25", "_", everything):  # the wildcards of LIKE
        assert "is quoted" in any_database.get(f"/speakers?part={part}").text


def test_what_is_no_text_is_refused(any_database):
    for asked in FIELDS:
        assert any_database.get(asked.format("a%00b")).status_code in (400, 404, 422), asked
        for one in ("%ff", "%ed%a0%80", "%c0%80"):
            assert any_database.get(asked.format(one)).status_code < 500, asked
    for keys in (("\ud800", "a"), ("\x00", "a"), (2**63, "a"), (10**30, "a"), (-1, "\udfff")):
        told = base64.urlsafe_b64encode(json.dumps(keys).encode()).decode()
        for cursor in (told, cursor_of(*keys), told[:-3], told * 3):
            for path in ("/?after=", "/speakers?after=", "/speakers/Jane%20Doe?after="):
                assert any_database.get(path + cursor).status_code in (400, 422)


def test_a_charset_smuggles_no_half_letters(any_database):
    """UTF-7 can write lone surrogates, which no database takes."""
    for charset, told in (("utf-7", b"+2AA-"), ("unicode_escape", b"\\ud800"), ("punycode", b"9"),
                          ("utf-16", b"\xd8"), ("zlib", b"x"), ("../x", b"x")):  # fmt: skip
        fields = {"token": token_in(any_database.get("/add")).encode(), "name": told, "next": told}
        fields |= {"password": told, "title": told, "text": told, "published": told}
        told_as = b"".join(
            b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
            % (name.encode(), value)
            for name, value in fields.items()
        )
        told_as += (
            b'--b\r\nContent-Disposition: form-data; name="file"; filename="%s"\r\n\r\nx\r\n' % told
        )
        head = {"content-type": f"multipart/form-data; boundary=b; charset={charset}"}
        for path in ("/login", "/add", "/api/v1/reports"):
            answer = any_database.post(path, content=told_as + b"--b--\r\n", headers=head)
            assert answer.status_code < 500, (charset, answer.text)


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(words=st.text(max_size=60), field=st.sampled_from(FIELDS))
def test_any_text_is_answered(desk, words, field):
    known = words.encode("utf-8", "replace").decode()
    answer = desk.get(field.format(quote(known, safe="")))
    assert answer.status_code < 500
