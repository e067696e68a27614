"""What is found in reports and stories, as rows: readings, statements, and what is searched."""

from __future__ import annotations

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
    key = {"report": reading.report.id, "version": version, "models": models_fingerprint()}
    connection.execute(delete(readings).filter_by(**key))
    connection.execute(insert(readings).values(**key, data=pack(reading)))


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


def keep_searched(connection: Connection, reading: Reading) -> None:
    """Keeps what of a reading is searched: its text, and its statements as people corrected them.

    What was kept of another version, or before a judgement, goes.
    """
    report = reading.report
    for table in (statements, passages):
        connection.execute(delete(table).where(table.c.report == report.id))
    corrected = with_judged_speakers(reading, in_force_on(connection, [report.id]))
    lines = _statement_lines(corrected)
    text = f"{report.title}\n{report.text}" if report.title else report.text
    searched = [{"kind": "report", "item": report.id, "text": text, "report": report.id}]
    searched += [
        {"kind": "statement", "item": line["id"], "text": line["content"], "report": report.id}
        for line in lines
    ]
    if lines:
        connection.execute(insert(statements), lines)
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
