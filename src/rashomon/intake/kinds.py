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
# A table is decoded as a whole.
LARGEST_TABLE = 200_000_000
_SUPPORTED = "save the report's text as .txt, or the page as .html"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What may stand before the root element of HTML and of XML.
# Atomic groups: CPython before 3.11.5 misreads a possessive repeat of a group (gh-106052).
_COMMENTS = r"(?>(?:(?:<\?.*?\?>|<!--.*?-->)\s*)*)"
_PROLOG = r"(?>(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!doctype\b[^>\[]*(?:\[[^\]]*\]\s*)?>\s*)*)"


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


# The prefix of a namespace, and how a file in a ZIP archive begins.
_PREFIX = r"(?:[\w.-]+:)?"
_ZIP = r"PK\x03\x04"
_JSON = _starts(r'(?:\[\s*)?\{\s*(?:"[^"\n]{1,200}"\s*:|\})')


def _refused(name: str, *endings: str, beginning: str) -> Kind:
    return Kind(name=name, reader=None, endings=endings, beginning=_starts(beginning), strict=True)


def _archive(name: str, function: str, *endings: str, beginning: str) -> Kind:
    return Kind(
        name=name,
        reader=f"archives:{function}",
        endings=endings,
        beginning=_starts(beginning),
        strict=True,
        largest=LARGEST_COLLECTION,
    )


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
        name="a JSON Feed",
        reader="feeds:read_json_feed",
        endings=(".json",),
        beginning=_starts(r'\{(?=.*"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org)'),
        strict=True,
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
    Kind(name="Markdown", reader="markdown:read", endings=(".md", ".markdown")),
    Kind(
        name="a mail",
        reader="mail:read",
        endings=(".eml",),
        beginning=_starts(r"(?:received|return-path|delivered-to|mime-version|message-id):\s"),
    ),
    Kind(
        name="a feed",
        reader="feeds:read",
        endings=(".rss", ".atom", ".rdf"),
        beginning=_root(rf"rdf:RDF|{_PREFIX}(?:rss|feed)"),
    ),
    Kind(name="a list of feeds", reader="opml:read", endings=(".opml",), beginning=_root("opml")),
    Kind(
        name="NewsML-G2",
        reader="newsml:read",
        beginning=_root(rf"{_PREFIX}(?:newsItem|packageItem|newsMessage)"),
    ),
    Kind(name="NITF", reader="nitf:read", endings=(".nitf",), beginning=_root(f"{_PREFIX}nitf")),
    Kind(name="a PDF file", reader="pdf:read", endings=(".pdf",), beginning=_starts("%PDF-")),
    Kind(
        name="a table (CSV)",
        reader="tables:read_csv",
        endings=(".csv", ".tsv"),
        largest=LARGEST_TABLE,
    ),
    Kind(
        name="a table (Parquet)",
        reader="tables:read_parquet",
        endings=(".parquet",),
        beginning=_starts("PAR1"),
        strict=True,
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
    _refused("XML of no news format", beginning=r"<\?xml\s"),
    Kind(name="XML of no news format", reader=None, endings=(".xml",)),
    # Last, for they may hold files of any kind: a Word file is a ZIP archive too.
    _archive("a ZIP archive", "read_zip", ".zip", beginning=rf"{_ZIP}|PK\x05\x06"),
    _archive("a tar archive", "read_tar", ".tar", beginning=r".{257}ustar"),
    _archive("a gzip file", "read_gzip", ".gz", ".tgz", beginning="\x1f\x8b"),
    _archive("a bzip2 file", "read_bzip2", ".bz2", ".tbz2", ".tbz", beginning=r"BZh\d1AY&SY"),
    _archive("an xz file", "read_xz", ".xz", ".txz", beginning="\xfd7zXZ\0"),
    Kind(
        name="a Word file",
        reader="word:read",
        endings=(".docx",),
        beginning=_starts(_ZIP),
        strict=True,
    ),
    Kind(
        name="a web archive",
        reader="warc:read",
        endings=(".warc", ".warc.gz", ".wet", ".wet.gz"),
        beginning=_starts(r"WARC/\d|\x1f\x8b"),
        strict=True,
        largest=LARGEST_COLLECTION,
    ),
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
