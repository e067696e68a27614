"""Which languages are read, and what the others are called."""

from __future__ import annotations

from rashomon.report import Report

# A text whose language could not be told, short or a list of names, is tried as English.
_READ = ("en", "und")


def is_read(report: Report) -> bool:
    """Says whether a report is in a language whose statements and assertions are read: English."""
    return report.language in _READ


def language_name(code: str) -> str:
    """Gives the English name of a language by its ISO 639 code; the code where it has none."""
    # Loading the names takes a while, and most reports are in English.
    from babel import Locale

    name = Locale("en").languages.get(code)
    return str(name) if name else code
