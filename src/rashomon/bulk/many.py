"""Reading many reports: in order, side by side, and none lost to another's failure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rashomon.bulk.workers import Unread, read_one, side_by_side
from rashomon.reading.reading import Reading
from rashomon.report import Report

if TYPE_CHECKING:
    from rashomon.bulk.cache import ReadingCache


def read_many(
    reports: Iterable[Report], *, jobs: int = 1, cache: ReadingCache | None = None
) -> Iterator[Reading | Unread]:
    """Gives the reading of each report, in the order of `reports`, as they come.

    A report that cannot be read is given as `Unread`; the others are not touched by it. With
    `jobs` above 1 that many processes read side by side, with one thread each (a script that
    calls this needs `if __name__ == "__main__":`, as multiprocessing always does). What `cache`
    holds is not read again, and what is read is put there.
    Raises RashomonError R9xx where the installation is broken, and ValueError where `jobs` is
    below 1.
    """
    if jobs < 1:
        raise ValueError(f"jobs is {jobs}; it must be 1 or more")
    known = ((report, cache.get(report) if cache else None) for report in reports)
    if jobs == 1:
        return _keeping(_in_turn(known), cache)
    return _keeping(side_by_side(known, jobs=jobs, work=read_one), cache)


_Known = tuple[Report, Reading | None]


def _in_turn(known: Iterable[_Known]) -> Iterator[tuple[Reading | Unread, bool]]:
    """Gives the outcomes one after the other, each with whether it is new."""
    for report, reading in known:
        yield (reading, False) if reading else (read_one(report), True)


def _keeping(
    outcomes: Iterator[tuple[Reading | Unread, bool]], cache: ReadingCache | None
) -> Iterator[Reading | Unread]:
    """Passes outcomes on, and puts new readings into the cache."""
    wrote = False
    try:
        for outcome, new in outcomes:
            if cache and new and isinstance(outcome, Reading):
                cache.put(outcome)
                wrote = True
            yield outcome
    finally:
        if cache and wrote:
            cache.trim()
