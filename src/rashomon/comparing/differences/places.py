"""Another place for the same event.

A town in one report and its country in the other are no difference, and which town lies where is
not known here. So outside retouched sentences only countries are held against each other, and
parts of one place ("eastern Mali", "northern Mali").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
# Letters of a name that is cut short to its first and its last.
_CUT = 2
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
        left = _place_in(pair.left, change.left_from, change.left_to)
        right = _place_in(pair.right, change.right_from, change.right_to)
        if left is None or right is None:
            continue
        names = pair.left.show(left), pair.right.show(right)
        if _named_alike(pair.left.forms_in(left), pair.right.forms_in(right)):
            continue
        countries = {government_of(name) for name in names}
        if len(countries) == 1 and None not in countries:
            yield difference(pair, "place", left, right, subtype="precision", certainty=0.9)
        elif len({canonical_place(name) is None for name in names}) == 1:
            # Of a town and a country nothing tells whether the one lies in the other.
            yield difference(pair, "place", left, right, subtype="conflict", certainty=0.9)


def _place_in(sentence: ReadSentence, first: int, end: int) -> Span | None:
    """Gives the words of a place among some words: all of them, or the first that is named."""
    words = sentence.words[first:end]
    if not words:
        return None
    whole = Span(words[0].start, words[-1].end)
    if canonical_place(sentence.show(whole)) is not None:
        return whole
    named = [common for place in sentence.places if (common := place.common(whole)) is not None]
    spans = [Span(word.start, word.end) for word in words]
    named += [span for span in spans if _country(sentence.show(span)) is not None]
    return named[0] if named else None


def _named_alike(left: Sequence[str], right: Sequence[str]) -> bool:
    """Says whether two names are one, respelled or cut short ("Mt", "Mount").

    "The" and "'s" do not count: "the EU's" and "EU" are one.
    """
    ours, theirs = (
        [form.removesuffix("'s") for form in forms if form not in FUNCTION_WORDS]
        for forms in (left, right)
    )
    if ours == theirs:
        return True
    return bool(ours and theirs) and (
        respelled(ours[-1], theirs[-1]) or _cuts_short(*sorted((ours[-1], theirs[-1]), key=len))
    )


def _cuts_short(short: str, long: str) -> bool:
    """Says whether a word stands for a longer one by its first and its last letter: "Mt", "St"."""
    return len(short) == _CUT < len(long) and (short[0], short[-1]) == (long[0], long[-1])


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
    """Finds "eastern Mali" against "northern Mali", where the same is told to happen there.

    Of two parts that lie apart it must be: "hit the south", "a town in the centre" are no rivals.
    """
    ours, theirs = _parts(pair.left), _parts(pair.right)
    for name in sorted(ours.keys() & theirs.keys()):
        (left, part), (right, other) = ours[name], theirs[name]
        if part == other:
            continue
        overlap = part.endswith(other) or other.endswith(part)
        overlap = overlap or part.startswith(other) or other.startswith(part)
        near = [_told_before(*side) for side in ((pair.left, left), (pair.right, right))]
        if overlap or near[0] & near[1]:
            subtype: DifferenceSubtype = "precision" if overlap else "conflict"
            yield difference(pair, "place", left, right, subtype=subtype, certainty=0.6)


def _told_before(sentence: ReadSentence, place: Span) -> set[str]:
    """Gives the stems of the telling words before a place."""
    first = sentence.inside(place)[0]
    words = sentence.words[max(0, first - _NEAR) : first]
    return {stem(word.form) for word in words if word.form not in FUNCTION_WORDS | _WHERE}


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
