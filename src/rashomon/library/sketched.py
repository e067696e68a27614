"""Sketches as columns hold them."""

from __future__ import annotations

import zlib

import msgspec
import numpy as np

from rashomon.library.packing import pack
from rashomon.sorting import Sketch
from rashomon.sorting.sketches import MADE
from rashomon.sorting.words import Words


class _Packed(msgspec.Struct, frozen=True, array_like=True):
    """A sketch without what has columns of its own; numbers and weights as little-endian bytes."""

    made: int  # how it was made: another number, and it is made anew
    lead: tuple[bytes, bytes]
    body: tuple[bytes, bytes]
    written: str


def sketch_to_columns(sketch: Sketch) -> dict[str, object]:
    """Gives a sketch as columns of the table `sketches`."""
    packed = _Packed(
        made=MADE,
        lead=_to_bytes(sketch.lead),
        body=_to_bytes(sketch.body),
        written=sketch.written,
    )
    return {
        "report": sketch.report,
        "day": sketch.day,
        "vector": sketch.vector.astype("<f4").tobytes(),
        "data": pack(packed),
    }


def sketch_from_columns(
    *, report: str, day: int | None, vector: bytes, data: bytes
) -> Sketch | None:
    """Gives back the sketch, None where an earlier Rashomon made it in another way."""
    try:
        packed = msgspec.msgpack.decode(zlib.decompress(data), type=_Packed)
    except (zlib.error, msgspec.DecodeError):
        return None
    if packed.made != MADE:
        return None
    return Sketch(
        report=report,
        lead=_from_bytes(packed.lead),
        body=_from_bytes(packed.body),
        written=packed.written,
        vector=np.frombuffer(vector, dtype="<f4").astype(np.float32),
        day=day,
    )


def _to_bytes(words: Words) -> tuple[bytes, bytes]:
    return words.numbers.astype("<u4").tobytes(), words.weights.astype("<f4").tobytes()


def _from_bytes(packed: tuple[bytes, bytes]) -> Words:
    numbers, weights = packed
    return Words(
        np.frombuffer(numbers, dtype="<u4").astype(np.uint32),
        np.frombuffer(weights, dtype="<f4").astype(np.float32),
    )
