"""The commands that keep a library safe: backup, restore, check."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rashomon.cli_library import library_option
from rashomon.cli_output import Output, output_options, write_listing
from rashomon.cli_reports import FAILED, coded_errors
from rashomon.naming import count

if TYPE_CHECKING:
    from rashomon.library import Backup

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("path", metavar="FILE", type=_FILE)
@library_option
@coded_errors
def backup(*, path: Path, place: str | None) -> None:
    """Write the library to a file, while others go on writing to it.

    FILE is a SQLite file with sums of what it holds; an older backup of that name is replaced.
    """
    from rashomon.library import back_up, open_library

    with open_library(place, new=False) as library:
        _tell(back_up(library, path), "written to")


@click.command()
@click.argument("path", metavar="FILE", type=_FILE)
@click.option(
    "--replace", is_flag=True, help="Put the backup in the place of what the library holds."
)
@library_option
@coded_errors
def restore(*, path: Path, replace: bool, place: str | None) -> None:
    """Put a backup into a library that is empty.

    The library is SQLite or PostgreSQL, whatever the backup was made of. The whole backup is
    checked first. All of it is put in, or nothing.
    """
    from rashomon.library import check_backup, open_library
    from rashomon.library import restore as put_back

    checked = check_backup(path)
    with open_library(place) as library:
        put_back(library, checked, replace=replace)
    _tell(checked, "restored from")


def _tell(done: Backup, what: str) -> None:
    rows = done.rows
    click.echo(
        f"{count(rows['reports'], 'report')}, {count(rows['stories'], 'story', 'stories')} and "
        f"{count(rows['judgements'], 'judgement')} {what} {done.path}"
    )


@click.command()
@library_option
@output_options
@coded_errors
def check(*, place: str | None, output: Output) -> None:
    """Look through the library for what is damaged or torn.

    Exits with 1 where something is.
    """
    from rashomon.library import audit, open_library
    from rashomon.showing.listing import Listing

    with open_library(place, new=False) as library:
        found = audit(library)
    rows = [{"item": fault.item, "what": fault.what} for fault in found]
    columns: dict[str, type] = {"item": str, "what": str}
    empty = "The library is whole."
    write_listing(Listing(records=found, columns=columns, rows=rows, empty=empty), output)
    if found:
        sys.exit(FAILED)
