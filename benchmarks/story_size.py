"""What comparing costs as a story grows.

    python -m benchmarks.story_size --shared ../shared
    python -m benchmarks.story_size --shared ../shared --sizes 2 8 32 128 512

Takes real reports of 250 to 1,200 words, story by story as `../shared/data/sorting` has them, as
if all were of one story; reads them once, and compares the first 2, 8, 32, 128 and 512 of them.
Prints CPU seconds, and what came out: time should grow like N log N until the output grows faster.
"""

from __future__ import annotations

import argparse
import math
import time
from pathlib import Path
from typing import Any

from evaluation.files import read_records
from rashomon.comparing import compare
from rashomon.comparing.vectors import views
from rashomon.intake import report_from_text
from rashomon.reading import read
from rashomon.report import Report

SETS = ("stories_wikinews", "stories_basil", "stories_fivew1h")
SHORTEST, LONGEST = 250, 1200  # words


def reports_of(shared: Path, count: int) -> list[Report]:
    """Gives the first `count` reports, those of one story together."""
    rows: list[dict[str, Any]] = []
    for name in SETS:
        rows += read_records(shared / f"data/sorting/{name}.jsonl.gz")
    rows = [row for row in rows if SHORTEST <= len(row["text"].split()) <= LONGEST]
    rows.sort(key=lambda row: (row["story"], row["id"]))
    return [
        report_from_text(
            row["text"], id=row["id"], outlet=row["outlet"], published=row["published"]
        )
        for row in rows[:count]
    ]


def main() -> None:
    """Prints a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--sizes", type=int, nargs="+", default=[2, 8, 32, 128])
    arguments = parser.parse_args()
    reports = reports_of(arguments.shared, max(arguments.sizes))
    began = time.process_time()
    readings, spent = [], [0.0]
    for report in reports:
        readings.append(read(report))
        spent.append(time.process_time() - began)
    print("reports    words  read s  compare s  per N log N  claims shared  differences")
    for size in arguments.sizes:
        if size > len(readings):
            print(f"{size:7}  only {len(readings)} reports of that length")
            continue
        views.cache_clear()
        began = time.process_time()
        found = compare(readings[:size])
        seconds = time.process_time() - began
        shared = sum(len({p.report for p in claim.passages}) > 1 for claim in found.claims)
        words = sum(len(report.text.split()) for report in reports[:size])
        print(
            f"{size:7} {words:8} {spent[size]:7.1f} {seconds:10.1f}"
            f" {1000 * seconds / (size * math.log2(size)):12.1f} {shared:14}"
            f" {len(found.differences):12}",
            flush=True,
        )


if __name__ == "__main__":
    main()
