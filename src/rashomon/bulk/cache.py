"""The cache of readings: one file a reading, in the user's cache folder.

A reading is kept under a hash of all that it depends on: the text and what is known of it, the
installed version of Rashomon with its models, and the libraries that compute with them. So an
entry is never out of date, only unused, and the entries used least recently go when the folder
grows too large. Entries are compressed with a checksum (zlib, RFC 1950).
"""

from __future__ import annotations

import contextlib
import zlib
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

import msgspec
import platformdirs

import rashomon
from rashomon.bulk.files import KeptFiles, hash_of
from rashomon.reading.reading import Actor, Note, Quantity, Reading, Statement, Time
from rashomon.report import Report, Span

LIMIT = 500_000_000
"""Bytes that the cache may take on disk: some hundred thousand readings."""

# Fields of a report that name it, and say nothing that a reading could depend on.
_NAMES_ONLY = ("id", "path", "url", "extra")
_LIBRARIES = ("numpy", "onnxruntime", "syntok", "tokenizers")
_DAMAGED = (zlib.error, msgspec.DecodeError)
_FASTEST = 1


class _Findings(msgspec.Struct, frozen=True, array_like=True):
    """A reading without its report, as it is kept."""

    sentences: tuple[Span, ...]
    actors: tuple[Actor, ...]
    statements: tuple[Statement, ...]
    times: tuple[Time, ...]
    quantities: tuple[Quantity, ...]
    notes: tuple[Note, ...]


class ReadingCache:
    """Readings by report, in a folder; the user's cache folder where none is given.

    A folder that cannot be written or read is no error: then nothing is kept.
    """

    def __init__(self, folder: Path | None = None, *, limit: int = LIMIT) -> None:
        """Takes the folder and how many bytes it may hold. Nothing is written yet."""
        self._files = KeptFiles(folder or default_folder(), limit=limit)

    def get(self, report: Report) -> Reading | None:
        """Gives the reading of `report` that was kept, None where there is none.

        An entry that is damaged is removed.
        """
        key = key_of(report)
        data = self._files.get(key)
        if data is None:
            return None
        try:
            findings = msgspec.msgpack.decode(zlib.decompress(data), type=_Findings)
        except _DAMAGED:
            self._files.drop(key)
            return None
        kept = {name: getattr(findings, name) for name in findings.__struct_fields__}
        return Reading(report=report, **kept).of(report)

    def put(self, reading: Reading) -> None:
        """Keeps a reading as `rashomon.read` gave it."""
        findings = _Findings(
            **{name: getattr(reading, name) for name in _Findings.__struct_fields__}
        )
        with contextlib.suppress(UnicodeEncodeError):  # No UTF-8 for a lone surrogate.
            data = zlib.compress(msgspec.msgpack.encode(findings), _FASTEST)
            self._files.put(key_of(reading.report), data)

    def trim(self) -> None:
        """Removes the entries that were used least recently, where the folder is over its limit."""
        self._files.trim()


def default_folder() -> Path:
    """Gives the folder for readings in the user's cache folder, as the platform has it."""
    return Path(platformdirs.user_cache_path("rashomon", appauthor=False)) / "readings"


def key_of(report: Report) -> str:
    """Gives a hash, in hexadecimal, of all that the reading of a report depends on."""
    known = {
        field: getattr(report, field)
        for field in report.__struct_fields__
        if field not in (*_NAMES_ONLY, "text")  # sha256 is the text's
    }
    return hash_of(models_fingerprint(), known)


@lru_cache(maxsize=1)
def models_fingerprint() -> str:
    """Gives a hash of what reads and compares: installed files by size and time, and libraries."""
    home = Path(rashomon.__file__).parent
    files = sorted(path for path in home.rglob("*") if path.is_file() and path.suffix != ".pyc")
    state = [
        (path.relative_to(home).as_posix(), path.stat().st_size, path.stat().st_mtime_ns)
        for path in files
    ]
    libraries = [(name, version(name)) for name in _LIBRARIES]
    return hash_of(rashomon.__version__, state, libraries)
