"""Tables with a report a row: CSV, and Parquet where the extra `parquet` is installed.

The columns are named as the fields of JSON records: `text` or `html`, `title`, `url` and so on;
the others are kept as they are.
"""

from __future__ import annotations

import csv
import datetime
import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from rashomon.errors import IntakeError
from rashomon.intake.article import Article, Member, Unread
from rashomon.intake.decoding import decode
from rashomon.intake.formats.plain import notes_on_encoding
from rashomon.intake.formats.prose import clean
from rashomon.intake.formats.records import READER, read_record
from rashomon.intake.limits import LARGEST_COLLECTION, LARGEST_DOCUMENT, MOST_MEMBERS

_DELIMITERS = (",", ";", "\t", "|")
_TEXT_COLUMNS = ("text", "html")
_ROWS_AT_ONCE = 64
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def read_csv(data: bytes, name: str) -> Iterator[Article | Member | Unread]:
    """Gives the reports of a CSV file, named by their rows; a row without text is Unread.

    The first row names the columns. The delimiter (comma, semicolon, tab or bar) is the one that
    parts them; quotation marks are as in RFC 4180.

    Raises IntakeError: R101 and R105 where the file is no text, R143 where no column holds text.
    """
    decoded = decode(data)
    notes = tuple(notes_on_encoding(decoded.encoding))
    delimiter, columns = _header(decoded.text)
    # A report is longer than the 128 KB that csv takes by itself.
    before = csv.field_size_limit(LARGEST_DOCUMENT)
    try:
        rows = csv.reader(_lines(decoded.text), delimiter=delimiter)
        next(rows, None)
        for cells in _sound(rows):
            if any(cell.strip() for cell in cells):
                record = dict(zip(columns, cells, strict=False))
                yield from _row(record, str(rows.line_num), "CSV", notes)
    finally:
        csv.field_size_limit(before)


def _sound(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    try:
        yield from rows
    except csv.Error as error:
        raise IntakeError("R130", f"this is no sound CSV ({clean(str(error))}); mend it") from None


def _lines(text: str) -> Iterator[str]:
    """Gives the lines of a text with their ends, which belong to it inside quotation marks."""
    return (match.group() for match in _LINE.finditer(text))


def _header(text: str) -> tuple[str, list[str]]:
    """Gives the delimiter and the names of the columns.

    The standard library's sniffer looks at how characters repeat, and running text misleads it;
    the names that are looked for tell the delimiter surely.
    """
    first = text[: 1 << 16].lstrip("\r\n")
    for delimiter in _DELIMITERS:
        cells = next(csv.reader(_lines(first), delimiter=delimiter), [])
        columns = [_column(cell) for cell in cells]
        if any(column in _TEXT_COLUMNS for column in columns):
            return delimiter, columns
    raise _no_text_column()


def _column(name: object) -> str:
    name = clean(str(name))
    return name.lower() if name.lower() in _KNOWN else name


_KNOWN = frozenset("id outlet url title published authors author language text html date".split())


def _no_text_column() -> IntakeError:
    return IntakeError("R143", 'no column is named "text" or "html"; name the one with the report')


def _row(
    record: Mapping[str, Any], name: str, reader: str, notes: tuple[tuple[str, str], ...]
) -> Iterator[Article | Member | Unread]:
    fields = {key: value for key, value in record.items() if key and not _is_empty(value)}
    if isinstance(fields.get("authors"), str):
        fields["authors"] = [part.strip() for part in fields["authors"].split(";")]
    try:
        if not any(column in fields for column in _TEXT_COLUMNS):
            raise IntakeError("R144", "this row has no text")
        for part in read_record(fields, name):
            if isinstance(part, Article) and part.reader == READER:
                part = msgspec.structs.replace(part, reader=reader, notes=notes)
            yield part
    except IntakeError as error:
        yield Unread(name=name, error=error)


def _is_empty(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def read_parquet(data: bytes, name: str) -> Iterator[Article | Member | Unread]:
    """Gives the reports of a Parquet file, named by their rows from 1.

    Raises IntakeError: R142 where pyarrow is not installed, R143 where no column holds text, R139
    where the file claims too much, R148 where it is broken.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise IntakeError(
            "R142", "Parquet needs an extra: pip install 'rashomon[parquet]', or give it as CSV"
        ) from None
    try:
        file = parquet.ParquetFile(pyarrow.BufferReader(data))
        _check_claims(file.metadata)
        names = [_column(column) for column in file.schema_arrow.names]
        if not any(column in _TEXT_COLUMNS for column in names):
            raise _no_text_column()
        number = 0
        for batch in file.iter_batches(batch_size=_ROWS_AT_ONCE, use_threads=False):
            for row in batch.to_pylist():
                number += 1
                record = {_column(key): _plain(value) for key, value in row.items()}
                yield from _row(record, str(number), "Parquet", ())
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        reason = clean(str(error))[:120]
        raise IntakeError(
            "R148", f"this Parquet file is broken ({reason}); write it again"
        ) from None


def _check_claims(metadata: Any) -> None:  # noqa: ANN401 - pyarrow has no types
    size = sum(
        metadata.row_group(index).total_byte_size for index in range(metadata.num_row_groups)
    )
    if metadata.num_rows > MOST_MEMBERS or size > LARGEST_COLLECTION:
        raise IntakeError(
            "R139", f"it holds more than {MOST_MEMBERS:,} rows or 400 MB; split the file"
        )


def _plain(value: object) -> object:
    """Gives a cell as JSON has it: times as text, what is no text and no number as text too."""
    if isinstance(value, (datetime.datetime, datetime.date)):
        return value.isoformat()
    if isinstance(value, (str, int, float, bool)) or value is None:
        return value
    if isinstance(value, list):
        return [_plain(part) for part in value]
    if isinstance(value, dict):
        return {str(key): _plain(part) for key, part in value.items()}
    return None if isinstance(value, bytes) else str(value)
