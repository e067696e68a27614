"""Who said what, on PolNeAR dev, by the shared scorer.

python -m evaluation.statements --shared ../shared
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
from pathlib import Path
from typing import Any

from evaluation.files import SHARED, read_records
from evaluation.stories import scorer
from rashomon.intake import report_from_text
from rashomon.reading import read
from rashomon.showing.records import to_json


def articles_of(shared: Path, *, limit: int | None = None) -> list[dict[str, Any]]:
    """Gives the annotated articles of PolNeAR dev, or the first `limit`."""
    path = shared / "data/attribution/polnear.dev.jsonl.gz"
    return list(itertools.islice(read_records(path), limit))


def wanted(row: dict[str, Any]) -> list[dict[str, Any]]:
    """Gives the attributions of an article that say something."""
    return [one for one in row["attributions"] if one["content"]]


def measure(shared: Path, *, limit: int | None = None) -> dict[str, Any]:
    """Gives the scorer's figures over the articles of PolNeAR dev, or the first `limit`."""
    score = scorer(shared, "statements")
    articles = []
    for row in articles_of(shared, limit=limit):
        reading = read(report_from_text(row["text"], id=row["id"]))
        found = score.statements_of(json.loads(to_json(reading)))
        articles.append((row["text"], wanted(row), found))
    result: dict[str, Any] = score.score(articles)
    return result


def headline(result: dict[str, Any]) -> dict[str, float]:
    """Gives the figures that have a bar, as F1 from 0 to 100."""
    return {
        "e2e": result["content"]["all"]["e2e"]["f1"],
        "e2e direct": result["content"]["direct"]["e2e"]["f1"],
        "content token": result["token"]["content"]["f1"],
        "source token": result["token"]["source"]["f1"],
        "cue token": result["token"]["cue"]["f1"],
    }


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--limit", type=int)
    arguments = parser.parse_args()
    json.dump(headline(measure(arguments.shared, limit=arguments.limit)), sys.stdout, indent=1)


if __name__ == "__main__":
    main()
