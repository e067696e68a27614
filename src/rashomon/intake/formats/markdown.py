"""Markdown (CommonMark, with tables and struck-out text), with or without front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import markdown_it
from markdown_it import MarkdownIt
from markdown_it.token import Token

from rashomon.intake.article import Article
from rashomon.intake.decoding import decode
from rashomon.intake.formats.plain import notes_on_encoding
from rashomon.intake.formats.prose import Prose, clean
from rashomon.intake.metadata import Metadata, split_front_matter
from rashomon.report import ZoneKind

READER = f"markdown-it-py {markdown_it.__version__}"
# Longer texts and paragraphs are not parsed: the time that takes may grow with their square.
_LONGEST = 400_000
_LONGEST_BLOCK = 8_000
_BLANK_LINE = re.compile(r"\n\s*\n")
_TAG = re.compile(r"<[^<>]{0,2000}>")
_LINE_TAG = re.compile(r"<(?:br|/p|/div|/li)\b[^<>]{0,200}>", re.IGNORECASE)


def read(data: bytes, name: str) -> Iterator[Article]:
    """Gives the one article of a Markdown file, without its markup.

    Link texts stay and their addresses go; a picture's text is a caption, a heading a title. The
    first heading, where it stands before all else, is the headline if the front matter names none.

    Raises IntakeError: R101 and R105 where the bytes are no text, R111 where the front matter
    can't be read.
    """
    decoded = decode(data)
    known, text = split_front_matter(decoded.text)
    notes = [*notes_on_encoding(decoded.encoding)]
    longest = max(map(len, _BLANK_LINE.split(text)))
    if len(text) > _LONGEST or longest > _LONGEST_BLOCK:
        message = "it is too long to be read as Markdown, and is read as plain text"
        yield Article(
            text=text, reader="plain text", known=known, notes=(*notes, ("R149", message))
        )
        return
    prose, title = _prose(MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text))
    yield Article(
        text=prose.text,
        reader=READER,
        known=known.over(Metadata(title=title)),
        zones=prose.zones,
        notes=tuple(notes),
    )


def _prose(tokens: Sequence[Token]) -> tuple[Prose, str | None]:
    prose = Prose()
    title: str | None = None
    is_heading = False
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            is_heading = token.type == "heading_open"
        elif token.type == "inline":
            words = _words(token.children or ())
            if is_heading and title is None and not prose.text:
                title = clean(words) or None
            kind: ZoneKind | None = "title" if is_heading else None
            if _is_picture(token.children or ()):
                kind = "caption"
            prose.add(words, kind)
        elif token.type in ("code_block", "fence"):
            prose.add(token.content)
        elif token.type == "html_block":
            prose.add(_without_tags(token.content))
    return prose, title


def _is_picture(tokens: Sequence[Token]) -> bool:
    """Says whether a paragraph is pictures and nothing else."""
    seen = [token for token in tokens if token.type != "text" or token.content.strip()]
    return bool(seen) and all(
        token.type in ("image", "softbreak", "link_open", "link_close") for token in seen
    )


def _words(tokens: Sequence[Token]) -> str:
    pieces = []
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            pieces.append(" " if token.type == "softbreak" else "\n")
        elif token.type == "html_inline":
            pieces.append(_without_tags(token.content))
        else:
            pieces.append(token.content)
    return "".join(pieces)


def _without_tags(markup: str) -> str:
    return _TAG.sub("", _LINE_TAG.sub("\n", markup))
