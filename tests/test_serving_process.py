"""`rashomon serve` as a process: it is ready, streams changes, outlives slow clients, and stops."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

import httpx2
import pytest
from library_places import empty_database
from serving_site import REPORTS, fill, report

from rashomon.library import add, open_library
from rashomon.reading import read

FIRE = "A mill in Berrow burnt down on Monday, treasurer Amit Rao said."


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@contextmanager
def running(place, *options, log):
    """A server in a process of its own; gives its address and the process."""
    port = free_port()
    command = [sys.executable, "-m", "rashomon", "serve", "--library", place, "--port", str(port)]
    with log.open("wb") as errors:
        process = subprocess.Popen(
            [*command, *options], stderr=errors, env={**os.environ, "OMP_NUM_THREADS": "1"}
        )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            try:
                with urllib.request.urlopen(f"{address}/health/ready") as answer:
                    assert json.load(answer) == {"status": "ready"}
                    break
            except OSError:
                assert process.poll() is None, log.read_text()
                time.sleep(0.1)
        yield address, process
    finally:
        process.kill()
        process.wait()


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("desk")
    place = str(folder / "desk.sqlite")
    fill(place, compared=False)
    with running(place, log=folder / "log") as (address, _):
        yield address, place


def events(lines, number):
    """The first events of a stream, as their fields."""
    found, event, ends = [], {}, time.monotonic() + 60
    for line in lines:
        assert time.monotonic() < ends, found
        if not line and "data" in event:
            found.append(event)
            if len(found) == number:
                return found
        name, _, value = line.partition(": ")
        event = {**event, name: value} if line else {}
    raise AssertionError(found)


def test_a_stream_goes_on_after_the_last_event_that_was_seen(server):
    address, place = server
    stream = f"{address}/api/v1/changes/stream"
    with httpx2.stream("GET", f"{stream}?after=0", timeout=30) as first:
        assert first.headers["content-type"].startswith("text/event-stream")
        one, two = events(first.iter_lines(), 2)
    assert (one["event"], int(two["id"])) == ("opened", int(one["id"]) + 1)
    assert json.loads(one["data"])["id"] == int(one["id"])
    with httpx2.stream("GET", stream, headers={"last-event-id": one["id"]}, timeout=30) as again:
        assert events(again.iter_lines(), 1)[0]["id"] == two["id"]
    with httpx2.stream("GET", stream, timeout=30) as later:
        lines = later.iter_lines()
        assert next(lines) == "retry: 3000"
        with open_library(place) as library:
            list(add(library, [read(report("Gazette", FIRE, title="Mill burns in Berrow"))]))
        told = events(lines, 1)[0]
    assert "Gazette" in json.loads(told["data"])["reports"]


def test_a_head_that_drips_in_is_not_waited_for(server):
    address, _ = server
    port = int(address.rpartition(":")[2])
    with (
        socket.create_connection(("127.0.0.1", port), timeout=30) as idle,
        socket.create_connection(("127.0.0.1", port), timeout=30) as slow,
    ):
        began = time.monotonic()
        slow.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ")
        assert slow.recv(1000) == b""
        assert time.monotonic() - began < 20
        assert idle.recv(1000) == b""


def test_a_header_can_not_be_smuggled_in(server):
    address, _ = server
    found = httpx2.get(f"{address}/stories/a%0d%0aSet-Cookie:%20x=1")
    assert found.status_code == 308
    assert "set-cookie" not in found.headers


def test_it_stops_when_told_and_ends_streams(tmp_path):
    place = str(tmp_path / "desk.sqlite")
    fill(place, REPORTS[:1])
    log = tmp_path / "log"
    with (
        running(place, log=log) as (address, process),
        httpx2.stream("GET", f"{address}/api/v1/changes/stream", timeout=30) as stream,
    ):
        lines = stream.iter_lines()
        next(lines)
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
        assert time.monotonic() - began < 12
    logged = [json.loads(line) for line in log.read_text().splitlines()]
    assert logged[-1]["message"].startswith("Finished server process")
    assert "stopped" in [line["message"] for line in logged]


def test_several_processes_serve_a_database(tmp_path, postgresql):
    place = empty_database(postgresql)
    fill(place, REPORTS[:1])
    with running(place, "--workers", "2", log=tmp_path / "log") as (address, _):
        for _ in range(20):
            assert httpx2.get(f"{address}/api/v1/stories").json()["items"][0]["size"] == 1
        figures = httpx2.get(f"{address}/metrics").text
    answered = 'rashomon_requests_total{method="GET",route="/api/v1/stories",status="200"} 20.0'
    assert answered in figures
