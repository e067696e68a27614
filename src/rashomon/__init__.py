"""Several accounts of one story: what is established, what is contested, who repeats whom.

import rashomon

reports = rashomon.load(["agency.txt", "outlet.txt"]).reports
story = rashomon.compare([rashomon.read(report) for report in reports])
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = [
    "Comparison",
    "Reading",
    "ReadingCache",
    "Report",
    "compare",
    "load",
    "read",
    "read_many",
    "report_from_text",
    "table",
]

if TYPE_CHECKING:
    from rashomon.bulk import ReadingCache, read_many
    from rashomon.comparing import compare
    from rashomon.comparing.comparison import Comparison
    from rashomon.intake import load, report_from_text
    from rashomon.reading import read
    from rashomon.reading.reading import Reading
    from rashomon.report import Report
    from rashomon.showing.tables import table

_HOMES = {
    "Comparison": "rashomon.comparing.comparison",
    "Reading": "rashomon.reading.reading",
    "ReadingCache": "rashomon.bulk",
    "Report": "rashomon.report",
    "compare": "rashomon.comparing",
    "load": "rashomon.intake",
    "read": "rashomon.reading",
    "read_many": "rashomon.bulk",
    "report_from_text": "rashomon.intake",
    "table": "rashomon.showing.tables",
}


def __dir__() -> list[str]:
    """Gives the public names, also those not used yet: for completion in a notebook."""
    return sorted({*globals(), *__all__})


def __getattr__(name: str) -> Any:  # noqa: ANN401 - PEP 562: any public name
    """Loads a public name at its first use: `rashomon --help` needs no model runtime."""
    if name not in _HOMES:
        raise AttributeError(f"module 'rashomon' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
