"""Kinds of input that are not plain text: told apart, and refused with what to do instead."""

from __future__ import annotations

import re
from pathlib import PurePath

from rashomon.errors import IntakeError

_SUPPORTED = "Rashomon reads plain text (.txt, .md), .jsonl with one report a line, and - (stdin)"
_URL = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_SUFFIXES = {
    ".html": "a web page",
    ".htm": "a web page",
    ".xhtml": "a web page",
    ".mhtml": "a web page",
    ".xml": "XML",
    ".rss": "a feed",
    ".atom": "a feed",
    ".opml": "a list of feeds",
    ".json": "JSON",
    ".csv": "a table",
    ".pdf": "a PDF file",
    ".doc": "a Word file",
    ".docx": "a Word file",
    ".odt": "an OpenDocument file",
    ".rtf": "an RTF file",
    ".epub": "an EPUB file",
    ".eml": "a mail",
    ".warc": "a web archive",
    ".gz": "a compressed file",
    ".zip": "a compressed file",
}
_BEGINNINGS = (
    (re.compile(rb"%PDF-"), "a PDF file"),
    (re.compile(rb"PK\x03\x04"), "a ZIP, Word or EPUB file"),
    (re.compile(rb"\x1f\x8b"), "a compressed file"),
    (re.compile(rb"\{\\rtf"), "an RTF file"),
    (re.compile(rb"\s*<(?:!doctype\s+html|html[\s>])", re.IGNORECASE), "a web page"),
    (re.compile(rb"\s*<\?xml\s"), "XML"),
    (re.compile(rb"WARC/\d"), "a web archive"),
)


def refuse_other_names(name: str) -> None:
    """Raises IntakeError R108 where a source's name says that it is not plain text."""
    if _URL.match(name):
        raise IntakeError(
            "R108", f"addresses are not read yet: save the report's text to a file. {_SUPPORTED}"
        )
    kind = _SUFFIXES.get(PurePath(name).suffix.lower())
    if kind is not None:
        raise _refusal(kind)


def refuse_other_bytes(data: bytes) -> None:
    """Raises IntakeError R108 where a file's first bytes say that it is not plain text."""
    head = data[:512].removeprefix(b"\xef\xbb\xbf")
    for beginning, kind in _BEGINNINGS:
        if beginning.match(head):
            raise _refusal(kind)


def _refusal(kind: str) -> IntakeError:
    return IntakeError(
        "R108", f"this is {kind}, which is not read yet: save the report's text. {_SUPPORTED}"
    )
