"""NITF, the News Industry Text Format of the IPTC (3.x)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from rashomon.errors import IntakeError
from rashomon.intake.article import Article
from rashomon.intake.formats.markup import add_markup
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

READER = "NITF"
_HEADLINES = ("hl1", "hl2")


def read(data: bytes, name: str) -> Iterator[Article]:
    """Gives the article of an NITF document.

    Raises IntakeError: R130 and R131 where it is no sound XML, R132 where it holds no text.
    """
    root = parse_xml(data)
    document = root if name_of(root) == "nitf" else next(descendants(root, "nitf"), None)
    if document is None:
        raise IntakeError("R132", "there is no NITF document in it")
    yield wire_article(nitf_prose(document), reader=READER, record=nitf_record(document), name="")


def nitf_prose(document: etree._Element) -> Prose:
    """Gives the running text: byline, dateline and content. The headlines are not repeated."""
    head, body = child(document, "body", "body.head"), child(document, "body")
    prose = Prose(dateline=words_of(child(head, "dateline")))
    if byline := _byline(head):
        prose.add(byline, "byline")
    content = child(body, "body.content")
    if content is not None:
        add_markup(prose, content)
    return prose


def _byline(head: etree._Element | None) -> str | None:
    lines = [words for line in children(head, "byline") if (words := words_of(line))]
    return "\n".join(lines) or None


def nitf_record(document: etree._Element) -> dict[str, Any]:
    """Gives what an NITF document says of itself, under the names of ninjs."""
    head, body_head = child(document, "head"), child(document, "body", "body.head")
    docdata = child(head, "docdata")
    headlines = [
        {"level": level, "value": words}
        for level, tag in enumerate(_HEADLINES, start=1)
        for line in children(child(body_head, "hedline"), tag)
        if (words := words_of(line))
    ]
    byline = _byline(body_head)
    return {
        "title": headlines[0]["value"] if headlines else words_of(child(head, "title")),
        "headlines": headlines,
        "authors": [*authors_of(byline)] or _people(body_head),
        "byline": byline,
        "outlet": words_of(child(body_head, "distributor")) or _source(docdata),
        "published": _norm(docdata, "date.release") or _norm(docdata, "date.issue"),
        "language": document.get("{http://www.w3.org/XML/1998/namespace}lang"),
        "datelineText": words_of(child(body_head, "dateline")),
        "located": _located(docdata, body_head),
        "edNote": _ed_notes(docdata, body_head),
        "version": _attribute(docdata, "du-key", "version"),
        "duKey": _attribute(docdata, "du-key", "key"),
        "docId": _attribute(docdata, "doc-id", "id-string"),
        "urgency": _attribute(docdata, "urgency", "ed-urg"),
        "firstCreated": _norm(docdata, "date.issue"),
        "expires": _norm(docdata, "date.expire"),
        "pubStatus": _status(docdata),
        "embargoed": _norm(docdata, "date.release") if _status(docdata) == "embargoed" else None,
        "copyrightHolder": _attribute(docdata, "doc.copyright", "holder"),
        "copyrightNotice": _copyright(body_head),
        "usageTerms": _usage(document, body_head),
        "infoSources": _info_sources(body_head, docdata),
        "correction": _attribute(docdata, "correction", "info"),
        "series": _attribute(docdata, "series", "series.name"),
        "abstract": words_of(child(body_head, "abstract")),
        "tagline": words_of(child(document, "body", "body.end", "tagline")),
    }


def _attribute(docdata: etree._Element | None, tag: str, attribute: str) -> str | None:
    element = child(docdata, tag)
    return element.get(attribute) if element is not None else None


def _norm(docdata: etree._Element | None, tag: str) -> str | None:
    return _attribute(docdata, tag, "norm")


def _status(docdata: etree._Element | None) -> str | None:
    # NITF has "usable", "embargoed", "withheld" and "canceled" as the document's management status.
    return docdata.get("management-status") if docdata is not None else None


def _people(head: etree._Element | None) -> list[str]:
    named = [
        words_of(person)
        for line in children(head, "byline")
        for person in descendants(line, "person")
    ]
    return [name for name in named if name]


def _source(docdata: etree._Element | None) -> str | None:
    return _attribute(docdata, "doc-id", "regsrc")


def _located(docdata: etree._Element | None, head: etree._Element | None) -> list[str]:
    places = [words_of(place) for place in children(child(head, "dateline"), "location")]
    for event in children(docdata, "evloc"):
        parts = (event.get("city"), event.get("state-prov"), event.get("iso-cc"))
        places.append(", ".join(part for part in parts if part))
    return [place for place in dict.fromkeys(places) if place]


def _ed_notes(docdata: etree._Element | None, head: etree._Element | None) -> list[str]:
    notes = [message.get("info") for message in children(docdata, "ed-msg")]
    notes += [words_of(note) for note in children(head, "note")]
    return [note for note in notes if note]


def _copyright(head: etree._Element | None) -> str | None:
    rights = child(head, "rights")
    notice = child(rights, "rights.owner")
    alone = rights is not None and not len(rights)
    return words_of(notice if notice is not None else rights if alone else None)


def _usage(document: etree._Element, head: etree._Element | None) -> list[str]:
    terms = [words_of(rights) for rights in descendants(document, "rights.limitations")]
    fixes = [
        element.get("rights-geography") or element.get("geography")
        for element in descendants(document, "doc.rights")
    ]
    return [term for term in (*terms, *fixes) if term]


def _info_sources(
    head: etree._Element | None, docdata: etree._Element | None
) -> list[dict[str, str]]:
    sources = []
    if distributor := words_of(child(head, "distributor")):
        sources.append({"name": distributor, "role": "distributor"})
    for rights in children(docdata, "doc.rights"):
        for field in ("owner", "provider"):
            if name := rights.get(field):
                sources.append({"name": name, "role": field})
    return sources
