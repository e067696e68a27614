"""A report: one outlet's account, as a text that never changes and spans over it.

Offsets are Unicode code points into `Report.text`, end exclusive. Times are EDTF (ISO 8601-2).
"""

from __future__ import annotations

import hashlib
from typing import Any, Literal

import msgspec

ZoneKind = Literal[
    "title", "dateline", "byline", "caption", "credit", "lead", "body", "boilerplate"
]


# Not looked through for cycles, which what never changes can't be part of: there are very many.
class Span(msgspec.Struct, frozen=True, order=True, gc=False):
    """A stretch of a report's text: code points, end exclusive."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Says whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Says whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def common(self, other: Span) -> Span | None:
        """Gives what lies in both, None where they do not overlap."""
        if self.start < other.end and other.start < self.end:
            return Span(max(self.start, other.start), min(self.end, other.end))
        return None

    def shared(self, other: Span) -> int:
        """Gives how many characters lie in both."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))


class Zone(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the text with one function. Only lead and body make claims."""

    kind: ZoneKind
    start: int
    end: int


class Dateline(msgspec.Struct, frozen=True, kw_only=True):
    """Where, when and by which agency a report says it was written."""

    places: tuple[str, ...]
    start: int
    end: int
    date: str | None = None
    agency: str | None = None


class Retrieval(msgspec.Struct, frozen=True, kw_only=True):
    """Where a report's text was taken from, and what made it.

    `source` is the input as it was named, with its part where it has several ("a.zip:b.html").
    `sha256` is that of the bytes that held the report, before anything was unpacked or decoded.
    `reader` names what made the text of them: "trafilatura 2.0.0 (rashomon 0.1.0)". Only what was
    fetched, by Rashomon or for a web archive, has `retrieved` (EDTF) and `address`: the one that
    answered in the end.
    """

    source: str
    sha256: str
    reader: str
    retrieved: str | None = None
    address: str | None = None


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One account of a story.

    `published` and `dateline.date` are EDTF. `language` is an ISO 639-1 code, "und" where it
    can't be told. `zones` cover what was recognized, in order and without overlap.
    `retrievals` are the places it was taken from: several where they hold one article.
    `extra` holds the fields of the input that Rashomon does not know, passed through.
    """

    id: str
    text: str
    sha256: str
    language: str
    zones: tuple[Zone, ...]
    agencies: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    path: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    dateline: Dateline | None = None
    published: str | None = None
    retrievals: tuple[Retrieval, ...] = ()
    extra: dict[str, Any] = {}

    def zone_kind(self, span: Span) -> ZoneKind:
        """Gives the kind of the zone in which `span` begins; "body" where none is marked."""
        for zone in self.zones:
            if zone.start <= span.start < zone.end:
                return zone.kind
        return "body"

    def show(self, span: Span) -> str:
        """Gives the very words of a span."""
        return self.text[span.start : span.end]


def fingerprint(text: str) -> str:
    """Gives the SHA-256 of a text's UTF-8 bytes, in hexadecimal (lone surrogates kept)."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
