"""Fetching: what comes back, whom it never asks, and how it gives up. No test waits or goes out."""

import gzip
import random
import threading
import time
import tracemalloc
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.errors import IntakeError
from rashomon.intake.fetching import (
    Clock,
    Fetcher,
    Limits,
    NotModified,
    RefusalError,
    Validators,
    allowed_private,
)
from rashomon.intake.fetching.bodies import read_body
from rashomon.intake.fetching.pacing import Pacing
from tests.misbehaving import FakeTime, Server, answer, redirect

# These run beside other work: slowness of the machine is no finding.
patient = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
PAGE = b"<html><p>The harbour of Tamsin was closed on Monday.</p></html>"
QUICK = Limits(connect=2, read=0.3, total=1.0, largest=100_000)


@pytest.fixture
def server():
    with Server() as running:
        yield running


@pytest.fixture
def fake_time():
    return FakeTime()


@pytest.fixture
def fetcher(fake_time):
    return fetcher_for(fake_time)


def fetcher_for(fake_time, **options):
    clock = Clock(monotonic=fake_time.monotonic, now=fake_time.now, sleep=fake_time.sleep)
    options.setdefault("limits", QUICK)
    options.setdefault("allowed", allowed_private(["127.0.0.1"]))
    return Fetcher(clock=clock, **options)


def refused(fetcher, address):
    """Gives the code with which a fetch fails; it must fail soon."""
    begun = time.monotonic()
    with pytest.raises(IntakeError) as failed:
        fetcher.fetch(address)
    assert time.monotonic() - begun < 5
    return failed.value.code


def test_a_page_comes_with_what_the_server_says_of_it(server, fetcher):
    server.pages["/a?b=1"] = answer(
        PAGE,
        Content_Type='text/HTML; charset="ISO-8859-1"',
        ETag='"v1"',
        Last_Modified="Mon, 04 Mar 2019 09:00:00 GMT",
    )
    page = fetcher.fetch(server.url("/a?b=1#part"))
    assert page.body == PAGE
    assert page.asked == server.url("/a?b=1#part")
    assert page.address == server.url("/a?b=1")
    assert page.retrieved == "2019-03-04T10:00:00Z"
    assert (page.media_type, page.charset) == ("text/html", "cp1252")
    assert page.validators == Validators(etag='"v1"', last_modified="Mon, 04 Mar 2019 09:00:00 GMT")


def test_it_says_who_asks(server, fetcher):
    server.pages["/"] = answer(PAGE)
    fetcher.fetch(server.url())
    headers = server.asked[0].headers
    assert headers["user-agent"].startswith("rashomon/")
    assert headers["host"] == f"127.0.0.1:{server.port}"
    assert "cookie" not in headers


def test_spaces_and_letters_beyond_ascii_are_encoded(server, fetcher):
    server.pages["/caf%C3%A9%20news?q=%C3%A9"] = answer(PAGE)
    assert fetcher.fetch(server.url("/café news?q=é")).body == PAGE


@pytest.mark.parametrize("chunked", [False, True])
@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda body: zlib.compress(body)[2:-4]),
        ("gzip", lambda body: gzip.compress(body[:9]) + gzip.compress(body[9:])),
        ("identity", bytes),
    ],
)
def test_compressed_pages_are_unpacked(server, fetcher, name, pack, chunked):
    packed = pack(PAGE)
    if chunked:
        pieces = b"".join(b"1\r\n%c\r\n" % byte for byte in packed) + b"0\r\n\r\n"
        head = f"HTTP/1.1 200 OK\r\nContent-Encoding: {name}\r\nTransfer-Encoding: chunked\r\n\r\n"
        server.pages["/"] = head.encode() + pieces
    else:
        server.pages["/"] = answer(packed, Content_Encoding=name)
    assert fetcher.fetch(server.url()).body == PAGE


@patient
@given(st.binary(max_size=300), st.lists(st.integers(1, 40), min_size=1, max_size=20))
def test_unpacking_does_not_depend_on_how_bytes_arrive(body, steps):
    packed = gzip.compress(body[:100]) + gzip.compress(body[100:]) + b"\0\0"
    chunks = []
    while packed:
        step = steps[len(chunks) % len(steps)]
        chunks.append(packed[:step])
        packed = packed[step:]
    assert read_body(chunks, encoding="gzip", largest=1000) == body


@patient
@given(st.binary(max_size=200), st.sampled_from(["gzip", "deflate", "gzip, deflate", "", "br"]))
def test_no_bytes_break_unpacking(body, encoding):
    try:
        assert len(read_body([body], encoding=encoding, largest=1000)) <= 1000
    except IntakeError as error:
        assert error.code in ("R155", "R162")


# What a server does to a reader ---------------------------------------------------------------


def dripping(pieces, *, every):
    def script(_):
        for piece in pieces:
            time.sleep(every)
            yield piece

    return script


def test_a_body_that_drips_is_given_up(server, fetcher):
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"
    server.pages["/"] = dripping([head, *[b"x"] * 1000], every=0.05)
    assert refused(fetcher, server.url()) == "R154"


def test_headers_that_drip_are_given_up(server, fetcher):
    head = b"HTTP/1.1 200 OK\r\nX-Long: "
    server.pages["/"] = dripping([head, *[b"x"] * 1000], every=0.05)
    assert refused(fetcher, server.url()) == "R154"


def test_early_hints_without_end_are_given_up(server, fetcher):
    hint = b"HTTP/1.1 103 Early Hints\r\n\r\n"
    server.pages["/"] = dripping([hint] * 1000, every=0.05)
    assert refused(fetcher, server.url()) == "R154"


def test_silence_is_given_up(server, fetcher):
    server.pages["/"] = dripping([b""], every=5)
    assert refused(fetcher, server.url()) == "R154"


def test_a_name_server_that_never_answers_is_given_up(server, fake_time):
    slow = fetcher_for(fake_time, resolver=lambda host, port: time.sleep(5) or ["127.0.0.1"])
    assert refused(slow, server.url(host="slow.example")) == "R154"


def test_an_endless_body_is_given_up(server, fetcher):
    def endless(_):
        yield b"HTTP/1.1 200 OK\r\n\r\n"
        while True:
            yield b"x" * 10_000

    server.pages["/"] = endless
    assert refused(fetcher, server.url()) == "R155"


def test_a_bomb_is_not_unpacked(server, fetcher):
    bomb = gzip.compress(bytes(200_000_000), 1)
    server.pages["/once"] = answer(bomb[:90_000], Content_Encoding="gzip")
    server.pages["/twice"] = answer(gzip.compress(bomb), Content_Encoding="gzip, gzip")
    tracemalloc.start()
    try:
        assert refused(fetcher, server.url("/once")) == "R155"
        assert refused(fetcher, server.url("/twice")) == "R155"
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip, gzip", "x" * 900])
def test_an_encoding_that_was_not_asked_for_is_refused(server, fetcher, encoding):
    server.pages["/"] = answer(PAGE, Content_Encoding=encoding)
    assert refused(fetcher, server.url()) == "R162"


def test_broken_compression_is_refused(server, fetcher):
    server.pages["/cut"] = answer(gzip.compress(PAGE)[:-9], Content_Encoding="gzip")
    server.pages["/no"] = answer(PAGE, Content_Encoding="gzip")
    assert refused(fetcher, server.url("/cut")) == "R162"
    assert refused(fetcher, server.url("/no")) == "R162"


def test_a_length_that_is_too_long_is_refused(server, fetcher):
    server.pages["/"] = answer(PAGE, length=len(PAGE) + 10)
    assert refused(fetcher, server.url()) == "R159"


def test_a_length_that_is_too_short_cuts(server, fetcher):
    server.pages["/"] = answer(PAGE, length=10)
    assert fetcher.fetch(server.url()).body == PAGE[:10]


@pytest.mark.parametrize(
    "sent",
    [
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nabc\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nab",
        b"HTTP/1.1 200 OK\r\nContent-Length: -4\r\n\r\nabcd",
        b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 7\r\n\r\nabcd",
        b"HTTP/1.1 200 OK\r\nX-\x00Bad: a\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nBad: a\x00b\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 100_000,
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 1_000_000,
        b"SSH-2.0-OpenSSH_9.0\r\n\r\n",
        b"\x16\x03\x01\x02\x00",
        b"",
    ],
)
def test_what_is_no_http_is_refused(server, fetcher, sent):
    server.pages["/"] = sent
    assert refused(fetcher, server.url()) == "R159"


def test_random_bytes_are_refused(server, fetcher):
    chance = random.Random(7)
    for length in (1, 30, 1000):
        server.pages["/"] = b"HTTP/1.1 200 OK\r\n" + chance.randbytes(length)
        assert refused(fetcher, server.url()) == "R159"


def test_hostile_header_values_are_made_harmless(server, fetcher):
    server.pages["/"] = answer(
        PAGE,
        Content_Type="text/html\x1b[31m; charset=../../etc/passwd",
        ETag="\xff\xfe" + "e" * 5000,
        Last_Modified="\x9b2J",
    )
    page = fetcher.fetch(server.url())
    assert (page.media_type, page.charset) == ("text/html", None)
    assert len(page.validators.etag) <= 1000
    assert all(map(str.isprintable, (page.validators.etag, page.validators.last_modified)))
    # What can't be sent back isn't.
    fetcher.fetch_again(server.url(), page.validators)
    assert "if-none-match" not in server.asked[-1].headers


@pytest.mark.parametrize("charset", ["hex", "rot13", "idna", "utf-7", "idna-x", "utf-99", "'", ""])
def test_a_charset_that_is_none_is_left_out(server, fetcher, charset):
    server.pages["/"] = answer(PAGE, Content_Type=f"text/html; charset={charset}")
    assert fetcher.fetch(server.url()).charset is None


@pytest.mark.parametrize("status", ["404 Not Found", "403 No", "500 Oops", "204 None", "999 ?"])
def test_other_answers_than_a_page_are_failures(server, fetcher, status):
    server.pages["/"] = answer(b"" if status.startswith("204") else PAGE, status=status)
    assert refused(fetcher, server.url()) == "R158"


def test_nobody_there(server, fetcher):
    with Server() as gone:
        address = gone.url()
    assert refused(fetcher, address) == "R153"


def test_an_unknown_host(fake_time):
    def unknown(host, port):
        raise OSError("no such name")

    assert refused(fetcher_for(fake_time, resolver=unknown), "http://herald.example/") == "R151"


@pytest.mark.parametrize(
    "address",
    [
        "ftp://herald.example/a",
        "file:///etc/passwd",
        "gopher://herald.example/",
        "http://",
        "http://reader:secret@herald.example/",
        "http://herald.example:99999/",
        "http://herald.example:0/",
        "http://[::1",
        "http://a\0b.example/",
        "http://" + "a" * 5000,
    ],
)
def test_what_is_no_web_address_is_refused(fetcher, address):
    assert refused(fetcher, address) == "R150"


# Redirects -------------------------------------------------------------------------------------


def test_redirects_are_followed(server, fetcher):
    server.pages["/a"] = redirect("b/../b?x=1", status="301 Moved")
    server.pages["/b?x=1"] = redirect(server.url("/c"), status="308 Moved")
    server.pages["/c"] = answer(PAGE)
    page = fetcher.fetch(server.url("/a"))
    assert (page.asked, page.address) == (server.url("/a"), server.url("/c"))


def test_a_loop_ends(server, fetcher):
    server.pages["/a"] = redirect("/b")
    server.pages["/b"] = redirect("/a")
    assert refused(fetcher, server.url("/a")) == "R156"
    assert server.paths() == ["/a", "/b"]


def test_a_long_chain_ends(server, fetcher):
    for number in range(100):
        server.pages[f"/{number}"] = redirect(f"/{number + 1}")
    assert refused(fetcher, server.url("/0")) == "R156"
    assert len(server.asked) == QUICK.redirects + 1


@pytest.mark.parametrize(
    ("where", "code"),
    [
        ("", "R156"),
        ("file:///etc/passwd", "R150"),
        ("javascript:alert(1)", "R150"),
        ("http://[bad", "R156"),
        ("http://reader:secret@127.0.0.1/", "R150"),
        ("http://127.0.0.2/", "R152"),
        ("http://169.254.169.254/latest/meta-data/", "R152"),
        ("http://[::1]/", "R152"),
        ("http://[::ffff:10.0.0.1]/", "R152"),
        ("http://0/", "R152"),
        ("http://2130706434/", "R152"),
        ("http://0x7f.0.0.2/", "R152"),
        ("//localhost.localdomain:1/", "R152"),
    ],
)
def test_each_redirect_is_checked(server, fake_time, where, code):
    def resolver(host, port):
        from rashomon.intake.fetching.connecting import system_resolver

        return ["127.0.0.2"] if "localhost" in host else system_resolver(host, port)

    server.pages["/"] = redirect(where)
    assert refused(fetcher_for(fake_time, resolver=resolver), server.url()) == code
    assert server.paths() == ["/"]


# Busy servers and pacing -----------------------------------------------------------------------


def busy_then(page, *, times, **headers):
    left = [answer(status="429 Too Many", **headers)] * times

    def script(_):
        return [left.pop() if left else page]

    return script


def test_a_busy_server_is_asked_again_when_it_says(server, fetcher, fake_time):
    server.pages["/"] = busy_then(answer(PAGE), times=1, Retry_After="7")
    assert fetcher.fetch(server.url()).body == PAGE
    assert sum(fake_time.slept) == pytest.approx(7, abs=0.5)


def test_a_busy_server_may_name_a_date(server, fetcher, fake_time):
    when = "Mon, 04 Mar 2019 10:00:20 GMT"
    server.pages["/"] = busy_then(answer(PAGE), times=1, Retry_After=when)
    assert fetcher.fetch(server.url()).body == PAGE
    assert sum(fake_time.slept) == pytest.approx(20, abs=0.5)


@pytest.mark.parametrize("said", ["soon", "-3", "", "9" * 500 + "x", "Mon, 99 Foo 2019"])
def test_a_wait_that_makes_no_sense_is_a_short_one(server, fetcher, fake_time, said):
    server.pages["/"] = busy_then(answer(PAGE), times=2, Retry_After=said)
    assert fetcher.fetch(server.url()).body == PAGE
    assert sum(fake_time.slept) == pytest.approx(2 + 4, abs=0.5)


@pytest.mark.parametrize("said", ["86400", "9" * 900, "Fri, 31 Dec 9999 23:59:59 GMT"])
def test_nobody_waits_for_days(server, fetcher, fake_time, said):
    server.pages["/"] = busy_then(answer(PAGE), times=1, Retry_After=said)
    assert refused(fetcher, server.url()) == "R160"
    # The host is left alone from now on, for other pages too.
    assert refused(fetcher, server.url("/other")) == "R160"
    assert server.paths() == ["/"]
    assert fake_time.slept == []


def test_a_server_that_stays_busy_is_given_up(server, fetcher):
    server.pages["/"] = busy_then(answer(PAGE), times=99, Retry_After="1")
    assert refused(fetcher, server.url()) == "R160"
    assert len(server.asked) == QUICK.tries


def test_one_host_is_not_asked_faster_than_the_delay(server, fake_time):
    server.pages["/"] = answer(PAGE)
    slow = fetcher_for(
        fake_time,
        delay=5.0,
        allowed=allowed_private(["127.0.0.0/8"]),
        resolver=lambda host, port: ["127.0.0.1"],
    )
    slow.fetch(server.url(host="one.example"))
    slow.fetch(server.url(host="two.example"))
    assert fake_time.slept == []
    slow.fetch(server.url(host="one.example"))
    assert sum(fake_time.slept) == pytest.approx(5, abs=0.5)


# What has not changed --------------------------------------------------------------------------


def only_if_changed(asked):
    if asked.headers.get("if-none-match") == '"v1"':
        return [answer(status="304 Not Modified")]
    return [answer(PAGE, ETag='"v1"')]


def test_what_has_not_changed_is_not_sent_again(server, fetcher):
    server.pages["/"] = only_if_changed
    page = fetcher.fetch(server.url())
    again = fetcher.fetch_again(server.url(), page.validators)
    assert isinstance(again, NotModified)
    assert again.address == server.url("/")


def test_what_has_changed_is_sent(server, fetcher):
    server.pages["/"] = only_if_changed
    assert fetcher.fetch_again(server.url(), Validators(etag='"v0"')).body == PAGE


def test_a_date_is_sent_back_as_it_came(server, fetcher):
    server.pages["/"] = answer(PAGE)
    when = "Mon, 04 Mar 2019 09:00:00 GMT"
    fetcher.fetch_again(server.url(), Validators(last_modified=when))
    assert server.asked[0].headers["if-modified-since"] == when


def test_unchanged_to_who_has_nothing_is_a_failure(server, fetcher):
    server.pages["/"] = answer(status="304 Not Modified")
    assert refused(fetcher, server.url()) == "R158"


# What who asks again has to know ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("statuses", "moved"),
    [
        (["301 Moved Permanently"], "/1"),
        (["308 Permanent Redirect", "301 Moved Permanently"], "/2"),
        (["301 Moved Permanently", "302 Found", "301 Moved Permanently"], "/1"),
        (["302 Found", "301 Moved Permanently"], None),
        ([], None),
    ],
)
def test_a_page_tells_where_it_has_moved_for_good(server, fetcher, statuses, moved):
    for number, status in enumerate(statuses):
        server.pages[f"/{number}"] = redirect(f"/{number + 1}", status=status)
    server.pages[f"/{len(statuses)}"] = answer(PAGE, ETag='"v1"')
    page = fetcher.fetch(server.url("/0"))
    assert page.moved == (server.url(moved) if moved else None)
    server.pages[f"/{len(statuses)}"] = answer(status="304 Not Modified")
    assert fetcher.fetch_again(server.url("/0"), page.validators).moved == page.moved


def test_a_refusal_tells_its_status(server, fetcher):
    server.pages["/"] = answer(status="410 Gone")
    with pytest.raises(RefusalError, match="R158") as refused_with:
        fetcher.fetch(server.url())
    assert (refused_with.value.status, refused_with.value.wait) == (410, None)


def test_a_busy_server_tells_how_long(server, fake_time):
    server.pages["/"] = answer(status="429 Too Many", Retry_After="7")
    fetcher = fetcher_for(fake_time, limits=Limits(tries=1))
    with pytest.raises(RefusalError, match="R160") as refused_with:
        fetcher.fetch(server.url())
    assert refused_with.value.wait == 7


def test_threads_that_share_a_fetcher_take_turns():
    slept = []
    pacing = Pacing(delay=10, clock=Clock(monotonic=lambda: 0.0, sleep=slept.append))
    threads = [
        threading.Thread(target=pacing.wait, args=("herald.example",), kwargs={"longest": 60})
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(slept) == [10, 20, 30]
