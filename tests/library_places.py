"""Where the tests of the library keep one: a SQLite file, and a PostgreSQL server of their own."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text


def server_programs():
    """The folder of the newest PostgreSQL server here, None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[4]))
    return found[-1].parent if found else None


class Server:
    """A PostgreSQL server of its own on a free port, which can be stopped and started again."""

    def __init__(self, programs, folder):
        # The server refuses to run as root.
        user = pwd.getpwnam("postgres") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        shutil.chown(folder, user.pw_uid, user.pw_gid)
        as_user = {} if os.geteuid() else {"user": user.pw_uid, "group": user.pw_gid}
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self._running = {"cwd": folder, **quiet, **as_user}
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        data = folder / "data"
        initdb = [programs / "initdb", "-D", data, "-A", "trust", "-U", "rashomon", "-E", "UTF8"]
        subprocess.run([*initdb, "--no-sync", "--locale=C.UTF-8"], check=True, **self._running)
        self._control = [programs / "pg_ctl", "-D", data, "-w", "-m", "immediate"]
        self._options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1"
        self.url = f"postgresql://rashomon@127.0.0.1:{port}/postgres"

    def start(self):
        command = [*self._control, "-o", self._options, "start"]
        subprocess.run(command, check=True, **self._running)

    def stop(self):
        """Stops at once, as a machine that loses its power."""
        subprocess.run([*self._control, "stop"], check=False, **self._running)


@contextmanager
def server(programs, *, within=None):
    """Gives a running `Server`, its files in a folder `within`. It is gone after the block."""
    folder = Path(tempfile.mkdtemp(prefix="rashomon-pg-", dir=within))
    try:
        found = Server(programs, folder)
        found.start()
        try:
            yield found
        finally:
            found.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class SmallDisk:
    """A disk of some megabytes of its own, which can be filled up and emptied again."""

    def __init__(self, folder):
        self.folder = folder
        self._ballast = folder / "ballast"

    def fill(self, *, but=0):
        """Fills the disk but for some bytes."""
        free = shutil.disk_usage(self.folder).free - but
        with self._ballast.open("wb") as file:
            file.write(bytes(free))

    def empty(self):
        self._ballast.unlink()


@contextmanager
def small_disk(megabytes):
    """Gives a `SmallDisk`, None where this user may mount none. It is gone after the block."""
    folder = Path(tempfile.mkdtemp(prefix="rashomon-disk-"))
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder]
    try:
        made = subprocess.run(mount, check=False, capture_output=True).returncode == 0
        try:
            yield SmallDisk(folder) if made else None
        finally:
            if made:
                subprocess.run(["umount", folder], check=True)
    finally:
        folder.rmdir()


def empty_database(url):
    """Gives the URL of a server after all tables of its database are gone."""
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return url


def make_database_on(url, disk):
    """Makes a database whose tables lie on a disk of their own; gives its URL."""
    tables = disk.folder / "tables"
    tables.mkdir()
    shutil.chown(tables, "postgres")
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"CREATE TABLESPACE small LOCATION '{tables}'"))
        connection.execute(text("CREATE DATABASE small TABLESPACE small"))
    engine.dispose()
    return url.removesuffix("postgres") + "small"


def make_database(url, name):
    """Makes a further database on the server, where it is not there yet."""
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    known = text("SELECT 1 FROM pg_database WHERE datname = :name")
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if connection.scalar(known, {"name": name}) is None:
            connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
