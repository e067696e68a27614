"""Backup and restore. A backup is a library of its own: one SQLite file, whatever it was made of.

It is made from one snapshot while others write, and holds a SHA-256 of each table's rows. It can
be restored into SQLite and PostgreSQL, and opened as it is.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Integer, Table, delete, func, insert, select

from rashomon.errors import RashomonError
from rashomon.library.opening import HEAD, Library, open_library
from rashomon.library.tables import metadata, reports

_BATCH = 500
_SUMS = "backup_sums"  # in backups alone; a library has no such table


class Backup(msgspec.Struct, frozen=True, kw_only=True):
    """A backup that was found whole: its file, and how many rows each table has."""

    path: Path
    version: str
    rows: dict[str, int]


def back_up(library: Library, path: Path) -> Backup:
    """Writes the library, as it stands now, to a file; others may write to it meanwhile.

    The file is there whole or not at all; an older backup of that name is replaced. Raises
    RashomonError R513 where another file is in the way, R503 or R507 where it can not be written.
    """
    if path.exists() and not _is_backup(path):
        raise RashomonError("R513", f"{path}: there is a file that is no backup; name another.")
    with _coded(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
    try:
        part = folder / path.name
        with open_library(part) as copy:
            _copy(library, copy)
        with _coded(path):
            _seal(part)
        found = check_backup(part)
        with _coded(path):
            _put_in_place(part, path)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return msgspec.structs.replace(found, path=path)


def check_backup(path: Path) -> Backup:
    """Reads a whole backup and holds it against its sums; nothing is changed.

    Raises RashomonError R512 where it is damaged, or no backup.
    """
    with _opened(path) as connection:
        version = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
        query = f"SELECT name, rows, sha256 FROM {_SUMS}"
        sums = {name: (rows, digest) for name, rows, digest in connection.execute(query)}
        tables = _tables(connection)
        if set(sums) != set(tables):
            raise sqlite3.DatabaseError("tables are missing")
        for name in tables:
            if _sum(connection, name) != sums[name]:
                raise sqlite3.DatabaseError(f"the table {name} is not as it was written")
        rows = {name: count for name, (count, _) in sums.items()}
        return Backup(path=path, version=version, rows=rows)


def restore(library: Library, backup: Backup, *, replace: bool = False) -> None:
    """Puts what a backup holds into a library, all or nothing.

    A library that holds something is left alone, unless it is to be replaced. Raises
    RashomonError R513 where it holds something, R504 where a newer Rashomon made the backup, R5xx
    where the library fails; then nothing was changed.
    """
    with _brought_up_to_date(backup) as source, library.writing() as connection:
        if not replace and _holds_something(connection):
            raise RashomonError(
                "R513",
                f"{library.name}: it holds something; --replace puts the backup in its place.",
            )
        for table in reversed(metadata.sorted_tables):
            connection.execute(delete(table))
        for table in metadata.sorted_tables:
            _insert(connection, table, _rows_of(source, table))


def _copy(library: Library, copy: Library) -> None:
    with library.snapshot() as rows, copy.writing() as connection:
        for table in metadata.sorted_tables:
            found = rows.execution_options(yield_per=_BATCH).execute(select(table))
            _insert(connection, table, map(dict, found.mappings()))


def _rows_of(source: sqlite3.Connection, table: Table) -> Iterator[dict[str, Any]]:
    names = [column.name for column in table.columns]
    listed = ", ".join(f'"{name}"' for name in names)
    for row in source.execute(f'SELECT {listed} FROM "{table.name}" ORDER BY rowid'):
        yield dict(zip(names, row, strict=True))


def _insert(connection: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    waiting = iter(rows)
    while batch := list(itertools.islice(waiting, _BATCH)):
        connection.execute(insert(table), batch)
    if connection.dialect.name == "postgresql":
        _count_on(connection, table)


def _count_on(connection: Connection, table: Table) -> None:
    """Lets the numbers that PostgreSQL gives to rows go on after those that are there."""
    (key, *others) = table.primary_key.columns
    if others or not isinstance(key.type, Integer):
        return
    highest = connection.execute(select(func.max(key))).scalar()
    if highest is not None:
        sequence = func.pg_get_serial_sequence(table.name, key.name)
        connection.execute(select(func.setval(sequence, highest)))


def _holds_something(connection: Connection) -> bool:
    return connection.execute(select(reports.c.id).limit(1)).first() is not None


@contextlib.contextmanager
def _brought_up_to_date(backup: Backup) -> Iterator[sqlite3.Connection]:
    """Opens a backup with the tables of this version: one of an older version in a copy."""
    with tempfile.TemporaryDirectory(prefix="rashomon-restore-") as folder:
        path = backup.path
        if backup.version != HEAD:
            with _coded(path):
                path = Path(shutil.copy(path, folder))
            open_library(path).close()
        with _opened(path) as connection:
            yield connection


def _seal(path: Path) -> None:
    """Writes the sums into a backup, as one file without a log beside it."""
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        tables = _tables(connection)
        connection.execute(
            f"CREATE TABLE {_SUMS} (name TEXT PRIMARY KEY, rows INTEGER, sha256 TEXT)"
        )
        for name in tables:
            line = (name, *_sum(connection, name))
            connection.execute(f"INSERT INTO {_SUMS} VALUES (?, ?, ?)", line)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")


def _tables(connection: sqlite3.Connection) -> list[str]:
    """Gives the tables of a backup that hold a library's rows: not those of the search index."""
    query = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    apart = ("passages_words", "sqlite_", "alembic_version", _SUMS)
    return [name for (name,) in connection.execute(query) if not name.startswith(apart)]


def _sum(connection: sqlite3.Connection, table: str) -> tuple[int, str]:
    """Gives how many rows a table has, and the SHA-256 of them in their order."""
    digest, count = hashlib.sha256(), 0
    encoder = msgspec.msgpack.Encoder()
    for row in connection.execute(f'SELECT * FROM "{table}" ORDER BY rowid'):
        digest.update(encoder.encode(row))
        count += 1
    return count, digest.hexdigest()


def _put_in_place(part: Path, path: Path) -> None:
    """Puts a file in its place so that it is there after a crash of the machine, too."""
    part.chmod(0o600)  # a library holds accounts
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.replace(path)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _is_backup(path: Path) -> bool:
    with contextlib.suppress(RashomonError), _opened(path) as connection:
        connection.execute(f"SELECT count(*) FROM {_SUMS}")
        return True
    return False


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Opens a backup to read; damage is told with a code."""
    try:
        # Nobody writes to a backup: so it can be read where nothing may be written beside it.
        address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        with contextlib.closing(sqlite3.connect(address, uri=True)) as connection:
            yield connection
    except (sqlite3.Error, UnicodeDecodeError, TypeError) as error:
        raise RashomonError("R512", f"{path}: it is damaged, or no backup ({error}).") from None
    except OSError as error:
        raise RashomonError("R512", f"{path}: it can not be read ({error.strerror}).") from None


@contextlib.contextmanager
def _coded(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        code = "R507" if "full" in reason or "No space" in reason else "R503"
        raise RashomonError(code, f"{path}: it could not be written ({reason}).") from None
