"""Quotation marks: which characters of a report stand inside a pair of them.

There is one answer a report, whoever asks: it is found in the text as it was before a headline or
a notice ran into it (`lost_breaks`), whose offsets are the report's own. `quote_states_of` gives it
for each character, `quoted_spans` for each quotation; `quote_states` is for who has no report but
its text, with its breaks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from rashomon.paragraphs import STOP
from rashomon.reading.lost_breaks import with_lost_breaks
from rashomon.report import Report, Span

OPENING = "“„«‟"
CLOSING = "”»"
_DOUBLE = re.compile(f"[{OPENING}{CLOSING}\"]|``|''")
_SINGLE_OPEN = re.compile(
    r"(?<![\w‘’])‘(?=[\w“\"])"
    # "'em", "'til", "'90s" leave letters out.
    r"|(?<![\w'’.,!?])'(?=[^\W\d]|[“\"])(?!(?:em|til|tis|twas|cause|round|bout|n)\b)",
    re.IGNORECASE,
)
_SINGLE_CLOSE = {
    "‘": re.compile(r"(?<=[\w.,!?…”\"])’(?!\w)"),
    "'": re.compile(r"(?<=[\w.,!?…”\"])'(?![\w'])"),
}
_MOST_PARAGRAPHS = 6  # of one quotation that is opened once and closed once
_HELD = 64  # texts of which it is remembered what is quoted
_LONGEST_PARAGRAPH = 600  # characters; 99 of 100 are shorter: longer ones lost line breaks
_SENTENCE_END = re.compile(rf"{STOP}(?=\s+[^\Wa-z_])")


class _Quoted(msgspec.Struct, frozen=True, kw_only=True):
    states: bytes
    spans: tuple[Span, ...]


def quote_states_of(report: Report) -> bytes:
    """Says for each character of a report what `quote_states` says."""
    return quote_states(with_lost_breaks(report).text)


def quoted_spans(report: Report) -> tuple[Span, ...]:
    """Gives what stands in each pair of quotation marks of a report, without the marks, in order.

    A pair of marks inside another is part of it. A quotation of several paragraphs has a span in
    each.
    """
    return _quoted(with_lost_breaks(report).text).spans


def quote_states(text: str) -> bytes:
    """Says for each character whether it is outside (0), inside (1) or is (2) a quotation mark.

    A quotation that is not closed ends with its paragraph: newspapers open each paragraph of a
    long quotation anew and close only the last. But web pages also run one pair of marks over
    several paragraphs: those without any mark in between belong to it. Where the line breaks were
    lost, it ends with its first sentence, or goes on with the next mark that opens a sentence.
    Wires write ``so''. Single quotation marks count only where they cannot be apostrophes.
    """
    return _quoted(text).states


class _Found:
    """What was found so far in a text: the state of each character, and what was quoted."""

    def __init__(self, length: int) -> None:
        self.states = bytearray(length)
        self._spans: list[Span] = []

    def mark(self, start: int, end: int) -> None:
        self.states[start:end] = b"\x02" * (end - start)

    def fill(self, start: int, end: int) -> None:
        if start < end:
            self._spans.append(Span(start, end))
        for k in range(start, end):
            self.states[k] = self.states[k] or 1

    def outermost(self) -> tuple[Span, ...]:
        """Gives what was quoted, in order, but for what stands in marks inside others."""
        kept: list[Span] = []
        reached = 0
        for span in sorted(self._spans, key=lambda one: (one.start, -one.end)):
            if span.end > reached:
                kept.append(span)
                reached = span.end
        return tuple(kept)


@lru_cache(maxsize=_HELD)
def _quoted(text: str) -> _Quoted:
    """Gives what is quoted in a text.

    The last ones are remembered: several steps ask for one, each going through a whole story.
    """
    found = _Found(len(text))
    open_since: int | None = None
    paragraphs = [m.span() for m in re.finditer(r"[^\n]+", text)]
    for place, (start, end) in enumerate(paragraphs):
        mark = _DOUBLE.search(text, start, end)
        rest = start
        if open_since is not None and mark is not None:
            if _closes(text, mark, end):
                for first, last in paragraphs[open_since + 1 : place]:
                    found.fill(first, last)
                found.fill(start, mark.start())
                found.mark(*mark.span())
                rest = mark.end()
            open_since = None
        elif open_since is not None and place - open_since >= _MOST_PARAGRAPHS:
            open_since = None
        if _mark_paragraph(text, rest, end, found):
            open_since = place
        follower = paragraphs[place + 1][0] if place + 1 < len(paragraphs) else None
        _mark_single(text, start, end, found, follower)
    return _Quoted(states=bytes(found.states), spans=found.outermost())


def _closes(text: str, mark: re.Match[str], end: int) -> bool:
    """Says whether the first mark of a paragraph ends a quotation that came before it."""
    if mark.group() in CLOSING:
        return True
    alone = len(_DOUBLE.findall(text, mark.start(), end)) % 2 == 1
    ending = text[max(0, mark.start() - 2) : mark.start()].rstrip(" ")[-1:] in tuple(".,!?…")
    return (
        mark.group() not in OPENING
        and alone
        and ending
        and not text[mark.end() : end][:1].isalnum()
    )


def _mark_paragraph(text: str, start: int, end: int, found: _Found) -> bool:
    """Marks what stands in double quotation marks; says whether the last is left open."""
    marks = list(_DOUBLE.finditer(text, start, end))
    opened: int | None = None
    inner = False
    for place, mark in enumerate(marks):
        after = marks[place + 1 : place + 3]
        if opened is None:
            opened = mark.end() if _opens(text, mark, after) else None
        elif inner:
            inner = False
        elif _opens_anew(text, mark, after):
            # “He was “kind” to me” has one pair in another; “I left. “It was late” goes on.
            other = (mark.group() == '"') != (text[opened - 1] == '"')
            inner = other or (len(after) > 1 and _looks_closing(text, after[1]))
            if not inner:
                found.fill(opened, _unclosed_end(text, opened, mark.start()))
                opened = mark.end()
        elif mark.group() not in OPENING:
            found.fill(opened, mark.start())
            opened = None
        found.mark(*mark.span())
    if opened is None:
        return False
    lost_breaks = end - start > max(_LONGEST_PARAGRAPH, len(text) / 2)
    found.fill(opened, _sentence_end(text, opened, end) if lost_breaks else end)
    return not lost_breaks


def _opens(text: str, mark: re.Match[str], after: Sequence[re.Match[str]]) -> bool:
    if mark.group() in CLOSING:
        # A mark set the wrong way round, ”so”: the next closes what it opens.
        return _looks_opening(text, mark) and bool(after) and _looks_closing(text, after[0])
    return not _strays(text, mark)


def _opens_anew(text: str, mark: re.Match[str], after: Sequence[re.Match[str]]) -> bool:
    """Says whether a mark opens a quotation where one is open already: the next one closes it."""
    if mark.group() in CLOSING or not after or not _looks_closing(text, after[0]):
        return False
    return _looks_opening(text, mark)


def _looks_opening(text: str, mark: re.Match[str]) -> bool:
    before, follower = _beside(text, mark)
    return (not before or before.isspace() or before in "(:—–") and follower.isalnum()


def _looks_closing(text: str, mark: re.Match[str]) -> bool:
    before, follower = _beside(text, mark)
    if mark.group() in CLOSING:
        return not (before.isspace() and follower.isalnum())
    return mark.group() not in OPENING and not (before.isspace() or follower.isalnum())


def _beside(text: str, mark: re.Match[str]) -> tuple[str, str]:
    """Gives the characters before and after a mark; "" at an end of the text."""
    return text[max(0, mark.start() - 1) : mark.start()], text[mark.end() : mark.end() + 1]


def _unclosed_end(text: str, start: int, end: int) -> int:
    """Gives where a quotation ends that has no closing mark before the next one opens.

    A quotation of several paragraphs opens each anew: where line breaks were lost, a sentence has
    ended there. Else the mark was forgotten.
    """
    if text[start:end].rstrip()[-1:] in tuple(".!?…"):
        return end
    return _sentence_end(text, start, end)


def _sentence_end(text: str, start: int, end: int) -> int:
    found = _SENTENCE_END.search(text, start, end)
    return found.end() if found else end


def _strays(text: str, mark: re.Match[str]) -> bool:
    """Says whether a straight mark ends a word: what it closes was not opened."""
    before, after = _beside(text, mark)
    return (before.isalnum() or before in tuple(".,!?…")) and (not after or after.isspace())


def _mark_single(text: str, start: int, end: int, found: _Found, follower: int | None) -> None:
    """Marks what stands in single quotation marks.

    One that opens a paragraph and is not closed there goes to its end where the next paragraph,
    which begins at `follower`, opens it anew.
    """
    position = start
    while True:
        begin = _SINGLE_OPEN.search(text, position, end)
        if begin is None:
            return
        mark = begin.group()
        close = _SINGLE_CLOSE[mark].search(text, begin.end(), end)
        if close is None:
            if follower is not None and text[follower] == mark and not found.states[begin.start()]:
                found.fill(begin.end(), end)
            return
        if not found.states[begin.start()]:
            found.fill(begin.end(), close.start())
            found.mark(*begin.span())
            found.mark(*close.span())
        position = close.end()
