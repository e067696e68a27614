"""What Rashomon calls itself when it asks a server."""

from __future__ import annotations

from email.message import Message
from functools import cache
from importlib.metadata import PackageNotFoundError, metadata
from typing import cast

from rashomon import __version__

NAME = "rashomon"
"""The name that rules in robots.txt go by."""


@cache
def user_agent() -> str:
    """Gives the User-Agent: name, version and, where the package names one, its home page."""
    page = _home_page()
    return f"{NAME}/{__version__} (+{page})" if page else f"{NAME}/{__version__}"


def _home_page() -> str | None:
    try:
        known = cast("Message", metadata(NAME))
    except PackageNotFoundError:
        return None
    for line in known.get_all("Project-URL", []):
        label, _, page = str(line).partition(",")
        if label.strip().lower() in ("homepage", "home") and page.strip().isascii():
            return page.strip()
    return None
