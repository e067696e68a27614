"""Headlines, headings inside the text, and lines that a text says twice."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from rashomon.intake.bylines import byline_names, is_credit_line
from rashomon.intake.captions import find_caption
from rashomon.intake.datelines import parse_dateline
from rashomon.intake.notices import is_label, is_notice, is_publication_line
from rashomon.intake.wording import count_words, ends_sentence, has_final_mark
from rashomon.report import Span

_LONGEST_TITLE = 220
_ABBREVIATED_END = re.compile(
    r"(?:\b[A-Z]\.(?:[A-Z]\.)+|\b(?:Jr|Sr|Inc|Corp|Co|Ltd|No|St|Gov|Sen)\.)$"
)
_HEADING_WORDS = 8
_SAME_LINE = 92
_LONGEST_REPEATED = 400
_FEWEST_REPEATED_WORDS = 6


def is_same_line(line: str, other: str) -> bool:
    """Says whether two lines differ by a few characters at most."""
    if abs(len(line) - len(other)) > 0.2 * len(other):
        return False
    return fuzz.ratio(line.casefold(), other.casefold()) >= _SAME_LINE


def looks_like_title(line: str, *, first: bool) -> bool:
    """Says whether a line above the report is its headline; `first` if none stands above it."""
    if len(line) > _LONGEST_TITLE or count_words(line) == 0:
        return False
    if line[-1] in ".,;:" and not (line.endswith("...") or _ABBREVIATED_END.search(line)):
        return False
    # A headline may open as a link does ("Video: ..."), where it is the first line.
    if (is_label(line) if first else is_notice(line)) or is_credit_line(line):
        return False
    if is_publication_line(line) or find_caption(line) is not None:
        return False
    dateline = parse_dateline(line)
    if dateline is not None and (dateline.agency or line[:2].isupper()):
        return False
    return byline_names(line, above_report=False) is None


@dataclass(frozen=True)
class Setting:
    """How a text sets its paragraphs. Paragraphs are known by where they begin."""

    text: str
    well_punctuated: bool
    following: dict[int, Span]
    repeated: frozenset[int]

    @staticmethod
    def of(text: str, paragraphs: tuple[Span, ...]) -> Setting:
        """Measures the paragraphs below the headline."""
        lines = [text[part.start : part.end] for part in paragraphs]
        prose = [line for line in lines if count_words(line[:200]) > _HEADING_WORDS]
        closed = sum(map(ends_sentence, prose))
        well_punctuated = len(prose) >= 3 and closed >= 0.7 * len(prose)
        pairs = itertools.pairwise(paragraphs)
        return Setting(
            text=text,
            well_punctuated=well_punctuated,
            following={part.start: after for part, after in pairs},
            repeated=_repeated(paragraphs, lines) if well_punctuated else frozenset(),
        )

    def is_heading(self, paragraph: Span) -> bool:
        """Says whether a short line without a full stop stands above a paragraph of prose."""
        line = self.text[paragraph.start : paragraph.end]
        after = self.following.get(paragraph.start)
        if not self.well_punctuated or after is None:
            return False
        if count_words(line[:200]) > _HEADING_WORDS or line[-1] == "," or has_final_mark(line):
            return False
        opens = line[0].isupper() or line[0] in "'‘“\""
        if not opens or re.search(r"[@#]|https?:|\d{4}$", line):
            return False
        below = self.text[after.start : min(after.end, after.start + 200)]
        return count_words(below) > _HEADING_WORDS


def _repeated(paragraphs: tuple[Span, ...], lines: list[str]) -> frozenset[int]:
    """Gives where the lines without a full stop begin that another paragraph says again."""
    places: dict[str, list[int]] = {}
    for paragraph, line in zip(paragraphs, lines, strict=True):
        if len(line) <= _LONGEST_REPEATED and not ends_sentence(line):
            places.setdefault(" ".join(_words(line)), []).append(paragraph.start)
    # Lines are looked up by their first words, so that a long text is gone through once.
    openings: dict[tuple[str, ...], set[str]] = {}
    for line in places:
        words = line.split()
        if len(words) >= _FEWEST_REPEATED_WORDS:
            openings.setdefault(tuple(words[:_FEWEST_REPEATED_WORDS]), set()).add(line)
    twice = {line for known in openings.values() for line in known if len(places[line]) > 1}
    for other in lines if openings else ():
        words = _words(other)
        whole = " ".join(words)
        itself = whole if not ends_sentence(other) else None
        for at in range(len(words) - _FEWEST_REPEATED_WORDS + 1):
            known = openings.get(tuple(words[at : at + _FEWEST_REPEATED_WORDS]), set())
            twice |= {line for line in known - twice if line != itself and line in whole}
    return frozenset(start for line in twice for start in places[line])


def _words(line: str) -> list[str]:
    return re.findall(r"\w+", line.casefold())
