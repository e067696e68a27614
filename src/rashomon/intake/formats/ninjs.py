"""ninjs, News in JSON of the IPTC: versions 1, 2 and 3, told apart by what they hold.

Version 1 has `body_*` and `headline`, 2 lists them in `bodies` and `headlines`, and 3 writes the
names in camel case. Names are read in either case, and kept in that of version 3.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rashomon.errors import IntakeError
from rashomon.intake.article import Article, Unread
from rashomon.intake.formats.markup import add_html, add_markup
from rashomon.intake.formats.nitf import nitf_prose
from rashomon.intake.formats.prose import Prose
from rashomon.intake.formats.wire import authors_of, wire_article
from rashomon.intake.formats.xml_documents import descendants, name_of, parse_xml

READER = "ninjs"
# Names that the versions write differently, in the form of version 3.
_NAMES = {
    name.lower(): name
    for name in (
        "representationType mimeType firstCreated versionCreated contentCreated pubStatus"
        " copyrightHolder copyrightNotice usageTerms edNote infoSources rightsInfo altIds"
        " contentType charCount wordCount trustIndicators plannedCoverage"
    ).split()
} | {
    "infosource": "infoSources",
    "person": "people",
    "organisation": "organisations",
    "place": "places",
    "subject": "subjects",
    "event": "events",
    "object": "objects",
    "by": "byline",
}
_TELLING = frozenset(
    """
    bodies byline copyrightHolder copyrightNotice descriptions edNote embargoed firstCreated
    headlines infoSources located pubStatus representationType slugline standard usageTerms
    versionCreated
    """.split()
)
_CONTENT = ("bodies", "body_", "associations", "renditions")
# Marked-up bodies keep the paragraphs, which plain ones often lose.
_BODY_ORDER = ("nitf", "xhtml", "html", "text", "plain")


def is_ninjs(record: Mapping[str, Any]) -> bool:
    """Says whether a JSON object is a ninjs item: it has a `uri`, and fields only ninjs has."""
    if not isinstance(record.get("uri"), str) or "text" in record:
        return False
    names = {_NAMES.get(name.lower(), name) for name in record}
    return bool(names & _TELLING) or any(name.startswith("body_") for name in record)


def read_item(item: Mapping[str, Any], name: str) -> Iterator[Article | Unread]:
    """Gives the article of a ninjs item, and those of the texts that are associated with it.

    Raises IntakeError R132 where neither the item nor what it is associated with has text.
    """
    record = {_NAMES.get(field.lower(), field): value for field, value in item.items()}
    parts = [part for part in _associated(record) if _bodies(part)]
    if _bodies(record) or not parts:
        yield _article(record, name)
    for number, part in enumerate(parts, start=1):
        label = f"{name}.{number}" if name else f"association {number}"
        try:
            yield _article(part, label)
        except IntakeError as error:
            yield Unread(name=label, error=error)


def _article(record: dict[str, Any], name: str) -> Article:
    proses = (_prose(form, body) for form, body in _bodies(record))
    prose = next((prose for prose in proses if prose.text), Prose())
    byline = _text(record.get("byline"))
    headlines = [line for line in _listed(record.get("headlines")) if _text(line.get("value"))]
    main = next((line for line in headlines if line.get("role") == "main"), None)
    title = main or next(iter(headlines), {})
    kept = {field: value for field, value in record.items() if not field.startswith(_CONTENT)}
    known = {
        "title": _text(title.get("value")) or _text(record.get("headline")) or kept.get("title"),
        "authors": list(authors_of(byline)),
        "outlet": record.get("copyrightHolder"),
        "published": record.get("versionCreated") or record.get("firstCreated"),
        "language": record.get("language"),
    }
    known = {field: value for field, value in known.items() if _is_plain(value)}
    kept.pop("text", None)
    return wire_article(prose, reader=READER, record={**kept, **known}, name=name)


def _is_plain(value: object) -> bool:
    return isinstance(value, list) or (isinstance(value, str) and bool(value.strip()))


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _listed(value: object) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _bodies(record: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Gives the bodies that hold words, with their form, the most faithful first."""
    found: list[tuple[str, str]] = []
    for body in _listed(record.get("bodies")):
        form = body.get("contentType") or body.get("contenttype") or body.get("role") or "text"
        if _text(body.get("value")):
            found.append((_form(str(form)), body["value"]))
    for field, value in record.items():
        if field.startswith("body_") and _text(value):
            found.append((_form(field.removeprefix("body_")), value))
    return sorted(found, key=lambda body: _BODY_ORDER.index(body[0]))


def _form(name: str) -> str:
    return next((form for form in _BODY_ORDER if form in name.lower()), "text")


def _prose(form: str, body: str) -> Prose:
    prose = Prose()
    if form == "nitf":
        root = parse_xml(body.encode("utf-8", "replace"))
        document = root if name_of(root) == "nitf" else next(descendants(root, "nitf"), None)
        if document is not None:
            return nitf_prose(document)
        add_markup(prose, root)
    elif form in ("xhtml", "html"):
        add_html(prose, body)
    else:
        prose.add(body)
    return prose


def _associated(record: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Gives the items in `associations`: an object of them in version 1, later a list."""
    value = record.get("associations")
    if isinstance(value, dict):
        value = list(value.values())
    for item in _listed(value):
        yield {_NAMES.get(field.lower(), field): part for field, part in item.items()}
