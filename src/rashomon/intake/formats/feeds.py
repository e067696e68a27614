"""RSS, Atom and JSON Feed: their entries, with the full text where the feed has it."""

from __future__ import annotations

import codecs
import email.utils
import html
import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

import feedparser
import msgspec
from lxml import etree

from rashomon.errors import IntakeError
from rashomon.intake.article import Article, Unread
from rashomon.intake.dates import published_time
from rashomon.intake.formats.markup import add_html
from rashomon.intake.formats.prose import Prose, clean
from rashomon.intake.formats.xml_documents import parse_xml
from rashomon.intake.limits import too_large
from rashomon.intake.metadata import metadata_of

READER = f"feedparser {feedparser.__version__}"
JSON_READER = "JSON Feed"
MOST_ENTRIES = 5_000
NO_ENTRIES = "R138"
_LARGEST = 10_000_000
# What feedparser trips over where elements stand in places that it does not expect.
_FAULTS = (LookupError, AttributeError, TypeError, ValueError, AssertionError, RecursionError)
_ENTRY = re.compile(rb"<(?:[\w.-]+:)?(?:item|entry)[\s/>]")
# What feeds hold though XML has no such thing: named characters of HTML, and bare ampersands.
_NAMED = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,30});")
_BARE = re.compile(rb"&(?!#\d{1,7};|#[xX][0-9A-Fa-f]{1,6};|[A-Za-z][A-Za-z0-9]{1,30};)")
# Below this, a text that the feed calls a description is taken for a summary.
_FEWEST_WORDS = 120
_CUT_SHORT = ("[…]", "[...]", "…", "...", "[&#8230;]")
_STUB = (
    "R133",
    "the feed gives only a summary of this report, not its text; give the report's own address",
)


def read(data: bytes, name: str) -> Iterator[Article | Unread]:
    """Gives the entries of an RSS or Atom feed; one that holds no words is Unread (R132).

    `outlet` is the source that an entry names, for it is that outlet's report, else the feed's
    title. Raises IntakeError: R106 and R139 where it is too large, R130 where its elements are in
    no order, R131 where it declares entities, R132 where there is no feed, R138 where it is empty.
    """
    if len(data) > _LARGEST:
        raise too_large(_LARGEST)
    if len(_ENTRY.findall(data)) > MOST_ENTRIES:
        raise IntakeError("R139", f"it has more than {MOST_ENTRIES:,} entries; split it")
    data = _sound(data)
    try:
        found = feedparser.parse(
            io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False, response_headers={}
        )
    except _FAULTS as error:
        reason = f"{type(error).__name__} {clean(str(error))[:80]}"
        raise IntakeError("R130", f"its elements are in no order of a feed ({reason})") from None
    entries = found["entries"]
    if not entries:
        if found.get("version"):
            raise _no_entries()
        raise IntakeError("R132", "there is no feed in it; check what the address gives")
    for number, entry in enumerate(entries, start=1):
        yield _article(entry, found["feed"], str(number))


def _no_entries() -> IntakeError:
    return IntakeError(NO_ENTRIES, "the feed has no entries now; look again later")


def _sound(data: bytes) -> bytes:
    """Gives a feed as well-formed XML, for many are not, and feedparser's own way of reading those
    takes time with the square of their size.
    """
    try:
        parse_xml(data)
    except IntakeError as error:
        if error.code != "R130":
            raise
    else:
        return data
    data = _BARE.sub(b"&amp;", _NAMED.sub(_numbered, data))
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root: etree._Element | None = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        raise IntakeError("R132", "there is no feed in it; check what the address gives")
    return etree.tostring(root, encoding="utf-8")


def _numbered(named: re.Match[bytes]) -> bytes:
    character = html.unescape(f"&{named[1].decode()};")
    known = not character.startswith("&")
    return "".join(f"&#{ord(part)};" for part in character).encode() if known else b""


def _article(entry: Mapping[str, Any], feed: Mapping[str, Any], name: str) -> Article | Unread:
    prose, is_stub = _text_of(entry)
    source = entry.get("source") or {}
    outlet = clean(source.get("title") or "") or clean(feed.get("title") or "")
    published, problem = _published(entry)
    record: dict[str, Any] = {
        "outlet": outlet,
        "url": _web_address(entry.get("link")),
        "title": _words(entry.get("title")),
        "authors": _authors(entry),
        "published": published,
        "language": entry.get("language") or _content_language(entry) or feed.get("language"),
        "feed": clean(feed.get("title") or ""),
        "guid": entry.get("id"),
        "source": {
            "title": clean(source.get("title") or ""),
            "url": _web_address(source.get("href") or source.get("link")) or "",
        }
        if source
        else None,
        "updated": _said(entry, "updated"),
        "tags": [clean(tag["term"]) for tag in entry.get("tags", ()) if tag.get("term")],
        "rights": _words(entry.get("rights") or feed.get("rights")),
        "via": [link["href"] for link in entry.get("links", ()) if _is_via(link)],
    }
    return _finished(prose, record, is_stub=is_stub, problem=problem, reader=READER, name=name)


def _finished(
    prose: Prose,
    record: Mapping[str, Any],
    *,
    is_stub: bool,
    problem: str | None,
    reader: str,
    name: str,
) -> Article | Unread:
    known = metadata_of({key: value for key, value in record.items() if value})
    if not any(map(str.isalnum, prose.text)):
        why = "the feed gives no text of this report; give the report's own address"
        return Unread(name=name, error=IntakeError("R132", why), known=known)
    if problem:
        known = msgspec.structs.replace(known, problems=(*known.problems, problem))
    notes = (_STUB,) if is_stub else ()
    return Article(
        text=prose.text, reader=reader, known=known, zones=prose.zones, notes=notes, name=name
    )


def _text_of(entry: Mapping[str, Any]) -> tuple[Prose, bool]:
    """Gives the text of an entry, and whether it is a summary only."""
    contents = [part for part in entry.get("content", ()) if part.get("value")]
    if contents:
        # The longest: some feeds give the same as plain text and as HTML, cut short in one.
        best = max(contents, key=lambda part: len(part["value"]))
        prose = _prose(best["value"], str(best.get("type", "")))
        return prose, prose.text.endswith(_CUT_SHORT)
    summary = entry.get("summary_detail") or {}
    prose = _prose(summary.get("value") or "", str(summary.get("type", "text/html")))
    is_short = len(prose.text.split()) < _FEWEST_WORDS
    return prose, is_short or prose.text.endswith(_CUT_SHORT)


def _prose(value: str, kind: str) -> Prose:
    prose = Prose()
    # Feeds that say "text/plain" of their HTML are not rare.
    if "html" in kind or "xml" in kind or "</" in value:
        add_html(prose, value)
    else:
        prose.add(value)
    return prose


def _words(value: object) -> str | None:
    """Gives a title's words; titles hold markup and twice escaped characters at times."""
    if not isinstance(value, str) or not value.strip():
        return None
    prose = _prose(value, "text/html" if "<" in value or "&" in value else "")
    return clean(prose.text) or None


def _web_address(value: object) -> str | None:
    is_web = isinstance(value, str) and value.strip().lower().startswith(("http://", "https://"))
    return clean(str(value)) if is_web else None


def _is_via(link: Mapping[str, Any]) -> bool:
    return link.get("rel") in ("via", "related") and bool(_web_address(link.get("href")))


def _content_language(entry: Mapping[str, Any]) -> str | None:
    return next(
        (part["language"] for part in entry.get("content", ()) if part.get("language")), None
    )


def _authors(entry: Mapping[str, Any]) -> list[str]:
    listed = [author.get("name") for author in entry.get("authors", ()) if author.get("name")]
    said = clean(str(entry.get("author") or ""))
    if "@" in said and len(listed) < 2:
        # RSS has "ann@news.example (Ann Ryder)", as mails have it.
        listed = [email.utils.parseaddr(said[:1000])[0]]
    names = listed or [said]
    return list(dict.fromkeys(name for value in names if (name := clean(str(value)))))


def _said(entry: Mapping[str, Any], field: str) -> str | None:
    """Gives what an entry itself says; asked in another way, feedparser takes one for the other."""
    return clean(str(dict(entry).get(field) or "")) or None


def _published(entry: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Gives the time of an entry as far as its words fix it, and what is wrong with them."""
    for field in ("published", "updated"):
        words = _said(entry, field)
        if words is None:
            continue
        # feedparser's own reading is not asked: it makes a day even of "2024-99-99".
        if time_said := published_time(words):
            return time_said, None
        return None, f'published "{words[:60]}" is no date'
    return None, None


def read_json_feed(data: bytes, name: str) -> Iterator[Article | Unread]:
    """Gives the items of a JSON Feed (versions 1 and 1.1); one without words is Unread (R132).

    Raises IntakeError: R130 where it is no sound JSON, R132 where it has no items, R138 where it
    says that there are none.
    """
    try:
        feed = msgspec.json.decode(data.removeprefix(codecs.BOM_UTF8))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise IntakeError("R130", f"it is not valid JSON ({error}); mend it") from None
    items = feed.get("items") if isinstance(feed, dict) else None
    if items == []:
        raise _no_entries()
    if not isinstance(items, list):
        raise IntakeError("R132", "the feed has no items; check what the address gives")
    for number, item in enumerate(items[:MOST_ENTRIES], start=1):
        yield _item(item if isinstance(item, dict) else {}, feed, str(number))


def _item(item: Mapping[str, Any], feed: Mapping[str, Any], name: str) -> Article | Unread:
    prose = Prose()
    if isinstance(item.get("content_html"), str):
        add_html(prose, item["content_html"])
    elif isinstance(item.get("content_text"), str):
        prose.add(item["content_text"])
    is_stub = not prose.text
    if is_stub and isinstance(item.get("summary"), str):
        prose.add(item["summary"])
    people = item.get("authors") or [item.get("author")]
    published = item.get("date_published") or item.get("date_modified")
    record = {
        "outlet": feed.get("title"),
        "url": _web_address(item.get("url")) or _web_address(item.get("external_url")),
        "title": item.get("title"),
        "authors": _names(people),
        "published": published,
        "language": item.get("language") or feed.get("language"),
        "feed": feed.get("title"),
        "guid": item.get("id"),
        # The item is about another page: where its matter comes from.
        "source": {"url": item["external_url"]} if item.get("external_url") else None,
        "updated": item.get("date_modified") if item.get("date_modified") != published else None,
        "tags": item.get("tags"),
        "summary": None if is_stub else item.get("summary"),
    }
    is_stub = is_stub or prose.text.endswith(_CUT_SHORT)
    return _finished(prose, record, is_stub=is_stub, problem=None, reader=JSON_READER, name=name)


def _names(people: object) -> list[str]:
    listed = (
        [person for person in people if isinstance(person, dict)]
        if isinstance(people, list)
        else []
    )
    return [clean(person["name"]) for person in listed if isinstance(person.get("name"), str)]
