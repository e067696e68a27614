"""Zones of a report's text: headline, dateline, byline, captions, lead, body, notices."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rashomon.intake.bylines import (
    byline_before_dateline,
    byline_names,
    credited_agencies,
    is_credit_line,
    signature_at_end,
)
from rashomon.intake.captions import find_caption
from rashomon.intake.datelines import parse_dateline
from rashomon.intake.dates import edtf_date
from rashomon.intake.headings import Setting, is_same_line, looks_like_title
from rashomon.intake.notices import is_notice, is_publication_line, label_at_start, notice_at_end
from rashomon.intake.run_in import headline_end, links_in
from rashomon.paragraphs import split_paragraphs
from rashomon.report import Dateline, Span, Zone, ZoneKind

# Markup that shows the report's own text leaves dateline, signature and notices in it unmarked.
_BY_WORDING = ("lead", "body")
_COPYRIGHT = re.compile(r"©|\(c\)|\bcopyright\b|\ball rights reserved\b", re.IGNORECASE)
_TITLE_WITHIN = 3
_DATELINE_WITHIN = 4


@dataclass(frozen=True)
class Layout:
    """What the text itself shows of a report. Offsets are into the text, times EDTF."""

    zones: tuple[Zone, ...]
    title: str | None
    dateline: Dateline | None
    published: str | None
    authors: tuple[str, ...]
    agencies: tuple[str, ...]


@dataclass
class _Draft:
    """Zones as they are found, in order."""

    text: str
    zones: list[Zone] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    agencies: list[str] = field(default_factory=list)
    title: str | None = None
    dateline: Dateline | None = None
    published: str | None = None
    paragraphs_of_report: int = 0

    def add(self, kind: ZoneKind, start: int, end: int) -> None:
        """Adds a zone without the space around it; nothing where only space is left."""
        words = self.text[start:end]
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        if start < end:
            self.zones.append(Zone(kind=kind, start=start, end=end))


def find_layout(text: str, *, title: str | None = None, marked: Sequence[Zone] = ()) -> Layout:
    """Finds the zones of a report's text, and what they say of its making.

    The zones are in order, do not overlap, and together hold all of the text but the space
    between them. `title` is the headline where it is known already; then no other line is
    taken for one. A heading inside the text is a title zone too. `marked` are zones that are
    known already, from markup: what they hold is of their kind, whatever its wording.
    """
    kinds = {zone.start: zone.kind for zone in marked if zone.kind not in _BY_WORDING}
    paragraphs = _cut_at(split_paragraphs(text), marked)
    draft = _Draft(text=text, title=title.strip() or None if title else None)
    rest = _take_run_in_title(draft, _take_known_title(draft, paragraphs), kinds)
    setting = Setting.of(text, tuple(part for part in rest if part.start not in kinds))
    last_title = min(_TITLE_WITHIN, len(rest) - 1)
    for index, paragraph in enumerate(rest):
        line = text[paragraph.start : paragraph.end]
        may_be_title = draft.title is None and draft.paragraphs_of_report == 0
        if paragraph.start in kinds:
            _take_marked(draft, paragraph, kinds[paragraph.start])
        elif may_be_title and index < last_title and looks_like_title(line, first=index == 0):
            draft.title = line
            draft.add("title", paragraph.start, paragraph.end)
        else:
            _take(draft, paragraph, setting)
    if draft.paragraphs_of_report == 0:
        draft.zones = _all_report(draft.zones)
    return Layout(
        zones=tuple(draft.zones),
        title=draft.title,
        dateline=draft.dateline,
        published=draft.published,
        authors=tuple(dict.fromkeys(draft.authors)),
        agencies=tuple(dict.fromkeys(draft.agencies)),
    )


def _cut_at(paragraphs: tuple[Span, ...], marked: Sequence[Zone]) -> tuple[Span, ...]:
    """Gives the paragraphs, cut where a marked zone begins or ends."""
    edges = sorted({edge for zone in marked for edge in (zone.start, zone.end)})
    pieces: list[Span] = []
    for paragraph in paragraphs:
        inside = edges[bisect_right(edges, paragraph.start) : bisect_left(edges, paragraph.end)]
        bounds = [paragraph.start, *inside, paragraph.end]
        pieces.extend(Span(start, end) for start, end in itertools.pairwise(bounds))
    return tuple(pieces)


def _take_marked(draft: _Draft, paragraph: Span, kind: ZoneKind) -> None:
    """Marks what markup tells, and takes from it who wrote the report."""
    line = draft.text[paragraph.start : paragraph.end]
    draft.add(kind, paragraph.start, paragraph.end)
    if kind == "byline":
        draft.authors.extend(byline_names(line, above_report=True) or ())
        draft.agencies.extend(credited_agencies(line))


def _take_known_title(draft: _Draft, paragraphs: tuple[Span, ...]) -> tuple[Span, ...]:
    """Marks the headline that is known from elsewhere, where the text begins with it."""
    if draft.title is None or not paragraphs:
        return paragraphs
    first = paragraphs[0]
    end = first.start + len(draft.title)
    if draft.text.startswith(draft.title, first.start) and not draft.text[end : end + 1].isalnum():
        draft.add("title", first.start, end)
        rest = [Span(max(part.start, end), part.end) for part in paragraphs if part.end > end]
        return tuple(part for part in rest if draft.text[part.start : part.end].strip())
    line = draft.text[first.start : first.end]
    if len(paragraphs) > 1 and is_same_line(line, draft.title):
        draft.add("title", first.start, first.end)
        return paragraphs[1:]
    return paragraphs


def _take_run_in_title(
    draft: _Draft, paragraphs: tuple[Span, ...], kinds: Mapping[int, ZoneKind]
) -> tuple[Span, ...]:
    """Marks the headline that runs into the first paragraph, where the line break was lost."""
    if draft.title is not None or not paragraphs or paragraphs[0].start in kinds:
        return paragraphs
    first = paragraphs[0]
    line = draft.text[first.start : first.end]
    end = headline_end(line)
    if end is None:
        return paragraphs
    draft.title = line[:end]
    draft.add("title", first.start, first.start + end)
    rest = line[end:].lstrip()
    if rest.startswith(draft.title):
        start = first.end - len(rest)
        draft.add("title", start, start + end)
        rest = rest[end:].lstrip()
    return (Span(first.end - len(rest), first.end), *paragraphs[1:])


def _take(draft: _Draft, paragraph: Span, setting: Setting) -> None:
    """Marks one paragraph below the headline."""
    start, end = paragraph.start, paragraph.end
    line = draft.text[start:end]
    above_report = draft.paragraphs_of_report == 0
    authors = byline_names(line, above_report=above_report)
    if above_report and is_publication_line(line):
        draft.add("boilerplate", start, end)
        draft.published = draft.published or _full_date(line)
    elif is_notice(line):
        draft.add("boilerplate", start, end)
        if _COPYRIGHT.search(line):
            draft.agencies.extend(credited_agencies(line))
    elif authors is not None:
        draft.add("byline", start, end)
        draft.authors.extend(authors)
        draft.agencies.extend(credited_agencies(line))
    elif is_credit_line(line):
        draft.add("credit", start, end)
        draft.agencies.extend(credited_agencies(line))
    elif above_report and draft.title is not None and is_same_line(line, draft.title):
        draft.add("title", start, end)
    elif start in setting.repeated:
        draft.add("caption", start, end)
    else:
        _take_prose(draft, paragraph, setting)


def _take_prose(draft: _Draft, paragraph: Span, setting: Setting) -> None:
    """Marks a paragraph that is the report's own but for what stands at its ends."""
    start, end = paragraph.start, paragraph.end
    label = label_at_start(draft.text[start:end])
    draft.add("boilerplate", start, start + label)
    start += label
    byline = byline_before_dateline(draft.text[start:end])
    if byline is not None and draft.paragraphs_of_report == 0:
        length, names = byline
        draft.add("byline", start, start + length)
        draft.authors.extend(names)
        start += length
    line = draft.text[start:end]
    dateline = _dateline(draft, line, start)
    last = paragraph.start not in setting.following
    caption = find_caption(line, last=last) if dateline is None else None
    if caption is not None:
        pieces: list[tuple[ZoneKind, tuple[int, int]]] = [
            ("caption", caption.caption),
            ("credit", caption.credit),
        ]
        for kind, (left, right) in sorted(pieces, key=lambda piece: piece[1]):
            draft.add(kind, start + left, start + right)
        start += max(caption.caption[1], caption.credit[1])
        if not draft.text[start:end].strip():
            return
        start = end - len(draft.text[start:end].lstrip())
        dateline = _dateline(draft, draft.text[start:end], start)
    elif draft.paragraphs_of_report and setting.is_heading(paragraph):
        draft.add("title", start, end)
        return
    if dateline is not None:
        draft.dateline = dateline
        draft.published = draft.published or _full_date(dateline.date or "")
        draft.add("dateline", dateline.start, dateline.end)
        if dateline.agency:
            draft.agencies.insert(0, dateline.agency)
        start = dateline.end
    _take_report(draft, start, end)


def _full_date(words: str) -> str | None:
    date = edtf_date(words)
    return None if date is None or date.startswith("XXXX") else date


def _dateline(draft: _Draft, line: str, start: int) -> Dateline | None:
    if draft.dateline is not None or draft.paragraphs_of_report > _DATELINE_WITHIN:
        return None
    found = parse_dateline(line, offset=start)
    # Below the lead, only an agency's slug is sure to be a dateline.
    if found is None or (draft.paragraphs_of_report and not found.agency):
        return None
    return found


def _take_report(draft: _Draft, start: int, end: int) -> None:
    """Marks running text of the report, and the notice or signature that closes it."""
    line = draft.text[start:end]
    links = links_in(line)
    after_links = start + (links[-1][1] if links else 0)
    notice = notice_at_end(draft.text[after_links:end])
    stop = end if notice is None else after_links + notice
    signature = signature_at_end(draft.text[after_links:stop].rstrip())
    close = stop if signature is None else after_links + signature
    if draft.text[start:close].strip():
        kind: ZoneKind = "body" if draft.paragraphs_of_report else "lead"
        begin = start
        for link_start, link_end in links:
            draft.add(kind, begin, start + link_start)
            draft.add("boilerplate", start + link_start, start + link_end)
            begin = start + link_end
        draft.add(kind, begin, close)
        draft.paragraphs_of_report += 1
    draft.add("credit", close, stop)
    draft.add("boilerplate", stop, end)
    draft.agencies.extend(credited_agencies(draft.text[close:stop]))
    if _COPYRIGHT.search(draft.text, stop, end):
        draft.agencies.extend(credited_agencies(draft.text[stop:end]))


def _all_report(zones: list[Zone]) -> list[Zone]:
    """Takes everything but headline and dateline for the report where nothing else is left."""
    kept: list[Zone] = []
    kinds = iter(["lead"])
    for zone in zones:
        kind: ZoneKind = zone.kind
        if kind not in ("title", "dateline"):
            kind = "lead" if next(kinds, None) else "body"
        kept.append(Zone(kind=kind, start=zone.start, end=zone.end))
    return kept
