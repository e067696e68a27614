"""Fuzzes one reader with hypothesis until its time is over; prints what it found as JSON.

A finding is anything but a coded error, an unsound report, more than five seconds of the
processor for one input, or more than 1 GB of memory beyond what the reader needs when it starts.
"""

from __future__ import annotations

import hashlib
import json
import resource
import signal
import sys
import time
import warnings
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from fuzz.inputs import inputs
from fuzz.samples import samples
from fuzz.targets import READERS, FindingError, take

SLOWEST = 5.0
MOST_MEMORY = 1_000_000_000
_ENDED_AFTER = 20.0  # seconds of the processor: the system then ends the process (SIGPROF)
_BATCH = 2_000
FOUND = Path(__file__).parent / "found"


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def fuzz(reader: str, *, seconds: float, most: int, first_seed: int) -> dict[str, object]:
    """Reads damaged inputs until time or number is up; gives counts and the findings."""
    current = FOUND / f"current-{reader.replace(':', '-')}"
    findings: dict[str, int] = {}
    done = {"inputs": 0, "reports": 0, "slowest": 0.0}
    for sample in samples()[reader]:  # Loads what the reader loads before memory is measured.
        take(reader, sample)
    base = _memory()
    ends = time.monotonic() + seconds

    def one(data: bytes) -> None:
        if time.monotonic() > ends or done["inputs"] >= most:
            return
        current.write_bytes(data)
        signal.setitimer(signal.ITIMER_PROF, _ENDED_AFTER)
        begun = time.process_time()  # What other programs take of the machine is no finding.
        where = None
        try:
            done["reports"] += take(reader, data)
        except FindingError as finding:
            where = str(finding)
            key = finding.where
        took = time.process_time() - begun
        signal.setitimer(signal.ITIMER_PROF, 0)
        done["inputs"] += 1
        done["slowest"] = max(done["slowest"], took)
        if took > SLOWEST:
            where, key = f"took {took:.1f} s", f"slow {int(took)}"
        if where is not None:
            if key not in findings:
                digest = hashlib.sha256(data).hexdigest()[:12]
                (FOUND / f"{reader.replace(':', '-')}-{digest}").write_bytes(data)
                (FOUND / f"{reader.replace(':', '-')}-{digest}.txt").write_text(where)
            findings[key] = findings.get(key, 0) + 1

    number = 0
    while time.monotonic() < ends and done["inputs"] < most:
        run = settings(
            max_examples=_BATCH,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        seed(first_seed + number)(run(given(inputs(reader))(one)))()
        number += 1
    grown = _memory() - base
    if grown > MOST_MEMORY:
        findings[f"grew by {grown // 1_000_000} MB"] = 1
    return {**done, "grown_mb": grown // 1_000_000, "findings": findings}


def main() -> None:
    """Runs the command: reader, seconds, inputs, seed."""
    reader, seconds, most, first_seed = sys.argv[1:]
    if reader not in READERS:
        sys.exit(f"there is no reader {reader}; one of: {', '.join(READERS)}")
    # Beyond this the process is ended by itself rather than by the machine.
    limit = _memory() + 4 * MOST_MEMORY
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    warnings.simplefilter("ignore")
    told = fuzz(reader, seconds=float(seconds), most=int(most), first_seed=int(first_seed))
    print(json.dumps(told))  # noqa: T201


if __name__ == "__main__":
    main()
