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


@contextmanager
def server(programs):
    """A PostgreSQL server on a free port; gives its URL. It is gone after the block."""
    # The server refuses to run as root.
    user = pwd.getpwnam("postgres") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    folder = Path(tempfile.mkdtemp(prefix="rashomon-pg-"))
    shutil.chown(folder, user.pw_uid, user.pw_gid)
    as_user = {} if os.geteuid() else {"user": user.pw_uid, "group": user.pw_gid}
    quiet = {"cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **as_user}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = folder / "data"
    try:
        initdb = [programs / "initdb", "-D", data, "-A", "trust", "-U", "rashomon", "-E", "UTF8"]
        subprocess.run([*initdb, "--no-sync", "--locale=C.UTF-8"], check=True, **quiet)
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1"
        control = [programs / "pg_ctl", "-D", data, "-w", "-m", "immediate"]
        subprocess.run([*control, "-o", options, "start"], check=True, **quiet)
        try:
            yield f"postgresql://rashomon@127.0.0.1:{port}/postgres"
        finally:
            subprocess.run([*control, "stop"], check=False, **quiet)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def empty_database(url):
    """Gives the URL of a server after all tables of its database are gone."""
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return url


def make_database(url, name):
    """Makes a further database on the server, where it is not there yet."""
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    known = text("SELECT 1 FROM pg_database WHERE datname = :name")
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if connection.scalar(known, {"name": name}) is None:
            connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
