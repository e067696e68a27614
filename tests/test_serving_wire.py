"""Bytes as an attacker sends them (OWASP A04), to a server that runs apart and is impatient."""

import re
import time

import pytest
from serving_process import running

from rashomon.serving.settings import Limits


@pytest.fixture(scope="module")
def server(filled):
    limits = Limits(slowest_request=1.0, body=10_000, writes=10_000, requests=100_000)
    with running(filled, head_seconds=1.0, limits=limits) as found:
        yield found


def alive(server):
    began = time.monotonic()
    answer = server.send(b"GET /health/live HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    return b" 200 " in answer.split(b"\r\n")[0] and time.monotonic() - began < 5


def drip(wire, data, *, pause):
    """Sends byte by byte; gives the seconds until the server had enough, and what it said."""
    began = time.monotonic()
    wire.settimeout(pause)
    told = b""
    for place in range(len(data)):
        try:
            wire.sendall(data[place : place + 1])
            piece = wire.recv(65536)
            told += piece
            if not piece:
                break
        except TimeoutError:
            continue
        except OSError:
            break
    return time.monotonic() - began, told


def test_a_head_that_drips_is_not_waited_for(server):
    slow = b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X-Drip: y\r\n" * 100
    with server.connect() as one, server.connect() as silent:
        seconds, _ = drip(one, slow, pause=0.1)
        silent.settimeout(5)
        assert silent.recv(1) == b""  # who says nothing is not waited for either
    assert seconds < 4
    assert alive(server)


def test_a_body_that_drips_is_not_waited_for(server):
    host = server.address.removeprefix("http://").encode()
    head = b"POST /login HTTP/1.1\r\nHost: %s\r\nContent-Length: 9000\r\n" % host
    head += b"Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    with server.connect() as wire:
        wire.sendall(head)
        seconds, told = drip(wire, b"x" * 200, pause=0.1)
    assert seconds < 6
    assert b" 408 " in told.split(b"\r\n")[0]
    assert b"R627" in told
    assert alive(server)


def test_a_head_that_is_too_long_is_refused(server):
    for head in (b"GET /" + b"a" * 200_000, b"GET / HTTP/1.1\r\nX: " + b"a" * 200_000,
                 b"GET / HTTP/1.1\r\n" + b"X: a\r\n" * 40_000):  # fmt: skip
        try:
            told = server.send(head + b"\r\n\r\n")
        except ConnectionError:  # closed while it was still being sent
            told = b""
        assert not told or b" 400 " in told.split(b"\r\n")[0]
        assert alive(server)


BROKEN = (
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 500,
    b"GET / HTTP/9.9\r\n\r\n",
    b"GET /\x00 HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET /\xff\xfe HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET /?\xed\xa0\x80 HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET / HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost : a\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nX: a\nSet-Cookie: b\r\n\r\n",
    b"POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
    b"POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    b"POST /login HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"POST /login HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    b"GET http://evil.example/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    b"CONNECT evil.example:80 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
)


@pytest.mark.parametrize("data", BROKEN, ids=range(len(BROKEN)))
def test_what_is_no_request_is_refused(server, data):
    told = server.send(data).split(b"\r\n")[0]
    assert not told or re.match(rb"HTTP/1\.1 4\d\d ", told), told
    assert alive(server)


def test_a_request_can_not_be_smuggled_in_a_body(server):
    host = server.address.removeprefix("http://").encode()
    hidden = b"GET /metrics HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n" % host
    both = b"POST /none HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\n" % (host, 5 + len(hidden))
    told = server.send(both + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + hidden)
    assert b"rashomon_requests" not in told


def test_many_who_wait_keep_nobody_out(server):
    held = [server.connect() for _ in range(150)]
    try:
        for one in held:
            one.sendall(b"GET / HTTP/1.1\r\nHost: ")
        assert alive(server)
    finally:
        for one in held:
            one.close()
