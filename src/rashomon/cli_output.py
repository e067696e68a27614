"""The output options of the command line, and where results go: a file, a pipe, or a screen.

Data goes to stdout. A page for people that is longer than the screen goes through a pager.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from rashomon.errors import RashomonError

if TYPE_CHECKING:
    from rich.console import Console

    from rashomon.comparing.comparison import Comparison
    from rashomon.reading.reading import Reading
    from rashomon.showing.listing import Listing

ENDINGS = (".html", ".json", ".jsonl", ".csv", ".md", ".parquet", ".jsonld")

_Command = TypeVar("_Command", bound=Callable[..., None])


@dataclass(frozen=True)
class Output:
    """Where results go and in which form; `form` is None for a page that people read."""

    form: str | None
    path: Path | None
    quiet: bool


def output_options(command: _Command) -> Callable[..., None]:
    """Adds the output options that every reader of data takes; gives them as one `output`."""

    @click.option("--json", "form", flag_value="json", help="Print one JSON document.")
    @click.option("--jsonl", "form", flag_value="jsonl", help="Print one JSON record a line.")
    @click.option("--csv", "form", flag_value="csv", help="Print a table as CSV.")
    @click.option(
        "-o",
        "--output",
        "path",
        metavar="FILE",
        type=click.Path(dir_okay=False, path_type=Path),
        help=f"Write a file, its form by its ending: {', '.join(ENDINGS)}.",
    )
    @click.option("-q", "--quiet", is_flag=True, help="Print no notes and no progress.")
    @wraps(command)
    def with_output(form: str | None, path: Path | None, quiet: bool, **rest: object) -> None:
        command(output=Output(_form(form, path), path, quiet), **rest)

    return with_output


def _form(asked: str | None, path: Path | None) -> str | None:
    """Gives the form of the output: what was asked for, else what the file's ending says."""
    if path is None:
        return asked
    ending = path.suffix.lower()
    if ending not in ENDINGS and asked is None:
        raise click.UsageError(f"-o {path}: its ending must be one of {', '.join(ENDINGS)}.")
    if ending in ENDINGS and asked not in (None, ending[1:]):
        raise click.UsageError(f"--{asked} does not fit -o {path}: give one of them.")
    return asked or ending[1:]


def write(results: Comparison | list[Reading], output: Output) -> None:
    """Writes results to the file or to stdout, in the form that was asked for.

    Raises RashomonError R402 where the file can not be written.
    """
    _deliver(
        output,
        page=lambda console: _print_page(results, console),
        data=lambda form: _FORMS[form](results),
        parquet=lambda path: _write_parquet(results, path),
    )


def write_listing(listing: Listing, output: Output) -> None:
    """Writes a list to the file or to stdout, in the form that was asked for.

    Raises RashomonError R402 where the file can not be written, R405 where lists have no such
    form.
    """
    from rashomon.showing.listing import listing_bytes, print_listing
    from rashomon.showing.records import write_table_as_parquet

    if output.form == "jsonld":
        raise RashomonError("R405", "Annotations are of a comparison: a list has no .jsonld form.")
    _deliver(
        output,
        page=lambda console: print_listing(listing, console=console),
        data=lambda form: listing_bytes(listing, form),
        parquet=lambda path: write_table_as_parquet(listing.table, path),
    )


def _deliver(
    output: Output,
    *,
    page: Callable[[Console], None],
    data: Callable[[str], bytes],
    parquet: Callable[[Path], None],
) -> None:
    """Makes the one form that was asked for, and puts it where it was asked for."""
    if output.form is None:
        _show(page)
    elif output.path is None:
        print_bytes(data(output.form))
    elif output.form == "parquet":
        _guard_file(output.path, parquet)
    else:
        made = data(output.form)
        _guard_file(output.path, lambda path: path.write_bytes(made))


def print_bytes(data: bytes) -> None:
    """Writes to stdout past its encoding: data is UTF-8 on every platform."""
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _show(print_page: Callable[[Console], None]) -> None:
    """Prints a page for people; through a pager where it is longer than the screen."""
    from rich.console import Console

    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    console = Console(highlight=False)
    with console.capture() as captured:
        print_page(console)
    page = captured.get()
    if console.is_terminal and sys.stdin.isatty() and page.count("\n") >= console.height:
        click.echo_via_pager(page, color=console.color_system is not None)
    elif console.is_terminal:
        sys.stdout.write(page)
    else:
        # Lines are filled up with spaces, which show where they are pasted.
        sys.stdout.write("\n".join(line.rstrip(" ") for line in page.split("\n")))
    sys.stdout.flush()


def _guard_file(path: Path, write: Callable[[Path], object]) -> None:
    try:
        write(path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise RashomonError("R402", f"{path}: could not be written ({reason}).") from None


def _json(results: Comparison | list[Reading]) -> bytes:
    from rashomon.showing.records import to_json

    return to_json(results) + b"\n"


def _jsonl(results: Comparison | list[Reading]) -> bytes:
    from rashomon.showing.records import to_jsonl

    return to_jsonl(results)


def _csv(results: Comparison | list[Reading]) -> bytes:
    from rashomon.showing.records import to_csv

    return to_csv(results).encode()


def _jsonld(results: Comparison | list[Reading]) -> bytes:
    from rashomon.showing.annotations import to_jsonld

    return to_jsonld(results) + b"\n"


def _html(results: Comparison | list[Reading]) -> bytes:
    from rashomon.showing.html import render_html

    if not isinstance(results, list):
        return render_html(results).encode()
    return _recorded(results, "html")


def _markdown(results: Comparison | list[Reading]) -> bytes:
    from rashomon.showing.markdown import render_markdown

    if not isinstance(results, list):
        return render_markdown(results).encode()
    return _recorded(results, "md")


_FORMS: dict[str, Callable[[Any], bytes]] = {
    "json": _json,
    "jsonl": _jsonl,
    "csv": _csv,
    "html": _html,
    "md": _markdown,
    "jsonld": _jsonld,
}


def _write_parquet(results: Comparison | list[Reading], path: Path) -> None:
    from rashomon.showing.records import write_parquet

    write_parquet(results, path)


def _recorded(readings: list[Reading], form: str) -> bytes:
    from rashomon.showing.page import recorded

    return recorded(lambda page: _print_page(readings, page), form)


def _print_page(results: Comparison | list[Reading], console: Console) -> None:
    from rashomon.showing.terminal import print_comparison, print_readings

    if isinstance(results, list):
        print_readings(results, console=console)
    else:
        print_comparison(results, console=console)
