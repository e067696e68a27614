"""How fast the web reader answers while the library is written.

    python -m benchmarks.serving --shared ../shared
    python -m benchmarks.serving --shared ../shared --seconds 30 --connections 16

Puts the 30 reports of the largest story of `../shared/data/sorting` into a new library, as one
story, and serves it on the loopback. Prints what each page weighs, compressed and not, and the
time of one request alone; then, while another process adds report after report, what wrk (Debian's)
measures on the story page: requests a second, and the latency that 50 and 99 of 100 stay below.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.comparing import reports_of
from rashomon.library import (
    add,
    comparison_of,
    judge,
    list_stories,
    merge_stories,
    open_library,
)
from rashomon.reading import read
from rashomon.reading.reading import Reading
from rashomon.report import Report
from rashomon.serving.settings import Limits, Settings, to_environment
from rashomon.serving.story_pages import keep_page

_REPORTS = 30
_WRITTEN = 300  # reports for the other process
_NO_LIMIT = 10**9
_SERVE = "import uvicorn; uvicorn.run('rashomon.serving.app:app_from_environment', factory=True, "


def fill(place: str, shared: Path) -> str:
    """Makes a library with one story of so many reports; gives the story's id."""
    reports = reports_of(shared, _REPORTS, one_event=True)
    more = reports_of(shared, _REPORTS)
    reports += more[: _REPORTS - len(reports)]
    with open_library(place) as library:
        list(add(library, map(read, reports)))
        while len(stories := list_stories(library)) > 1:
            one, other = stories[0].id, stories[1].id
            judge(library, merge_stories(library, one, other, by="benchmark"))
        story = stories[0].id
        keep_page(library, story, comparison_of(library, story, read=_read))
    return story


def _read(reports: Sequence[Report]) -> list[Reading]:
    return [read(one) for one in reports]


@contextlib.contextmanager
def serving(place: str) -> Iterator[str]:
    """Serves a library without a limit on requests; gives the address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    limits = Limits(requests=_NO_LIMIT)
    to_environment(Settings(library=place, port=port, limits=limits), log_level="warning")
    options = f"port={port}, http='rashomon.serving.protocol:PatientProtocol', access_log=False)"
    server = subprocess.Popen([sys.executable, "-c", _SERVE + options], env=os.environ)
    address = f"http://127.0.0.1:{port}"
    try:
        while True:
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{address}/health/ready")
                break
            time.sleep(0.2)
        yield address
    finally:
        server.terminate()
        server.wait()


@contextlib.contextmanager
def written(place: str, shared: Path) -> Iterator[None]:
    """Has another process add reports of other stories all the while."""
    records = Path(place).with_suffix(".jsonl")
    with records.open("w", encoding="utf-8") as file:
        for report in reports_of(shared, _REPORTS + _WRITTEN)[_REPORTS:]:
            known = {"id": f"x-{report.id}", "outlet": report.outlet, "text": report.text}
            file.write(json.dumps(known) + "\n")
    command = [sys.executable, "-m", "rashomon", "add", str(records), "--library", place]
    with Path(place).with_suffix(".log").open("wb") as log:
        writer = subprocess.Popen(
            [*command, "--jsonl", "--no-cache", "-q"], stdout=log, env=os.environ
        )
    try:
        yield
        if writer.poll() is not None:
            print("  (the writer was done before the end: take fewer seconds)")
    finally:
        writer.kill()
        writer.wait()


def weigh(address: str, path: str) -> None:
    """Prints what a page weighs, and how long it takes alone (the fastest of five)."""
    times, sizes = [], []
    for coding in ("identity", "gzip", "gzip", "gzip", "gzip"):
        asked = urllib.request.Request(address + path, headers={"accept-encoding": coding})
        began = time.perf_counter()
        with urllib.request.urlopen(asked) as answer:
            sizes.append(len(answer.read()))
        times.append(time.perf_counter() - began)
    plain, packed = sizes[0] / 1000, sizes[-1] / 1000
    print(f"{path.split('?')[0]:44} {plain:6.0f} kB {packed:6.0f} kB {1000 * min(times):7.1f} ms")


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--connections", type=int, default=8)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = f"{folder}/desk.sqlite"
        story = fill(place, asked.shared)
        with serving(place) as address:
            print(f"{'page':44} {'plain':>9} {'gzip':>9} {'alone':>10}")
            for path in ("/", "/speakers", "/search?words=court", f"/stories/{story}/"):
                weigh(address, path)
            weigh(address, f"/stories/{story}/texts")
            # The writer's reports go to stories of their own.
            load = ["wrk", "-t1", f"-c{asked.connections}", f"-d{asked.seconds}s", "--latency"]
            load += ["-H", "Accept-Encoding: gzip", f"{address}/stories/{story}/"]
            with written(place, asked.shared):
                time.sleep(3.0)  # its models are loaded
                print(subprocess.run(load, check=True, capture_output=True, text=True).stdout)


if __name__ == "__main__":
    main()
