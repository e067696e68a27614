"""The commands of the library: add, stories, show, search."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import click

from rashomon.cli_output import Output, output_options, print_bytes, write, write_listing
from rashomon.cli_reports import (
    FAILED,
    SOME_FAILED,
    Pace,
    coded_errors,
    load_reports,
    pace_options,
    read_each,
    report_options,
    tell,
)

if TYPE_CHECKING:
    from rashomon.bulk import Unread
    from rashomon.bulk.sketching import Sketched
    from rashomon.intake import Source
    from rashomon.intake.fetching import Fetcher
    from rashomon.library import Added, Story
    from rashomon.reading.reading import Reading
    from rashomon.report import Report

_Command = TypeVar("_Command", bound=Callable[..., None])


def library_option(command: _Command) -> Callable[..., None]:
    """Adds where the library is; gives it as `place`."""
    return click.option(
        "--library",
        "place",
        metavar="PLACE",
        help="The library: a SQLite file or a database URL. Else RASHOMON_LIBRARY, else a file "
        "in the user's data folder.",
    )(command)


@click.command()
@partial(report_options, metavar="SOURCE...")
@library_option
@pace_options
@output_options
@coded_errors
def add(
    *,
    sources: Sequence[Source],
    fetcher: Fetcher | None,
    place: str | None,
    pace: Pace,
    output: Output,
) -> None:
    """Put reports into the library and sort them into stories.

    SOURCE is a file (text, web page, feed, archive, JSON lines ...), a folder of files, a web
    address, or - for stdin. A report that is there already is not added twice; one that changed
    becomes a new version. With --jsonl each report is told as soon as it is kept.
    """
    from msgspec.structs import replace

    from rashomon.bulk.sketching import sketch_many
    from rashomon.library import add as add_readings
    from rashomon.library import open_library
    from rashomon.library.adding import in_order, known_texts
    from rashomon.showing.records import to_json

    unread: list[Unread] = []
    done: list[Added] = []
    told_at_once = output.form == "jsonl" and output.path is None
    with open_library(place) as library:
        intake = load_reports(sources, output, fetcher)
        intake = replace(intake, reports=in_order(intake.reports))
        known = known_texts(library, intake.reports) if pace.jobs > 1 else ()
        outcomes = sketch_many(
            read_each(intake, output, pace),
            jobs=pace.jobs,
            wanted=lambda report: report.sha256 not in known,
        )
        for added in add_readings(library, _readings(outcomes, unread)):
            done.append(added)
            if told_at_once:
                print_bytes(to_json(added) + b"\n")
    if not done:
        sys.exit(FAILED)
    if not told_at_once:
        _list_added(done, output)
    if unread or intake.failures:
        sys.exit(SOME_FAILED)


def _readings(
    outcomes: Iterable[Reading | Sketched | Unread], unread: list[Unread]
) -> Iterator[Reading | Sketched]:
    """Gives what could be read; the rest goes to `unread`."""
    from rashomon.bulk import Unread

    for outcome in outcomes:
        if isinstance(outcome, Unread):
            unread.append(outcome)
        else:
            yield outcome


@click.command()
@library_option
@output_options
@coded_errors
def stories(*, place: str | None, output: Output) -> None:
    """List the library's stories, newest first."""
    from rashomon.library import list_stories, open_library

    with open_library(place) as library:
        _list_stories(list_stories(library), output)


@click.command()
@click.argument("story", metavar="STORY")
@library_option
@pace_options
@output_options
@coded_errors
def show(*, story: str, place: str | None, pace: Pace, output: Output) -> None:
    """Show a story's comparison. STORY is an id of `rashomon stories`.

    A comparison is kept in the library, and made anew only where the story's reports changed.
    Stories near it in time and matter are named on stderr.
    """
    from rashomon.library import comparison_of, links_of, open_library

    with open_library(place, new=False) as library:
        found = comparison_of(
            library, story, read=lambda reports: read_reports(reports, output, pace)
        )
        near = links_of(library, story)
    write(found, output)
    for link in () if output.quiet else near:
        tell(f"See also {link.story}, {link.title}: {link.why}")


def read_reports(reports: Sequence[Report], output: Output, pace: Pace) -> list[Reading]:
    """Reads reports for a comparison. Raises RashomonError for the first that can't be read."""
    from rashomon.errors import RashomonError
    from rashomon.intake import Intake
    from rashomon.reading.reading import Reading

    found = []
    for outcome in read_each(Intake(reports=tuple(reports), failures=(), notes=()), output, pace):
        if not isinstance(outcome, Reading):
            raise RashomonError(outcome.code, f"{outcome.report.id}: {outcome.message}")
        found.append(outcome)
    return found


_STANDINGS = ("agreed", "one-origin", "disputed", "sole", "open")


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="WORDS")
@click.option("--outlet", help="Only what this outlet carries.")
@click.option("--speaker", help="Only statements by a speaker whose name holds this.")
@click.option("--since", help="Only of reports published then (2016-12-31 or 2016-12) or later.")
@click.option("--until", help="Only of reports published then or earlier.")
@click.option("--standing", type=click.Choice(_STANDINGS), help="Only claims of this standing.")
@click.option("--limit", type=click.IntRange(min=1), default=20, help="At most so many (20).")
@library_option
@output_options
@coded_errors
def search(*, words: Sequence[str], place: str | None, output: Output, **narrowed: Any) -> None:  # noqa: ANN401
    """Search reports, statements and claims in the library.

    By their words, and reports by their meaning, too. Claims are those of stories that
    `rashomon show` has compared.
    """
    from rashomon.library import Wanted, open_library
    from rashomon.library import search as find
    from rashomon.showing.listing import Listing

    wanted = Wanted(words=" ".join(words), **narrowed)
    with open_library(place) as library:
        found = find(library, wanted)
    columns = {"kind": str, "story": str, "published": str, "outlet": str, "speaker": str}
    write_listing(
        Listing(
            records=found,
            columns={**columns, "standing": str, "text": str},
            rows=[
                {name: getattr(one, name) for name in (*columns, "standing", "text")}
                for one in found
            ],
            empty="Nothing found.",
        ),
        output,
    )


def _list_added(done: Sequence[Added], output: Output) -> None:
    from rashomon.showing.listing import Listing

    columns: dict[str, type] = {"id": str, "what": str, "story": str, "outlet": str, "title": str}
    rows = [{name: getattr(added, name) for name in columns} for added in done]
    write_listing(
        Listing(records=done, columns=columns, rows=rows, empty="Nothing was added."), output
    )


def _list_stories(found: Sequence[Story], output: Output) -> None:
    from rashomon.showing.listing import Listing

    columns = {"id": str, "first": str, "last": str, "reports": int, "outlets": str, "title": str}
    columns |= {"copies": int, "links": str}
    rows = [
        {
            "id": story.id,
            "first": story.first,
            "last": story.last,
            "reports": len(story.reports),
            "outlets": ", ".join(sorted({report.outlet or "?" for report in story.reports})),
            "title": story.title,
            "copies": sum(report.copy is not None for report in story.reports),
            "links": ", ".join(link.story for link in story.links),
        }
        for story in found
    ]
    empty = "The library is empty: put reports in with `rashomon add`."
    first = ("id", "last", "reports", "title", "outlets")
    write_listing(
        Listing(records=found, columns=columns, rows=rows, empty=empty, first=first), output
    )
