"""The report in a terminal, narrow or wide, with or without colour.

Nothing from a report reaches the terminal as markup or as a control: words become `rich.text.Text`
after `visible` has named or dropped what could act. Where the output is no terminal, marked words
stand between asterisks, so that a file says the same as a screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rashomon.comparing.comparison import Comparison
from rashomon.reading.reading import Reading
from rashomon.showing.model import (
    Cell,
    ClaimRow,
    Cut,
    DifferenceGroup,
    DifferenceRow,
    ReportRows,
    Speaker,
    Utterance,
    View,
)
from rashomon.showing.outlets import Source, sources
from rashomon.showing.quoting import reading_cut
from rashomon.showing.safe import visible
from rashomon.showing.view import build_view
from rashomon.showing.wording import count, listing
from rashomon.showing.words import Words

_MARKS = {"value": "bold underline", "changed": "bold"}
_QUIET = "dim"
_QUOTES_AT_FIRST = 6
_PARAPHRASES_AT_FIRST = 3
_COLUMN_AT_LEAST = 36
_STATEMENT_AT_MOST = 700
_CUTS_AT_FIRST = 5
_NOTES_AT_FIRST = 2
_WORDINGS_AT_FIRST = 3
_SAME_DATE_AT_FIRST = 3
_FOLDS_AT_FIRST = 6


def print_comparison(comparison: Comparison, *, console: Console) -> None:
    """Prints a comparison in the order in which a reader needs it."""
    page = _Page(console)
    view = build_view(comparison)
    _first(page, view)
    _claims(page, "Disputed", view.disputed, none="Nothing is disputed.")
    _claims(page, "Changed over time", view.updated, arrow=True)
    _only(page, view)
    _quotes(page, view.speakers)
    _short_claims(page, "Agreed", view.agreed)
    _short_claims(page, "From one origin", view.one_origin)
    _differences(page, view.differences)
    _lineage(page, view)
    _timeline(page, view)
    _relations(page, view)
    _framing(page, view)
    _notes(page, view)


def print_readings(readings: Sequence[Reading], *, console: Console) -> None:
    """Prints what each report says on its own: its sources and their words."""
    page = _Page(console)
    named = sources([reading.report for reading in readings])
    for reading in readings:
        source = named[reading.report.id]
        page.heading(f"{source.name}, {source.when}")
        if source.title:
            page.line(Text(visible(source.title), style="bold"))
        page.line(_counts(reading), style=_QUIET)
        for statement in reading.statements:
            cut = reading_cut(reading, statement, source, limit=_STATEMENT_AT_MOST)
            said = cut.said
            who = said.speaker if said and said.speaker else "Speaker not told"
            page.line(Text.assemble((f"{visible(who)}  ", "bold"), _how(cut)))
            page.line(page.cut_words(cut), indent=2)
        for note in reading.notes:
            page.line(f"{note.code} {note.message}", style=_QUIET)


class _Page:
    """A console with the few things that every section prints."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.styled = console.is_terminal

    def show(self, thing: RenderableType) -> None:
        self.console.print(thing, overflow="fold", highlight=False)

    def heading(self, words: str) -> None:
        self.show(Text())
        self.show(Text(visible(words).upper(), style="bold"))

    def line(self, words: Text | str, *, indent: int = 0, style: str = "") -> None:
        text = words if isinstance(words, Text) else Text(visible(words))
        text.stylize(style)
        self.show(Padding(text, (0, 0, 0, indent), expand=False))

    def item(self, lead: str, words: Text | str, *, indent: int = 2, style: str = "") -> None:
        """A line with something before it, under which it does not run on."""
        grid = Table.grid(padding=(0, 1, 0, 0))
        grid.add_column(no_wrap=True)
        grid.add_column(overflow="fold")
        text = words if isinstance(words, Text) else Text(visible(words))
        grid.add_row(Text(lead, style="bold"), text, style=style)
        self.show(Padding(grid, (0, 0, 0, indent), expand=False))

    def words(self, words: Words) -> Text:
        """A report's own words, marked ones in bold or between asterisks."""
        text = Text("… " if words.before else "")
        for piece in words.pieces:
            shown = visible(piece.text)
            if piece.mark in ("", "context"):
                text.append(shown, style=_QUIET if piece.mark else "")
            elif piece.mark == "dropped":
                text.append("‸", style=_QUIET)
            elif self.styled:
                text.append(shown, style=_MARKS[piece.mark])
            else:
                text.append(f"*{shown}*")
        return text.append(" …" if words.after else "")

    def cut_words(self, cut: Cut) -> Text:
        """What is verbatim in quotation marks, and nothing else."""
        opening, closing = ("“", "”") if cut.said and cut.said.verbatim else ("", "")
        parts = [Text.assemble(opening, _trimmed(self.words(one)), closing) for one in cut.words]
        return Text(" … ").join(parts)


def _trimmed(text: Text) -> Text:
    text.rstrip()
    return text


def _first(page: _Page, view: View) -> None:
    page.line(Text(visible(view.first_line), style="bold"))
    for fold in view.folds[:_FOLDS_AT_FIRST]:
        page.item("·", fold, style=_QUIET)
    if len(view.folds) > _FOLDS_AT_FIRST:
        page.line(f"and {len(view.folds) - _FOLDS_AT_FIRST} more", indent=4, style=_QUIET)
    page.show(Text())
    table = Table.grid(padding=(0, 2))
    for source in view.sources:
        table.add_row(
            Text(source.key, style="bold"),
            Text(visible(source.name)),
            Text(visible(source.when), style=_QUIET),
            Text(visible(source.title or ""), style=_QUIET, overflow="fold"),
        )
    page.show(Padding(table, (0, 0, 0, 2)))


def _claims(
    page: _Page,
    title: str,
    rows: Sequence[ClaimRow],
    *,
    none: str = "",
    arrow: bool = False,
) -> None:
    if not rows and not none:
        return
    page.heading(f"{title} ({len(rows)})" if rows else title)
    if not rows:
        page.line(none, indent=2)
    for row in rows:
        kinds = listing(row.kinds) or "accounts differ"
        page.line(Text.assemble((visible(kinds), "bold"), (f"  {row.confidence}", _QUIET)))
        for explanation in row.explanations:
            page.line(explanation, indent=2)
        page.show(Padding(_cells(page, row.cells, arrow=arrow), (0, 0, 0, 2)))
        page.show(Text())


def _cells(page: _Page, cells: Sequence[Cell], *, arrow: bool) -> RenderableType:
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


def _cell(page: _Page, cell: Cell) -> Iterable[Text]:
    outlets = {cut.source.name for cut in cell.cuts}
    if {cell.origin} != outlets:
        yield Text(visible(f"{cell.origin} ({cell.kind})"), style="italic")
    for cut in cell.cuts:
        yield _by(cut)
        yield page.cut_words(cut).append_text(_speaker(cut))


def _by(cut: Cut) -> Text:
    """Outlet and time, and the reports that have the same words."""
    text = Text.assemble(
        (visible(cut.source.name), "bold"), (f", {visible(cut.source.when)}", _QUIET)
    )
    if cut.also:
        same = [
            f"{echo.source.name} ({echo.chain})" if echo.chain else echo.source.name
            for echo in cut.also
        ]
        text.append(visible(f"; same words: {listing(same)}"), style=_QUIET)
    return text


def _speaker(cut: Cut) -> Text:
    """Whose words they are, where they do not say so themselves."""
    said = cut.said
    parts = [part for part in (said.speaker, said.chain) if part] if said else []
    return Text(visible(f"  ({', '.join(parts)})") if parts else "", style=_QUIET)


def _names(sources: Sequence[Source]) -> str:
    return visible(listing([source.name for source in sources]))


def _how(cut: Cut) -> Text:
    said = cut.said
    parts = [said.how, said.chain] if said else []
    return Text(visible(", ".join(part for part in parts if part)), style=_QUIET)


def _only(page: _Page, view: View) -> None:
    for title, groups, verb in (
        ("Carried by one report", view.only, "Only in"),
        ("Left out", view.left_out, "Not in"),
    ):
        if groups:
            page.heading(title)
        for group in groups:
            _report_rows(page, group, verb)


def _report_rows(page: _Page, group: ReportRows, verb: str) -> None:
    name = visible(f"{verb} {group.source.name}, {group.source.when}")
    total = len(group.rows) + len(group.rest)
    page.line(Text.assemble((name, "bold"), (f" ({total})", _QUIET)))
    for row in group.rows:
        page.item("·", page.cut_words(row.gist).append_text(_speaker(row.gist)))
    if group.rest:
        page.line(f"and {len(group.rest)} more", indent=4, style=_QUIET)


def _quotes(page: _Page, speakers: Sequence[Speaker]) -> None:
    if not speakers:
        return
    page.heading("Who said what")
    heard = [speaker for speaker in speakers if speaker.shared or speaker.quoted]
    others = [speaker for speaker in speakers if not (speaker.shared or speaker.quoted)]
    for speaker in heard:
        role = f", {speaker.role}" if speaker.role else ""
        names = f" (also {listing(speaker.aliases)})" if speaker.aliases else ""
        page.line(Text.assemble((visible(speaker.name), "bold"), (visible(role + names), _QUIET)))
        for utterance in speaker.shared:
            _utterance(page, utterance)
        _some(page, speaker.quoted, _QUOTES_AT_FIRST, "quotation")
        _some(page, speaker.paraphrased, _PARAPHRASES_AT_FIRST, "paraphrase")
    if others:
        names = listing([speaker.name for speaker in others])
        more = count(len(others), "speaker" if not heard else "more speaker")
        page.line(f"{more}, paraphrased by one report: {names}")


def _some(page: _Page, utterances: Sequence[Utterance], limit: int, thing: str) -> None:
    for utterance in utterances[:limit]:
        _utterance(page, utterance)
    if len(utterances) > limit:
        page.line(f"and {count(len(utterances) - limit, 'more ' + thing)}", indent=4, style=_QUIET)


def _utterance(page: _Page, utterance: Utterance) -> None:
    for position, cut in enumerate(utterance.cuts[:_CUTS_AT_FIRST]):
        page.line(page.cut_words(cut), indent=4 if position else 2)
        by = _by(cut).append(" · ", style=_QUIET).append_text(_how(cut))
        page.line(by, indent=6 if position else 4)
    if len(utterance.cuts) > _CUTS_AT_FIRST:
        more = count(len(utterance.cuts) - _CUTS_AT_FIRST, "more cut")
        page.line(f"and {more}", indent=4, style=_QUIET)
    for note in utterance.notes[:_NOTES_AT_FIRST]:
        page.line(note, indent=4, style="italic")
    if len(utterance.notes) > _NOTES_AT_FIRST:
        more = count(len(utterance.notes) - _NOTES_AT_FIRST, "more difference")
        page.line(f"and {more}", indent=4, style=_QUIET)


def _short_claims(page: _Page, title: str, rows: Sequence[ClaimRow]) -> None:
    if not rows:
        return
    page.heading(f"{title} ({len(rows)})")
    for row in rows:
        for cut in row.cuts[:_WORDINGS_AT_FIRST]:
            page.item(cut.source.key, page.cut_words(cut).append_text(_speaker(cut)))
        if len(row.cuts) > _WORDINGS_AT_FIRST:
            more = count(len(row.cuts) - _WORDINGS_AT_FIRST, "more wording")
            page.line(f"and {more}", indent=4, style=_QUIET)
        origins = listing(list(dict.fromkeys(cell.origin for cell in row.cells)))
        carried = ", ".join(f"{source.name}" for source in row.sources)
        page.line(f"{carried} · origin: {origins} · {row.confidence}", indent=4, style=_QUIET)


def _differences(page: _Page, groups: Sequence[DifferenceGroup]) -> None:
    for group in groups:
        page.heading(f"{group.title} that differ ({len(group.rows)})")
        _difference_rows(page, group.rows)


def _difference_rows(page: _Page, rows: Sequence[DifferenceRow]) -> None:
    for row in rows:
        times = f" ×{row.times}" if row.times > 1 else ""
        page.line(
            Text.assemble((visible(row.kind) + times, "bold"), (f"  {row.confidence}", _QUIET))
        )
        for side in row.sides:
            name = (f"{visible(side.source.name)}: ", _QUIET)
            page.line(Text.assemble(name, page.words(side.words)), indent=2)
        page.line(row.explanation, indent=2, style="italic")


def _lineage(page: _Page, view: View) -> None:
    if view.lineage:
        page.heading("Who rests on whom")
    for row in view.lineage:
        share = f", {row.share}" if row.share else ""
        page.line(f"{row.origin} {row.told} {row.target}{share}", indent=2)


def _timeline(page: _Page, view: View) -> None:
    if not view.timeline:
        return
    page.heading("Timeline")
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for row in view.timeline:
        for position, cut in enumerate(row.cuts[:_SAME_DATE_AT_FIRST]):
            when = "" if position else visible(row.when)
            words = page.cut_words(cut).append(f"  {visible(cut.source.name)}", style=_QUIET)
            table.add_row(Text(when, style="bold"), words)
        if len(row.cuts) > _SAME_DATE_AT_FIRST:
            more = f"and {len(row.cuts) - _SAME_DATE_AT_FIRST} more"
            table.add_row("", Text(more, style=_QUIET))
    page.show(Padding(table, (0, 0, 0, 2)))


def _relations(page: _Page, view: View) -> None:
    if view.relations:
        page.heading("Who does what to whom")
    for row in view.relations:
        names = _names(list(dict.fromkeys(cut.source for cut in row.cuts)))
        page.line(f"{row.source} → {row.event} → {row.target}", indent=2)
        page.line(f"{names} · {row.confidence}", indent=4, style=_QUIET)


def _framing(page: _Page, view: View) -> None:
    if view.framing:
        page.heading("What each calls the same")
    for row in view.framing:
        page.line(Text(visible(row.actor), style="bold"), indent=2)
        for called in row.called:
            words = ", ".join(f"{label} ×{n}" if n > 1 else label for label, n in called.labels)
            page.line(f"{called.source.name}: {words}", indent=4)


def _notes(page: _Page, view: View) -> None:
    if view.notes:
        page.heading("What could not be decided")
    for note in view.notes:
        where = f" ({note.source.name})" if note.source else ""
        page.line(f"{note.code} {note.message}{where}", indent=2)


def _counts(reading: Reading) -> str:
    return ", ".join(
        (
            count(len(reading.statements), "statement"),
            count(len(reading.actors), "actor"),
            count(len(reading.times), "date"),
            count(len(reading.quantities), "figure"),
        )
    )
