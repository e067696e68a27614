"""Results as flat tables: what is behind CSV, Parquet and data frames.

    import polars
    polars.DataFrame(rashomon.table(readings))                  # pandas.DataFrame.from_arrow(...)
    polars.DataFrame(rashomon.table(readings, of="quantities"))

A table is handed on through the Arrow C stream interface (the Arrow PyCapsule protocol), which
pandas, polars, DuckDB, pyarrow and others take.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

import msgspec

from rashomon.comparing.comparison import Comparison, StoryStatement
from rashomon.reading.reading import Quantity, Reading, Statement, Time
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
_OF_REPORT: dict[str, type] = {"report": str, "outlet": str, "published": str}
STATEMENT_COLUMNS: dict[str, type] = {
    **_OF_REPORT,
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
ACTOR_COLUMNS: dict[str, type] = {
    **_OF_REPORT,
    "actor": str,
    "name": str,
    "kind": str,
    "named": bool,
    "role": str,
    "aliases": str,
    "mentions": int,
    "start": int,
    "end": int,
}
TIME_COLUMNS: dict[str, type] = {
    **_OF_REPORT,
    "value": str,
    "kind": str,
    "start": int,
    "end": int,
    "words": str,
}
QUANTITY_COLUMNS: dict[str, type] = {
    **_OF_REPORT,
    "value": float,
    "low": float,
    "high": float,
    "bound": str,
    "unit": str,
    "of": str,
    "start": int,
    "end": int,
    "words": str,
}

Part = Literal["claims", "statements", "actors", "times", "quantities"]


class Table(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Rows of one kind. `columns` gives each column's type: str, int, float or bool.

    A cell without a value is None. Data frame libraries take a table as it is.
    """

    columns: Mapping[str, type]
    rows: Sequence[Mapping[str, Any]]

    def __len__(self) -> int:
        return len(self.rows)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Gives the table as an Arrow C stream; no other schema than its own can be asked for."""
        import nanoarrow

        types = {
            str: nanoarrow.string(),
            int: nanoarrow.int64(),
            float: nanoarrow.float64(),
            bool: nanoarrow.bool_(),
        }
        columns = [
            nanoarrow.c_array([well_formed(row[name]) for row in self.rows], types[kind])
            for name, kind in self.columns.items()
        ]
        schema = nanoarrow.struct({name: types[kind] for name, kind in self.columns.items()})
        rows = nanoarrow.c_array_from_buffers(schema, len(self.rows), [None], children=columns)
        stream: object = nanoarrow.ArrayStream(rows).__arrow_c_stream__()
        return stream


def table(results: Comparison | Reading | Iterable[Reading], *, of: Part | None = None) -> Table:
    """Gives results as a table: one row for each of what `of` names.

    A comparison has "claims" (one row for each passage of each claim). Readings have
    "statements" (which is what they give where nothing is named), "actors", "times" and
    "quantities". Offsets are Unicode code points, end exclusive.
    Raises ValueError where the results have no such table.
    """
    if isinstance(results, Comparison):
        if of not in (None, "claims"):
            raise ValueError(f'a comparison has no table of {of}; it has one of "claims"')
        return Table(columns=CLAIM_COLUMNS, rows=claim_rows(results))
    readings = [results] if isinstance(results, Reading) else results
    if of == "actors":
        return Table(columns=ACTOR_COLUMNS, rows=actor_rows(readings))
    if of == "times":
        return Table(columns=TIME_COLUMNS, rows=span_rows(readings, "times"))
    if of == "quantities":
        return Table(columns=QUANTITY_COLUMNS, rows=span_rows(readings, "quantities"))
    if of not in (None, "statements"):
        raise ValueError(f"readings have no table of {of}; they have statements, actors, ...")
    return Table(columns=STATEMENT_COLUMNS, rows=statement_rows(readings))


def well_formed(cell: Any) -> Any:  # noqa: ANN401 - whatever a cell holds
    """Gives a cell that UTF-8 can carry: a lone surrogate becomes a question mark."""
    return cell.encode("utf-8", "replace").decode("utf-8") if isinstance(cell, str) else cell


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
                    "standing": claim.shown,
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


def actor_rows(readings: Iterable[Reading]) -> list[dict[str, Any]]:
    """Gives one row for each actor, with the columns of ACTOR_COLUMNS.

    `mentions` is their number, `start` and `end` are those of the first.
    """
    return [
        {
            **_of_report(reading.report),
            "actor": actor.id,
            "name": actor.name,
            "kind": actor.kind,
            "named": actor.named,
            "role": actor.role,
            "aliases": "; ".join(actor.aliases) or None,
            "mentions": len(actor.mentions),
            "start": actor.mentions[0].start if actor.mentions else None,
            "end": actor.mentions[0].end if actor.mentions else None,
        }
        for reading in readings
        for actor in reading.actors
    ]


def span_rows(
    readings: Iterable[Reading], part: Literal["times", "quantities"]
) -> list[dict[str, Any]]:
    """Gives one row for each time or quantity: its fields by their names, and its `words`."""
    rows: list[dict[str, Any]] = []
    for reading in readings:
        report = reading.report
        found: Sequence[Time | Quantity] = getattr(reading, part)
        for one in found:
            words = report.text[one.start : one.end]
            rows.append(_of_report(report) | msgspec.structs.asdict(one) | {"words": words})
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
