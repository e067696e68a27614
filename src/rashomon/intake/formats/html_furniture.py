"""What stands in an article's place on a page without being of it.

Its headline said again, posts of other people that are shown in it, links to other articles, who
the author is, sign-ups, and all below a heading such as "You may also like".
"""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.intake.formats.html_blocks import Block
from rashomon.intake.formats.html_tree import Element
from rashomon.intake.notices import is_label, is_notice
from rashomon.intake.wording import any_of, ends_sentence

# Headings of boxes that hold links to other articles, comments or buttons.
_BOX = any_of(
    r"you (may|might|could)( also)? (like|enjoy|be interested in)( these)?",
    r"(also|see|read)( also| more| next)?|editor[’']?s[’']? (picks|choice)|around the web",
    r"((more|related|recommended|similar|latest|top|popular|trending|other|further) )+"
    r"(stories|articles|news|topics|coverage|links|content|reading|posts|videos?|headlines|reads)"
    r"( (for|from|on|in) .{2,30})?",
    r"(more|trending|read more|what to read)( (from|on|in|about|next|now) .{2,40})?|trending now",
    r"most (read|popular|viewed|shared|watched)( .{2,30})?|from our partners",
    r"(popular|recommended|related)( now| for you)?|tags|topics|about the authors?",
    r"(leave|post|add) a (comment|reply)|\d* ?comments?( \(\d+\))?",
    r"join the (conversation|discussion)|share (this|on|or comment)( .{2,80})?",
    r"explore more.{0,40}",
)
# What the site says to its readers.
_INVITES = any_of(
    r"would you like to comment|join our (commenting|community|whatsapp|telegram)",
    r"sign up \(it[’']s|article content$|story continues below|published .{0,40}\bunder\b",
    r"(we|this (article|page|post)) (independently|may) (select|review|contain|earn|include)",
    r"(subscribe|sign ?up|register|log ?in|sign in) (now |here |today |or \w+ )*(to|for|with) ",
    r"((this|the) (article|story|column) )?(was )?(first|originally) (appeared|published) ",
    r"(follow|like|find) (us|me|her|him|them|\S+ \S+) on\b|download (the|our) .{0,20}\bapp\b",
    r"(do you have|got|have you got) (a|any) (story|tip|question|comment|news)",
    r"(send|e-?mail|contact) (us|me|your|the author|the newsroom)\b|our standards: ",
    r"(this is a )?(breaking|developing)( new)? (news )?story\b.{0,60}$",
    r"(post|image|photo|view) \d+ of \d+|copyright\b|©|all rights reserved",
)
_SHORT = 45
_HEADINGS_WORDS = 9
_ABOVE_TEXT = 3


_ABOUT_AUTHOR = any_of(
    r"is|was|has|covers|writes|reports|works|joined|leads|serves|and|,|currently"
)
_AT_END = 5


def furniture(
    blocks: Sequence[Block], chosen: set[int], *, titles: Sequence[str], authors: Sequence[str] = ()
) -> set[int]:
    """Gives the blocks that are not of the article, among all of the page."""
    # Names of classes are but hints: where most of the text would go, they mean something else.
    others = {index for index in chosen if "other" in blocks[index].kinds}
    trusted = _size(blocks, others) < 0.3 * _size(blocks, chosen)
    found = {i for i in range(len(blocks)) if _is_foreign(blocks[i], by_names=trusted)}
    found |= _headline(blocks, chosen, titles)
    for index in sorted(chosen):
        block = blocks[index]
        if len(block.text.split()) <= _HEADINGS_WORDS and _BOX.fullmatch(_label(block.text)):
            found.add(index)
    for index, block in enumerate(blocks):
        if len(block.text.split()) <= _HEADINGS_WORDS and _BOX.fullmatch(_label(block.text)):
            found |= _below(blocks, index, chosen)
    found |= {index for index in chosen if _is_said_by_site(blocks[index])}
    found |= _about_authors(blocks, chosen - found, authors)
    # A page whose text is nothing but what looks like furniture is left as it is.
    enough = _size(blocks, chosen - found) > 0.25 * _size(blocks, chosen)
    return found if enough else set()


def _label(text: str) -> str:
    return text.strip(" :…>»|-–—").strip()


def _size(blocks: Sequence[Block], indexes: set[int]) -> int:
    return sum(len(blocks[index].text) for index in indexes)


def _is_foreign(block: Block, *, by_names: bool) -> bool:
    """Says whether markup shows a block to be of someone else, or links to elsewhere."""
    if block.kinds & {"post", "bio"}:
        return True
    if by_names and "other" in block.kinds and len(block.text.split()) < _SHORT:
        return True
    linked = block.linked > 0.85 * len(block.text)
    return linked and not (ends_sentence(block.text) and block.element.tag == "p")


def _is_said_by_site(block: Block) -> bool:
    text = block.text
    if is_label(text):
        return True
    if len(text.split()) > _SHORT:
        return False
    return bool(_INVITES.match(text)) or is_notice(text)


def _about_authors(blocks: Sequence[Block], chosen: set[int], authors: Sequence[str]) -> set[int]:
    """Gives the blocks at the end of the text that say who its authors are."""
    found = set()
    for index in sorted(chosen)[-_AT_END:]:
        text = blocks[index].text
        for author in authors:
            rest = text.removeprefix(author)
            if rest != text and _ABOUT_AUTHOR.match(rest.lstrip()):
                found.add(index)
    return found


def _headline(blocks: Sequence[Block], chosen: set[int], titles: Sequence[str]) -> set[int]:
    """Gives the blocks above the text, or at its top, that only say the headline again."""
    from rashomon.intake.formats.html_body import key

    known = {key(title) for title in titles}
    first = sorted(index for index in chosen)[:_ABOVE_TEXT]
    found = {index for index in first if key(blocks[index].text) in known}
    return found | {
        index
        for index in chosen
        if blocks[index].element.tag == "h1" and key(blocks[index].text) in known
    }


def _below(blocks: Sequence[Block], index: int, chosen: set[int]) -> set[int]:
    """Gives the blocks of the box that a label opens; none where it holds most of the article."""
    box = _box(blocks, index)
    if box is None:
        return set()
    inside = {other for other in range(index, len(blocks)) if _is_in(blocks[other].element, box)}
    size = sum(len(blocks[i].text) for i in chosen)
    return inside if sum(len(blocks[i].text) for i in inside & chosen) < 0.6 * size else set()


def _box(blocks: Sequence[Block], index: int) -> Element | None:
    """Gives the largest element whose text begins with a block."""
    before = blocks[index - 1].element if index else None
    box = blocks[index].element
    around = box.getparent()
    while (
        around is not None
        and around.tag != "body"
        and not (before is not None and _is_in(before, around))
    ):
        box, around = around, around.getparent()
    return box


def _is_in(element: Element, box: Element) -> bool:
    return element is box or any(around is box for around in element.iterancestors(box.tag))
