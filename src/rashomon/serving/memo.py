"""What was read from the library a moment ago, until the library changes."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

_Found = TypeVar("_Found")


class Memo:
    """Holds `most` things, each as of one change of the library and for so many seconds at most.

    The seconds bound what changes without a line in the log of changes (a new headline).
    """

    def __init__(
        self, *, most: int, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = most
        self._seconds = seconds
        self._clock = clock
        self._held: OrderedDict[Hashable, tuple[int, float, Any]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, change: int, make: Callable[[], _Found]) -> _Found:
        """Gives what is held of a key as of a change, else what `make` gives."""
        with self._lock:
            held = self._held.get(key)
        if held is not None and held[0] == change and held[1] > self._clock():
            found: _Found = held[2]
            return found
        made = make()
        with self._lock:
            self._held[key] = (change, self._clock() + self._seconds, made)
            self._held.move_to_end(key)
            while len(self._held) > self._most:
                self._held.popitem(last=False)
        return made
