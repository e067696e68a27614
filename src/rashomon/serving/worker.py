"""The process that reads what readers send: apart from the server, within limits.

It speaks with the server by lines of JSON over a pipe. What a hostile input does to it, the
server outlives; the server ends it where a task takes too long.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import msgspec

from rashomon.errors import RashomonError
from rashomon.library import Library, comparison_of, open_library
from rashomon.reading.reading import Reading
from rashomon.report import Report

Tell = Callable[[str, int, int], None]
"""Tells how far a task is: its stage, how many parts are done, and of how many."""

_NICER = 5


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be done: `add` files of a folder or an address, or `compare` a story."""

    kind: str
    story: str | None = None
    folder: str | None = None
    sources: tuple[str, ...] = ()
    outlet: str | None = None
    published: str | None = None
    title: str | None = None
    private: tuple[str, ...] = ()
    most: int = 500


class Bounds(msgspec.Struct, frozen=True, kw_only=True):
    """What a worker may use: bytes of memory, and seconds of computing for each task."""

    memory: int
    seconds: float


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A line from the worker: how far it is, or, with `ended`, what came of the task.

    `trace` says to the server's log where a mistake of our own happened.
    """

    stage: str = ""
    done: int = 0
    total: int = 0
    ended: bool = False
    result: Any = None
    code: str | None = None
    message: str | None = None
    trace: str | None = None


def work(place: str, pipe: Connection, bounds: Bounds) -> None:
    """Does the tasks that come through `pipe` until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _bound(bounds)
    from rashomon.models import use_one_thread

    use_one_thread()
    with open_library(place) as library, contextlib.suppress(EOFError, OSError):
        while True:
            task = msgspec.json.decode(pipe.recv_bytes(), type=Task)
            _bound_computing(bounds)
            pipe.send_bytes(msgspec.json.encode(_outcome(library, task, pipe)))


def _bound(bounds: Bounds) -> None:
    if sys.platform == "win32":  # it has no such limits; the time of a task is bounded anyway
        return
    import resource

    os.nice(_NICER)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (bounds.memory, bounds.memory))


def _bound_computing(bounds: Bounds) -> None:
    if sys.platform == "win32":
        return
    import resource

    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(used + bounds.seconds) + 1, hard))


def _outcome(library: Library, task: Task, pipe: Connection) -> Told:
    def tell(stage: str, done: int, total: int) -> None:
        pipe.send_bytes(msgspec.json.encode(Told(stage=stage, done=done, total=total)))

    try:
        result = _TASKS[task.kind](library, task, tell)
    except RashomonError as error:
        return Told(ended=True, code=error.code, message=error.message)
    except MemoryError:
        return Told(ended=True, code="R604", message="this needs more memory than a task may use")
    except Exception as error:  # A mistake of Rashomon's own must not end the process.
        # Its words may tell paths and queries: they are for the log.
        told = f"it failed ({type(error).__name__}); the server's log says more"
        return Told(ended=True, code="R603", message=told, trace=traceback.format_exc())
    return Told(ended=True, result=result)


def _compare(library: Library, task: Task, tell: Tell) -> dict[str, Any]:
    from rashomon.reading import read
    from rashomon.serving.story_pages import keep_page

    def read_all(reports: Sequence[Report]) -> list[Reading]:
        found = []
        for number, report in enumerate(reports):
            tell("reading", number, len(reports))
            found.append(read(report))
        tell("comparing", 0, 0)
        return found

    assert task.story is not None
    tell("comparing", 0, 0)
    comparison = comparison_of(library, task.story, read=read_all)
    tell("drawing", 0, 0)
    keep_page(library, task.story, comparison)
    return {"story": task.story}


def _add(library: Library, task: Task, tell: Tell) -> dict[str, Any]:
    from rashomon.bulk import ReadingCache, Unread, read_many
    from rashomon.intake import Source, load
    from rashomon.library import add
    from rashomon.library.adding import in_order

    tell("opening" if task.folder else "fetching", 0, 0)
    sources = [
        Source(path=name, outlet=task.outlet, published=task.published, title=task.title)
        for name in task.sources
    ]
    with _inside(task.folder):
        intake = load(sources, fetcher=None if task.folder else _fetcher(task.private))
    found = in_order(intake.reports)
    unread = [{"source": f.source, "code": f.code, "message": f.message} for f in intake.failures]
    if len(found) > task.most:
        message = f"it holds {len(found)} reports; the first {task.most} were added"
        unread.append({"source": task.sources[0], "code": "R605", "message": message})
        found = found[: task.most]
    if not found:
        first = unread[0] if unread else {"code": "R103", "message": "there is no report in it"}
        raise RashomonError(first["code"], first["message"])

    def readings() -> Iterator[Reading]:
        for number, outcome in enumerate(read_many(found, cache=ReadingCache())):
            tell("reading", number, len(found))
            if isinstance(outcome, Unread):
                named = outcome.report.title or outcome.report.id
                problem = {"source": named, "code": outcome.code, "message": outcome.message}
                unread.append(problem)
            else:
                yield outcome
        tell("sorting", len(found), len(found))

    added = [
        {"id": one.id, "what": one.what, "story": one.story, "title": one.title}
        for one in add(library, readings())
    ]
    return {"added": added, "failed": unread}


@contextlib.contextmanager
def _inside(folder: str | None) -> Iterator[None]:
    """Stands in a folder, so that a source is named by its file's name alone."""
    if folder is None:
        yield
        return
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def _fetcher(private: tuple[str, ...]) -> Any:  # noqa: ANN401
    from rashomon.intake.fetching import Fetcher, allowed_private

    return Fetcher(allowed=allowed_private(private))


_TASKS: dict[str, Callable[[Library, Task, Tell], dict[str, Any]]] = {
    "add": _add,
    "compare": _compare,
}
