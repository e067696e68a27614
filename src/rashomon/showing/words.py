"""Stretches of a report's text, with marks on some of their words.

What is shown as a report's words is `text[start:end]`, whatever marks are on it; that is checked
when it is built.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Literal

import msgspec

from rashomon.errors import RashomonError
from rashomon.report import Report, Span

Mark = Literal["", "value", "changed", "dropped"]

_TOKEN = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")
# Beyond this many words a word-by-word alignment costs more than it shows.
_TOKENS_AT_MOST = 600
# A text of which nearly every word stands in the longer one was cut from it.
_TRIMMED = 0.8


class Piece(msgspec.Struct, frozen=True):
    """Part of a stretch, with one mark ("" for none).

    An empty piece marked "dropped" is a place where the text it is held against has more words.
    """

    text: str
    mark: Mark = ""


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """`text[start:end]` of a report in pieces; `before` and `after`: a sentence goes on there."""

    report: str
    start: int
    end: int
    pieces: tuple[Piece, ...]
    before: bool = False
    after: bool = False

    @property
    def text(self) -> str:
        """The very words."""
        return "".join(piece.text for piece in self.pieces)


def words(report: Report, span: Span, *, marks: Iterable[Span] = ()) -> Words:
    """Gives the words of `span`, with the value mark on the parts that `marks` cover.

    Raises RashomonError R402 where the span is not in the text.
    """
    _check(report, span)
    pieces = _pieces(report.text, span, marks, "value")
    made = Words(report=report.id, start=span.start, end=span.end, pieces=pieces)
    if made.text != report.show(span):
        raise RashomonError(
            "R403", f"{report.id}: words at [{span.start}, {span.end}) are not the report's own"
        )
    return made


def window(report: Report, span: Span, *, marks: Sequence[Span], limit: int) -> Words:
    """Gives the words of `span`; where longer than `limit` characters, those around the marks."""
    _check(report, span)
    if span.end - span.start <= limit:
        return words(report, span, marks=marks)
    inside = [mark for mark in marks if mark.overlaps(span)]
    centre = (inside[0].start + inside[0].end) // 2 if inside else span.start
    start = max(span.start, min(centre - limit // 2, span.end - limit))
    end = min(span.end, start + limit)
    start, end = _at_words(report.text, span, start, end)
    part = words(report, Span(start, end), marks=marks)
    return msgspec.structs.replace(part, before=start > span.start, after=end < span.end)


def mark_changes(cuts: Sequence[Words], *, alike: float = 0.5) -> list[Words]:
    """Marks, word by word, where cuts of one utterance differ.

    The first is the base: in it a word is marked that some other cut lacks; in every other cut
    a word that the base lacks, and a place where words of the base were dropped. A cut that
    shares less than `alike` of its words with the base, and is not cut from it, is left unmarked:
    it is another wording, not the same with changes.
    """
    if len(cuts) < 2:
        return list(cuts)
    base, *others = cuts
    base_tokens = list(_TOKEN.finditer(base.text))
    base_changed: set[int] = set()
    marked = []
    for other in others:
        tokens = list(_TOKEN.finditer(other.text))
        changes = _changes(base_tokens, tokens, alike)
        if changes is None:
            marked.append(other)
            continue
        base_changed |= changes.left
        marked.append(_mark(other, tokens, changes.right, changes.dropped))
    return [_mark(base, base_tokens, base_changed, set()), *marked]


class _Changes(msgspec.Struct):
    """Tokens, by index, that only one side has; right tokens before which left ones are dropped."""

    left: set[int]
    right: set[int]
    dropped: set[int]


def _changes(
    left: Sequence[re.Match[str]], right: Sequence[re.Match[str]], alike: float
) -> _Changes | None:
    if max(len(left), len(right)) > _TOKENS_AT_MOST:
        return None
    matcher = SequenceMatcher(
        None,
        [token.group().casefold() for token in left],
        [token.group().casefold() for token in right],
        autojunk=False,
    )
    kept = sum(block.size for block in matcher.get_matching_blocks())
    trimmed = kept >= _TRIMMED * min(len(left), len(right))
    if not trimmed and 2 * kept < alike * (len(left) + len(right)):
        return None
    changes = _Changes(left=set(), right=set(), dropped=set())
    for operation, left_from, left_to, right_from, right_to in matcher.get_opcodes():
        if operation == "equal":
            continue
        only_left = _worded(left, left_from, left_to)
        only_right = _worded(right, right_from, right_to)
        changes.left |= only_left
        changes.right |= only_right
        if only_left and not only_right:
            changes.dropped.add(right_to)
    return changes


def _worded(tokens: Sequence[re.Match[str]], start: int, end: int) -> set[int]:
    """Tokens start to end, if there is a word among them: a comma alone is no change."""
    if any(token.group()[0].isalnum() for token in tokens[start:end]):
        return set(range(start, end))
    return set()


def _mark(
    cut: Words, tokens: Sequence[re.Match[str]], changed: set[int], dropped: set[int]
) -> Words:
    spans: list[Span] = []
    for index in sorted(changed):
        start, end = tokens[index].span()
        if spans and index - 1 in changed:
            spans[-1] = Span(spans[-1].start, end)
        else:
            spans.append(Span(start, end))
    text = cut.text
    ends = [token.start() for token in tokens] + [len(text)]
    pieces = _pieces(text, Span(0, len(text)), spans, "changed")
    for index in sorted(dropped, reverse=True):
        pieces = _with_gap(pieces, ends[index])
    return msgspec.structs.replace(cut, pieces=pieces)


def _with_gap(pieces: tuple[Piece, ...], place: int) -> tuple[Piece, ...]:
    """Puts the mark for dropped words at an offset, dividing the piece that it falls in."""
    gap = Piece("", "dropped")
    position = 0
    for index, piece in enumerate(pieces):
        inside = place - position
        if inside <= len(piece.text):
            parts = (
                Piece(piece.text[:inside], piece.mark),
                gap,
                Piece(piece.text[inside:], piece.mark),
            )
            kept = tuple(part for part in parts if part.text or part is gap)
            return (*pieces[:index], *kept, *pieces[index + 1 :])
        position += len(piece.text)
    return (*pieces, gap)


def _pieces(text: str, span: Span, marks: Iterable[Span], mark: Mark) -> tuple[Piece, ...]:
    pieces = []
    position = span.start
    for one in sorted(marks):
        start, end = max(one.start, position), min(one.end, span.end)
        if start >= end:
            continue
        pieces.append(Piece(text[position:start]))
        pieces.append(Piece(text[start:end], mark))
        position = end
    pieces.append(Piece(text[position : span.end]))
    return tuple(piece for piece in pieces if piece.text)


def _check(report: Report, span: Span) -> None:
    if not 0 <= span.start <= span.end <= len(report.text):
        raise RashomonError(
            "R402",
            f"{report.id}: [{span.start}, {span.end}) is not in a text of {len(report.text)} "
            "characters; compare the reports again",
        )


def _at_words(text: str, span: Span, start: int, end: int) -> tuple[int, int]:
    """Moves both ends inward to the next space, if one is near."""
    if start > span.start:
        space = text.find(" ", start, min(start + 30, end))
        start = space + 1 if space >= 0 else start
    if end < span.end:
        space = text.rfind(" ", max(end - 30, start), end)
        end = space if space >= 0 else end
    return start, end
