"""How often one host is asked: not faster than a delay, and not before it said so."""

from __future__ import annotations

import threading

from rashomon.intake.fetching.limits import Clock
from rashomon.intake.fetching.refusals import busy


class Pacing:
    """When each host may be asked again. Holds the only state that a fetcher keeps.

    Threads that share one wait for each other's turns.
    """

    def __init__(self, *, delay: float, clock: Clock) -> None:
        self._delay = delay
        self._clock = clock
        self._free: dict[str, float] = {}
        self._lock = threading.Lock()

    def wait(self, host: str, *, longest: float) -> None:
        """Takes the next turn at which a host may be asked, and sleeps until then.

        Raises IntakeError R160 where that is more than `longest` seconds away.
        """
        with self._lock:
            now = self._clock.monotonic()
            left = max(0.0, self._free.get(host, 0.0) - now)
            if left > longest:
                raise busy(host, left)
            self._free[host] = now + left + self._delay
        if left > 0:
            self._clock.sleep(left)

    def hold(self, host: str, seconds: float) -> None:
        """Lets nobody ask a host for some seconds from now; a longer hold stays."""
        with self._lock:
            until = self._clock.monotonic() + seconds
            self._free[host] = max(until, self._free.get(host, until))
