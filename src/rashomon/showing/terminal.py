"""The report in a terminal, narrow or wide, with or without colour: its sections in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rashomon.comparing.comparison import Comparison, Cover
from rashomon.naming import count, listing
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
from rashomon.showing.outlets import order_words, sources
from rashomon.showing.page import QUIET, Page, byline, manner, names_of, speaker_words
from rashomon.showing.quoting import reading_cut
from rashomon.showing.safe import visible
from rashomon.showing.view import build_view
from rashomon.showing.wording import (
    AGREED_MEANS,
    ONE_ORIGIN_MEANS,
    OPEN_MEANS,
    STANDINGS,
    UNDATED,
    UNKNOWN,
    doubt_words,
    repeats_words,
    sure,
)

_QUOTES_AT_FIRST = 6
_PARAPHRASES_AT_FIRST = 3
_COLUMN_AT_LEAST = 36
_STATEMENT_AT_MOST = 700
_CUTS_AT_FIRST = 5
_NOTES_AT_FIRST = 2
_WORDINGS_AT_FIRST = 3
_SAME_DATE_AT_FIRST = 3
_FOLDS_AT_FIRST = 6
_SPEAKERS_AT_FIRST = 12
_CLAIMS_AT_FIRST = 20
_OPEN_AT_FIRST = 5
_DIFFERENCES_AT_FIRST = 8
_REVISED_AT_FIRST = 8
_LINEAGE_AT_FIRST = 12
_REASONS_AT_FIRST = 2
_NAMES_AT_FIRST = 16
_KEYS_AT_MOST = 3
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
    _claims(page, "Disputed", view.disputed, none="Nothing is disputed.")
    _claims(page, "Changed over time", view.updated, arrow=True)
    _only(page, view)
    _quotes(page, view.speakers)
    _short_claims(page, "Agreed", view.agreed, meaning=AGREED_MEANS)
    _short_claims(page, "From one origin", view.one_origin, meaning=ONE_ORIGIN_MEANS)
    _short_claims(page, "Left open", view.left_open, meaning=OPEN_MEANS, most=_OPEN_AT_FIRST)
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


def _claims(
    page: Page,
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


def _repeats(page: Page, row: ClaimRow, *, indent: int) -> None:
    if row.repeats:
        page.line(f"and {repeats_words(row.repeats)}", indent=indent, style=QUIET)


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


def _quotes(page: Page, speakers: Sequence[Speaker]) -> None:
    if not speakers:
        return
    page.heading("Who said what")
    heard = [speaker for speaker in speakers if speaker.heard]
    others = [speaker for speaker in speakers if not speaker.heard]
    for speaker in heard[:_SPEAKERS_AT_FIRST]:
        role = f", {speaker.role}" if speaker.role else ""
        names = f" (also {listing(speaker.aliases)})" if speaker.aliases else ""
        page.line(Text.assemble((visible(speaker.name), "bold"), (visible(role + names), QUIET)))
        for utterance in speaker.shared:
            _utterance(page, utterance)
        _some(page, speaker.quoted, _QUOTES_AT_FIRST, "quotation")
        _some(page, speaker.paraphrased, _PARAPHRASES_AT_FIRST, "paraphrase")
    _more_speakers(page, heard[_SPEAKERS_AT_FIRST:], "quoted")
    _more_speakers(page, others, "paraphrased")


def _more_speakers(page: Page, several: Sequence[Speaker], how: str) -> None:
    unknown = sum(
        len(one.shared) + len(one.quoted) + len(one.paraphrased)
        for one in several
        if one.name == UNKNOWN
    )
    several = [speaker for speaker in several if speaker.name != UNKNOWN]
    if several:
        names = list({speaker.name.casefold(): speaker.name for speaker in several}.values())
        # Who has a name goes before "officials" and other sources without one.
        names.sort(key=lambda name: not name[:1].isupper())
        if len(names) > _NAMES_AT_FIRST:
            names = [*names[:_NAMES_AT_FIRST], count(len(names) - _NAMES_AT_FIRST, "other")]
        page.line(f"{count(len(several), 'more speaker')}, {how} by one report: {listing(names)}")
    if unknown:
        page.line(f"{count(unknown, 'statement')}, {how}, whose speaker is not told")


def _some(page: Page, utterances: Sequence[Utterance], limit: int, thing: str) -> None:
    for utterance in utterances[:limit]:
        _utterance(page, utterance)
    if len(utterances) > limit:
        page.line(f"and {count(len(utterances) - limit, 'more ' + thing)}", indent=4, style=QUIET)


def _utterance(page: Page, utterance: Utterance) -> None:
    for position, cut in enumerate(utterance.cuts[:_CUTS_AT_FIRST]):
        page.line(page.cut_words(cut), indent=4 if position else 2)
        source = byline(cut).append(" · ", style=QUIET).append_text(manner(cut))
        page.line(source, indent=6 if position else 4)
    if len(utterance.cuts) > _CUTS_AT_FIRST:
        more = count(len(utterance.cuts) - _CUTS_AT_FIRST, "more cut")
        page.line(f"and {more}", indent=4, style=QUIET)
    for note in utterance.notes[:_NOTES_AT_FIRST]:
        page.line(note, indent=4, style="italic")
    if len(utterance.notes) > _NOTES_AT_FIRST:
        more = count(len(utterance.notes) - _NOTES_AT_FIRST, "more difference")
        page.line(f"and {more}", indent=4, style=QUIET)


def _short_claims(
    page: Page,
    title: str,
    rows: Sequence[ClaimRow],
    *,
    meaning: str,
    most: int = _CLAIMS_AT_FIRST,
) -> None:
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
    _and_more(page, len(rows) - most)


def _keys(cut: Cut) -> str:
    """Gives the letters of the reports that have the words, of many only how many."""
    keys = sorted((source.key for source in cut.sources), key=lambda key: (len(key), key))
    return " ".join(keys) if len(keys) <= _KEYS_AT_MOST else f"{keys[0]} +{len(keys) - 1}"


def _and_more(page: Page, number: int, *, thing: str = "") -> None:
    if number > 0:
        more = count(number, f"more {thing}") if thing else f"{number} more"
        page.line(f"and {more}; -o FILE.html shows all", style=QUIET)


def _differences(page: Page, groups: Sequence[DifferenceGroup]) -> None:
    for group in groups:
        if group.firm:
            page.heading(f"What differs: {group.title} ({len(group.firm)})")
            _difference_rows(page, group.firm[:_DIFFERENCES_AT_FIRST])
            _and_more(page, len(group.firm) - _DIFFERENCES_AT_FIRST)
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
    _and_more(page, len(view.lineage) - _LINEAGE_AT_FIRST)


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
    _and_more(page, len(view.timeline) - len(main), thing="date")


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
