"""Names, roles and other names of speakers as readers see them: without what says nothing."""

from __future__ import annotations

import re

from rashomon.comparing.comparison import StoryActor
from rashomon.reading.actors import NAME_SUFFIXES
from rashomon.reading.roles import KIN

_EDGES = ' \t\n.,;:-–—"“”'
# "its foreign minister": whose is not seen where the role stands alone.
_WHOSE = re.compile(r"(?:his|her|its|their|our|my|your)\s+", re.IGNORECASE)
# Not of women: "Mrs. Obama" beside "Barack Obama" tells that two are taken for one.
_TITLES = frozenset("mr dr sir lord".split())
# Beside "his" and "their" these are kin too.
_RELATIONS = KIN.union(
    (f"{kin}s" for kin in KIN),
    "child children family grandchild grandchildren".split(),
    "parent parents partner sibling siblings wives".split(),
)


def shown_name(name: str) -> str:
    """Gives a name without the marks that the sentence around it left at its ends."""
    return name.lstrip(_EDGES).rstrip(" \t\n,;:-–—")


def name_and_role(actor: StoryActor) -> tuple[str, str | None]:
    """Gives a name and a role; what follows a person's name after a comma is its role."""
    name, role = shown_name(actor.name), shown_role(actor.role)
    first, _, rest = name.partition(", ")
    of_name = not rest or rest.partition(",")[0].strip(".").lower() in NAME_SUFFIXES
    if actor.kind == "person" and actor.named and not of_name:
        return first, role or shown_role(rest)
    return name, role


def shown_role(role: str | None) -> str | None:
    """Gives a role without a pronoun before it; None where it only says whose kin somebody is."""
    if role is None:
        return None
    plain = shown_name(role)
    whose = _WHOSE.match(plain)
    if whose is None:
        return plain or None
    rest = plain[whose.end() :]
    return rest if rest and rest.split()[-1].lower() not in _RELATIONS else None


def shown_aliases(actor: StoryActor) -> tuple[str, ...]:
    """Gives the other names that are more than words of the first one, each once."""
    known = set(_words(actor.name)) | set(_words(actor.role or ""))
    kept: dict[str, str] = {}
    for alias in actor.aliases:
        plain = shown_name(alias)
        if not plain or set(_words(plain)) <= known | _TITLES:
            continue
        kept.setdefault(plain.casefold(), plain)
    return tuple(kept.values())


def _words(name: str) -> list[str]:
    return re.findall(r"[\w’']+", name.casefold())
