"""A story's page in parts: what is folded and long stands on pages of its own.

So a story of many reports weighs no more than one of a few; a short one is one page, as the HTML
report is. Links from part to part are set when it is known what stands where.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import msgspec
from markupsafe import Markup

from rashomon.showing.safe import visible
from rashomon.showing.templating import folded_in_place

# Characters: what is shorter stays where it is folded.
_SHORT = 4000
# What is longer does not stand on the story's page, folded or not.
_LONG = 50_000

_ANCHOR = re.compile(r'\bid="(claim-[^"]+)"')
_LINK = re.compile(r'href="#(claim-[^"]+)"')


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One part: what it is called where it is led to, and its HTML."""

    told: str
    html: str


_parts: ContextVar[list[Part] | None] = ContextVar("parts", default=None)


def fold_away(told: str | Markup, content: Markup, kind: str) -> Markup:
    """Puts what is folded and long into a part of its own, and gives the link to it."""
    parts = _parts.get()
    if parts is None or len(content) < _SHORT:
        return folded_in_place(told, content, kind)
    words = told if isinstance(told, Markup) else Markup("{}").format(visible(told))
    parts.append(Part(told=str(words), html=str(content)))
    return Markup('<p class="apart"><a href="part-{}">{}</a></p>').format(len(parts), words)


def set_apart(told: str, content: Markup) -> Markup:
    """Puts what is shown at once into a part of its own where it is very long."""
    if len(content) < _LONG:
        return content
    return fold_away(told, content, "")


@contextmanager
def collecting() -> Iterator[list[Part]]:
    """Collects the parts of what is rendered within: the first has the number 1."""
    parts: list[Part] = []
    token = _parts.set(parts)
    try:
        yield parts
    finally:
        _parts.reset(token)


def places_of(parts: list[str]) -> dict[str, int]:
    """Gives in which part each claim stands; the first where it stands in several."""
    places: dict[str, int] = {}
    for number, html in enumerate(parts):
        for anchor in _ANCHOR.findall(html):
            places.setdefault(anchor, number)
    return places


def linked(html: str, number: int, places: dict[str, int]) -> str:
    """Leads links to claims to the parts in which they stand."""
    own = set(_ANCHOR.findall(html))

    def link(found: re.Match[str]) -> str:
        anchor = found[1]
        home = places.get(anchor)
        if anchor in own or home is None or home == number:
            return found[0]
        return f'href="{part_name(home)}#{anchor}"'

    return _LINK.sub(link, html)


def part_name(number: int) -> str:
    """Gives the last piece of a part's address: "part-3", "./" for the story's page itself."""
    return f"part-{number}" if number else "./"
