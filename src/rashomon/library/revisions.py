"""The versions that articles had, and what each says otherwise than the one before.

What changed is found once for each two versions, and kept: a version never changes.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence

from sqlalchemy import Connection, insert, select

from rashomon.bulk.cache import models_fingerprint
from rashomon.comparing.revision import Revised, Version, VersionChanges
from rashomon.errors import RashomonError
from rashomon.library.findings import keep_reading, kept_reading
from rashomon.library.opening import Library
from rashomon.library.packing import pack, report_from_json, unpack
from rashomon.library.parts import in_parts
from rashomon.library.tables import reports, revisions, versions, watched
from rashomon.reading.reading import Reading
from rashomon.report import Report

Read = Callable[[Sequence[Report]], Sequence[Reading]]
"""Reads the reports that the models of now have not read yet."""

_Key = tuple[str, int]


def versions_of(library: Library, report: str, *, read: Read) -> Revised:
    """Gives all versions that a report had, each with what changed from the one before.

    Raises RashomonError R508 where there is no such report.
    """
    for found in _revised(library, [report], read, alone=True):
        return found
    raise RashomonError("R508", f"{report}: the library has no such report.")


def revisions_of(library: Library, ids: Sequence[str], *, read: Read) -> tuple[Revised, ...]:
    """Gives the same of those of some reports that were changed or taken down, in order of id."""
    return tuple(_revised(library, sorted(ids), read, alone=False))


def _revised(library: Library, ids: Sequence[str], read: Read, *, alone: bool) -> Iterator[Revised]:
    """Gives what is known of reports; of those with one version only where `alone` says so."""
    with library.reading() as connection:
        gone = _gone(connection, ids)
        texts = _versions(connection, [*ids] if alone else _changed(connection, ids, gone))
        known = _known(connection, list(texts))
    missing = [
        ((report, before), (report, number))
        for (report, before), (other, number) in itertools.pairwise(texts)
        if report == other and (report, number) not in known
    ]
    known |= _found(library, missing, texts, read)
    for report, group in itertools.groupby(texts.items(), key=lambda one: one[0][0]):
        yield Revised(
            report=report,
            versions=tuple(_version(text, seen, key, known) for key, (text, seen) in group),
            gone=gone.get(report),
        )


def _version(text: Report, seen: str, key: _Key, known: dict[_Key, VersionChanges]) -> Version:
    return Version(
        number=key[1],
        seen=seen,
        sha256=text.sha256,
        text=text.text,
        title=text.title,
        published=text.published,
        changes=known.get(key),
    )


def _gone(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """Gives since when the pages of reports are not there any more."""
    found = {}
    for part in in_parts(ids):
        query = select(watched.c.report, watched.c.gone).where(
            watched.c.report.in_(part), watched.c.gone.is_not(None)
        )
        for row in connection.execute(query):
            found[row.report] = f"{row.gone[:19]}Z"
    return found


def _changed(connection: Connection, ids: Sequence[str], gone: dict[str, str]) -> list[str]:
    found = set(gone)
    for part in in_parts(ids):
        query = select(reports.c.id).where(reports.c.id.in_(part), reports.c.version > 1)
        found.update(connection.execute(query).scalars())
    return sorted(found)


def _versions(connection: Connection, ids: Sequence[str]) -> dict[_Key, tuple[Report, str]]:
    """Gives the texts of reports and when they were added, by report and number, in order."""
    found = {}
    for part in in_parts(ids):
        query = (
            select(versions.c.report, versions.c.number, versions.c.added, versions.c.data)
            .where(versions.c.report.in_(part))
            .order_by(versions.c.report, versions.c.number)
        )
        for row in connection.execute(query):
            found[row.report, row.number] = report_from_json(row.data), row.added
    return dict(sorted(found.items()))


def _known(connection: Connection, keys: Sequence[_Key]) -> dict[_Key, VersionChanges]:
    """Gives the changes that these models found before."""
    found = {}
    for part in in_parts([report for report, _ in keys]):
        query = select(revisions.c.report, revisions.c.version, revisions.c.data).where(
            revisions.c.report.in_(part), revisions.c.models == models_fingerprint()
        )
        for row in connection.execute(query):
            found[row.report, row.version] = unpack(row.data, VersionChanges)
    return found


def _found(
    library: Library,
    missing: Sequence[tuple[_Key, _Key]],
    texts: dict[_Key, tuple[Report, str]],
    read: Read,
) -> dict[_Key, VersionChanges]:
    """Finds the changes between versions, reads what was not read yet, and keeps both."""
    if not missing:
        return {}
    from rashomon.comparing.revising import changes_between

    readings: dict[_Key, Reading] = {}
    fresh: dict[_Key, Reading] = {}
    with library.reading() as connection:
        for key in sorted({key for pair in missing for key in pair}):
            kept = kept_reading(connection, key[0], version=key[1])
            if kept is not None:
                readings[key] = kept
    for key in sorted({key for pair in missing for key in pair} - readings.keys()):
        (fresh[key],) = read([texts[key][0]])
    readings |= fresh
    found = {
        later: changes_between(readings[earlier], readings[later]) for earlier, later in missing
    }
    with library.writing() as connection:
        for key, reading in fresh.items():
            keep_reading(connection, reading, version=key[1])
        kept_meanwhile = _known(connection, list(found))
        lines = [
            {"report": key[0], "version": key[1], "models": models_fingerprint(), "data": pack(one)}
            for key, one in found.items()
            if key not in kept_meanwhile
        ]
        if lines:
            connection.execute(insert(revisions), lines)
    return found
