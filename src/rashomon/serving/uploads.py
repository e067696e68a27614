"""What readers send, put where the worker finds it: a folder of its own for each."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import BinaryIO

import msgspec

from rashomon.errors import RashomonError
from rashomon.serving.settings import Settings
from rashomon.serving.worker import Task

_WEB = re.compile(r"https?://", re.IGNORECASE)
_LONGEST_NAME = 80
_LONGEST_ADDRESS = 2000
_LONGEST_FIELD = 300


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What whoever sends a report says of it."""

    outlet: str | None = None
    published: str | None = None
    title: str | None = None
    url: str | None = None


def task_of_address(address: str, known: Known, settings: Settings) -> Task:
    """Gives the task of fetching an address. Raises RashomonError R150, R632."""
    address = address.strip()
    if not _WEB.match(address) or len(address) > _LONGEST_ADDRESS:
        raise RashomonError("R150", "give a web address that begins with http:// or https://")
    _check(known)
    return _task(known, settings, sources=(address,))


def task_of_text(text: str, known: Known, settings: Settings) -> Task:
    """Gives the task of adding a text as it was pasted. Raises RashomonError R104, R632."""
    if not text.strip():
        raise RashomonError("R104", "there is no text in it; paste the report")
    _check(known)
    fields = {name: value for name, value in msgspec.structs.asdict(known).items() if value}
    # Browsers send each line end as two characters.
    record = {**fields, "text": text.replace("\r\n", "\n")}
    folder = _folder()
    (folder / "pasted.jsonl").write_bytes(msgspec.json.encode(record) + b"\n")
    return _task(Known(), settings, folder=folder, sources=("pasted.jsonl",))


def task_of_file(name: str, data: BinaryIO, known: Known, settings: Settings) -> Task:
    """Gives the task of adding a file, by no more of its name than is harmless.

    Raises RashomonError R104, R632.
    """
    _check(known)
    folder = _folder()
    plain = plain_name(name)
    with (folder / plain).open("wb") as file:
        shutil.copyfileobj(data, file)
        size = file.tell()
    if not size:
        shutil.rmtree(folder, ignore_errors=True)
        raise RashomonError("R104", "the file is empty; choose another")
    return _task(known, settings, folder=folder, sources=(plain,))


def task_of_files(paths: Sequence[Path], settings: Settings) -> Task:
    """Gives the task of adding files of our own, with what stands beside them."""
    folder = _folder()
    for path in paths:
        for beside in (path, path.with_suffix(".json")):
            if beside.is_file():
                shutil.copyfile(beside, folder / beside.name)
    return _task(Known(), settings, folder=folder, sources=tuple(path.name for path in paths))


def plain_name(name: str) -> str:
    """Gives a file's name without folders and without what a system could act on."""
    last = PurePosixPath(name.replace("\\", "/")).name
    plain = re.sub(r"[^A-Za-z0-9._-]+", "_", last).strip("._-")
    return plain[-_LONGEST_NAME:].lstrip("._-") or "report"


def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="rashomon-"))


def _check(known: Known) -> None:
    from rashomon.intake.dates import published_time

    for name in known.__struct_fields__:
        value = getattr(known, name)
        if value and (len(value) > _LONGEST_FIELD or "\x00" in value):
            raise RashomonError("R632", f"{name}: at most {_LONGEST_FIELD} characters of text")
    if known.published and published_time(known.published) is None:
        raise RashomonError("R632", "published: write it as 2016-12-31 or 2016-12")


def _task(
    known: Known, settings: Settings, *, sources: tuple[str, ...], folder: Path | None = None
) -> Task:
    return Task(
        kind="add",
        folder=None if folder is None else str(folder),
        sources=sources,
        outlet=known.outlet,
        published=known.published,
        title=known.title,
        private=settings.private,
        most=settings.limits.job_reports,
    )
