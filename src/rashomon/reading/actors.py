"""Names as words, and when two of them may name one actor."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from rashomon.places import canonical_place, country_of
from rashomon.reading.given_names import may_be_one
from rashomon.reading.reading import ActorKind
from rashomon.reading.roles import is_plural
from rashomon.report import Report

# Before a person's name, and no part of it. Neither "general" nor "secretary" is among them: with
# these names of bodies begin too, and those are compared by the same words.
HONORIFICS = frozenset(
    "mr mrs ms miss dr sir dame lord lady prof professor rev sen rep gov gen lt col maj capt sgt "
    "president minister senator congressman congresswoman judge justice king queen prince princess "
    "pope sheikh ayatollah imam mullah cllr councillor insp supt brig brigadier cmdr cpl "
    "monsignor msgr".split()
)
# Last words of newspapers' names. By that word alone they are named after their full name: "the
# Courier"; not by words that any of them may bear ("Daily", "News", "Today").
PAPERS = frozenset(
    "bee bulletin chronicle courier dispatch examiner express gazette globe guardian herald "
    "independent inquirer journal mail mirror monitor observer post record register review "
    "sentinel standard star sun telegraph times tribune".split()
)
_SLIP_FROM = 5  # letters
_WITH_MIDDLE = 3  # words
# "Nordline" is "Nordline Ltd"; who adds or drops one means the same firm.
FORMS_OF_FIRMS = frozenset(
    "ag asa co company corp corporation gmbh inc incorporated limited llc llp ltd nv plc sa se "
    "spa".split()
)
# What every state has one of: whose it is has to be looked at.
_STATE_BODIES = frozenset(
    "army cabinet government military ministry navy parliament presidency".split()
)
_MEMBERS = frozenset({"democrats", "republicans"})
_SMALL = frozenset({"of", "and", "for", "the", "on", "in"})
# What follows a name and is no surname.
NAME_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_POSSESSIVE = re.compile(r"(?:['’]s|['’])$")
# "al-Harouni" is called "Harouni".
_ARTICLE = re.compile(r"^[ae]l[-‑](?=\w{3})", re.IGNORECASE)
_WORD = re.compile(r"\w+(?:['’-]\w+)*")


def bare_name(text: str) -> str:
    """Gives a name without article, possessive and doubled space."""
    name = " ".join(_POSSESSIVE.sub("", text).split())
    return re.sub(r"^[Tt]he\s+", "", name)


def without_arabic_article(word: str) -> str:
    """Gives "Harouni" for "al-Harouni" and "El-Harouni"; "Abdel-Harouni" stays whole."""
    return _ARTICLE.sub("", word)


@lru_cache(maxsize=8192)
def name_words(text: str) -> tuple[str, ...]:
    """Gives the lower-case words by which a name is compared: no honorifics, no "Jr."."""
    tokens = [without_arabic_article(w) for w in _name_tokens(bare_name(text))]
    words = [_POSSESSIVE.sub("", w).replace(".", "") for w in tokens]
    kept = [w for w in words if w not in HONORIFICS and w not in NAME_SUFFIXES]
    return tuple(kept or words)


def firm_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """Gives the words of an organization's name without its legal form: no "Ltd", no "Inc."."""
    end = len(words)
    while end > 1 and words[end - 1] in FORMS_OF_FIRMS:
        end -= 1
    return words[:end]


@lru_cache(maxsize=8192)
def state_body(name: str) -> tuple[str | None, tuple[str, ...]] | None:
    """Gives whose body a name tells of, and the words without that: "Ukraine's Interior Ministry".

    The country is None where the name is without it. None for what is no body of a state.
    """
    if _STATE_BODIES.isdisjoint(name_words(name)):
        return None
    words = bare_name(name).split()
    for length in (2, 1):
        country = country_of(_POSSESSIVE.sub("", " ".join(words[:length])))
        if country is not None and len(words) > length:
            return country, name_words(" ".join(words[length:]))
    return None, name_words(name)


def _name_tokens(name: str) -> list[str]:
    joined = re.sub(r"\b(\w)\.(?=\w\b)", r"\1", name)  # U.S. -> US
    return [w.lower() for w in _WORD.findall(joined)]


def slip(name: str, other: str) -> bool:
    """Says whether a name may be another with a slip: a letter more, less, other or misplaced.

    Not "the Sharams", nor a short name, as too many people have those.
    """
    short, long = sorted((name, other), key=len)
    if short[:1] != long[:1] or long == f"{short}s" or len(short) < _SLIP_FROM:
        return False
    swapped_or_other = len(short) == len(long) > _SLIP_FROM
    if not swapped_or_other and len(long) - len(short) != 1:
        return False
    return DamerauLevenshtein.distance(short, long) == 1


def first_names_agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Says whether the names before one surname may be one person's: "Bill A.", "William"."""
    if not one or not other:
        return False
    first, second = one[0], other[0]
    if may_be_one(first, second) or set(one) <= set(other) or set(other) <= set(one):
        return True
    if slip(first, second):
        return True
    return min(len(first), len(second)) == 1 and first[0] == second[0]


def are_others(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Says whether middle names, or initials, tell two apart: "Ada Ruth Holm", "Ada B. Holm"."""
    if min(len(one), len(other)) < _WITH_MIDDLE or (one[0], one[-1]) != (other[0], other[-1]):
        return False
    first, second = one[1], other[1]
    if min(len(first), len(second)) == 1:
        return first[0] != second[0]
    return not (first == second or slip(first, second) or may_be_one(first, second))


def generation(text: str) -> str | None:
    """Gives "jr" or "sr" where a name tells which of two it is."""
    last = bare_name(text).lower().rstrip(".").split()[-1:]
    return last[0] if last and last[0] in ("jr", "sr") else None


def shortened(known: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Says whether one organization's name is the tail or head of the other's ("Red Cross")."""
    short, long = sorted((known, words), key=len)
    if len(short) == 1 and len(long) > 1:
        return short[0] in PAPERS and long[-1] == short[0]
    if len(short) < 2 or len(short) == len(long) or long[len(short)] == "and":
        return False
    if long[-len(short) :] == short:
        return True
    if long[-1] in _MEMBERS or is_plural(long[-1]):
        return False  # the committee is not the Committee Republicans
    # The United Nations are not their Security Council.
    return long[: len(short)] == short and canonical_place(" ".join(short)) is None


def is_abbreviation(form: str) -> bool:
    """Says whether a name has the look of an abbreviation: "IS", "U.S."."""
    letters = form.replace(".", "")
    return 2 <= len(letters) <= 6 and letters.isupper()


def initials(name: str) -> str:
    """Gives the first letters of a name of several words, or nothing."""
    words = [word for word in name_words(name) if word not in _SMALL]
    return "".join(word[0] for word in words) if len(words) > 1 else ""


def can_shorten(letters: str, name: str) -> bool:
    """Says whether letters stand in a name in this order, from its first: "IS", Islamic State.

    "Moscow (AFP)" is a dateline, not an abbreviation.
    """
    words = "".join(name_words(name))
    place = 0
    for letter in letters:
        place = words.find(letter, place) + 1
        if not place:
            return False
    return words[:1] == letters[:1]


def untitled(kind: ActorKind, name: str) -> str:
    """Gives the name without its title: "President Holm" is "Holm"."""
    words = name.split()
    while kind == "person" and len(words) > 1 and words[0].lower().strip(".") in HONORIFICS:
        words.pop(0)
    return " ".join(words)


def actor_id(report: Report, kind: ActorKind, name: str) -> str:
    """Gives an id that is the same for the same report, kind and name."""
    key = f"{report.sha256}|{kind}|{name}"
    return "a" + hashlib.sha1(key.encode("utf-8", "surrogatepass")).hexdigest()[:10]


def fullest(forms: Counter[str]) -> str:
    """Gives the form with most words, then the commoner, then the first by alphabet."""
    shouted = {f for f in forms if f.isupper() and len(f) > 6}
    kept = [f for f in forms if f not in shouted] or list(forms)
    return min(kept, key=lambda f: (*_fullness(f), -forms[f], f))


def _fullness(form: str) -> tuple[int, int]:
    """Gives by how many words a name is full, the fullest first: its legal form counts for none."""
    words = name_words(form)
    legal = len(words) - len(firm_words(words))
    return legal - len(words), legal - len(form.split())
