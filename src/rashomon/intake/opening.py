"""Files, folders and standard input, opened: bytes with the kind that they are of."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from rashomon.errors import IntakeError
from rashomon.intake.kinds import HEAD, Kind, recognize
from rashomon.intake.limits import LARGEST_COLLECTION, too_large
from rashomon.intake.metadata import Metadata, metadata_of, read_json_object

# What browsers save beside a page, and what stands in archives of sites: it holds no reports.
_ASSETS = frozenset(
    """
    .avif .bmp .css .eot .gif .ico .jpeg .jpg .js .m4a .map .mjs .mov .mp3 .mp4 .ogg .otf .png .svg
    .tif .tiff .ttf .wasm .wav .webm .webp .woff .woff2
    """.split()
)


def read_file(path: Path) -> tuple[bytes, Kind]:
    """Gives the bytes of a file and their kind.

    Raises IntakeError: R102, R103, R107 where it can't be opened, R104 where it is empty, R106
    where it is larger than its kind may be.
    """
    with _opened(path) as file:
        return read_stream(file, path.name)


def read_stream(stream: BinaryIO, name: str) -> tuple[bytes, Kind]:
    """Gives the bytes of a stream and their kind. Raises IntakeError R104 or R106."""
    head = stream.read(HEAD)
    if not head:
        raise IntakeError("R104", "it is empty; give a file with the report's text")
    kind = recognize(head, name)
    data = head + stream.read(min(kind.largest, LARGEST_COLLECTION) + 1 - len(head))
    if len(data) > kind.largest:
        raise too_large(kind.largest)
    return data, kind


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """Opens a file. Raises IntakeError R102 or R107, which say why it can't be read."""
    try:
        with path.open("rb") as file:
            yield file
    except FileNotFoundError:
        raise IntakeError("R102", "there is no such file; check the path") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise IntakeError("R107", f"it can't be read ({reason}); check the file") from None


def is_folder(path: Path) -> bool:
    """Says whether a path is a folder; also False where it is no path at all."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def files_in(folder: Path) -> Iterator[Path]:
    """Gives the files in a folder and in those below it, in order of their names.

    Links, hidden files, sidecars and what a page is built with are left out: pictures, scripts, and
    the folder NAME_files that a browser saves beside NAME.html. Raises IntakeError R107 where the
    folder can't be read.
    """
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        reason = error.strerror or str(error)
        raise IntakeError("R107", f"it can't be read ({reason}); check the folder") from None
    stems = {Path(entry.name).stem for entry in entries if not _is_json(entry.name)}
    built_with = {f"{Path(one.name).stem}_files" for one in entries if _is_page(one.name)}
    for entry in entries:
        # A link may lead anywhere, also back to where the walk came from.
        if entry.is_symlink() or is_no_report(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in built_with:
                yield from files_in(folder / entry.name)
        elif stat.S_ISREG(entry.stat(follow_symlinks=False).st_mode):
            is_sidecar = _is_json(entry.name) and Path(entry.name).stem in stems
            if not is_sidecar:
                yield folder / entry.name


def _is_json(name: str) -> bool:
    return name.lower().endswith(".json")


def _is_page(name: str) -> bool:
    return name.lower().endswith((".html", ".htm"))


def is_no_report(name: str) -> bool:
    """Says whether the name of a file in a folder or archive tells that it is no report."""
    parts = name.replace("\\", "/").split("/")
    if any(part.startswith(".") and part not in (".", "..") for part in parts):
        return True
    return "__MACOSX" in parts or PurePosixPath(parts[-1]).suffix.lower() in _ASSETS


def sidecar(path: Path) -> Metadata:
    """Gives what NAME.json beside a file says, if there is one."""
    beside = path.with_suffix(".json") if path.name else path
    if beside == path:
        return Metadata()
    try:
        data = beside.read_bytes()
    except (OSError, ValueError):
        return Metadata()
    try:
        return metadata_of(read_json_object(data))
    except ValueError as error:
        return Metadata(problems=(f"the file {beside.name} beside it is {error} and is left out",))
