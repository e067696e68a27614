"""The time by which turns are taken: it never goes back, whatever is done to the machine's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from rashomon.intake.fetching import Clock

Jitter = Callable[[], float]
"""Gives a number from 0 to 1, another one each time, that spreads turns."""


class SteadyClock:
    """Begins at the machine's time and goes on by itself."""

    def __init__(self, clock: Clock = Clock()) -> None:  # noqa: B008 - frozen
        self._clock = clock
        self._start = clock.now()
        self._began = clock.monotonic()

    def now(self) -> datetime:
        """Gives the time in UTC. It does not follow changes of the machine's time."""
        return self._start + timedelta(seconds=self._clock.monotonic() - self._began)
