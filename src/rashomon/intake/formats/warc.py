"""WARC, the format of web archives (ISO 28500), plain or gzipped record by record.

Made for Common Crawl News: responses that are web pages, each with its address and the time it
was fetched. What is no page (requests, pictures, errors of servers) is passed over.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator

from fastwarc import ArchiveIterator, WarcRecord
from fastwarc import WarcRecordType as RecordType

from rashomon.errors import IntakeError
from rashomon.intake.article import Member, Unread
from rashomon.intake.formats.prose import clean
from rashomon.intake.limits import LARGEST_DOCUMENT, too_large
from rashomon.intake.metadata import Metadata

_KINDS = RecordType.response | RecordType.resource | RecordType.conversion
_PAGES = ("text/html", "application/xhtml+xml")
_GZIP = b"\x1f\x8b\x08"
# Where reading may go on after a broken record.
_NEXT_GZIP = re.compile(rb"\x1f\x8b\x08[\x00\x04\x08\x10]")
_NEXT_PLAIN = re.compile(rb"(?<=\r\n)WARC/1\.[01]\r\n")
_MOST_FAULTS = 1000
_FAULTS = (OSError, ValueError, EOFError, RuntimeError, MemoryError)


def read(data: bytes, name: str) -> Iterator[Member | Unread]:
    """Gives the web pages of a web archive, in order; a broken record is Unread (R137).

    Raises IntakeError R132 where there is not a single record.
    """
    following = _NEXT_GZIP if data.startswith(_GZIP) else _NEXT_PLAIN
    stream = io.BytesIO(data)
    start = faults = records = 0
    while start < len(data) and faults < _MOST_FAULTS:
        reached = start
        stream.seek(start)
        try:
            for record in ArchiveIterator(stream, record_types=_KINDS, auto_decode="all"):
                records += 1
                reached = start + record.stream_pos
                page = _page(record)
                if page is not None:
                    yield page
            break
        except _FAULTS as error:
            faults += 1
            yield Unread(name=f"byte {reached}", error=_broken(error))
            found = following.search(data, reached + 1)
            start = found.start() if found else len(data)
    if faults == _MOST_FAULTS:
        stopped = IntakeError("R137", f"{faults:,} records are broken: the rest is not read")
        yield Unread(name=f"byte {start}", error=stopped)
    if not records and not faults:
        raise IntakeError("R132", "there is no web page in this archive")


def _page(record: WarcRecord) -> Member | Unread | None:
    """Gives the page of a record, None where it is none. Raises what fastwarc does."""
    headers = record.headers
    address = clean(headers.get("WARC-Target-URI") or "").strip("<>")
    kind, charset = _media(record)
    if kind is None or not address.lower().startswith(("http://", "https://")):
        return None
    content = record.reader.read(LARGEST_DOCUMENT + 1)
    if len(content) > LARGEST_DOCUMENT:
        return Unread(name=address, error=too_large(LARGEST_DOCUMENT))
    if not content.strip():
        return None
    if headers.get("WARC-Truncated"):
        return Unread(name=address, error=_broken("the archive holds only a part of the page"))
    extra = {"retrieved": headers.get("WARC-Date"), "recordId": headers.get("WARC-Record-ID")}
    known = Metadata(
        url=address, extra={key: clean(value) for key, value in extra.items() if value}
    )
    return Member(
        name=address,
        data=_in_unicode(content, charset),
        known=known,
        ending=kind,
        retrieved=extra["retrieved"] or "",
    )


def _media(record: WarcRecord) -> tuple[str | None, str | None]:
    """Gives the ending that tells what a record holds, None for no page, and its charset."""
    if record.record_type == RecordType.conversion:
        is_text = (record.headers.get("Content-Type") or "").lower().startswith("text/plain")
        return (".txt" if is_text else None), None
    if record.record_type == RecordType.resource:
        is_page = (record.headers.get("Content-Type") or "").lower().startswith(_PAGES)
        return (".html" if is_page else None), None
    http = record.http_headers
    if http is None or http.status_code != 200:
        return None, None
    if not (record.http_content_type or "").lower().startswith(_PAGES):
        return None, None
    return ".html", record.http_charset


def _in_unicode(content: bytes, charset: str | None) -> bytes:
    """Gives a page in UTF-8 where its server named another charset, which goes before its own."""
    if charset is None or content.startswith((codecs.BOM_UTF8, b"\xff\xfe", b"\xfe\xff")):
        return content
    try:
        codec = codecs.lookup(charset)
        if codec.name == "utf-8" or not codec._is_text_encoding:
            return content
        # Browsers read "iso-8859-1" and "ascii" as Windows-1252 (WHATWG Encoding Standard).
        coding = "windows-1252" if codec.name in ("iso8859-1", "ascii") else codec.name
        return codecs.BOM_UTF8 + content.decode(coding).encode()
    except (LookupError, ValueError):
        return content


def _broken(reason: object) -> IntakeError:
    words = clean(str(reason))[:120] or type(reason).__name__
    return IntakeError("R137", f"this record is broken ({words}); the others are read")
