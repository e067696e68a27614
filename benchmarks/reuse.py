"""How long shared running text takes over many articles, all pairs.

usage: python benchmarks/reuse.py [--data FOLDER] [--characters N]

Takes real articles of PolNeAR and BASIL (those of the passim measurement in the notes on peers:
468 articles, 2.0 million characters, 46 to 55 CPU seconds and 2 GB with passim 2.0.1; part of
that set is kept apart, so PolNeAR's training articles fill it up here). Prints CPU seconds of
this process, its peak memory, and how many pairs share text.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from evaluation.files import SHARED, read_records
from rashomon.comparing.reuse import shared_text_of

SETS = (
    "attribution/polnear.dev",
    "sorting/stories_basil",
    "attribution/polnear.train",
)
PASSIM_SECONDS = 46.0


def main() -> None:
    """Prints the measurement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=SHARED / "data")
    parser.add_argument("--characters", type=int, default=2_000_000)
    options = parser.parse_args()
    texts = read_texts(options.data, least=options.characters)
    best = float("inf")
    for _ in range(3):
        begin = time.process_time()
        shared = shared_text_of(texts)
        best = min(best, time.process_time() - begin)
    passages = sum(len(found) for found in shared.values())
    print(f"{len(texts)} articles, {sum(map(len, texts)):,} characters")
    print(f"{best:.2f} CPU seconds (best of 3), {best / PASSIM_SECONDS:.3f} of passim's")
    print(f"{len(shared)} pairs share text, in {passages} passages; peak {peak_megabytes()} MB")


def read_texts(data: Path, *, least: int) -> list[str]:
    """Gives the articles of the sets, in order, until there are `least` characters."""
    texts: list[str] = []
    size = 0
    for name in SETS:
        for record in read_records(data / f"{name}.jsonl.gz"):
            if size < least:
                texts.append(str(record["text"]))
                size += len(texts[-1])
    return texts


def peak_megabytes() -> str:
    """Gives the peak memory of this process, where the system tells it."""
    try:
        import resource
    except ImportError:
        return "unknown"
    return str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


if __name__ == "__main__":
    main()
