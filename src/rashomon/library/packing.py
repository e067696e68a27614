"""Objects as columns hold them."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime
from typing import TypeVar

import msgspec
import numpy as np

from rashomon.errors import RashomonError
from rashomon.report import Report
from rashomon.sorting import Sketch

_FASTEST = 1
_Kept = TypeVar("_Kept")


class _Words(msgspec.Struct, frozen=True, array_like=True):
    """A sketch without what has columns of its own."""

    lead: dict[str, float]
    body: dict[str, float]
    written: dict[str, str]


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


def sketch_to_columns(sketch: Sketch) -> dict[str, object]:
    """Gives a sketch as columns of the table `sketches`."""
    words = _Words(lead=sketch.lead, body=sketch.body, written=sketch.written)
    return {
        "report": sketch.report,
        "day": sketch.day,
        "vector": sketch.vector.astype("<f4").tobytes(),
        "data": pack(words),
    }


def sketch_from_columns(*, report: str, day: int | None, vector: bytes, data: bytes) -> Sketch:
    """Gives back the sketch."""
    words = unpack(data, _Words)
    return Sketch(
        report=report,
        lead=words.lead,
        body=words.body,
        written=words.written,
        vector=np.frombuffer(vector, dtype="<f4").astype(np.float32),
        day=day,
    )


def moment(now: datetime) -> str:
    """Gives a time in UTC to the second, as the library's columns have it."""
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
