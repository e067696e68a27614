"""XML read without danger: no entities of its own, no network, no endless nesting."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from rashomon.errors import IntakeError
from rashomon.intake.formats.prose import clean

_DECLARES_ENTITY = re.compile(rb"<!ENTITY\s", re.IGNORECASE)
_PROLOG = 1 << 16


def parse_xml(data: bytes) -> etree._Element:
    """Gives the root of an XML document.

    Raises IntakeError: R130 where it is not well-formed, R131 where it declares entities, which
    news formats have no use for and bombs are made of.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, AssertionError) as error:
        if _DECLARES_ENTITY.search(data, 0, _PROLOG):
            raise _entities() from None
        reason = clean(str(error))[:200]
        raise IntakeError(
            "R130", f"it is not well-formed XML ({reason}); mend it or ask for it again"
        ) from None
    declared: Any = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise _entities()
    return root


def _entities() -> IntakeError:
    return IntakeError("R131", "it declares XML entities, which are not read; write them out")


def name_of(element: etree._Element) -> str:
    """Gives the name of an element without its namespace; "" for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: etree._Element | None, *names: str) -> Iterator[etree._Element]:
    """Gives the children that have one of `names`, whatever their namespace."""
    for child in element if element is not None else ():
        if name_of(child) in names:
            yield child


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """Gives the first element at the end of a path of names, or None."""
    for name in path:
        element = next(children(element, name), None)
    return element


def descendants(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Gives the elements below that have one of `names`, in the order of the document."""
    for found in element.iter():
        if found is not element and name_of(found) in names:
            yield found


def words_of(element: etree._Element | None) -> str | None:
    """Gives all words in an element on one line; None where there are none."""
    if element is None:
        return None
    words = ""
    for piece in map(str, element.itertext()):
        # Fields that follow each other without space ("<name>Ann</name><title>Editor</title>").
        words += f" {piece}" if words[-1:].isalnum() and piece[:1].isalnum() else piece
    return clean(words) or None
