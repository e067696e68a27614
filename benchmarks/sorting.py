"""How fast reports are sorted into stories, and whether that holds as they become many.

    python -m benchmarks.sorting --shared ../shared --count 100000
    python -m benchmarks.sorting --shared ../shared --count 10000 --library
    python -m benchmarks.sorting --shared ../shared --library postgresql://desk@db/empty

Sorts a stream of reports recombined from real ones (`news_stream`), and forgets those older than
the window, as the library does. Printed are CPU and wall seconds of each thousand or tenth, how
many reports are held then, the most memory taken so far, and how well the events are found
(B-cubed). Making sketches is reading, and is measured by itself, as is making the stream, which
is not. With `--library` each report is added to a SQLite file, or to a database that is empty, with
the text and the reading of the real report it was made from, so that what is written is of real
size. In the same run an online clusterer of a kept library (river's TextClust, where it is
installed) is given the words of the same reports.

What was measured is in `docs/sorting.md`.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import resource
import tempfile
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from msgspec.structs import replace

from benchmarks.news_stream import FIRST_DAY, Arriving, Source, Stream, by_story
from evaluation.files import SHARED
from evaluation.sorting import SETS, load
from rashomon.bulk.sketching import Sketched
from rashomon.intake import report_from_text
from rashomon.library import Library, add, list_stories, open_library
from rashomon.library.desk import WINDOW, Desk
from rashomon.reading import read
from rashomon.sorting import Sorter, sketch_of

_BLOCK = 1000
_PEER = 300  # reports that the peer is given: each costs it more than the one before
_PEER_WORDS = 20


def sources(shared: Path) -> tuple[dict[str, str], list[Source]]:
    """Gives the story of each real report, and the reports with their sketches."""
    rows = [row for name in SETS for row in load(shared, name)]
    reports = [
        report_from_text(row["text"], title=row["title"], published=row["published"], id=row["id"])
        for row in rows
    ]
    began = time.process_time()
    found = [Source(report, sketch_of(report)) for report in reports]
    each = (time.process_time() - began) / len(found)
    print(f"sketches: {1 / each:.0f} a CPU second, made where reports are read")
    return {row["id"]: row["story"] for row in rows}, found


def blocks(stream: Iterable[Arriving]) -> Iterator[list[Arriving]]:
    """Gives the stream a thousand at a time."""
    arriving = iter(stream)
    while block := list(itertools.islice(arriving, _BLOCK)):
        yield block


class Clock:
    """Prints what each block cost, and at the end the last thousand against earlier ones."""

    def __init__(self, count: int) -> None:
        self._step = max(_BLOCK, count // 10)
        self._done = 0
        self._cpu: list[float] = []
        self._wall: list[float] = []
        self._full: int | None = None

    def time(self, work: Callable[[], int], size: int, *, is_full: bool) -> None:
        """Does some work on so many reports; prints now and then what it cost each.

        `work` gives how many reports are held then; `is_full` says whether old ones were left out
        for new ones.
        """
        cpu, wall = time.process_time(), time.perf_counter()
        held = work()
        self._cpu.append((time.process_time() - cpu) / size)
        self._wall.append((time.perf_counter() - wall) / size)
        self._done += size
        if is_full and self._full is None:
            self._full = len(self._cpu) - 1
        if self._done <= _BLOCK or self._done % self._step == 0:
            print(
                f"{self._done:8} {1 / self._cpu[-1]:7.0f} a CPU second"
                f" {1 / self._wall[-1]:7.0f} a second {held:7} held {_megabytes():6} MB",
                flush=True,
            )

    def end(self) -> None:
        """Prints what all of it cost."""
        all_cpu, all_wall = (sum(each) / len(each) for each in (self._cpu, self._wall))
        last = self._cpu[-1]
        print(
            f"all: {1 / all_cpu:.0f} a CPU second, {1 / all_wall:.0f} a second;"
            f" the last thousand take {last / self._cpu[0]:.2f} times the first"
        )
        if self._full is not None:
            at_first = self._cpu[self._full]
            print(f"and {last / at_first:.2f} times the first thousand with the window full")


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def sort_alone(stream: Stream, count: int) -> None:
    """Sorts without a database."""
    sorter, clock = Sorter(), Clock(count)
    held: deque[tuple[int, str]] = deque()  # the day on which a report came, and its id
    event: dict[str, int] = {}
    story: dict[str, str] = {}

    def work(block: list[Arriving], today: int) -> int:
        for arriving in block:
            sorter.add([arriving.sketch])
            held.append((today, arriving.sketch.report))
        old = []
        while held and held[0][0] < today - WINDOW:
            old.append(held.popleft()[1])
        story.update((report, sorter.story_of(report) or "") for report in old)
        sorter.forget(old)
        return len(held)

    for block in blocks(stream):
        event.update((arriving.sketch.report, arriving.event) for arriving in block)
        today = _day(block)
        clock.time(partial(work, block, today), len(block), is_full=_is_full(today))
    clock.end()
    for name, reports in sorter.stories().items():
        story.update(dict.fromkeys(reports, name))
    _print_found(event, story)


def _day(block: Iterable[Arriving]) -> int:
    return max(arriving.sketch.day or FIRST_DAY for arriving in block)


def _is_full(today: int) -> bool:
    return today - FIRST_DAY > WINDOW


def sort_in_library(stream: Stream, found: Iterable[Source], count: int, place: str) -> None:
    """Adds the reports to the library at a place, a new SQLite file where it is ""."""
    began = time.process_time()
    readings = {source.report.id: read(source.report) for source in found}
    print(f"readings: {len(readings) / (time.process_time() - began):.1f} a CPU second")
    clock, desk = Clock(count), Desk()
    event: dict[str, int] = {}

    def sketched(arriving: Arriving) -> Sketched:
        sketch = arriving.sketch
        report = replace(
            arriving.source,
            id=sketch.report,
            outlet=f"outlet of {sketch.report}",
            published=datetime.fromordinal(sketch.day).date().isoformat() if sketch.day else None,
            sha256=hashlib.sha256(sketch.report.encode()).hexdigest(),
        )
        return Sketched(reading=replace(readings[arriving.source.id], report=report), sketch=sketch)

    with (
        tempfile.TemporaryDirectory() as folder,
        open_library(place or Path(folder) / "l.db") as library,
    ):
        for block in blocks(stream):
            event.update((arriving.sketch.report, arriving.event) for arriving in block)
            prepared = [sketched(arriving) for arriving in block]
            today = _day(block)
            now = datetime.fromordinal(today).replace(tzinfo=UTC)
            work = partial(_add_all, library, desk, prepared, now)
            clock.time(work, len(block), is_full=_is_full(today))
        clock.end()
        story = {one.id: told.id for told in list_stories(library) for one in told.reports}
    _print_found(event, story)


def _add_all(library: Library, desk: Desk, found: list[Sketched], now: datetime) -> int:
    for _ in add(library, found, now=now, desk=desk):
        pass
    return len(desk.held())


def sort_with_peer(stream: Stream) -> None:
    """Gives the heaviest words to river's TextClust; prints its speed beside Rashomon's."""
    try:
        from river import cluster
    except ImportError:
        print("peer: river is not installed")
        return
    peer: Any = cluster
    clusters = peer.TextClust(real_time_fading=False, fading_factor=0.0001, radius=0.7)
    chosen = list(itertools.islice(stream, _PEER))
    words = []
    for lead in (arriving.sketch.lead for arriving in chosen):
        heaviest = np.argsort(-lead.weights, kind="stable")[:_PEER_WORDS]
        words.append({str(lead.numbers[n]): int(100 * lead.weights[n]) for n in heaviest})
    began = time.process_time()
    story = {}
    for arriving, one in zip(chosen, words, strict=True):
        clusters.learn_one(one)
        story[arriving.sketch.report] = str(clusters.predict_one(one, type="micro"))
    theirs = time.process_time() - began
    began = time.process_time()
    sorter = Sorter()
    for arriving in chosen:
        sorter.add([arriving.sketch])
    ours = time.process_time() - began
    print(f"the first {_PEER}: river's TextClust {_PEER / theirs:.0f} a CPU second,", end=" ")
    print(f"Rashomon {_PEER / ours:.0f}: {theirs / ours:.1f} times as fast; the peer's", end=" ")
    _print_found({arriving.sketch.report: arriving.event for arriving in chosen}, story)


def _print_found(event: Mapping[str, int], story: Mapping[str, str]) -> None:
    """Prints B-cubed precision and recall of the events."""
    events, stories = Counter(event.values()), Counter(story.values())
    both = Counter((event[report], story[report]) for report in event)
    precision = sum(n * n / stories[name] for (_, name), n in both.items()) / len(event)
    recall = sum(n * n / events[number] for (number, _), n in both.items()) / len(event)
    print(
        f"{len(events)} events, {len(stories)} stories;"
        f" B-cubed precision {precision:.3f}, recall {recall:.3f}"
    )


def main() -> None:
    """Prints the cost of sorting."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--per-day", type=int, default=500)
    parser.add_argument(
        "--library", nargs="?", const="", help="into a SQLite file, or an empty database"
    )
    given = parser.parse_args()
    story_of, found = sources(given.shared)
    stream = Stream(by_story(story_of, found), count=given.count, per_day=given.per_day)
    if given.library is not None:
        sort_in_library(stream, found, given.count, given.library)
    else:
        sort_with_peer(stream)
        sort_alone(stream, given.count)


if __name__ == "__main__":
    main()
