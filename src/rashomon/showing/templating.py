"""The templates of the HTML report, for the file and for whoever shows its parts in other pages.

Every text that a template writes is escaped, and made safe to look at.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jinja2 import BaseLoader, ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from rashomon.naming import count, listing
from rashomon.showing.charts import draw_coverage, draw_framing
from rashomon.showing.drawing import draw_lineage, draw_timeline
from rashomon.showing.model import View
from rashomon.showing.outlets import order_words
from rashomon.showing.safe import visible
from rashomon.showing.wording import (
    AGREED_MEANS,
    ONE_ORIGIN_MEANS,
    OPEN_MEANS,
    STANDINGS,
    doubt_words,
    repeats_words,
)

InText = Callable[[str, str], str]
"""Gives the link to a place in a report's text, of the report's letter and the place's anchor."""


def environment(*, in_text: InText, also: BaseLoader | None = None) -> Environment:
    """Gives the templates of the report; those of `also` can include them."""
    own = PackageLoader("rashomon.showing", "templates")
    made = Environment(
        loader=ChoiceLoader([also, own]) if also else own,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_shown,
    )
    made.globals |= {
        "count": count,
        "listing": listing,
        "standings": STANDINGS,
        "agreed_means": AGREED_MEANS,
        "one_origin_means": ONE_ORIGIN_MEANS,
        "open_means": OPEN_MEANS,
        "doubt_words": doubt_words,
        "repeats_words": repeats_words,
        "order_words": order_words,
        "in_text": in_text,
        # What whoever shows the parts elsewhere lets readers do with a finding: here nothing.
        "claim_tools": lambda _row: "",
        "speaker_tools": lambda _cut: "",
        "folded_away": folded_in_place,
        "set_apart": lambda _told, content: content,
    }
    return made


def drawings(view: View) -> dict[str, Any]:
    """Gives the drawings of a view, by the names that the templates have for them."""
    main = [row for row in view.timeline if row.main]
    # Markup of our own, in which the words of reports are escaped.
    return {
        "lineage_drawing": Markup(draw_lineage(view.lineage, view.sources) or ""),
        "timeline_drawing": Markup(draw_timeline(main, view.sources) or ""),
        "coverage_drawing": Markup(draw_coverage(view.coverage, view.sources) or ""),
        "framing_drawings": [Markup(draw_framing(row, view.sources)) for row in view.framing],
    }


def folded_in_place(told: str | Markup, content: Markup, kind: str) -> Markup:
    """Gives what is folded at first, to be opened where it stands: markup of our own."""
    opening = Markup('<details class="{}">').format(kind) if kind else Markup("<details>")
    return Markup("{}<summary>{}</summary>\n{}</details>").format(opening, _shown(told), content)


@lru_cache(maxsize=8)
def asset(name: str) -> str:
    """Gives a style sheet or script of the report."""
    return files("rashomon.showing").joinpath("templates", name).read_text(encoding="utf-8")


def _shown(value: Any) -> Any:  # noqa: ANN401 - whatever a template writes
    """Every text that a template writes, but for markup of our own, is made safe to look at."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return visible(value)
    return value
