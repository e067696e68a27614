"""Sentences of a text, as spans."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from rashomon.calendar_names import CUT_MONTHS
from rashomon.paragraphs import CUT_TITLES, split_paragraphs
from rashomon.report import Span

# A full stop after these belongs to the word: what follows continues the sentence.
TITLE_END = re.compile(rf"(?:^|[\s(“\"])(?:{'|'.join(CUT_TITLES)})\.$")
_MID_ABBREVIATION = re.compile(r"(?:\b[A-Z][a-z]{1,4}\.|\bU\.[SNK]\.)$")
_MONTH_END = re.compile(rf"\b(?:{'|'.join(CUT_MONTHS)})\.$")
_QUOTES = '"”’»'
_APOSTROPHES = "'’"
# The space after a sentence was lost: "It was cold.”Then she left", "It was cold.“I left"
_RUN_IN = re.compile(r"(?<=[^\W\d_]{2}[.!?])(?P<mark>[\"“”])(?=[A-Z][\w’']*[ ,])")


@lru_cache(maxsize=1)
def _segmenter() -> Any:  # noqa: ANN401 - syntok ships no types
    import syntok.segmenter

    return syntok.segmenter


def split_sentences(text: str) -> tuple[Span, ...]:
    """Gives the sentences of `text` in order, without the space around them.

    A paragraph always ends a sentence; that is a line, but where lines were wrapped by hand (see
    `paragraphs`). The splitter is syntok's, mended where news text
    breaks it: after a title ("Gov. Chris Christie"), before an agency slug ("ERIE, Pa. (AP)"),
    and where a closing quotation mark was left to the next sentence.
    """
    spans: list[Span] = []
    for paragraph in split_paragraphs(text):
        words = re.sub(r"[^\S ]", " ", text[paragraph.start : paragraph.end])
        spans.extend(_split_paragraph(words, paragraph.start))
    return tuple(spans)


def _split_paragraph(line: str, offset: int) -> list[Span]:
    pieces: list[tuple[int, int]] = []
    for paragraph in _segmenter().analyze(line):
        for sentence in paragraph:
            tokens = list(sentence)
            start = tokens[0].offset
            end = tokens[-1].offset + len(tokens[-1].value)
            if pieces and _continues(line, pieces[-1], start, end):
                pieces[-1] = (pieces[-1][0], end)
            else:
                pieces.append((start, end))
    pieces = [part for start, end in pieces for part in _parted(line, start, end)]
    return [Span(offset + start, offset + end) for start, end in _mend_quotes(line, pieces)]


def _parted(line: str, start: int, end: int) -> list[tuple[int, int]]:
    """Parts a piece where a quotation mark stands between two sentences and no space does."""
    parts = []
    for found in _RUN_IN.finditer(line, start, end):
        cut = found.end() if _closes(line, found.start(), (start, found.start())) else found.start()
        parts.append((start, cut))
        start = cut
    return [*parts, (start, end)]


def _continues(line: str, previous: tuple[int, int], start: int, end: int) -> bool:
    before, after = line[previous[0] : previous[1]], line[start:end]
    if TITLE_END.search(before):
        return True
    if after[:1].islower() and not re.match(r"[a-z]+[A-Z]", after):
        return before[-1:] not in "?!" + _QUOTES
    if before.endswith(";"):
        return True
    if after[:1].isdigit() and _MONTH_END.search(before):
        return True
    return bool(after.startswith("(") and _MID_ABBREVIATION.search(before))


def _mend_quotes(line: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Moves a closing quotation mark that opens a sentence back to the one before it."""
    mended: list[tuple[int, int]] = []
    for start, end in pieces:
        while mended and start < end and _closes(line, start, mended[-1]):
            # A mark with a space on either side of it is nobody's.
            apart = line[start] in _APOSTROPHES and line[start - 1].isspace()
            mended[-1] = (mended[-1][0], mended[-1][1] if apart else start + 1)
            start += 1
            while start < end and line[start].isspace():
                start += 1
        if start < end:
            mended.append((start, end))
    return mended


def _closes(line: str, position: int, previous: tuple[int, int]) -> bool:
    mark = line[position]
    if mark in "”»":
        return True
    if mark == '"':
        return line[: previous[1]].count('"') % 2 == 1
    # An apostrophe opens nothing that a space parts it from.
    return mark in _APOSTROPHES and line[position + 1 : position + 2].isspace()
