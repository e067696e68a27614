"""Coded errors. Each concerns one input, says what is wrong and what to do about it.

Codes: R1xx intake, R2xx reading, R3xx comparing, R4xx showing and writing, R5xx the
library, R6xx serving, R9xx the installation.
"""

from __future__ import annotations


class RashomonError(Exception):
    """An error with a stable code, for example `R101`."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code} {message}")
        self.code = code
        self.message = message

    def __reduce__(self) -> tuple[type[RashomonError], tuple[str, str]]:
        """Lets an error pass from one process to another whole."""
        return type(self), (self.code, self.message)


class IntakeError(RashomonError):
    """One input could not be made into a report; the others are not touched by it."""


def in_short(error: Exception) -> str:
    """Gives what others' code tripped over, on one line of 200 characters at most."""
    return " ".join(f"{type(error).__name__}: {error}".split())[:200]
