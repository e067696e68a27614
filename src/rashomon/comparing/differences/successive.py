"""Two days that are as far apart as the reports: each tells the news of its day.

"On Saturday the rebels rebuffed", a report of Sunday; "on Sunday the mayor displayed", one of
Monday. Their dates differ as the days on which they were published do, so that they are mostly two
steps of one affair and no contradiction.
"""

from __future__ import annotations

from datetime import date

from rashomon.comparing.differences.finding import pressed
from rashomon.comparing.differences.sentence import SentencePair
from rashomon.comparing.pair import PairDifference

_DAY = len("2014-04-27")


def of_one_day(pair: SentencePair, found: PairDifference) -> PairDifference:
    """Gives a difference, less sure where its two dates keep step with the two reports."""
    if found.type != "date" or found.subtype != "conflict":
        return found
    days, published = (
        (_day(left), _day(right))
        for left, right in (
            (found.left_value, found.right_value),
            (pair.left.published, pair.right.published),
        )
    )
    return pressed(found) if 0 != _apart(days) == _apart(published) else found


def _apart(days: tuple[int | None, int | None]) -> int:
    """Gives how many days the second is after the first; 0 where one of them is not told."""
    first, second = days
    return 0 if first is None or second is None else second - first


def _day(value: str | None) -> int | None:
    """Gives the day of an EDTF date or time as a number, None where it tells no day."""
    try:
        return date.fromisoformat((value or "")[:_DAY]).toordinal()
    except ValueError:
        return None
