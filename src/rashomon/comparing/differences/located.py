"""Whether two figures or times, by the places told beside them, are of two places.

"11 people died in Cuba" and "six lives in Haiti" are two counts, though the sentences around them
assert one thing. Which town lies where is not known here, so only two countries are surely apart,
and two towns where each report names both.
"""

from __future__ import annotations

from typing import Literal

from rashomon.comparing.differences.sentence import ReadSentence, SentencePair, once
from rashomon.places import canonical_place, country_of
from rashomon.report import Span

Whereabouts = Literal["together", "perhaps apart", "apart"]

_WHERE = frozenset("in at near across throughout outside inside off".split())
# How far before a place the word stands that says something happened there: "in the far north of".
_LED = 3


def whereabouts(pair: SentencePair, left: Span, right: Span) -> Whereabouts:
    """Says whether what two stretches tell of is told of one place, as far as places are told."""
    ours, theirs = _places(pair.left, left), _places(pair.right, right)
    if not ours or not theirs or any(_meet(one, other) for one in ours for other in theirs):
        return "together"
    there, elsewhere = _places(pair.left, left, led=True), _places(pair.right, right, led=True)
    if not there or not elsewhere:
        return "perhaps apart"
    countries = {canonical_place(name) is not None for name in there | elsewhere}
    if countries == {True}:
        return "apart"
    both_named = _all_told(pair.left, elsewhere) and _all_told(pair.right, there)
    return "apart" if countries == {False} and both_named else "perhaps apart"


def _places(sentence: ReadSentence, span: Span, *, led: bool = False) -> frozenset[str]:
    """Gives the places told of a figure or time: those after it, up to the next one; else those
    before all of them. `led` keeps those that "in" or the like leads to.
    """
    rivals = [one for one in _rivals(sentence, span) if not one.overlaps(span)]
    named = [place for place in _named(sentence) if not place.overlaps(span)]
    after = min((one.start for one in rivals if one.start >= span.end), default=sentence.span.end)
    told = [place for place in named if span.end <= place.start < after]
    if not told:
        first = min((one.start for one in rivals), default=span.start)
        told = [place for place in named if place.end <= min(first, span.start)]
    return frozenset(
        _name(sentence.show(place)) for place in told if not led or _is_led(sentence, place)
    )


def _rivals(sentence: ReadSentence, span: Span) -> list[Span]:
    """Gives the times of a sentence beside a time, and what else it counts beside a count."""
    times = [Span(time.start, time.end) for time in sentence.times]
    if any(time.covers(span) for time in times):
        return times
    return [Span(one.start, one.end) for one in sentence.quantities if one.unit is None]


@once
def _named(sentence: ReadSentence) -> list[Span]:
    """Gives the places that a sentence names, and the words for the people of a country."""
    words = (Span(word.start, word.end) for word in sentence.words)
    countries = [span for span in words if country_of(sentence.show(span))]
    beside = [span for span in countries if not any(p.covers(span) for p in sentence.places)]
    return sorted([*sentence.places, *beside])


def _is_led(sentence: ReadSentence, place: Span) -> bool:
    before = [word.form for word in sentence.words if word.end <= place.start][-_LED:]
    return bool(_WHERE.intersection(before))


def _name(words: str) -> str:
    plain = " ".join(word for word in words.split() if word.lower() != "the")
    return country_of(plain) or plain


def _meet(one: str, other: str) -> bool:
    """Says whether two names may be of one place: the words of one are among the other's."""
    ours, theirs = set(one.casefold().split()), set(other.casefold().split())
    return ours <= theirs or theirs <= ours


def _all_told(sentence: ReadSentence, names: frozenset[str]) -> bool:
    """Says whether a sentence's report names all of some places, wherever it does."""
    return all(sentence.has_words(name.casefold().split()) for name in names)
