"""What comparing costs as a story grows, and how much it finds.

    python -m benchmarks.comparing --shared ../shared
    python -m benchmarks.comparing --shared ../shared --sizes 2 8 32
    python -m benchmarks.comparing --shared ../shared --one-event --sizes 8 29 64

Takes real reports of 250 to 1,200 words, story by story as `../shared/data/sorting` has them, as
if all were of one story (after some 400 of them, shorter and longer ones; after some 550,
recombined ones); reads them once, and compares the first 2, 8, 32, 128 and 512 of them.
With `--one-event` they are those of the largest single story, which nearly all have something
to do with each other; of its 29 reports more are recombined.
A recombined report has every second paragraph of one report, and of another of the same story
those between; it comes from an outlet of its own.

Prints CPU seconds: of reading; of comparing all; and of comparing when all but the last report
were compared before ("one more") by another process, which left their vectors in a cache as the
library does. Then the CPU time to open the kept comparison, and the peak memory of the process.
The other columns say what there is to find: the kept comparison's size, pairs of reports with a
link and their links, the claims of several reports, the differences.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, islice, zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from evaluation.files import SHARED, read_records
from rashomon.bulk.vectors import VectorCache
from rashomon.comparing import compare_knowing
from rashomon.comparing.matching import side_of
from rashomon.comparing.side_words import side_words
from rashomon.comparing.vectors import Sentence, kept_on, views
from rashomon.intake import report_from_text
from rashomon.library.packing import pack_comparison, unpack_comparison
from rashomon.paragraphs import split_paragraphs
from rashomon.reading import read
from rashomon.reading.reading import Reading
from rashomon.report import Report

SETS = ("stories_wikinews", "stories_basil", "stories_fivew1h")
SHORTEST, LONGEST = 250, 1200  # words
TOO_SHORT = 100


def reports_of(shared: Path, wanted: int, *, one_event: bool = False) -> list[Report]:
    """Gives the first `wanted` reports, those of one story together, or those of the largest."""
    rows: list[dict[str, Any]] = []
    for name in SETS:
        rows += read_records(shared / f"data/sorting/{name}.jsonl.gz")
    if one_event:
        ((largest, _),) = Counter(row["story"] for row in rows).most_common(1)
        rows = [row for row in rows if row["story"] == largest]
    else:
        rows = [row for row in rows if len(row["text"].split()) >= TOO_SHORT]
    rows.sort(key=lambda row: (not _usual(row) and not one_event, row["story"], row["id"]))
    return [
        report_from_text(
            row["text"], id=row["id"], outlet=row["outlet"], published=row["published"]
        )
        for row in islice(chain(rows, _recombined(rows)), wanted)
    ]


def _usual(row: dict[str, Any]) -> bool:
    return SHORTEST <= len(row["text"].split()) <= LONGEST


def _recombined(rows: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Gives reports made of two of one story each, every two of them in either order."""
    stories: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        stories.setdefault(row["story"], []).append(row)
    for step in range(1, max(map(len, stories.values()))):
        for told in stories.values():
            for place, one in enumerate(told if step < len(told) else ()):
                other = told[(place + step) % len(told)]
                parts = [
                    [row["text"][span.start : span.end] for span in split_paragraphs(row["text"])]
                    for row in (one, other)
                ]
                if min(map(len, parts)) > 1:
                    taken = zip_longest(parts[0][::2], parts[1][1::2])
                    yield {
                        "text": "\n\n".join(text for two in taken for text in two if text),
                        "id": f"{one['id']}-{other['id']}",
                        "outlet": f"{one['outlet']} and {other['outlet']}",
                        "published": one["published"],
                    }


def main() -> None:
    """Prints a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--sizes", type=int, nargs="+", default=[2, 8, 32, 128, 512])
    parser.add_argument("--one-event", action="store_true")
    arguments = parser.parse_args()
    reports = reports_of(arguments.shared, max(arguments.sizes), one_event=arguments.one_event)
    began = time.process_time()
    readings, spent = [], [0.0]
    for report in reports:
        readings.append(read(report))
        spent.append(time.process_time() - began)
    print(
        "reports    words  read s  compare s  one more s  open ms  peak MB  |"
        "  kept kB  linked pairs   links  claims shared  differences"
    )
    for size in sorted(arguments.sizes):
        if size > len(readings):
            print(f"{size:7}  only {len(readings)} such reports")
            continue
        _line(readings[:size], spent[size])


def _line(readings: Sequence[Reading], read_seconds: float) -> None:
    views.cache_clear()
    began = time.process_time()
    whole = compare_knowing({}, readings)
    seconds = time.process_time() - began
    last = readings[-1].report.id
    known = {ids: found for ids, found in whole.pairs.items() if last not in ids}
    with TemporaryDirectory() as folder, kept_on(shelf := VectorCache(Path(folder))):
        for reading in readings[:-1]:
            side_of(reading, read=lambda texts: _put(shelf, texts))
        for held in (views, side_words):
            held.cache_clear()
        began = time.process_time()
        found = compare_knowing(known, readings).comparison
        one_more = time.process_time() - began
    if found != whole.comparison:
        raise SystemExit("The comparison that grew is not the one made afresh.")
    kept = pack_comparison(found)
    began = time.process_time()
    unpack_comparison(kept)
    opening = time.process_time() - began
    shared = sum(len({p.report for p in claim.passages}) > 1 for claim in found.claims)
    words = sum(len(reading.report.text.split()) for reading in readings)
    links = [len(pair.links) for pair in whole.pairs.values() if pair.links]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{len(readings):7} {words:8} {read_seconds:7.1f} {seconds:10.1f} {one_more:11.1f}"
        f" {1000 * opening:8.0f} {peak:8.0f}  | {len(kept) / 1000:8.0f} {len(links):13}"
        f" {sum(links):7} {shared:14} {len(found.differences):12}",
        flush=True,
    )


def _put(shelf: VectorCache, texts: tuple[str, ...]) -> tuple[Sentence, ...]:
    """Keeps the sentences of a report, as the library would."""
    sentences = views(texts)
    shelf.put(texts, sentences)
    return sentences


if __name__ == "__main__":
    main()
