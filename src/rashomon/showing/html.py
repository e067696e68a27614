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

from jinja2 import Template
from markupsafe import Markup

from rashomon.comparing.comparison import Comparison
from rashomon.comparing.judging import confirmed_claims
from rashomon.showing.annotations import to_script
from rashomon.showing.model import View
from rashomon.showing.safe import shorten
from rashomon.showing.templating import asset, drawings, environment
from rashomon.showing.view import build_view

_TITLE_AT_MOST = 120


def render_html(comparison: Comparison, *, confirmed: Collection[str] = ()) -> str:
    """Gives the comparison as a whole HTML document; `confirmed` are claims a person has confirmed.

    Raises RashomonError R403 where a finding points outside its report.
    """
    view = build_view(comparison, confirmed=confirmed)
    style = asset("report.css")
    script = "".join(map(asset, ("elements.js", "findings.js", "texts.js")))
    return _template().render(
        view=view,
        title=title_of(view),
        confirmed=bool(confirmed or confirmed_claims(comparison)),
        **drawings(view),
        # Our own files, and data in which every "<" is escaped: markup as it stands.
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


def title_of(view: View) -> str:
    """Gives the headline of the first report that has one, else how many reports there are."""
    titles = [source.title for source in view.sources if source.title]
    return shorten(titles[0], _TITLE_AT_MOST) if titles else view.head


@lru_cache(maxsize=1)
def _template() -> Template:
    return environment(in_text=lambda _key, place: f"#{place}").get_template("report.html.jinja")


def _hash(content: str) -> str:
    digest = hashlib.sha256(content.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"
