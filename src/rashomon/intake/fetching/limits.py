"""How long, how much and how often a fetch may take, and the clock that says so."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec

from rashomon.errors import IntakeError


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds of one fetch. Times are seconds, sizes are bytes.

    `total` bounds each request from the name's look-up to the last byte, redirects included;
    `largest` holds for the body as it comes and after decompression. `tries` counts the first
    one. `longest_wait` is how long a busy server's "Retry-After" is waited for.
    """

    connect: float = 10.0
    read: float = 20.0
    total: float = 60.0
    largest: int = 20_000_000
    redirects: int = 10
    tries: int = 3
    longest_wait: float = 60.0


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, kw_only=True)
class Clock:
    """The time, as a fetch sees it. Tests give their own and wait for nothing."""

    monotonic: Callable[[], float] = time.monotonic
    now: Callable[[], datetime] = _now
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """The moment at which a request is given up, however much still comes."""

    at: float
    clock: Clock

    def left(self, longest: float) -> float:
        """Gives the seconds that one step may take. Raises IntakeError R154 where none are left."""
        left = self.at - self.clock.monotonic()
        if left <= 0:
            raise IntakeError("R154", "the answer takes too long; try again later")
        return min(left, longest)
