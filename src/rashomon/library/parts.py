"""Values for queries: databases bound how many one query takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_AT_ONCE = 500


def in_parts(values: Iterable[str]) -> Iterator[list[str]]:
    """Gives values in order, each once, in lists of which one query takes each."""
    every = list(dict.fromkeys(values))
    for start in range(0, len(every), _AT_ONCE):
        yield every[start : start + _AT_ONCE]
