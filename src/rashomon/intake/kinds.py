"""Kinds of input: told by their first bytes, then by their name, and who reads them."""

from __future__ import annotations

import codecs
import importlib
import re

import msgspec

from rashomon.errors import IntakeError
from rashomon.intake.article import FormatReader
from rashomon.intake.limits import LARGEST_COLLECTION, LARGEST_DOCUMENT

HEAD = 1 << 16
_SUPPORTED = "save the report's text as .txt, or the page as .html"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What may stand before the root element of HTML and of XML.
_COMMENTS = r"(?:(?:<\?.*?\?>|<!--.*?-->)\s*)*+"
_PROLOG = r"(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!doctype\b[^>\[]*(?:\[[^\]]*\]\s*)?>\s*)*+"


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of input.

    `name` stands in messages, with its article. `reader` is "module:function" in
    `rashomon.intake.formats`; None where the kind is known and refused. `endings` are those of
    file names, in lower case. `beginning` is matched against the first bytes (as Latin-1, or
    decoded where they carry a byte order mark), without the space before them. `strict` says that
    every file of the kind begins so: then a name alone proves nothing. `largest` is in bytes.
    """

    name: str
    reader: str | None
    endings: tuple[str, ...] = ()
    beginning: re.Pattern[str] | None = None
    strict: bool = False
    largest: int = LARGEST_DOCUMENT

    def load_reader(self) -> FormatReader:
        """Imports the reader. Raises IntakeError R108 where the kind is not read."""
        if self.reader is None:
            raise IntakeError("R108", f"this is {self.name}, which is not read: {_SUPPORTED}")
        module, _, function = self.reader.partition(":")
        loaded = importlib.import_module(f"rashomon.intake.formats.{module}")
        reader: FormatReader = getattr(loaded, function)
        return reader


def _starts(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.DOTALL)


def _root(names: str) -> re.Pattern[str]:
    """Gives the beginning of XML or HTML whose root is one of `names` ("rss|rdf:RDF")."""
    return _starts(rf"{_PROLOG}<(?:{names})[\s>/]")


_JSON = _starts(r'(?:\[\s*)?\{\s*(?:"[^"\n]{1,200}"\s*:|\})')


def _refused(name: str, *endings: str, beginning: str) -> Kind:
    return Kind(name=name, reader=None, endings=endings, beginning=_starts(beginning), strict=True)


PLAIN = Kind(name="plain text", reader="plain:read", endings=(".txt", ".text"))

# One line a format. Where several match, the one whose ending fits goes first, then the order here.
KINDS: tuple[Kind, ...] = (
    PLAIN,
    Kind(
        name="a web page",
        reader="html:read",
        endings=(".html", ".htm", ".xhtml"),
        beginning=_starts(rf"{_COMMENTS}(?:<!doctype html\b|<(?:html|head|body|meta|title)[\s>])"),
    ),
    Kind(
        name="JSON",
        reader="records:read_json",
        endings=(".json",),
        beginning=_JSON,
        largest=LARGEST_COLLECTION,
    ),
    Kind(
        name="JSON lines",
        reader="records:read_lines",
        endings=(".jsonl", ".ndjson"),
        beginning=_JSON,
        largest=LARGEST_COLLECTION,
    ),
    # Known, and refused with a word on what to do.
    _refused("a Word 97 file", ".doc", beginning="\xd0\xcf\x11\xe0"),
    _refused("an RTF file", ".rtf", beginning=r"\{\\rtf"),
    _refused("an EPUB file", ".epub", beginning=r"PK\x03\x04.{26,60}mimetypeapplication/epub"),
    _refused(
        "an OpenDocument file", ".odt", beginning=r"PK\x03\x04.{26,60}mimetypeapplication/vnd"
    ),
    _refused("a picture", beginning="\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|RIFF.{4}WEBP"),
    # Not read yet.
    _refused("a PDF file", ".pdf", beginning="%PDF-"),
    _refused("a ZIP or Word file", ".zip", ".docx", beginning="PK\x03\x04"),
    _refused("a compressed file", ".gz", beginning="\x1f\x8b"),
    _refused("a web archive", ".warc", beginning=r"WARC/\d"),
    _refused("XML", ".xml", ".rss", ".atom", ".opml", beginning=r"<\?xml\s"),
)


def recognize(data: bytes, name: str) -> Kind:
    """Gives the kind of an input by its first bytes (`HEAD` are enough) and its name.

    Bytes win over a name that does not fit them. What nothing tells apart is plain text.
    """
    head = _head(data)
    matching = [kind for kind in KINDS if kind.beginning and kind.beginning.match(head)]
    named = _named(name)
    for kind in (*(kind for kind in named if kind in matching), *matching):
        return kind
    return next((kind for kind in named if not kind.strict), PLAIN)


def _named(name: str) -> list[Kind]:
    """Gives the kinds whose endings fit a name, longest ending first ("a.warc.gz")."""
    low = name.lower()
    fitting = [
        (len(ending), kind) for kind in KINDS for ending in kind.endings if low.endswith(ending)
    ]
    return [kind for _, kind in sorted(fitting, key=lambda pair: -pair[0])]


def _head(data: bytes) -> str:
    head = data[:HEAD]
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return head.decode(encoding, "ignore").removeprefix("\ufeff").lstrip()
    return head.decode("latin-1").lstrip(" \t\r\n\f")
