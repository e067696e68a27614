"""Tries to log in that failed: after some, the next has to wait, longer each time."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

_LONGEST_WAIT = 300.0  # seconds
_DOUBLED = 20  # times at most
_FORGOTTEN = 900.0  # seconds without a try
_HELD = 10_000


class Throttle:
    """Counts failures of a name or a client; `free` of them cost nothing."""

    def __init__(self, *, free: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._free = free
        self._clock = clock
        self._failed: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def wait(self, *keys: str) -> float:
        """Gives the seconds until the next try is looked at, 0 where it is now."""
        return max((self._wait(key) for key in keys), default=0.0)

    def fail(self, *keys: str) -> None:
        """Counts a failure."""
        now = self._clock()
        for key in keys:
            number, _ = self._known(key)
            self._failed.pop(key, None)
            self._failed[key] = (number + 1, now)
        while len(self._failed) > _HELD:
            self._failed.popitem(last=False)

    def forget(self, key: str) -> None:
        """Begins anew: somebody has logged in."""
        self._failed.pop(key, None)

    def _wait(self, key: str) -> float:
        number, last = self._known(key)
        over = number - self._free
        if over < 0:
            return 0.0
        # Days of tries: a power of their number would be no number any more.
        wait = min(2.0 ** min(over, _DOUBLED), _LONGEST_WAIT)
        return max(0.0, last + wait - self._clock())

    def _known(self, key: str) -> tuple[int, float]:
        number, last = self._failed.get(key, (0, 0.0))
        return (0, 0.0) if self._clock() - last > _FORGOTTEN else (number, last)
