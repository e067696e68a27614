"""Web pages: the article that a page holds, and what the page says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec
import trafilatura
from trafilatura.metadata import extract_metadata
from trafilatura.settings import set_date_params

from rashomon.errors import IntakeError
from rashomon.intake.article import Article
from rashomon.intake.formats.html_authors import author_names, signed_names
from rashomon.intake.formats.html_blocks import Block, blocks_of, key
from rashomon.intake.formats.html_body import choose
from rashomon.intake.formats.html_linked import plain
from rashomon.intake.formats.html_metadata import PageFacts, page_facts, time_of
from rashomon.intake.formats.html_tree import Element, decode_page, drop_unread, parse_page
from rashomon.intake.metadata import Metadata
from rashomon.intake.wording import any_of
from rashomon.report import Zone, ZoneKind

READER = f"trafilatura {trafilatura.__version__}"
_WALL = any_of(
    r"(subscribe|sign ?(in|up)|log ?in|register|join)\b.{0,40}\bto (continue|keep|read|unlock)\b",
    r"to (continue|keep) reading\b|continue reading (this|with)\b|unlock (this|the full) \w+",
    r"this \w+ is (only |exclusively )?(for|available to) .{0,20}(subscriber|member)s",
    r"already (a |an )?(subscriber|member)\b|you (have|[’']ve) reached your .{0,30}limit",
)
_STUB = 250
_SIGNED_WITHIN = 4
_MOST_MARKED = 0.5


def read(data: bytes, name: str) -> Iterator[Article]:
    """Gives the article of a web page, as the page shows it.

    Captions are in the text, where they stand, and are its zones; the headline is kept apart.
    Notes say where the page is a live blog (R124) or shows but the opening of the article (R125).

    Raises IntakeError: R104 where the page holds no article, R106 where it is too large to be one,
    R101 or R105 where its bytes are no text.
    """
    tree = parse_page(decode_page(data).text)
    facts = page_facts(tree)
    known = _completed(facts.known, tree)
    drop_unread(tree)
    blocks = blocks_of(tree.find("body"))
    chosen = choose(tree, blocks, facts)
    signed = _signed(chosen[:_SIGNED_WITHIN]) if facts.house or not known.authors else {}
    if signed:
        known = msgspec.structs.replace(known, authors=tuple(sum(signed.values(), ())))
    text, zones = _joined(chosen, bylines=set(signed))
    if _is_better(facts.body, text):
        text, zones = _paragraphs(facts.body or ""), ()
    if not text:
        raise IntakeError("R104", "there is no article in this page; give a page with a report")
    notes = tuple(_notes(facts, text, blocks))
    yield Article(text=text, reader=READER, zones=zones, known=known, notes=notes)


def _completed(known: Metadata, tree: Element) -> Metadata:
    """Adds what trafilatura (with htmldate) finds, where the page's own markup is silent."""
    if known.title and known.published and known.authors:
        return known
    found = extract_metadata(tree, date_config=set_date_params(False))
    return known.over(
        Metadata(
            title=plain(found.title or "") or None,
            published=time_of(found.date or ""),
            authors=author_names((found.author or "").split(";")),
        )
    )


def _signed(blocks: Sequence[Block]) -> dict[int, tuple[str, ...]]:
    """Gives the names with which the text is signed at its top, by the place of their blocks."""
    found = {
        index: signed_names(block.text)
        for index, block in enumerate(blocks)
        if not block.is_heading and not block.kinds & {"caption", "credit", "item"}
    }
    return {index: names for index, names in found.items() if names}


def _joined(blocks: Sequence[Block], *, bylines: set[int]) -> tuple[str, tuple[Zone, ...]]:
    """Gives the text of the blocks, and the zones that markup tells."""
    pieces: list[str] = []
    zones: list[Zone] = []
    position = 0
    kinds = _zone_kinds(blocks)
    for index, block in enumerate(blocks):
        kind = "byline" if index in bylines else kinds[index]
        if kind is not None:
            zones.append(Zone(kind=kind, start=position, end=position + len(block.text)))
        pieces.append(block.text)
        position += len(block.text) + 2
    return "\n\n".join(pieces), tuple(zones)


def _zone_kinds(blocks: Sequence[Block]) -> list[ZoneKind | None]:
    """Gives the zones of captions and headings.

    Where most of a page is set as one of them, its markup means something else.
    """
    kinds = [_zone_kind(block) for block in blocks]
    whole = sum(len(block.text) for block in blocks)
    for kind in ("caption", "title"):
        marked = sum(
            len(block.text) for block, one in zip(blocks, kinds, strict=True) if one == kind
        )
        if marked > _MOST_MARKED * whole:
            kinds = [None if one == kind else one for one in kinds]
    return kinds


def _zone_kind(block: Block) -> ZoneKind | None:
    if "caption" in block.kinds:
        return "caption"
    return "title" if block.is_heading else None


def _is_better(given: str | None, shown: str) -> bool:
    """Says whether JSON-LD gives far more of the article's text than the page shows."""
    if given is None or len(given.split()) < max(_STUB, 2 * len(shown.split())):
        return False
    return not shown or key(shown[:60]) in key(given)


def _paragraphs(given: str) -> str:
    lines = re.split(r"(?:\r?\n|<br ?/?>|</p>)+", given)
    return "\n\n".join(line for line in map(plain, lines) if line)


def _notes(facts: PageFacts, text: str, blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
    if facts.live:
        yield "R124", "this is a live blog: its entries were written at several times"
    words = len(text.split())
    cut = facts.words > 2 * words and not facts.free
    walled = words < _STUB and any(_WALL.search(block.text[:300]) for block in blocks)
    if cut or walled or (not facts.free and words < _STUB // 2):
        yield "R125", "the page shows the opening only, the rest is for subscribers: read as it is"
