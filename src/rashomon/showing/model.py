"""What a reader sees of a comparison, in order, before it is made into any one format.

Built by `rashomon.showing.view`; the terminal, HTML and Markdown renderers only lay it out, so
that they say the same. All text is raw: each renderer makes it safe for its own format.
"""

from __future__ import annotations

import msgspec

from rashomon.comparing.comparison import Cover, DifferenceType, LineageKind, Standing
from rashomon.report import ZoneKind
from rashomon.showing.outlets import Source
from rashomon.showing.words import Words


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """Who said it: `how` in words; `verbatim` where the words belong in quotation marks."""

    how: str
    verbatim: bool
    speaker: str | None = None
    chain: str | None = None


class Echo(msgspec.Struct, frozen=True, kw_only=True):
    """A report with the same words: their anchor, and the chain through which it has them."""

    source: Source
    place: str
    chain: str | None = None


class Cut(msgspec.Struct, frozen=True, kw_only=True):
    """One report's words (in pieces where the report interrupts them).

    `place` is the anchor of the first word in the report's full text, `also` are the reports
    with the same words, `link` opens the report's page at them.
    """

    source: Source
    words: tuple[Words, ...]
    place: str
    said: Said | None = None
    also: tuple[Echo, ...] = ()
    link: str | None = None


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """One origin of a claim and the reports behind which it stands."""

    origin: str
    kind: str
    why: str
    cuts: tuple[Cut, ...]


class ClaimRow(msgspec.Struct, frozen=True, kw_only=True):
    """One claim: `anchor` its permanent place, `cells` one an origin, `cuts` one a wording.

    The cells of a claim that changed over time are one a report, in order of time.
    """

    id: str
    anchor: str
    standing: Standing
    gist: Cut
    cells: tuple[Cell, ...]
    cuts: tuple[Cut, ...]
    sources: tuple[Source, ...]
    kinds: tuple[str, ...]
    explanations: tuple[str, ...]
    confidence: str


class ReportRows(msgspec.Struct, frozen=True, kw_only=True):
    """Claims of one report, the weightiest first; `rest` is for whoever asks for more."""

    source: Source
    rows: tuple[ClaimRow, ...]
    rest: tuple[ClaimRow, ...] = ()


class Utterance(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody said once: each report's cut of it, changed words marked."""

    cuts: tuple[Cut, ...]
    anchor: str | None = None
    notes: tuple[str, ...] = ()


class Speaker(msgspec.Struct, frozen=True, kw_only=True):
    """A speaker and the utterances: in several reports, quoted by one, paraphrased by one."""

    name: str
    role: str | None
    aliases: tuple[str, ...]
    shared: tuple[Utterance, ...]
    quoted: tuple[Utterance, ...]
    paraphrased: tuple[Utterance, ...]


class DifferenceSide(msgspec.Struct, frozen=True, kw_only=True):
    """One report's words in a difference; `place` their anchor in its full text."""

    source: Source
    words: Words
    place: str


class DifferenceRow(msgspec.Struct, frozen=True, kw_only=True):
    """A difference; `times` counts how often the same one occurs."""

    type: DifferenceType
    kind: str
    sides: tuple[DifferenceSide, ...]
    explanation: str
    confidence: str
    anchor: str
    times: int = 1


class DifferenceGroup(msgspec.Struct, frozen=True, kw_only=True):
    """The differences of one type, the surest first."""

    title: str
    rows: tuple[DifferenceRow, ...]


class Segment(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of a report's full text inside which the same claims are made.

    `begins` is the anchor of the passages that begin here, `links` the (letter, name, anchor)
    of counterparts to show at its end.
    """

    text: str
    zone: ZoneKind
    begins: str | None = None
    claims: tuple[str, ...] = ()
    standing: Standing | None = None
    links: tuple[tuple[str, str, str], ...] = ()


class Paragraph(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph of a report's full text and the zone it belongs to."""

    zone: ZoneKind
    segments: tuple[Segment, ...]


class FullText(msgspec.Struct, frozen=True, kw_only=True):
    """A whole report, its passages linked to those of the others."""

    source: Source
    paragraphs: tuple[Paragraph, ...]
    dateline: str | None = None
    authors: tuple[str, ...] = ()


class LineageRow(msgspec.Struct, frozen=True, kw_only=True):
    """Who rests on whom. `share` is a percentage in words."""

    origin: str
    target: str
    kind: LineageKind
    told: str
    why: tuple[str, ...]
    share: str | None = None


class TimelineRow(msgspec.Struct, frozen=True, kw_only=True):
    """A date and what each report says happened then."""

    when: str
    cuts: tuple[Cut, ...]


class RelationRow(msgspec.Struct, frozen=True, kw_only=True):
    """Who does what to whom."""

    source: str
    event: str
    target: str
    cuts: tuple[Cut, ...]
    confidence: str


class Called(msgspec.Struct, frozen=True, kw_only=True):
    """The words one report chose for an actor, with how often, and the tone if it was told."""

    source: Source
    labels: tuple[tuple[str, int], ...]
    tone: str | None


class FramingRow(msgspec.Struct, frozen=True, kw_only=True):
    """What each report calls the same actor or event."""

    actor: str
    called: tuple[Called, ...]


class CoverageRow(msgspec.Struct, frozen=True, kw_only=True):
    """How each report, in order, covers one claim."""

    row: ClaimRow
    covers: tuple[Cover, ...]


class NoteRow(msgspec.Struct, frozen=True, kw_only=True):
    """What could not be read or decided."""

    code: str
    message: str
    source: Source | None


class View(msgspec.Struct, frozen=True, kw_only=True):
    """A comparison as it is read, from the first line to the last note."""

    head: str
    tail: tuple[tuple[int, str, Standing], ...]
    folds: tuple[str, ...]
    sources: tuple[Source, ...]
    disputed: tuple[ClaimRow, ...]
    updated: tuple[ClaimRow, ...]
    only: tuple[ReportRows, ...]
    left_out: tuple[ReportRows, ...]
    speakers: tuple[Speaker, ...]
    agreed: tuple[ClaimRow, ...]
    one_origin: tuple[ClaimRow, ...]
    differences: tuple[DifferenceGroup, ...]
    texts: tuple[FullText, ...]
    lineage: tuple[LineageRow, ...]
    timeline: tuple[TimelineRow, ...]
    relations: tuple[RelationRow, ...]
    framing: tuple[FramingRow, ...]
    coverage: tuple[CoverageRow, ...]
    notes: tuple[NoteRow, ...]

    @property
    def first_line(self) -> str:
        """The line a reader sees first: how many reports and origins, and what stands how."""
        return f"{self.head}: {', '.join(f'{number} {label}' for number, label, _ in self.tail)}"
