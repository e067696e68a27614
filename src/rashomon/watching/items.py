"""What a feed names: articles with their addresses, and with their text where it is all there."""

from __future__ import annotations

import hashlib

import msgspec

from rashomon.errors import IntakeError, in_short
from rashomon.intake.addresses import address_key
from rashomon.intake.article import Article, FormatReader, Unread
from rashomon.intake.fetching import Fetched, bytes_of, name_of
from rashomon.intake.formats import feeds, opml
from rashomon.intake.kinds import recognize
from rashomon.intake.metadata import Metadata
from rashomon.watching.state import Told

NO_ADDRESS = "R551"
_SUMMARY = "R133"
# A shorter text may be the whole report or its beginning: where there is a page, that tells.
_FEWEST_WORDS = 120
_READERS: dict[str, FormatReader] = {
    "a feed": feeds.read,
    "a JSON Feed": feeds.read_json_feed,
    "a list of feeds": opml.read,  # which says that it is none
}


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """An article as a feed names it.

    Its text is in `article` where the feed carries the whole of it, else at `address`. An item
    that has neither has an `error`. `key` and `said` are as in `ArticleState`.
    """

    key: str
    said: str
    told: Told
    address: str | None = None
    article: Article | None = None
    error: IntakeError | None = None


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """A feed's title and its items, as they stand in it, each article once."""

    title: str | None
    items: tuple[Item, ...]


def feed_of(page: Fetched) -> Feed:
    """Reads a feed that was fetched.

    Raises IntakeError: R104 where nothing came, R132 where there is no feed in it, R136 where it is
    a list of feeds, and what the readers of feeds raise.
    """
    data = bytes_of(page)
    if not data:
        raise IntakeError("R104", "the feed is empty; check the address")
    kind = recognize(data, name_of(page))
    reader = _READERS.get(kind.name, feeds.read)
    try:
        found = reader(data, page.asked)
        parts = [part for part in found if isinstance(part, (Article, Unread))]
    except IntakeError as error:
        if error.code != feeds.NO_ENTRIES:
            raise
        parts = []
    except Exception as error:
        # Other people's parsers: whatever one trips over, the other feeds go on.
        message = f"it is damaged, or built to do damage ({in_short(error)})"
        raise IntakeError("R115", message) from None
    items: dict[str, Item] = {}
    for part in parts:
        item = _item(part, page.asked)
        items.setdefault(item.key, item)
    titles = (part.known.extra.get("feed") for part in parts)
    title = next((title for title in titles if isinstance(title, str)), None)
    return Feed(title=title, items=tuple(items.values()))


def _item(part: Article | Unread, feed: str) -> Item:
    known = part.known
    text = part.text if isinstance(part, Article) else ""
    key = address_key(known.url or "")
    item = Item(
        key=key or f"{feed}#{_hash(text, known.title, known.extra.get('guid'))}",
        said=_hash(text, known.title, known.published, known.extra.get("updated")),
        told=_told(known),
        address=known.url if key else None,
    )
    if isinstance(part, Article) and _is_whole(part, has_page=key is not None):
        return msgspec.structs.replace(item, article=part)
    if key is None:
        reason = "the feed gives this item neither an address nor its text; nothing can be read"
        return msgspec.structs.replace(item, error=IntakeError(NO_ADDRESS, reason))
    return item


def _is_whole(article: Article, *, has_page: bool) -> bool:
    if any(code == _SUMMARY for code, _ in article.notes):
        return False
    return not has_page or len(article.text.split()) >= _FEWEST_WORDS


def _told(known: Metadata) -> Told:
    guid = known.extra.get("guid")
    return Told(
        outlet=known.outlet,
        title=known.title,
        published=known.published,
        authors=known.authors,
        language=known.language,
        guid=guid if isinstance(guid, str) else None,
    )


def _hash(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()
