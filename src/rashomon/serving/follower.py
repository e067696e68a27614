"""Follows the library: sees what any process adds, wakes who waits for it, has stories compared."""

from __future__ import annotations

import asyncio
import contextlib
import logging

from starlette.concurrency import run_in_threadpool

from rashomon.errors import RashomonError
from rashomon.library import Library
from rashomon.library.log import last_change
from rashomon.library.overview import uncompared
from rashomon.serving.jobs import Jobs

_LOG = logging.getLogger("rashomon.serving.follower")

LOOKED_EVERY = 1.0
"""Seconds between two looks at the library."""


class Follower:
    """One task of a server process. `last` is the id of the newest change that it has seen."""

    def __init__(self, library: Library, jobs: Jobs, *, compares: bool = True) -> None:
        self.last = 0
        self._library = library
        self._jobs = jobs
        self._compares = compares
        self._asked: set[str] = set()  # to be compared, since the last change
        self._moved = asyncio.Event()
        self._stopping = False
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begins to look."""
        self.last = await run_in_threadpool(last_change, self._library)
        self._task = asyncio.create_task(self._follow())

    async def close(self) -> None:
        """Stops, and wakes who waits."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        self.wake()

    def wake(self) -> None:
        """Has nobody wait any longer: the server stops."""
        self._stopping = True
        self._moved.set()

    async def wait(self, seen: int, *, seconds: float) -> bool:
        """Waits until there is a change after `seen`; says whether there is one."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self.last <= seen and not self._stopping:
                    await self._moved.wait()
        return self.last > seen

    async def _follow(self) -> None:
        while True:
            try:
                found = await run_in_threadpool(last_change, self._library)
                if found != self.last:
                    self.last = found
                    self._asked.clear()
                    self._moved.set()
                    self._moved = asyncio.Event()
                if self._compares and not self._jobs.waiting:
                    await run_in_threadpool(self._compare_one)
            except RashomonError as error:
                _LOG.warning("the library can not be read", extra={"code": error.code})
            await asyncio.sleep(LOOKED_EVERY)

    def _compare_one(self) -> None:
        """Has the next story compared that is not, each at most once a change of the library."""
        for story in uncompared(self._library, limit=1 + len(self._asked)):
            if story not in self._asked:
                self._asked.add(story)
                self._jobs.compare(story, by="server", background=True)
                return
