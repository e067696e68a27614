"""The words that each report chooses for the same people or acts, where the choice is telling.

Two words answer to each other where they are near in meaning, read in their sentences, and are
not the same word: "ripping" and "criticized". A modifier that only one report puts before a noun
("tragic death", "death") is such a choice, too. Whether a reader would mark it is judged from
how loaded the words are, how rare, of which class, and how much of the sentences agrees.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec
import numpy as np
from rapidfuzz.distance import Levenshtein, Prefix

from rashomon.comparing.differences.alignment import Word
from rashomon.comparing.differences.finding import difference, in_words, outlets_of
from rashomon.comparing.differences.judging import (
    Candidate,
    each_side_once,
    how_loaded,
    judged,
)
from rashomon.comparing.differences.meaning import Matrix, meaning_of, nearness, rarity
from rashomon.comparing.differences.sentence import (
    ReadSentence,
    SentencePair,
    is_name,
    once,
)
from rashomon.comparing.differences.words import COMPASS, FUNCTION_WORDS, MODALS, stem, verb_of
from rashomon.comparing.labels import VERB_CLASSES, classes_of, verb_lemma
from rashomon.comparing.pair import PairDifference
from rashomon.report import Span

# Words less near than this do not name one thing.
_NEAR = 0.3
# Words this near are one word in two forms, or name one thing for sure.
_ONE = 0.8
# Words beside two others tell whether both stand at the same place of the sentence.
_BESIDE = 3
# Quotations of so few words are shown for how somebody put it.
_FRAGMENT = 5
# Acts whose rival verbs are mostly no judgement: "said" and "insisted", "killed" and "died".
_PLAIN_ACTS = frozenset({"saying", "killing"})
# Two words of so many letters that differ in one are forms of one.
_LONG = 6
# Words of two spellings that are too short for that, or differ in more letters.
_SPELLINGS = {
    "okay": "ok",
    "axe": "ax",
    "centre": "center",
    "cheque": "check",
    "gaol": "jail",
    "grey": "gray",
    "kerb": "curb",
    "plough": "plow",
    "programme": "program",
    "theatre": "theater",
    "tyre": "tire",
}
# Letters that one spelling of a word has and another lacks: doubled ones, "colour", "rouble".
_BY_SPELLING = re.compile(r"(?<=([^\W\d_]))\1|(?<=o)u(?=r)|o(?=ub)")
# Log odds of being marked as biased below which hardly any choice between nouns of one class is.
_PLAIN = -6.0
# Share of the longer of two words from which a common beginning makes them of one root.
_ROOT, _SHORTEST_ROOT = 0.6, 4
_ADDRESS = re.compile(r"://|www\.|\w\.(?:com|org|net|gov|edu|info|co)\b")
_HYPHENS = frozenset("-‐‑")
_LETTERS = re.compile(r"[^\w]")
# Modifiers that count or place, and don't judge.
_PLAIN_MODIFIERS = frozenset(
    "several many few some much various numerous multiple other another second third next last"
    " previous additional total whole entire same different own new early late left right upper"
    " lower".split()
)
# What stands behind a verb that needs it, and hardly behind a noun in the plural.
_TO = frozenset("to into at against from".split())
_NO_MODIFIERS = FUNCTION_WORDS | MODALS | _PLAIN_MODIFIERS
# Of one pair of sentences no more choices of words are told than this, the surest.
_MOST = 2


class Choice(msgspec.Struct, frozen=True):
    """Two words that answer to each other, by their places; `modifies` where one stands alone."""

    left: int
    right: int
    modifies: bool = False


def label_differences(pair: SentencePair) -> Iterator[PairDifference]:
    """Finds what the two sentences call otherwise: the surest choices of words."""
    if pair.twins and not pair.changes:
        return
    yield from each_side_once(judged(label_candidates(pair)))[:_MOST]


def label_candidates(pair: SentencePair) -> Iterator[Candidate]:
    """Gives the words that may be two labels for one thing, to be judged."""
    near = nearness(pair)
    if not near.size or (near >= _NEAR).sum() == 0:
        return
    modifiers = list(_modifiers(pair, near))
    lone = {(one.left, -1) for one in modifiers} | {(-1, one.right) for one in modifiers}
    rivals = [
        choice
        for choice in _rivals(pair, near)
        if not {(choice.left, -1), (-1, choice.right)} & lone
    ]
    for choice in (*rivals, *modifiers):
        left, right = _span(pair.left, choice.left), _span(pair.right, choice.right)
        if choice.modifies:
            left, right = _with_noun(pair, choice, near)
        left, right = _whole(pair.left, left), _whole(pair.right, right)
        if _said_alike(pair.left.show(left), pair.right.show(right)) or _is_plain(pair, choice):
            continue
        sides = ((pair.left, left), (pair.right, right))
        if all(_is_measure(*side) for side in sides):
            continue
        if any(_is_speech(*side) or _is_address(*side) for side in sides):
            continue
        yield Candidate(
            question="label",
            features=_features(pair, choice, near),
            difference=_label(pair, left, right),
            meaning=meaning_of(pair.left, (choice.left,)) + meaning_of(pair.right, (choice.right,)),
        )


def _said_alike(left: str, right: str) -> bool:
    """Says whether two stretches are one word, or of one root: "OK", "okay"; "drunk", "drunken"."""
    ours, theirs = _in_one_spelling(left), _in_one_spelling(right)
    one_form = min(len(ours), len(theirs)) >= _LONG and Levenshtein.distance(ours, theirs) <= 1
    begin = Prefix.similarity(ours, theirs)
    one_root = begin >= max(_SHORTEST_ROOT, _ROOT * max(len(ours), len(theirs)))
    return ours == theirs or one_form or one_root


@lru_cache(maxsize=1 << 14)
def _in_one_spelling(words: str) -> str:
    """Gives some words as one, in the spelling and form by which they are compared."""
    word = _LETTERS.sub("", words.casefold())
    return _BY_SPELLING.sub("", verb_of(_SPELLINGS.get(word, word)))


def _is_plain(pair: SentencePair, choice: Choice) -> bool:
    """Says whether two nouns of one class are usual words for it: "soldiers", "troops"."""
    left, right = pair.left.words[choice.left].form, pair.right.words[choice.right].form
    loaded = max(_loaded(pair.left)[choice.left], _loaded(pair.right)[choice.right])
    return loaded < _PLAIN and not classes_of(left).isdisjoint(classes_of(right))


def _is_address(sentence: ReadSentence, span: Span) -> bool:
    """Says whether words stand in an address of the web: "www.example.com/a-riot"."""
    text, start, end = sentence.text, span.start, span.end
    while start > sentence.span.start and not text[start - 1].isspace():
        start -= 1
    while end < sentence.span.end and not text[end].isspace():
        end += 1
    return bool(_ADDRESS.search(text, start, end))


def _is_measure(sentence: ReadSentence, span: Span) -> bool:
    """Says whether words are of a figure or a time: "86-yd", "this evening"."""
    return any(found.overlaps(span) for found in _measures(sentence))


@once
def _measures(sentence: ReadSentence) -> tuple[Span, ...]:
    figures = [Span(one.start, one.end) for one in sentence.quantities]
    return (*figures, *(Span(one.start, one.end) for one in sentence.times))


def _is_speech(sentence: ReadSentence, span: Span) -> bool:
    """Says whether words stand in a quotation; a few words in marks are the reporter's choice."""
    return any(
        quote.covers(span) and len(sentence.inside(quote)) > _FRAGMENT for quote in sentence.quoted
    )


def _rivals(pair: SentencePair, near: Matrix) -> Iterator[Choice]:
    """Gives words of which each, or one, has its nearest word in the other.

    A word that the other sentence has, too, is no other choice.
    """
    ours, theirs = _stems(pair.left), _stems(pair.right)
    in_row, in_column = near.max(axis=1), near.max(axis=0)
    for i, j in np.argwhere(near >= _NEAR).tolist():
        nearest = near[i, j] >= min(in_row[i], in_column[j])
        left, right = pair.left.words[i], pair.right.words[j]
        if not nearest or _is_fact(left) or _is_fact(right):
            continue
        if stem(left.form) in theirs or stem(right.form) in ours:
            continue
        if verb_lemma(left.form) == verb_lemma(right.form):
            continue
        if is_name(pair.left, left) and is_name(pair.right, right):
            continue
        if _act(left.form) in _PLAIN_ACTS and _act(left.form) == _act(right.form):
            continue
        yield Choice(i, j)


def _is_fact(word: Word) -> bool:
    """Says whether a word counts or tells where: another one is another fact, and no label."""
    return word.form[0].isdigit() or word.form in COMPASS


def _modifiers(pair: SentencePair, near: Matrix) -> Iterator[Choice]:
    """Gives modifiers that stand before a noun in one sentence, and not in the other."""
    for i, j in zip(*np.nonzero(near >= _ONE), strict=True):
        left, right = pair.left.words[i], pair.right.words[j]
        if stem(left.form) != stem(right.form) or is_name(pair.left, left):
            continue
        if not left.form[0].isalpha() or left.form.endswith("ed"):
            continue  # no noun
        bare = _may_be_verb(pair.left, int(i)) or _may_be_verb(pair.right, int(j))
        if i and not bare and _alone(pair.left, int(i) - 1, near):
            yield Choice(int(i - 1), int(j), modifies=True)
        if j and not bare and _alone(pair.right, int(j) - 1, near.T):
            yield Choice(int(i), int(j - 1), modifies=True)


def _may_be_verb(sentence: ReadSentence, k: int) -> bool:
    """Says whether a word with "s" may be the verb of a name before it: "Woman succumbs to burns".

    A noun in the plural mostly has an article, a preposition or a modifier of its own before it.
    """
    word = sentence.words[k]
    if not k or not word.form.endswith("s") or word.form.endswith("ss"):
        return False
    before, after = sentence.words[k - 1], sentence.words[k + 1 : k + 2]
    beside = sentence.text[before.end : word.start] == " "
    return beside and before.form not in FUNCTION_WORDS and bool(after) and after[0].form in _TO


def _alone(sentence: ReadSentence, k: int, near: Matrix) -> bool:
    """Says whether a word may be a modifier that nothing in the other sentence answers to.

    The word that is nearest to it there is nearer to another, such as the noun itself.
    """
    if not _modifies(sentence, k):
        return False
    nearest = int(near[k].argmax())
    return bool(near[k, nearest] < near[:, nearest].max() or near[k, nearest] < _NEAR)


def _modifies(sentence: ReadSentence, k: int) -> bool:
    """Says whether a word may modify the one that stands right after it."""
    word, noun = sentence.words[k], sentence.words[k + 1]
    return not (
        word.form in _NO_MODIFIERS
        or len(word.form) == 1
        or word.form.endswith("'s")
        or word.form[0].isdigit()
        or is_name(sentence, word)
        or sentence.text[word.end : noun.start] != " "
    )


def _features(pair: SentencePair, choice: Choice, near: Matrix) -> dict[str, float]:
    i, j = choice.left, choice.right
    left, right = pair.left.words[i], pair.right.words[j]
    loaded = sorted((_loaded(pair.left)[i], _loaded(pair.right)[j]))
    rare = sorted((rarity(left.form), rarity(right.form)))
    verbs = {_act(left.form), _act(right.form)}
    classes = classes_of(left.form), classes_of(right.form)
    margins = sorted((_margin(near[i], j), _margin(near[:, j], i)))
    return {
        "around": _around(near, i, j),
        "modifies": float(choice.modifies),
        "quoted": float(pair.left.is_quoted(_span(pair.left, i)))
        + float(pair.right.is_quoted(_span(pair.right, j))),
        "name": float(is_name(pair.left, left)) + float(is_name(pair.right, right)),
        "one class of nouns": float(bool(classes[0] & classes[1])),
        "one class of verbs": float(len(verbs) == 1 and None not in verbs),
        "in a class": float(bool(classes[0])) + float(bool(classes[1])),
        "less loaded": loaded[0],
        "more loaded": loaded[1],
        "less rare": rare[0],
        "more rare": rare[1],
        "same assertion": float(pair.relation == "same"),
        "less nearer": margins[0],
        "more nearer": margins[1],
        "before": _at(near, i - 1, j - 1),
        "beside": max(_at(near, i - 1, j + 1), _at(near, i + 1, j - 1)),
        "in the other report": float(left.form in pair.right.report.forms)
        + float(right.form in pair.left.report.forms),
        "places apart": abs(i / len(pair.left.words) - j / len(pair.right.words)),
    }


def _margin(near: Matrix, k: int) -> float:
    """Gives how much nearer a word is than the nearest of the others."""
    others = near.copy()
    others[k] = 0
    return float(near[k] - others.max())


def _at(near: Matrix, i: int, j: int) -> float:
    inside = 0 <= i < near.shape[0] and 0 <= j < near.shape[1]
    return float(near[i, j]) if inside else 0.0


def _around(near: Matrix, i: int, j: int) -> float:
    """Gives how near the words beside two words are to each other, at best."""
    window = near[max(0, i - _BESIDE) : i + _BESIDE + 1, max(0, j - _BESIDE) : j + _BESIDE + 1]
    rest = window.copy()
    rest[min(i, _BESIDE), min(j, _BESIDE)] = 0
    return float(rest.max())


@once
def _loaded(sentence: ReadSentence) -> list[float]:
    """Gives how loaded each word is in its sentence, as log odds."""
    if sentence.vectors is None:
        return [0.0] * len(sentence.words)
    return [how_loaded(vector) for vector in sentence.vectors]


@lru_cache(maxsize=1 << 16)
def _act(form: str) -> str | None:
    """Gives the class of acts that a verb names."""
    return VERB_CLASSES.get(verb_lemma(form))


@once
def _stems(sentence: ReadSentence) -> frozenset[str]:
    return frozenset(stem(word.form) for word in sentence.words)


def _span(sentence: ReadSentence, k: int) -> Span:
    return Span(sentence.words[k].start, sentence.words[k].end)


def _whole(sentence: ReadSentence, span: Span) -> Span:
    """Gives a span with all parts of the compounds it begins or ends in: "long-range rocket"."""
    inside = sentence.inside(span)
    first, last = inside[0], inside[-1]
    while first and _hyphened(sentence, first - 1):
        first -= 1
    while last + 1 < len(sentence.words) and _hyphened(sentence, last):
        last += 1
    return Span(sentence.words[first].start, sentence.words[last].end)


def _hyphened(sentence: ReadSentence, k: int) -> bool:
    """Says whether a word is joined to the next one by a hyphen."""
    return sentence.text[sentence.words[k].end : sentence.words[k + 1].start] in _HYPHENS


def _with_noun(pair: SentencePair, choice: Choice, near: Matrix) -> tuple[Span, Span]:
    """Gives the modifier with its noun, and the noun in the other sentence with its own one."""
    i, j = choice.left, choice.right
    if i + 1 < near.shape[0] and near[i + 1, j] >= _ONE:
        return pair.left.span_of(i, i + 2), _with_own(pair.right, j)
    return _with_own(pair.left, i), pair.right.span_of(j, j + 2)


def _with_own(sentence: ReadSentence, k: int) -> Span:
    """Gives a noun with the modifier right before it, if it has one: "racist graffiti".

    A word with "s" may be a verb: "Firm issues patch".
    """
    if k and _modifies(sentence, k - 1) and not sentence.words[k - 1].form.endswith("s"):
        return sentence.span_of(k - 1, k + 1)
    return _span(sentence, k)


def _label(pair: SentencePair, left: Span, right: Span) -> PairDifference:
    ours, theirs = outlets_of(pair)
    return difference(
        pair,
        "label",
        left,
        right,
        certainty=1.0,
        explanation=(
            f"{ours} writes {in_words(pair.left, left)}, {theirs} {in_words(pair.right, right)}."
        ),
        left_value=pair.left.show(left),
        right_value=pair.right.show(right),
    )
