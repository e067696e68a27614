"""The one function of this room: a report in, a reading out."""

from __future__ import annotations

import itertools

import msgspec.structs

from rashomon.reading.attribution import draft_statements
from rashomon.reading.gathering import find_actors
from rashomon.reading.language import is_read, language_name
from rashomon.reading.linking import join
from rashomon.reading.lost_breaks import with_lost_breaks
from rashomon.reading.quantities import find_quantities
from rashomon.reading.reading import Note, Reading
from rashomon.reading.sentences import split_sentences
from rashomon.reading.speakers import resolve_speakers
from rashomon.reading.tagging import tag
from rashomon.reading.times import find_times
from rashomon.reading.whole_names import whole_names
from rashomon.report import Report, Span

LONGEST = 100_000
"""Characters of a report that are read: some fifteen thousand words, more than any article."""


def read(report: Report) -> Reading:
    """Gives what one report says. Touches no file (but the shipped model), clock or network.

    Statements and actors are read in English only: for another language the reading has
    sentences, times and quantities as far as they can be told, and a note (R201). Of a text longer
    than `LONGEST` only the beginning is read (R202).
    Raises RashomonError R901 where the shipped model is missing.
    """
    whole, report = report, with_lost_breaks(beginning(report))
    sentences = _sentences(report)
    english = is_read(report)
    tagged = tag(report.text if english else "", sentences)
    names = whole_names(report.text, tagged.names)
    actors = find_actors(report, names)
    attributions = join(report.text, sentences, tagged)
    drafts = draft_statements(report, sentences, attributions, names=names)
    resolved = resolve_speakers(report, sentences, actors, drafts)
    times = find_times(report, sentences)
    return Reading(
        report=whole,
        sentences=sentences,
        actors=resolved.actors,
        statements=resolved.statements,
        times=times,
        quantities=find_quantities(report, sentences, times),
        notes=_notes(whole, english=english),
    )


def _sentences(report: Report) -> tuple[Span, ...]:
    """Gives the sentences of a report; a button or notice that runs into one is apart from it."""
    borders = sorted(
        border
        for zone in report.zones
        if zone.kind == "boilerplate"
        for border in (zone.start, zone.end)
    )
    pieces: list[Span] = []
    for sentence in split_sentences(report.text):
        cuts = [border for border in borders if sentence.start < border < sentence.end]
        for start, end in itertools.pairwise((sentence.start, *cuts, sentence.end)):
            words = report.text[start:end]
            left = start + len(words) - len(words.lstrip())
            if words.strip():
                pieces.append(Span(left, left + len(words.strip())))
    return tuple(pieces)


def beginning(report: Report) -> Report:
    """Gives the report as far as it is read: longer than any article is not one report."""
    if len(report.text) <= LONGEST:
        return report
    end = report.text.rfind("\n", LONGEST // 2, LONGEST)
    end = end if end > 0 else LONGEST
    zones = tuple(
        msgspec.structs.replace(zone, end=min(zone.end, end))
        for zone in report.zones
        if zone.start < end
    )
    return msgspec.structs.replace(report, text=report.text[:end], zones=zones)


def _notes(report: Report, *, english: bool) -> tuple[Note, ...]:
    notes = []
    if not english:
        notes.append(
            Note(
                code="R201",
                message=f"The text looks like {language_name(report.language)}: statements, and "
                "what others assert too, are told of English only.",
                report=report.id,
            )
        )
    if len(report.text) > LONGEST:
        notes.append(
            Note(
                code="R202",
                message=f"The text has {len(report.text):,} characters; the first {LONGEST:,} were "
                "read. Give each article as a file of its own.",
                report=report.id,
            )
        )
    return tuple(notes)
