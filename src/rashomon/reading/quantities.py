"""Quantities of a report. (Stub.)"""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.reading.reading import Quantity, Time
from rashomon.report import Report, Span


def find_quantities(
    report: Report, sentences: Sequence[Span], times: Sequence[Time]
) -> tuple[Quantity, ...]:
    """Gives the report's quantities."""
    return ()
