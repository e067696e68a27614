"""Web pages into reports, against trafilatura alone on the same pages.

Both start from the bytes of a page. Ours gives a report: text, zones, metadata, language;
trafilatura gives its text and metadata (with htmldate). They take turns, page by page, and what
counts is the processor's time, so that other work on the machine weighs on both alike.

    python -m benchmarks.intake --shared ../shared
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import trafilatura

from evaluation.files import SHARED
from evaluation.pages import page_bytes, rows
from rashomon.intake.formats import html
from rashomon.intake.reports import report_of


def ours(page: bytes) -> None:
    """Makes a report of a page."""
    (article,) = html.read(page, "page.html")
    report_of(article)


def alone(page: bytes) -> None:
    """Extracts text and metadata as trafilatura does with its own settings."""
    trafilatura.bare_extraction(page, with_metadata=True)


def seconds(read: Callable[[bytes], None], page: bytes) -> float:
    """Gives the processor's time for one page."""
    began = time.process_time()
    read(page)
    return time.process_time() - began


def main() -> None:
    """Prints pages a second of both, and the ratio: its median over the runs and its range."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    pages = [page_bytes(arguments.shared, row["file"]) for row in rows(arguments.shared)]
    # Warms both up: they import and compile at their first page.
    ours(pages[0])
    alone(pages[0])
    speeds: dict[str, list[float]] = {"rashomon": [], "trafilatura": []}
    for _ in range(arguments.runs):
        spent = dict.fromkeys(speeds, 0.0)
        for page in pages:
            spent["rashomon"] += seconds(ours, page)
            spent["trafilatura"] += seconds(alone, page)
        for name, total in spent.items():
            speeds[name].append(len(pages) / total)
    ratios = [one / two for one, two in zip(*speeds.values(), strict=True)]
    for name, values in speeds.items():
        print(f"{name:12} {statistics.median(values):6.1f} pages a second")
    low, middle, high = min(ratios), statistics.median(ratios), max(ratios)
    print(f"ratio        {middle:6.2f} (from {low:.2f} to {high:.2f} in {arguments.runs} runs)")


if __name__ == "__main__":
    main()
