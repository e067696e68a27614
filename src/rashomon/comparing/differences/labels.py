"""The words that each report chooses for the same people or acts, where the choice is telling."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import msgspec

from rashomon.comparing.differences.finding import difference, in_words, outlets_of
from rashomon.comparing.differences.sentence import ReadSentence, SentencePair
from rashomon.comparing.differences.words import FUNCTION_WORDS, stem
from rashomon.comparing.labels import VERB_CLASSES, FoundLabel, find_labels, verb_lemma
from rashomon.comparing.pair import PairDifference
from rashomon.report import Span

# Acts whose rival verbs are mostly no judgement: "said" and "insisted", "killed" and "died".
_PLAIN_ACTS = frozenset({"saying", "killing"})
# Share of findings that are right in sentences that say the same, and that share a part
# (counted on annotated stories).
_IN_SAME, _IN_PART = 0.9, 0.5
# Words that merely say what there is: a choice between two of them tells nothing.
_NEUTRAL = frozenset(
    "protest demonstration rally march vigil picket sit-in protester protestor demonstrator"
    " marcher attack explosion blast bombing shooting strike airstrike air-strike shelling"
    " bombardment gunfire operation soldier troop serviceman servicemen infantry suspect"
    " defendant official aide adviser advisor staffer consultant operative insider"
    " investigation inquiry review audit war conflict deal agreement pact accord treaty"
    " arrangement settlement death fatality accident collision crash government administration"
    " cabinet president leader premier chancellor victim casualty survivor activist campaigner"
    " advocate supporter resident inhabitant villager dispute debate argument disagreement"
    " comment remark allegation accusation prisoner inmate detainee captive migrant refugee"
    " executive businessman businessmen investor sanction penalty punishment restriction"
    " missile rocket".split()
)
# Modifiers that judge, or that take back what the noun asserts. "tragic death", "possible meteor".
_LOADED = frozenset(
    "alleged apparent purported supposed so-called self-styled possible suspected unproven"
    " unverified tragic horrific horrifying horrible terrible terrifying brutal savage"
    " barbaric cruel vicious heinous evil shocking stunning dazzling spectacular dramatic"
    " staggering astonishing remarkable outrageous disgraceful shameful shamed disgraced"
    " embattled controversial notorious infamous divisive polarizing polarising illegal"
    " illegitimate unlawful lawful legitimate inappropriate improper unfair unjust dubious"
    " questionable baseless false bogus fake phony sham dangerous reckless radical extremist"
    " extreme hardline hard-line fanatical moderate mainstream authoritarian autocratic"
    " democratic corrupt failed failing desperate defiant heroic brave peaceful violent deadly"
    " bloody lethal massive huge crushing humiliating historic landmark unprecedented sweeping"
    " aggressive provocative unprovoked indiscriminate targeted cowardly innocent defenceless"
    " defenseless unarmed armed masked loyal respected popular beloved well-respected"
    " unpopular powerful hated feared mysterious secretive shadowy attack smear".split()
)


class Choice(msgspec.Struct, frozen=True):
    """A telling word: what it is a word for, which word, and where it stands."""

    referent: str
    word: str
    span: Span


def label_differences(pair: SentencePair) -> Iterator[PairDifference]:
    """Finds what the two sentences call otherwise: one difference for each referent."""
    ours, theirs = _choices(pair.left), _choices(pair.right)
    known = {(one.referent, one.word) for one in ours} & {
        (one.referent, one.word) for one in theirs
    }
    seen: set[str] = set()
    for left in ours:
        for right in theirs:
            if left.referent != right.referent or left.word == right.word or left.referent in seen:
                continue
            if {(left.referent, left.word), (right.referent, right.word)} & known:
                continue
            if left.word in _NEUTRAL and right.word in _NEUTRAL:
                continue
            seen.add(left.referent)
            yield _label(pair, left.span, right.span)
    yield from _loaded(pair)


def _choices(sentence: ReadSentence) -> list[Choice]:
    """Gives the telling nouns and verbs of a sentence that are the outlet's own words."""
    start = sentence.span.start
    found = [
        Choice(label.referent, label.head, Span(start + label.start, start + label.end))
        for label in _labels(sentence.show(sentence.span))
    ]
    taken = [choice.span for choice in found]
    for word in sentence.words:
        act = _act(word.form)
        span = Span(word.start, word.end)
        if act is not None and not any(one.overlaps(span) for one in taken):
            found.append(Choice(*act, span))
    return [choice for choice in found if not sentence.is_quoted(choice.span)]


@lru_cache(maxsize=1 << 12)
def _labels(words: str) -> tuple[FoundLabel, ...]:
    return find_labels(words, Span(0, len(words)))


@lru_cache(maxsize=1 << 16)
def _act(form: str) -> tuple[str, str] | None:
    """Gives the class of acts that a verb names, and the verb."""
    lemma = verb_lemma(form)
    act = VERB_CLASSES.get(lemma)
    return (f"to {act}", lemma) if act and act not in _PLAIN_ACTS else None


def _loaded(pair: SentencePair) -> Iterator[PairDifference]:
    """Finds nouns that one report judges by a modifier, and the other does not."""
    ours, theirs = _modified(pair.left), _modified(pair.right)
    for noun in sorted(ours.keys() & theirs.keys()):
        (left, judged), (right, rejudged) = ours[noun], theirs[noun]
        if judged != rejudged:
            yield _label(pair, left, right)


def _modified(sentence: ReadSentence) -> dict[str, tuple[Span, str | None]]:
    """Gives the nouns of a sentence by stem, with the loaded modifier before them, if any."""
    found: dict[str, tuple[Span, str | None]] = {}
    for k, word in enumerate(sentence.words):
        if word.form in FUNCTION_WORDS or word.form in _LOADED or word.form[0].isdigit():
            continue
        modifier = sentence.words[k - 1] if k else None
        loaded = modifier is not None and modifier.form in _LOADED
        start = modifier.start if modifier is not None and loaded else word.start
        span = Span(start, word.end)
        if not (sentence.text[word.start].islower() or word.form in sentence.report.small):
            continue
        if not sentence.is_quoted(span):
            found.setdefault(
                stem(word.form), (span, modifier.form if loaded and modifier else None)
            )
    return found


def _label(pair: SentencePair, left: Span, right: Span) -> PairDifference:
    ours, theirs = outlets_of(pair)
    return difference(
        pair,
        "label",
        left,
        right,
        certainty=_IN_SAME if pair.relation == "same" else _IN_PART,
        explanation=(
            f"{ours} writes {in_words(pair.left, left)}, {theirs} {in_words(pair.right, right)}."
        ),
        left_value=pair.left.show(left),
        right_value=pair.right.show(right),
    )
