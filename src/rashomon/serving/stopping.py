"""Stopping gracefully: what lasts as long as a reader looks ends at once, the rest is answered."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

_SIGNALS = (signal.SIGTERM, signal.SIGINT)


def when_told_to_stop(act: Callable[[], None]) -> None:
    """Has `act` called in the running loop when a signal stops the server, before it waits.

    The server's own handlers are called as before. Does nothing outside the main thread.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    loop = asyncio.get_running_loop()
    for one in _SIGNALS:
        before = signal.getsignal(one)

        def handle(number: int, frame: FrameType | None, before: Any = before) -> None:  # noqa: ANN401
            loop.call_soon_threadsafe(act)
            if callable(before):
                before(number, frame)

        signal.signal(one, handle)


def end_with_parent() -> None:
    """Has a process that another started to serve beside it stop when that one is gone.

    Whoever kills the first process would else leave the others behind, on its port.
    """
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="parent", daemon=True).start()


def leave_in_order() -> None:
    """Has a process that was told to stop, and has stopped, end as one that is done.

    The server raises the signal again when it has stopped; it is not to kill it then.
    """
    signal.signal(signal.SIGTERM, lambda _number, _frame: None)
