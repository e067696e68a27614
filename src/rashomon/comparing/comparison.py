"""What several reports of one story say, held against each other."""

from __future__ import annotations

from typing import Literal

import msgspec

from rashomon.comparing.difference_types import CONFLICTS as CONFLICTS
from rashomon.comparing.difference_types import DifferenceSubtype as DifferenceSubtype
from rashomon.comparing.difference_types import DifferenceType as DifferenceType
from rashomon.comparing.revision import Revised
from rashomon.judgement import Kept
from rashomon.reading.reading import Act, ActorKind, Manner, Note
from rashomon.report import Report, Span

Standing = Literal["agreed", "one-origin", "disputed", "sole"]
Shown = Literal["agreed", "one-origin", "disputed", "sole", "open"]
OriginKind = Literal["speaker", "agency", "outlet", "document"]
Credited = Literal["one-source", "not-named", "not-made-out"]
LineageKind = Literal["copies", "credits", "same-source"]
Cover = Literal["states", "attributes", "unclear", "absent"]

# What never changes can't be part of a cycle: `gc=False` spares Python to look for one in each of
# some ten thousand parts whenever a comparison is opened.


class ReportSpan(msgspec.Struct, frozen=True, kw_only=True, gc=False, order=True):
    """A span in one of the reports: a mention, a side of a lineage passage."""

    report: str
    start: int
    end: int


class Passage(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A place where a report makes a claim; `statement` where it credits it to somebody."""

    report: str
    start: int
    end: int
    statement: str | None = None


class Side(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One report's side of a difference; `value` is its normalized value, where it has one."""

    report: str
    start: int
    end: int
    value: str | None = None


class StoryActor(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An actor over all reports."""

    id: str
    name: str
    kind: ActorKind
    mentions: tuple[ReportSpan, ...]
    aliases: tuple[str, ...] = ()
    role: str | None = None
    named: bool = True


class StoryStatement(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A statement of one of the reports; `speaker` and `via` are ids of story actors."""

    id: str
    report: str
    manner: Manner
    act: Act
    content: tuple[Span, ...]
    confidence: float
    source: Span | None = None
    cue: Span | None = None
    speaker: str | None = None
    via: tuple[str, ...] = ()


class Origin(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Where a claim comes from: one origin may stand behind many reports; `why` says how.

    `credited` says to whom all its reports credit the claim, where they do: to this source, or to
    sources who can't be told apart, since none is named or none could be made out. `likely` is true
    where a report credits it to nobody, and only quotes this source on the matter.
    """

    kind: OriginKind
    name: str
    reports: tuple[str, ...]
    why: str
    credited: Credited | None = None
    likely: bool = False


class Claim(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One assertion, where reports make it, and what stands behind it.

    `open` is true where there is not enough evidence that its passages assert the same, that
    nobody else asserts it (where something in another report comes near), or, in a language that
    is not read, either: `standing` is then what its origins would give it.
    `gist` is the words of one passage. `confidence` (0 to 1) is that of the passages
    asserting the same thing; 1 for a claim with one passage. `repeats` is the id of a surer
    claim of the same standing that has half of its passages: it is shown with that one, and
    the summary does not count it. What is left open may repeat a claim of any standing, and is
    not counted either.
    """

    id: str
    gist: str
    standing: Standing
    passages: tuple[Passage, ...]
    origins: tuple[Origin, ...]
    confidence: float
    open: bool = False
    repeats: str | None = None

    @property
    def shown(self) -> Shown:
        """The standing under which it is shown: open before all others."""
        return "open" if self.open else self.standing


class Difference(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """How two reports differ on one claim; `explanation` names both values."""

    id: str
    type: DifferenceType
    claim: str
    sides: tuple[Side, ...]
    explanation: str
    confidence: float
    subtype: DifferenceSubtype | None = None


class Lineage(
    msgspec.Struct, frozen=True, kw_only=True, gc=False, rename={"origin": "from", "target": "to"}
):
    """`origin` copies from, credits, or rests on the same source as `target`."""

    origin: str
    target: str
    kind: LineageKind
    passages: tuple[tuple[ReportSpan, ...], ...]
    why: str
    share: float | None = None


class TimelineEntry(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What happened when (EDTF), and where the reports say so."""

    when: str
    passages: tuple[ReportSpan, ...]
    claim: str | None = None


class Relation(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Who does what to whom; `event` is a PLOVER type (ACCUSE, REJECT, ASSAULT ...)."""

    source: str
    target: str
    event: str
    passages: tuple[ReportSpan, ...]
    confidence: float


class Label(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The words a report chose."""

    text: str
    start: int
    end: int


class Framing(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What one report calls one actor or event. `actor` is a story actor's id."""

    actor: str
    report: str
    labels: tuple[Label, ...]
    tone: str | None = None


class Summary(msgspec.Struct, frozen=True, kw_only=True, rename={"one_origin": "one-origin"}):
    """The figures of the first line a reader sees; claims that repeat others are not counted."""

    reports: int
    origins: int
    agreed: int
    one_origin: int
    disputed: int
    sole: int


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Several reports of one story, compared.

    `judgements` are what people said of it and what the findings obey, each passage where it now
    stands. What was taken back, overruled by a later judgement, or stands nowhere any more is
    left out. `revisions` are those of reports that were changed since they were first seen, or
    taken down: a library knows them, for it keeps all versions.
    """

    reports: tuple[Report, ...]
    actors: tuple[StoryActor, ...]
    statements: tuple[StoryStatement, ...]
    claims: tuple[Claim, ...]
    differences: tuple[Difference, ...]
    lineage: tuple[Lineage, ...]
    timeline: tuple[TimelineEntry, ...]
    relations: tuple[Relation, ...]
    framing: tuple[Framing, ...]
    coverage: dict[str, dict[str, Cover]]
    summary: Summary
    notes: tuple[Note, ...]
    revisions: tuple[Revised, ...] = ()
    judgements: tuple[Kept, ...] = ()

    def at_least(self, confidence: float) -> Comparison:
        """Gives the comparison without what is less sure; nothing is computed anew.

        `confidence` is 0 to 1. See `filtering.keep_sure` for what becomes of disputed claims.
        """
        from rashomon.comparing.filtering import keep_sure

        return keep_sure(self, confidence)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        """Shows the comparison in a notebook."""
        from rashomon.showing.notebook import mimebundle

        return mimebundle(self)
