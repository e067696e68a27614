"""Lists of things (stories, what was found, what was added), in every form but a comparison's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from rashomon.showing.page import recorded
from rashomon.showing.records import table_to_csv, to_json
from rashomon.showing.safe import shorten, visible
from rashomon.showing.tables import Table

_CELL = 70  # characters of one cell on a page for people


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """What a command lists: `records` for programs, `columns` and `rows` for people and tables."""

    records: Sequence[Any]
    columns: Mapping[str, type]
    rows: Sequence[Mapping[str, Any]]
    empty: str

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
    grid = Grid(box=None, pad_edge=False, header_style="bold")
    for name, kind in listing.columns.items():
        grid.add_column(name, justify="right" if kind is int else "left", overflow="fold")
    for row in listing.rows:
        cells = ("" if row[name] is None else str(row[name]) for name in listing.columns)
        grid.add_row(*(Text(visible(shorten(cell, _CELL))) for cell in cells))
    console.print(grid)
