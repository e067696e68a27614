"""Plain text, with or without YAML front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rashomon.errors import IntakeError
from rashomon.intake.article import Article
from rashomon.intake.decoding import decode
from rashomon.intake.metadata import split_front_matter

READER = "plain text"
_ADDRESSES = re.compile(r"\s*(?:https?://\S+\s+)*https?://\S+\s*", re.IGNORECASE)


def read(data: bytes, name: str) -> Iterator[Article]:
    """Gives the one article of a text file: the decoded text, unaltered, below its front matter.

    Raises IntakeError: R101 and R105 where the bytes are no text, R111 where the front matter
    can't be read, R126 where there are only addresses in it.
    """
    decoded = decode(data)
    known, text = split_front_matter(decoded.text)
    if _ADDRESSES.fullmatch(text):
        raise IntakeError("R126", "it lists addresses; give these instead of the file")
    yield Article(
        text=text, reader=READER, known=known, notes=tuple(notes_on_encoding(decoded.encoding))
    )


def notes_on_encoding(encoding: str) -> Iterator[tuple[str, str]]:
    """Gives note R123 where a text was not in Unicode."""
    if encoding in ("windows-1252", "latin-1") or not encoding.startswith("utf"):
        yield "R123", f"not UTF-8; read as {encoding}. Save it as UTF-8 to be sure"
