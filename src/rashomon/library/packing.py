"""Objects as columns hold them."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from rashomon.comparing.comparison import Comparison, Cover
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


def pack_comparison(found: Comparison) -> bytes:
    """Gives a comparison as `pack` does, without what its coverage says of absent reports.

    Coverage has an entry for each claim and report, nearly all of them "absent": of a large
    story it would be most of what is kept, and of what opening it costs.
    """
    told = {
        claim: {report: cover for report, cover in covers.items() if cover != "absent"}
        for claim, covers in found.coverage.items()
    }
    return pack(replace(found, coverage=told))


def unpack_comparison(data: bytes) -> Comparison:
    """Gives back what `pack_comparison` was given. Raises RashomonError R501 where it is damaged.

    Comparisons that were kept with their whole coverage are given as they are.
    """
    found = unpack(data, Comparison)
    absent: dict[str, Cover] = dict.fromkeys((report.id for report in found.reports), "absent")
    whole = {claim: absent | covers for claim, covers in found.coverage.items()}
    return replace(found, coverage=whole)


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
