"""When to look again: regularly at feeds, ever more rarely at articles, later after failures.

Pure: `now` is given, and so is `jitter`, a number from 0 to 1 that spreads the turns of many.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from rashomon.errors import IntakeError
from rashomon.intake.fetching import RefusalError

EVERY = 900.0
"""Seconds between two looks at a feed where nothing else was asked for."""

LOOKS = (1, 4, 24, 96, 288)
"""When an article is looked at again, in units of `Pace.every` since it was last changed.

With the usual quarter of an hour: after 15 minutes, 1 hour, 6 hours, a day and three days.
"""

LONGEST = 86_400.0
"""The longest wait after failures, however many there were and whatever the server asks for."""

_SPREAD = 0.1  # of the wait, at most, is added by jitter
_FIRST = 60.0  # seconds after which a server that was not reached is tried again
_DOUBLINGS = 16  # more of them change nothing: the wait is bounded
NOBODY_THERE = frozenset({"R151", "R153"})
"""No server was found or reached: the network may be lost."""

_UNREACHED = NOBODY_THERE | {"R154", "R159"}  # or it is so slow, or so bad, that nothing came
_FORBIDDEN = "R161"


class Pace(msgspec.Struct, frozen=True, kw_only=True):
    """How often to look: `every` so many seconds at each feed."""

    every: float = EVERY


def is_passing(error: IntakeError) -> bool:
    """Says whether a failure may be over soon: no network, a busy or a failing server."""
    if error.code in _UNREACHED:
        return True
    return isinstance(error, RefusalError) and (
        error.wait is not None or (error.status is not None and error.status >= 500)
    )


def next_turn(now: datetime, pace: Pace, jitter: float) -> datetime:
    """Gives when to ask a feed again that has answered."""
    return now + _spread(pace.every, jitter)


def after_failure(
    now: datetime, pace: Pace, error: IntakeError, *, times: int, jitter: float
) -> datetime:
    """Gives when to ask again after `times` failures in a row.

    A server that was not reached is tried soon and then at each turn, so that a lost network is
    noticed when it is back. A server that answers badly is left alone twice as long each time,
    and at least as long as it asks for; never longer than `LONGEST`.
    """
    doubled: float = 2 ** min(times, _DOUBLINGS)
    if error.code in _UNREACHED:
        return now + _spread(min(_FIRST * doubled / 2, pace.every), jitter)
    wait = LONGEST if error.code == _FORBIDDEN else min(pace.every * doubled, LONGEST)
    asked = error.wait or 0.0 if isinstance(error, RefusalError) else 0.0
    return now + _spread(max(wait, min(asked, LONGEST)), jitter)


def next_look(changed: datetime, now: datetime, pace: Pace, jitter: float) -> datetime | None:
    """Gives when to look at an article again that was changed then; None for never."""
    for units in LOOKS:
        due = changed + timedelta(seconds=pace.every * units)
        if due > now:
            return due + timedelta(seconds=pace.every * _SPREAD * jitter)
    return None


def _spread(seconds: float, jitter: float) -> timedelta:
    return timedelta(seconds=seconds * (1 + _SPREAD * jitter))
