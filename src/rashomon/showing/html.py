"""The report as one HTML file that needs nothing else and reaches nothing.

Styles, script and data stand inside it. Its Content-Security-Policy allows the one style sheet and
the one script by their hashes and no other source, so the file can not load or send anything. It
reads without the script, which adds filters, keys and the linked panes.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Collection
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from rashomon.comparing.comparison import Comparison
from rashomon.showing.annotations import to_script
from rashomon.showing.charts import draw_coverage, draw_framing
from rashomon.showing.drawing import draw_lineage, draw_timeline
from rashomon.showing.safe import shorten, visible
from rashomon.showing.view import build_view
from rashomon.showing.wording import STANDINGS, count, listing

_TITLE_AT_MOST = 120


def render_html(comparison: Comparison, *, confirmed: Collection[str] = ()) -> str:
    """Gives the comparison as a whole HTML document; `confirmed` are claims a person has confirmed.

    Raises RashomonError R403 where a finding points outside its report.
    """
    view = build_view(comparison, confirmed=confirmed)
    main = [row for row in view.timeline if row.main]
    style, script = _asset("report.css"), _asset("report.js")
    titles = [source.title for source in view.sources if source.title]
    return _template().render(
        view=view,
        title=shorten(titles[0], _TITLE_AT_MOST) if titles else view.head,
        confirmed=bool(confirmed),
        # Our own files, drawings whose words are escaped, and data in which every "<" is: markup
        # as it stands.
        lineage_drawing=Markup(draw_lineage(view.lineage, view.sources) or ""),
        timeline_drawing=Markup(draw_timeline(main, view.sources) or ""),
        coverage_drawing=Markup(draw_coverage(view.coverage, view.sources) or ""),
        framing_drawings=[Markup(draw_framing(row, view.sources)) for row in view.framing],
        style=Markup(style),
        script=Markup(script),
        data=Markup(to_script(comparison)),
        policy="; ".join(
            (
                "default-src 'none'",
                f"script-src '{_hash(script)}'",
                f"style-src '{_hash(style)}'",
                "img-src data:",
                "base-uri 'none'",
                "form-action 'none'",
            )
        ),
    )


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("rashomon.showing", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_shown,
    )
    environment.globals |= {"count": count, "listing": listing, "standings": STANDINGS}
    return environment.get_template("report.html.jinja")


def _shown(value: Any) -> Any:  # noqa: ANN401 - whatever a template writes
    """Every text that a template writes, but for markup of our own, is made safe to look at."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return visible(value)
    return value


@lru_cache(maxsize=2)
def _asset(name: str) -> str:
    return files("rashomon.showing").joinpath("templates", name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    digest = hashlib.sha256(content.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"
