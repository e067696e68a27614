"""Stretches of a report's text, with marks on some of their words.

What is shown as a report's words is `text[start:end]`, whatever marks are on it; that is checked
when it is built.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Literal

import msgspec

from rashomon.errors import RashomonError
from rashomon.report import Report, Span

Mark = Literal["", "context", "value", "changed", "dropped"]

_SPACES = " \t\u00a0\u202f"
DROPPED = "[…]"
# Marks, and the end of a word, that stand close to what is before them.
_AFTER_WORD = frozenset(" .,;:!?)’'”\"")
# After one of these, or before one of the second, no sentence is being cut.
_OPENS = frozenset("\n.!?:;-–—\"“”„«»'‘’)")
_ENDS = frozenset("\n.!?:;(\"“„«‘'")
_CLOSES = frozenset("\n.!?:;,-–—\"“”»'’)")


class Piece(msgspec.Struct, frozen=True):
    """Part of a stretch, with one mark ("" for none).

    "context": words around the finding, shown so that it reads. "value", "changed": see those
    who set them. An empty piece marked "dropped" is a place where the text that this one is held
    against has more words.
    """

    text: str
    mark: Mark = ""


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """`text[start:end]` of a report in pieces; `before` and `after`: a sentence goes on there.

    `opens` and `closes` are quotation marks that stand outside of it: those of a quotation that
    begins before it or goes on behind it.
    """

    report: str
    start: int
    end: int
    pieces: tuple[Piece, ...]
    before: bool = False
    after: bool = False
    opens: str = ""
    closes: str = ""

    @property
    def text(self) -> str:
        """The very words."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def shown(self) -> tuple[Piece, ...]:
        """The pieces as they are printed: with "[…]" where words were dropped, set off by a space.

        Two such places with no word between them are one. Quotation marks have their twins.
        """
        shown: list[Piece] = [Piece(self.opens)] if self.opens else []
        worded = True
        for piece, following in zip(self.pieces, (*self.pieces, None)[1:], strict=True):
            if piece.mark != "dropped":
                shown.append(piece)
                worded = worded or any(map(str.isalnum, piece.text))
            elif worded:
                ahead = following is not None and following.text[:1] not in _AFTER_WORD
                shown.append(Piece(f"{DROPPED} " if ahead else f" {DROPPED}", "dropped"))
                worded = False
        return tuple([*shown, Piece(self.closes)] if self.closes else shown)

    def unmarked(self) -> Words:
        """Gives the same words without the marks on values."""
        plain = tuple(Piece(p.text, "" if p.mark == "value" else p.mark) for p in self.pieces)
        return msgspec.structs.replace(self, pieces=plain)

    @property
    def core(self) -> str:
        """The words of the finding itself, without those around it."""
        return "".join(piece.text for piece in self.pieces if piece.mark != "context")


def words(
    report: Report, span: Span, *, marks: Iterable[Span] = (), core: Sequence[Span] = ()
) -> Words:
    """Gives the words of `span`, with the value mark on the parts that `marks` cover.

    Where `core` is given, what lies outside of it is context.
    Raises RashomonError R403 where the span is not in the text.
    """
    _check(report, span)
    plain: Mark = "context" if core else ""
    by_letter: list[Mark] = [plain] * (span.end - span.start)
    _put(by_letter, span, core, "")
    _put(by_letter, span, marks, "value")
    return Words(
        report=report.id,
        start=span.start,
        end=span.end,
        pieces=pieces(report.show(span), by_letter),
    )


def window(
    report: Report,
    span: Span,
    *,
    limit: int,
    marks: Sequence[Span] = (),
    core: Sequence[Span] = (),
) -> Words:
    """Gives the words of `span`; where longer than `limit` characters, those around the marks."""
    _check(report, span)
    if span.end - span.start <= limit:
        return words(report, span, marks=marks, core=core)
    inside = [mark for mark in marks if mark.overlaps(span)]
    centre = (inside[0].start + inside[0].end) // 2 if inside else span.start
    start = max(span.start, min(centre - limit // 2, span.end - limit))
    end = min(span.end, start + limit)
    start, end = _at_words(report.text, span, start, end)
    part = words(report, Span(start, end), marks=marks, core=core)
    return msgspec.structs.replace(part, before=start > span.start, after=end < span.end)


def in_sentence(report: Report, stretch: Words) -> Words:
    """Gives the words with `before` and `after` set where the sentence goes on there."""
    before = report.text[max(0, stretch.start - 80) : stretch.start].rstrip(_SPACES)[-1:]
    after = report.text[stretch.end : stretch.end + 80].lstrip(_SPACES)[:1]
    titles = [zone.end for zone in report.zones if zone.kind == "title"]
    if stretch.end in titles:
        after = ""
    if any(0 <= stretch.start - end <= 1 for end in titles):
        before = ""
    # A lower-case word after a dash or a quotation goes on with the sentence.
    opens = _ENDS if stretch.text[:1].islower() else _OPENS
    whole_end = stretch.text.rstrip()[-1:] in ".!?\"”'’"
    return msgspec.structs.replace(
        stretch,
        before=stretch.before or bool(before and before not in opens),
        after=stretch.after or bool(after and after not in _CLOSES and not whole_end),
    )


def pieces(text: str, marks: Sequence[Mark]) -> tuple[Piece, ...]:
    """Gives `text` in pieces, from the mark of each of its letters.

    Raises RashomonError R404 where the pieces are not the text.
    """
    made = tuple(
        Piece("".join(letter for letter, _ in group), mark)
        for mark, group in groupby(zip(text, marks, strict=True), key=lambda pair: pair[1])
    )
    if "".join(piece.text for piece in made) != text:
        raise RashomonError("R404", "words to show are not those of the report")
    return made


def _put(by_letter: list[Mark], span: Span, spots: Iterable[Span], mark: Mark) -> None:
    for spot in spots:
        start, end = max(spot.start, span.start), min(spot.end, span.end)
        for place in range(start, end):
            by_letter[place - span.start] = mark


def _check(report: Report, span: Span) -> None:
    if not 0 <= span.start <= span.end <= len(report.text):
        raise RashomonError(
            "R403",
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
