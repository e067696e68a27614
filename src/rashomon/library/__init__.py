"""The library: reports with all their versions, sorted into stories as they come.

A SQLite file, or a PostgreSQL database by its URL; the same code for both.
"""

from __future__ import annotations

from rashomon.library.adding import Added, add
from rashomon.library.opening import Library, default_place, open_library
from rashomon.library.searching import Found, Wanted, search
from rashomon.library.stories import ListedReport, Story, comparison_of, list_stories

__all__ = [
    "Added",
    "Found",
    "Library",
    "ListedReport",
    "Story",
    "Wanted",
    "add",
    "comparison_of",
    "default_place",
    "list_stories",
    "open_library",
    "search",
]
