"""What every section of the terminal report prints with: lines, items, and a report's words.

Nothing from a report reaches the terminal as markup or as a control: words become `rich.text.Text`
after `visible` has named or dropped what could act. Where the output is no terminal, marked words
stand between asterisks, so that a file says the same as a screen.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rashomon.naming import count, listing
from rashomon.showing.model import Cut
from rashomon.showing.outlets import Source
from rashomon.showing.safe import visible
from rashomon.showing.words import Words

QUIET = "dim"
_WIDTH = 110
_MARKS = {"value": "bold underline", "changed": "bold"}


def recorded(print_page: Callable[[Console], None], form: str) -> bytes:
    """Gives a page for people as "html" or "md". Raises KeyError for another form."""
    page = Console(file=io.StringIO(), record=True, width=_WIDTH, highlight=False)
    print_page(page)
    forms = {"html": page.export_html, "md": lambda: _fenced(page.export_text())}
    return forms[form]().encode()


def _fenced(page: str) -> str:
    fence = "`" * (3 + page.count("```"))
    return f"{fence}text\n{page}{fence}\n"


class Page:
    """A console with the few things that every section prints."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.styled = console.is_terminal

    def show(self, thing: RenderableType) -> None:
        """Prints a thing; words too long for a line are folded."""
        self.console.print(thing, overflow="fold", highlight=False)

    def heading(self, words: str) -> None:
        """Prints the head of a section after an empty line."""
        self.show(Text())
        self.show(Text(visible(words).upper(), style="bold"))

    def line(self, words: Text | str, *, indent: int = 0, style: str = "") -> None:
        """Prints words on a line of their own."""
        text = words if isinstance(words, Text) else Text(visible(words))
        text.stylize(style)
        self.show(Padding(text, (0, 0, 0, indent), expand=False))

    def item(self, lead: str, words: Text | str, *, style: str = "") -> None:
        """A line with something before it, under which it does not run on."""
        grid = Table.grid(padding=(0, 1, 0, 0))
        grid.add_column(no_wrap=True)
        grid.add_column(overflow="fold")
        text = words if isinstance(words, Text) else Text(visible(words))
        grid.add_row(Text(lead, style="bold"), text, style=style)
        self.show(Padding(grid, (0, 0, 0, 2), expand=False))

    def more(self, number: int, *, thing: str = "") -> None:
        """Says how many more there are than are shown here, and where; of none nothing."""
        if number > 0:
            more = count(number, f"more {thing}") if thing else f"{number} more"
            self.line(f"and {more}; -o FILE.html shows all", style=QUIET)

    def words(self, words: Words) -> Text:
        """A report's own words, marked ones in bold or between asterisks."""
        text = Text("… " if words.before else "")
        for piece in words.shown:
            shown = visible(piece.text)
            if piece.mark in ("", "context"):
                text.append(shown, style=QUIET if piece.mark else "")
            elif piece.mark == "dropped":
                text.append(shown, style=QUIET)
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


def byline(cut: Cut) -> Text:
    """Outlet and time, and the reports that have the same words."""
    when = f", {visible(cut.source.when)}" if cut.source.when else ""
    text = Text.assemble((visible(cut.source.name), "bold"), (when, QUIET))
    if cut.also:
        same = [
            f"{echo.source.name} ({echo.chain})" if echo.chain else echo.source.name
            for echo in cut.also
        ]
        text.append(visible(f"; same words: {listing(same)}"), style=QUIET)
    return text


def speaker_words(cut: Cut) -> Text:
    """Whose words they are, where they do not say so themselves."""
    said = cut.said
    parts = [part for part in (said.speaker, said.chain) if part] if said else []
    return Text(visible(f"  ({', '.join(parts)})") if parts else "", style=QUIET)


def names_of(sources: Sequence[Source]) -> str:
    """Gives the names of reports, safe to print."""
    return visible(listing([source.name for source in sources]))


def manner(cut: Cut) -> Text:
    """How words are given, and the chain through which they came."""
    said = cut.said
    parts = [said.how, said.chain] if said else []
    return Text(visible(", ".join(part for part in parts if part)), style=QUIET)
