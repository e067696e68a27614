"""Archives and packed files: zip, tar, gzip, bzip2 and xz. Nothing is ever written to disk.

The dispatcher counts members, bytes and nesting over all; here single members are bounded, so
that no bomb is unpacked far enough to be counted.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO, cast

from rashomon.errors import IntakeError
from rashomon.intake.article import Article, Member, Unread
from rashomon.intake.formats.prose import clean
from rashomon.intake.limits import (
    FREE_EXPANSION,
    LARGEST_COLLECTION,
    MOST_EXPANSION,
    MOST_MEMBERS,
)

_ENTRY = b"PK\x01\x02"
_TAR_MARK = (257, b"ustar")
_PACKED_ENDING = re.compile(r"\.(?:gz|gzip|bz2|xz)$", re.IGNORECASE)
_DRIVE = re.compile(r"^[A-Za-z]:")
_XZ_MEMORY = 256 << 20
_BROKEN = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    OverflowError,
    IndexError,
    struct.error,
)


def read_zip(data: bytes, name: str) -> Iterator[Article | Member | Unread]:
    """Gives the files of a zip archive; what can't be read or is refused is Unread.

    A Word document is read as one, whatever its name. Raises IntakeError: R139 where the archive
    is built to overwhelm, R148 where it is broken.
    """
    if data.count(_ENTRY) > MOST_MEMBERS:
        raise IntakeError("R139", f"it holds more than {MOST_MEMBERS:,} files; split it")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise _broken("zip archive", error) from None
    with archive:
        infos = archive.infolist()
        if any(info.filename == "word/document.xml" for info in infos):
            from rashomon.intake.formats import word

            yield from word.read(data, name)
            return
        for info in infos:
            # ZipInfo.is_dir fails where there is no name at all.
            if not info.filename.endswith("/"):
                yield _zip_member(archive, info, packed=len(data))


def _zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, *, packed: int) -> Member | Unread:
    label = _label(info.filename)
    try:
        _check_path(info.filename)
        if stat.S_ISLNK(info.external_attr >> 16):
            raise _link()
        if info.flag_bits & 1:
            raise IntakeError("R140", "it is encrypted; unpack it with its password and give that")
        with archive.open(info) as file:
            return Member(name=label, data=_unpack(file, packed=packed))
    except IntakeError as error:
        return Unread(name=label, error=error)
    except _BROKEN as error:
        return Unread(name=label, error=_broken("file in a zip archive", error))


def read_tar(data: bytes, name: str) -> Iterator[Member | Unread]:
    """Gives the files of a tar archive, not packed; what is refused is Unread.

    Raises IntakeError R148 where the archive is broken; the files before that go through.
    """
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
            for number, info in enumerate(archive):
                if number == MOST_MEMBERS:
                    raise IntakeError("R139", f"it holds more than {number:,} files; split it")
                if not info.isdir():
                    yield _tar_member(archive, info)
    except _BROKEN as error:
        raise _broken("tar archive", error) from None


def _tar_member(archive: tarfile.TarFile, info: tarfile.TarInfo) -> Member | Unread:
    label = _label(info.name)
    try:
        _check_path(info.name)
        if not info.isfile():
            raise _link()
        # A sparse file is all holes: it may claim any size.
        file = None if info.sparse is not None else archive.extractfile(info)
        if file is None:
            raise IntakeError("R141", "it is no plain file and is left out")
        with file:
            content = file.read(LARGEST_COLLECTION)
        if len(content) < info.size:
            raise IntakeError("R148", "the archive ends before this file does; get it again")
        return Member(name=label, data=content)
    except IntakeError as error:
        return Unread(name=label, error=error)
    except _BROKEN as error:
        return Unread(name=label, error=_broken("file in a tar archive", error))


def read_gzip(data: bytes, name: str) -> Iterator[Member | Unread]:
    """Gives what a gzip file holds: one file, or those of the tar archive in it.

    Raises IntakeError: R139 where it unpacks to too much, R148 where it is broken.
    """
    if data.count(b"\x1f\x8b\x08") > MOST_MEMBERS:
        raise IntakeError("R139", f"it is made of more than {MOST_MEMBERS:,} parts; unpack it")
    yield from _packed(cast("IO[bytes]", gzip.GzipFile(fileobj=io.BytesIO(data))), data, name)


def read_bzip2(data: bytes, name: str) -> Iterator[Member | Unread]:
    """Gives what a bzip2 file holds. Raises IntakeError as `read_gzip` does."""
    if data.count(b"BZh") > MOST_MEMBERS:
        raise IntakeError("R139", f"it is made of more than {MOST_MEMBERS:,} parts; unpack it")
    yield from _packed(cast("IO[bytes]", bz2.BZ2File(io.BytesIO(data))), data, name)


def read_xz(data: bytes, name: str) -> Iterator[Member | Unread]:
    """Gives what an xz file holds. Raises IntakeError as `read_gzip` does.

    One that needs more than 256 MB of memory to unpack is refused.
    """
    yield from _packed(cast("IO[bytes]", _Xz(data)), data, name)


class _Xz(io.RawIOBase):
    """The one stream of an xz file, within a bound of memory that LZMAFile can't be given."""

    def __init__(self, data: bytes) -> None:
        self._decompressor = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY)
        self._data = data

    def read(self, size: int = -1) -> bytes:
        content = self._decompressor.decompress(self._data, size)
        if not self._decompressor.eof and len(content) < size:
            raise EOFError("it ends too soon")
        return content


def _packed(file: IO[bytes], data: bytes, name: str) -> Iterator[Member | Unread]:
    try:
        content = _unpack(file, packed=len(data))
    except _BROKEN as error:
        raise _broken("packed file", error) from None
    offset, mark = _TAR_MARK
    if content.startswith(mark, offset):
        yield from read_tar(content, name)
        return
    bare = PurePosixPath(name.replace("\\", "/")).name
    stem = re.sub(r"\.(?:tgz|tbz2?|txz)$", ".tar", _PACKED_ENDING.sub("", bare))
    yield Member(name=_label(stem), data=content)


def _unpack(file: IO[bytes], *, packed: int) -> bytes:
    """Reads a stream to its end. Raises IntakeError R139 where it goes over its bound."""
    allowed = min(max(MOST_EXPANSION * packed, FREE_EXPANSION), LARGEST_COLLECTION)
    content = file.read(allowed + 1)
    if len(content) > allowed:
        raise IntakeError(
            "R139", f"it unpacks to more than {allowed // 1_000_000} MB; unpack it and give that"
        )
    return content


def _check_path(path: str) -> None:
    """Raises IntakeError R141 where a member's path leads out of its archive."""
    slashed = path.replace("\\", "/")
    if slashed.startswith("/") or _DRIVE.match(slashed) or ".." in slashed.split("/"):
        raise IntakeError("R141", "its path leads out of the archive: it is refused")


def _link() -> IntakeError:
    return IntakeError("R141", "it is a link or a device, no file: it is left out")


def _label(path: str) -> str:
    """Gives a member's path fit to be printed."""
    return clean(path.encode("utf-8", "replace").decode())[:300] or "file"


def _broken(what: str, error: Exception) -> IntakeError:
    reason = clean(str(error))[:120] or type(error).__name__
    return IntakeError("R148", f"the {what} is broken ({reason}); get it again")
