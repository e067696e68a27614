"""What several test files use."""

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def shared():
    """The folder of real reports and gold beside the checkout; tests skip where it is missing."""
    if not SHARED.is_dir():
        pytest.skip("the data beside the checkout is not here")
    return SHARED


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    """A cache of readings for each test: none is read from, or left in, the user's."""
    folder = tmp_path / "cache"
    monkeypatch.setattr("rashomon.bulk.cache.default_folder", lambda: folder)
    return folder
