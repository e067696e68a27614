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
