"""A web page as blocks of running text, in the order in which they are shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rashomon.intake.formats.html_tree import Element

_INLINE = frozenset(
    """
    a abbr acronym b bdi bdo big br cite code data del dfn em font i ins kbd label mark q ruby s
    samp small span strike strong sub sup time tt u var wbr
    """.split()
)
_UNSEEN = frozenset(
    """
    applet area audio base button canvas col colgroup datalist embed head iframe input link map
    math menu meta nav noscript object option param picture rp rt script select source style svg
    template textarea title track video
    """.split()
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_KINDS = {
    "blockquote": "quote",
    "figcaption": "caption",
    "caption": "caption",
    "li": "item",
    "table": "table",
    "header": "header",
    "footer": "footer",
    "aside": "aside",
    **dict.fromkeys(_HEADINGS, "heading"),
}
# Words of the names of classes that sites share, whatever they are built with.
_NAMES = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_NAMED = {
    "caption": frozenset("caption captions figcaption".split()),
    "credit": frozenset("credit credits copyright".split()),
    "bio": frozenset("bio biography".split()),
    "post": frozenset(
        "tweet twitter instagram tiktok reddit bluesky threads facebook fb telegram embed".split()
    ),
    "other": frozenset(
        """
        ad ads advert advertisement comments newsletter outbrain promo pullquote recirc
        recirculation recommended related share sharing social sponsored subscribe subscription
        taboola trending
        """.split()
    ),
}
_LONGEST_HEADING = 160
_LONGEST_NAME = 500
# Text for those who can't see the page ("opens in a new tab").
_HIDDEN = re.compile(
    r"visually-?_?hidden|sr-only|screen-?reader|a11y-(?:hidden|only)", re.IGNORECASE
)
_NOT_SHOWN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
# Marks for line breaks and joins within words, which say nothing in running text.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]|(?<=\\s)[\u200c\u200d]|[\u200c\u200d](?=\\s)")


@dataclass(slots=True)
class Block:
    """A paragraph, heading, item of a list or caption.

    `kinds` are those of the elements around it ("item", "quote", "caption", "post", "other" ...);
    `linked` counts the characters of `text` that stand in links. `element` is the element nearest
    around it that starts a line of its own.
    """

    text: str
    kinds: frozenset[str]
    element: Element
    linked: int

    @property
    def is_heading(self) -> bool:
        """Says whether it is a heading; some pages set paragraphs as headings too."""
        return "heading" in self.kinds and len(self.text) <= _LONGEST_HEADING


@dataclass(slots=True)
class _Walk:
    blocks: list[Block] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    linked: int = 0

    def add(self, text: str | None, *, in_link: bool) -> None:
        if text:
            self.pieces.append(text)
            if in_link:
                self.linked += len(text.strip())

    def close(self, element: Element, kinds: frozenset[str]) -> None:
        """Ends a line: what was gathered becomes a block."""
        if not self.pieces:
            return
        text = "".join(self.pieces)
        if not text.isascii():
            text = _INVISIBLE.sub("", text)
        text = _SPACE.sub(" ", text).strip()
        if text:
            self.blocks.append(Block(text, kinds, element, min(self.linked, len(text))))
        self.pieces, self.linked = [], 0


def blocks_of(body: Element) -> list[Block]:
    """Gives the blocks of a page's body, without scripts, forms' fields and what is not text."""
    walk = _Walk()
    # The element around, what kinds it is of, whether in a link: one entry for each open element.
    open_elements: list[tuple[Element, frozenset[str], bool]] = [(body, frozenset(), False)]
    walk.add(body.text, in_link=False)
    for event, element in _events(body):
        around, kinds, in_link = open_elements[-1]
        if event == "skip":
            if element.tag == "br" and _is_second_break(element):
                walk.close(around, kinds)
            walk.add(" " if element.tag == "br" else None, in_link=False)
            walk.add(element.tail, in_link=in_link)
        elif event == "start":
            tag = element.tag
            if tag not in _INLINE:
                walk.close(around, kinds)
                around, kinds = element, kinds | _kinds_of(element)
            elif tag == "q":
                walk.add("“", in_link=in_link)
            in_link = in_link or tag == "a"
            open_elements.append((around, kinds, in_link))
            walk.add(element.text, in_link=in_link)
        else:
            open_elements.pop()
            if element.tag not in _INLINE:
                walk.close(around, kinds)
            elif element.tag == "q":
                walk.add("”", in_link=in_link)
            walk.add(element.tail, in_link=open_elements[-1][2])
    walk.close(body, frozenset())
    return walk.blocks


def _events(body: Element) -> Iterator[tuple[str, Element]]:
    """Gives the elements below a body as they open and close; "skip" for those without text."""
    stack = [iter(body)]
    opened: list[Element] = []
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
            if opened:
                yield "end", opened.pop()
        elif element.tag == "br" or _is_unseen(element):
            yield "skip", element
        else:
            yield "start", element
            opened.append(element)
            stack.append(iter(element))


def _is_unseen(element: Element) -> bool:
    tag, attributes = element.tag, element.attrib
    if not isinstance(tag, str) or tag in _UNSEEN:
        return True
    if "hidden" in attributes or "hidden" in _kinds_by_name(
        attributes.get("class", "")[:_LONGEST_NAME]
    ):
        return True
    return "style" in attributes and bool(_NOT_SHOWN.search(attributes["style"][:_LONGEST_NAME]))


def _is_second_break(element: Element) -> bool:
    before = element.getprevious()
    return before is not None and before.tag == "br" and not (before.tail or "").strip()


def _kinds_of(element: Element) -> frozenset[str]:
    """Gives what an element's tag and the names of its classes tell of the text in it."""
    tag = element.tag
    kinds = _kinds_by_name(element.get("class", "")[:_LONGEST_NAME])
    if "post" in kinds and tag != "blockquote":
        kinds -= {"post"}
    return kinds | {_KINDS[tag]} if tag in _KINDS else kinds


@lru_cache(maxsize=4096)
def _kinds_by_name(named: str) -> frozenset[str]:
    """Gives what the names of an element's classes tell; "hidden" of what is not to be seen."""
    if not named:
        return frozenset()
    names = {name.lower() for name in _NAMES.findall(named)}
    kinds = {kind for kind, words in _NAMED.items() if names & words}
    if _HIDDEN.search(named):
        kinds.add("hidden")
    return frozenset(kinds)


def key(text: str) -> str:
    """Gives the letters and digits of a text, to compare by."""
    return "".join(filter(str.isalnum, text.casefold()))


def size_of(blocks: Sequence[Block], indexes: set[int]) -> int:
    """Gives how many characters some of the blocks hold."""
    return sum(len(blocks[index].text) for index in indexes)
