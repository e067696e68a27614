"""Sources, as users name them, into reports. Files are read by `opening`, pages by `fetching`."""

from __future__ import annotations

import hashlib
import itertools
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from rashomon import __version__
from rashomon.errors import IntakeError
from rashomon.intake.addresses import canonical_address
from rashomon.intake.article import Article
from rashomon.intake.contents import articles_in
from rashomon.intake.dates import published_time
from rashomon.intake.kinds import recognize
from rashomon.intake.metadata import Metadata
from rashomon.intake.opening import files_in, is_folder, read_file, read_stream, sidecar
from rashomon.intake.provenance import one_report, same_articles, versions_of
from rashomon.intake.reports import report_of
from rashomon.reading.reading import Note
from rashomon.report import Report, Retrieval

if TYPE_CHECKING:
    from rashomon.intake.fetching import Fetched, Fetcher

_FEWEST_WORDS = 8
_STDIN = "-"
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


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


_Outcome = tuple[str, "_Loaded | IntakeError"]


def load(
    sources: Sequence[Source | str | Path],
    *,
    stdin: BinaryIO | None = None,
    fetcher: Fetcher | None = None,
) -> Intake:
    """Reads sources into reports: files of every kind in `kinds`, folders and archives of them.

    A source that is a web address goes through `fetcher`, one with the usual limits where None.
    One article that was taken from several places is one report.

    A source, or a part of one, that fails is named in `failures`; the others go through. `stdin`
    is read for "-", the process's own standard input where none is given. Raises nothing for a
    bad source.
    """
    named = (one if isinstance(one, Source) else Source(path=str(one)) for one in sources)
    return _intake(part for source in named for part in _load(source, stdin, fetcher))


def load_page(page: Fetched, *, otherwise: Metadata) -> Intake:
    """Reads a page that was fetched, as `load` reads that of an address.

    `otherwise` is what else is known of it, from the feed that led there: it counts where the
    page itself says nothing. Raises nothing for a bad page.
    """
    return _intake(_load_page(page, page.asked, Metadata(), otherwise))


def load_part(article: Article, *, page: Fetched) -> Intake:
    """Makes a report of one article of a page that holds several: an entry of a feed."""
    label = f"{page.asked}:{article.name}"
    taken = _named(_taken_from(page), label)
    return _intake([(label, _loaded(article, path=page.asked, known=Metadata(), taken=taken))])


def _intake(outcomes: Iterable[_Outcome]) -> Intake:
    """Gives what came of all parts: one report for each article, with ids, and notes."""
    loaded: list[_Loaded] = []
    failures: list[Failure] = []
    for name, outcome in outcomes:
        if isinstance(outcome, IntakeError):
            name = _printable(name)
            failures.append(Failure(source=name, code=outcome.code, message=outcome.message))
        else:
            loaded.append(outcome)
    groups = same_articles([item.report for item in loaded])
    loaded = [_one([loaded[place] for place in group]) for group in groups]
    reports = _with_unique_ids([item.report for item in loaded])
    notes = [
        Note(code=code, message=message, report=report.id)
        for report, item in zip(reports, loaded, strict=True)
        for code, message in item.notes
    ]
    return Intake(
        reports=tuple(reports),
        failures=tuple(failures),
        notes=(*notes, *_notes_on_same_texts(reports), *_notes_on_versions(reports)),
    )


def _load(source: Source, stdin: BinaryIO | None, fetcher: Fetcher | None) -> Iterator[_Outcome]:
    """Gives what a source holds, each with the name by which a failure is told."""
    said = Metadata(outlet=source.outlet, title=source.title, published=source.published)
    try:
        if source.path == _STDIN:
            data, kind = read_stream(stdin or sys.stdin.buffer, _STDIN)
            held = _taken(data)
            for name, outcome in articles_in(data, _STDIN, kind=kind):
                yield name, _loaded(outcome, path=_STDIN, known=said, taken=_named(held, name))
        elif _ADDRESS.match(source.path):
            yield from _load_address(source.path, said, fetcher)
        elif not source.path:
            raise IntakeError("R102", "there is no such file; check the path")
        elif is_folder(Path(source.path)):
            yield from _load_folder(Path(source.path), said)
        else:
            yield from _load_file(Path(source.path), source.path, said)
    except IntakeError as error:
        yield source.path, error


def _load_folder(folder: Path, said: Metadata) -> Iterator[_Outcome]:
    empty = True
    for path in files_in(folder):
        empty = False
        try:
            yield from _load_file(path, str(path), said)
        except IntakeError as error:
            yield str(path), error
    if empty:
        raise IntakeError("R103", "there are no reports in this folder; give one with files")


def _load_address(address: str, said: Metadata, fetcher: Fetcher | None) -> Iterator[_Outcome]:
    from rashomon.intake.fetching import Fetcher

    page = (fetcher or Fetcher()).fetch(address)
    yield from _load_page(page, address, said, Metadata())


def _load_page(
    page: Fetched, address: str, said: Metadata, otherwise: Metadata
) -> Iterator[_Outcome]:
    from rashomon.intake.fetching import bytes_of, name_of

    data = bytes_of(page)
    if not data:
        yield address, IntakeError("R104", "the page is empty; check the address")
        return
    held = _taken_from(page)
    for label, outcome in articles_in(data, address, kind=recognize(data, name_of(page))):
        if isinstance(outcome, Article):
            outcome = msgspec.structs.replace(outcome, known=outcome.known.over(otherwise))
        loaded = _loaded(outcome, path=address, known=said, taken=_named(held, label))
        if isinstance(loaded, _Loaded) and label == address:
            # What a page says of its own address goes before where it was found.
            url = canonical_address(loaded.report.url or page.address)
            report = msgspec.structs.replace(loaded.report, url=url)
            loaded = msgspec.structs.replace(loaded, report=report)
        yield label, loaded


def _load_file(path: Path, name: str, said: Metadata) -> Iterator[_Outcome]:
    data, kind = read_file(path)
    held = _taken(data)
    for label, outcome in articles_in(data, name, kind=kind):
        # A sidecar speaks of a file that is one report.
        beside = sidecar(path) if label == name else Metadata()
        known = said.over(beside)
        yield label, _loaded(outcome, path=name, known=known, taken=_named(held, label))


def _taken(data: bytes) -> Retrieval:
    """Gives what is known of an input's bytes: made once, for an archive holds many articles."""
    return Retrieval(source="", sha256=hashlib.sha256(data).hexdigest(), reader="")


def _taken_from(page: Fetched) -> Retrieval:
    """Gives the same of a page that was fetched."""
    return msgspec.structs.replace(
        _taken(page.body), retrieved=page.retrieved, address=page.address
    )


def _named(held: Retrieval, label: str) -> Retrieval:
    """Gives where one article of an input stood, before it is known who reads it."""
    return msgspec.structs.replace(held, source=_printable(label))


def _loaded(
    outcome: Article | IntakeError, *, path: str, known: Metadata, taken: Retrieval
) -> _Loaded | IntakeError:
    if isinstance(outcome, IntakeError):
        return outcome
    article = msgspec.structs.replace(outcome, known=known.over(outcome.known))
    try:
        report = report_of(article, path=_printable(path))
    except IntakeError as error:
        return error
    report = msgspec.structs.replace(report, retrievals=(_retrieval(article, taken),))
    problems = [("R110", problem) for problem in article.known.problems]
    return _Loaded(report=report, notes=(*article.notes, *problems, *_notes_on(report)))


def _retrieval(article: Article, taken: Retrieval) -> Retrieval:
    """Gives where an article was taken from; a web archive says when its pages were fetched."""
    taken = msgspec.structs.replace(
        taken,
        reader=f"{article.reader} (rashomon {__version__})",
        sha256=article.sha256 or taken.sha256,
    )
    when = published_time(article.retrieved) if article.retrieved else None
    if taken.retrieved is not None or when is None:
        return taken
    return msgspec.structs.replace(taken, retrieved=when, address=article.known.url)


def _one(items: Sequence[_Loaded]) -> _Loaded:
    """Gives one report of what was taken from several places, with the notes on each."""
    notes = dict.fromkeys(note for item in items for note in item.notes)
    if len(items) > 1:
        places = [one.source for item in items for one in item.report.retrievals]
        if len(set(places)) > 1:
            told = f"one article, taken from {len(items)} places: {', '.join(places)}"
        else:
            told = f"{places[0]} was given {len(items)} times: it is one report"
        notes["R165", told] = None
    return _Loaded(report=one_report([item.report for item in items]), notes=tuple(notes))


def _printable(path: str) -> str:
    """Gives a path as the user wrote it, but for bytes that are no UTF-8."""
    return os.fsencode(path).decode("utf-8", "replace")


def _notes_on(report: Report) -> Iterator[tuple[str, str]]:
    # That a text is not English is noted by the room that can't read it.
    if len(report.text.split()) < _FEWEST_WORDS:
        yield "R121", "not enough text: a few words make no statements; give the whole report"


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


def _notes_on_versions(reports: Sequence[Report]) -> list[Note]:
    notes = []
    for versions in versions_of(reports):
        for older, newer in itertools.pairwise(versions):
            if older.sha256 != newer.sha256:
                message = (
                    f"{_name(newer)} is a changed version of {_name(older)}: "
                    "one outlet's article, not two accounts"
                )
                notes.append(Note(code="R166", message=message, report=newer.id))
    return notes


def _name(report: Report) -> str:
    return f"{report.path} ({report.id})" if report.path else report.id
