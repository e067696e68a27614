"""Reports in, stories out: which reports tell of the same event."""

from __future__ import annotations

from rashomon.sorting.grouping import group
from rashomon.sorting.neighbours import Neighbours
from rashomon.sorting.sketches import Sketch, sketch_of, sketch_with
from rashomon.sorting.sorter import Change, Sorter

__all__ = ["Change", "Neighbours", "Sketch", "Sorter", "group", "sketch_of", "sketch_with"]
