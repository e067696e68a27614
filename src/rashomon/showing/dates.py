"""Dates in EDTF (ISO 8601-2) in words."""

from __future__ import annotations

import re

from rashomon.calendar_names import MONTH_NAMES

_MONTHS = tuple(name[:3] for name in MONTH_NAMES)
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_DATE = re.compile(
    r"(?P<year>[\dX]{4})(?:-(?P<month>[\dX]{2})(?:-(?P<day>[\dX]{2}))?)?"
    r"(?:T(?P<time>\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(?P<zone>Z|[+-]\d{2}:?\d{2})?)?"
    r"(?P<doubt>[?~%])?"
)
_DOUBT = {"?": " (uncertain)", "~": " (about)", "%": " (about, uncertain)"}


def date_words(edtf: str) -> str:
    """Gives "4 Mar 2024, 15:20 UTC" for "2024-03-04T15:20:00Z".

    What is unknown is left out ("13 Dec, year unknown"); an interval is "A to B"; a value in
    another notation is given as it is.
    """
    first, slash, last = edtf.partition("/")
    if slash:
        return _interval(first, last)
    found = _DATE.fullmatch(edtf)
    if not found:
        return edtf
    words = _day(found["year"], found["month"], found["day"])
    if not words:
        return edtf
    if found["time"]:
        words += f", {found['time']}{_zone(found['zone'])}"
    return words + _DOUBT.get(found["doubt"] or "", "")


def _interval(first: str, last: str) -> str:
    if first in ("", ".."):
        return f"until {date_words(last)}"
    if last in ("", ".."):
        return f"since {date_words(first)}"
    return f"{date_words(first)} to {date_words(last)}"


def _day(year: str, month: str | None, day: str | None) -> str:
    parts = [str(int(day))] if day and day.isdigit() else []
    if month and month.isdigit():
        if month in _SEASONS:
            parts.append(_SEASONS[month])
        elif 1 <= int(month) <= 12:
            parts.append(_MONTHS[int(month) - 1])
        else:
            return ""
    if year.isdigit():
        return " ".join([*parts, year])
    if re.fullmatch(r"\d{3}X", year):
        return " ".join([*parts, f"{year[:3]}0s"])
    return f"{' '.join(parts)}, year unknown" if parts else ""


def _zone(zone: str | None) -> str:
    if zone is None:
        return ""
    return " UTC" if zone == "Z" else f" UTC{zone}"
