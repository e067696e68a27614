"""The command line: parses, calls, prints. Data goes to stdout, everything else to stderr.

Heavy modules are imported inside the commands, so that help comes at once.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from rashomon import __version__
from rashomon.cli_judging import judge, judgements
from rashomon.cli_keeping import backup, check, restore
from rashomon.cli_library import add, search, show, stories
from rashomon.cli_output import Output, output_options, print_bytes, write
from rashomon.cli_reports import (
    FAILED,
    FOUND,
    SOME_FAILED,
    Pace,
    coded_errors,
    load_reports,
    pace_options,
    read_all,
    report_options,
)
from rashomon.cli_serve import access, serve
from rashomon.cli_watch import watch
from rashomon.errors import RashomonError

if TYPE_CHECKING:
    from rashomon.comparing.comparison import Comparison
    from rashomon.intake import Source
    from rashomon.intake.fetching import Fetcher
    from rashomon.report import Report


class _InOrder(click.Group):
    """A group that lists its commands as they were added: in the order in which one needs them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Gives the commands' names; click would sort them."""
        return list(self.commands)


_EXAMPLES = """\b
rashomon compare agency.txt page.html       the report, here
rashomon compare reports/ -o story.html     one file for the browser
rashomon add reports/ && rashomon serve     a library, in the browser

`rashomon COMMAND --help` tells what a command takes. Exit codes: 0 done, 1 failed, 2 wrong usage,
3 some inputs could not be read, 4 what --fail-on names was found.
"""


@click.group(
    cls=_InOrder, context_settings={"help_option_names": ["-h", "--help"]}, epilog=_EXAMPLES
)
@click.version_option(__version__, prog_name="rashomon", message="%(prog)s %(version)s")
def main() -> None:
    """Compare news reports of one story by different outlets.

    What they agree on, where they differ, who said what through whom, and what only one carries.
    """


@click.command()
@report_options
@pace_options
@output_options
@coded_errors
def read(*, sources: Sequence[Source], fetcher: Fetcher | None, pace: Pace, output: Output) -> None:
    """Read each report alone: statements, names, times, figures.

    REPORT is a file (text, web page, feed, archive, JSON lines ...), a folder of files, a web
    address, or - for stdin. An option such as --outlet that is given several times is for the
    first, second, ... report.
    """
    intake = load_reports(sources, output, fetcher)
    readings, failed = read_all(intake, output, pace)
    if not readings:
        sys.exit(FAILED)
    write(readings, output)
    if failed:
        sys.exit(SOME_FAILED)


@click.command()
@report_options
@click.option(
    "--fail-on",
    type=click.Choice(["disputed", "differences"]),
    help="Exit with 4 where a claim is disputed, or where anything differs.",
)
@pace_options
@output_options
@coded_errors
def compare(
    *,
    sources: Sequence[Source],
    fetcher: Fetcher | None,
    pace: Pace,
    output: Output,
    fail_on: str | None,
) -> None:
    """Compare reports of one story: what is agreed, what disputed.

    REPORT is a file (text, web page, feed, archive, JSON lines ...), a folder of files, a web
    address, or - for stdin. An option such as --outlet that is given several times is for the
    first, second, ... report.
    """
    from msgspec.structs import replace

    intake = load_reports(sources, output, fetcher)
    _at_least_two(intake.reports)
    readings, failed = read_all(intake, output, pace)
    _at_least_two([reading.report for reading in readings])
    from rashomon.comparing import compare as compare_readings

    comparison = compare_readings(readings)
    # The notes on a report came with its reading; what could not be read has none.
    comparison = replace(comparison, notes=(*comparison.notes, *failed))
    write(comparison, output)
    if _is_found(comparison, fail_on):
        sys.exit(FOUND)
    if failed:
        sys.exit(SOME_FAILED)


def _at_least_two(reports: Sequence[Report]) -> None:
    if len(reports) > 1:
        return
    told = "A comparison needs at least two reports that can be read"
    if reports:
        told += f"; there is only {reports[0].path}: give another, or use `rashomon read`"
    raise RashomonError("R301", f"{told}.")


def _is_found(comparison: Comparison, fail_on: str | None) -> bool:
    if fail_on == "disputed":
        return any(claim.standing == "disputed" for claim in comparison.claims)
    return fail_on == "differences" and bool(comparison.differences)


@click.command()
@click.argument("name", type=click.Choice(["report", "reading", "comparison"]))
def schema(name: str) -> None:
    """Print the JSON Schema of a report, reading or comparison."""
    import json

    import msgspec

    from rashomon.comparing.comparison import Comparison
    from rashomon.reading.reading import Reading
    from rashomon.report import Report

    kinds = {"report": Report, "reading": Reading, "comparison": Comparison}
    described = msgspec.json.schema(kinds[name])
    # What is unknown in the input stands beside the known fields, not in one of its own.
    del described["$defs"]["Report"]["properties"]["extra"]
    document = {"$schema": "https://json-schema.org/draft/2020-12/schema", **described}
    print_bytes(json.dumps(document, indent=2, ensure_ascii=False).encode() + b"\n")


_REPORTS = (compare, read)
_LIBRARY = (add, watch, stories, show, search, judge, judgements, serve, access)
_KEEPING = (backup, restore, check)
for _command in (*_REPORTS, *_LIBRARY, *_KEEPING, schema):
    main.add_command(_command)
