"""How a difference is explained to a reader: reports by the names that they are shown under.

What two reports differ in is found from the two alone, so an explanation calls them by their
outlets, or "One report" and "the other" where both are of one. Here all reports are known.
"""

from __future__ import annotations

import re

from rashomon.comparing.comparison import Difference
from rashomon.naming import name_of
from rashomon.showing.changes import compared
from rashomon.showing.lookup import Lookup

_UNKNOWN = ("One report", "the other")
_SAYS = re.compile(r"(?:says|writes) [\"“](?P<one>.+?)[\"”], (?P<name>.+?) [\"“](?P<two>.+)[\"”]\.")
_ASSERTED = re.compile(
    r"(asserts it itself): (?:\"[^\"]*\"|“.*”)(?=\.$|, [^\"“”]+ credits it to )", re.DOTALL
)


def explained(lookup: Lookup, difference: Difference) -> str:
    """Gives the explanation with the names that tell the two reports apart in this story."""
    text = difference.explanation
    if len(difference.sides) != 2:
        return text
    reports = [lookup.reports[side.report] for side in difference.sides]
    shown = [lookup.sources[report.id].name for report in reports]
    for ours, theirs in (_UNKNOWN, (name_of(reports[0]), name_of(reports[1]))):
        second = _outside_marks(text, f", {theirs} ")
        if text.startswith(f"{ours} ") and second > 0:
            rest = text[second + len(theirs) + 2 :]
            return f"{shown[0]}{text[len(ours) : second]}, {shown[1]}{rest}"
    return text


def _outside_marks(text: str, words: str) -> int:
    """Gives where words stand last outside quotation marks, -1 where they do not."""
    place = text.rfind(words)
    while place > 0:
        ahead = text[:place]
        if ahead.count('"') % 2 == 0 and ahead.count("“") <= ahead.count("”"):
            return place
        place = text.rfind(words, 0, place)
    return -1


def explained_beside_words(lookup: Lookup, difference: Difference) -> str:
    """Gives the explanation for a place where the words of both sides stand already.

    Empty where it says nothing but those words.
    """
    text = explained(lookup, difference)
    said = _SAYS.search(text)
    if said and said.end() == len(text):
        sides = [
            compared([lookup.reports[side.report].text[side.start : side.end]])
            for side in difference.sides
        ]
        if sides == [compared([said["one"]]), compared([said["two"]])]:
            return ""
    return _ASSERTED.sub(r"\1", text)
