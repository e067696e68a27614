"""Names of months and weekdays, in full and cut short.

Datelines, sentences, sources and times all look for them, and each used to know others.
"""

from __future__ import annotations

MONTH_NAMES = tuple(
    "January February March April May June July August September October November December".split()
)
CUT_MONTHS = tuple("Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec".split())
"""Months as they are cut short, without the full stop: a day may follow. May never is."""
MONTHS: dict[str, int] = {
    form.lower(): number
    for number, name in enumerate(MONTH_NAMES, start=1)
    for form in (name, *filter(name.startswith, CUT_MONTHS))
}
"""The months' numbers, from 1, by every form of their names in lower case."""

WEEKDAY_NAMES = tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
CUT_WEEKDAYS = tuple("Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun".split())
WEEKDAYS: dict[str, int] = {
    form.lower(): number
    for number, name in enumerate(WEEKDAY_NAMES)
    for form in (name, *filter(name.startswith, CUT_WEEKDAYS))
}
"""The weekdays' numbers, from 0 for Monday, by every form of their names in lower case."""

# Of two forms with one beginning the longer goes first, or "Sept" would be read as "Sep".
MONTH = rf"(?:{'|'.join(MONTH_NAMES)}|(?:{'|'.join(sorted(CUT_MONTHS, key=len, reverse=True))})\.)"
"""A regular expression for a month as running text has it: cut short only with its full stop."""
WEEKDAY = rf"(?:{'|'.join(WEEKDAY_NAMES)})"
"""A regular expression for a weekday in full."""
ANY_WEEKDAY = rf"(?:{'|'.join((*WEEKDAY_NAMES, *sorted(CUT_WEEKDAYS, key=len, reverse=True)))})"
"""A regular expression for a weekday in full or cut short."""
