"""The body of an answer, read and decompressed within a limit."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from rashomon.errors import IntakeError

_STEP = 1 << 16
_GZIP = b"\x1f\x8b"
_ANY_WRAPPER = 32 + zlib.MAX_WBITS  # gzip or zlib, told by its first bytes
_MOST_ENCODINGS = 2
ENCODINGS = "gzip, deflate"
"""What is asked for: encodings whose size can be bounded while they are unpacked."""


def read_body(chunks: Iterable[bytes], *, encoding: str, largest: int) -> bytes:
    """Gives a body without its content encoding.

    Never holds more than `largest` bytes and one step. Raises IntakeError: R155 where the body
    is larger before or after decompression, R162 where it can't be decompressed.
    """
    names = [name.strip().lower() for name in encoding.split(",") if name.strip()]
    if len(names) > _MOST_ENCODINGS:
        raise IntakeError("R162", "the server packed its answer several times over")
    stream = _bounded(chunks, largest)
    for name in reversed(names):
        if name in ("gzip", "x-gzip", "deflate"):
            stream = _bounded(_decompressed(stream), largest)
        elif name != "identity":
            raise IntakeError(
                "R162", f'the server sent the encoding "{name[:40]}", which was not asked for'
            )
    return b"".join(stream)


def _bounded(chunks: Iterable[bytes], largest: int) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > largest:
            raise IntakeError("R155", f"the answer is larger than {_megabytes(largest)}")
        yield chunk


def _decompressed(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Gives the unpacked bytes in steps of a bounded size, whatever they were packed from."""
    unpacker = None
    rest = b""
    for chunk in chunks:
        rest += chunk
        while rest:
            if unpacker is None:
                unpacker = _unpacker(rest)
            elif unpacker.eof:
                if len(rest) < len(_GZIP):
                    break
                if not rest.startswith(_GZIP):  # Padding follows the last member.
                    return
                unpacker = zlib.decompressobj(_ANY_WRAPPER)
            try:
                yield unpacker.decompress(rest, _STEP)
            except zlib.error:
                raise _broken() from None
            rest = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
    if unpacker is not None and not unpacker.eof:
        raise _broken()


def _unpacker(start: bytes) -> zlib._Decompress:
    """Gives what unpacks a body, by its first bytes: some servers send deflate bare."""
    header = int.from_bytes(start[:2].ljust(2, b"\0"), "big")
    wrapped = start[0] == _GZIP[0] or (start[0] & 15 == 8 and (len(start) < 2 or header % 31 == 0))
    return zlib.decompressobj(_ANY_WRAPPER if wrapped else -zlib.MAX_WBITS)


def _broken() -> IntakeError:
    return IntakeError("R162", "the answer's compression is broken; try again later")


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:g} MB"
