"""The report in a terminal, narrow or wide, with or without colour: its sections in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rashomon.comparing.comparison import Comparison, Cover
from rashomon.naming import count, listing
from rashomon.reading.reading import Reading
from rashomon.showing.model import DifferenceGroup, DifferenceRow, ReportRows, View
from rashomon.showing.outlets import order_words, sources
from rashomon.showing.page import QUIET, Page, manner, names_of, speaker_words
from rashomon.showing.quoting import reading_cut
from rashomon.showing.safe import visible
from rashomon.showing.terminal_claims import print_claims, print_short_claims
from rashomon.showing.terminal_speakers import print_speakers
from rashomon.showing.view import build_view
from rashomon.showing.wording import (
    AGREED_MEANS,
    ONE_ORIGIN_MEANS,
    OPEN_MEANS,
    STANDINGS,
    UNDATED,
    UNKNOWN,
)

_STATEMENT_AT_MOST = 700
_SAME_DATE_AT_FIRST = 3
_FOLDS_AT_FIRST = 6
_OPEN_AT_FIRST = 5
_DIFFERENCES_AT_FIRST = 8
_REVISED_AT_FIRST = 8
_LINEAGE_AT_FIRST = 12
_REASONS_AT_FIRST = 2
_COVERS: dict[Cover, str] = {"states": "■", "attributes": "◢", "unclear": "?", "absent": "·"}


def print_comparison(
    comparison: Comparison, *, console: Console, confirmed: Collection[str] = ()
) -> None:
    """Prints a comparison in the order in which a reader needs it.

    `confirmed` are ids of claims that a person has confirmed.
    """
    page = Page(console)
    view = build_view(comparison, confirmed=confirmed)
    _first(page, view)
    print_claims(page, "Disputed", view.disputed, none="Nothing is disputed.")
    print_claims(page, "Changed over time", view.updated, arrow=True)
    _only(page, view)
    print_speakers(page, view.speakers)
    print_short_claims(page, "Agreed", view.agreed, meaning=AGREED_MEANS)
    print_short_claims(page, "From one origin", view.one_origin, meaning=ONE_ORIGIN_MEANS)
    print_short_claims(page, "Left open", view.left_open, meaning=OPEN_MEANS, most=_OPEN_AT_FIRST)
    _differences(page, view.differences)
    _revised(page, view)
    _lineage(page, view)
    _timeline(page, view)
    _relations(page, view)
    _framing(page, view)
    _coverage(page, view)
    _notes(page, view)


def print_readings(readings: Sequence[Reading], *, console: Console) -> None:
    """Prints what each report says on its own: its sources and their words."""
    page = Page(console)
    named = sources([reading.report for reading in readings])
    for reading in readings:
        source = named[reading.report.id]
        page.heading(source.signed)
        if source.title:
            page.line(Text(visible(source.title), style="bold"))
        page.line(_counts(reading), style=QUIET)
        for statement in reading.statements:
            cut = reading_cut(reading, statement, source, limit=_STATEMENT_AT_MOST)
            said = cut.said
            who = said.speaker if said and said.speaker else UNKNOWN
            page.line(Text.assemble((f"{visible(who)}  ", "bold"), manner(cut)))
            page.line(page.cut_words(cut), indent=2)
        for note in reading.notes:
            page.line(f"{note.code} {note.message}", style=QUIET)


def _first(page: Page, view: View) -> None:
    page.line(Text(visible(view.first_line), style="bold"))
    if view.apart:
        page.line(view.apart, style="bold")
    for fold in view.folds[:_FOLDS_AT_FIRST]:
        page.item("·", fold, style=QUIET)
    if len(view.folds) > _FOLDS_AT_FIRST:
        page.line(f"and {len(view.folds) - _FOLDS_AT_FIRST} more", indent=4, style=QUIET)
    page.show(Text())
    table = Table.grid(padding=(0, 2))
    for source in view.sources:
        table.add_row(
            Text(source.key, style="bold"),
            Text(visible(source.name)),
            Text(visible(source.when or UNDATED), style=QUIET),
            Text(visible(source.title or ""), style=QUIET, overflow="fold"),
        )
    page.show(Padding(table, (0, 0, 0, 2)))
    if len(view.sources) > 1:
        page.line(order_words(view.sources), indent=2, style=QUIET)


def _only(page: Page, view: View) -> None:
    for title, groups, verb in (
        ("Carried by one report", view.only, "Only in"),
        ("Left out", view.left_out, "Not in"),
    ):
        if groups:
            page.heading(title)
        for group in groups:
            _report_rows(page, group, verb)


def _report_rows(page: Page, group: ReportRows, verb: str) -> None:
    name = visible(f"{verb} {group.source.signed}")
    total = len(group.rows) + len(group.rest)
    page.line(Text.assemble((name, "bold"), (f" ({total})", QUIET)))
    for row in group.rows:
        page.item("·", page.cut_words(row.gist).append_text(speaker_words(row.gist)))
    if group.rest:
        page.line(f"and {len(group.rest)} more", indent=4, style=QUIET)


def _differences(page: Page, groups: Sequence[DifferenceGroup]) -> None:
    for group in groups:
        if group.firm:
            page.heading(f"What differs: {group.title} ({len(group.firm)})")
            _difference_rows(page, group.firm[:_DIFFERENCES_AT_FIRST])
            page.more(len(group.firm) - _DIFFERENCES_AT_FIRST)
    weak = [f"{len(group.weak)} of {group.title.lower()}" for group in groups if group.weak]
    if weak:
        page.show(Text())
        told = f"Too weak to rely on: {listing(weak)}; -o FILE.html shows all"
        page.line(told, style=QUIET)


def _difference_rows(page: Page, rows: Sequence[DifferenceRow]) -> None:
    for row in rows:
        times = f" ×{row.times}" if row.times > 1 else ""
        page.line(
            Text.assemble((visible(row.kind) + times, "bold"), (f"  {row.confidence}", QUIET))
        )
        for side in row.sides:
            name = (f"{visible(side.source.name)}: ", QUIET)
            page.line(Text.assemble(name, page.words(side.words)), indent=2)
        if row.explanation:
            page.line(row.explanation, indent=2, style="italic")


def _revised(page: Page, view: View) -> None:
    if view.revised:
        page.heading("Changed since it was first seen")
    for row in view.revised:
        page.line(row.head)
        if not row.lines:
            page.line("nothing in headline, lead or body", indent=2, style=QUIET)
        for one in row.lines[:_REVISED_AT_FIRST]:
            was = f"{one.was} → " if one.was else ""
            page.item(one.what, f"{was}{one.words}")
        if len(row.lines) > _REVISED_AT_FIRST:
            page.line(f"and {len(row.lines) - _REVISED_AT_FIRST} more", indent=2, style=QUIET)


def _lineage(page: Page, view: View) -> None:
    if view.lineage:
        page.heading("Who rests on whom")
    for row in view.lineage[:_LINEAGE_AT_FIRST]:
        for why in row.why[:_REASONS_AT_FIRST]:
            page.item("·", f"{why}.")
    page.more(len(view.lineage) - _LINEAGE_AT_FIRST)


def _timeline(page: Page, view: View) -> None:
    if not view.timeline:
        return
    page.heading("Timeline")
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    main = [row for row in view.timeline if row.main]
    for row in main:
        for position, cut in enumerate(row.cuts[:_SAME_DATE_AT_FIRST]):
            when = "" if position else visible(row.when)
            words = page.cut_words(cut).append(f"  {names_of(cut.sources)}", style=QUIET)
            table.add_row(Text(when, style="bold"), words)
        if len(row.cuts) > _SAME_DATE_AT_FIRST:
            more = f"and {len(row.cuts) - _SAME_DATE_AT_FIRST} more"
            table.add_row("", Text(more, style=QUIET))
    page.show(Padding(table, (0, 0, 0, 2)))
    page.more(len(view.timeline) - len(main), thing="date")


def _relations(page: Page, view: View) -> None:
    if view.relations:
        page.heading("Who does what to whom")
    for row in view.relations:
        names = names_of(list(dict.fromkeys(cut.source for cut in row.cuts)))
        page.line(f"{row.source} → {row.event} → {row.target}", indent=2)
        for cut in row.cuts[:1]:
            page.line(page.cut_words(cut), indent=4)
        page.line(f"{names} · {row.confidence}", indent=4, style=QUIET)


def _framing(page: Page, view: View) -> None:
    if view.framing:
        page.heading("What each calls the same")
    for row in view.framing:
        page.line(Text(visible(row.actor), style="bold"), indent=2)
        for called in row.called:
            words = ", ".join(f"{label} ×{n}" if n > 1 else label for label, n in called.labels)
            page.line(f"{called.source.name}: {words}", indent=4)


def _coverage(page: Page, view: View) -> None:
    """One line a report, one sign a claim: the drawing of the HTML report."""
    if not view.coverage:
        return
    page.heading("Coverage of shared claims")
    for place, source in enumerate(view.sources):
        signs = "".join(_COVERS[row.covers[place]] for row in view.coverage)
        page.item(source.key, signs)
    signs = "■ states, ◢ credits it to somebody, ? something comes near, · leaves it out"
    page.line(signs, indent=2, style=QUIET)
    columns = Counter(row.row.standing for row in view.coverage)
    told = listing([f"{number} {STANDINGS[one]}" for one, number in columns.items()])
    page.line(f"One column a claim: {told}", indent=2, style=QUIET)


def _notes(page: Page, view: View) -> None:
    if view.notes:
        page.heading("Not enough evidence")
    for note in view.notes:
        page.line(f"{note.code} {note.told}", indent=2)


def _counts(reading: Reading) -> str:
    return ", ".join(
        (
            count(len(reading.statements), "statement"),
            count(len(reading.actors), "actor"),
            count(len(reading.times), "date"),
            count(len(reading.quantities), "figure"),
        )
    )
