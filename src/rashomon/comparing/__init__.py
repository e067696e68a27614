"""Readings of one story to a Comparison: claims, origins, differences, lineage, timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rashomon.comparing.story import Compared, compare, compare_knowing, told_alone

__all__ = ["Compared", "compare", "compare_knowing", "told_alone"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - PEP 562
    """Loads what is exported at its first use: the rooms within need not load one another."""
    if name in __all__:
        from rashomon.comparing import story

        return getattr(story, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
