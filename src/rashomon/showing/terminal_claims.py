"""Claims in the terminal: those whose accounts differ side by side, the others in short."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rashomon.naming import count, listing
from rashomon.showing.model import Cell, ClaimRow, Cut
from rashomon.showing.page import QUIET, Page, byline, speaker_words
from rashomon.showing.safe import visible
from rashomon.showing.wording import doubt_words, repeats_words, sure

_COLUMN_AT_LEAST = 36
_WORDINGS_AT_FIRST = 3
_CLAIMS_AT_FIRST = 20
_KEYS_AT_MOST = 3


def print_claims(
    page: Page,
    title: str,
    rows: Sequence[ClaimRow],
    *,
    none: str = "",
    arrow: bool = False,
) -> None:
    """Prints claims whose origins differ side by side; an arrow where one followed the other.

    `none` is said where there are no claims; without it the section is left out.
    """
    if not rows and not none:
        return
    page.heading(f"{title} ({len(rows)})" if rows else title)
    if not rows:
        page.line(none, indent=2)
    for row in rows:
        if len(row.values) > 1:
            between = " → " if arrow else " against "
            page.line(Text(visible(between.join(row.values)), style="bold underline"))
        kinds = listing(row.kinds) or "accounts differ"
        page.line(Text.assemble((visible(kinds), "bold"), (f"  {sure(row)}", QUIET)))
        for explanation in row.explanations[:1]:
            page.line(explanation, indent=2)
        page.show(Padding(_cells(page, row.sides, arrow=arrow), (0, 0, 0, 2)))
        if row.others:
            names = listing(list(dict.fromkeys(cell.origin for cell in row.others)))
            page.line(f"also told, without what differs, by {names}", indent=2, style=QUIET)
        _repeats(page, row, indent=2)
        page.show(Text())


def print_short_claims(
    page: Page,
    title: str,
    rows: Sequence[ClaimRow],
    *,
    meaning: str,
    most: int = _CLAIMS_AT_FIRST,
) -> None:
    """Prints at `most` so many claims, each in its wordings with the reports that have them."""
    if not rows:
        return
    page.heading(f"{title} ({len(rows)})")
    page.line(meaning, style=QUIET)
    for place, row in enumerate(rows[:most]):
        if place:
            page.show(Text())
        for cut in row.cuts[:_WORDINGS_AT_FIRST]:
            page.item(_keys(cut), page.cut_words(cut).append_text(speaker_words(cut)))
        if len(row.cuts) > _WORDINGS_AT_FIRST:
            more = count(len(row.cuts) - _WORDINGS_AT_FIRST, "more wording")
            page.line(f"and {more}", indent=4, style=QUIET)
        origins = listing(list(dict.fromkeys(cell.origin for cell in row.cells)))
        carried = ", ".join(source.name for source in row.sources)
        _repeats(page, row, indent=4)
        if row.doubts:
            page.line(doubt_words(row), indent=4, style="italic")
        word = "origin" if len(row.cells) == 1 else "origins"
        page.line(f"{carried} · {word}: {origins} · {sure(row)}", indent=4, style=QUIET)
    page.more(len(rows) - most)


def _cells(page: Page, cells: Sequence[Cell], *, arrow: bool) -> RenderableType:
    """Origins side by side where they fit, else one below the other."""
    blocks = [Group(*_cell(page, cell)) for cell in cells]
    room = page.console.width // max(len(blocks), 1)
    if len(blocks) < 2 or room < _COLUMN_AT_LEAST:
        return Group(*_between(blocks, Text("  ↓" if arrow else "")))
    table = Table.grid(padding=(0, 2), expand=True)
    for _ in blocks:
        table.add_column(ratio=1, overflow="fold")
        if arrow:
            table.add_column(width=1)
    row = list(_between(blocks, Text("→"))) if arrow else blocks
    table.add_row(*row)
    return table


def _between(blocks: Sequence[RenderableType], mark: Text) -> Iterable[RenderableType]:
    for position, block in enumerate(blocks):
        if position:
            yield mark
        yield block


def _cell(page: Page, cell: Cell) -> Iterable[Text]:
    outlets = {cut.source.name for cut in cell.cuts}
    if {cell.origin} != outlets:
        yield Text(visible(f"{cell.origin} ({cell.kind})"), style="italic")
    for cut in cell.cuts:
        yield byline(cut)
        yield page.cut_words(cut).append_text(speaker_words(cut))
    if cell.more:
        yield Text(f"and {count(len(cell.more), 'further passage')}", style=QUIET)


def _keys(cut: Cut) -> str:
    """Gives the letters of the reports that have the words, of many only how many."""
    keys = sorted((source.key for source in cut.sources), key=lambda key: (len(key), key))
    return " ".join(keys) if len(keys) <= _KEYS_AT_MOST else f"{keys[0]} +{len(keys) - 1}"


def _repeats(page: Page, row: ClaimRow, *, indent: int) -> None:
    if row.repeats:
        page.line(f"and {repeats_words(row.repeats)}", indent=indent, style=QUIET)
