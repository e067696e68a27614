"""Processes that read side by side, each with its own models and one thread.

What a report does to its process stays there: a report whose rule fails, or whose process dies,
is given as `Unread`, and the rest is read.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import Connection
from typing import NamedTuple

import msgspec

from rashomon.errors import RashomonError
from rashomon.reading.reading import Reading
from rashomon.report import Report

_AHEAD = 4  # reports a worker that are handed out before the first of them is given


class Unread(msgspec.Struct, frozen=True, kw_only=True):
    """A report that could not be read, and why: a coded error's code and message."""

    report: Report
    code: str
    message: str


class _Task(NamedTuple):
    """A report that was handed out."""

    processes: _Processes
    future: Future[Reading | Unread]


_Place = tuple[Report, Reading | _Task]


def read_one(report: Report) -> Reading | Unread:
    """Reads a report; an error that concerns it alone is given, not raised.

    Raises RashomonError R9xx where the installation is broken.
    """
    from rashomon.reading import read

    try:
        return read(report)
    except RashomonError as error:
        if error.code.startswith("R9"):
            raise
        return Unread(report=report, code=error.code, message=error.message)
    except Exception as error:  # A mistake of Rashomon's own must not cost the other reports.
        problem = f"{type(error).__name__}: {error}"
        message = f"reading it failed ({problem}); please report this with the text"
        return Unread(report=report, code="R203", message=message)


def side_by_side(
    known: Iterable[tuple[Report, Reading | None]], *, jobs: int
) -> Iterator[tuple[Reading | Unread, bool]]:
    """Gives a reading of each report in order, each with whether it is new, from `jobs` processes.

    A report that comes with its reading is passed on.
    """
    waiting: deque[_Place] = deque()
    pool = _Pool(jobs)
    try:
        for report, reading in known:
            waiting.append((report, reading or pool.submit(report)))
            if len(waiting) >= jobs * _AHEAD:
                yield pool.outcome(*waiting.popleft())
        while waiting:
            yield pool.outcome(*waiting.popleft())
    finally:
        pool.close()  # At the end none works any more; before it, nobody wants the rest.


class _Pool:
    """Processes to which reports are handed out, set up again where one of them dies."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._processes: _Processes | None = None

    def submit(self, report: Report) -> _Task:
        """Hands a report out."""
        processes = self._processes = self._processes or _Processes(self._jobs)
        try:
            return _Task(processes, processes.read(report))
        except BrokenProcessPool:
            self._drop(processes)
            return self.submit(report)

    def outcome(self, report: Report, task: Reading | _Task) -> tuple[Reading | Unread, bool]:
        """Waits for what came of a report. One whose process died is tried once more, alone."""
        if isinstance(task, Reading):
            return task, False
        try:
            return task.future.result(), True
        except BrokenProcessPool:
            self._drop(task.processes)
            return _read_alone(report), True

    def close(self) -> None:
        """Ends the processes, whatever they are at."""
        if self._processes is not None:
            self._drop(self._processes)

    def _drop(self, processes: _Processes) -> None:
        if self._processes is processes:
            self._processes = None
        processes.end()


class _Processes:
    """Some processes that end when this object is told so, or when the process that has it ends.

    Each of them holds one end of a pipe in which nothing is ever written; it is closed where the
    other end is closed.
    """

    def __init__(self, count: int) -> None:
        # Not forked: a copy of a process in which models run with threads may hang.
        context = multiprocessing.get_context("spawn")
        self._theirs, self._ours = context.Pipe(duplex=False)
        self._executor = ProcessPoolExecutor(
            count, mp_context=context, initializer=_begin, initargs=(self._theirs,)
        )

    def read(self, report: Report) -> Future[Reading | Unread]:
        """Has a report read. Raises BrokenProcessPool where a process died."""
        return self._executor.submit(read_one, report)

    def end(self) -> None:
        """Ends the processes at once and waits for that."""
        self._ours.close()
        if sys.version_info < (3, 11, 5):
            # There the executor waits for ever for a report that nobody takes any more to be
            # written to its queue (gh-94777). Without a reader, that writing ends.
            queue = self._executor._call_queue  # type: ignore[attr-defined]
            if queue is not None:
                queue._reader.close()
        self._executor.shutdown(wait=True, cancel_futures=True)
        self._theirs.close()


def _read_alone(report: Report) -> Reading | Unread:
    """Reads one report in a process of its own, which nothing else depends on."""
    process = _Processes(1)
    try:
        return process.read(report).result()
    except BrokenProcessPool:
        message = "reading it ended its process, perhaps for want of memory; read it alone"
        return Unread(report=report, code="R204", message=message)
    finally:
        process.end()


def _begin(parent: Connection) -> None:
    """Sets a worker up: one thread, Ctrl-C left to the parent, and no life after the parent's."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    from rashomon.models import use_one_thread

    use_one_thread()


def _end_with(parent: Connection) -> None:
    with contextlib.suppress(EOFError, OSError):
        parent.recv_bytes()
    os._exit(1)
