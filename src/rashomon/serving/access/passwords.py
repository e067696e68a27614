"""Passwords, kept as argon2id hashes (RFC 9106) with the costs that OWASP advises."""

from __future__ import annotations

from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from rashomon.errors import RashomonError

FEWEST, MOST = 10, 1024
"""Characters of a password (NIST SP 800-63B asks for 8 at least, and no rules of composition)."""

_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def hashed(password: str) -> str:
    """Gives the hash to keep. Raises RashomonError R610 where the password is too short or long."""
    if not FEWEST <= len(password) <= MOST:
        raise RashomonError("R610", f"a password has {FEWEST} to {MOST} characters")
    return _HASHER.hash(password)


def fits(password: str, kept: str | None) -> bool:
    """Says whether a password is the one that was kept.

    It takes as long where there is no such account (`kept` is None): the time tells nothing.
    """
    try:
        _HASHER.verify(kept or _nobody(), password[: MOST + 1])
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


@lru_cache(maxsize=1)
def _nobody() -> str:
    return _HASHER.hash("nobody has this password")
