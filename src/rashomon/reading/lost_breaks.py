"""Line breaks that were lost where something else of the page runs into a report's text."""

from __future__ import annotations

import msgspec.structs

from rashomon.report import Report


def with_lost_breaks(report: Report) -> Report:
    """Gives the report with line breaks for the spaces around what runs into its text.

    That is a headline, a link or a notice: a sentence, a name or a quotation ends there. Every
    offset stays as it is.
    """
    letters = list(report.text)
    for zone in report.zones:
        if zone.kind not in ("title", "boilerplate"):
            continue
        for place in (zone.start - 1, zone.end):
            if 0 <= place < len(letters) and letters[place].isspace():
                letters[place] = "\n"
    return msgspec.structs.replace(report, text="".join(letters))
