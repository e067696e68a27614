"""Whether anything is lost where `rashomon add` or `rashomon watch` is killed (SIGKILL).

    python -m benchmarks.kills --library /tmp/kills.sqlite --kills 300
    python -m benchmarks.kills --library postgresql://user@host/empty --kills 300 --watch

The library must be empty, and is emptied each time when all reports are in. The command is killed
at random moments: while it starts, and within a few milliseconds of a report that it told.
After each kill the library is looked through (`rashomon.library.audit`), and each report that
was told must be in it, in a story; then the command is started again on the same library. Exits
with 1 where anything was lost or torn. Each start is a fork of a process that has imported
Rashomon already, so that 300 fit in minutes; readings come from a cache.
"""

from __future__ import annotations

import argparse
import contextlib
import http.server
import json
import os
import random
import select
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape

from sqlalchemy import delete
from sqlalchemy import select as rows_of

import rashomon.bulk.workers
import rashomon.intake.fetching
import rashomon.library.adding  # noqa: F401 - imported once, for all that is forked
from rashomon.cli import main as command
from rashomon.library import audit, open_library
from rashomon.library.tables import membership, metadata, versions

PLACES = "Tamsin Berrow Calder Dunmore Elmstead Farley Gorse Hexley Ilford Jarrow".split()
_PATIENCE = 60.0  # seconds until a command that tells nothing counts as stuck


@dataclass
class Outcome:
    """What came of some kills."""

    kills: int = 0
    idle: int = 0  # killed before it told anything
    finished: int = 0  # times that all reports were in
    told: int = 0
    faults: list[str] = field(default_factory=list)


def records(reports: int, *, changed: int = 0) -> list[dict[str, Any]]:
    """Gives reports of ten stories, and second versions of some; each has 130 words or more."""
    found = []
    for number in range(reports + changed):
        place = PLACES[number % reports % len(PLACES)]
        first = f"The dam of {place} broke on Sunday, and {number} houses in {place} were flooded."
        said = f'"Help is on its way to {place}," the mayor of {place} said on Monday.'
        rest = f"In {place} the schools stay closed, and the road to {place} is shut. " * 10
        found.append(
            {
                "id": f"r{number}",
                "outlet": f"Outlet {number % reports}",
                "url": f"https://outlet{number % reports}.example/dam",
                "title": f"Dam of {place} breaks",
                "published": "2016-12-11",
                "text": f"{first} {said} {rest}".strip(),
            }
        )
    return found


def run_add(place: str, *, reports: int, kills: int, seed: int = 0) -> Outcome:
    """Kills `rashomon add` again and again; every fourth report has a second version."""
    lines = records(reports, changed=reports // 4)
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as source:
        source.writelines(json.dumps(line) + "\n" for line in lines)
        source.flush()
        _once(["read", source.name, "--json"])  # so that the readings are in the cache
        arguments = ["add", source.name, "--jsonl", "--library", place]
        return _run(arguments, place, kills=kills, whole=len(lines), seed=seed)


def run_watch(place: str, *, reports: int, kills: int, seed: int = 0) -> Outcome:
    """Kills `rashomon watch` again and again, on a feed that this process serves."""
    with _feed(records(reports)) as address:
        arguments = ["watch", address, "--every", "1s", "--jsonl", "--library", place]
        arguments += ["--allow-private", "127.0.0.1"]
        return _run(arguments, place, kills=kills, whole=reports, seed=seed)


def _run(arguments: Sequence[str], place: str, *, kills: int, whole: int, seed: int) -> Outcome:
    chance = random.Random(seed)
    outcome = Outcome()
    told: set[tuple[str, int]] = set()
    while outcome.kills < kills:
        lines = _killed(arguments, chance)
        outcome.kills += 1
        outcome.idle += not lines
        new = _new(lines)
        outcome.told += len(new)
        told |= {(line.get("report") or line["id"], line["version"]) for line in new}
        outcome.faults += [str(line) for line in lines if line["what"] == "failed"]
        kept = _look(place, told, outcome)
        if kept >= whole:
            outcome.finished += 1
            told.clear()
            _empty(place)
    return outcome


def _once(arguments: Sequence[str]) -> None:
    child = os.fork()
    if child == 0:
        _become(arguments, os.open(os.devnull, os.O_WRONLY))
    os.waitpid(child, 0)


def _killed(arguments: Sequence[str], chance: random.Random) -> list[dict[str, Any]]:
    """Starts the command, kills it at a random moment, and gives the whole lines that it told."""
    reading, writing = os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        _become(arguments, writing)
    os.close(writing)
    wanted = chance.choice((0, 1, 1, 2, 3, 5))  # reports to wait for
    deadline = time.monotonic() + _PATIENCE
    data = b""
    while len(_new(_lines(data))) < wanted and time.monotonic() < deadline:
        ready, _, _ = select.select([reading], [], [], 0.5)
        if ready:
            more = os.read(reading, 65536)
            if not more:
                break  # it has ended
            data += more
    time.sleep(chance.uniform(0, 0.1) if wanted else chance.uniform(0, 1.5))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(reading, 65536):
        data += more
    os.close(reading)
    return _lines(data)


def _lines(data: bytes) -> list[dict[str, Any]]:
    """Gives the records of whole lines; half a line tells nothing."""
    return [json.loads(line) for line in data.split(b"\n")[:-1]]


def _new(lines: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [line for line in lines if line["what"] in ("new", "changed")]


def _become(arguments: Sequence[str], output: int) -> None:
    """Is the command, in the process that was just forked; does not come back."""
    try:
        os.dup2(output, 1)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        command(list(arguments), standalone_mode=False)
    finally:
        os._exit(0)


def _look(place: str, told: set[tuple[str, int]], outcome: Outcome) -> int:
    """Looks through the library; gives how many versions it holds."""
    with open_library(place) as library:
        outcome.faults += [f"{fault.item}: {fault.what}" for fault in audit(library)]
        with library.reading() as connection:
            rows = connection.execute(rows_of(versions.c.report, versions.c.number))
            kept = {(row.report, row.number) for row in rows}
            sorted_in = set(connection.execute(rows_of(membership.c.report)).scalars())
    outcome.faults += [f"{report}, version {n} was told and is lost" for report, n in told - kept]
    outcome.faults += [f"{report} is in no story" for report, _ in told if report not in sorted_in]
    return len(kept)


def _empty(place: str) -> None:
    with open_library(place) as library, library.writing() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(delete(table))


@contextlib.contextmanager
def _feed(articles: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Serves a feed of articles with their whole texts; gives its address."""
    items = "".join(
        f"<item><title>{escape(a['title'])}</title><link>{a['url']}</link><guid>{a['id']}</guid>"
        f"<pubDate>Sun, 11 Dec 2016 10:00:00 GMT</pubDate>"
        f"<content:encoded>{escape('<p>' + a['text'] + '</p>')}</content:encoded></item>"
        for a in articles
    )
    page = (
        '<?xml version="1.0"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Desk</title>'
        f"{items}</channel></rss>"
    ).encode()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known = self.path == "/feed.xml"
            with contextlib.suppress(OSError):  # whoever asked was killed
                self.send_response(200 if known else 404)
                self.send_header("Content-Type", "application/rss+xml")
                self.send_header("Content-Length", str(len(page) if known else 0))
                self.end_headers()
                self.wfile.write(page if known else b"")

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/feed.xml"
    finally:
        server.shutdown()
        server.server_close()


def main() -> None:
    """Kills the command as often as was asked for, and prints what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", required=True, help="where an empty library can be")
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--reports", type=int, default=40)
    parser.add_argument("--watch", action="store_true", help="kill `watch`, not `add`")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = folder
        began = time.monotonic()
        run = run_watch if asked.watch else run_add
        found = run(asked.library, reports=asked.reports, kills=asked.kills, seed=asked.seed)
        seconds = time.monotonic() - began
    print(
        f"{found.kills} kills in {seconds:.0f} s, {found.idle} before anything was told; "
        f"{found.told} reports told, all reports in {found.finished} times; "
        f"{len(found.faults)} faults"
    )
    for fault in found.faults[:20]:
        print(f"  {fault}")
    sys.exit(1 if found.faults else 0)


if __name__ == "__main__":
    main()
