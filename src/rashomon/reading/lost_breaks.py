"""Line breaks that were lost where something else of the page runs into a report's text."""

from __future__ import annotations

import msgspec.structs

from rashomon.report import Report


def with_lost_breaks(report: Report) -> Report:
    """Gives the report with line breaks for the spaces around what runs into its text.

    That is a headline, a link or a notice: a sentence, a name or a quotation ends there. Every
    offset stays as it is.
    """
    text = report.text
    lost = [
        place
        for zone in report.zones
        if zone.kind in ("title", "boilerplate")
        for place in (zone.start - 1, zone.end)
        if 0 <= place < len(text) and text[place].isspace() and text[place] != "\n"
    ]
    if not lost:
        return report
    letters = list(text)
    for place in lost:
        letters[place] = "\n"
    return msgspec.structs.replace(report, text="".join(letters))
