"""Scores quantities against sentences of real reports, annotated for this repository.

    python -m evaluation.quantities --shared ../shared --part develop|check|fresh|second

`gold/quantities.jsonl` has one sentence a line: the file and report it stands in, its offsets
there, and its quantities (offsets into the report; `of_start`, `of_end` the words that say
what is counted). It holds no text: the reports are read from `../shared/data`. Rules were
written on the part `develop`, then mended by what `check`, `fresh` and `second` showed, each
annotated before the code was run on it and scored once before anything was mended:
docs/times-and-quantities.md has those first figures.

- found: the spans overlap
- value + bound: found, and value (or both ends of a range), unit and bound are right: P, R, F1
- of: of the quantities found, the share whose counted thing is right: both have none, or the
  last words, which carry the noun, are the same
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from pathlib import Path
from typing import Any

from evaluation.figures import f1
from evaluation.files import SHARED, read_records
from rashomon.reading.quantities import find_quantities
from rashomon.reading.reading import Quantity
from rashomon.reading.sentences import split_sentences
from rashomon.reading.times import find_times
from rashomon.report import Report, fingerprint

GOLD = Path(__file__).parent / "gold/quantities.jsonl"

PARTS = ("develop", "check", "fresh", "second")

Row = dict[str, Any]


def read_gold(shared: Path, part: str) -> list[Row]:
    """Gives the annotated sentences of one part, each with its report's `text`."""
    with GOLD.open(encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["part"] == part]
    texts: dict[tuple[str, str], str] = {}
    for source in {row["source"] for row in rows}:
        for report in read_records(shared / f"data/{source}.jsonl.gz"):
            texts[source, report["id"]] = report["text"]
    return [row | {"text": texts[row["source"], row["report"]]} for row in rows]


def find(row: Row) -> list[Quantity]:
    """Gives the quantities found in the annotated sentence of a report."""
    text = row["text"]
    report = Report(id=row["report"], text=text, sha256=fingerprint(text), language="en", zones=())
    sentences = split_sentences(text)
    quantities = find_quantities(report, sentences, find_times(report, sentences))
    return [item for item in quantities if row["start"] <= item.start < row["end"]]


def same_value(gold: Row, found: Quantity) -> bool:
    """Says whether value or range, unit and bound are right."""
    ends = [(gold.get("low"), found.low), (gold.get("high"), found.high)]
    if not math.isclose(gold["value"], found.value, rel_tol=1e-3):
        return False
    if any((mine is None) != (theirs is None) for mine, theirs in ends):
        return False
    if any(mine is not None and not math.isclose(mine, theirs or 0) for mine, theirs in ends):
        return False
    return bool(gold["unit"] == found.unit and gold["bound"] == found.bound)


def same_counted(row: Row, gold: Row, found: Quantity) -> bool:
    """Says whether the same thing is counted, by the last word."""
    if gold["of_start"] is None or found.of is None:
        return gold["of_start"] is None and found.of is None
    words = row["text"][gold["of_start"] : gold["of_end"]]
    return bool(words.split()[-1].lower() == found.of.split()[-1].lower())


def score(rows: list[Row], *, errors: bool = False) -> dict[str, float]:
    """Gives the figures; lists what is wrong where asked."""
    counts: Counter[str] = Counter()
    for row in rows:
        left = find(row)
        counts["found"] += len(left)
        for gold in row["quantities"]:
            counts["gold"] += 1
            match = next((q for q in left if q.start < gold["end"] and gold["start"] < q.end), None)
            if match is None:
                _show(errors, "MISSED", row, gold, None)
                continue
            left.remove(match)
            counts["span"] += 1
            right, counted = same_value(gold, match), same_counted(row, gold, match)
            counts["value"] += right
            counts["of"] += counted
            if not right or not counted:
                _show(errors, "WRONG" if not right else "OF", row, gold, match)
        for item in left:
            _show(errors, "FALSE", row, None, item)
    figures = {"quantities": float(counts["gold"])}
    for name, key in (("found", "span"), ("value + bound", "value")):
        precision = counts[key] / max(counts["found"], 1)
        recall = counts[key] / max(counts["gold"], 1)
        figures[f"{name} P"], figures[f"{name} R"] = precision, recall
        figures[f"{name} F1"] = f1(precision, recall)
    figures["of"] = counts["of"] / max(counts["span"], 1)
    return figures


def _show(wanted: bool, kind: str, row: Row, gold: Row | None, found: Quantity | None) -> None:
    if not wanted:
        return
    text = row["text"]
    mine = found and (text[found.start : found.end], found.value, found.bound, found.unit, found.of)
    theirs = gold and (
        text[gold["start"] : gold["end"]],
        gold["value"],
        gold["bound"],
        gold["unit"],
        text[gold["of_start"] : gold["of_end"]] if gold["of_start"] is not None else None,
    )
    sentence = text[row["start"] : row["end"]].replace("\n", " ")
    print(f"{kind}\tgold {theirs}\tfound {mine}\n\t{sentence}")


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description="Scores quantities against annotated sentences.")
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--part", choices=PARTS, default="develop")
    parser.add_argument("--errors", action="store_true", help="list what is wrong")
    arguments = parser.parse_args()
    figures = score(read_gold(arguments.shared, arguments.part), errors=arguments.errors)
    for name, value in figures.items():
        print(f"{name:18} {value:.3f}")


if __name__ == "__main__":
    main()
