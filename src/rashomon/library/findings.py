"""What is found in reports and stories, as rows: readings, statements, and what is searched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from rashomon.bulk.cache import models_fingerprint
from rashomon.comparing.judged_speakers import with_judged_speakers
from rashomon.library.kept import in_force_on
from rashomon.library.packing import pack, unpack
from rashomon.library.tables import claims, comparisons, passages, readings, statements
from rashomon.reading.reading import Reading


def keep_reading(connection: Connection, reading: Reading, *, version: int) -> None:
    """Keeps a reading of a version under the fingerprint of the models that made it."""
    keep_readings(connection, [(reading, version)])


def keep_readings(connection: Connection, found: Sequence[tuple[Reading, int]]) -> None:
    """Keeps some readings, each with the number of the version that was read."""
    models = models_fingerprint()
    reports = defaultdict(list)
    for reading, version in found:
        reports[version].append(reading.report.id)
    for version, ids in reports.items():
        key = (readings.c.version == version, readings.c.models == models)
        connection.execute(delete(readings).where(readings.c.report.in_(ids), *key))
    lines = [
        {"report": reading.report.id, "version": version, "models": models, "data": pack(reading)}
        for reading, version in found
    ]
    if lines:
        connection.execute(insert(readings), lines)


def kept_reading(connection: Connection, report: str, *, version: int) -> Reading | None:
    """Gives the reading of a version by these models, None where there is none."""
    data = connection.execute(
        select(readings.c.data).where(
            readings.c.report == report,
            readings.c.version == version,
            readings.c.models == models_fingerprint(),
        )
    ).scalar()
    return None if data is None else unpack(data, Reading)


def keep_searched(connection: Connection, found: Sequence[Reading]) -> None:
    """Keeps what of readings is searched: texts, and statements as people corrected them.

    What was kept of other versions, or before a judgement, goes.
    """
    if not found:
        return
    ids = [reading.report.id for reading in found]
    for table in (statements, passages):
        connection.execute(delete(table).where(table.c.report.in_(ids)))
    judged = in_force_on(connection, ids)
    told: list[dict[str, Any]] = []
    searched: list[dict[str, Any]] = []
    for reading in found:
        report = reading.report
        corrected = with_judged_speakers(reading, judged) if judged else reading
        lines = _statement_lines(corrected)
        text = f"{report.title}\n{report.text}" if report.title else report.text
        searched.append({"kind": "report", "item": report.id, "text": text, "report": report.id})
        searched += [
            {"kind": "statement", "item": line["id"], "text": line["content"], "report": report.id}
            for line in lines
        ]
        told += lines
    if told:
        connection.execute(insert(statements), told)
    connection.execute(insert(passages), searched)


def drop_comparison(connection: Connection, story: str) -> None:
    """Drops what was found in a story, because it rests on what has changed."""
    for table in (claims, comparisons, passages):
        connection.execute(delete(table).where(table.c.story == story))


def _statement_lines(reading: Reading) -> list[dict[str, Any]]:
    names = {actor.id: actor.name for actor in reading.actors}
    return [
        {
            "report": reading.report.id,
            "id": statement.id,
            "speaker": names.get(statement.speaker or ""),
            "manner": statement.manner,
            "act": statement.act,
            "content": " … ".join(map(reading.report.show, statement.content)),
            "start": min(span.start for span in statement.content),
            "end": max(span.end for span in statement.content),
            "confidence": statement.confidence,
        }
        for statement in reading.statements
        if statement.content
    ]
