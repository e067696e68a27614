"""What people say of findings: this is the same claim, that is the wrong speaker.

A judgement names what it judges by the text itself: a report, the hash of the version that was
judged, and a passage of it with its words. So it holds on when claims and stories get other ids,
when other models read the report, and in a later version in which the passage still stands.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Set
from itertools import combinations
from typing import Generic, Literal, TypeVar

import msgspec

from rashomon.report import Report, Span

Said = Literal["same", "apart", "right", "wrong", "merge", "split"]
"""Of claims: `same`, `apart`. Of a speaker: `right`, `wrong`. Of stories: `merge`, `split`."""

Item = TypeVar("Item", bound=Hashable)


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """A passage that was judged, or a whole report (then only `report` is given).

    `sha256` is that of the report's text, `start` and `end` are code points into it, `text` is
    the very words of the passage.
    """

    report: str
    sha256: str | None = None
    start: int | None = None
    end: int | None = None
    text: str | None = None


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """What a person, `by`, said.

    `same`: all passages of `one` and `other` make one claim. `apart`: no passage of `one` makes
    the claim of one in `other`. `right`, `wrong`: `speaker` is, or is not, who says the passage in
    `one`; `instead` is who does. `merge`: all reports of `one` and `other` are of one story.
    `split`: no report of `one` is of the story of one in `other`.
    """

    said: Said
    by: str
    one: tuple[Judged, ...]
    other: tuple[Judged, ...] = ()
    speaker: str | None = None
    instead: str | None = None


class Kept(Judgement, frozen=True, kw_only=True):
    """A judgement as the library keeps it: since when (UTC), and whether it was taken back.

    `models` is the fingerprint of the models whose findings were judged.
    """

    id: int
    at: str
    models: str
    undone_by: str | None = None
    undone_at: str | None = None


def passage_of(report: Report, span: Span) -> Judged:
    """Gives a passage as it is judged: with its place in this version, and its words."""
    return Judged(
        report=report.id,
        sha256=report.sha256,
        start=span.start,
        end=span.end,
        text=report.show(span),
    )


def passage_now(judged: Judged, report: Report) -> Span | None:
    """Gives where a judged passage stands in a version of its report, None where it does not.

    In another version than was judged that is where its very words are, nearest to the old place.
    """
    if judged.report != report.id or judged.start is None or judged.end is None:
        return None
    if judged.sha256 == report.sha256:
        return Span(judged.start, judged.end)
    words = judged.text or ""
    found, places = report.text.find(words) if words else -1, []
    while found >= 0:
        places.append(found)
        found = report.text.find(words, found + 1)
    start = min(places, key=lambda place: abs(place - (judged.start or 0)), default=None)
    return None if start is None else Span(start, start + len(words))


class Word(msgspec.Struct, Generic[Item], frozen=True, kw_only=True):
    """One judgement on things: whether those of `one` and `other` belong together."""

    together: bool
    one: frozenset[Item]
    other: frozenset[Item]


class Settled(msgspec.Struct, Generic[Item], frozen=True, kw_only=True):
    """What people want together, in sets that share nothing, and what apart, in pairs."""

    together: tuple[frozenset[Item], ...]
    apart: frozenset[frozenset[Item]]

    def are_apart(self, one: Item, other: Item) -> bool:
        """Says whether two are to stay apart."""
        return frozenset((one, other)) in self.apart

    def holds(self, word: Word[Item]) -> bool:
        """Says whether a word stands as it was said, contradicted by no later one."""
        if word.together:
            return any(word.one | word.other <= items for items in self.together)
        return _between(word.one, word.other) <= self.apart


def settle(words: Iterable[Word[Item]]) -> Settled[Item]:
    """Settles contradictions: of words on the same two things the last one holds.

    `words` come oldest first. What is left of an older word stays in force.
    """
    sets: list[frozenset[Item]] = []
    apart: set[frozenset[Item]] = set()
    for word in words:
        if word.together:
            whole = word.one | word.other
            apart = {pair for pair in apart if not pair <= whole}
            sets.append(whole)
        else:
            apart |= _between(word.one, word.other)
            sets = [part for old in sets for part in _parts(old, word)]
    together: list[frozenset[Item]] = []
    for joined in reversed(sets):
        for newer in [newer for newer in together if newer & joined]:
            if any(pair <= joined | newer for pair in apart):
                joined -= newer  # they can't all be one: the newer word keeps what both name
            else:
                together.remove(newer)
                joined |= newer
        together.append(joined)
    return Settled(together=tuple(s for s in together if len(s) > 1), apart=frozenset(apart))


def _between(one: Set[Item], other: Set[Item]) -> set[frozenset[Item]]:
    return {frozenset((a, b)) for a in one for b in other if a != b}


def _parts(old: frozenset[Item], word: Word[Item]) -> list[frozenset[Item]]:
    """Gives what an older set falls into where a word puts some of it apart."""
    if not (old & word.one and old & word.other):
        return [old]
    return [old & word.one, old - word.one]


def pairs_of(judgement: Judgement) -> list[tuple[Judged, Judged]]:
    """Gives the pairs of passages or reports on which a judgement says something."""
    if judgement.said in ("same", "merge"):
        return list(combinations((*judgement.one, *judgement.other), 2))
    return [(one, other) for one in judgement.one for other in judgement.other]
