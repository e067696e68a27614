"""What the readers of formats give: articles, members to be read in turn, and what failed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from rashomon.errors import IntakeError
from rashomon.intake.metadata import Metadata
from rashomon.report import Zone


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """One article as an input holds it.

    `zones` are those that the markup itself shows (captions, for one), as code points into `text`.
    `reader` names what made the text, with its version: "trafilatura 2.0.0". `notes` are pairs of
    code and message. `name` tells the article from others of the same input; "" where it is alone.
    `sha256` is that of the member whose bytes held it; "" where the input itself did. `retrieved`
    is when a web archive fetched it (as the archive writes it); "" for all else.
    """

    text: str
    reader: str
    known: Metadata = Metadata()
    zones: tuple[Zone, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    name: str = ""
    sha256: str = ""
    retrieved: str = ""


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """A file that an input holds, to be read by its own kind.

    `known` is what the holder says of it, and goes before what the file says itself. `ending`
    (".html") tells the kind where the name does not: then only the first bytes go before it.
    `retrieved` is when a web archive fetched it; "" for all else.
    """

    name: str
    data: bytes
    known: Metadata = Metadata()
    ending: str = ""
    retrieved: str = ""


class Unread(msgspec.Struct, frozen=True, kw_only=True):
    """A part of an input that could not be read; the others go through.

    `known` is what the input says of it all the same: its address, for one.
    """

    name: str
    error: IntakeError
    known: Metadata = Metadata()


# A reader of one format: bytes and the name of the input, to what they hold, in order.
# It raises IntakeError where nothing at all can be read.
FormatReader = Callable[[bytes, str], Iterator[Article | Member | Unread]]
