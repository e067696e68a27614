"""Reads inputs in a process of its own, with bounds of memory: `python hostile_reader.py`.

Takes lines of JSON (a list of paths) and answers each with a line of JSON: what came of them, the
seconds of the processor that it took, and by how many bytes the process grew.
"""

import json
import resource
import sys
import time

from rashomon.intake import load

GROWTH = 1_000_000_000


def _held():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _answer(paths):
    held, begun = _held(), time.process_time()
    intake = load(paths)
    return {
        "texts": [report.text[:2000] for report in intake.reports],
        "published": [report.published for report in intake.reports],
        "sources": [r.source for report in intake.reports for r in report.retrievals],
        "codes": [failure.code for failure in intake.failures],
        "messages": [failure.message for failure in intake.failures],
        "notes": [note.code for note in intake.notes],
        "seconds": time.process_time() - begun,
        "growth": _held() - held,
    }


def main():
    warm = sys.argv[1:]
    load(warm)  # Loads the libraries before memory is bounded.
    limit = _held() + 2 * GROWTH
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_answer(json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
