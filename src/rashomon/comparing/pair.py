"""What two readings have to do with each other.

Everything here is found from the two readings alone, so that a further report changes no
finding between two others, and a story that gains a report compares only what is new.
"left" and "right" are in a fixed order (see `order`), so that findings do not depend on the
order in which reports were given.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from rashomon.comparing.comparison import DifferenceSubtype, DifferenceType
from rashomon.report import Span

LinkRelation = Literal["same", "partial", "conflict"]
ReportIds = tuple[str, str]


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """Two sentences, by index, that share a specific assertion. `probability` is calibrated.

    `left_part` and `right_part` are the parts of the reports' texts that assert it; None where
    that is the whole sentence, or where it is not known.
    """

    left: int
    right: int
    relation: LinkRelation
    probability: float
    left_part: Span | None = None
    right_part: Span | None = None


class SharedPassage(msgspec.Struct, frozen=True, kw_only=True):
    """Running text that stands in both reports."""

    left: Span
    right: Span


class PairDifference(msgspec.Struct, frozen=True, kw_only=True):
    """How two linked sentences differ. `explanation` is one sentence that names both values.

    `doubtful` says that the values exclude each other only if both are of one thing, which the
    words beside them do not tell: two amounts of money, say. It never makes a claim disputed.
    """

    type: DifferenceType
    left_sentence: int
    right_sentence: int
    left: Span
    right: Span
    explanation: str
    confidence: float
    subtype: DifferenceSubtype | None = None
    left_value: str | None = None
    right_value: str | None = None
    doubtful: bool = False


class PairFindings(msgspec.Struct, frozen=True, kw_only=True):
    """What two readings have to do with each other, found from the two alone.

    `rests_on` is a hash of the two readings: while it is the same, so are the findings.
    """

    rests_on: str = ""
    links: tuple[Link, ...] = ()
    differences: tuple[PairDifference, ...] = ()
