"""Readings of one story to a Comparison: claims, origins, differences, lineage, timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rashomon.comparing.story import compare

__all__ = ["compare"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - PEP 562
    """Loads `compare` at its first use: the rooms within need not load one another."""
    if name == "compare":
        from rashomon.comparing.story import compare as function

        return function
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
