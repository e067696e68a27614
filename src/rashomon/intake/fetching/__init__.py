"""Addresses in, bytes out: the only room with sockets. See docs/fetching.md."""

from __future__ import annotations

from rashomon.intake.fetching.answers import Fetched, NotModified, Validators
from rashomon.intake.fetching.fetcher import Fetcher
from rashomon.intake.fetching.limits import Clock, Limits
from rashomon.intake.fetching.private import AllowedPrivate, allowed_private
from rashomon.intake.fetching.refusals import RefusalError
from rashomon.intake.fetching.robots import Robots
from rashomon.intake.fetching.served import bytes_of, name_of

__all__ = [
    "AllowedPrivate",
    "Clock",
    "Fetched",
    "Fetcher",
    "Limits",
    "NotModified",
    "RefusalError",
    "Robots",
    "Validators",
    "allowed_private",
    "bytes_of",
    "name_of",
]
