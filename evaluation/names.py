"""Names of persons, organizations and places: entity F1 on sets the reader was not trained on.

An entity is right where both ends and the kind are. Kinds that Rashomon does not have (nations'
adjectives, products, dates) are left out on both sides; facilities are neither right nor wrong.

    python -m evaluation.names --shared ../shared
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from evaluation.figures import f1
from evaluation.files import SHARED, read_records
from rashomon.reading.sentences import split_sentences
from rashomon.reading.tagging import tag

KINDS = {
    "PER": "person",
    "ORG": "organization",
    "LOC": "place",
    "Person": "person",
    "Organization": "organization",
    "Location": "place",
}
SETS = {"conllpp": "conllpp.dev", "worldwide": "worldwide.train_dev"}


def rows_of(shared: Path, name: str) -> list[dict[str, Any]]:
    """Gives the documents of the development part of a set."""
    path = shared / "data/names" / f"{SETS[name]}.jsonl.gz"
    return [row for row in read_records(path) if row.get("split") in (None, "dev")]


def measure(shared: Path, name: str, *, limit: int | None = None) -> dict[str, float]:
    """Gives precision, recall and F1, from 0 to 100, over a set or its first documents."""
    right = found = wanted = 0
    for row in rows_of(shared, name)[:limit]:
        gold = {
            (e["start"], e["end"], KINDS[e["type"]]) for e in row["entities"] if e["type"] in KINDS
        }
        spared = [(e["start"], e["end"]) for e in row["entities"] if e["type"] == "Facility"]
        names = {
            (n.span.start, n.span.end, n.kind)
            for n in tag(row["text"], split_sentences(row["text"])).names
            if n.kind != "other"
            and not any(n.span.start < end and start < n.span.end for start, end in spared)
        }
        right += len(gold & names)
        found += len(names)
        wanted += len(gold)
    precision, recall = right / max(1, found), right / max(1, wanted)
    return {
        "precision": round(100 * precision, 1),
        "recall": round(100 * recall, 1),
        "f1": round(100 * f1(precision, recall), 1),
    }


def main() -> None:
    """Prints the figures of both sets."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--limit", type=int)
    arguments = parser.parse_args()
    figures = {name: measure(arguments.shared, name, limit=arguments.limit) for name in SETS}
    json.dump(figures, sys.stdout, indent=1)


if __name__ == "__main__":
    main()
