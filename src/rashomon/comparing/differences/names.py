"""One person or place under two spellings: "Dmitry" and "Dimitry", "Morsi" and "Mursi"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec
from rapidfuzz.distance import OSA, Indel, Levenshtein

from rashomon.calendar_names import MONTHS, WEEKDAYS
from rashomon.comparing.differences.alignment import Word, word_form
from rashomon.comparing.differences.finding import difference
from rashomon.comparing.differences.meaning import rarity
from rashomon.comparing.differences.sentence import ReadSentence, SentencePair, once
from rashomon.comparing.differences.words import FUNCTION_WORDS
from rashomon.comparing.features import UNKNOWN_IDF
from rashomon.comparing.pair import PairDifference
from rashomon.intake.wording import NAME_PARTICLES
from rashomon.places import canonical_place, country_of, government_of, is_capital
from rashomon.reading.actors import HONORIFICS, NAME_SUFFIXES
from rashomon.reading.given_names import may_be_one
from rashomon.reading.reading import Actor
from rashomon.report import Span

# Two words can be one name from this share of letters in common (Dice, in order).
_ALIKE = 0.75
_SHORTEST = 4
# Share of names with other given names that readers mark.
_GIVEN = 0.5
# Endings that make another word of a name ("Syria", "Syrian"), not another spelling.
_ENDINGS = frozenset(
    "n ns an ans ian ians ean eans es s ish ese i is ic ist ists ism y ey a o".split()
)
_CALENDAR = frozenset({*WEEKDAYS, *MONTHS})
# Given names in the middle that may be left out.
_MOST_GIVEN = 3
_NAME_WORD = re.compile(r"[^\W\d_]\w*(?:[’'](?!s\b)\w+)*")
_TITLES = HONORIFICS | frozenset(
    "prime representative governor general colonel captain lieutenant bishop secretary chairman"
    " director mayor sheriff chancellor premier the a an".split()
)

# "Harbour Office Spokesman Ivan Petrov": before the name stands what the man is.
_OFFICE = re.compile(r"(?:spokes|chair)(?:man|woman|person)|ambassador|commissioner|minister")


class Name(msgspec.Struct, frozen=True):
    """A run of capitalized words: its span and its words as they are compared, titles aside.

    `titled` says that a title stands inside: what is before it is no part of a person's name.
    """

    span: Span
    words: tuple[str, ...]
    titled: bool = False


def same_actor(left: str, right: str) -> bool:
    """Says whether two names can name one actor.

    They can where, titles aside, the words of one are among those of the other, a difference
    of spelling and short given names allowed: "Peskov", "Dmitry Peskov" and "Spokesman Dimitry
    Peskov"; "Dave Holm" and "David Holm".
    """
    ours, theirs = _plain(left), _plain(right)
    if not ours or not theirs:
        return left.casefold() == right.casefold()
    short, long = sorted((ours, theirs), key=len)
    return all(
        any(may_be_one(word, other) or respelled(word, other) for other in long) for word in short
    )


def same_speaker(left: Actor, right: Actor) -> bool:
    """Says whether two actors can be one person or body, by names, other names and roles.

    An unnamed one ("a Pentagon spokesman") can be anyone whose role has its words; a country is
    the same as who speaks for it.
    """
    ours, theirs = (left.name, *left.aliases), (right.name, *right.aliases)
    if any(same_actor(one, other) for one in ours for other in theirs):
        return True
    return _one_government(left, right) or _described(left, right) or _described(right, left)


def _one_government(left: Actor, right: Actor) -> bool:
    """Says whether one is a country or its capital, and the other speaks for it: "the Kremlin".

    Two offices of one government are two: what the Pentagon says, the White House may not say.
    """
    if "person" in (left.kind, right.kind):
        return False
    country = government_of(left.name)
    if country is None or country != government_of(right.name):
        return False
    return any(country_of(one.name) is not None or is_capital(one.name) for one in (left, right))


def _described(unnamed: Actor, actor: Actor) -> bool:
    if unnamed.named or not actor.role:
        return False
    words = _description(unnamed.name)
    return bool(words) and words <= _description(f"{actor.name} {actor.role}")


def _description(name: str) -> set[str]:
    words = (word_form(match.group()) for match in _NAME_WORD.finditer(name))
    return {word for word in words if word not in FUNCTION_WORDS}


def respelled(left: str, right: str) -> bool:
    """Says whether two word forms look like one name in two spellings."""
    short, long = sorted((left, right), key=len)
    if left == right or len(short) < _SHORTEST or left[0] != right[0]:
        return False
    if {left, right} <= _CALENDAR:
        return False
    if long.startswith(short) and long[len(short) :] in _ENDINGS:
        return False
    if len(short) > _SHORTEST and Levenshtein.distance(left, right) == 1:
        return True
    return left[-1] == right[-1] and Indel.normalized_similarity(left, right) >= _ALIKE


def name_differences(pair: SentencePair) -> Iterator[PairDifference]:
    """Finds names that the two sentences spell in two ways.

    A word that both reports know is no rival spelling, unless one sentence is the other
    retouched; a word that stands somewhere in small letters is no name.
    """
    if pair.twins:
        yield from _retouched(pair)
        return
    for ours, theirs in itertools.product(names_in(pair.left), names_in(pair.right)):
        if _respelled_in(pair, ours, theirs):
            shared = set(ours.words) & set(theirs.words)
            yield _name_difference(pair, ours.span, theirs.span, 0.95 if shared else 0.8)
        elif _other_given_names(pair, ours, theirs):
            yield _name_difference(pair, ours.span, theirs.span, _GIVEN)


@once
def _forms(sentence: ReadSentence) -> frozenset[str]:
    return frozenset(sentence.forms)


def _respelled_in(pair: SentencePair, ours: Name, theirs: Name) -> bool:
    if _two_people(ours.words, theirs.words):
        return False
    if _one_letter_off(pair, ours.words, theirs.words):
        return True
    left_forms, right_forms = _forms(pair.left), _forms(pair.right)
    words = [word for word in ours.words if word not in right_forms]
    rivals = [word for word in theirs.words if word not in left_forms]
    if not words or not rivals:
        return False
    shared = any(len(word) > 1 for word in set(ours.words) & set(theirs.words))
    return any(_rivals(pair, word, rival, shared=shared) for word in words for rival in rivals)


def _one_letter_off(pair: SentencePair, ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Says whether two names are alike but for one letter of one word: "Ann Rait", "Ann Raite".

    Each report knows its own spelling of the whole alone.
    """
    if not _one_word_off(ours, theirs):
        return False
    return not (pair.right.has_words(ours) or pair.left.has_words(theirs))


def _one_word_off(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    if len(ours) != len(theirs) or len(ours) < 2 or min(map(len, ours)) < 2:
        return False
    other = [(one, two) for one, two in zip(ours, theirs, strict=True) if one != two]
    return len(other) == 1 and _by_a_letter(*other[0])


def _by_a_letter(left: str, right: str) -> bool:
    """Says whether two words differ by a letter, or by two exchanged; endings make other words."""
    if min(len(left), len(right)) < _SHORTEST - 1 or OSA.distance(left, right) != 1:
        return False
    if canonical_place(left) is not None and canonical_place(right) is not None:
        return False  # "Iran" and "Iraq"
    if _derived(left, right) or {left, right} in ({f"{left}s", left}, {f"{right}s", right}):
        return rarity(left) == rarity(right) == UNKNOWN_IDF
    return True


def _two_people(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Says whether two names of several words have, place by place from the end, none in common.

    "Lorand Kovach" is no other spelling of "Kovacs Phelan", though a word of each is alike.
    """
    if min(len(ours), len(theirs)) < 2:
        return False
    pairs = zip(reversed(ours), reversed(theirs), strict=False)
    return not any(left == right or respelled(left, right) for left, right in pairs)


def _other_given_names(pair: SentencePair, ours: Name, theirs: Name) -> bool:
    """Says whether one person's name is told with other given names, or another particle.

    "Ann Kelly" and "Ann Marie Kelly", "Jo Hill" and "Joanna Hill", "Bashar Assad" and "Bashar
    al-Assad" are; a bare surname is no other name, and nobody trips over an initial in the middle.
    """
    if ours.words[-1] != theirs.words[-1] or ours.titled or theirs.titled:
        return False
    if pair.right.has_words(ours.words) or pair.left.has_words(theirs.words):
        return False
    if _in_small(pair, ours) or _in_small(pair, theirs):
        return False
    left, right = _without_initials(ours.words), _without_initials(theirs.words)
    return any(
        _fuller(short, long) or _shortened(short[-2:], long[-2:])
        for short, long in ((left, right), (right, left))
    )


def _in_small(pair: SentencePair, name: Name) -> bool:
    """Says whether the end of a run of capitals is no name, but words of a headline."""
    return set(name.words[-2:]) <= pair.left.report.small | pair.right.report.small


def _without_initials(words: Sequence[str]) -> Sequence[str]:
    """Gives a name without the initials in its middle; nobody trips over them."""
    return [word for k, word in enumerate(words) if len(word) > 1 or k in (0, len(words) - 1)]


def _fuller(short: Sequence[str], long: Sequence[str]) -> bool:
    """Says whether one name has further given names: "Ann Kelly", "Ann Marie Kelly"."""
    if len(short) < 2 or short[-2] not in long[:-2] or len(short[-2]) == 1:
        return False
    added = long[long.index(short[-2]) + 1 : -1]
    return len(added) <= _MOST_GIVEN and not set(added) & set(short)


def _shortened(short: Sequence[str], long: Sequence[str]) -> bool:
    """Says whether one first name is the other in short: "Jo" for "Joanna", "Bill" for "William".

    An initial is none.
    """
    if len(short) != 2 or len(long) != 2 or short[0] == long[0]:
        return False
    if min(len(short[0]), len(long[0])) < 2:
        return False
    return long[0].startswith(short[0]) or may_be_one(short[0], long[0])


def _retouched(pair: SentencePair) -> Iterator[PairDifference]:
    """Finds names respelled in a sentence that stands in both reports."""
    for change in pair.changes:
        ours = pair.left.words[change.left_from : change.left_to]
        theirs = pair.right.words[change.right_from : change.right_to]
        for left, right in zip(ours, theirs, strict=False):
            capitals = (
                pair.left.text[left.start].isupper() and pair.right.text[right.start].isupper()
            )
            names = _name_at(pair.left, left), _name_at(pair.right, right)
            beside = _one_word_off(names[0].words, names[1].words)
            if capitals and (respelled(left.form, right.form) or beside):
                yield _name_difference(pair, names[0].span, names[1].span, 0.97)


def _name_at(sentence: ReadSentence, word: Word) -> Name:
    """Gives the whole name that a word is part of, or the word alone."""
    span = Span(word.start, word.end)
    alone = Name(span, (word.form,))
    return next((name for name in names_in(sentence) if name.span.covers(span)), alone)


def _name_difference(
    pair: SentencePair, left: Span, right: Span, certainty: float
) -> PairDifference:
    return difference(
        pair,
        "name",
        left,
        right,
        certainty=certainty,
        left_value=pair.left.show(left),
        right_value=pair.right.show(right),
    )


def _rivals(pair: SentencePair, word: str, rival: str, *, shared: bool) -> bool:
    """Says whether two words of names are two spellings of one, as far as the reports tell."""
    ours, theirs = pair.left.report, pair.right.report
    if word in theirs.forms or rival in ours.forms:
        return False
    if {word, rival} & (ours.small | theirs.small):
        return False
    if shared and min(len(word), len(rival)) == _SHORTEST - 1:
        return Levenshtein.distance(word, rival) == 1 and {word[-1], rival[-1]} != {"s"}
    if shared and {f"{word}s", f"{rival}s"} & {word, rival}:
        return rarity(word) == rarity(rival) == UNKNOWN_IDF  # no noun in the plural
    return respelled(word, rival) and not _derived(word, rival)


def _derived(left: str, right: str) -> bool:
    """Says whether two words are one stem with two endings: "Turkey" and "Turkish"."""
    common = next(
        (k for k, (a, b) in enumerate(zip(left, right, strict=False)) if a != b),
        min(len(left), len(right)),
    )
    rests = {left[common:], right[common:]}
    return rests <= {"", *_ENDINGS} and rests != {"", "e"}


@once
def names_in(sentence: ReadSentence) -> tuple[Name, ...]:
    """Gives the runs of capitalized words in a sentence."""
    found: list[Name] = []
    run: list[tuple[int, int]] = []
    for match in _NAME_WORD.finditer(sentence.text, sentence.span.start, sentence.span.end):
        joined = bool(run) and sentence.text[run[-1][1] : match.start()] in {" ", "-", ". "}
        if run and not joined:
            found.append(_name(sentence.text, run))
            run = []
        word = match.group()
        if word[0].isupper() or (run and joined and word in NAME_PARTICLES):
            run.append(match.span())
        elif run:
            found.append(_name(sentence.text, run))
            run = []
    if run:
        found.append(_name(sentence.text, run))
    return tuple(name for name in found if name.words)


def _name(text: str, run: Sequence[tuple[int, int]]) -> Name:
    words = tuple(word_form(text[start:end]) for start, end in run)
    kept = [k for k, word in enumerate(words) if word not in _TITLES]
    office = max((k for k, word in enumerate(words[:-2]) if _OFFICE.fullmatch(word)), default=-1)
    kept = [k for k in kept if k > office]
    while len(kept) > 2 and words[kept[-1]] in NAME_SUFFIXES:
        kept.pop()
    while len(kept) > 2 and words[kept[0]] in FUNCTION_WORDS:
        kept.pop(0)  # "At Linden Park" begins a sentence
    if not kept:
        return Name(Span(run[0][0], run[-1][1]), ())
    titled = len(kept) <= kept[-1] - kept[0]
    return Name(Span(run[kept[0]][0], run[kept[-1]][1]), tuple(words[k] for k in kept), titled)


@lru_cache(maxsize=1 << 14)
def _plain(name: str) -> tuple[str, ...]:
    words = [word_form(match.group()) for match in _NAME_WORD.finditer(name)]
    return tuple(word for word in words if word not in _TITLES and word not in NAME_PARTICLES)
