"""Lists of things (stories, what was found, what was added), in every form but a comparison's."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from rashomon.showing.dates import date_words
from rashomon.showing.page import recorded
from rashomon.showing.records import table_to_csv, to_json
from rashomon.showing.safe import shorten, visible
from rashomon.showing.tables import Table

_CELL = 70  # characters of one cell on a page for people
_UNBROKEN = 13
_TIME = re.compile(r"\d{4}-\d\d(-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d)?)?)?")


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """What a command lists: `records` for programs, `columns` and `rows` for people and tables.

    `first` names the columns that people see, in their order: all where none is named.
    """

    records: Sequence[Any]
    columns: Mapping[str, type]
    rows: Sequence[Mapping[str, Any]]
    empty: str
    first: Sequence[str] = ()

    @property
    def table(self) -> Table:
        """The rows as a table for CSV, Parquet and data frames."""
        return Table(columns=self.columns, rows=self.rows)


def listing_bytes(listing: Listing, form: str) -> bytes:
    """Gives a list as json, jsonl, csv, md or html. Raises KeyError for another form."""
    if form == "json":
        return to_json(list(listing.records)) + b"\n"
    if form == "jsonl":
        return b"".join(to_json(record) + b"\n" for record in listing.records)
    if form == "csv":
        return table_to_csv(listing.table).encode()
    return recorded(lambda page: print_listing(listing, console=page), form)


def print_listing(listing: Listing, *, console: Console) -> None:
    """Prints a list for people."""
    if not listing.rows:
        console.print(listing.empty)
        return
    names = listing.first or tuple(listing.columns)
    cells = {name: [_cell(row[name]) for row in listing.rows] for name in names}
    # A column that says nothing takes no room; a short word is not broken for want of it.
    told = {name: column for name, column in cells.items() if set(column) - {"", "0"}}
    grid = Grid(box=None, pad_edge=False, header_style="bold")
    for name, column in told.items():
        grid.add_column(
            name,
            justify="right" if listing.columns[name] is int else "left",
            overflow="fold",
            no_wrap=max(map(len, column)) <= _UNBROKEN,
        )
    for row in zip(*told.values(), strict=True):
        grid.add_row(*map(Text, row))
    console.print(grid)


def _cell(value: object) -> str:
    """Gives a cell as people read it: of a time the day, in words."""
    words = "" if value is None else str(value)
    if _TIME.fullmatch(words):
        words = date_words(words.partition("T")[0])
    return visible(shorten(words, _CELL))
