"""What a web page says of its article: in JSON-LD, Open Graph, other meta elements, its bylines.

The same is often said several times, and not always the same. The headline is the one that is
given out (og:title) without the name of the site; times and authors are those of the JSON-LD
(schema.org) before those of Open Graph and other meta elements, and these before what is shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec

from rashomon.intake.dates import published_time
from rashomon.intake.formats.html_authors import author_names, shown_authors
from rashomon.intake.formats.html_linked import (
    Node,
    article_node,
    linked_nodes,
    names,
    plain,
    text,
    texts,
    types_of,
    works,
)
from rashomon.intake.formats.html_tree import Element
from rashomon.intake.metadata import Metadata

_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "article:published",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "pubdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "date.available",
    "date",
)
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified")
_AUTHORS = (
    "author",
    "article:author_name",
    "article:author",
    "og:author",
    "og:article:author",
    "parsely-author",
    "sailthru.author",
    "cxenseparse:author",
    "byl",
    "dc.creator",
    "citation_author",
)
_SITES = ("og:site_name", "publisher", "dc.publisher", "citation_journal_title", "application-name")
_BETWEEN = re.compile(r"\s+[|–—•·*»›:-]\s+")
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[ T]+(\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?\s*(Z|[+-]\d\d:?\d\d)?")
_LONGEST = 3_000
_MOST_PARTS = 6
_PLAUSIBLE = range(1600, 2200)
_LIVE = re.compile(r"/live(?:-?(?:blog|updates?|news|reporting))?/|-live-updates\b|-liveblog\b")
_ADDRESS = re.compile(r"https?://[^\s/]+(?:/\S*)?", re.IGNORECASE)


class PageFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What a page says of its article, and what helps to find the article's text.

    `titles` are all forms of the headline that the page gives. `house` says that no one but the
    outlet itself is named as author. `free` is False where the page says that only subscribers may
    read it. `body` is the text that its JSON-LD gives, `words` how many it says the text has.
    """

    known: Metadata
    titles: tuple[str, ...] = ()
    description: str | None = None
    house: bool = False
    live: bool = False
    free: bool = True
    body: str | None = None
    words: int = 0


def page_facts(tree: Element) -> PageFacts:
    """Reads what a page says of its article."""
    meta = _meta(tree)
    nodes = linked_nodes(tree)
    headings = [plain(heading.text_content()[:_LONGEST]) for heading in tree.iter("h1")]
    headings = [heading for heading in headings if heading][:3]
    page_title = plain((tree.findtext(".//title") or "")[:_LONGEST])
    given = [meta[name][0] for name in ("og:title", "twitter:title") if name in meta]
    node = article_node(nodes, [*given, *headings, page_title]) or {}
    headline = text(node.get("headline")) or text(node.get("name"))
    outlet = _outlet(node, nodes, meta)
    title = _title(given, headline, headings, page_title, outlet)
    authors, house = _authors(node, nodes, meta, tree, outlet)
    known = Metadata(
        title=title,
        outlet=outlet,
        url=_url(tree, meta, node),
        published=_published(node, meta, tree),
        authors=authors,
        extra=_extra(node, nodes, meta),
    )
    return PageFacts(
        known=known,
        titles=tuple(dict.fromkeys(filter(None, [title, headline, *headings, *given]))),
        description=text(node.get("description")) or next(_values(meta, ("og:description",)), None),
        house=house,
        live=_is_live(node, tree, known.url),
        free=str(node.get("isAccessibleForFree")).lower() not in ("false", "no", "0"),
        body=_article_body(node),
        words=_count(node.get("wordCount")),
    )


def _meta(tree: Element) -> dict[str, list[str]]:
    """Gives the meta elements by name, property or itemprop, in lower case."""
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = plain((element.get("content") or "")[:_LONGEST])
        if name and content:
            found.setdefault(name.strip().lower(), []).append(content)
    return found


def _values(meta: dict[str, list[str]], keys: Iterable[str]) -> Iterator[str]:
    for key in keys:
        yield from meta.get(key, ())


def _title(
    given: list[str], headline: str | None, headings: list[str], page_title: str, outlet: str | None
) -> str | None:
    """Gives the headline that is given out, without the name of the site behind it.

    Where that is but the page's title for search engines, the headline that is shown goes first.
    """
    shown = next((heading for heading in headings if headline and _same(heading, headline)), None)
    first = next(iter(given), None)
    if first is None:
        first = headline or next(iter(headings), None) or page_title or None
        return _without_site(first, headings, outlet) if first else None
    for_search = _same(first, page_title) and not _key(first).startswith(_key(shown or first))
    if headline and shown and for_search:
        return headline
    title = _without_site(first, [*([headline] if headline else []), *headings], outlet)
    # What is given out to social networks has often lost its typography.
    return headline if headline and _same(headline, title) else title


def _without_site(title: str, others: list[str], outlet: str | None) -> str:
    """Takes off what follows the headline: "... - National | The Herald"."""
    for match in list(_BETWEEN.finditer(title))[-_MOST_PARTS:]:
        front, rest = title[: match.start()].strip(), title[match.end() :]
        if any(_same(front, other) for other in others):
            return front
        if outlet and _key(outlet).removeprefix("the") == _key(rest).removeprefix("the"):
            return front
    return title


def _key(words: str) -> str:
    return "".join(filter(str.isalnum, words.casefold()))


def _same(one: str, two: str) -> bool:
    return _key(one) == _key(two)


def _outlet(node: Node, nodes: list[Node], meta: dict[str, list[str]]) -> str | None:
    """Gives the outlet's name: its publisher's, unless the site is named as it is shown."""
    site = next(_values(meta, _SITES[:1]), None)
    publisher = next(iter(names(node.get("publisher"), nodes)), None)
    # Some sites give a handle ("theherald") for a name.
    handle = site is not None and site.islower() and " " not in site
    candidates = [None if handle else site, publisher, *_values(meta, _SITES[1:]), site]
    for name in candidates:
        if name and not _ADDRESS.match(name) and any(map(str.isalpha, name)) and len(name) < 100:
            return name
    return None


def _published(node: Node, meta: dict[str, list[str]], tree: Element) -> str | None:
    given = [*texts(node.get("datePublished")), *texts(node.get("dateCreated"))]
    shown = (time.get("datetime") or "" for time in tree.iter("time") if _is_published(time))
    for value in (*given, *_values(meta, _PUBLISHED), *shown):
        time = time_of(value)
        if time is not None:
            return time
    return None


def _is_published(element: Element) -> bool:
    return "publi" in (element.get("itemprop") or element.get("class") or "").lower()


def time_of(value: str) -> str | None:
    """Gives a time in EDTF as pages write it; None where no article can be of that time."""
    match = _TIME.match(value.strip())
    if match:
        day, clock, zone = match.groups()
        zone = zone or ""
        if len(zone) == 5:
            zone = f"{zone[:3]}:{zone[3:]}"
        value = f"{day}T{clock}{zone}"
    time = published_time(value)
    if time is None or not time[:4].isdigit() or int(time[:4]) not in _PLAUSIBLE:
        return None
    return time


def _authors(
    node: Node, nodes: list[Node], meta: dict[str, list[str]], tree: Element, outlet: str | None
) -> tuple[tuple[str, ...], bool]:
    """Gives the authors, and whether they are but the outlet, which counts where no one else is."""
    sources: tuple[Callable[[], list[str]], ...] = (
        lambda: names(node.get("author"), nodes),
        lambda: [value for key in _AUTHORS for value in meta.get(key, ())],
        lambda: shown_authors(tree),
        lambda: names(node.get("creator"), nodes),
    )
    outlets = {_key(name) for name in (outlet, *_values(meta, _SITES[:1])) if name}
    house: tuple[str, ...] = ()
    for source in sources:
        found = author_names(source())
        others = tuple(name for name in found if _key(name) not in outlets)
        if others:
            return others, False
        house = house or found
    return house, bool(house)


def _url(tree: Element, meta: dict[str, list[str]], node: Node) -> str | None:
    """Gives the address by which the page wants to be known, where it is a whole one."""
    links = (link.get("href") or "" for link in tree.iter("link") if link.get("rel") == "canonical")
    whole = [
        url.strip()
        for url in (*links, *_values(meta, ("og:url",)), *texts(node.get("url")))
        if _ADDRESS.fullmatch(url.strip())
    ]
    # A canonical link to the front page is a mistake of the site.
    deep = [url for url in whole if url.count("/") > 3 or url.rstrip("/").count("/") > 2]
    return next(iter(deep or whole), None)


def _extra(node: Node, nodes: list[Node], meta: dict[str, list[str]]) -> dict[str, Any]:
    """Gives what else is worth keeping, by its name in schema.org."""
    modified = map(time_of, (*texts(node.get("dateModified")), *_values(meta, _MODIFIED)))
    said = node.get("correction")
    corrections = [
        words
        for item in (said if isinstance(said, list) else [said])
        for words in texts(item.get("text") if isinstance(item, dict) else item)
    ]
    kept = {
        "dateModified": next(filter(None, modified), None),
        "isBasedOn": works(node.get("isBasedOn"), nodes),
        "citation": works(node.get("citation"), nodes),
        "correction": corrections,
    }
    return {name: value for name, value in kept.items() if value}


def _is_live(node: Node, tree: Element, url: str | None) -> bool:
    """Says whether a page is a live blog: its entries are written one after the other."""
    if "LiveBlogPosting" in types_of(node) or "liveBlogUpdate" in node:
        return True
    if tree.xpath("boolean(//@itemtype[contains(., 'LiveBlogPosting')])"):
        return True
    return bool(_LIVE.search(url or ""))


def _count(value: object) -> int:
    return int(value) if isinstance(value, int | str) and str(value).isdecimal() else 0


def _article_body(node: Node) -> str | None:
    body = node.get("articleBody")
    return body if isinstance(body, str) and body.strip() else None
