"""Times of day: what a match of each rule means; None where the rule declines."""

from __future__ import annotations

import re

from rashomon.reading import time_meanings as means
from rashomon.reading.time_match import Found
from rashomon.reading.time_meanings import Meaning
from rashomon.reading.tokens import Token


def clock(found: Found) -> Meaning | None:
    """Reads "14:30", "10 p.m. EST", "4 in the morning", "1745 hrs", "five o'clock"."""
    token = found.token("hour")
    if token is None:
        return None
    hour, minute = _hour_and_minute(token)
    half_day = found.word("ampm")[:1]
    if found.has("half_day"):
        half_day = "a" if found.word("half_day") == "morning" else "p"
    if hour > 23 or minute > 59 or (half_day and not 1 <= hour <= 12):
        return None
    if half_day:
        return means.Clock(hour % 12 + (12 if half_day == "p" else 0), minute)
    whole_day = hour == 0 or hour > 12 or token.text[0] == "0" or found.last_word in _WHOLE_DAY
    return means.Clock(hour if whole_day else None, minute)


def clock_hours(found: Found) -> Meaning | None:
    """Reads "0900 hours"; "1500 hours" may be a duration."""
    token = found.token("hour")
    if token is None or token.text[0] != "0" or found.last_word != "hours":
        return None
    hour, minute = _hour_and_minute(token)
    return means.Clock(hour, minute) if hour < 24 and minute < 60 else None


# After these a time is told by the 24-hour clock.
_WHOLE_DAY = ("gmt", "utc", "hrs", "cet", "cest", "eet")


def _hour_and_minute(token: Token) -> tuple[int, int]:
    if token.number is not None and not token.digits:
        return int(token.number), 0
    pieces = [int(piece) for piece in re.findall(r"\d+", token.text)]
    if len(pieces) == 1 and (pieces[0] > 99 or len(token.text) == len("0900")):
        return divmod(pieces[0], 100)
    return pieces[0], pieces[1] if len(pieces) > 1 else 0


def noon(found: Found) -> Meaning | None:
    """Reads "noon", "midnight"; not "High Noon"."""
    if found.in_name:
        return None
    return means.Clock(12 if found.word("noon") in ("noon", "midday") else 0, 0)
