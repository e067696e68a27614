"""A folder of entries, of which those used least recently go when it grows too large."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path

_TRIMMED_TO = 0.8  # of the limit, so that not every run has to trim


def hash_of(*parts: object) -> str:
    """Gives the hash of some values in hexadecimal: a key."""
    # `repr` writes every value, lone surrogates too, in one way.
    return hashlib.sha256(repr(parts).encode()).hexdigest()


class KeptFiles:
    """Entries by key, one file each. A key is what `hash_of` gives.

    An entry is put in place with one rename: several processes may use one folder, and half an
    entry is never read. A folder that cannot be written or read is no error: then nothing is kept.
    """

    def __init__(self, folder: Path, *, limit: int) -> None:
        """Takes the folder and how many bytes it may hold. Nothing is written yet."""
        self._folder = folder
        self._limit = limit

    def get(self, key: str) -> bytes | None:
        """Gives the entry of a key, None where there is none."""
        path = self._path(key)
        try:
            data = path.read_bytes()
        except OSError:
            return None
        with contextlib.suppress(OSError):
            os.utime(path)  # used now: it goes last
        return data

    def put(self, key: str, data: bytes) -> None:
        """Keeps an entry."""
        path = self._path(key)
        with contextlib.suppress(OSError):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write(path, data)

    def drop(self, key: str) -> None:
        """Removes the entry of a key."""
        _remove(self._path(key))

    def trim(self) -> None:
        """Removes the entries that were used least recently, where the folder is over its limit."""
        entries = sorted(_entries(self._folder))
        size = sum(length for _, length, _ in entries)
        if size <= self._limit:
            return
        for _, length, path in entries:
            if size <= self._limit * _TRIMMED_TO:
                return
            _remove(path)
            size -= length

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key[2:]


def _write(path: Path, data: bytes) -> None:
    """Writes a file so that others see all of it or nothing."""
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except BaseException:
        _remove(Path(name))
        raise


def _entries(folder: Path) -> list[tuple[float, int, Path]]:
    """Gives when each file was used last, its size and its path."""
    found = []
    for path in folder.glob("*/*"):
        with contextlib.suppress(OSError):  # Another process may have removed it.
            state = path.stat()
            found.append((state.st_mtime, state.st_size, path))
    return found


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()
