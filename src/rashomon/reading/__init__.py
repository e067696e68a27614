"""One report to a Reading: sentences, actors, statements, times and quantities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rashomon.reading.reader import read

__all__ = ["read"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - PEP 562
    """Loads `read` at its first use: the types of this room need no model runtime."""
    if name == "read":
        from rashomon.reading.reader import read as function

        return function
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
