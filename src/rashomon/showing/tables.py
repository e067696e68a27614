"""The flat tables behind CSV and Parquet: claims by passages, and statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rashomon.comparing.comparison import Comparison, StoryStatement
from rashomon.reading.reading import Reading, Statement
from rashomon.report import Report, Span

CLAIM_COLUMNS: dict[str, type] = {
    "claim": str,
    "standing": str,
    "confidence": float,
    "gist": str,
    "report": str,
    "outlet": str,
    "published": str,
    "start": int,
    "end": int,
    "words": str,
    "statement": str,
    "manner": str,
    "speaker": str,
    "via": str,
    "origins": str,
    "differences": str,
}
STATEMENT_COLUMNS: dict[str, type] = {
    "report": str,
    "outlet": str,
    "published": str,
    "statement": str,
    "act": str,
    "manner": str,
    "confidence": float,
    "speaker": str,
    "via": str,
    "source": str,
    "cue": str,
    "start": int,
    "end": int,
    "content": str,
}


def claim_rows(comparison: Comparison) -> list[dict[str, Any]]:
    """Gives one row for each passage of each claim, with the columns of CLAIM_COLUMNS."""
    reports = {report.id: report for report in comparison.reports}
    statements = {statement.id: statement for statement in comparison.statements}
    names = {actor.id: actor.name for actor in comparison.actors}
    differences = defaultdict(list)
    for one in comparison.differences:
        differences[one.claim].append(one.explanation)
    rows = []
    for claim in comparison.claims:
        for passage in claim.passages:
            report = reports[passage.report]
            statement = statements.get(passage.statement or "")
            rows.append(
                {
                    "claim": claim.id,
                    "standing": claim.standing,
                    "confidence": claim.confidence,
                    "gist": claim.gist,
                    **_of_report(report),
                    "start": passage.start,
                    "end": passage.end,
                    "words": report.text[passage.start : passage.end],
                    "statement": passage.statement,
                    **_said(statement, names),
                    "origins": "; ".join(f"{o.kind}: {o.name}" for o in claim.origins),
                    "differences": " ".join(differences[claim.id]),
                }
            )
    return rows


def statement_rows(readings: Iterable[Reading]) -> list[dict[str, Any]]:
    """Gives one row for each statement, with the columns of STATEMENT_COLUMNS.

    Where the content stands in pieces, `content` joins them with " … ", and `start` and `end`
    are those of the first and the last piece.
    """
    rows: list[dict[str, Any]] = []
    for reading in readings:
        names = {actor.id: actor.name for actor in reading.actors}
        report = reading.report
        rows.extend(
            {
                **_of_report(report),
                "statement": statement.id,
                "act": statement.act,
                "confidence": statement.confidence,
                **_said(statement, names),
                "source": _words(report, [statement.source]),
                "cue": _words(report, [statement.cue]),
                "start": statement.content[0].start if statement.content else None,
                "end": statement.content[-1].end if statement.content else None,
                "content": _words(report, statement.content),
            }
            for statement in reading.statements
        )
    return rows


def _of_report(report: Report) -> dict[str, str | None]:
    return {"report": report.id, "outlet": report.outlet, "published": report.published}


def _said(
    statement: Statement | StoryStatement | None, names: Mapping[str, str]
) -> dict[str, str | None]:
    if statement is None:
        return {"manner": None, "speaker": None, "via": None}
    via = "; ".join(names.get(one, one) for one in statement.via)
    speaker = statement.speaker
    return {
        "manner": statement.manner,
        "speaker": names.get(speaker, speaker) if speaker else None,
        "via": via or None,
    }


def _words(report: Report, spans: Sequence[Span | None]) -> str | None:
    return " … ".join(report.show(span) for span in spans if span) or None
