"""Scores time expressions against TempEval-3 (TimeBank and AQUAINT).

    python -m evaluation.times --shared ../shared [--held-out] [--errors]

Figures as in TempEval-3 (UzZaman et al. 2013): relaxed F1 counts an expression as found when
it overlaps one of the gold; value F1 counts those whose value is right as well. Each gold
expression is matched once. The document's date is given (`published`), as it is in the task.

Gold values are TIMEX3 and are put into EDTF as Rashomon writes it:
- dates as they are; parts of the day are dropped (EDTF has none): 1998-01-08TNI is 1998-01-08
- weeks and weekends are intervals of days: 1998-W02 is 1998-01-05/1998-01-11
- quarters, halves and seasons are sub-year groups: 1989-Q3 is 1989-35, 1989-SU is 1989-22
- decades and centuries have unknown digits: 199 is 199X, 19 is 19XX
- PRESENT_REF is the document's date as approximate, PAST_REF and FUTURE_REF are the open
  intervals before and after it
- durations in quarters, decades, centuries are in months and years: P2E is P20Y
- a date that ends in unknown parts is the longer stretch: 1994-XX-XX is 1994
- sets that name a day or month of the week or year keep what EDTF can say: XXXX-WXX-4 is P1W
Values that annotators left half open in ways EDTF lacks (1989-WXX, 1989-QX) count as wrong, as
TempEval-3's own scorer would have it; "value F1, open gold" counts them as right where the value
found is a week or quarter of that year.

Every fifth document, by the SHA-1 of its id, is held out: rules are written on the others.
"""

from __future__ import annotations

import argparse
import hashlib
import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from evaluation.figures import f1
from evaluation.files import SHARED, read_records
from rashomon.reading.reading import Time
from rashomon.reading.sentences import split_sentences
from rashomon.reading.times import find_times
from rashomon.report import Report, fingerprint

Row = dict[str, Any]


def read_rows(shared: Path, *, held_out: bool) -> list[Row]:
    """Gives the documents of one side of the split."""
    rows = read_records(shared / "data/times/tempeval3.train.jsonl.gz")
    return [row for row in rows if is_held_out(row["id"]) == held_out]


def is_held_out(identity: str) -> bool:
    """Says whether a document is in the held-out fifth."""
    return int(hashlib.sha1(identity.encode()).hexdigest(), 16) % 5 == 0


def report_of(row: Row) -> Report:
    """Makes a report of a document; its hard line breaks inside paragraphs become blanks."""
    text = re.sub(r"(?<!\n)\n(?!\n)", " ", row["text"])
    return Report(
        id=row["id"],
        text=text,
        sha256=fingerprint(text),
        language="en",
        zones=(),
        published=row["dct"],
    )


_SUB_YEAR = {"SP": 21, "SU": 22, "FA": 23, "WI": 24, "Q1": 33, "Q2": 34, "Q3": 35, "Q4": 36} | {
    "H1": 40,
    "H2": 41,
}
_LONG_UNITS = {"Q": ("M", 3), "E": ("Y", 10), "C": ("Y", 100), "DE": ("Y", 10), "CE": ("Y", 100)}


def edtf_of(timex: str, dct: str) -> str:
    """Gives a TIMEX3 value in EDTF; values EDTF lacks come back as they are."""
    written = dct[:10]
    relative = {
        "PRESENT_REF": f"{written}~",
        "PAST_REF": f"../{written}",
        "FUTURE_REF": f"{written}/..",
        "XXXX": "P1Y",
        "XXXX-XX": "P1M",
        "XXXX-XX-XX": "P1D",
    }
    if timex in relative:
        return relative[timex]
    if re.match(r"XXXX-WXX-\d", timex):
        return "P1W"
    timex = re.sub(r"T(?:NI|MO|AF|EV|DT|MI)$", "", timex)
    timex = re.sub(r"^(\d{4}(?:-\d\d)?)(?:-XX)+$", r"\1", timex)
    if week := re.fullmatch(r"(\d{4})-W(\d\d?)(-WE)?", timex):
        return _week(int(week[1]), int(week[2]), weekend=bool(week[3]))
    if part := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI|Q[1-4]|H[12])", timex):
        return f"{part[1]}-{_SUB_YEAR[part[2]]}"
    if re.fullmatch(r"\d{2,3}", timex):
        return timex.ljust(4, "X")
    if clock := re.fullmatch(r"(.+T\d\d)", timex):
        return f"{clock[1]}:00"
    if long := re.fullmatch(r"P([\dX]+)(Q|E|C|DE|CE)", timex):
        unit, size = _LONG_UNITS[long[2]]
        zeros = str(size)[1:] if size % 10 == 0 else ""
        return f"PX{zeros}{unit}" if long[1] == "X" else f"P{int(long[1]) * size}{unit}"
    return timex


def _week(year: int, number: int, *, weekend: bool) -> str:
    try:
        monday = date.fromisocalendar(year, number, 1)
    except ValueError:
        return f"{year}-W{number}"
    first = monday + timedelta(5 if weekend else 0)
    return f"{first}/{monday + timedelta(6)}"


def is_within(value: str, timex: str) -> bool:
    """Says whether a value is a week or quarter of the year that a half open TIMEX3 names."""
    half_open = re.fullmatch(r"(\d{4})-(WXX|QX)", timex)
    if half_open is None or value[:4] != half_open[1]:
        return False
    shape = r".{10}/.{10}" if half_open[2] == "WXX" else r"\d{4}-3[3-6]"
    return re.fullmatch(shape, value) is not None


def match(gold: list[Row], found: tuple[Time, ...]) -> list[tuple[Row | None, Time | None]]:
    """Pairs gold and found expressions that overlap, one to one, in order; None for no partner."""
    pairs: list[tuple[Row | None, Time | None]] = []
    left = list(found)
    for timex in gold:
        partner = next(
            (time for time in left if time.start < timex["end"] and timex["start"] < time.end),
            None,
        )
        if partner is not None:
            left.remove(partner)
        pairs.append((timex, partner))
    return pairs + [(None, time) for time in left]


def score(rows: list[Row], *, errors: bool = False) -> dict[str, float]:
    """Gives relaxed and value precision, recall and F1; lists what is wrong where asked."""
    counts: Counter[str] = Counter()
    for row in rows:
        report = report_of(row)
        times = find_times(report, split_sentences(report.text))
        for timex, time in match(row["timexes"], times):
            counts["gold"] += timex is not None
            counts["found"] += time is not None
            if timex is not None and time is not None:
                right = edtf_of(timex["value"], row["dct"]) == time.value
                counts["relaxed"] += 1
                counts["value"] += right
                counts["open"] += right or is_within(time.value, timex["value"])
                counts["kind"] += timex["type"].lower() == time.kind
                if right:
                    continue
            if errors:
                print(_error(row, report.text, timex, time))
    figures = {}
    for name in ("relaxed", "value", "open"):
        precision = counts[name] / max(counts["found"], 1)
        recall = counts[name] / max(counts["gold"], 1)
        figures[f"{name} P"], figures[f"{name} R"] = precision, recall
        figures[f"{name} F1"] = f1(precision, recall)
    figures["value F1, open gold"] = figures.pop("open F1")
    del figures["open P"], figures["open R"]
    figures["value accuracy"] = counts["value"] / max(counts["relaxed"], 1)
    figures["kind accuracy"] = counts["kind"] / max(counts["relaxed"], 1)
    return figures


def _error(row: Row, text: str, timex: Row | None, time: Time | None) -> str:
    start = timex["start"] if timex else time.start if time else 0
    gold = timex and f"{text[timex['start'] : timex['end']]!r} {timex['type']} {timex['value']}"
    own = time and f"{text[time.start : time.end]!r} {time.kind} {time.value}"
    kind = "WRONG" if timex and time else "MISSED" if timex else "FALSE"
    context = text[max(start - 60, 0) : start + 60].replace("\n", " ")
    return f"{kind}\t{gold}\t{own}\t{row['dct']}\t…{context}…"


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description="Scores times against TempEval-3.")
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--held-out", action="store_true", help="score the held-out fifth")
    parser.add_argument("--errors", action="store_true", help="list what is wrong")
    arguments = parser.parse_args()
    rows = read_rows(arguments.shared, held_out=arguments.held_out)
    figures = score(rows, errors=arguments.errors)
    print(f"{len(rows)} documents")
    for name, value in figures.items():
        print(f"{name:20} {value:.3f}")


if __name__ == "__main__":
    main()
