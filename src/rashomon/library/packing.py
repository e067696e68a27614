"""Objects as columns hold them."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime
from typing import TypeVar

import msgspec

from rashomon.errors import RashomonError
from rashomon.report import Report

_FASTEST = 1
_Kept = TypeVar("_Kept")


def pack(found: object) -> bytes:
    """Gives an object as compressed MessagePack."""
    return zlib.compress(msgspec.msgpack.encode(found), _FASTEST)


def unpack(data: bytes, kind: type[_Kept]) -> _Kept:
    """Gives back what `pack` was given. Raises RashomonError R501 where it is damaged."""
    try:
        return msgspec.msgpack.decode(zlib.decompress(data), type=kind)
    except (zlib.error, msgspec.DecodeError):
        raise RashomonError("R501", "an entry of the library is damaged; restore a copy.") from None


def report_to_json(report: Report) -> str:
    """Gives a report with all its fields as JSON."""
    return msgspec.json.encode(report).decode()


def report_from_json(data: str) -> Report:
    """Gives back the report. Raises RashomonError R501 where it is damaged."""
    try:
        return msgspec.json.decode(data, type=Report)
    except msgspec.DecodeError:
        raise RashomonError("R501", "a report of the library is damaged; restore a copy.") from None


def moment(now: datetime) -> str:
    """Gives a time in UTC to the second, as the library's columns have it."""
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
