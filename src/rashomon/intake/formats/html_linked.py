"""The JSON-LD of a web page (schema.org): the article that it describes.

Read are `Article` and the types below it: headline, author, datePublished, dateModified,
publisher, isBasedOn, citation, correction, isAccessibleForFree, articleBody.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from rashomon.intake.formats.html_tree import Element

_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report|LiveBlogPosting|NewsArticle)$")
_LARGEST = 2_000_000
_MOST_NODES = 5_000
_DEEPEST = 12
_LONGEST = 3_000
_MOST_ITEMS = 100
_COMMENT = re.compile(r"^\s*(?://\s*)?<!\[CDATA\[|(?://\s*)?\]\]>\s*$|^\s*<!--|-->\s*$")
_SPACE = re.compile(r"\s+")

Node = dict[str, Any]


def linked_nodes(tree: Element) -> list[Node]:
    """Gives the nodes of all JSON-LD in a page, outermost first; what is no JSON is left out."""
    nodes: list[Node] = []
    for script in tree.iter("script"):
        kind = (script.get("type") or "").split(";")[0].strip().lower()
        source = script.text_content()
        if kind != "application/ld+json" or not 2 < len(source) < _LARGEST:
            continue
        try:
            value = json.loads(_COMMENT.sub("", source), strict=False)
        except (ValueError, RecursionError):
            continue
        level: list[Any] = [value]
        for _ in range(_DEEPEST):
            nodes.extend(node for node in level if isinstance(node, dict))
            level = [inner for outer in level for inner in _within(outer)]
            if not level or len(nodes) > _MOST_NODES:
                break
    return nodes[:_MOST_NODES]


def _within(value: object) -> Iterator[object]:
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return (part for part in parts if isinstance(part, dict | list))


def types_of(node: Node) -> list[str]:
    """Gives the types of a node, without the address of their vocabulary."""
    return [name.rpartition("/")[2] for name in texts(node.get("@type"))]


def article_node(nodes: list[Node], titles: list[str]) -> Node | None:
    """Gives the node of the article that a page is about.

    Pages describe other articles too (teasers, live posts): the one whose headline is nearest to
    one of the page's `titles` is taken, and the outermost of those.
    """
    best, best_score = None, -1.0
    for node in nodes:
        if not any(map(_ARTICLE.search, types_of(node))):
            continue
        score = _nearness(text(node.get("headline")) or text(node.get("name")) or "", titles)
        score += 0.2 * ("datePublished" in node) + 0.1 * ("author" in node)
        if score > best_score:
            best, best_score = node, score
    return best


def _nearness(headline: str, titles: list[str]) -> float:
    words = set(re.findall(r"\w+", headline.casefold()))
    others = [set(re.findall(r"\w+", title.casefold())) for title in titles]
    return max((len(words & other) / max(len(words | other), 1) for other in others), default=0.0)


def resolved(value: object, nodes: list[Node]) -> list[Any]:
    """Gives the values of a property, each reference replaced by the node that it points at."""
    found: list[Any] = []
    items: list[Any] = value if isinstance(value, list) else [value]
    for item in items[:_MOST_ITEMS]:
        key = item.get("@id") if isinstance(item, dict) else None
        if key and not item.get("name"):
            named = (node for node in nodes if node.get("@id") == key and node.get("name"))
            item = next(named, item)
        found.append(item)
    return found


def names(value: object, nodes: list[Node]) -> list[str]:
    """Gives the names of persons and organizations that a property holds."""
    found = []
    for item in resolved(value, nodes):
        if isinstance(item, dict):
            # Some give all authors in one node, and some a list of names.
            found.extend(texts(item.get("name") or item.get("byline") or item.get("legalName")))
        else:
            found.extend(texts(item))
    return found


def texts(value: object) -> list[str]:
    """Gives the strings of a property that is one string or a list of them."""
    items = value if isinstance(value, list) else [value]
    strings = (item[:_LONGEST] for item in items[:_MOST_ITEMS] if isinstance(item, str))
    return [clean for item in strings if (clean := plain(item))]


def text(value: object) -> str | None:
    """Gives the first string of a property."""
    return next(iter(texts(value)), None)


def plain(value: str) -> str:
    """Gives a string without entities, tags and runs of space, which sites leave in JSON-LD."""
    unescaped = html.unescape(value)
    return _SPACE.sub(" ", re.sub(r"</?[a-zA-Z][^<>]{0,300}>", "", unescaped)).strip()


def works(value: object, nodes: list[Node]) -> list[str]:
    """Gives the addresses or names of the works that a property (isBasedOn, citation) names."""
    found = []
    for item in resolved(value, nodes):
        if isinstance(item, dict):
            item = item.get("url") or item.get("@id") or item.get("name") or item.get("headline")
        found.extend(texts(item))
    return list(dict.fromkeys(found))
