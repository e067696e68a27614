"""Follows feeds: what they name is added to the library, and what changes becomes a version.

What is due and what comes of a look is decided by pure functions (`schedule`, `deciding`); the
network (`asking`), the library (`keeping`) and the clock are at the edges.
"""

from __future__ import annotations

from rashomon.watching.events import Event
from rashomon.watching.schedule import EVERY, Pace
from rashomon.watching.service import Watch

__all__ = ["EVERY", "Event", "Pace", "Watch"]
