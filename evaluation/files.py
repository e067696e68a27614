"""The data that figures are measured on, as it lies beside the checkout."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SHARED = Path(__file__).parents[2] / "shared"
"""Where the data lies unless `--shared` says otherwise."""


def read_records(path: Path) -> Iterator[dict[str, Any]]:
    """Gives the records of a gzipped JSONL file. Raises OSError where it is not there."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
