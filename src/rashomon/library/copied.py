"""How much of its own prose a report has from another one, told fast enough for each that comes.

Both are read once, into the codes of all runs of five words; what two of them share is then a look
at two rows of numbers. `rashomon.comparing.lineage` tells it to the character, with what was
reworded, in a hundred times the time.
"""

from __future__ import annotations

import re
import zlib
from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache

import msgspec
import numpy as np
from numpy.typing import NDArray

from rashomon.comparing.lineage import LEAST_WORDS, own_prose
from rashomon.report import Report

_RUN = 5  # words in a row that are equal in both
_HELD = 4_000  # reports whose runs are at hand, about 10 kB each
_WORD = re.compile(r"(\w+(?:['’]\w+)*)")
_FACTOR = np.uint64(1_000_003)


class Prose(msgspec.Struct, frozen=True, eq=False):
    """The runs of words of a report, in order and sorted, and which of its words are its own.

    What is its own is what `own_prose` of lineage says. `agencies` are those that it credits.
    """

    runs: NDArray[np.uint64]
    sorted_runs: NDArray[np.uint64]
    own: NDArray[np.bool_]
    agencies: tuple[str, ...]


def prose_of(report: Report) -> Prose:
    """Gives the prose of a report."""
    parts = _WORD.split(report.text)  # what is between words, and each word after it
    ends = np.cumsum(np.fromiter(map(len, parts), dtype=np.int64, count=len(parts)))
    starts, found = ends[:-1:2], parts[1::2]
    words = np.fromiter(map(_code, found), dtype=np.uint64, count=len(found))
    runs = np.zeros(max(0, len(words) - _RUN + 1), dtype=np.uint64)
    for offset in range(_RUN):
        runs = runs * _FACTOR + words[offset : offset + len(runs)]
    return Prose(runs, np.sort(runs), own_prose(report)[starts], report.agencies)


@lru_cache(maxsize=50_000)
def _code(word: str) -> int:
    return zlib.crc32(word.lower().replace("’", "'").encode("utf-8", "surrogatepass")) + 1


def share_of_own(one: Prose, two: Prose) -> float:
    """Gives the share of the shorter one's own prose that stands in the other one, 0 to 1.

    It is 0 where too few words are shared to tell.
    """
    total, shared = min(
        (int(mine.own.sum()), int((mine.own & _shared(mine, theirs)).sum()))
        for mine, theirs in ((one, two), (two, one))
    )
    return shared / total if shared >= LEAST_WORDS else 0.0


def _shared(mine: Prose, theirs: Prose) -> NDArray[np.bool_]:
    """Says of each word whether it stands in a run that the other one has too."""
    found = np.zeros(len(mine.own), dtype=bool)
    if len(mine.runs) and len(theirs.runs):
        places = np.searchsorted(theirs.sorted_runs, mine.runs)
        places = np.minimum(places, len(theirs.runs) - 1)
        equal = theirs.sorted_runs[places] == mine.runs
        for offset in range(_RUN):
            found[offset : offset + len(equal)] |= equal
    return found


class ProseAtHand:
    """The prose of the reports that came or were asked for last, made where it is asked for."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, Report | Prose] = OrderedDict()

    def put(self, report: Report) -> None:
        """Takes a report as it is now."""
        self._held[report.id] = report
        self._held.move_to_end(report.id)
        if len(self._held) > _HELD:
            self._held.popitem(last=False)

    def get(self, report: str, load: Callable[[str], Report]) -> Prose:
        """Gives the prose of a report by its id, loaded where it is not at hand."""
        found = self._held.get(report)
        if not isinstance(found, Prose):
            text = found or load(report)
            self.put(text)
            found = self._held[report] = prose_of(text)
        self._held.move_to_end(report)
        return found
