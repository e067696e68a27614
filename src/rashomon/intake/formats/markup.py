"""Marked-up running text (HTML, XHTML, NITF) into prose.

For markup that holds an article and nothing else, as feeds and wires give it: all of its words
are kept. Web pages, with all that stands around their articles, are for the HTML reader.
"""

from __future__ import annotations

import html
from collections.abc import Iterator

import lxml.html
from lxml import etree

from rashomon.errors import IntakeError
from rashomon.intake.formats.prose import Prose
from rashomon.intake.formats.xml_documents import name_of
from rashomon.report import ZoneKind

_BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 hl1 hl2 li ul ol dl dt dd blockquote bq block section article aside"
    " header footer main figure figcaption media media-caption table tr caption thead tbody td th"
    " pre hr address center body body.head body.content body.end hedline byline distributor"
    " dateline abstract note tagline bibliography fn nitf-table form fieldset details".split()
)
_UNSEEN = frozenset(
    "script style head noscript template iframe object embed svg math select textarea button"
    " media-metadata media-reference media-producer media-object nav".split()
)
_MOST_STEPS = 400_000
_ZONES: dict[str, ZoneKind] = {
    **dict.fromkeys(("figcaption", "media-caption", "caption"), "caption"),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "hl1", "hl2"), "title"),
    "byline": "byline",
}


def parse_html(markup: str) -> etree._Element | None:
    """Gives the root of a piece of HTML, None where there is nothing in it.

    Raises IntakeError R130 where no parser makes anything of it.
    """
    if not markup.strip():
        return None
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=False, no_network=True)
    data = markup.encode("utf-8", "replace")
    try:
        root = lxml.html.document_fromstring(data, parser=parser, ensure_head_body=False)
    except (etree.LxmlError, ValueError, AssertionError):
        raise IntakeError("R130", "its HTML can't be read; save the report's text") from None
    return root


def add_html(prose: Prose, markup: str) -> None:
    """Adds the words of a piece of HTML. Raises IntakeError R130 as `parse_html` does."""
    root = parse_html(markup)
    if root is not None:
        add_markup(prose, root)


def add_markup(prose: Prose, root: etree._Element) -> None:
    """Adds the words of an element, a paragraph for each of its blocks.

    Raises IntakeError R139 where it holds more elements than any article does.
    """
    pending: list[str] = []
    zones: list[ZoneKind] = []

    def flush() -> None:
        prose.add("".join(pending), zones[-1] if zones else None)
        pending.clear()

    for number, (step, element) in enumerate(_steps(root)):
        if number > _MOST_STEPS:
            raise IntakeError("R139", "its markup has far more elements than an article has")
        name = name_of(element)
        zone = _ZONES.get(name)
        if name in _BLOCKS:
            flush()
        if step == "start":
            if name == "br":
                pending.append("\n")
            if zone:
                zones.append(zone)
            # Line breaks in the source are space; only <br> breaks a line.
            pending.append(" ".join(_lines(element.text)))
        else:
            if step == "end" and zone:
                zones.pop()
            if step == "entity":
                pending.append(html.unescape(element.text or ""))
            if element is not root:
                pending.append(" ".join(_lines(element.tail)))
    flush()


def _lines(words: str | None) -> list[str]:
    return (words or "").replace("\r", "\n").split("\n")


def _steps(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Walks a tree without recursion: (start, element), (end, element), (entity or skip, node)."""
    yield "start", root
    stack = [(root, iter(root))]
    while stack:
        element, below = stack[-1]
        node = next(below, None)
        if node is None:
            stack.pop()
            yield "end", element
        elif not isinstance(node.tag, str):
            yield ("entity" if node.tag is etree.Entity else "skip"), node
        elif name_of(node).lower() in _UNSEEN:
            yield "skip", node
        else:
            yield "start", node
            stack.append((node, iter(node)))
