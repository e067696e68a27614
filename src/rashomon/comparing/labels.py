"""Labels: the nouns and verbs with which reports name the same people or acts differently.

The words are grouped by what they can refer to: two words of one class are rival names for one
referent ("rebels", "bandits"), which is what makes a choice between them telling. After the idea
of framing by naming and of word-choice bias (Hamborg, Donnay and Gipp, 2019).
"""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from rashomon.comparing.label_words import NOUNS, VERBS
from rashomon.report import Span


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that name people only beside a word of the tables: "terrorist group".
_BARE = _words(
    "group groups organization organizations organisation organisations gang gangs force forces"
    " network networks cell cells man men leader leaders element elements faction factions army"
    " movement movements outfit outfits suspects squad squads youths people figures"
)

_STOP = _words(
    "several local final total individual initial actual most many some few all both other another"
    " such first last next previous only these those this that with against since recent"
)
_QUALIFIERS = _words(
    "armed masked hooded suspected alleged outlawed banned wanted so-called exiled disputed"
    " occupied besieged radicalized radicalised self-styled self-proclaimed rogue bloody deadly"
    " fatal brutal tragic violent peaceful fierce massive mass lone right-wing left-wing far-"
    " right far-left ruling warring top senior former veteran young old new big major heavy"
    " civil air drone suicide car bomb gun knife police military terror street hate honor honour"
    " hard-line hardline would-be anti-government pro-government pro-democracy moderate popular"
    " physical verbal sexual frequent shamed disgraced embattled controversial notorious"
    " infamous famous foreign domestic unknown unidentified convicted accused dead-end double"
    " pre-emptive preemptive preventive surprise tea freedom undocumented illegal unauthorized"
    " unauthorised stranded displaced asylum"
)
_ADJECTIVE = re.compile(r".{2,}(?:ist|ic|al|ous|ish|ive|ary|ese|ian|ean|less|ful|like|led|backed)$")
_WORD = re.compile(r"[^\W\d_](?:[\w.]*[\w])?(?:[-’'][^\W\d_]\w*)*", re.UNICODE)
_SUBJECTS = _words("to will would can could may might must shall should not i we they he she")
_IRREGULAR = {
    "authorities": "authority",
    "crises": "crisis",
    "casualties": "casualty",
    "lied": "lie",
    "lying": "lie",
    "lies": "lie",
    "died": "die",
    "dying": "die",
    "slain": "slay",
    "slew": "slay",
    "misled": "mislead",
    "withdrew": "withdraw",
    "withdrawn": "withdraw",
    "retook": "retake",
    "retaken": "retake",
    "overthrew": "overthrow",
    "overthrown": "overthrow",
    "overran": "overrun",
    "fled": "flee",
    "said": "say",
    "says": "say",
}


def _table(groups: dict[str, str]) -> dict[str, str]:
    """Turns class -> words into word -> class; the first class that names a word keeps it."""
    table: dict[str, str] = {}
    for referent, words in groups.items():
        for word in words.split():
            table.setdefault(word, referent)
    return table


LABEL_CLASSES: dict[str, str] = _table(NOUNS)
"""Head noun, singular and lower case, to the class of what it can refer to."""

VERB_CLASSES: dict[str, str] = _table(VERBS)
"""Verb lemma to the class of act that it can name."""

_ALL_CLASSES: dict[str, frozenset[str]] = {
    word: frozenset(name for name, words in NOUNS.items() if word in words.split())
    for word in LABEL_CLASSES
}


class FoundLabel(msgspec.Struct, frozen=True, kw_only=True):
    """A noun phrase that labels somebody or some act: its span, head lemma and class."""

    start: int
    end: int
    head: str
    referent: str


@lru_cache(maxsize=1 << 14)
def noun_lemma(word: str) -> str:
    """Gives the table's form of a noun ("Militants" -> "militant"), or the word in lower case."""
    return _lemma(word, LABEL_CLASSES, _NOUN_ENDINGS)


@lru_cache(maxsize=1 << 14)
def verb_lemma(word: str) -> str:
    """Gives the table's form of a verb ("slammed" -> "slam"), or the word in lower case."""
    return _lemma(word, VERB_CLASSES, _VERB_ENDINGS)


def is_function_word(word: str) -> bool:
    """Says whether a word in lower case is no noun, adjective or full verb: "the", "were"."""
    return word in _FUNCTION


def classes_of(head: str) -> frozenset[str]:
    """Gives every class that a head noun can belong to: "attack" is an armed act or criticism."""
    return _ALL_CLASSES.get(noun_lemma(head), frozenset())


def find_labels(text: str, span: Span) -> tuple[FoundLabel, ...]:
    """Gives the labels inside `span` in order: head nouns of the tables with their modifiers.

    Offsets are into `text`. A phrase is taken as far left as its modifiers reach ("Islamic
    State jihadists", "the so-called rebels" without "the"). In a run of label words the last is
    the head ("rebel fighters"); a plain group noun hands the head to its modifier ("terrorist
    group": terrorist). A capitalized word counts only where any word would be capitalized: at
    the start and in a headline; elsewhere it is part of a name.
    """
    words = list(_WORD.finditer(text, span.start, span.end))
    headline = _in_title_case(words)
    found: list[FoundLabel] = []
    first_free = 0
    index = 0
    while index < len(words):
        head = noun_lemma(words[index].group())
        if (
            head not in LABEL_CLASSES
            or _other_word(text, words, index)
            or _is_adjective(text, words, index)
            or not (headline or _common(text, words, index))
        ):
            index += 1
            continue
        last, head = _extend(text, words, index, head)
        begin = _reach_left(text, words, index, first_free)
        found.append(
            FoundLabel(
                start=words[begin].start(),
                end=_without_possessive(words[last]),
                head=head,
                referent=LABEL_CLASSES[head],
            )
        )
        index = first_free = last + 1
    return tuple(found)


_NOUN_ENDINGS = (("ies", "y"), ("men", "man"), ("es", ""), ("s", ""))
_VERB_ENDINGS = (
    ("ies", "y"),
    ("ied", "y"),
    ("es", "e"),
    ("ed", "e"),
    ("ing", "e"),
    ("es", ""),
    ("ed", ""),
    ("ing", ""),
    ("s", ""),
)


def _lemma(word: str, table: dict[str, str], endings: tuple[tuple[str, str], ...]) -> str:
    lower = re.sub(r"[’']s?$", "", word.lower())
    lower = _IRREGULAR.get(lower, lower)
    if lower in table:
        return lower
    for ending, rest in endings:
        if lower.endswith(ending):
            stem = lower[: -len(ending)]
            if stem + rest in table:
                return stem + rest
            if not rest and stem[-2:-1] == stem[-1:] and stem[:-1] in table:
                return stem[:-1]
    return lower


def _without_possessive(word: re.Match[str]) -> int:
    return word.start() + len(re.sub(r"[’']s?$", "", word.group()))


def _in_title_case(words: list[re.Match[str]]) -> bool:
    long = [word.group() for word in words if len(word.group()) > 3]
    return len(long) > 2 and sum(word[0].isupper() for word in long) > 0.8 * len(long)


def _common(text: str, words: list[re.Match[str]], index: int) -> bool:
    """Says whether a word is no part of a name: lower case, or the first word."""
    word = words[index]
    if not word.group()[0].isupper():
        return True
    if index + 1 < len(words) and words[index + 1].group()[0].isupper():
        return False
    before = text[: word.start()].rstrip(" \t\"“‘'")
    return not before or before[-1] in ".!?\n:"


def _together(text: str, left: re.Match[str], right: re.Match[str]) -> bool:
    return text[left.end() : right.start()] in {" ", " “", ' "', " ‘", " '"}


def _extend(text: str, words: list[re.Match[str]], index: int, head: str) -> tuple[int, str]:
    """Gives the last word of a run of label words, and the head of the run."""
    last = index
    while last + 1 < len(words) and _together(text, words[last], words[last + 1]):
        following = words[last + 1].group()
        if re.search(r"[’']s?$", words[last].group()):
            break
        lemma = noun_lemma(following)
        if lemma in LABEL_CLASSES and not following[0].isupper() and lemma not in _PARTICIPLES:
            head = lemma
        elif following.lower() not in _BARE:
            break
        last += 1
    return last, head


def _reach_left(text: str, words: list[re.Match[str]], index: int, first_free: int) -> int:
    begin = index
    while begin > first_free and index - begin < 5:
        before = words[begin - 1]
        joined = _together(text, before, words[begin]) or _after_acronym(text, words, begin)
        if not joined or not _modifies(before.group()):
            break
        begin -= 1
    return begin


def _after_acronym(text: str, words: list[re.Match[str]], index: int) -> bool:
    """Says whether brackets around a short name part two words: "Northern Front (NF) rebels"."""
    gap = text[words[index - 1].end() : words[index].start()]
    if gap == ") ":
        return words[index - 1].group().isupper()
    return gap == " (" and words[index].group().isupper()


def _modifies(word: str) -> bool:
    lower = word.lower()
    if lower in _STOP:
        return False
    if lower in _QUALIFIERS or noun_lemma(word) in LABEL_CLASSES:
        return True
    if word[0].isupper():
        return ((len(word) > 1 and word.isupper()) or lower not in _FUNCTION) and not re.search(
            r"[’']s?$", word
        )
    return bool(_ADJECTIVE.match(lower)) or ("-" in lower and not lower.endswith("ly"))


def _other_word(text: str, words: list[re.Match[str]], index: int) -> bool:
    """Says whether a word of the tables is no label here: a verb ("to attack") or the month."""
    if words[index].group() == "March":
        return True
    if index == 0 or not _together(text, words[index - 1], words[index]):
        return False
    if noun_lemma(words[index].group()) in _ALWAYS_NOUNS:
        return False
    return words[index - 1].group().lower() in _SUBJECTS


def _is_adjective(text: str, words: list[re.Match[str]], index: int) -> bool:
    """Says whether a word that is a noun or an adjective describes the next ("official party")."""
    if words[index].group().lower() not in _ADJECTIVES_TOO or index + 1 == len(words):
        return False
    following = words[index + 1].group().lower()
    if not _together(text, words[index], words[index + 1]) or following in _FUNCTION | _BARE:
        return False
    return noun_lemma(following) not in LABEL_CLASSES


_FUNCTION = _words(
    "the a an this that these those his her its their our my your in on at by for from with and or"
    " but as if when while after before since of to it he she they we i you there what who which"
    " how is are was were has have had be been will would not no nor so then than more about over"
    " under said says mr mrs ms dr"
)
_ADJECTIVES_TOO = _words(
    "conservative moderate liberal progressive radical reactionary rival executive official leftist"
    " rightist neoconservative populist nationalist islamist militant extremist separatist criminal"
    " alien fanatic partisan guerrilla"
)
_PARTICIPLES = _words("fighting killing bombing shelling shooting rioting")
_ALWAYS_NOUNS = frozenset(
    word
    for name in ("armed people", "people on the move", "crowd", "government", "wrongdoer")
    for word in NOUNS[name].split()
) - {"attack", "suspect", "mob", "crowd", "convict", "agitator"}
