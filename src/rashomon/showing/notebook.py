"""A comparison as a notebook shows it: the HTML report in a frame of its own, and the text."""

from __future__ import annotations

import html
import io

from rich.console import Console

from rashomon.comparing.comparison import Comparison
from rashomon.showing.html import render_html
from rashomon.showing.terminal import print_comparison

_COLUMNS = 100
_FRAME_HEIGHT = 820


def mimebundle(comparison: Comparison) -> dict[str, str]:
    """Gives `text/html` and `text/plain`, for `_repr_mimebundle_`.

    The report is in a sandboxed frame: its styles leave the notebook alone, and its script can
    reach neither the notebook nor the network.
    """
    document = html.escape(render_html(comparison))
    frame = (
        f'<iframe title="Comparison of reports" width="100%" height="{_FRAME_HEIGHT}" '
        'sandbox="allow-scripts allow-popups" referrerpolicy="no-referrer" '
        f'style="border:1px solid #8884" srcdoc="{document}"></iframe>'
    )
    return {"text/html": frame, "text/plain": as_text(comparison)}


def as_text(comparison: Comparison) -> str:
    """Gives the terminal report without colour, 100 columns wide."""
    out = io.StringIO()
    print_comparison(comparison, console=Console(file=out, width=_COLUMNS, color_system=None))
    return out.getvalue()
