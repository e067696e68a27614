"""The pages of stories: made once a comparison, kept in the library, the same for every reader.

What differs from reader to reader (names, forms) stands around a page, never in it.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection
from datetime import UTC, datetime
from typing import NamedTuple

import msgspec
from sqlalchemy import delete, insert, select

from rashomon.comparing.comparison import Comparison
from rashomon.library import Library
from rashomon.library.packing import moment
from rashomon.library.stories import state_of
from rashomon.library.tables import pages
from rashomon.serving.story_parts import collecting, linked, places_of
from rashomon.serving.templating import templates
from rashomon.showing.templating import drawings
from rashomon.showing.view import build_view, texts_of

_LEVEL = 6


class StoryPage(msgspec.Struct, frozen=True, kw_only=True):
    """A story's page in parts, the page itself first: what each is called, and its HTML (zlib).

    `places` says in which part a claim stands, by its anchor.
    """

    told: tuple[str, ...]
    parts: tuple[bytes, ...]
    places: dict[str, int]

    def html(self, number: int) -> bytes:
        """Gives the HTML of a part in UTF-8."""
        return zlib.decompress(self.parts[number])


class Standing(NamedTuple):
    """Of which state of its story a page is, and since when it is kept."""

    state: str
    at: str


def render_story(comparison: Comparison) -> StoryPage:
    """Gives what a story's page shows of its comparison, without the whole texts."""
    view = build_view(comparison, texts=False)
    template = templates().get_template("story_body.html.jinja")
    with collecting() as folded:
        main = template.render(view=view, **drawings(view))
    texts = [main, *(part.html for part in folded)]
    places = places_of(texts)
    return StoryPage(
        told=("", *(part.told for part in folded)),
        parts=tuple(
            zlib.compress(linked(text, number, places).encode("utf-8", "replace"), _LEVEL)
            for number, text in enumerate(texts)
        ),
        places=places,
    )


def render_texts(comparison: Comparison, pair: Collection[str]) -> str:
    """Gives some reports of a story side by side, linked to the story's other reports."""
    texts = texts_of(comparison, pair)
    shown = {text.source.key for text in texts}
    base = texts[0].source.key if texts else ""

    def in_text(key: str, place: str) -> str:
        return f"#{place}" if key in shown else f"texts?base={base}&beside={key}#{place}"

    template = templates().get_template("texts.html.jinja")
    return template.render(view={"texts": texts}, in_text=in_text)


def keep_page(library: Library, story: str, comparison: Comparison) -> None:
    """Makes a story's page and keeps it, in place of the one before."""
    state, current = state_of(library, story)
    if not current:  # the story has changed meanwhile: its next comparison makes the page
        return
    data = msgspec.msgpack.encode(render_story(comparison))
    now = moment(datetime.now(UTC))
    with library.writing() as connection:
        connection.execute(delete(pages).where(pages.c.story == story))
        connection.execute(insert(pages).values(story=story, state=state, at=now, data=data))


def page_standing(library: Library, story: str) -> Standing | None:
    """Gives of which state of a story its page is that was made last, None where there is none."""
    query = select(pages.c.state, pages.c.at).where(pages.c.story == story)
    with library.reading() as connection:
        row = connection.execute(query).first()
    return None if row is None else Standing(row.state, row.at)


def kept_page(library: Library, story: str) -> StoryPage | None:
    """Gives a story's page as it was made last, None where there is none."""
    query = select(pages.c.data).where(pages.c.story == story)
    with library.reading() as connection:
        data = connection.execute(query).scalar()
    try:
        return None if data is None else msgspec.msgpack.decode(data, type=StoryPage)
    except msgspec.DecodeError:  # another version of Rashomon made it
        return None
