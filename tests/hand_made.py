"""Readings made by hand from text, so that comparing is tested without any model."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rashomon.comparing.actors import Cast, build_cast
from rashomon.reading.reading import Actor, ActorKind, Reading, Statement
from rashomon.reading.sentences import split_sentences
from rashomon.reading.times import find_times
from rashomon.report import Dateline, Report, Span, Zone, fingerprint


def report_of(
    identity: str,
    text: str,
    *,
    outlet: str | None = None,
    published: str | None = None,
    agencies: Sequence[str] = (),
    zones: Mapping[str, str] | None = None,
) -> Report:
    """Makes a report whose paragraphs are body, but for those that `zones` names: words to kind."""
    marked = []
    for match in re.finditer(r"[^\n]+", text):
        kind = next((k for words, k in (zones or {}).items() if match.group() == words), None)
        lead = next((w for w, k in (zones or {}).items() if k == "dateline"), None)
        start = match.start()
        if lead and kind is None and match.group().startswith(lead):
            marked.append(Zone(kind="dateline", start=start, end=start + len(lead)))
            start += len(lead)
        marked.append(Zone(kind=kind or "body", start=start, end=match.end()))
    dateline = next((z for z in marked if z.kind == "dateline"), None)
    return Report(
        id=identity,
        text=text,
        sha256=fingerprint(text),
        language="en",
        zones=tuple(marked),
        outlet=outlet,
        published=published,
        agencies=tuple(agencies),
        dateline=Dateline(
            places=(),
            start=dateline.start,
            end=dateline.end,
            agency=agencies[0] if agencies else None,
        )
        if dateline
        else None,
    )


def reading_of(
    report: Report,
    *,
    actors: Mapping[str, ActorKind] | None = None,
    statements: Sequence[tuple[str, str]] = (),
) -> Reading:
    """Makes a reading: `actors` are names with their kind, `statements` are (source, content)."""
    sentences = split_sentences(report.text)
    found = tuple(
        Actor(id=f"a{n}", name=name, kind=kind, mentions=spans_of(report.text, name))
        for n, (name, kind) in enumerate((actors or {}).items())
    )
    ids = {actor.name: actor.id for actor in found}
    return Reading(
        report=report,
        sentences=sentences,
        actors=found,
        statements=tuple(
            Statement(
                id=f"s{n}",
                manner="indirect",
                act="speech",
                content=spans_of(report.text, content)[:1],
                confidence=0.9,
                source=spans_of(report.text, source)[0],
                speaker=ids.get(source),
            )
            for n, (source, content) in enumerate(statements)
        ),
        times=find_times(report, sentences),
        quantities=(),
    )


def spans_of(text: str, words: str) -> tuple[Span, ...]:
    """Gives where the words stand in a text."""
    pattern = rf"(?<!\w){re.escape(words)}(?!\w)"
    return tuple(Span(m.start(), m.end()) for m in re.finditer(pattern, text))


def cast_of(*readings: Reading) -> Cast:
    """Gives the actors over some readings."""
    return build_cast(readings, ())
