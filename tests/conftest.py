"""What several test files use."""

from pathlib import Path

import pytest
from hypothesis import settings
from library_places import empty_database, server, server_programs

from rashomon.library import open_library

SHARED = Path(__file__).parents[2] / "shared"

# An example may take as long as a busy machine needs; what must be fast is measured by itself.
settings.register_profile("unhurried", settings(deadline=None))
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def shared():
    """The folder of real reports and gold beside the checkout; tests skip where it is missing."""
    if not SHARED.is_dir():
        pytest.skip("the data beside the checkout is not here")
    return SHARED


@pytest.fixture
def write(tmp_path):
    """Writes a file and gives its path as a user would."""

    def write_file(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return write_file


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    """A cache of readings for each test: none is read from, or left in, the user's."""
    folder = tmp_path / "cache"
    monkeypatch.setattr("rashomon.bulk.cache.default_folder", lambda: folder)
    return folder


@pytest.fixture(scope="session")
def postgresql():
    """The URL of a PostgreSQL server that is there for these tests alone."""
    programs = server_programs()
    if programs is None:
        pytest.skip("no PostgreSQL server is installed; `make postgresql` installs one")
    with server(programs) as running:
        yield running.url


@pytest.fixture
def own_server():
    """A PostgreSQL server for one test, which can be stopped and started again."""
    programs = server_programs()
    if programs is None:
        pytest.skip("no PostgreSQL server is installed; `make postgresql` installs one")
    with server(programs) as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request, tmp_path):
    """Where a new library can be: a file, then a database."""
    if request.param == "sqlite":
        return str(tmp_path / "desk.sqlite")
    return empty_database(request.getfixturevalue("postgresql"))


@pytest.fixture
def library(place):
    """A new library there, opened."""
    with open_library(place, wait=2) as opened:
        yield opened


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """Where the library of the web reader's tests lies, its stories compared."""
    return _filled(tmp_path_factory, compared=True)


@pytest.fixture(scope="module")
def uncompared(tmp_path_factory):
    """Where the same library lies, of which no story is compared yet."""
    return _filled(tmp_path_factory, compared=False)


def _filled(tmp_path_factory, *, compared):
    from serving_site import fill  # it takes its time

    place = str(tmp_path_factory.mktemp("desk") / "desk.sqlite")
    fill(place, compared=compared)
    return place
