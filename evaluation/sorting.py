"""Sorting into stories, by the shared scorer: B-cubed F1 with one setting for all sets.

    python -m evaluation.sorting --shared ../shared

The peer is a plain TF-IDF (`sorting_peer`). The shipped model was fitted on these sets: what it
does on others is nearer to what `python -m training.sorting` prints, cross-validated by story.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evaluation.files import SHARED, read_records
from evaluation.sorting_peer import sort_plainly
from evaluation.stories import scorer
from rashomon.intake import report_from_text
from rashomon.sorting import Sketch, Sorter, sketch_of

SETS = ("wikinews", "basil", "fivew1h")


def load(shared: Path, name: str) -> list[dict[str, Any]]:
    """Gives the reports of a set with their gold story."""
    return list(read_records(shared / "data/sorting" / f"stories_{name}.jsonl.gz"))


def sketches(rows: Sequence[dict[str, Any]]) -> list[Sketch]:
    """Gives a sketch of each report. What tells the story (ids, addresses) is not seen."""
    return [
        sketch_of(
            report_from_text(
                row["text"], title=row["title"], published=row["published"], id=row["id"]
            )
        )
        for row in rows
    ]


def sort(seen: Sequence[Sketch]) -> list[tuple[str, ...]]:
    """Gives the stories of reports that come one after the other."""
    sorter = Sorter()
    for sketch in seen:
        sorter.add([sketch])
    return list(sorter.stories().values())


def figures(
    rows: Sequence[dict[str, Any]], stories: Sequence[tuple[str, ...]], *, shared: Path = SHARED
) -> dict[str, float]:
    """Gives B-cubed precision, recall and F1."""
    gold = {row["id"]: row["story"] for row in rows}
    found = [{"id": str(number), "reports": list(ids)} for number, ids in enumerate(stories)]
    result: dict[str, float] = scorer(shared, "stories").score(gold, found)["bcubed"]
    return result


def load_all(shared: Path) -> dict[str, list[dict[str, Any]]]:
    """Gives each set by its name, and all of them poured together."""
    sets = {name: load(shared, name) for name in SETS}
    return {**sets, "together": [row for rows in sets.values() for row in rows]}


def measure(shared: Path) -> dict[str, float]:
    """Gives B-cubed F1 of each set and of all poured together, with the shipped model."""
    return {
        name: figures(rows, sort(sketches(rows)), shared=shared)["f1"]
        for name, rows in load_all(shared).items()
    }


def main() -> None:
    """Prints the figures of each set and of all poured together, and those of the peer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED)
    shared = parser.parse_args().shared
    for name, rows in load_all(shared).items():
        ours = figures(rows, sort(sketches(rows)), shared=shared)
        print(name, ours, "peer", figures(rows, sort_plainly(rows), shared=shared))


if __name__ == "__main__":
    main()
