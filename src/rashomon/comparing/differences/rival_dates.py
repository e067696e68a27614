"""Two dates that look like rivals, and are mostly of two events.

"On Saturday the rebels rebuffed", a report of Sunday; "on Sunday the mayor displayed", one of
Monday: their dates differ as the days on which they were published do, each the news of its day.
"Was named editor in April 2008" and "came in May 2003 and became editor in 2008": the date of the
one is told by the other, too, beside another event.
"""

from __future__ import annotations

from datetime import date

from rashomon.comparing.differences.finding import pressed
from rashomon.comparing.differences.sentence import ReadSentence, SentencePair
from rashomon.comparing.pair import PairDifference
from rashomon.report import Span

_DAY = len("2014-04-27")
_YEAR = len("2014")


def weighed_dates(pair: SentencePair, found: PairDifference) -> PairDifference:
    """Gives a difference, less sure where its two dates are hardly rivals."""
    if found.type != "date" or found.subtype != "conflict":
        return found
    told_apart = _apart(found.left_value, found.right_value)
    published_apart = _apart(pair.left.published, pair.right.published)
    keep_step = told_apart == published_apart != 0
    crossed = _tells(pair.right, found.left_value, found.right, found.right_value) or _tells(
        pair.left, found.right_value, found.left, found.left_value
    )
    return pressed(found) if keep_step or crossed else found


def _apart(left: str | None, right: str | None) -> int:
    """Gives how many days the second EDTF date is after the first; 0 where one tells no day."""
    first, second = _day(left), _day(right)
    return 0 if first is None or second is None else second - first


def _day(value: str | None) -> int | None:
    try:
        return date.fromisoformat((value or "")[:_DAY]).toordinal()
    except ValueError:
        return None


def _tells(sentence: ReadSentence, value: str | None, rival: Span, rival_value: str | None) -> bool:
    """Says whether a sentence tells a date, perhaps less exactly, elsewhere than in its rival.

    What holds the rival as well ("this month") does not count.
    """
    return any(
        _may_be_one(time.value, value) and not _may_be_one(time.value, rival_value)
        for time in sentence.times
        if not Span(time.start, time.end).overlaps(rival)
    )


def _may_be_one(one: str, other: str | None) -> bool:
    """Says whether one of two EDTF dates, both with a year, holds the other."""
    if other is None or not (one[:_YEAR].isdigit() and other[:_YEAR].isdigit()):
        return False
    return one.startswith(other) or other.startswith(one)
