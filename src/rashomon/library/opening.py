"""Opening a library: a SQLite file or a database URL, brought to this version's tables.

SQLite runs in WAL mode with a full sync at each commit: what was acknowledged outlives a crash
of the process and of the machine.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import platformdirs
from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from rashomon.errors import RashomonError

VARIABLE = "RASHOMON_LIBRARY"
WAIT = 30.0
"""Seconds to wait for another process that writes."""

HEAD = "0007"
"""The newest step of `migrations`."""

_LOCK = 0x7261_7368  # the number by which writers of one PostgreSQL database wait for each other
_WRITES = "rashomon_writes"


class Library:
    """An open library. `reading` and `writing` give a connection in a transaction.

    One process may write at a time; the others wait. Readers never wait on SQLite and PostgreSQL.
    """

    def __init__(self, engine: Engine, *, name: str) -> None:
        """Takes an engine of `open_library`; `name` is shown in errors, without a password."""
        self._engine = engine
        self.name = name

    @property
    def dialect(self) -> str:
        """The database: "sqlite" or "postgresql"."""
        return self._engine.dialect.name

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """Gives a connection to read with. Raises RashomonError R501 to R503 and R507."""
        with _coded(self.name), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Gives a connection that sees the library as it is now, whatever others write meanwhile.

        Raises RashomonError R501 to R503 and R507.
        """
        # On SQLite every transaction does; the first query of this one begins it.
        level = {"isolation_level": "REPEATABLE READ"} if self.dialect == "postgresql" else {}
        with _coded(self.name), self._engine.connect() as connection:
            one = connection.execution_options(**level)
            with one.begin():
                one.execute(text("SELECT version_num FROM alembic_version"))
                yield one

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """Gives a connection whose changes are kept, all or none, when the block ends.

        Raises RashomonError R501 to R503 and R507; then nothing was kept.
        """
        with _coded(self.name), self._engine.connect() as connection:
            writer = connection.execution_options(**{_WRITES: True})
            with writer.begin():
                if self.dialect == "postgresql":
                    writer.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
                yield writer

    def close(self) -> None:
        """Closes all connections."""
        self._engine.dispose()

    def __enter__(self) -> Library:
        """Gives the library itself; it is closed at the end of the block."""
        return self

    def __exit__(self, *exception: object) -> None:
        """Closes the library."""
        self.close()


def default_place() -> str:
    """Gives what `RASHOMON_LIBRARY` names, else a file in the user's data folder."""
    named = os.environ.get(VARIABLE)
    if named:
        return named
    return str(platformdirs.user_data_path("rashomon", appauthor=False) / "library.sqlite")


def open_library(
    place: str | Path | None = None, *, wait: float = WAIT, new: bool = True
) -> Library:
    """Opens the library at a path or database URL, `default_place` where None.

    Makes a new one where there is none, but for a file with `new` False: then R510 is raised.
    One of an older version is brought to this one. `wait` is how many seconds to wait for
    another process that writes. Raises RashomonError: R501 the file is damaged or no library,
    R502 another process holds it, R503 it can not be opened, R504 a newer version made it.
    """
    url = _url(str(place) if place is not None else default_place())
    name = url.database or "" if url.drivername == "sqlite" else _without_password(url)
    if not new and url.drivername == "sqlite" and not Path(name).exists():
        raise RashomonError("R510", f"{name}: there is no library; `rashomon add` makes one.")
    with _coded(name):
        library = Library(_engine(url, wait), name=name)
        try:
            _bring_up_to_date(library)
        except BaseException:
            library.close()
            raise
    return library


def without_password(place: str) -> str:
    """Gives the path or database URL of a library as it may be shown. Raises RashomonError R503."""
    return place if "://" not in place else _without_password(_url(place))


def _without_password(url: URL) -> str:
    # A password may stand in the query as well, as libpq takes it.
    secret = [name for name in url.query if "password" in name.lower()]
    shown = url.set(drivername=url.get_backend_name())
    return shown.update_query_dict(dict.fromkeys(secret, "***")).render_as_string()


def _url(place: str) -> URL:
    if "://" not in place:
        return URL.create("sqlite", database=str(Path(place).expanduser()))
    try:
        url = make_url(place)
    except ArgumentError:
        raise RashomonError("R503", "the library's address is no database URL.") from None
    if url.drivername in ("postgres", "postgresql"):
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise RashomonError(
            "R503", f"{url.drivername}: give the path of a SQLite file or a postgresql:// URL."
        )
    return url


def _engine(url: URL, wait: float) -> Engine:
    if url.get_backend_name() == "sqlite":
        if url.database:
            Path(url.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        engine = create_engine(url, connect_args={"timeout": wait})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    options = f"-c lock_timeout={round(wait * 1000)}"
    try:
        return create_engine(
            url, pool_pre_ping=True, connect_args={"options": options, "connect_timeout": 10}
        )
    except ImportError:
        raise RashomonError(
            "R503", 'PostgreSQL needs psycopg: pip install "rashomon[postgresql]".'
        ) from None


def _prepare_sqlite(connection: sqlite3.Connection, record: object) -> None:
    connection.isolation_level = None  # transactions begin where `_begin_sqlite` says
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes the lock at once: one that first reads could find its ground changed.
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _bring_up_to_date(library: Library) -> None:
    with library.reading() as connection:
        found = _revision(connection, library.name)
    if found == HEAD:
        return
    with library.writing() as connection:
        if _revision(connection, library.name) != HEAD:  # another may just have done it
            _upgrade(connection, library.name)


def _revision(connection: Connection, name: str) -> str | None:
    """Gives the version of the tables, None for a new database. Raises R501 for a stranger's."""
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" in tables and "reports" in tables:
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return found
    if tables:
        raise RashomonError("R501", f"{name}: this is a database, but no library of Rashomon.")
    return None


def _upgrade(connection: Connection, name: str) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", "rashomon.library:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError:
        raise RashomonError(
            "R504", f"{name}: a newer Rashomon made this library; install that version."
        ) from None


@contextlib.contextmanager
def _coded(name: str) -> Iterator[None]:
    """Turns what a database reports into coded errors."""
    try:
        yield
    except DBAPIError as error:
        raise _coded_error(name, error.orig or error) from error
    except sqlite3.Error as error:  # while a connection is being made
        raise _coded_error(name, error) from error
    except NoSuchModuleError:
        raise RashomonError("R503", f"{name}: there is no such kind of database.") from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise RashomonError("R503", f"{name}: can not be opened ({reason}).") from None


_REASONS = (
    ("locked", "R502", "another process is writing to it; try again when it is done"),
    ("lock timeout", "R502", "another process is writing to it; try again when it is done"),
    ("not a database", "R501", "this file is no library, or it is damaged; restore a copy"),
    ("malformed", "R501", "the library is damaged; restore a copy"),
    ("disk is full", "R507", "the disk is full; what was being written was not kept"),
    ("disk full", "R507", "the disk is full; what was being written was not kept"),
    ("no space left", "R507", "the disk is full; what was being written was not kept"),
    ("disk i/o error", "R507", "the disk is full, or fails; what was being written was not kept"),
    ("could not decode", "R501", "the library is damaged; restore a copy"),
    ("readonly", "R503", "it can not be written; check who owns it"),
    ("unable to open", "R503", "it can not be opened; check the path and who owns it"),
)


def _coded_error(name: str, error: BaseException) -> RashomonError:
    told = " ".join(str(error).split())
    for words, code, message in _REASONS:
        if words in told.lower():
            return RashomonError(code, f"{name}: {message}.")
    return RashomonError("R503", f"{name}: the database can not be used ({told}).")
