"""What a quantity counts, and whether two quantities count the same thing."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Literal

import msgspec

from rashomon.comparing.differences.sentence import ReadSentence
from rashomon.comparing.differences.words import FUNCTION_WORDS, stem
from rashomon.reading.quantity_words import BOUNDS, LONGEST_BOUND
from rashomon.reading.reading import Bound, Quantity, Time
from rashomon.report import Span

# What befalls people, by the stems of the words for it: the dead are not the wounded.
_FATES = {
    "dead": "kill die died dying dead death toll fatal fatality perish slain murder lives massacre",
    "hurt": "wound injur injury hurt hospital treat",
    "held": "arrest detain jail imprison custody prison captur held charg",
    "missing": "missing unaccounted disappear",
    "displaced": "displac fled flee evacuat refugee homeless",
    "freed": "free release rescu liberat saved",
    "hit": "strike airstrike raid sortie bomb",
}
_FATE_OF = {stem(word): fate for fate, words in _FATES.items() for word in words.split()}
_PEOPLE_WORDS = frozenset(
    "people person persons man men woman women child children boy girl civilian soldier troop"
    " victim resident worker employee student passenger protester demonstrator officer police"
    " fighter militant jihadist rebel family member citizen villager others dead casualty"
    " refugee migrant prisoner schoolchildren pupil player lives crew tourist patient voter"
    " attendee protestor marcher personnel servicemen gunmen attacker suspect".split()
)
_PEOPLE = frozenset(stem(word) for word in _PEOPLE_WORDS)
# "12 were killed a day before": only these words say for sure that a count comes again.
_EACH = frozenset("per each every".split())
_PERIODS = frozenset("hour day night week month quarter year decade".split())
# "One lap later" counts from what came before, "eight laps to go" to what is to come.
_SINCE = frozenset("later earlier ago afterward afterwards".split())
_TO_COME = frozenset("left remaining".split())
# How far from a figure such words stand.
_AFTER = 3
# How far from a figure the words stand that tell what befell those it counts.
_NEAR = 8
# How far from an age its bearer stands: "Starr, 69", "the 69-year-old comedian".
_BESIDE = 2
AGE = "year"
# Equal counts from here on are hardly chance in two linked sentences.
_TELLING_VALUE = 13
# Durations are compared in days; months and years by their mean length.
_DURATION = "duration"
_DAYS = {"Y": 365.25, "M": 30.44, "W": 7.0, "D": 1.0, "TH": 1 / 24, "TM": 1 / 1440, "TS": 1 / 86400}
# Lengths in metres and speeds in kilometres an hour: the same in another unit is no difference.
_LENGTHS = {
    "mm": 0.001, "cm": 0.01, "inch": 0.0254, "foot": 0.3048, "yard": 0.9144, "m": 1.0,
    "km": 1000.0, "mile": 1609.344,
}  # fmt: skip
_SPEEDS = {"km/h": 1.0, "mph": 1.609344, "knot": 1.852}
_CONVERTED = 0.05
_ISO_DURATION = re.compile(r"P(T?)(\d+(?:\.\d+)?|X)([YMWDHS])$")
# "Minutes" are two at least, and not much more than this many.
_SOME, _MOST = 2, 30


class Counted(msgspec.Struct, frozen=True):
    """A quantity, the stems of what it counts, of the words near and beside it, the fate told.

    `regular` says that it is counted anew each day, month or year, `counts_to` whether words
    behind it count from a moment past or to an end, `only_age` that it is the one age that its
    sentence tells, `names` are words with a capital beside it.
    """

    quantity: Quantity
    head: frozenset[str]
    near: frozenset[str]
    beside: frozenset[str]
    fates: frozenset[str]
    regular: bool
    counts_to: Literal["past", "end"] | None = None
    only_age: bool = False
    names: frozenset[str] = frozenset()

    @property
    def people(self) -> bool:
        """Says whether people are counted."""
        return bool(self.head & _PEOPLE)


def counts_people(form: str) -> bool:
    """Says whether a word is one for people that are counted: "officers", "child".

    The stem alone does not tell: that of "protester" is "protest".
    """
    return form in _PEOPLE_WORDS or form.removesuffix("s") in _PEOPLE_WORDS


def counted_in(sentence: ReadSentence) -> tuple[Counted, ...]:
    """Gives the quantities of a sentence, and its durations, with what they count."""
    durations = filter(None, (_duration(sentence, time) for time in sentence.times))
    return tuple(_counted(sentence, quantity) for quantity in (*sentence.quantities, *durations))


def _duration(sentence: ReadSentence, time: Time) -> Quantity | None:
    """Turns "38 days" into a quantity of days; "days" is a range, None what is no duration."""
    match = _ISO_DURATION.match(time.value) if time.kind == "duration" else None
    if match is None:
        return None
    before = [word for word in sentence.words if word.end <= time.start][-LONGEST_BOUND:]
    bound: Bound = "exact"
    start = time.start
    for first in range(len(before)):
        phrase = " ".join(word.form for word in before[first:])
        if phrase in BOUNDS:
            bound, start = BOUNDS[phrase], before[first].start
            break
    length = _DAYS[match[1] + match[3]]
    if match[2] == "X":
        some, most = _SOME * length, _MOST * length
        return Quantity(
            start=start, end=time.end, value=some, low=some, high=most, unit=_DURATION, bound=bound
        )
    return Quantity(
        start=start,
        end=time.end,
        value=float(match[2]) * length,
        unit=_DURATION,
        bound=bound,
    )


def count_other_things(left: Counted, right: Counted) -> bool:
    """Says whether two quantities surely count different things: kilometres and people, the dead
    and the wounded, the ages of two people, laps since and laps to go.
    """
    ends = {one.counts_to for one in (left, right) if one.counts_to and not one.people}
    if len(ends) > 1:
        return True
    if left.quantity.unit != right.quantity.unit or left.regular != right.regular:
        return True
    if left.quantity.unit == AGE and not _is_decade(left) and not _is_decade(right):
        return not left.beside & right.beside and not one_bearer(left, right)
    of_people = all(
        one.people or not one.head or one.head & _FATE_OF.keys() for one in (left, right)
    )
    return of_people and bool(left.fates and right.fates and not left.fates & right.fates)


def one_bearer(left: Counted, right: Counted) -> bool:
    """Says whether two ages, each the only one of its sentence, may be one person's.

    They are not where one sentence names beside its age whom the other names elsewhere.
    """
    named = (left.names & right.near - right.beside) | (right.names & left.near - left.beside)
    return left.only_age and right.only_age and not named


def _is_decade(counted: Counted) -> bool:
    """Says whether an age is only told to the decade: "in his 60s"."""
    return counted.quantity.low is not None and counted.quantity.high is not None


def one_measure(left: Quantity, right: Quantity) -> bool:
    """Says whether two quantities are one length or speed in two units: "30 miles", "48km"."""
    for table in (_LENGTHS, _SPEEDS):
        ours, theirs = table.get(left.unit or ""), table.get(right.unit or "")
        if left.unit != right.unit and ours is not None and theirs is not None:
            values = sorted((abs(left.value * ours), abs(right.value * theirs)))
            return values[1] - values[0] <= _CONVERTED * values[1]
    return False


def in_one_unit(left: Counted, right: Counted) -> tuple[Counted, Counted]:
    """Gives two quantities, "a fifth" as 20 percent where the other is a percentage."""
    return _as_percent(left, right), _as_percent(right, left)


def _as_percent(counted: Counted, other: Counted) -> Counted:
    quantity = counted.quantity
    if other.quantity.unit != "%" or quantity.unit is not None or not 0 < quantity.value < 1:
        return counted
    percent = msgspec.structs.replace(quantity, value=round(100 * quantity.value, 1), unit="%")
    return msgspec.structs.replace(counted, quantity=percent)


def same_thing(left: Counted, right: Counted) -> float:
    """Gives how sure it is, 0 to 1, that two quantities of linked sentences count one thing."""
    if count_other_things(left, right):
        return 0.0
    heads, near = left.head & right.head, (left.near & right.near) - left.head - right.head
    if left.quantity.unit == AGE:
        return 0.6
    if left.quantity.unit:
        return _sureness(len(near) + 2 * len(heads), (0.0, 0.3, 0.45, 0.6, 0.85))
    fate = bool(left.fates & right.fates)
    people = left.people and right.people
    if left.quantity.value == right.quantity.value >= _TELLING_VALUE:
        return 0.75
    if heads:
        return 0.85 if fate else _sureness(len(near), (0.5, 0.7, 0.85))
    if fate and (left.people or right.people or not left.head or not right.head):
        return 0.85 if people else 0.75
    return 0.45 if people and near else 0.0


def _sureness(count: int, steps: tuple[float, ...]) -> float:
    return steps[min(count, len(steps) - 1)]


def _counted(sentence: ReadSentence, quantity: Quantity) -> Counted:
    words = sentence.words
    inside = sentence.inside(Span(quantity.start, quantity.end))
    first, last = (inside[0], inside[-1]) if inside else (0, 0)
    head = {
        stem(word) for word in (quantity.of or "").casefold().split() if word not in FUNCTION_WORDS
    }
    around = [
        (abs(k - (first if k < first else last)), stem(word.form))
        for k, word in enumerate(words)
        if first - _NEAR <= k <= last + _NEAR and word.form not in FUNCTION_WORDS
    ]
    told = sorted((distance, _FATE_OF[form]) for distance, form in around if form in _FATE_OF)
    fates = {fate for _, fate in told[:1]} or _only_fate(sentence)
    return Counted(
        quantity=quantity,
        head=frozenset(head),
        near=frozenset(form for _, form in around if not form[0].isdigit()),
        beside=frozenset(
            form for distance, form in around if distance <= _BESIDE and not form[0].isdigit()
        ),
        fates=frozenset(fates),
        regular=_is_regular(sentence, quantity),
        counts_to=_counts_to(sentence, quantity),
        names=frozenset(
            stem(word.form)
            for word in words[max(1, first - _BESIDE) : last + _BESIDE + 1]
            if sentence.text[word.start].isupper()
        ),
        only_age=[one for one in sentence.quantities if one.unit == AGE] == [quantity],
    )


def _is_regular(sentence: ReadSentence, quantity: Quantity) -> bool:
    """Says whether words after a quantity say that it comes again: "8,000 people each year"."""
    after = [word.form for word in sentence.words if word.start >= quantity.end][:_NEAR]
    return "annually" in after or any(
        first in _EACH and second in _PERIODS for first, second in pairwise(after)
    )


def _counts_to(sentence: ReadSentence, quantity: Quantity) -> Literal["past", "end"] | None:
    after = [word.form for word in sentence.words if word.start > quantity.start][:_AFTER]
    if not _SINCE.isdisjoint(after):
        return "past"
    is_left = not _TO_COME.isdisjoint(after) or ("to", "go") in pairwise(after)
    return "end" if is_left else None


def _only_fate(sentence: ReadSentence) -> set[str]:
    fates = {_FATE_OF[stem(w.form)] for w in sentence.words if stem(w.form) in _FATE_OF}
    return fates if len(fates) == 1 else set()
