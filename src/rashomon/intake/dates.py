"""Calendar dates as outlets and agencies write them, in EDTF (ISO 8601-2)."""

from __future__ import annotations

import calendar
import datetime
import email.utils
import re

from rashomon.calendar_names import MONTHS

_MONTH = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
_YEAR = r"(?:19|20)\d\d"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"

DATE_PATTERN = (
    rf"(?:{_MONTH}\s*{_DAY}\b(?:,?\s*{_YEAR}\b)?"
    rf"|{_DAY}(?:\s+of)?\s+{_MONTH}(?:,?\s*{_YEAR}\b)?"
    rf"|{_YEAR}[-/]\d\d[-/]\d\d(?!\d))"
)
_DATE = re.compile(rf"\b{DATE_PATTERN}", re.IGNORECASE)


def edtf_date(text: str) -> str | None:
    """Gives the first date in `text`: "2016-12-13", or "XXXX-12-13" where no year is given.

    None where there is no date, or where the day does not exist.
    """
    match = _DATE.search(text)
    if match is None:
        return None
    numbers = re.findall(r"\d+", match.group())
    year = next((number for number in numbers if len(number) == 4), None)
    small = [int(number) for number in numbers if number is not year]
    name = re.search(r"[^\W\d_]{3,}", match.group())
    month = MONTHS[name.group().lower()] if name else small.pop(0)
    day = small[0]
    return f"{year or 'XXXX'}-{month:02}-{day:02}" if _is_day(year, month, day) else None


def _is_day(year: str | None, month: int, day: int) -> bool:
    # A leap year stands in for an unknown one, so that 29 February is a day.
    known = max(int(year), 1) if year else 2000
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(known, month)[1]


def published_time(text: str) -> str | None:
    """Gives a publication time in EDTF, as far as `text` fixes it.

    Takes ISO 8601 ("2016-12-12", "2016-12-12T08:30:00Z"), EDTF ("2016", "2016-12",
    "XXXX-12-12"), the form of feeds ("Mon, 12 Dec 2016 08:30:00 GMT") and what newspapers print
    ("Dec. 12, 2016"). None for anything else.
    """
    value = text.strip()
    partial = re.fullmatch(r"(?:(\d{4})|XXXX)(?:-(\d\d)(?:-(\d\d))?)?", value)
    if partial:
        year, month, day = partial.groups()
        valid = _is_day(year, int(month or 1), int(day or 1)) and bool(year or month)
        return value if valid else None
    for read in (datetime.datetime.fromisoformat, email.utils.parsedate_to_datetime):
        try:
            return read(value).isoformat().replace("+00:00", "Z")
        except (ValueError, OverflowError):
            continue
    date = edtf_date(value)
    return None if date is None or date.startswith("XXXX") else date


def in_utc(time: str) -> str:
    """Gives an EDTF time so that earlier ones sort first: in UTC where it has an offset."""
    try:
        moment = datetime.datetime.fromisoformat(time)
    except ValueError:
        return time
    if moment.tzinfo is None:
        return time
    try:
        return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S")
    except OverflowError:  # at the ends of the calendar
        return time
