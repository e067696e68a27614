"""What sorting needs of reports, made in processes beside those that read them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator

import msgspec

from rashomon.bulk.workers import Unread, side_by_side
from rashomon.reading.reading import Reading
from rashomon.report import Report
from rashomon.sorting.sketches import Sketch, sketch_of

_Found = Sketch | Reading | Unread

_READERS = 4  # processes that read for each that makes sketches, which takes a fraction of that


class Sketched(msgspec.Struct, frozen=True, kw_only=True):
    """A reading whose sketch is made already."""

    reading: Reading
    sketch: Sketch


def sketch_many(
    outcomes: Iterable[Reading | Unread], *, jobs: int, wanted: Callable[[Report], bool]
) -> Iterator[Reading | Sketched | Unread]:
    """Gives what `read_many` gave, in order, with the sketches of those reports that want one.

    `jobs` is in how many processes the reports are read: as many as keep up with these make
    sketches. With one, nothing is made here. A report whose sketch ends its process goes without.
    """
    return _side_by_side(outcomes, jobs, wanted) if jobs > 1 else iter(outcomes)


def _side_by_side(
    outcomes: Iterable[Reading | Unread], jobs: int, wanted: Callable[[Report], bool]
) -> Iterator[Reading | Sketched | Unread]:
    waiting: deque[Reading] = deque()

    def asked() -> Iterator[tuple[Report, _Found | None]]:
        for outcome in outcomes:
            if isinstance(outcome, Reading) and wanted(outcome.report):
                waiting.append(outcome)
                yield outcome.report, None
            else:
                yield outcome.report, outcome

    made: Iterator[tuple[_Found, bool]]
    made = side_by_side(asked(), jobs=max(1, jobs // _READERS), work=sketch_of)
    for found, is_new in made:
        if isinstance(found, Sketch):
            yield Sketched(reading=waiting.popleft(), sketch=found)
        elif is_new:
            yield waiting.popleft()
        else:
            yield found
