"""Paragraphs of a plain text, as spans."""

from __future__ import annotations

import itertools
import re

from rashomon.calendar_names import CUT_MONTHS
from rashomon.report import Span

_LINE = re.compile(r"[^\r\n\v\f\u0085\u2028\u2029]+")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n|\r[ \t]*\r")
_WRAP_WIDTH = 100
CUT_TITLES = tuple(
    "Adm Asst Atty Brig Capt Cllr Cmdr Col Cpl Det Dr Fr Ft Gen Gov Hon Insp Lt Maj Messrs Mr Mrs "
    "Ms Msgr Prof Rep Reps Rev Sen Sens Sgt Sr St Supt".split()
)
"""Titles as they are cut short before a name, without the full stop."""
# A full stop after one of these, or after an initial ("U.S.", "Paul G."), ends no sentence. It may
# after "Jr." and "No.", where a name follows: see `reading.sentences`.
_NO_STOP = "".join(rf"(?<!\b{cut})" for cut in (*CUT_TITLES, "Jr", "No", "vs"))
_NO_MONTH = "".join(rf"(?<!\b{month})" for month in CUT_MONTHS)
STOP = rf"(?:(?<!\b[A-Z]){_NO_STOP}(?:{_NO_MONTH}\.|\.(?!\s*\d))|[!?])"
"""A regular expression for the mark that ends a sentence, as far as its wording tells."""


def split_paragraphs(text: str) -> tuple[Span, ...]:
    """Gives the paragraphs of `text` in order, without the space around them.

    A line is a paragraph, as web pages and wires give it; where lines were wrapped by hand,
    blank lines part the paragraphs.
    """
    lines = [
        Span(match.start() + lead, match.end() - trail)
        for match in _LINE.finditer(text)
        if (lead := len(match.group()) - len(match.group().lstrip())) < len(match.group())
        for trail in (len(match.group()) - len(match.group().rstrip()),)
    ]
    if not _is_wrapped(text, lines):
        return tuple(lines)
    joined: list[Span] = []
    for line in lines:
        if joined and not _BLANK_LINE.search(text, joined[-1].end, line.start):
            joined[-1] = Span(joined[-1].start, line.end)
        else:
            joined.append(line)
    return tuple(joined)


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    """Says whether lines are short and most of them go on, in lower case, on the next."""
    if max((line.end - line.start for line in lines), default=0) > _WRAP_WIDTH:
        return False
    breaks = inside = 0
    for line, after in itertools.pairwise(lines):
        if not _BLANK_LINE.search(text, line.end, after.start):
            breaks += 1
            inside += text[after.start].islower()
    return breaks >= 3 and inside >= 0.5 * breaks
