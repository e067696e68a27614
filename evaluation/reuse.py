"""Shared running text, character by character, on the pairs of PAN 2013.

For each kind of pair: precision, recall and F1 over the characters of both texts, all pairs
pooled.

    python -m evaluation.reuse --shared ../shared
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from evaluation.figures import f1
from evaluation.files import SHARED, read_records
from rashomon.comparing.reuse import shared_text

BARRED = ("verbatim", "random")
"""Kinds of pairs that have a floor: the others share too few words to be running text."""


class Score(NamedTuple):
    """How well shared text was found: 0 to 1 each, and how many characters were found."""

    precision: float
    recall: float
    f1: float
    found: int


def measure(shared: Path) -> dict[str, Score]:
    """Gives the score for each kind of pair."""
    rows = list(read_records(shared / "data" / "reuse" / "pan13.jsonl.gz"))
    kinds = sorted({row["kind"] for row in rows})
    return {kind: score([row for row in rows if row["kind"] == kind]) for kind in kinds}


def score(rows: Iterable[dict[str, Any]]) -> Score:
    """Gives the score over some pairs, pooled."""
    hit, found, gold = count_characters(rows)
    precision = hit / found if found else 1.0
    recall = hit / gold if gold else 1.0
    return Score(precision, recall, f1(precision, recall), found)


def count_characters(rows: Iterable[dict[str, Any]]) -> tuple[int, int, int]:
    """Gives how many characters were found rightly, found at all, and asked for."""
    hit = found = gold = 0
    for row in rows:
        passages = shared_text(row["a"], row["b"])
        sides = (
            (characters(p["a"] for p in row["passages"]), [p.left for p in passages]),
            (characters(p["b"] for p in row["passages"]), [p.right for p in passages]),
        )
        for asked, spans in sides:
            given = characters((span.start, span.end) for span in spans)
            hit += len(asked & given)
            found += len(given)
            gold += len(asked)
    return hit, found, gold


def characters(spans: Iterable[Iterable[int]]) -> set[int]:
    """Gives the offsets that the spans cover."""
    return {offset for start, end in spans for offset in range(start, end)}


def main() -> None:
    """Prints a line for each kind of pair."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED)
    print(f"{'kind':12} {'P':>6} {'R':>6} {'F1':>6}  characters found")
    for kind, one in measure(parser.parse_args().shared).items():
        print(f"{kind:12} {one.precision:6.3f} {one.recall:6.3f} {one.f1:6.3f}  {one.found}")


if __name__ == "__main__":
    main()
