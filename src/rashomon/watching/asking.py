"""Asking servers in threads of their own, so that a slow one does not hold up the others.

Threads fetch and nothing else. What they bring is handed to the one who waits for it.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable

import msgspec

from rashomon.errors import IntakeError, in_short
from rashomon.intake.fetching import Fetched, NotModified, Validators

Fetch = Callable[[str, Validators], Fetched | NotModified]
"""Gives a page, or says that it has not changed since. Raises IntakeError."""

AT_ONCE = 8
"""Hosts that are asked at the same time."""


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one question, and the key under which it was put."""

    key: str
    outcome: Fetched | NotModified | IntakeError


class Asking:
    """Threads that ask, and the answers that wait to be taken."""

    def __init__(self, fetch: Fetch, *, at_once: int = AT_ONCE) -> None:
        """`fetch` is called from `at_once` threads; they end with `close` or with the process."""
        self._fetch = fetch
        self._at_once = at_once
        self._questions: queue.SimpleQueue[tuple[str, str, Validators] | None] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[Answered | None] = queue.SimpleQueue()
        for number in range(at_once):
            name = f"asking-{number}"
            threading.Thread(target=self._work, name=name, daemon=True).start()

    def put(self, key: str, address: str, validators: Validators) -> None:
        """Has a page asked for. Its answer comes in its own time."""
        self._questions.put((key, address, validators))

    def take(self, seconds: float | None) -> Answered | None:
        """Waits for the next answer; gives None after some seconds, or where it was woken."""
        try:
            return self._answers.get(timeout=seconds)
        except queue.Empty:
            return None

    def wake(self) -> None:
        """Ends the wait of `take`. May be called by a signal handler."""
        self._answers.put(None)  # a SimpleQueue may be put to at any moment

    def close(self) -> None:
        """Lets the threads end, each after what it is asking for; waits for none."""
        for _ in range(self._at_once):
            self._questions.put(None)

    def _work(self) -> None:
        while (question := self._questions.get()) is not None:
            key, address, validators = question
            self._answers.put(Answered(key=key, outcome=self._outcome(address, validators)))

    def _outcome(self, address: str, validators: Validators) -> Fetched | NotModified | IntakeError:
        try:
            return self._fetch(address, validators)
        except IntakeError as error:
            return error
        except Exception as error:
            # Other people's code: whatever it trips over, the other pages are asked.
            message = f"asking for it failed ({in_short(error)}); try again later"
            return IntakeError("R159", message)
