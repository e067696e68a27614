"""What became of an article: its versions, and what each says otherwise than the one before."""

from __future__ import annotations

import msgspec

from rashomon.comparing.difference_types import DifferenceSubtype, DifferenceType
from rashomon.report import Span


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence that only one of two versions has: code points into that version's text.

    `quoted` says that it quotes somebody, `speaker` whom, where the reading tells.
    """

    start: int
    end: int
    quoted: bool = False
    speaker: str | None = None


class Alteration(msgspec.Struct, frozen=True, kw_only=True):
    """What two versions say otherwise of one thing: spans into each one's text.

    `type` and `subtype` are those of differences between reports, but for `subtype` update where
    the values exclude each other: the later one stands. `values` are the normalized ones, where
    the type has any. `explanation` names both.
    """

    type: DifferenceType
    before: Span
    after: Span
    explanation: str
    confidence: float
    subtype: DifferenceSubtype | None = None
    before_value: str | None = None
    after_value: str | None = None


class Rewording(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence that was written anew and, as far as can be told, says the same."""

    before: Span
    after: Span


class TitleChange(msgspec.Struct, frozen=True, kw_only=True):
    """A headline before and after."""

    before: str
    after: str


class VersionChanges(msgspec.Struct, frozen=True, kw_only=True):
    """What a version says otherwise than an earlier one of the same article.

    `added` are sentences of the later version, `dropped` of the earlier, of lead and body;
    `altered` figures, quotes, dates, names and so on within sentences that both have. All in the
    order of the text that they stand in.
    """

    added: tuple[Stretch, ...] = ()
    dropped: tuple[Stretch, ...] = ()
    altered: tuple[Alteration, ...] = ()
    reworded: tuple[Rewording, ...] = ()
    title: TitleChange | None = None


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """A text that an article had. `seen` is when it came to the library, in UTC.

    `changes` is what it says otherwise than the version before; None for the first.
    """

    number: int
    seen: str
    sha256: str
    text: str
    title: str | None = None
    published: str | None = None
    changes: VersionChanges | None = None


class Revised(msgspec.Struct, frozen=True, kw_only=True):
    """A report that was changed since it was first seen, or taken down.

    `versions` are all it had, the first one first. `gone` is since when its page is not there
    any more, as far as is known.
    """

    report: str
    versions: tuple[Version, ...]
    gone: str | None = None
