"""Plain text, with or without YAML front matter."""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.intake.article import Article
from rashomon.intake.decoding import decode
from rashomon.intake.metadata import split_front_matter

READER = "plain text"


def read(data: bytes, name: str) -> Iterator[Article]:
    """Gives the one article of a text file: the decoded text, unaltered, below its front matter.

    Raises IntakeError: R101 and R105 where the bytes are no text, R111 where the front matter
    can't be read.
    """
    decoded = decode(data)
    known, text = split_front_matter(decoded.text)
    yield Article(
        text=text, reader=READER, known=known, notes=tuple(notes_on_encoding(decoded.encoding))
    )


def notes_on_encoding(encoding: str) -> Iterator[tuple[str, str]]:
    """Gives note R123 where a text was not in Unicode."""
    if encoding in ("windows-1252", "latin-1") or not encoding.startswith("utf"):
        yield "R123", f"not UTF-8; read as {encoding}. Save it as UTF-8 to be sure"
