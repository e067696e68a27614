"""Web pages: the words, title, date, authors and quotations that are got out of them.

    python -m evaluation.pages --shared ../shared            figures, and what each page lacks
    python -m evaluation.pages --shared ../shared --worst 5  words too many and too few

Real pages of `data/pages`, with what their publishers' own parsers give (fundus). Word F1 is over
words as multisets, quotations are looked up in the text got. All figures are means over pages.
"""

from __future__ import annotations

import argparse
import difflib
import gzip
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from evaluation.files import SHARED, read_records
from rashomon.errors import IntakeError
from rashomon.intake.formats import html
from rashomon.intake.reports import report_of
from rashomon.report import Report, Span

_WORD = re.compile(r"\w+")
_QUOTATION = re.compile(r"“([^”“]{4,1500})”|\"([^\"\n]{4,1500})\"")
_SHOWN = 15


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """How one page was read: 0 to 1 each, None where nothing is expected."""

    name: str
    text: float
    told: float
    title: float
    published: float | None
    authors: float | None
    quotations: tuple[int, int]
    remarks: tuple[str, ...] = ()


def rows(shared: Path) -> Iterator[dict[str, Any]]:
    """Gives what is expected of each page."""
    return read_records(shared / "data" / "pages" / "expected.jsonl.gz")


def page_bytes(shared: Path, name: str) -> bytes:
    """Gives the page as it was crawled."""
    return gzip.decompress((shared / "data" / "pages" / name).read_bytes())


def read(data: bytes, name: str) -> Report | None:
    """Reads a page as the intake does."""
    try:
        (article,) = html.read(data, name)
        return report_of(article)
    except IntakeError:
        return None


def told(report: Report) -> str:
    """Gives the words of the report's own: without captions, credits, bylines and notices."""
    kept = ("title", "dateline", "lead", "body")
    return "\n\n".join(
        report.show(Span(zone.start, zone.end)) for zone in report.zones if zone.kind in kept
    )


def score(expected: Mapping[str, Any], report: Report | None) -> Page:
    """Compares a page's report with what is expected of it."""
    text = report.text if report else ""
    title = (report.title or "") if report else ""
    authors = report.authors if report else ()
    published = report.published if report else None
    wanted_authors = tuple(expected["authors"])
    quotations = [_plain(a or b) for a, b in _QUOTATION.findall(expected["text"])]
    quotations = [quotation for quotation in quotations if len(quotation.split()) >= 2]
    within = _plain(text)
    missing = [quotation for quotation in quotations if quotation not in within]
    remarks = [f"quotation lost: {quotation[:80]}" for quotation in missing]
    same_title = title.split() == expected["title"].split()
    same_day = _same_day(expected["published"], published)
    author_f1 = _f1(
        map(_plain, map(str.casefold, wanted_authors)), map(_plain, map(str.casefold, authors))
    )
    if not same_title:
        remarks.append(f"title {title!r}, expected {expected['title']!r}")
    if not same_day:
        remarks.append(f"published {published}, expected {expected['published']}")
    if author_f1 < 1:
        remarks.append(f"authors {list(authors)}, expected {list(wanted_authors)}")
    return Page(
        name=expected["file"].removesuffix(".html.gz"),
        text=_f1(_words(expected["text"]), _words(text)),
        told=_f1(_words(expected["text"]), _words(told(report) if report else "")),
        title=float(same_title),
        published=float(same_day) if expected["published"] else None,
        authors=author_f1 if wanted_authors else None,
        quotations=(len(quotations) - len(missing), len(quotations)),
        remarks=tuple(remarks),
    )


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _plain(text: str) -> str:
    quotes = str.maketrans("’‘“”\u00a0", "''\"\" ")
    return " ".join(text.translate(quotes).split())


def _f1(expected: Iterable[str], got: Iterable[str]) -> float:
    wanted, given = Counter(expected), Counter(got)
    shared = sum((wanted & given).values())
    total = sum(wanted.values()) + sum(given.values())
    return 2 * shared / total if total else 1.0


def _same_day(expected: str | None, got: str | None) -> bool:
    """Says whether two times are of one day, as written or in UTC."""
    if expected is None or got is None:
        return expected == got
    if expected[:10] == got[:10]:
        return True
    try:
        one, two = (datetime.fromisoformat(time) for time in (expected, got))
    except ValueError:
        return False
    if one.tzinfo is None or two.tzinfo is None:
        return False
    return one.astimezone(UTC).date() == two.astimezone(UTC).date()


def measure(shared: Path) -> tuple[Page, ...]:
    """Reads the pages, and scores each."""
    return tuple(
        score(row, read(page_bytes(shared, row["file"]), row["file"])) for row in rows(shared)
    )


def figures(pages: tuple[Page, ...]) -> dict[str, float]:
    """Gives the means over pages, and the share of all quotations that survive."""
    kept, expected = (
        sum(counts) for counts in zip(*(page.quotations for page in pages), strict=True)
    )
    return {
        "text word F1": _mean([page.text for page in pages]),
        "text of lead and body, word F1": _mean([page.told for page in pages]),
        "title": _mean([page.title for page in pages]),
        "published": _mean([page.published for page in pages]),
        "authors F1": _mean([page.authors for page in pages]),
        "quotation recall": kept / max(expected, 1),
    }


def _mean(values: list[Any]) -> float:
    known = [value for value in values if value is not None]
    return float(sum(known) / max(len(known), 1))


def differing_words(expected: str, got: str) -> Iterator[str]:
    """Gives the stretches of words that one of two texts holds and the other not."""
    one, two = expected.split(), got.split()
    for tag, a, b, c, d in difflib.SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if tag != "equal":
            for sign, words in (("-", one[a:b]), ("+", two[c:d])):
                if words:
                    more = f" ... ({len(words)} words)" if len(words) > _SHOWN else ""
                    yield f"    {sign} {' '.join(words[:_SHOWN])}{more}"


def main() -> None:
    """Prints a line for each page, what is wrong with it, and the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--worst", type=int, default=0, help="show the words of so many pages")
    arguments = parser.parse_args()
    pages = measure(arguments.shared)
    for page in pages:
        print(f"{page.text:.3f} {page.told:.3f} {page.name}")
        for remark in page.remarks:
            print(f"      {remark}")
    worst = sorted(pages, key=lambda page: page.told)[: arguments.worst]
    for row in rows(arguments.shared):
        for page in worst:
            if row["file"].startswith(page.name):
                report = read(page_bytes(arguments.shared, row["file"]), row["file"])
                print(f"\n{page.told:.3f} {page.name}")
                print(*differing_words(row["text"], told(report) if report else ""), sep="\n")
    for name, value in figures(pages).items():
        print(f"{name:32} {value:.3f}")


if __name__ == "__main__":
    main()
