"""Many reports: read one after the other or side by side, and what was read before kept.

An edge of the house: it starts processes and writes files. `rashomon.reading` knows nothing of it.
"""

from __future__ import annotations

from rashomon.bulk.cache import ReadingCache
from rashomon.bulk.many import read_many
from rashomon.bulk.workers import Unread

__all__ = ["ReadingCache", "Unread", "read_many"]
