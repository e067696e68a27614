"""What a server answered: the bytes, where they came from, and what the headers say of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import msgspec
from w3lib.encoding import http_content_type_encoding

_LONGEST_VALUE = 1_000
_MEDIA_TYPE = re.compile(r"\s*([\w.+-]+/[\w.+-]+)", re.ASCII)
# Python's own, and those that the Encoding Standard forbids for pages.
_NOT_OF_PAGES = frozenset({"idna", "punycode", "raw-unicode-escape", "unicode-escape", "utf-7"})
_SENDABLE = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?")


class Validators(msgspec.Struct, frozen=True, kw_only=True):
    """What a server gave to ask later whether a page has changed (RFC 9110, section 8.8)."""

    etag: str | None = None
    last_modified: str | None = None


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """A page as it was fetched. `asked` is the first address, `address` the one that answered.

    `retrieved` is EDTF in UTC. `media_type` and `charset` are what the server claims: the bytes
    may be something else. `charset` is a name that Python knows. `moved` is where the page is from
    now on, by the permanent redirects that came first; None where there were none.
    """

    asked: str
    address: str
    retrieved: str
    body: bytes
    media_type: str | None = None
    charset: str | None = None
    validators: Validators = Validators()
    moved: str | None = None


class NotModified(msgspec.Struct, frozen=True, kw_only=True):
    """The server says that the page is still the one whose validators it was sent."""

    asked: str
    address: str
    retrieved: str
    moved: str | None = None


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """One answer of any status, redirects followed. `headers` have lower-case names."""

    address: str
    status: int
    headers: dict[str, str]
    body: bytes
    moved: str | None = None


def header_values(raw: Sequence[tuple[bytes, bytes]]) -> dict[str, str]:
    """Gives header lines as text: the first of each name, bounded, without control characters."""
    values: dict[str, str] = {}
    for name, value in raw:
        try:
            text = value.decode()
        except UnicodeDecodeError:
            text = value.decode("latin-1")
        plain = "".join(char for char in text if char.isprintable())
        values.setdefault(name.decode("latin-1").lower(), plain[:_LONGEST_VALUE].strip())
    return values


def fetched(answer: Answer, *, asked: str, now: datetime) -> Fetched:
    """Gives an answer as a page."""
    kind = answer.headers.get("content-type", "")
    media_type = _MEDIA_TYPE.match(kind)
    return Fetched(
        asked=asked,
        address=answer.address,
        retrieved=edtf_time(now),
        body=answer.body,
        media_type=media_type[1].lower() if media_type else None,
        charset=_charset(kind),
        validators=Validators(
            etag=answer.headers.get("etag") or None,
            last_modified=answer.headers.get("last-modified") or None,
        ),
        moved=answer.moved,
    )


def conditions(validators: Validators) -> list[tuple[str, str]]:
    """Gives the header lines that ask for a page only where it has changed."""
    lines = (("If-None-Match", validators.etag), ("If-Modified-Since", validators.last_modified))
    return [(name, value) for name, value in lines if value and _SENDABLE.fullmatch(value)]


def seconds_to_wait(value: str, *, now: datetime) -> float | None:
    """Gives what a "Retry-After" line asks for: seconds or a date; None where it can't be read."""
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return None
    aware = when if when.tzinfo else when.replace(tzinfo=UTC)
    try:
        return max(0.0, (aware - now).total_seconds())
    except OverflowError:
        return None


def edtf_time(moment: datetime) -> str:
    """Gives a moment as EDTF, in UTC, to the second: "2019-03-04T10:00:00Z"."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _charset(kind: str) -> str | None:
    """Gives the encoding that browsers take a charset for: "iso-8859-1" is Windows-1252."""
    name = http_content_type_encoding(kind)
    if name is None or name in _NOT_OF_PAGES:
        return None
    try:
        " ".encode(name)
    except (LookupError, ValueError):  # Codecs that give no text ("hex") are known too.
        return None
    return name
