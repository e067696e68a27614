"""Shared running text, character by character, on the pairs of PAN 2013.

usage: python evaluation/reuse.py [--data FOLDER]

For each kind of pair: precision, recall and F1 over the characters of both texts, all pairs
pooled, held against the floors. Exit code 1 where a floor is not reached.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rashomon.comparing.reuse import shared_text

DATA = Path(__file__).parents[2] / "shared" / "data"
FLOORS = {"verbatim": 0.97, "random": 0.80}


def main() -> int:
    """Prints the table and says whether all floors are reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    rows = read_rows(parser.parse_args().data / "reuse" / "pan13.jsonl.gz")
    failed = False
    print(f"{'kind':12} {'pairs':>5} {'P':>6} {'R':>6} {'F1':>6} {'floor':>6}  characters found")
    for kind in sorted({row["kind"] for row in rows}):
        chosen = [row for row in rows if row["kind"] == kind]
        hit, found, gold = count_characters(chosen)
        precision = hit / found if found else 1.0
        recall = hit / gold if gold else 1.0
        total = precision + recall
        f1 = 2 * precision * recall / total if total else 0.0
        floor = FLOORS.get(kind)
        failed |= floor is not None and f1 < floor
        print(
            f"{kind:12} {len(chosen):5} {precision:6.3f} {recall:6.3f} {f1:6.3f}"
            f" {'' if floor is None else floor:>6}  {found}"
        )
    return 1 if failed else 0


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Gives the pairs of the set."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


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


if __name__ == "__main__":
    sys.exit(main())
