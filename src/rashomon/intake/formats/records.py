"""JSON and JSONL: records with `text` or `html`, and what else is known of a report.

The contract's field names are read, and those that trafilatura (`date`, `author`, `source`,
`source-hostname`) and passim (`date`, `series`) give their records.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import Any

import msgspec

from rashomon.errors import IntakeError
from rashomon.intake.article import Article, Member, Unread
from rashomon.intake.dates import published_time
from rashomon.intake.limits import LARGEST_DOCUMENT, too_large
from rashomon.intake.metadata import Metadata, metadata_of, read_json_object

READER = "JSON record"
# Our name of a field, and those of trafilatura and passim, the surest first.
_OTHER_NAMES = {
    "published": ("date",),
    "outlet": ("source-hostname", "sitename", "series", "hostname"),
    "url": ("source",),
}


def read_lines(data: bytes, name: str) -> Iterator[Article | Member | Unread]:
    """Gives the records of a JSONL file, one a line, named by the numbers of their lines.

    A line that can't be read is Unread. Raises IntakeError R104 where no line holds anything.
    """
    empty = True
    for number, line in enumerate(io.BytesIO(data.removeprefix(codecs.BOM_UTF8)), start=1):
        if not line.strip():
            continue
        empty = False
        try:
            yield from _read_line(line, str(number))
        except IntakeError as error:
            yield Unread(name=str(number), error=error)
    if empty:
        raise IntakeError("R104", "it is empty; give one JSON record a line")


def _read_line(line: bytes, name: str) -> Iterator[Article | Member | Unread]:
    if len(line) > LARGEST_DOCUMENT:
        raise too_large(LARGEST_DOCUMENT)
    try:
        record = read_json_object(line)
    except ValueError as error:
        raise IntakeError("R109", f"this line is {error}; write one record a line") from None
    yield from read_record(record, name)


def read_json(data: bytes, name: str) -> Iterator[Article | Member | Unread]:
    """Gives the record of a JSON file, or those of its list; also reads JSONL under this name.

    Raises IntakeError R109 where the file is no JSON or its record holds no text.
    """
    try:
        value = msgspec.json.decode(data.removeprefix(codecs.BOM_UTF8))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        if b"\n" in data.strip() and _is_record(data.lstrip().split(b"\n", 1)[0]):
            yield from read_lines(data, name)
            return
        raise IntakeError("R109", f"this is not valid JSON ({error}); mend it") from None
    if isinstance(value, dict):
        yield from read_record(value, "")
    elif isinstance(value, list):
        yield from _read_list(value)
    else:
        raise IntakeError("R109", 'this JSON holds no record; give {"text": ...}')


def _read_list(values: list[Any]) -> Iterator[Article | Member | Unread]:
    if not values:
        raise IntakeError("R104", "its list is empty; give records with text")
    for number, value in enumerate(values, start=1):
        try:
            if not isinstance(value, dict):
                raise IntakeError("R109", "this is no record; give an object with text")
            yield from read_record(value, str(number))
        except IntakeError as error:
            yield Unread(name=str(number), error=error)


def _is_record(line: bytes) -> bool:
    try:
        read_json_object(line)
    except ValueError:
        return False
    return True


def read_record(record: dict[str, Any], name: str) -> Iterator[Article | Member | Unread]:
    """Gives the article of one record. Its `html` is read where it has no `text`; ninjs too.

    Raises IntakeError R109 where it has neither.
    """
    if "uri" in record:
        from rashomon.intake.formats import ninjs

        if ninjs.is_ninjs(record):
            yield from ninjs.read_item(record, name)
            return
    text, html = record.get("text"), record.get("html")
    if isinstance(text, str):
        yield Article(text=text, reader=READER, known=_known(record), name=name)
    elif isinstance(html, str):
        known = _known({field: record[field] for field in record if field != "html"})
        data = codecs.BOM_UTF8 + html.encode("utf-8", "replace")
        yield Member(name=name, data=data, known=known, ending=".html")
    else:
        raise IntakeError("R109", 'the record has no text; give the report as "text" or "html"')


def _known(record: dict[str, Any]) -> Metadata:
    """Gives what a record says of its report, in the contract's names of fields or in others'.

    A field under another name that does not hold what ours holds is left as it is.
    """
    renamed = dict(record)
    for ours, others in _OTHER_NAMES.items():
        for other in others:
            value = renamed.get(other)
            if renamed.get(ours) is None and isinstance(value, str) and _fits(ours, value):
                renamed[ours] = renamed.pop(other)
    return metadata_of(renamed)


def _fits(field: str, value: str) -> bool:
    if field == "published":
        return published_time(value) is not None
    return value.startswith(("http://", "https://")) if field == "url" else bool(value.strip())
