"""Web pages: the article that a page holds, and what the page says of it."""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.errors import IntakeError
from rashomon.intake.article import Article


def read(data: bytes, name: str) -> Iterator[Article]:
    """Gives the article of a web page. Raises IntakeError R104 where it holds none."""
    import trafilatura

    text = trafilatura.extract(data, include_comments=False, include_tables=False)
    if not text:
        raise IntakeError("R104", "there is no article in this page; give a page with a report")
    yield Article(text=text, reader=f"trafilatura {trafilatura.__version__}")
