"""What a quantity counts, and whether two quantities count the same thing."""

from __future__ import annotations

import msgspec

from rashomon.comparing.differences.sentence import ReadSentence
from rashomon.comparing.differences.words import FUNCTION_WORDS, stem
from rashomon.reading.reading import Quantity

# What befalls people, by the stems of the words for it: the dead are not the wounded.
_FATES = {
    "dead": "kill die dead death toll fatal fatality perish slain murder lives massacre claim",
    "hurt": "wound injur injury hurt hospital treat",
    "held": "arrest detain jail imprison custody prison captur held charg",
    "missing": "missing unaccounted disappear",
    "displaced": "displac fled flee evacuat refugee homeless",
    "freed": "free release rescu liberat saved",
    "hit": "strike airstrike raid sortie bomb",
}
_FATE_OF = {stem(word): fate for fate, words in _FATES.items() for word in words.split()}
_PEOPLE = frozenset(
    stem(word)
    for word in (
        "people person persons man men woman women child children boy girl civilian soldier troop"
        " victim resident worker employee student passenger protester demonstrator officer police"
        " fighter militant jihadist rebel family member citizen villager others dead casualty"
        " refugee migrant prisoner schoolchildren pupil player lives crew tourist patient voter"
        " attendee protestor marcher personnel servicemen gunmen attacker suspect".split()
    )
)
# How far from a figure the words stand that tell what befell those it counts.
_NEAR = 8
_UNITS = {
    "per cent": "%",
    "percent": "%",
    "pct": "%",
    "$": "usd",
    "dollar": "usd",
    "dollars": "usd",
}


class Counted(msgspec.Struct, frozen=True):
    """A quantity, the stems of what it counts and of the words near it, and the fate told."""

    quantity: Quantity
    head: frozenset[str]
    near: frozenset[str]
    fates: frozenset[str]

    @property
    def people(self) -> bool:
        """Says whether people are counted."""
        return bool(self.head & _PEOPLE)


def counted_in(sentence: ReadSentence) -> tuple[Counted, ...]:
    """Gives the quantities of a sentence with what they count."""
    return tuple(_counted(sentence, quantity) for quantity in sentence.quantities)


def same_thing(left: Counted, right: Counted) -> float:
    """Gives how sure it is, 0 to 1, that two quantities of linked sentences count one thing."""
    if _unit(left.quantity) != _unit(right.quantity):
        return 0.0
    common = left.near & right.near
    if left.quantity.unit:
        return 0.8 if common - left.head else 0.4 if left.head & right.head else 0.0
    if left.fates and right.fates and not left.fates & right.fates:
        return 0.0
    if left.head & right.head:
        return 0.85
    if (left.people or right.people) and left.fates & right.fates:
        return 0.85
    if not left.head or not right.head:
        return 0.7 if left.fates & right.fates else 0.0
    return 0.6 if left.people and right.people else 0.0


def _counted(sentence: ReadSentence, quantity: Quantity) -> Counted:
    words = sentence.words
    inside = [k for k, w in enumerate(words) if quantity.start <= w.start and w.end <= quantity.end]
    first, last = (inside[0], inside[-1]) if inside else (0, 0)
    head = {
        stem(word) for word in (quantity.of or "").casefold().split() if word not in FUNCTION_WORDS
    }
    around = [
        (abs(k - (first if k < first else last)), stem(word.form))
        for k, word in enumerate(words)
        if first - _NEAR <= k <= last + _NEAR and word.form not in FUNCTION_WORDS
    ]
    fates = sorted((distance, _FATE_OF[form]) for distance, form in around if form in _FATE_OF)
    return Counted(
        quantity=quantity,
        head=frozenset(head),
        near=frozenset(form for _, form in around if not form[0].isdigit()),
        fates=frozenset(fate for _, fate in fates[:1]),
    )


def _unit(quantity: Quantity) -> str | None:
    unit = quantity.unit.casefold() if quantity.unit else None
    return _UNITS.get(unit, unit) if unit else None
