"""Fuzzes the readers one after the other: `python -m fuzz --seconds 300 [READER ...]`.

Each reader runs in a process of its own, so that one that hangs or eats memory is ended, and is
told. Findings are written to `fuzz/found/` (not kept in the repository), one file each.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from pathlib import Path

from fuzz.samples import samples

_HERE = Path(__file__).parent
FOUND = _HERE / "found"


def main() -> None:
    """Runs the command. Exits with 1 where anything was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("readers", nargs="*", default=list(samples()), metavar="READER")
    parser.add_argument("--seconds", type=float, default=120.0, help="time for all readers")
    parser.add_argument("--inputs", type=int, default=100_000, help="at most so many each")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--guided", action="store_true", help="with atheris, not hypothesis")
    options = parser.parse_args()
    each = options.seconds / len(options.readers)
    total = 0
    found = False
    for reader in options.readers:
        if options.guided:
            told = _run_guided(reader, seconds=each, inputs=options.inputs, seed=options.seed)
        else:
            told = _run(reader, seconds=each, inputs=options.inputs, seed=options.seed)
        total += int(str(told.get("inputs", 0)))
        found = found or bool(told["findings"])
        print(json.dumps({"reader": reader, **told}), flush=True)  # noqa: T201
    print(json.dumps({"inputs": total}))  # noqa: T201
    sys.exit(1 if found else 0)


def _run(reader: str, *, seconds: float, inputs: int, seed: int) -> dict[str, object]:
    """Fuzzes one reader in a process of its own; gives what that says, or how it ended."""
    FOUND.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "fuzz.one", reader, str(seconds), str(inputs), str(seed)]
    process = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if process.returncode:
        where = f"{FOUND.name}/current-{reader.replace(':', '-')}"
        return {"findings": [f"ended with {process.returncode}; its input is in {where}"]}
    told: dict[str, object] = json.loads(process.stdout.splitlines()[-1])
    return told


def _run_guided(reader: str, *, seconds: float, inputs: int, seed: int) -> dict[str, object]:
    """Does the same with atheris, which ends at its first finding."""
    FOUND.mkdir(exist_ok=True)
    options = [f"-max_total_time={int(seconds)}", f"-runs={inputs}", f"-seed={seed + 1}"]
    command = [sys.executable, "-m", "fuzz.guided", reader, *options]
    process = subprocess.run(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False
    )
    counts = re.findall(r"^(?:Done |#)(\d+)", process.stderr, re.MULTILINE)
    told: dict[str, object] = {"inputs": max(map(int, counts), default=0), "findings": []}
    if process.returncode:
        reason = re.search(r"^.*(?:FindingError|ERROR: libFuzzer).*$", process.stderr, re.MULTILINE)
        told["findings"] = [reason[0] if reason else f"ended with {process.returncode}"]
    return told


if __name__ == "__main__":
    main()
