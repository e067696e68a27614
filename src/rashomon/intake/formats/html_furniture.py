"""What stands in an article's place on a page without being of it.

Its headline said again, posts of other people that are shown in it, links to other articles, who
the author is, sign-ups, and all below a heading such as "You may also like".
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from rashomon.intake.bylines import credited_agencies
from rashomon.intake.formats.html_blocks import Block, key, size_of
from rashomon.intake.formats.html_tree import Element
from rashomon.intake.notices import is_label, is_notice, is_publication_line
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
    r"(send|e-?mail|contact) (us|the author|the newsroom)\b|our standards: ",
    r"(this is a )?(breaking|developing)( new)? (news )?story\b.{0,60}$",
    r"(post|image|photo|view) \d+ of \d+",
)
_CREDITS = any_of(r"\b(reporting|writing|editing|edited|written|compiled) by\b|\bcontributed\b")
_SHORT = 45
_HEADINGS_WORDS = 9
_ABOVE_TEXT = 3
# A page that opens more boxes than that is built to take time.
_MOST_LABELS = 100


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
    trusted = size_of(blocks, others) < 0.1 * size_of(blocks, chosen)
    found = {i for i in range(len(blocks)) if _is_foreign(blocks[i], by_names=trusted)}
    found |= _headline(blocks, chosen, titles)
    labels = [index for index, block in enumerate(blocks) if _is_label_of_box(block)]
    found |= chosen & set(labels)
    for index in labels[:_MOST_LABELS]:
        found |= _below(blocks, index, chosen)
    found |= {index for index in chosen if _is_said_by_site(blocks[index])}
    found |= _about_authors(blocks, chosen - found, authors)
    # A page whose text is nothing but what looks like furniture is left as it is.
    enough = size_of(blocks, chosen - found) > 0.25 * size_of(blocks, chosen)
    return found if enough else set()


def _is_label_of_box(block: Block) -> bool:
    text = block.text.strip(" :…>»|-–—")
    return len(text.split()) <= _HEADINGS_WORDS and bool(_BOX.fullmatch(text))


def _is_foreign(block: Block, *, by_names: bool) -> bool:
    """Says whether markup shows a block to be of someone else, or links to elsewhere."""
    if block.kinds & {"post", "bio"}:
        return True
    if by_names and "other" in block.kinds and len(block.text.split()) < _SHORT:
        return True
    linked = block.linked > 0.85 * len(block.text)
    return linked and not (ends_sentence(block.text) and block.element.tag == "p")


def _is_said_by_site(block: Block) -> bool:
    """Says whether a block is the site's word to its readers; who is credited stays in the text."""
    text = block.text
    if is_label(text):
        return True
    if len(text.split()) > _SHORT or _CREDITS.search(text) or credited_agencies(text):
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
    """Gives the blocks at the top of the text that only say the headline again, or the date."""
    known = {key(title) for title in titles}
    first = sorted(index for index in chosen)[:_ABOVE_TEXT]
    found = {index for index in first if key(blocks[index].text) in known}
    found |= {index for index in first if is_publication_line(blocks[index].text)}
    return found | {
        index
        for index in chosen
        if blocks[index].element.tag == "h1" and key(blocks[index].text) in known
    }


def _below(blocks: Sequence[Block], index: int, chosen: set[int]) -> set[int]:
    """Gives the blocks of the box that a label opens; none where it holds most of the article."""
    within = set(_box(blocks, index).iter())
    rest = range(index, len(blocks))
    inside = set(itertools.takewhile(lambda other: blocks[other].element in within, rest))
    mostly = size_of(blocks, inside & chosen) >= 0.6 * size_of(blocks, chosen)
    return set() if mostly else inside


def _box(blocks: Sequence[Block], index: int) -> Element:
    """Gives the largest element whose text begins with a block."""
    before = [blocks[index - 1].element] if index else []
    around_before = {element for one in before for element in (one, *one.iterancestors())}
    box = blocks[index].element
    around = box.getparent()
    while around is not None and around.tag != "body" and around not in around_before:
        box, around = around, around.getparent()
    return box
