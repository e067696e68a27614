"""What a reader sees of a comparison, in order, before it is made into any one format.

Built by `rashomon.showing.view`; the terminal, HTML and Markdown renderers only lay it out, so
that they say the same. All text is raw: each renderer makes it safe for its own format.
"""

from __future__ import annotations

import msgspec

from rashomon.comparing.comparison import Cover, DifferenceType, LineageKind, Shown, Standing
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
    with the same words, `link` opens the report's page at them. `statement` is the id of the
    statement that they are.
    """

    source: Source
    words: tuple[Words, ...]
    place: str
    said: Said | None = None
    also: tuple[Echo, ...] = ()
    link: str | None = None
    statement: str | None = None

    @property
    def sources(self) -> tuple[Source, ...]:
        """The report, and those with the same words."""
        return (self.source, *(echo.source for echo in self.also))


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """One origin of a claim and what the reports say that rest on it.

    `values` are the words that differ, `cuts` the wordings that hold them (or one a report where
    none does), `more` its further wordings.
    """

    origin: str
    kind: str
    why: str
    values: tuple[str, ...]
    cuts: tuple[Cut, ...]
    more: tuple[Cut, ...] = ()

    @property
    def reports(self) -> tuple[Source, ...]:
        """The reports that rest on the origin."""
        cuts = (*self.cuts, *self.more)
        return tuple({one.report: one for cut in cuts for one in cut.sources}.values())


class ClaimRow(msgspec.Struct, frozen=True, kw_only=True):
    """One claim: `anchor` its permanent place, `cells` one an origin, `cuts` one a wording.

    The cells of a claim that changed over time are one a report, in order of time. `repeats` are
    claims that consist mostly of the same passages: they are shown folded, and not counted.
    `doubts` are contradictions that were found, too unsure to call the claim disputed.
    `unsure` is a confidence below "likely", `weak` one by which it is more likely none;
    `confirmed` says that a person has confirmed it.
    """

    id: str
    anchor: str
    standing: Shown
    gist: Cut
    cells: tuple[Cell, ...]
    cuts: tuple[Cut, ...]
    sources: tuple[Source, ...]
    kinds: tuple[str, ...]
    explanations: tuple[str, ...]
    confidence: str
    unsure: bool
    weak: bool = False
    confirmed: bool = False
    repeats: tuple[ClaimRow, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def sides(self) -> tuple[Cell, ...]:
        """The origins whose words differ; all of them where none is marked."""
        return tuple(cell for cell in self.cells if cell.values) or self.cells

    @property
    def others(self) -> tuple[Cell, ...]:
        """The origins that make the claim without what differs."""
        return tuple(cell for cell in self.cells if cell not in self.sides)

    @property
    def values(self) -> tuple[str, ...]:
        """The words that differ, each once: one value a side, all where one side has them."""
        sides = [cell.values for cell in self.sides if cell.values]
        chosen = [one[0] for one in sides] if len(sides) > 1 else [v for one in sides for v in one]
        return tuple({value.casefold(): value for value in chosen}.values())


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

    @property
    def heard(self) -> bool:
        """Whether there is more than one report's paraphrase of the speaker."""
        return bool(self.shared or self.quoted)


class DifferenceSide(msgspec.Struct, frozen=True, kw_only=True):
    """One report's words in a difference; `place` their anchor in its full text."""

    source: Source
    words: Words
    place: str


class DifferenceRow(msgspec.Struct, frozen=True, kw_only=True):
    """A difference; `times` counts how often the same one occurs.

    `unsure` is a confidence below "likely", `weak` one by which it is more likely none.
    """

    type: DifferenceType
    kind: str
    sides: tuple[DifferenceSide, ...]
    explanation: str
    confidence: str
    unsure: bool
    anchor: str
    times: int = 1
    weak: bool = False


class DifferenceGroup(msgspec.Struct, frozen=True, kw_only=True):
    """The differences of one type, the surest first."""

    title: str
    rows: tuple[DifferenceRow, ...]

    @property
    def firm(self) -> tuple[DifferenceRow, ...]:
        """Those that are shown at once."""
        return tuple(row for row in self.rows if not row.weak)

    @property
    def weak(self) -> tuple[DifferenceRow, ...]:
        """Those that are only counted, or folded."""
        return tuple(row for row in self.rows if row.weak)


class Segment(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of a report's full text inside which the same claims are made.

    `begins` is the anchor of what begins here, `opens` says that a claim's passage does, `links`
    are the (letter, name, anchor) of counterparts to show at its end.
    """

    text: str
    zone: ZoneKind
    begins: str | None = None
    opens: bool = False
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
    """A date and what each report says happened then; `main` for those that are shown first."""

    when: str
    cuts: tuple[Cut, ...]
    main: bool = True


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

    @property
    def told(self) -> str:
        """The message, with the report that it is on where it does not name it itself."""
        name = self.source.name if self.source else ""
        if not name or self.message.startswith(f"{name} ") or f" in {name}:" in self.message:
            return self.message
        return f"{self.message} ({name})"


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of findings that can be shown alone, and how many there are."""

    name: str
    words: str
    number: int


class RevisedLine(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a version says otherwise, in its words, and where it did so before."""

    what: str
    words: str
    was: str | None = None


class RevisedRow(msgspec.Struct, frozen=True, kw_only=True):
    """What changed in a report; `head` says in which one, and when that was seen."""

    head: str
    lines: tuple[RevisedLine, ...]


class View(msgspec.Struct, frozen=True, kw_only=True):
    """A comparison as it is read, from the first line to the last note.

    The figures of `tail` and of `filters` count the rows that are shown. `apart` is said before
    all else where no two reports share anything.
    """

    head: str
    tail: tuple[tuple[int, str, Shown], ...]
    filters: tuple[Filter, ...]
    folds: tuple[str, ...]
    sources: tuple[Source, ...]
    disputed: tuple[ClaimRow, ...]
    updated: tuple[ClaimRow, ...]
    only: tuple[ReportRows, ...]
    left_out: tuple[ReportRows, ...]
    speakers: tuple[Speaker, ...]
    agreed: tuple[ClaimRow, ...]
    one_origin: tuple[ClaimRow, ...]
    left_open: tuple[ClaimRow, ...]
    differences: tuple[DifferenceGroup, ...]
    texts: tuple[FullText, ...]
    lineage: tuple[LineageRow, ...]
    timeline: tuple[TimelineRow, ...]
    relations: tuple[RelationRow, ...]
    framing: tuple[FramingRow, ...]
    coverage: tuple[CoverageRow, ...]
    notes: tuple[NoteRow, ...]
    revised: tuple[RevisedRow, ...] = ()
    apart: str | None = None

    @property
    def first_line(self) -> str:
        """The line a reader sees first: how many reports and origins, and what stands how."""
        return f"{self.head}: {', '.join(f'{number} {label}' for number, label, _ in self.tail)}"
