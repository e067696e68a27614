"""NewsML-G2 of the IPTC: news items and package items, alone or in a news message."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from rashomon.errors import IntakeError
from rashomon.intake.article import Article, Unread
from rashomon.intake.formats.markup import add_html, add_markup
from rashomon.intake.formats.nitf import nitf_prose, nitf_record
from rashomon.intake.formats.prose import Prose
from rashomon.intake.formats.wire import authors_of, wire_article
from rashomon.intake.formats.xml_documents import (
    child,
    children,
    descendants,
    name_of,
    parse_xml,
    words_of,
)

READER = "NewsML-G2"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def read(data: bytes, name: str) -> Iterator[Article | Unread]:
    """Gives the news items of a NewsML-G2 document that hold text; those that fail are Unread.

    Packages only name their items: those that come with them are read, each for itself.
    Raises IntakeError: R130 and R131 where it is no sound XML, R132 where no item is in it.
    """
    root = parse_xml(data)
    items = [root] if name_of(root) == "newsItem" else [*descendants(root, "newsItem")]
    if not items:
        what = "a package that only names its items" if _has_package(root) else "no news item"
        raise IntakeError("R132", f"it holds {what}; give the items themselves")
    if len(items) == 1:
        yield _read_item(items[0], "")
        return
    for number, item in enumerate(items, start=1):
        label = item.get("guid") or str(number)
        try:
            yield _read_item(item, label)
        except IntakeError as error:
            yield Unread(name=label, error=error)


def _has_package(root: etree._Element) -> bool:
    return name_of(root) == "packageItem" or any(True for _ in descendants(root, "packageItem"))


def _read_item(item: etree._Element, name: str) -> Article:
    record = _record(item)
    content = child(item, "contentSet")
    dateline = record["datelineText"]
    prose = _inline_xml(content, record, dateline) or _inline_data(content, dateline)
    return wire_article(prose, reader=READER, record=record, name=name)


def _inline_xml(
    content: etree._Element | None, record: dict[str, Any], dateline: str | None
) -> Prose | None:
    """Gives the text of the first inline XML that holds some; what its NITF says fills gaps."""
    for inline in children(content, "inlineXML"):
        root = next((part for part in inline if name_of(part)), None)
        if root is None:
            continue
        prose = Prose(dateline=dateline)
        if name_of(root) == "nitf":
            prose = nitf_prose(root)
            for field, value in nitf_record(root).items():
                record[field] = record.get(field) or value
        else:
            body = child(root, "body")
            add_markup(prose, root if body is None else body)
        if prose.text:
            return prose
    return None


def _inline_data(content: etree._Element | None, dateline: str | None) -> Prose:
    prose = Prose(dateline=dateline)
    for inline in children(content, "inlineData"):
        kind = (inline.get("contenttype") or "text/plain").lower()
        words = "".join(str(piece) for piece in inline.itertext())
        if prose.text or not kind.startswith("text/"):
            continue
        if "html" in kind:
            add_html(prose, words)
        else:
            prose.add(words)
    return prose


def _record(item: etree._Element) -> dict[str, Any]:
    """Gives what a news item says of itself, under the names of ninjs."""
    meta, about = child(item, "itemMeta"), child(item, "contentMeta")
    rights = child(item, "rightsInfo")
    byline = words_of(child(about, "by"))
    creators = [name for creator in children(about, "creator") if (name := _label(creator))]
    headlines = [
        {**({"role": role} if (role := line.get("role")) else {}), "value": words}
        for line in children(about, "headline")
        if (words := words_of(line))
    ]
    return {
        "title": headlines[0]["value"] if headlines else words_of(child(meta, "title")),
        "headlines": headlines,
        "authors": [*authors_of(byline)] or creators,
        "byline": byline,
        "outlet": _label(child(meta, "provider")),
        "published": words_of(child(meta, "versionCreated"))
        or words_of(child(about, "contentCreated")),
        "language": _language(item, about),
        "uri": item.get("guid"),
        "version": item.get("version"),
        "type": _code(child(meta, "itemClass")),
        "firstCreated": words_of(child(meta, "firstCreated")),
        "versionCreated": words_of(child(meta, "versionCreated")),
        "contentCreated": words_of(child(about, "contentCreated")),
        "embargoed": words_of(child(meta, "embargoed")),
        "pubStatus": _code(child(meta, "pubStatus")),
        "edNote": [note for part in children(meta, "edNote") if (note := words_of(part))],
        "signals": [_code(signal) for signal in children(meta, "signal")],
        "urgency": words_of(child(about, "urgency")),
        "slugline": words_of(child(about, "slugline")),
        "datelineText": words_of(child(about, "dateline")),
        "located": [place for part in children(about, "located") if (place := _place(part))],
        "infoSources": [_info_source(part) for part in children(about, "infoSource")],
        "creditLine": words_of(child(about, "creditline")),
        "copyrightHolder": _label(child(rights, "copyrightHolder")),
        "copyrightNotice": words_of(child(rights, "copyrightNotice")),
        "usageTerms": [term for part in children(rights, "usageTerms") if (term := words_of(part))],
        "links": [_link(part) for part in children(meta, "link")],
        "subjects": [subject for part in children(about, "subject") if (subject := _label(part))],
    }


def _code(element: etree._Element | None) -> str | None:
    """Gives a code without its scheme: "stat:canceled" and ".../canceled" both as "canceled"."""
    if element is None:
        return None
    if code := element.get("qcode"):
        return code.rpartition(":")[2]
    uri = element.get("uri") or ""
    return uri.rstrip("/").rpartition("/")[2] or None


def _label(element: etree._Element | None) -> str | None:
    """Gives the name of a party or concept, else its literal, its code or its address."""
    if element is None:
        return None
    named = words_of(child(element, "name")) or element.get("literal")
    if named is None and element.get("qcode"):
        named = _code(element)
    return named or element.get("uri") or words_of(element)


def _place(located: etree._Element) -> str | None:
    wider = [_label(part) for part in children(located, "broader")]
    return ", ".join(part for part in (_label(located), *wider) if part) or None


def _info_source(element: etree._Element) -> dict[str, str]:
    fields = {
        "name": _label(element),
        "role": (element.get("role") or "").rpartition(":")[2],
        "uri": element.get("uri"),
    }
    return {field: value for field, value in fields.items() if value}


def _link(element: etree._Element) -> dict[str, str]:
    fields = {
        "rel": (element.get("rel") or "").rpartition(":")[2],
        "href": element.get("href"),
        "residref": element.get("residref"),
        "title": words_of(child(element, "title")),
    }
    return {field: value for field, value in fields.items() if value}


def _language(item: etree._Element, about: etree._Element | None) -> str | None:
    tagged = child(about, "language")
    return (tagged.get("tag") if tagged is not None else None) or item.get(_LANGUAGE)
