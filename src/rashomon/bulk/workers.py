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
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import Connection
from typing import Generic, NamedTuple, TypeVar

import msgspec

from rashomon.errors import RashomonError
from rashomon.reading.reading import Reading
from rashomon.report import Report

_Found = TypeVar("_Found")

_AHEAD = 4  # reports a worker that are handed out before the first of them is given


class Unread(msgspec.Struct, frozen=True, kw_only=True):
    """A report that could not be read, and why: a coded error's code and message."""

    report: Report
    code: str
    message: str


class _Task(NamedTuple, Generic[_Found]):
    """A report that was handed out."""

    processes: _Processes[_Found]
    future: Future[_Found | Unread]


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
    known: Iterable[tuple[Report, _Found | None]],
    *,
    jobs: int,
    work: Callable[[Report], _Found | Unread],
) -> Iterator[tuple[_Found | Unread, bool]]:
    """Gives what `work` finds in each report in order, each with whether it is new.

    So many processes are at work as `jobs` says. What comes with a report as found already is
    passed on. `work` is a function of a module, which each process imports.
    """
    waiting: deque[tuple[Report, _Found | _Task[_Found]]] = deque()
    pool = _Pool(jobs, work)
    try:
        for report, found in known:
            waiting.append((report, pool.submit(report) if found is None else found))
            if len(waiting) >= jobs * _AHEAD:
                yield pool.outcome(*waiting.popleft())
        while waiting:
            yield pool.outcome(*waiting.popleft())
    finally:
        pool.close()  # At the end none works any more; before it, nobody wants the rest.


class _Pool(Generic[_Found]):
    """Processes to which reports are handed out, set up again where one of them dies."""

    def __init__(self, jobs: int, work: Callable[[Report], _Found | Unread]) -> None:
        self._jobs = jobs
        self._work = work
        self._processes: _Processes[_Found] | None = None

    def submit(self, report: Report) -> _Task[_Found]:
        """Hands a report out."""
        processes = self._processes = self._processes or _Processes(self._jobs, self._work)
        try:
            return _Task(processes, processes.take(report))
        except BrokenProcessPool:
            self._drop(processes)
            return self.submit(report)

    def outcome(self, report: Report, task: _Found | _Task[_Found]) -> tuple[_Found | Unread, bool]:
        """Waits for what came of a report. One whose process died is tried once more, alone."""
        if not isinstance(task, _Task):
            return task, False
        try:
            return task.future.result(), True
        except BrokenProcessPool:
            self._drop(task.processes)
            return _done_alone(report, self._work), True

    def close(self) -> None:
        """Ends the processes, whatever they are at."""
        if self._processes is not None:
            self._drop(self._processes)

    def _drop(self, processes: _Processes[_Found]) -> None:
        if self._processes is processes:
            self._processes = None
        processes.end()


class _Processes(Generic[_Found]):
    """Some processes that end when this object is told so, or when the process that has it ends.

    Each of them holds one end of a pipe in which nothing is ever written; it is closed where the
    other end is closed.
    """

    def __init__(self, count: int, work: Callable[[Report], _Found | Unread]) -> None:
        self._work = work
        # Not forked: a copy of a process in which models run with threads may hang.
        context = multiprocessing.get_context("spawn")
        self._theirs, self._ours = context.Pipe(duplex=False)
        self._executor = ProcessPoolExecutor(
            count, mp_context=context, initializer=_begin, initargs=(self._theirs,)
        )

    def take(self, report: Report) -> Future[_Found | Unread]:
        """Has the work done on a report. Raises BrokenProcessPool where a process died."""
        with _interrupts_held_back():  # the executor starts its processes here
            return self._executor.submit(self._work, report)

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


def _done_alone(report: Report, work: Callable[[Report], _Found | Unread]) -> _Found | Unread:
    """Has one report done in a process of its own, which nothing else depends on."""
    process = _Processes(1, work)
    try:
        return process.take(report).result()
    except BrokenProcessPool:
        message = "reading it ended its process, perhaps for want of memory; read it alone"
        return Unread(report=report, code="R204", message=message)
    finally:
        process.end()


@contextlib.contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Holds Ctrl-C back for a moment. Processes that start in it never get one: they inherit this,
    so that none is interrupted before `_begin` has left that to the parent.
    """
    if not hasattr(signal, "pthread_sigmask"):  # on Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


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
