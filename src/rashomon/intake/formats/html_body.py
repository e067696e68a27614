"""Which blocks of a web page are its article: text, headings, lists, captions, in their order.

trafilatura (Barbaresi 2021) tells the article from the page around it. Its lines are looked up
among the page's blocks: so the text is the page's own, with what stands between its paragraphs.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from copy import deepcopy
from typing import Any

import trafilatura

from rashomon.intake.bylines import byline_names
from rashomon.intake.formats.html_blocks import Block, key, size_of
from rashomon.intake.formats.html_furniture import furniture
from rashomon.intake.formats.html_linked import plain
from rashomon.intake.formats.html_metadata import PageFacts
from rashomon.intake.formats.html_tree import Element

_FEWEST_WORDS = 60
_FEWEST_GIVEN = 100
_BEGINNING = 40
_LONGEST_CAPTION = 150
_FEWEST_STANDFIRST, _LONGEST_STANDFIRST = 8, 80
_STANDFIRST_ABOVE = 14


def choose(tree: Element, blocks: Sequence[Block], facts: PageFacts) -> list[Block]:
    """Gives the blocks of the page's article in order; none where there is no article."""
    keys = [key(block.text) for block in blocks]
    chosen = _looked_up(_lines(tree), keys)
    given = _given(blocks, keys, facts.body)
    if size_of(blocks, chosen & given) < 0.5 * size_of(blocks, given):
        chosen = given
    if not chosen:
        return []
    chosen |= _between(blocks, chosen)
    unwanted = furniture(blocks, chosen, titles=facts.titles, authors=facts.known.authors)
    chosen -= unwanted
    if not chosen:
        return []
    chosen |= _standfirst(blocks, keys, chosen, facts) - unwanted
    chosen |= _captions(blocks, keys, chosen) - unwanted
    chosen -= _repeated(blocks, keys, chosen)
    return [blocks[index] for index in sorted(_without_idle_headings(blocks, chosen))]


def _lines(tree: Element) -> list[str]:
    """Gives the lines of the article as trafilatura finds it: fast, and thoroughly where little."""
    best: list[str] = []
    for fast in (True, False):
        # It takes elements out of the tree that it is given.
        found: Any = trafilatura.bare_extraction(
            deepcopy(tree), fast=fast, include_comments=False, include_tables=False
        )
        lines = found.text.split("\n") if found is not None and found.text else []
        if len(" ".join(lines).split()) > len(" ".join(best).split()):
            best = lines
        if len(" ".join(best).split()) >= _FEWEST_WORDS:
            break
    return best


def _looked_up(lines: Sequence[str], keys: Sequence[str]) -> set[int]:
    """Gives the blocks that hold the lines. A block that is held but in small part is not taken."""
    starts, position = [], 0
    for one in keys:
        starts.append(position)
        position += len(one)
    stream = "".join(keys)
    held = [0] * len(keys)
    after = 0
    for line in lines:
        wanted = key(line)
        if len(wanted) < 3:
            continue
        at = _find(stream, wanted, after)
        if at < 0:
            continue
        after = at + len(wanted)
        first = _block_at(starts, at)
        for index in range(first, len(keys)):
            low, high = max(at, starts[index]), min(after, starts[index] + len(keys[index]))
            if starts[index] >= after:
                break
            held[index] += max(0, high - low)
    return {index for index, one in enumerate(keys) if one and held[index] >= 0.5 * len(one)}


def _given(blocks: Sequence[Block], keys: Sequence[str], body: str | None) -> set[int]:
    """Gives the blocks that hold the text that the page gives in JSON-LD, if it gives one."""
    if body is None or len(body.split()) < _FEWEST_GIVEN:
        return set()
    whole = key(plain(body))
    return {
        index
        for index, block in enumerate(blocks)
        if len(block.text.split()) >= 8 and keys[index] in whole and "caption" not in block.kinds
    }


def _find(stream: str, wanted: str, after: int) -> int:
    """Gives where a line stands, best below the last one; else where it begins."""
    for part in (wanted, wanted[:_BEGINNING]) if len(wanted) > 2 * _BEGINNING else (wanted,):
        for start in (after, 0):
            at = stream.find(part, start)
            if at >= 0:
                return at
    return -1


def _block_at(starts: Sequence[int], position: int) -> int:
    return bisect_right(starts, position) - 1


def _between(blocks: Sequence[Block], chosen: set[int]) -> set[int]:
    """Gives the paragraphs that stand beside chosen ones in the same element, and were missed."""
    homes: dict[int, list[int]] = {}
    for index in sorted(chosen):
        homes.setdefault(id(blocks[index].element.getparent()), []).append(index)
    missed = set()
    for home in homes.values():
        for index in range(home[0] + 1, home[-1]):
            block = blocks[index]
            if (
                index in chosen
                or block.element.getparent() is not blocks[home[0]].element.getparent()
            ):
                continue
            if block.element.tag in ("p", "blockquote", "li") and _is_prose(block):
                missed.add(index)
    return missed


def _is_prose(block: Block) -> bool:
    return (
        len(block.text.split()) >= 8
        and block.text.rstrip("\"'”’)")[-1:] in ".?!…"
        and block.linked < 0.5 * len(block.text)
        and not block.kinds & {"caption", "credit", "bio", "other", "aside", "footer"}
    )


def _standfirst(
    blocks: Sequence[Block], keys: Sequence[str], chosen: set[int], facts: PageFacts
) -> set[int]:
    """Gives the block between headline and text that sums the report up.

    It stands right below the headline, or says what the page's description says.
    """
    first = min(chosen)
    titles = {key(title) for title in facts.titles}
    above = range(max(0, first - _STANDFIRST_ABOVE), first)
    headline = next((index for index in reversed(above) if keys[index] in titles), None)
    described = key(facts.description or "")[:120]
    for index in above:
        if not _may_be_standfirst(blocks[index]) or keys[index] in titles:
            continue
        # Descriptions are often cut.
        same = len(described) > 30 and keys[index].startswith(described[:60])
        if same or (headline is not None and headline < index <= headline + 2):
            return {index}
    return set()


def _may_be_standfirst(block: Block) -> bool:
    words = len(block.text.split())
    if not _FEWEST_STANDFIRST <= words <= _LONGEST_STANDFIRST:
        return False
    if block.linked > 0.3 * len(block.text) or byline_names(block.text, above_report=True):
        return False
    return not block.kinds & {"caption", "credit", "bio", "other"}


def _captions(blocks: Sequence[Block], keys: Sequence[str], chosen: set[int]) -> set[int]:
    """Gives the captions among the paragraphs of the article, and between it and its headline."""
    first, last = min(chosen), max(chosen)
    above = next(
        (index for index in range(first, -1, -1) if blocks[index].element.tag == "h1"), first
    )
    found = set()
    for index in range(above, last):
        block = blocks[index]
        is_caption = "caption" in block.kinds and not block.kinds & {"other", "post", "footer"}
        if is_caption and 3 <= len(block.text.split()) <= _LONGEST_CAPTION:
            found.add(index)
    return found


def _repeated(blocks: Sequence[Block], keys: Sequence[str], chosen: set[int]) -> set[int]:
    """Gives the chosen blocks of some length that stand there a second time."""
    seen: set[str] = set()
    again = set()
    for index in sorted(chosen, key=lambda index: ("caption" in blocks[index].kinds, index)):
        if len(keys[index]) > 40:
            if keys[index] in seen:
                again.add(index)
            seen.add(keys[index])
    return again


def _without_idle_headings(blocks: Sequence[Block], chosen: set[int]) -> set[int]:
    """Leaves out headings under which no text is left."""
    kept = set()
    below = False
    for index in sorted(chosen, reverse=True):
        if not blocks[index].is_heading:
            kept.add(index)
            below = below or "caption" not in blocks[index].kinds
        elif below:
            kept.add(index)
            below = False
    return kept
