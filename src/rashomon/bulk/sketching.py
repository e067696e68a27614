"""What sorting needs of reports, made in processes beside those that read them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator

import msgspec

from rashomon.bulk.workers import Unread, side_by_side
from rashomon.reading.reading import Reading
from rashomon.report import Report
from rashomon.sorting.sketches import Sketch, sketch_of

_READERS = 4  # processes that read for each that makes sketches, which takes a fraction of that


class Sketched(msgspec.Struct, frozen=True, kw_only=True):
    """A reading whose sketch is made already."""

    reading: Reading
    sketch: Sketch


class _Unwanted(msgspec.Struct, frozen=True):
    """Stands for a sketch that nobody needs."""


def sketch_many(
    outcomes: Iterable[Reading | Unread], *, jobs: int, wanted: Callable[[Report], bool]
) -> Iterator[Reading | Sketched | Unread]:
    """Gives what `read_many` gave, in order, with the sketches of those reports that want one.

    `jobs` is in how many processes the reports are read: as many as keep up with these make
    sketches. With one, nothing is made here. A report whose sketch fails goes without.
    """
    return _side_by_side(outcomes, jobs, wanted) if jobs > 1 else iter(outcomes)


def _side_by_side(
    outcomes: Iterable[Reading | Unread], jobs: int, wanted: Callable[[Report], bool]
) -> Iterator[Reading | Sketched | Unread]:
    passing: deque[Reading | Unread] = deque()

    def asked() -> Iterator[tuple[Report, Sketch | _Unwanted | None]]:
        for outcome in outcomes:
            passing.append(outcome)
            is_wanted = isinstance(outcome, Reading) and wanted(outcome.report)
            yield outcome.report, None if is_wanted else _Unwanted()

    for sketch, _ in side_by_side(asked(), jobs=max(1, jobs // _READERS), work=sketch_one):
        outcome = passing.popleft()
        if isinstance(sketch, Sketch) and isinstance(outcome, Reading):
            yield Sketched(reading=outcome, sketch=sketch)
        else:
            yield outcome


def sketch_one(report: Report) -> Sketch | _Unwanted:
    """Gives the sketch of a report."""
    return sketch_of(report)
