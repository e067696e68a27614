"""Lines on pages into running text: margins dropped, words and paragraphs put together again."""

from __future__ import annotations

import itertools
import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

# Stands where a word was parted at the end of a line.
HYPHEN = "\ufffe"
_PAGE_NUMBER = re.compile(
    r"\W*(?:page|p\.|seite)?\W*\d{1,4}(?:\s*(?:of|/|von)\s*\d{1,4})?\W*", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")
_ENDS_SENTENCE = re.compile(r"[.!?:…][\"”’')\]]*$")
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_PARTED = re.compile(rf"([^\W\d_]*){HYPHEN}\s*([^\W_]*)")
_END_HYPHEN = re.compile(r"(?<=\w)[-\u00ad\u2010]$")
_AT_EDGE = 3
_SHARE_OF_PAGES = 0.4
_WIDER_GAP = 1.35
_OTHER_SIZE = 0.1
_TITLE_SIZE = 1.2
_LONGEST_TITLE = 250


class Line(NamedTuple):
    """A line of a page. Places in points from the bottom left; `top` is its first word's foot.

    A line whose words were parted by hyphens may run over several lines of the page: `top` is
    where the first of them stands, `bottom` the last.
    """

    text: str
    page: int
    left: float
    right: float
    top: float
    bottom: float
    size: float


def without_margins(pages: Sequence[Sequence[Line]]) -> list[Line]:
    """Gives all lines in order, without running heads and feet and page numbers.

    A line is one where it stands at the edge of a page and, its digits apart, at that of two
    fifths of the pages, or is nothing but a page number.
    """
    edges = [_edges(page) for page in pages]
    seen = Counter(key for edge in edges for key in {_key(line) for line in edge})
    written = sum(bool(page) for page in pages)
    repeated = {
        key for key, count in seen.items() if count > 1 and count >= _SHARE_OF_PAGES * written
    }
    return [
        line
        for page, edge in zip(pages, edges, strict=True)
        for line in page
        if line not in edge or not (_key(line) in repeated or _PAGE_NUMBER.fullmatch(line.text))
    ]


def _edges(page: Sequence[Line]) -> set[Line]:
    by_height = sorted(page, key=lambda line: line.top)
    return {*by_height[:_AT_EDGE], *by_height[-_AT_EDGE:]}


def _key(line: Line) -> str:
    return _DIGITS.sub("#", " ".join(line.text.casefold().split()))


def headline(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Gives the lines of the title: the largest of the first page, where they stand out."""
    first = [line for line in lines if line.page == 0]
    if not first or len(lines) < 2:
        return ()
    usual = statistics.median(line.size for line in lines for _ in line.text)
    largest = max(line.size for line in first)
    if largest < _TITLE_SIZE * usual:
        return ()
    groups = itertools.groupby(first, key=lambda line: line.size >= largest - 0.5)
    title = next(tuple(group) for is_large, group in groups if is_large)
    return title if sum(len(line.text) for line in title) <= _LONGEST_TITLE else ()


def paragraphs(lines: Sequence[Line], title: Sequence[Line] = ()) -> Iterator[tuple[str, bool]]:
    """Gives the paragraphs of the text, and whether each is the title."""
    words = Counter(
        word.casefold() for line in lines for word in _WORD.findall(line.text.replace(HYPHEN, " "))
    )
    pitch = _usual_pitch(lines)
    widths = _right_edges(lines)
    pending: list[Line] = []
    for line in lines:
        is_title = line in title
        if pending and (
            is_title != (pending[-1] in title) or _begins(line, pending, pitch, widths, is_title)
        ):
            yield _joined(pending, words), pending[-1] in title
            pending = []
        pending.append(line)
    if pending:
        yield _joined(pending, words), pending[-1] in title


def _usual_pitch(lines: Sequence[Line]) -> float:
    """Gives how far apart the lines of a paragraph are."""
    steps = [
        step
        for before, line in itertools.pairwise(lines)
        if before.page == line.page and 0 < (step := before.bottom - line.top) < 4 * line.size
    ]
    return statistics.median_low(steps) if steps else 0.0


def _right_edges(lines: Sequence[Line]) -> dict[tuple[int, int], float]:
    """Gives how far right the lines of each column go, by page and where the column begins."""
    edges: dict[tuple[int, int], float] = {}
    for line in lines:
        key = _column(line)
        edges[key] = max(edges.get(key, 0.0), line.right)
    return edges


def _column(line: Line) -> tuple[int, int]:
    return line.page, int(line.left // 40)


def _begins(
    line: Line,
    before: Sequence[Line],
    pitch: float,
    edges: dict[tuple[int, int], float],
    is_title: bool,
) -> bool:
    """Says whether a line begins a paragraph."""
    last = before[-1]
    if is_title:
        return False
    ends = bool(_ENDS_SENTENCE.search(last.text))
    same_size = abs(line.size - last.size) <= _OTHER_SIZE * max(last.size, line.size)
    step = last.bottom - line.top
    if line.page != last.page or step <= 0:
        # The next column or page: a sentence that is not over goes on there.
        return ends or (not same_size and not line.text[:1].islower())
    if not same_size or step > _WIDER_GAP * pitch:
        return True
    indent = line.left - min(other.left for other in before[-2:])
    is_short = last.right < edges[_column(last)] - 0.12 * (edges[_column(last)] - last.left)
    return ends and (is_short or indent > 0.7 * line.size)


def _joined(lines: Sequence[Line], words: Counter[str]) -> str:
    text = ""
    for line in lines:
        if not text:
            text = line.text
        elif text.endswith(HYPHEN):
            text += line.text
        elif _END_HYPHEN.search(text):
            text = f"{text[:-1]}{HYPHEN}{line.text}"
        else:
            text = f"{text} {line.text}"
    return _PARTED.sub(lambda match: _one_word(match[1], match[2], words), text)


def _one_word(left: str, right: str, words: Counter[str]) -> str:
    """Puts a parted word together, with its hyphen where it is one that the word has anyway."""
    hyphenated, whole = f"{left}-{right}", f"{left}{right}"
    if not right[:1].islower() or not left:
        return hyphenated
    in_text = words[hyphenated.casefold()] > words[whole.casefold()]
    # "Prime-minister-elect" and the like are rare; "exam-ple" is what line ends make.
    return hyphenated if in_text else whole
