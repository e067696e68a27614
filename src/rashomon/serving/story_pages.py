"""The pages of stories: made once a comparison, kept in the library, the same for every reader.

What differs from reader to reader (names, forms) stands around a page, never in it.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection
from datetime import UTC, datetime

import msgspec
from sqlalchemy import delete, insert, select

from rashomon.comparing.comparison import Comparison
from rashomon.library import Library
from rashomon.library.packing import moment
from rashomon.library.stories import state_of
from rashomon.library.tables import pages
from rashomon.serving.templates_of import templates
from rashomon.showing.templating import drawings
from rashomon.showing.view import build_view, texts_of

_LEVEL = 6


class KeptPage(msgspec.Struct, frozen=True, kw_only=True):
    """A story's page: of which state of the story it is, since when, and its HTML (zlib)."""

    state: str
    at: str
    data: bytes

    @property
    def html(self) -> bytes:
        """The HTML in UTF-8."""
        return zlib.decompress(self.data)


def render_story(comparison: Comparison) -> str:
    """Gives what a story's page shows of its comparison, without the whole texts."""
    view = build_view(comparison, texts=False)
    return templates().get_template("story_body.html.jinja").render(view=view, **drawings(view))


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
    page = zlib.compress(render_story(comparison).encode(), _LEVEL)
    with library.writing() as connection:
        connection.execute(delete(pages).where(pages.c.story == story))
        connection.execute(
            insert(pages).values(story=story, state=state, at=moment(datetime.now(UTC)), data=page)
        )


def kept_page(library: Library, story: str) -> KeptPage | None:
    """Gives a story's page as it was made last; of which state is for the caller to see."""
    query = select(pages.c.state, pages.c.at, pages.c.data).where(pages.c.story == story)
    with library.reading() as connection:
        row = connection.execute(query).mappings().first()
    return None if row is None else KeptPage(**row)
