"""How often one host is asked: not faster than a delay, and not before it said so."""

from __future__ import annotations

from rashomon.errors import IntakeError
from rashomon.intake.fetching.limits import Clock


class Pacing:
    """When each host may be asked again. Holds the only state that a fetcher keeps."""

    def __init__(self, *, delay: float, clock: Clock) -> None:
        self._delay = delay
        self._clock = clock
        self._free: dict[str, float] = {}

    def wait(self, host: str, *, longest: float) -> None:
        """Sleeps until a host may be asked, and takes the turn.

        Raises IntakeError R160 where that is more than `longest` seconds away.
        """
        left = self._free.get(host, 0.0) - self._clock.monotonic()
        if left > longest:
            raise busy(host, left)
        if left > 0:
            self._clock.sleep(left)
        self.hold(host, self._delay)

    def hold(self, host: str, seconds: float) -> None:
        """Lets nobody ask a host for some seconds from now; a longer hold stays."""
        until = self._clock.monotonic() + seconds
        self._free[host] = max(until, self._free.get(host, until))


def busy(host: str, seconds: float) -> IntakeError:
    """Gives the error R160: a host asks not to be asked for some time."""
    return IntakeError(
        "R160", f"{host} asks to be left alone for {seconds:.0f} s; try again after that"
    )
