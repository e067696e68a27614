"""Whether a passage tells of what was past already when its report was written.

That is background, which anybody may know: no informant need have told it.
"""

from __future__ import annotations

import re

from rashomon.comparing.differences.sentence import lies_in
from rashomon.reading.reading import Reading, Time
from rashomon.reading.time_values import partial_date
from rashomon.report import Report, Span

# Told by its words alone: how long ago is left open, or is known only where the report has a date.
_LONG_AGO = re.compile(
    r"\b(?:years?|decades?) (?:ago|earlier)\b|\b(?:years|decades) before\b|\blast year\b",
    re.IGNORECASE,
)
# The first year of an EDTF value, of a decade or century its last one; then the month or season.
_FIRST_YEAR = re.compile(r"(?P<year>\d{3}[\dX]|\d{2}XX)(?:-(?P<month>\d\d))?")
# "the 2012 Olympics", "his 2016 Democratic rival" have a year in a name, "in 2012 Holm left" not.
_NAME = re.compile(r"\s*[A-Z]")
_IN = re.compile(r"\b(?:after|before|by|during|from|in|since|through|until)\s+$", re.IGNORECASE)
_RECENT = 2  # months; around New Year an earlier year may be last week


def is_past(reading: Reading, passage: Span) -> bool:
    """Says whether a passage dates something to a year before the report's.

    Where the year of the report is unknown it is any year that the passage names: news names its
    own year seldom.
    """
    report = reading.report
    return bool(_LONG_AGO.search(report.show(passage))) or any(
        _is_before(report, time)
        for time in reading.times
        if lies_in(time, passage) and not _is_of_name(report.text, time)
    )


def _is_of_name(text: str, time: Time) -> bool:
    return bool(_NAME.match(text, time.end)) and not _IN.search(
        text[max(0, time.start - 10) : time.start]
    )


def _is_before(report: Report, time: Time) -> bool:
    """Says whether a time begins in a year before its report's, and months before it."""
    found = _FIRST_YEAR.match(time.value)
    if found is None:
        return False
    written = partial_date(report.published)
    if written.year is None:
        return found["year"].rstrip("X") in report.text[time.start : time.end]
    year, month = int(found["year"].replace("X", "9")), found["month"]
    if year >= written.year or month is None or written.month is None:
        return year < written.year
    # The codes of seasons and quarters (21 to 41) stand for the end of their year.
    return 12 * (written.year - year) + written.month - min(int(month), 12) > _RECENT
