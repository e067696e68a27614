"""What the commands of the command line share: their inputs, how they are read, and what fails."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, TypeVar

import click

from rashomon.cli_output import Output
from rashomon.errors import RashomonError

if TYPE_CHECKING:
    from rashomon.bulk import Unread
    from rashomon.intake import Intake, Source
    from rashomon.intake.fetching import Fetcher
    from rashomon.intake.fetching.private import AllowedPrivate
    from rashomon.reading.reading import Note, Reading

FAILED, SOME_FAILED, FOUND = 1, 3, 4

_Command = TypeVar("_Command", bound=Callable[..., None])
_Item = TypeVar("_Item")


def report_options(command: _Command, *, metavar: str = "REPORT...") -> Callable[..., None]:
    """Adds REPORT... and what can be said of each; gives them as one `sources`."""

    @click.argument("reports", nargs=-1, required=True, metavar=metavar)
    @click.option("--outlet", "outlets", multiple=True, help="Outlet of the report; repeatable.")
    @click.option(
        "--published",
        multiple=True,
        callback=_published,
        help="When it was published (2016-12-31); repeatable.",
    )
    @click.option("--title", "titles", multiple=True, help="Headline of the report; repeatable.")
    @click.option(
        "--allow-private",
        "fetcher",
        metavar="HOST",
        multiple=True,
        callback=_fetcher,
        help="Private host, address or network (10.1.0.0/16) that may be asked; repeatable.",
    )
    @wraps(command)
    def with_sources(
        reports: tuple[str, ...],
        outlets: tuple[str, ...],
        published: tuple[str, ...],
        titles: tuple[str, ...],
        **rest: object,
    ) -> None:
        from rashomon.intake import Source

        said = {"--outlet": outlets, "--published": published, "--title": titles}
        for name, values in said.items():
            if len(values) > len(reports):
                raise click.UsageError(
                    f"{name} is given {len(values)} times for {len(reports)} report(s): "
                    "the first is for the first report, and so on."
                )
        sources = [
            Source(path=path, outlet=outlet, published=time, title=title)
            for path, outlet, time, title in zip(
                reports,
                *(_filled(values, len(reports)) for values in said.values()),
                strict=True,
            )
        ]
        command(sources=sources, **rest)

    return with_sources


def _fetcher(
    context: click.Context, parameter: click.Parameter, values: tuple[str, ...]
) -> Fetcher | None:
    """Gives what fetches addresses where the user allowed private ones, else None."""
    if not values:
        return None
    from rashomon.intake.fetching import Fetcher

    return Fetcher(allowed=private_hosts(context, parameter, values))


def private_hosts(
    context: click.Context, parameter: click.Parameter, values: tuple[str, ...]
) -> AllowedPrivate:
    """Gives the private hosts and networks that the user allowed."""
    from rashomon.errors import IntakeError
    from rashomon.intake.fetching import allowed_private

    try:
        return allowed_private(values)
    except IntakeError as error:
        raise click.BadParameter(error.message) from None


def _published(
    context: click.Context, parameter: click.Parameter, values: tuple[str, ...]
) -> tuple[str, ...]:
    from rashomon.intake.dates import published_time

    for value in values:
        if value and published_time(value) is None:
            raise click.BadParameter(f"{value!r} is no date; write it as 2016-12-31 or 2016-12.")
    return values


def _filled(values: Sequence[str], length: int) -> list[str | None]:
    """Gives one value for each report; an empty one says nothing."""
    return [*(value or None for value in values), *([None] * (length - len(values)))]


@dataclass(frozen=True)
class Pace:
    """How reports are read: in how many processes, and whether readings are kept."""

    jobs: int
    cached: bool


def pace_options(command: _Command) -> Callable[..., None]:
    """Adds what can be said of the reading of many reports; gives it as one `pace`."""

    @click.option(
        "-j",
        "--jobs",
        type=click.IntRange(min=1),
        default=1,
        metavar="N",
        help="Read in N processes side by side.",
    )
    @click.option("--no-cache", is_flag=True, help="Neither use nor keep readings of other runs.")
    @wraps(command)
    def with_pace(jobs: int, no_cache: bool, **rest: object) -> None:
        command(pace=Pace(jobs, cached=not no_cache), **rest)

    return with_pace


def coded_errors(command: _Command) -> Callable[..., None]:
    """Prints a coded error that stops the command, and exits with 1."""

    @wraps(command)
    def guarded(**arguments: object) -> None:
        try:
            command(**arguments)
        except RashomonError as error:
            tell(f"rashomon: {error}")
            sys.exit(FAILED)

    return guarded


def load_reports(sources: Sequence[Source], output: Output, fetcher: Fetcher | None) -> Intake:
    """Loads reports; what failed, and notes on what did not, are told on stderr."""
    from rashomon.intake import load

    intake = load(sources, fetcher=fetcher)
    for failure in intake.failures:
        tell(f"rashomon: {failure.code} {failure.source}: {failure.message}")
    # A page for people shows the notes itself.
    if output.form is not None and not output.quiet:
        paths = {report.id: report.path for report in intake.reports}
        for note in intake.notes:
            tell(f"note: {note.code} {paths.get(note.report or '')}: {note.message}")
    return intake


def read_all(intake: Intake, output: Output, pace: Pace) -> tuple[list[Reading], tuple[Note, ...]]:
    """Reads the reports; gives the readings, and a note for each input that failed."""
    from rashomon.bulk import Unread
    from rashomon.reading.reading import Note

    failed = [
        Note(code=failure.code, message=f"{failure.source}: {failure.message}")
        for failure in intake.failures
    ]
    readings = []
    for outcome in read_each(intake, output, pace):
        if isinstance(outcome, Unread):
            message = f"{outcome.report.path}: {outcome.message}"
            failed.append(Note(code=outcome.code, message=message))
        else:
            readings.append(outcome)
    return readings, tuple(failed)


def read_each(intake: Intake, output: Output, pace: Pace) -> Iterator[Reading | Unread]:
    """Reads the reports, each given as it comes; what can not be read is told on stderr."""
    from rashomon.bulk import ReadingCache, Unread, read_many

    cache = ReadingCache() if pace.cached else None
    outcomes = read_many(intake.reports, jobs=pace.jobs, cache=cache)
    for outcome in _with_progress(outcomes, len(intake.reports), output):
        if isinstance(outcome, Unread):
            tell(f"rashomon: {outcome.code} {outcome.report.path}: {outcome.message}")
            yield outcome
        else:
            yield _with_notes(outcome, intake)


def _with_notes(reading: Reading, intake: Intake) -> Reading:
    from msgspec.structs import replace

    own = tuple(note for note in intake.notes if note.report == reading.report.id)
    return replace(reading, notes=(*own, *reading.notes))


def _with_progress(items: Iterable[_Item], length: int, output: Output) -> Iterable[_Item]:
    if output.quiet or length < 2 or not sys.stderr.isatty():
        yield from items
        return
    with click.progressbar(items, length=length, label="Reading", file=sys.stderr) as bar:
        yield from bar


def tell(message: str) -> None:
    """Prints a line to stderr. What it names comes from strangers: file names, titles, errors."""
    from rashomon.showing.safe import visible

    click.echo(visible(message), err=True)
