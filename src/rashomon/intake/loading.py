"""Sources, as users name them, into reports. This module alone reads files."""

from __future__ import annotations

import codecs
import itertools
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import msgspec

from rashomon.errors import IntakeError
from rashomon.intake.decoding import decode
from rashomon.intake.kinds import refuse_other_bytes, refuse_other_names
from rashomon.intake.metadata import (
    Metadata,
    metadata_of,
    read_json_object,
    split_front_matter,
)
from rashomon.intake.reports import report_from_text
from rashomon.reading.reading import Note
from rashomon.report import Report

LARGEST = 20_000_000
_FEWEST_WORDS = 8
_STDIN = "-"


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """One input as the user named it, and what the user said of it. "-" is standard input."""

    path: str
    outlet: str | None = None
    published: str | None = None
    title: str | None = None


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """An input that could not be made into a report, and what to do about it."""

    source: str
    code: str
    message: str


class Intake(msgspec.Struct, frozen=True, kw_only=True):
    """What came of some sources: reports in the order given, failures, and notes on reports."""

    reports: tuple[Report, ...]
    failures: tuple[Failure, ...]
    notes: tuple[Note, ...]


class _Loaded(msgspec.Struct, frozen=True, kw_only=True):
    """A report before its final id is known, and the notes on it: code and message."""

    report: Report
    notes: tuple[tuple[str, str], ...]


def load(sources: Sequence[Source | str | Path], *, stdin: BinaryIO | None = None) -> Intake:
    """Reads sources into reports: plain text, text with YAML front matter or a sidecar, JSONL.

    A source that fails is named in `failures`; the others go through. `stdin` is read for "-",
    the process's own standard input where none is given. Raises nothing for a bad source.
    """
    loaded: list[_Loaded] = []
    failures: list[Failure] = []
    for source in sources:
        named = source if isinstance(source, Source) else Source(path=str(source))
        for name, outcome in _load(named, stdin):
            if isinstance(outcome, IntakeError):
                name = _printable(name)
                failures.append(Failure(source=name, code=outcome.code, message=outcome.message))
            else:
                loaded.append(outcome)
    reports = _with_unique_ids([item.report for item in loaded])
    notes = [
        Note(code=code, message=message, report=report.id)
        for report, item in zip(reports, loaded, strict=True)
        for code, message in item.notes
    ]
    return Intake(
        reports=tuple(reports),
        failures=tuple(failures),
        notes=tuple(notes + _notes_on_same_texts(reports)),
    )


def _load(source: Source, stdin: BinaryIO | None) -> Iterator[tuple[str, _Loaded | IntakeError]]:
    """Gives what a source holds, each with the name by which a failure is told."""
    try:
        if source.path.lower().endswith(".jsonl"):
            yield from _load_records(source)
        else:
            yield source.path, _load_text(source, stdin)
    except IntakeError as error:
        yield source.path, error


def _load_text(source: Source, stdin: BinaryIO | None) -> _Loaded:
    if source.path == _STDIN:
        data = (stdin or sys.stdin.buffer).read(LARGEST + 1)
        beside = Metadata()
    else:
        refuse_other_names(source.path)
        data = _read_file(Path(source.path))
        beside = _sidecar(Path(source.path))
    if len(data) > LARGEST:
        raise _too_large()
    if not data:
        raise IntakeError("R104", "it is empty; give a file with the report's text")
    refuse_other_bytes(data)
    decoded = decode(data)
    within, text = split_front_matter(decoded.text)
    notes = []
    if decoded.encoding in ("windows-1252", "latin-1") or not decoded.encoding.startswith("utf"):
        notes.append(
            ("R123", f"not UTF-8; read as {decoded.encoding}. Save it as UTF-8 to be sure")
        )
    return _report(text, known=beside.over(within), source=source, notes=notes)


def _load_records(source: Source) -> Iterator[tuple[str, _Loaded | IntakeError]]:
    empty = True
    for number, line in _lines(Path(source.path)):
        empty = False
        name = f"{source.path}:{number}"
        try:
            yield name, _load_record(line, source)
        except IntakeError as error:
            yield name, error
    if empty:
        raise IntakeError("R104", "it is empty; give one JSON record a line")


def _load_record(line: bytes, source: Source) -> _Loaded:
    if len(line) > LARGEST:
        raise _too_large()
    try:
        record = read_json_object(line)
    except ValueError as error:
        raise IntakeError("R109", f"this line is {error}; write one record a line") from None
    text = record.get("text")
    if not isinstance(text, str):
        what = "html, which is not read yet" if "html" in record else "no text"
        raise IntakeError("R109", f'the record has {what}; give the report as "text"')
    return _report(text, known=metadata_of(record), source=source, notes=[])


def _report(text: str, *, known: Metadata, source: Source, notes: list[tuple[str, str]]) -> _Loaded:
    said = Metadata(outlet=source.outlet, title=source.title, published=source.published)
    known = said.over(known)
    report = report_from_text(
        text,
        outlet=known.outlet,
        published=known.published,
        title=known.title,
        path=_printable(source.path),
        url=known.url,
        authors=known.authors,
        language=known.language,
        id=known.id,
        extra=known.extra,
    )
    notes += [("R110", problem) for problem in known.problems]
    return _Loaded(report=report, notes=(*notes, *_notes_on(report)))


def _printable(path: str) -> str:
    """Gives a path as the user wrote it, but for bytes that are no UTF-8."""
    return os.fsencode(path).decode("utf-8", "replace")


def _notes_on(report: Report) -> Iterator[tuple[str, str]]:
    # That a text is not English is noted by the room that can't read it.
    if len(report.text.split()) < _FEWEST_WORDS:
        yield "R121", "not enough text: a few words make no statements; give the whole report"


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Gives the lines of a JSONL file that hold something, with their numbers from 1."""
    with _opened(path) as file:
        for number, line in enumerate(file, start=1):
            record = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
            if record.strip():
                yield number, record


def _read_file(path: Path) -> bytes:
    with _opened(path) as file:
        return file.read(LARGEST + 1)


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """Opens a file. Raises IntakeError R102, R103 or R107, which say why it can't be read."""
    try:
        if path.is_dir():
            raise IntakeError("R103", "this is a folder; give the files in it")
        with path.open("rb") as file:
            yield file
    except FileNotFoundError:
        raise IntakeError("R102", "there is no such file; check the path") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise IntakeError("R107", f"it can't be read ({reason}); check the file") from None


def _too_large() -> IntakeError:
    return IntakeError(
        "R106", f"it is larger than {LARGEST // 1_000_000} MB; give one report a file"
    )


def _sidecar(path: Path) -> Metadata:
    """Gives what NAME.json beside NAME.txt says, if there is one."""
    try:
        data = path.with_suffix(".json").read_bytes()
    except (OSError, ValueError):
        return Metadata()
    try:
        return metadata_of(read_json_object(data))
    except ValueError as error:
        name = path.with_suffix(".json").name
        return Metadata(problems=(f"the file {name} beside it is {error} and is left out",))


def _with_unique_ids(reports: Sequence[Report]) -> list[Report]:
    """Gives the reports with "-2", "-3" added to an id that another has, in order of path."""
    order = sorted(range(len(reports)), key=lambda index: (reports[index].path or "", index))
    given = {report.id for report in reports}
    taken: set[str] = set()
    unique = list(reports)
    for index in order:
        own = name = reports[index].id
        numbers = itertools.count(2)
        while name in taken or (name != own and name in given):
            name = f"{own}-{next(numbers)}"
        taken.add(name)
        if name != own:
            unique[index] = msgspec.structs.replace(reports[index], id=name)
    return unique


def _notes_on_same_texts(reports: Sequence[Report]) -> list[Note]:
    first: dict[str, Report] = {}
    notes = []
    for report in sorted(reports, key=lambda item: (item.path or "", item.id)):
        other = first.setdefault(report.sha256, report)
        if other is not report:
            message = (
                f"{_name(report)} and {_name(other)} hold the same text: "
                "they count as two reports of one origin"
            )
            notes.append(Note(code="R122", message=message, report=report.id))
    return notes


def _name(report: Report) -> str:
    return f"{report.path} ({report.id})" if report.path else report.id
