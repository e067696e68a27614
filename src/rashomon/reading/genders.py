"""Man or woman, as far as a report shows it: by titles, roles and pronouns beside a name.

A first name that all but always is a man's, or a woman's, counts as a few pronouns do: a title or
role goes before it, and pronouns that tell otherwise outweigh it or leave the gender open. In doubt
nobody is ruled out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from rashomon.reading.given_names import usual_gender
from rashomon.reading.reading import Actor
from rashomon.reading.roles import head_noun, is_role_noun
from rashomon.report import Report, Span

MALE = frozenset({"he", "him", "his", "himself"})
FEMALE = frozenset({"she", "her", "hers", "herself"})
# A title stands right before a name: "Lord Holm", not "Holm, the lord", nor "Ada King".
_TITLE = (
    r"(?:(?P<m>Mr|Sir|Lord|Baron|Duke|King|Prince|Emperor|Fr|Father|Pope)|"
    r"(?P<f>Mrs|Ms|Miss|Mme|Dame|Lady|Baroness|Countess|Duchess|Queen|Princess|Empress))"
    r"\.?[^\S\n]+"
)
# Whole words: neither a German nor a person is told to be a man by its last letters.
_MALE_ROLES = frozenset(
    """
    actor alderman anchorman assemblyman barman boy boyfriend brother brother-in-law businessman
    cameraman chairman clergyman congressman councilman craftsman dad duke emperor ex-husband
    father father-in-law fiancé fireman fisherman foreman frontman gentleman godfather grandfather
    grandson gunman handyman headmaster husband king layman man marksman nephew newsman nobleman
    policeman prince repairman salesman seaman serviceman son son-in-law spokesman sportsman
    stepbrother stepfather stepson stuntman tribesman uncle weatherman widower workman
    """.split()
)
_FEMALE_ROLES = frozenset(
    """
    actress aunt daughter daughter-in-law duchess empress ex-wife fiancee fiancée girl girlfriend
    godmother granddaughter grandmother headmistress heiress mom mother mother-in-law mum niece
    nun princess queen sister sister-in-law stepdaughter stepmother stepsister waitress widow wife
    woman
    """.split()
)
_GENDERED = re.compile(r"\b(?:he|him|his|himself|she|her|hers|herself)\b", re.IGNORECASE)
_TITLE_WITHIN = 10  # characters of the longest title, with its space
_AS_PRONOUNS = 3
"""Pronouns that a first name counts for: one "she" beside Mark Holm, of another, turns nothing."""


def genders_of(
    report: Report, sentences: Sequence[Span], actors: Sequence[Actor]
) -> dict[str, str]:
    """Gives the gender that titles, roles, pronouns and first names show, "m" or "f", by actor."""
    people = [a for a in actors if a.kind == "person"]
    votes: Counter[tuple[str, str]] = Counter()
    for sentence in sentences:
        inside = [(m, a) for a in people for m in a.mentions if sentence.covers(m)]
        if len({a.id for _, a in inside}) != 1:
            continue
        mention, actor = min(inside, key=lambda pair: pair[0])
        words = _GENDERED.findall(report.text[mention.end : sentence.end])
        told = {"m" if word.lower() in MALE else "f" for word in words}
        if len(told) == 1:  # of "he" and "she" one is another
            votes[actor.id, told.pop()] += len(words)
    found = {}
    for actor in people:
        usual = name_gender(actor.name)
        if usual is not None:
            votes[actor.id, usual] += _AS_PRONOUNS
        male, female = votes[actor.id, "m"], votes[actor.id, "f"]
        shown = _titled(report, actor)
        if shown is not None:
            found[actor.id] = shown
        elif max(male, female) > 2 * min(male, female):
            found[actor.id] = "m" if male > female else "f"
    return found


def _titled(report: Report, actor: Actor) -> str | None:
    for mention in actor.mentions:
        shown = title_gender(report.text, mention)
        if shown is not None:
            return shown
    return role_gender(actor.role or "")


def title_gender(text: str, mention: Span) -> str | None:
    """Gives what the title of a name shows: "m" for "Mr Holm"."""
    before = text[max(0, mention.start - _TITLE_WITHIN) : mention.start]
    own = text[mention.start : mention.end]
    title = re.search(rf"\b{_TITLE}$", before) or re.match(rf"{_TITLE}(?=\w)", own)
    return title.lastgroup if title is not None else None


def role_gender(role: str) -> str | None:
    """Gives what a role shows: "f" for "her daughter" and for "the spokeswoman"."""
    head = head_noun(role)
    if head is None:
        return None
    if head in _FEMALE_ROLES or head.endswith("woman"):
        return "f"
    return "m" if head in _MALE_ROLES else None


def name_gender(name: str) -> str | None:
    """Gives what a name shows by its title, or by a given name before a surname, else None."""
    titled = title_gender(name, Span(0, len(name)))
    words = [word.lower() for word in name.split()[:-1]]
    given = next((w for w in words if len(w.strip(".")) > 1 and not is_role_noun(w)), None)
    return titled or (usual_gender(given) if given else None)
