"""Credit that differs between two sentences, held against what the two reports say elsewhere.

That one sentence credits what another asserts is seen in these two alone. An editor would not
sign it where the reports do not differ in it: where the report that asserts it here credits it in
another sentence, or the one that credits it here asserts it, too. Nor would they where the two
sentences give other figures, or where the one credited is whom the other sentence tells of ("The
navy sank a boat": it is known from the navy). Of two sources both must be named, for "the watchdog"
may be the man whom the other names, and neither may be the other's body or what the other speaks
of. Such a finding is kept, below what is shown as more likely than not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from rashomon.comparing.differences.alignment import word_form
from rashomon.comparing.differences.credited import Credit, Flags, Side, common_weight, sides_of
from rashomon.comparing.differences.finding import EVEN, pressed
from rashomon.comparing.differences.sentence import ReadSentence, SentencePair
from rashomon.comparing.differences.words import FUNCTION_WORDS, stem
from rashomon.comparing.pair import PairDifference
from rashomon.reading.reading import Actor
from rashomon.report import Span

# Share of what two sentences have in common from which one tells what the other does.
_TOLD = 0.5
# At the head of what is asserted, within so many words, stands who acts.
_HEAD = 4


class Beside:
    """The other pairs of sentences in which a sentence of a pair stands, and those with twins."""

    def __init__(self, pairs: Sequence[SentencePair], twins: Sequence[Collection[int]]) -> None:
        self._twins = twins
        self._pairs: dict[tuple[int, int], list[SentencePair]] = defaultdict(list)
        for pair in pairs:
            self._pairs[0, pair.left.index].append(pair)
            self._pairs[1, pair.right.index].append(pair)

    def weighed(self, pair: SentencePair, found: PairDifference) -> PairDifference:
        """Gives a difference of credit, less sure where the two reports do not differ in it."""
        if found.type != "attribution" or pair.twins or found.confidence < EVEN:
            return found
        sides = sides_of(pair)
        if found.subtype == "other-speaker":
            doubtful = _is_vague(sides, found)
        else:
            doubtful = self._is_told_alike(pair, sides, found)
        return pressed(found) if doubtful else found

    def _is_told_alike(
        self, pair: SentencePair, sides: tuple[Side, Side], found: PairDifference
    ) -> bool:
        """Says whether one report both credits and asserts what the other does one of."""
        if pair.left.index in self._twins[0] or pair.right.index in self._twins[1]:
            return True
        k, credit = _credit(sides, found)
        if credit is None:
            return False
        ours, theirs = sides[k].sentence, sides[1 - k].sentence
        if _other_figures(ours, credit.words, theirs, sides[1 - k].plain):
            return True
        if _acts(credit.speaker, theirs, (found.right, found.left)[k]):
            return True
        return any(_is_credited(k, other) for other in self._others(k, pair)) or any(
            _is_asserted(k, other) for other in self._others(1 - k, pair)
        )

    def _others(self, side: int, pair: SentencePair) -> list[SentencePair]:
        """Gives the other pairs in which the sentence of one side stands."""
        index = (pair.left, pair.right)[side].index
        return [one for one in self._pairs[side, index] if one is not pair]


def _credit(sides: tuple[Side, Side], found: PairDifference) -> tuple[int, Credit | None]:
    """Gives the side that credits, and its credit, by where the source of a finding stands."""
    for k, source in ((0, found.left), (1, found.right)):
        for credit in sides[k].credits:
            if credit.source == source:
                return k, credit
    return 0, None


def _is_credited(k: int, pair: SentencePair) -> bool:
    """Says whether what the sentence of side `k` credits is credited in the other one, too."""
    sides = sides_of(pair)
    total = (sides[0].weights.sum() + sides[1].weights.sum()) / 2
    return any(
        common_weight(sides[k], ours, sides[1 - k], theirs) >= _TOLD * total > 0
        for ours in sides[k].credits
        for theirs in sides[1 - k].credits
    )


def _is_asserted(k: int, pair: SentencePair) -> bool:
    """Says whether the sentence of side `k` asserts what the other one does."""
    ours, theirs = (one := sides_of(pair))[k], one[1 - k]
    common = ours.weights[ours.plain & theirs.plain[ours.nearest]].sum()
    return bool(common >= _TOLD * ours.weights.sum() > 0)


def _is_vague(sides: tuple[Side, Side], found: PairDifference) -> bool:
    """Says whether two sources may be one, or what they are credited with hardly is one thing."""
    credited = [
        next((one for one in side.credits if one.source == source), None)
        for side, source in zip(sides, (found.left, found.right), strict=True)
    ]
    ours, theirs = credited
    if ours is None or theirs is None or ours.speaker is None or theirs.speaker is None:
        return True
    if not (ours.speaker.named and theirs.speaker.named):
        return True
    if _belongs(ours.speaker, theirs.speaker) or _belongs(theirs.speaker, ours.speaker):
        return True
    left, right = (side.sentence for side in sides)
    if _speaks_of(left, ours, theirs.speaker) or _speaks_of(right, theirs, ours.speaker):
        return True
    return _other_figures(left, ours.words, right, theirs.words)


def _acts(speaker: Actor | None, sentence: ReadSentence, asserted: Span) -> bool:
    """Says whether what is asserted begins with the one who is credited elsewhere."""
    if speaker is None:
        return False
    first = {stem(form) for form in sentence.forms_in(asserted)[:_HEAD]}
    name = _stems(speaker.name)
    return bool(name) and name[-1] in first


def _belongs(one: Actor, other: Actor) -> bool:
    """Says whether the role of one names the other: the spokesman and the ministry."""
    words = _stems(other.name)
    return bool(words) and set(words) <= set(_stems(one.role or ""))


def _speaks_of(sentence: ReadSentence, credit: Credit, other: Actor) -> bool:
    """Says whether what somebody is credited with names the other source."""
    told = {
        stem(word.form) for word, mine in zip(sentence.words, credit.words, strict=True) if mine
    }
    name = _stems(other.name)
    return bool(name) and told.issuperset(name[-1:] if other.kind == "person" else name)


def _stems(name: str) -> list[str]:
    words = (word_form(word) for word in name.split())
    return [stem(word) for word in words if word not in FUNCTION_WORDS]


def _other_figures(left: ReadSentence, ours: Flags, right: ReadSentence, theirs: Flags) -> bool:
    """Says whether some words of both sentences hold figures, and not one is the same."""
    figures = [
        {
            (one.value, one.unit)
            for one in sentence.quantities
            if any(words[k] for k in sentence.inside(Span(one.start, one.end)))
        }
        for sentence, words in ((left, ours), (right, theirs))
    ]
    return bool(figures[0] and figures[1]) and not figures[0] & figures[1]
