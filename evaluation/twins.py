"""Altered twins: whether the edits are found, with the right type and nothing else.

    python -m evaluation.twins --shared ../shared --out build/twins --seed 1 --seed 2

Makes the twins with `../shared/score/mutants.py` (40 real reports a seed, every fifth without an
edit), compares each with its report end to end, and scores what is found.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from evaluation.files import SHARED
from evaluation.stories import scorer
from rashomon.comparing import compare
from rashomon.intake import load
from rashomon.reading import read
from rashomon.showing.records import to_json


def compare_twins(folder: Path, out: Path) -> None:
    """Compares the two files of every twin in `folder`, and writes one JSON each into `out`."""
    out.mkdir(parents=True, exist_ok=True)
    for twin in sorted(path for path in folder.iterdir() if path.is_dir()):
        reports = load([twin / "A.txt", twin / "B.txt"]).reports
        found = compare([read(report) for report in reports])
        (out / f"{twin.name}.json").write_bytes(to_json(found))


def measure(shared: Path, source: str, out: Path, *, seed: int) -> dict[str, Any]:
    """Makes the twins of one seed, compares them and gives the figures."""
    mutants = scorer(shared, "mutants")
    twins, found = out / f"{source}-{seed}", out / f"{source}-{seed}-found"
    mutants.make(str(shared / f"data/sorting/{source}.jsonl.gz"), str(twins), 40, seed, 4)
    compare_twins(twins, found)
    result: dict[str, Any] = mutants.score(str(twins), str(found))
    return result


def main() -> None:
    """Prints the figures of each seed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--out", type=Path, default=Path("build/twins"))
    parser.add_argument("--source", default="stories_wikinews")
    parser.add_argument("--seed", type=int, action="append")
    arguments = parser.parse_args()
    for seed in arguments.seed or [7]:
        result = measure(arguments.shared, arguments.source, arguments.out, seed=seed)
        print(seed, json.dumps(result))


if __name__ == "__main__":
    main()
