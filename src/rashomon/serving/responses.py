"""Answers: compressed where the client takes it, and not sent again where it has them."""

from __future__ import annotations

import gzip
import hashlib
import struct
import zlib
from collections.abc import Sequence
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

_FEWEST = 1000  # bytes below which compressing costs more than it saves
_LEVEL = 4
_OWN = {"Cache-Control": "private, no-cache", "Vary": "Accept-Encoding, Cookie"}
_GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"


class Deflated(NamedTuple):
    """A part of a page, compressed so that it can stand between others."""

    raw: bytes
    packed: bytes


def deflated(raw: bytes, *, level: int = _LEVEL) -> Deflated:
    """Compresses a part of a page by itself: no other part's words can be guessed from its size."""
    press = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Deflated(raw, press.compress(raw) + press.flush(zlib.Z_FULL_FLUSH))


def spliced(parts: Sequence[Deflated]) -> bytes:
    """Gives parts as one gzip stream (RFC 1952) without compressing them anew."""
    check = size = 0
    for part in parts:
        check = zlib.crc32(part.raw, check)
        size += len(part.raw)
    end = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS).flush()
    tail = struct.pack("<II", check, size & 0xFFFFFFFF)
    return b"".join((_GZIP_HEAD, *(part.packed for part in parts), end, tail))


def takes_gzip(request: Request) -> bool:
    """Says whether the client takes gzip."""
    for one in request.headers.get("accept-encoding", "").split(","):
        name, _, weight = one.partition(";")
        if name.strip().lower() == "gzip":
            return weight.replace(" ", "").lower() not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def answer(
    request: Request,
    body: bytes,
    *,
    media_type: str,
    status: int = 200,
    headers: dict[str, str] | None = None,
) -> Response:
    """Gives an answer, compressed where that is worth it."""
    told = {**_OWN, **(headers or {})}
    if len(body) >= _FEWEST and takes_gzip(request):
        body = gzip.compress(body, _LEVEL, mtime=0)
        told["Content-Encoding"] = "gzip"
    return Response(body, status_code=status, media_type=media_type, headers=told)


def joined(request: Request, parts: Sequence[Deflated], *, media_type: str) -> Response:
    """Gives an answer put together from parts that are compressed already."""
    if not takes_gzip(request):
        return answer(request, b"".join(part.raw for part in parts), media_type=media_type)
    told = {**_OWN, "Content-Encoding": "gzip"}
    return Response(spliced(parts), media_type=media_type, headers=told)


def tag_of(*parts: str | bytes) -> str:
    """Gives an entity tag: weak, for the same page may be compressed or not."""
    found = hashlib.sha256()
    for part in parts:
        found.update(part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass"))
        found.update(b"\x00")
    return f'W/"{found.hexdigest()[:32]}"'


def is_known(request: Request, tag: str) -> bool:
    """Says whether the client has what has this tag (RFC 9110, 13.1.2: a weak comparison)."""
    asked = request.headers.get("if-none-match", "")
    if asked.strip() == "*":
        return True
    plain = tag.removeprefix("W/")
    return any(one.strip().removeprefix("W/") == plain for one in asked.split(","))


def not_modified(tag: str) -> Response:
    """Says that the client has it."""
    return Response(status_code=304, headers={"ETag": tag, **_OWN})
