"""What takes long is done beside the server: reports added, stories compared.

One job runs at a time, in a process of its own (`worker`). Its progress is kept in the library,
so that every server process and every reader sees it.
"""

from __future__ import annotations

import contextlib
import itertools
import logging
import multiprocessing
import queue
import secrets
import shutil
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import delete, func, insert, select, update

from rashomon.errors import RashomonError
from rashomon.library import Library
from rashomon.library.packing import moment
from rashomon.library.tables import jobs as job_table
from rashomon.serving.problems import outward
from rashomon.serving.settings import Settings
from rashomon.serving.worker import Bounds, Task, Told, work

_LOG = logging.getLogger("rashomon.serving.jobs")

_ACTIVE = ("waiting", "running")
_TOLD_EVERY = 0.5  # seconds between two lines on a job in the library
_KEPT_DAYS = 7
_LOOK = 0.2  # seconds
_ENDED_WITHIN = 5.0  # seconds, after the server was told to stop
_NEWEST = 20
_STOPPED = "the server was stopped; ask again"
# People wait for what they added; stories are compared in between.
_FIRST = {"add": 0, "compare": 1, "background": 2}


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """A job and how far it is. `state` is waiting, running, done or failed."""

    id: str
    kind: str
    what: str
    by: str
    asked: str
    state: str
    stage: str
    done: int
    total: int
    result: Any = None
    code: str | None = None
    message: str | None = None
    ended: str | None = None

    @property
    def active(self) -> bool:
        """Whether it has not ended."""
        return self.state in _ACTIVE


class Jobs:
    """The queue of one server process, and its worker."""

    def __init__(self, library: Library, settings: Settings) -> None:
        self._library = library
        self._settings = settings
        self._queue: queue.PriorityQueue[tuple[int, int, str, Task]] = queue.PriorityQueue()
        self._numbers = itertools.count()
        self._closing = threading.Event()
        self._worker: _Worker | None = None
        self._thread = threading.Thread(target=self._run, name="jobs", daemon=True)

    def start(self) -> None:
        """Begins to work."""
        self._thread.start()

    def close(self) -> None:
        """Stops: what waits or runs is told as failed; the worker is ended."""
        self._closing.set()
        if self._thread.is_alive():
            self._thread.join(_ENDED_WITHIN)
        if self._worker is not None:
            self._worker.end()
        while not self._queue.empty():
            _, _, identity, task = self._queue.get_nowait()
            self._drop(identity, task)

    @property
    def waiting(self) -> int:
        """How many jobs of this process wait."""
        return self._queue.qsize()

    def add(self, task: Task, *, what: str, by: str) -> str:
        """Has reports added; gives the job's id. Raises RashomonError R606 where too many wait."""
        if self.waiting >= self._settings.limits.jobs_waiting:
            raise RashomonError("R606", "too much waits to be read; try again in a few minutes")
        return self._put(task, what=what, by=by, first=_FIRST["add"])

    def compare(self, story: str, *, by: str, background: bool = False) -> str:
        """Has a story compared; gives the id of the job, the running one where there is one."""
        query = select(job_table.c.id).where(
            job_table.c.kind == "compare",
            job_table.c.what == story,
            job_table.c.state.in_(_ACTIVE),
        )
        with self._library.reading() as connection:
            known: str | None = connection.execute(query.limit(1)).scalar()
        if known is not None:
            return known
        task = Task(kind="compare", story=story)
        first = _FIRST["background" if background else "compare"]
        return self._put(task, what=story, by=by, first=first)

    def _put(self, task: Task, *, what: str, by: str, first: int) -> str:
        identity = secrets.token_urlsafe(12)
        line = {
            "id": identity,
            "kind": task.kind,
            "what": what,
            "by": by,
            "asked": moment(datetime.now(UTC)),
            "state": "waiting",
            "stage": "",
            "done": 0,
            "total": 0,
        }
        with self._library.writing() as connection:
            connection.execute(insert(job_table).values(line))
        self._queue.put((first, next(self._numbers), identity, task))
        return identity

    def _run(self) -> None:
        while not self._closing.is_set():
            try:
                _, _, identity, task = self._queue.get(timeout=_LOOK)
            except queue.Empty:
                continue
            try:
                self._do(identity, task)
            except RashomonError as error:  # the library can not be written: nobody can be told
                _LOG.error("a job could not be done", extra={"code": error.code, "job": identity})
            finally:
                if task.folder is not None:
                    shutil.rmtree(task.folder, ignore_errors=True)

    def _do(self, identity: str, task: Task) -> None:
        self._tell(identity, state="running", stage="starting")
        began = time.monotonic()
        if self._worker is None:
            self._worker = _Worker(self._settings)
        told = self._follow(self._worker, identity, task, began)
        if told.code == "R602" or not self._worker.alive:
            self._worker.end()
            self._worker = None
        now = moment(datetime.now(UTC))
        _LOG.info(
            "job ended",
            extra={
                "job": identity,
                "kind": task.kind,
                "code": told.code,
                "seconds": round(time.monotonic() - began, 3),
            },
        )
        if told.trace is not None:
            _LOG.error("a job failed", extra={"job": identity, "trace": told.trace})
        if told.code is not None:
            message = outward(told.code, told.message or "")
            self._tell(identity, state="failed", code=told.code, message=message, ended=now)
        else:
            result = msgspec.json.encode(told.result).decode()
            self._tell(identity, state="done", stage="done", result=result, ended=now)

    def _follow(self, worker: _Worker, identity: str, task: Task, began: float) -> Told:
        """Passes on what the worker tells; gives what came of the task in the end."""
        last, stage = 0.0, ""
        try:
            worker.begin(task)
            while True:
                told = worker.told(_LOOK)
                if told is not None and told.ended:
                    return told
                now = time.monotonic()
                if told is not None and (told.stage != stage or now - last > _TOLD_EVERY):
                    last, stage = now, told.stage
                    self._tell(identity, stage=stage, done=told.done, total=told.total)
                if now - began > self._settings.limits.job_seconds:
                    return Told(code="R602", message="it took too long and was given up")
                if self._closing.is_set():
                    return Told(code="R602", message=_STOPPED)
        except (EOFError, OSError):
            message = "reading it ended its process, perhaps for want of memory or time"
            return Told(code="R602", message=message)

    def _tell(self, identity: str, **fields: Any) -> None:  # noqa: ANN401
        with self._library.writing() as connection:
            connection.execute(update(job_table).where(job_table.c.id == identity).values(**fields))

    def _drop(self, identity: str, task: Task) -> None:
        if task.folder is not None:
            shutil.rmtree(task.folder, ignore_errors=True)
        with contextlib.suppress(RashomonError):
            now = moment(datetime.now(UTC))
            self._tell(identity, state="failed", code="R602", message=_STOPPED, ended=now)


class _Worker:
    """The worker process, from this side of the pipe."""

    def __init__(self, settings: Settings) -> None:
        # Not forked: a copy of a process in which models run with threads may hang.
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        limits = settings.limits
        bounds = Bounds(memory=limits.job_memory, seconds=limits.job_seconds)
        self._process = context.Process(
            target=work, args=(settings.library, theirs, bounds), daemon=True, name="worker"
        )
        self._process.start()
        theirs.close()

    @property
    def alive(self) -> bool:
        return self._process.is_alive()

    def begin(self, task: Task) -> None:
        self._pipe.send_bytes(msgspec.json.encode(task))

    def told(self, seconds: float) -> Told | None:
        """Gives the next line, None where none comes in time. Raises EOFError, OSError."""
        if not self._pipe.poll(seconds):
            return None
        return msgspec.json.decode(self._pipe.recv_bytes(), type=Told)

    def end(self) -> None:
        self._pipe.close()
        self._process.kill()
        self._process.join()


def job_of(library: Library, identity: str) -> Job:
    """Gives a job. Raises RashomonError R607 where there is none."""
    with library.reading() as connection:
        query = select(job_table).where(job_table.c.id == identity)
        row = connection.execute(query).mappings().first()
    if row is None:
        raise RashomonError("R607", f"{identity}: there is no such job, or it was long ago.")
    return _job(row)


def newest_jobs(library: Library, *, kind: str) -> list[Job]:
    """Gives the jobs of a kind that were asked for last, the newest first; not all there are."""
    query = (
        select(job_table)
        .where(job_table.c.kind == kind)
        .order_by(job_table.c.asked.desc(), job_table.c.id)
        .limit(_NEWEST)
    )
    with library.reading() as connection:
        return [_job(row) for row in connection.execute(query).mappings()]


def tidy_jobs(library: Library) -> None:
    """Ends the jobs of a server that is gone, and forgets old ones. For when a server starts."""
    old = moment(datetime.now(UTC) - timedelta(days=_KEPT_DAYS))
    with library.writing() as connection:
        connection.execute(
            update(job_table)
            .where(job_table.c.state.in_(_ACTIVE))
            .values(
                state="failed",
                code="R602",
                message=_STOPPED,
                ended=moment(datetime.now(UTC)),
            )
        )
        connection.execute(delete(job_table).where(job_table.c.asked < old))


def active_jobs(library: Library) -> int:
    """Gives how many jobs wait or run, in all server processes."""
    query = select(func.count()).select_from(job_table).where(job_table.c.state.in_(_ACTIVE))
    with library.reading() as connection:
        return connection.execute(query).scalar_one()


def _job(row: Any) -> Job:  # noqa: ANN401
    fields = dict(row)
    result = fields.pop("result")
    return Job(**fields, result=None if result is None else msgspec.json.decode(result))
