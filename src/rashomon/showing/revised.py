"""What became of reports since they were first seen, as a reader sees it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from rashomon.comparing.revision import Revised, Stretch, Version, VersionChanges
from rashomon.report import Span
from rashomon.showing.dates import date_words
from rashomon.showing.lookup import Lookup
from rashomon.showing.model import RevisedLine, RevisedRow
from rashomon.showing.safe import shorten

_STRETCH_AT_MOST = 200
_VALUE_AT_MOST = 120
_ALTERED = {
    "number": "Figure altered",
    "date": "Date altered",
    "name": "Name altered",
    "place": "Place altered",
    "quote": "Quote altered",
    "attribution": "Credit altered",
    "label": "Called otherwise",
    "fact": "Fact altered",
}
_CUT = "Quote cut"


def revised_rows(lookup: Lookup) -> tuple[RevisedRow, ...]:
    """Gives a row for each version but the first, and one for each report that was taken down.

    A version that changed only what stands around the article has no lines.
    """
    return tuple(
        row
        for revised in lookup.comparison.revisions
        if revised.report in lookup.sources
        for row in _rows(lookup, revised)
    )


def _rows(lookup: Lookup, revised: Revised) -> Iterator[RevisedRow]:
    name = lookup.sources[revised.report].name
    for before, after in itertools.pairwise(revised.versions):
        head = f"{name}, version {after.number}, seen {date_words(after.seen)}"
        yield RevisedRow(head=head, lines=tuple(_lines(before, after)))
    if revised.gone:
        taken = RevisedLine(what="Taken down", words="its page is not there any more")
        yield RevisedRow(head=f"{name}, seen {date_words(revised.gone)}", lines=(taken,))


def _lines(before: Version, after: Version) -> Iterator[RevisedLine]:
    changes = after.changes or VersionChanges()
    if changes.title:
        yield RevisedLine(
            what="Headline", was=changes.title.before or None, words=changes.title.after
        )
    for one in changes.altered:
        what = _CUT if one.subtype == "trimmed" else _ALTERED[one.type]
        yield RevisedLine(
            what=what,
            was=_words(before, one.before, _VALUE_AT_MOST),
            words=_words(after, one.after, _VALUE_AT_MOST),
        )
    for stretch in changes.added:
        yield RevisedLine(what="Added", words=_words(after, stretch, _STRETCH_AT_MOST))
    for stretch in changes.dropped:
        what = "Quote dropped" if stretch.quoted else "Dropped"
        yield RevisedLine(what=what, words=_words(before, stretch, _STRETCH_AT_MOST))
    for pair in changes.reworded:
        yield RevisedLine(
            what="Reworded",
            was=_words(before, pair.before, _VALUE_AT_MOST),
            words=_words(after, pair.after, _VALUE_AT_MOST),
        )


def _words(version: Version, span: Span | Stretch, limit: int) -> str:
    return shorten(version.text[span.start : span.end], limit)
