"""Results as data that other programs read: JSON, JSON lines, CSV and Parquet.

Names are those of the contract (`rashomon schema NAME`). Optional fields without a value are left
out; fields of the input that Rashomon does not know stand at the report's top level, where they
came from, and never replace a known field.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from rashomon.comparing.comparison import Comparison, Cover
from rashomon.errors import RashomonError
from rashomon.reading.reading import Reading
from rashomon.report import Report
from rashomon.showing.tables import Table, table, well_formed

# A spreadsheet runs a cell that begins with one of these as a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# A foreign field of this name would hide what tells the lines apart.
_APART = {"record": "input_record"}
_RECORDS_OF_A_COMPARISON = (
    ("report", "reports"),
    ("actor", "actors"),
    ("statement", "statements"),
    ("claim", "claims"),
    ("difference", "differences"),
    ("lineage", "lineage"),
    ("timeline", "timeline"),
    ("relation", "relations"),
    ("framing", "framing"),
    ("note", "notes"),
    ("revision", "revisions"),
)


def to_builtins(obj: Any) -> Any:  # noqa: ANN401 - whatever a result holds
    """Gives a result as plain dicts, lists and values, by the contract's names."""
    if isinstance(obj, msgspec.Struct):
        return _struct(obj)
    if isinstance(obj, dict):
        return {key: to_builtins(value) for key, value in obj.items()}
    if isinstance(obj, (list, tuple)):
        return [to_builtins(item) for item in obj]
    return obj


def to_json(obj: Any) -> bytes:  # noqa: ANN401
    """Gives a result, or a list of results, as one JSON document in UTF-8, on one line."""
    return _encode(to_builtins(obj))


def to_jsonl(results: Comparison | Iterable[Reading]) -> bytes:
    """Gives one JSON record a line.

    Readings: one a line. A comparison: each of its parts a line, told apart by the field
    `record` (summary, report, actor, statement, claim, difference, lineage, timeline, relation,
    framing, note, revision); a claim's record carries its `coverage`.
    """
    if isinstance(results, Comparison):
        records: Iterable[Any] = _records(results)
    else:
        records = (to_builtins(reading) for reading in results)
    return b"".join(_encode(record) + b"\n" for record in records)


def to_csv(results: Comparison | Iterable[Reading]) -> str:
    """Gives a flat table with a header line, as RFC 4180 has it (lines end with CR LF).

    A comparison: one row for each passage of each claim. Readings: one row a statement. A cell
    that a spreadsheet would run as a formula gets an apostrophe before it.
    """
    return table_to_csv(table(results))


def table_to_csv(shown: Table) -> str:
    """Gives any table as `to_csv` does."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(shown.columns)
    for row in shown.rows:
        writer.writerow([_cell(row[name]) for name in shown.columns])
    return out.getvalue()


def write_parquet(results: Comparison | Iterable[Reading], path: Path) -> None:
    """Writes the table of `to_csv` as Parquet.

    Raises RashomonError R401 where pyarrow is not installed.
    """
    write_table_as_parquet(table(results), path)


def write_table_as_parquet(shown: Table, path: Path) -> None:
    """Writes any table as `write_parquet` does, and raises what that raises."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as missing:
        raise RashomonError(
            "R401", 'Parquet needs pyarrow: pip install "rashomon[parquet]"'
        ) from missing
    pyarrow.parquet.write_table(pyarrow.table(shown), path)


def _struct(obj: msgspec.Struct) -> dict[str, Any]:
    values = {
        field.encode_name: to_builtins(getattr(obj, field.name))
        for field in msgspec.structs.fields(obj)
        if getattr(obj, field.name) is not None
    }
    if isinstance(obj, Comparison):
        values["coverage"] = {name: _known(covers) for name, covers in obj.coverage.items()}
    if isinstance(obj, Report):
        known = {field.encode_name for field in msgspec.structs.fields(obj)}
        del values["extra"]
        values |= {key: value for key, value in obj.extra.items() if key not in known - {"extra"}}
    return values


def _known(covers: Mapping[str, Cover]) -> dict[str, str]:
    """Gives what is known of reports: one of which it is unclear has no entry."""
    return {report: cover for report, cover in covers.items() if cover != "unclear"}


def _records(comparison: Comparison) -> Iterable[dict[str, Any]]:
    yield {"record": "summary", **_struct(comparison.summary)}
    for record, name in _RECORDS_OF_A_COMPARISON:
        for part in getattr(comparison, name):
            line: dict[str, Any] = {"record": record}
            line |= {_APART.get(key, key): value for key, value in _struct(part).items()}
            if record == "claim":
                line["coverage"] = _known(comparison.coverage.get(part.id, {}))
            yield line


def _encode(value: Any) -> bytes:  # noqa: ANN401
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        # A lone surrogate has no UTF-8; JSON can still carry it as an escape.
        return json.dumps(msgspec.to_builtins(value), separators=(",", ":")).encode("ascii")


def _cell(value: Any) -> Any:  # noqa: ANN401
    if not isinstance(value, str):
        return value
    text = well_formed(value)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
