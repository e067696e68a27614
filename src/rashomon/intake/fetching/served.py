"""A fetched page, made ready for the readers of files: they know bytes and names, no headers."""

from __future__ import annotations

import codecs
import mimetypes
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from rashomon.intake.fetching.answers import Fetched

_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_TEXTS = ("text/html", "text/plain", "application/xhtml+xml")
# Media types that servers give to whatever they don't know.
_SAY_NOTHING = frozenset({"text/plain", "application/octet-stream", "binary/octet-stream"})
_ENDINGS = {
    "application/xhtml+xml": ".html",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/feed+json": ".json",
    "application/warc": ".warc",
    "text/markdown": ".md",
    "text/x-opml": ".opml",
}


def name_of(page: Fetched) -> str:
    """Gives a file name for a page, whose ending tells the kind that the server claims.

    Where the server claims nothing in particular, the ending is that of the address.
    """
    name = PurePosixPath(unquote(urlsplit(page.address).path)).name or "index"
    claimed = page.media_type
    if claimed is None or claimed in _SAY_NOTHING:
        return name
    ending = _ENDINGS.get(claimed) or mimetypes.guess_extension(claimed, strict=True)
    return f"{name}{ending}" if ending and not name.lower().endswith(ending) else name


def bytes_of(page: Fetched) -> bytes:
    """Gives a page's bytes; in UTF-8 where the server alone says which encoding they are in.

    A byte order mark and valid UTF-8 go before what the server says.
    """
    body = page.body
    if page.charset is None or page.media_type not in _TEXTS or body.startswith(_MARKS):
        return body
    try:
        body.decode()
    except UnicodeDecodeError:
        pass
    else:
        return body
    try:
        return codecs.BOM_UTF8 + body.decode(page.charset).encode()
    except (UnicodeError, LookupError):
        return body
