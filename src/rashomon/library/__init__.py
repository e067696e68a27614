"""The library: reports with all their versions, sorted into stories as they come.

A SQLite file, or a PostgreSQL database by its URL; the same code for both.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rashomon.library.adding import Added, add
    from rashomon.library.auditing import Fault, audit
    from rashomon.library.backup import Backup, back_up, check_backup, restore
    from rashomon.library.examples import Example, export_judgements
    from rashomon.library.judging import judge, judgements, merge_stories, split_story, undo
    from rashomon.library.opening import Library, default_place, open_library
    from rashomon.library.revisions import revisions_of, versions_of
    from rashomon.library.searching import Found, Wanted, search
    from rashomon.library.stories import ListedReport, Story, comparison_of, links_of, list_stories

__all__ = [
    "Added",
    "Backup",
    "Example",
    "Fault",
    "Found",
    "Library",
    "ListedReport",
    "Story",
    "Wanted",
    "add",
    "audit",
    "back_up",
    "check_backup",
    "comparison_of",
    "default_place",
    "export_judgements",
    "judge",
    "judgements",
    "links_of",
    "list_stories",
    "merge_stories",
    "open_library",
    "restore",
    "revisions_of",
    "search",
    "split_story",
    "undo",
    "versions_of",
]

_HOMES = {
    "adding": ("Added", "add"),
    "auditing": ("Fault", "audit"),
    "backup": ("Backup", "back_up", "check_backup", "restore"),
    "examples": ("Example", "export_judgements"),
    "judging": ("judge", "judgements", "merge_stories", "split_story", "undo"),
    "opening": ("Library", "default_place", "open_library"),
    "revisions": ("revisions_of", "versions_of"),
    "searching": ("Found", "Wanted", "search"),
    "stories": ("ListedReport", "Story", "comparison_of", "links_of", "list_stories"),
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - PEP 562
    """Loads what is asked for at its first use: a list of stories needs no models."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
