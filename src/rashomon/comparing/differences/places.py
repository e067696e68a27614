"""Another place for the same event.

A town in one report and its country in the other are no difference, and which town lies where is
not known here. So outside retouched sentences only countries are held against each other, and
parts of one place ("eastern Mali", "northern Mali").
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import msgspec

from rashomon.comparing.comparison import DifferenceSubtype
from rashomon.comparing.differences.alignment import Word
from rashomon.comparing.differences.finding import difference
from rashomon.comparing.differences.names import respelled
from rashomon.comparing.differences.sentence import ReadSentence, SentencePair, once
from rashomon.comparing.differences.words import COMPASS, FUNCTION_WORDS, stem
from rashomon.comparing.pair import PairDifference
from rashomon.places import canonical_place, government_of
from rashomon.report import Span

_WHERE = frozenset("in at near outside inside from off across".split())
_UNIONS = frozenset({"United Nations", "European Union"})
# How far before a place the words stand that tell what happened there.
_NEAR = 6


class _Place(msgspec.Struct, frozen=True):
    """A country in a sentence: its usual name, its span, and the telling words before it."""

    name: str
    span: Span
    near: frozenset[str]


def place_differences(pair: SentencePair) -> Iterator[PairDifference]:
    """Finds places that the two sentences give otherwise for one event."""
    yield from _other_part(pair)
    if pair.twins:
        yield from _retouched(pair)
        return
    ours, theirs = _countries(pair.left), _countries(pair.right)
    if not ours or not theirs or _named(pair.left) & _named(pair.right):
        return
    for left in ours:
        for right in theirs:
            if not left.near & right.near:
                continue
            yield difference(
                pair, "place", left.span, right.span, subtype="conflict", certainty=0.5
            )
            return


@lru_cache(maxsize=1 << 16)
def _country(word: str) -> str | None:
    """Gives the country that a word names, if any; words come again in every pair of reports."""
    return canonical_place(word)


def _retouched(pair: SentencePair) -> Iterator[PairDifference]:
    """Finds places exchanged in a sentence that stands in both reports."""
    for change in pair.changes:
        ours = pair.left.words[change.left_from : change.left_to]
        theirs = pair.right.words[change.right_from : change.right_to]
        if not ours or not theirs or respelled(ours[-1].form, theirs[-1].form):
            continue
        left, right = Span(ours[0].start, ours[-1].end), Span(theirs[0].start, theirs[-1].end)
        if _is_place(pair.left, left) and _is_place(pair.right, right):
            countries = {government_of(pair.left.show(left)), government_of(pair.right.show(right))}
            one = len(countries) == 1 and None not in countries
            subtype: DifferenceSubtype = "precision" if one else "conflict"
            yield difference(pair, "place", left, right, subtype=subtype, certainty=0.9)


def _is_place(sentence: ReadSentence, span: Span) -> bool:
    if any(place.covers(span) or span.covers(place) for place in sentence.places):
        return True
    return canonical_place(sentence.show(span)) is not None


@once
def _named(sentence: ReadSentence) -> set[str]:
    """Gives all countries that a sentence names, wherever they stand in it."""
    names = (_country(sentence.text[word.start : word.end]) for word in sentence.words)
    return {name for name in names if name is not None}


@once
def _countries(sentence: ReadSentence) -> list[_Place]:
    found: list[_Place] = []
    for k, word in enumerate(sentence.words):
        name = _country(sentence.text[word.start : word.end])
        before = sentence.words[max(0, k - _NEAR) : k]
        if name is None or name in _UNIONS or not before or before[-1].form not in _WHERE:
            continue
        near = {stem(w.form) for w in before if w.form not in FUNCTION_WORDS | _WHERE}
        found.append(_Place(name, Span(word.start, word.end), frozenset(near)))
    return found


def _other_part(pair: SentencePair) -> Iterator[PairDifference]:
    """Finds "eastern Mali" against "northern Mali"."""
    ours, theirs = _parts(pair.left), _parts(pair.right)
    for name in sorted(ours.keys() & theirs.keys()):
        (left, part), (right, other) = ours[name], theirs[name]
        if part != other:
            overlap = part.endswith(other) or other.endswith(part)
            overlap = overlap or part.startswith(other) or other.startswith(part)
            subtype: DifferenceSubtype = "precision" if overlap else "conflict"
            yield difference(pair, "place", left, right, subtype=subtype, certainty=0.6)


@once
def _parts(sentence: ReadSentence) -> dict[str, tuple[Span, str]]:
    """Gives the places that are named with a direction before them, by name."""
    found: dict[str, tuple[Span, str]] = {}
    for part, name in zip(sentence.words, sentence.words[1:], strict=False):
        if part.form in COMPASS and _is_small(sentence, part) and not _is_small(sentence, name):
            found.setdefault(name.form, (Span(part.start, name.end), part.form.removesuffix("ern")))
    return found


def _is_small(sentence: ReadSentence, word: Word) -> bool:
    return sentence.text[word.start].islower()
