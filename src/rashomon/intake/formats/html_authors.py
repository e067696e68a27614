"""Names of authors, as pages give them: in one string or several, with titles and addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rashomon.intake.bylines import byline_names
from rashomon.intake.formats.html_linked import plain
from rashomon.intake.formats.html_tree import Element
from rashomon.intake.wording import NAME_PARTICLES

_BETWEEN = re.compile(r"\s*(?:;|\||•|\band\b|&|,(?!\s*(?:Jr|Sr|III?|PhD|MD)\b))\s*", re.IGNORECASE)
_OPENING = re.compile(r"^(?:by|written by|reported by|words by|from)\b:?\s+", re.IGNORECASE)
_NO_NAME = re.compile(r"https?:|www\.|@|^\W*$|\d{3}|^(?:admin|editor|none|null|undefined)$", re.I)
_ROLE = re.compile(
    r"\b(?:reporter|editor|correspondent|writer|journalist|staff|contributor|columnist|producer)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s*[/&|,]\s*|\s+and\s+")
_NAME = r"[^\W\d_a-z][^\W\d_]*[a-z][\w.’'\-]*"
_PERSON = re.compile(
    rf"{_NAME}(?:\s+(?:{_NAME}|[A-Z]\.|(?:{'|'.join(sorted(NAME_PARTICLES))})\b)){{1,3}}"
)
_LONGEST = 80


def author_names(values: Iterable[str]) -> tuple[str, ...]:
    """Gives the names of authors, one each, from strings that may hold several.

    "By Ana Ruiz and Tom Field" are two; "Associated Press in Lima" stays as it is. Addresses and
    handles are left out.
    """
    found: dict[str, str] = {}
    for value in values:
        line = _OPENING.sub("", plain(value))
        parts = _BETWEEN.split(line)
        several = len(parts) > 1 and all(_is_name(part) for part in parts)
        for name in parts if several else [line]:
            name = name.strip(" ,.;:-–—")
            if name and len(name) <= _LONGEST and not _NO_NAME.search(name):
                found.setdefault(name.casefold(), name)
    return tuple(found.values())


def _is_name(part: str) -> bool:
    """Says whether a part of a list is a whole name: two words or more, or an abbreviation."""
    words = part.split()
    return 2 <= len(words) <= 6 or part.isupper()


def shown_authors(tree: Element) -> list[str]:
    """Gives the authors that the page itself shows: by its markup, else in a byline."""
    marked = tree.xpath(
        "//*[@itemprop='author']//*[@itemprop='name'] | //*[@itemprop='author'][not(.//*)]"
        " | //a[@rel='author'] | //*[contains(@class, 'author-name')]"
        " | //*[contains(@class, 'author__name')]"
    )
    names = [plain(element.text_content()) for element in marked[:6]]
    names = [name for name in names if 3 < len(name) <= _LONGEST and not _ROLE.search(name)]
    if names:
        return names
    for element in tree.xpath("//*[contains(@class, 'byline') or contains(@class, 'author')]")[:8]:
        line = plain(element.text_content())
        if len(line) <= 2 * _LONGEST:
            found = byline_names(line, above_report=True)
            if found:
                return list(found)
    return []


def signed_names(line: str) -> tuple[str, ...]:
    """Gives the names that a line consists of ("Ana Ruiz / Tom Field"); none if it is another."""
    if len(line) > _LONGEST or line[-1:] in ".!?:":
        return ()
    named = byline_names(line, above_report=True)
    if named:
        return named
    parts = [part.strip() for part in _JOINED.split(line)]
    return tuple(parts) if all(map(_PERSON.fullmatch, parts)) else ()
