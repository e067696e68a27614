"""Credits: the agencies and outlets that a report names as where its words come from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rashomon.comparing.outlets import credits_in, same_outlet, usual_name
from rashomon.paragraphs import STOP
from rashomon.reading.documents import is_platform
from rashomon.reading.reading import Reading
from rashomon.reading.via import HEARINGS, only_hears
from rashomon.report import Report, Span

__all__ = ["agency_of_text", "credits_of", "same_outlet"]

# A column or blog is a place in a paper, mostly in that which speaks of it.
_OWN_PLACE = re.compile(r"\b(?:blog|column)$", re.IGNORECASE)
# A name that stands this often in a text without a credit, and twice as often as with one, is part
# of what the text is about; that somebody spoke to it is then part of the story.
_ABOUT = 3
_SPOKE = re.compile(
    r"\b(?:sp(?:oke|oken|eak|eaking)|talk(?:ed|ing)?|appear\w*)\s+(?:to|with|on)\s+(?:the\s+)?$",
    re.IGNORECASE,
)

_CREDIT_ZONES = ("dateline", "byline", "credit", "boilerplate")
_OWNS_TEXT = re.compile(r"copyright|©|all rights reserved", re.IGNORECASE)
# "told the Lantern inquiry"
_NO_OUTLET = re.compile(rf"\s+(?:{'|'.join(sorted(HEARINGS))})\b", re.IGNORECASE)
# Letters of the sentence that are shown on either side of a credit.
_AROUND = 24
_SENTENCE_ENDS = re.compile(rf"{STOP}[\"”’']*(?=\s)|\n")
_HELPED = re.compile(r"contribut|with (?:files|reporting) from|additional reporting", re.IGNORECASE)


def credits_of(reading: Reading) -> Iterator[tuple[str, tuple[Span, ...], str]]:
    """Gives each name that a report credits, where it stands, and a predicate that tells how.

    Datelines, bylines and credit lines come first, then phrases of lead and body ("told CNN",
    "the AFP quoted"). A report that names its own outlet credits nobody.
    """
    report = reading.report
    found = [(usual_name(name), span) for name in report.agencies for span in _marked(report, name)]
    for zone in report.zones:
        if zone.kind in ("lead", "body"):
            inside = credits_in(report.text, Span(zone.start, zone.end))
            found += [(credit.name, credit.span) for credit in inside]
    for name, span in _through(reading):
        if not any(span.overlaps(other) for _, other in found):
            found.append((name, span))
    places: dict[str, list[Span]] = {usual_name(name): [] for name in report.agencies}
    for name, span in found:
        places.setdefault(_full_name(name, [other for other, _ in found]), []).append(span)
    for name, spans in places.items():
        if _is_no_outlet(name) or _is_about(report, spans):
            continue
        if not (report.outlet and same_outlet(name, report.outlet)):
            ordered = tuple(sorted(set(spans)))
            yield name, ordered, _told(report, name, ordered)


def _is_no_outlet(name: str) -> bool:
    return is_platform(name) or _OWN_PLACE.search(name) is not None


def _is_about(report: Report, spans: Sequence[Span]) -> bool:
    """Says whether an outlet is what a report is about rather than where it knows it from."""
    before = (report.text[max(0, span.start - 40) : span.start] for span in spans)
    if not spans or not all(map(_SPOKE.search, before)):
        return False
    name = min((report.show(span) for span in spans), key=len)
    name = re.sub(r"^[Tt]he\s+", "", name)
    named = len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", report.text))
    return named - len(spans) >= max(_ABOUT, 2 * len(spans))


def _full_name(name: str, names: Sequence[str]) -> str:
    """Gives the name by which a report first calls an outlet ("the Post": "Washington Post")."""
    return next(
        (other for other in names if same_outlet(name, other) or other.endswith(f" {name}")), name
    )


def _through(reading: Reading) -> Iterator[tuple[str, Span]]:
    """Gives the named organizations through which statements came, and where they are named."""
    sentences = reading.sentences
    for statement in reading.statements:
        if not statement.via:
            continue
        place = statement.cue or statement.content[0]
        sentence = next((s for s in sentences if s.overlaps(place)), place)
        for identity in statement.via:
            actor = reading.actor(identity)
            named = [mention for mention in actor.mentions if sentence.covers(mention)]
            if not (actor.named and actor.kind == "organization" and named):
                continue
            if only_hears(actor.name):
                continue
            if not _NO_OUTLET.match(reading.report.text, named[0].end):
                yield usual_name(actor.name), named[0]


def _marked(report: Report, name: str) -> list[Span]:
    """Gives where dateline, byline, credit line or notice name an agency."""
    spans = []
    for zone in report.zones:
        if zone.kind in _CREDIT_ZONES:
            text = report.text[zone.start : zone.end]
            for match in re.finditer(r"[A-Z][\w.-]*(?:[ -][A-Z][\w-]+){0,3}", text):
                if usual_name(match.group()) == usual_name(name):
                    spans.append(Span(zone.start + match.start(), zone.start + match.end()))
    return spans


def _told(report: Report, name: str, places: tuple[Span, ...]) -> str:
    """Gives how a report credits a name: as the source of its text, or of something in it."""
    if not places:
        return f"names {name} as its source: it is in the report's credits"
    first = places[0]
    kind = report.zone_kind(first)
    if kind in _CREDIT_ZONES:
        shown = {"boilerplate": "notice", "credit": "credit line"}.get(kind, kind)
        return f"names {name} as its source: it stands in the {shown}"
    return f"cites {name}: “{_phrase_around(report.text, first)}”"


def _phrase_around(text: str, span: Span) -> str:
    """Gives a span with some words of its sentence on either side, and marks where it is cut."""
    start = text.rfind(" ", 0, max(0, span.start - _AROUND)) + 1
    end = text.find(" ", min(len(text), span.end + _AROUND))
    end = end if end >= 0 else len(text)
    before = [found.end() for found in _SENTENCE_ENDS.finditer(text, start, span.start)]
    after = _SENTENCE_ENDS.search(text, span.end, end + 1)
    opening = "" if before or start == 0 else "… "
    closing = "" if after or end == len(text) else " …"
    start = before[-1] if before else start
    end = after.end() if after else end
    return opening + " ".join(text[start:end].split()).rstrip(".,;:") + closing


def agency_of_text(report: Report) -> str | None:
    """Gives the agency whose copy a report's text is, by its dateline, byline or copyright line.

    "The Associated Press contributed to this report" makes the text no agency's.
    """
    if report.dateline and report.dateline.agency:
        return usual_name(report.dateline.agency)
    for name in report.agencies:
        for span in _marked(report, name):
            kind = report.zone_kind(span)
            line_end = report.text.find("\n", span.end)
            line_start = report.text.rfind("\n", 0, span.start) + 1
            line = report.text[line_start : line_end if line_end >= 0 else len(report.text)]
            if _HELPED.search(line):
                continue
            if kind == "byline" or (kind == "boilerplate" and _OWNS_TEXT.search(line)):
                return usual_name(name)
    return None
