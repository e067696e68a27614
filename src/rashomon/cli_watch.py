"""The command `watch`: follows feeds until it is ended."""

from __future__ import annotations

import contextlib
import re
import signal
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rashomon.cli_library import library_option
from rashomon.cli_output import Output, output_options, print_bytes, write_listing
from rashomon.cli_reports import FAILED, SOME_FAILED, coded_errors, private_hosts, tell

if TYPE_CHECKING:
    from rashomon.intake.fetching.private import AllowedPrivate
    from rashomon.reading.reading import Reading
    from rashomon.report import Report
    from rashomon.watching import Event, Watch
    from rashomon.watching.asking import Fetch

_UNITS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86_400}
_SPAN = re.compile(r"(\d+(?:\.\d+)?)\s*([smhd]?)")
_COLUMNS: dict[str, type] = {
    "at": str,
    "what": str,
    "outlet": str,
    "title": str,
    "story": str,
    "code": str,
    "message": str,
}


def _seconds(context: click.Context, parameter: click.Parameter, value: str) -> float:
    match = _SPAN.fullmatch(value.strip().lower())
    seconds = float(match[1]) * _UNITS[match[2]] if match else 0.0
    if seconds < 1:
        raise click.BadParameter(f"{value!r} is no span of time; write it as 90s, 15m or 1h.")
    return seconds


@click.command()
@click.argument("feeds", nargs=-1, required=True, metavar="FEED...")
@click.option(
    "--every",
    default="15m",
    show_default=True,
    metavar="TIME",
    callback=_seconds,
    help="How often each feed is asked (90s, 15m, 1h); articles are looked at again after 1, 4, "
    "24, 96 and 288 times as long.",
)
@click.option("--once", is_flag=True, help="Ask each feed once, look at what is due, and end.")
@click.option(
    "--allow-private",
    "allowed",
    metavar="HOST",
    multiple=True,
    callback=private_hosts,
    help="Private host, address or network (10.1.0.0/16) that may be asked; repeatable.",
)
@library_option
@output_options
@coded_errors
def watch(
    *,
    feeds: Sequence[str],
    every: float,
    once: bool,
    allowed: AllowedPrivate,
    place: str | None,
    output: Output,
) -> None:
    """Follow feeds, and add what is new or changed to the library.

    FEED is the address of a feed (RSS, Atom, JSON Feed), or the path of an OPML file that lists
    feeds. It goes on until it is ended (Ctrl-C, SIGTERM), and where it stopped when it is started
    again. With --jsonl each thing that happens is told as soon as it is kept.
    """
    if not once and (output.path is not None or output.form not in (None, "jsonl")):
        raise click.UsageError("A watch does not end by itself: print --jsonl, or give --once.")
    addresses = [address for feed in feeds for address in _addresses(feed)]
    told: list[Event] = []
    with _ended_by_signals() as ending:
        from rashomon.library import open_library
        from rashomon.watching import Pace, Watch

        with open_library(place) as library:
            pace = Pace(every=every)
            service = Watch(library, addresses, fetch=_fetch(allowed), read=_read, pace=pace)
            ending.ends(service)
            for event in service.run(once=once):
                _tell(event, output)
                if once:
                    told.append(event)
    if once:
        _finish(told, len(set(addresses)), output)


def _addresses(feed: str) -> list[str]:
    """Gives the addresses of feeds that an argument stands for."""
    from rashomon.intake.addresses import is_address
    from rashomon.intake.formats.opml import feeds_of
    from rashomon.intake.opening import read_file

    if is_address(feed):
        return [feed.strip()]
    data, _ = read_file(Path(feed))
    return [one.url for one in feeds_of(data)]


def _fetch(allowed: AllowedPrivate) -> Fetch:
    """Gives what asks servers: politely, and each only once in one go."""
    from rashomon.intake.fetching import Fetcher, Limits, Robots

    # Whoever is busy is asked again at another turn: the others need not wait for it.
    limits = Limits(tries=1)
    robots = Robots(Fetcher(allowed=allowed, limits=limits))
    return Fetcher(allowed=allowed, limits=limits, permission=robots.permit).fetch_again


def _read(report: Report) -> Reading:
    from rashomon.bulk import Unread
    from rashomon.bulk.workers import read_one
    from rashomon.errors import RashomonError

    outcome = read_one(report)
    if isinstance(outcome, Unread):
        raise RashomonError(outcome.code, outcome.message)
    return outcome


class _Ending:
    """Whether a signal asked for the end, which may come before there is a watch to be ended."""

    def __init__(self) -> None:
        self._asked = False
        self._service: Watch | None = None

    def ends(self, service: Watch) -> None:
        """Says which watch to end."""
        self._service = service
        if self._asked:
            service.end()

    def ask(self) -> None:
        """Ends the watch when it has kept what it is about to keep."""
        self._asked = True
        if self._service is not None:
            self._service.end()


@contextlib.contextmanager
def _ended_by_signals() -> Iterator[_Ending]:
    """Lets SIGTERM and Ctrl-C end a watch cleanly."""
    ending = _Ending()
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    for number in before:
        signal.signal(number, lambda *_: ending.ask())
    try:
        yield ending
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _tell(event: Event, output: Output) -> None:
    """Tells what happened at once: failures on stderr, the rest where lines are asked for."""
    from rashomon.showing.records import to_json
    from rashomon.showing.safe import visible

    if event.code is not None:
        of = event.address or event.feed or "the library"
        tell(f"rashomon: {event.code} {of}: {event.message}")
    if output.form == "jsonl" and output.path is None:
        print_bytes(to_json(event) + b"\n")
    elif output.form is None and event.code is None:
        click.echo(visible(_line(event)))


def _line(event: Event) -> str:
    parts = [event.at, f"{event.what:7}"]
    parts += [part for part in (event.story, event.outlet) if part]
    return f"{'  '.join(parts)}  {event.title or event.address or event.feed or ''}".rstrip()


def _finish(told: Sequence[Event], feeds: int, output: Output) -> None:
    from rashomon.showing.listing import Listing

    if output.form not in (None, "jsonl") or output.path is not None:
        rows = [{name: getattr(event, name) for name in _COLUMNS} for event in told]
        listing = Listing(records=told, columns=_COLUMNS, rows=rows, empty="Nothing is new.")
        write_listing(listing, output)
    failed = [event for event in told if event.what == "failed"]
    if sum(event.address is None for event in failed) >= feeds:
        sys.exit(FAILED)
    if failed:
        sys.exit(SOME_FAILED)
