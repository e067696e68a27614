"""The bytes of a web page as a tree of elements, whatever they hold."""

from __future__ import annotations

import codecs
import re
import sys
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from rashomon.errors import IntakeError
from rashomon.intake.decoding import Decoded, decode

# Where the encoding must be declared, by the standard of HTML.
_DECLARED_WITHIN = 4096
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w-]{3,30})""", re.I
)
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Python knows codecs that are no code pages, and some of them take very long.
_CODE_PAGES = re.compile(r"iso8859|cp\d|windows|koi8|mac|big5|gb|euc|shift_jis|johab|hz|iso2022")
_TAG = re.compile(r"<[a-zA-Z!/?]")
# What no tree can hold: controls, halves of UTF-16 characters, and what is no character; as they
# are, or by number ("&#12;").
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NUMBERED = re.compile(r"&#(?:(\d+)|[xX]([\da-fA-F]+));?")
_MOST_DIGITS = 7
_UNREAD = ("script", "style", "svg", "noscript", "template", "iframe", "canvas", "math")

# The largest pages of news have 3,000 elements; many more take those who read pages very long.
_MOST_ELEMENTS = 10_000
_MOST_TEXT = 1_000_000

Element = Any


def decode_page(data: bytes) -> Decoded:
    """Decodes a web page: by its mark, as UTF-8 where that fits, else as it says of itself.

    Many pages declare a wrong encoding; UTF-8 is never valid by chance. Raises IntakeError R101 or
    R105 where no encoding fits.
    """
    if data.startswith(_MARKS):
        return decode(data)
    without_nul = data.replace(b"\0", b"")
    try:
        return Decoded(without_nul.decode(), "utf-8")
    except UnicodeDecodeError:
        pass
    declared = _declared(data)
    if declared is not None:
        return Decoded(without_nul.decode(declared, "replace"), declared)
    if _mostly_utf_8(without_nul):
        return Decoded(without_nul.decode("utf-8", "replace"), "utf-8")
    return decode(without_nul)


def _declared(data: bytes) -> str | None:
    """Gives the encoding that a page declares, where it can be that one.

    What can be read as ASCII is not UTF-16, and Latin-1 means Windows-1252, as the standard says.
    """
    match = _DECLARED.search(data, 0, _DECLARED_WITHIN)
    name = match[1].decode("ascii") if match else "utf-8"
    try:
        known = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    if not _CODE_PAGES.match(known):
        return None
    return "cp1252" if known == "iso8859-1" else known


def _mostly_utf_8(data: bytes) -> bool:
    """Says whether few bytes break UTF-8: pages are pasted together from several sources."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    beyond = sum(char > "\x7f" for char in text[:200_000])
    return broken <= 0.2 * beyond


def parse_page(text: str) -> Element:
    """Parses a page. Raises IntakeError R104 where there is no markup or no body in it, R106 where
    it has far more elements than pages of news have.

    Depth is bounded by the parser: what is nested deeper than it allows is left out.
    """
    if not _TAG.search(text):
        raise IntakeError("R104", "there is no web page in it; give a page with a report")
    parser = lxml_html.HTMLParser(
        encoding="utf-8", huge_tree=False, remove_comments=True, remove_pis=True
    )
    data = _NO_TEXT.sub(" ", _NUMBERED.sub(_as_text, text)).encode()
    try:
        tree: Element = lxml_html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise IntakeError("R104", f"there is no web page in it ({error}); give a page") from None
    body = tree.find("body")
    if body is None:
        raise IntakeError("R104", "this page has no body; give a page with a report")
    if int(tree.xpath("count(//*)")) > _MOST_ELEMENTS:
        raise IntakeError("R106", f"this page has more than {_MOST_ELEMENTS:,} elements; cut it")
    for element in tree.xpath("//*[string-length(@class) > 2000 or string-length(@id) > 2000]"):
        element.attrib.pop("class", None)
        element.attrib.pop("id", None)
    return tree


def _as_text(numbered: re.Match[str]) -> str:
    """Gives a character told by its number as it stands, or a space where it is no text."""
    digits = (numbered[1] or numbered[2]).lstrip("0")
    if len(digits) > _MOST_DIGITS:
        return " "
    number = int(digits or "0", 10 if numbered[1] else 16)
    fits = 0 < number <= sys.maxunicode and not _NO_TEXT.match(chr(number))
    return numbered[0] if fits else " "


def drop_unread(tree: Element) -> None:
    """Takes out of a tree what holds no text of the page: scripts, styles, drawings.

    Raises IntakeError R106 where far more text is left than an article has.
    """
    etree.strip_elements(tree, *_UNREAD, with_tail=False)
    if int(tree.xpath("string-length(//body)")) > _MOST_TEXT:
        raise IntakeError("R106", f"this page has more than {_MOST_TEXT:,} characters; cut it")
