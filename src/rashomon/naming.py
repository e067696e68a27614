"""What reports are called where several are told apart, and how names and numbers are told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePath

from rashomon.report import Report

_STEM_AT_MOST = 48


def name_of(report: Report) -> str:
    """Gives what a report is called: its outlet, else the stem of its file, else its id.

    A stem of many words, as browsers save pages under, is cut short.
    """
    stem = PurePath(report.path).stem if report.path else ""
    if stem == "-":
        stem = "standard input"
    if len(stem) > _STEM_AT_MOST:
        stem = stem[: _STEM_AT_MOST - 1].rstrip() + "…"
    return next((name for name in (report.outlet, stem) if name and name.strip()), report.id)


def names_apart(
    reports: Iterable[Report], *, name: Callable[[Report], str] = name_of
) -> dict[str, str]:
    """Gives each report a name that no other of them has, by its id.

    Reports of one name get a number, by time and then by text, so that the order in which
    they were given makes no difference.
    """
    same: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        same[name(report)].append(report)
    names = {}
    for shared, group in same.items():
        group.sort(key=lambda report: (report.published or "", report.sha256, report.id))
        for number, report in enumerate(group, start=1):
            names[report.id] = shared if len(group) == 1 else f"{shared} ({number})"
    return names


def listing(names: Sequence[str]) -> str:
    """Gives "A", "A and B", "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def count(number: int, thing: str, things: str | None = None) -> str:
    """Gives "1 report", "2 reports"; `things` is the plural where it is no "s" behind `thing`."""
    return f"{number:,} {thing if number == 1 else things or thing + 's'}"
