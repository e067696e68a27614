"""Who speaks for whom: a spokesman for his ministry, an aide for his senator."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz.distance import DamerauLevenshtein

from rashomon.comparing.actors import same_spelling
from rashomon.comparing.comparison import StoryActor
from rashomon.comparing.police_and_rescue import POLICE
from rashomon.places import country_of
from rashomon.reading.actors import FORMS_OF_FIRMS, name_words
from rashomon.reading.roles import KIN, head_noun

# Those who speak for a body by their office: its spokespeople, and who is at its head.
_SPEAKS_FOR = re.compile(
    r"spokes|press (?:secretary|officer)|representative|director|chief executive|\bceo\b|\bchair"
    r"|\bhead of\b|\bboss\b|\bowner\b|\bfounder\b|\bmanager\b|\bexecutive\b"
    r"|(?<!deputy )\bpresident\b",
    re.IGNORECASE,
)
# Who held an office before speaks for himself.
_FORMER = re.compile(r"\b(?:former|ex|onetime|one-time|retired|fired|ousted)\b", re.IGNORECASE)
# Who is of a body by his work, studies or money does not speak for it.
_OWN_MIND = re.compile(
    r"\b(?:alumni|critics|customers|employees|faculty|fans|graduates|investors|opponents"
    r"|passengers|patients|professors|residents|shareholders|stockholders|students|supporters"
    r"|teachers|tenants|users|voters|workers)\b",
    re.IGNORECASE,
)
# And those who serve in it: what the police say, an inspector of the police says.
_SERVES = re.compile(
    r"\bchief\b|\bofficer\b|\bofficial\b|detective|sergeant|lieutenant|captain|inspector"
    r"|superintendent|commissioner|marshal",
    re.IGNORECASE,
)
# Those who speak for a person: they are described by the words for their work and that name.
_WORKS_FOR = re.compile(
    r"spokes|press secretary|\boffice\b|\baides?\b|\badvis[eo]rs?\b|\blawyers?\b|\battorneys?\b"
    r"|\bsolicitors?\b|\bcampaign\b|\bstaff\b|\bteam\b|\bagent\b|\bpublicist\b|\bmanager\b",
    re.IGNORECASE,
)


class Speakers:
    """The actors of a story by their ids, and the one for whom each of them speaks."""

    def __init__(self, actors: Iterable[StoryActor]) -> None:
        self._actors = {actor.id: actor for actor in actors}
        self._bodies: dict[str, StoryActor | None] = {}
        # Bodies by a word of their names: a story of many reports names thousands.
        self._by_word: dict[str | None, list[tuple[frozenset[str], StoryActor]]] = {}
        # Persons by their last names.
        self._by_last: dict[str, list[StoryActor]] = {}
        for actor in self._actors.values():
            words = name_words(actor.name)
            if actor.kind == "organization" and actor.named:
                held = frozenset(words)
                self._by_word.setdefault(min(held, default=None), []).append((held, actor))
            elif actor.kind == "person" and actor.named and words:
                self._by_last.setdefault(words[-1], []).append(actor)

    def __getitem__(self, identity: str) -> StoryActor:
        return self._actors[identity]

    def __contains__(self, identity: str) -> bool:
        return identity in self._actors

    def body_of(self, actor: StoryActor) -> StoryActor | None:
        """Gives the one for whom somebody speaks: a spokesman and his ministry are one origin.

        That is the body named in the role of a spokesperson or head, or in the description of an
        unnamed source ("Pentagon officials"), or the person whose office, aide or lawyer somebody
        is described as ("Senator Holm's office"). None for anybody else.
        """
        if actor.id not in self._bodies:
            self._bodies[actor.id] = self._principal(actor) or self._body(actor)
        return self._bodies[actor.id]

    def _body(self, actor: StoryActor) -> StoryActor | None:
        described = actor.role if actor.named else actor.name
        if not described or actor.kind not in ("person", "group"):
            return None
        if actor.named and (not _SPEAKS_FOR.search(described) or _FORMER.search(described)):
            return None
        if not actor.named and (
            _FORMER.search(described) or _OWN_MIND.fullmatch(head_noun(described) or "")
        ):
            return None
        words = set(name_words(described))
        bodies = [
            body
            for word in (None, *words)
            for name, body in self._by_word.get(word, ())
            if name <= words
        ]
        return max(bodies, key=lambda b: (len(b.name), b.id), default=None)

    def _principal(self, actor: StoryActor) -> StoryActor | None:
        """Gives the person for whom somebody works, if the description has one such name."""
        described = actor.role if actor.named and actor.kind == "person" else actor.name
        if not described or not _WORKS_FOR.search(described):
            return None
        found = {
            person.id: person
            for word in name_words(described)
            for person in self._by_last.get(word, ())
            if person.id != actor.id
        }
        return next(iter(found.values())) if len(found) == 1 else None


# The family of somebody, and those who are of it.
_FAMILY = re.compile(
    r"\b(?:family|families|relatives|loved ones|children|parents|sons|daughters|siblings)\b",
    re.IGNORECASE,
)
_KIN = re.compile(
    rf"\b(?:child|parent|sibling|grand\w+|{'|'.join(sorted(KIN))})s?\b",
    re.IGNORECASE,
)
_WHOSE = re.compile(r"^(.*?)['’]s?\s")
# Those who look into what happened, by whatever word a report has for them. Rescuers are others:
# of a fire the police may tell one thing and the fire service another.
_INVESTIGATING = re.compile(
    r"(?:(?:the|local|federal|state|city|county|police|law enforcement|[A-Z][\w’'.-]*)\s+)*"
    rf"{POLICE}\b"
)
# What tells of an office only that it is one.
_OFFICE = frozenset("and department for ministry of office the".split())
# What a company's full name may end with. "Nordline Group" may be another firm than "Nordline",
# and in one report they stay two; of those who make one claim they are one.
_COMPANY = FORMS_OF_FIRMS | {"group", "holdings"}


def are_one(one: StoryActor, other: StoryActor) -> bool:
    """Says whether two speakers of one claim are one origin, as far as the words tell."""
    return are_surely_one(one, other) or may_be_named(one, other) or are_investigating(one, other)


def are_surely_one(one: StoryActor, other: StoryActor) -> bool:
    """Says whether two speakers have one name, or one serves, is of or is listed in the other."""
    same = one.named and other.named and bool(_plain_name(one))
    return (same and _plain_name(one) == _plain_name(other)) or any(
        serves(a, b) or is_of_family(a, b) or is_listed(a, b)
        for a, b in ((one, other), (other, one))
    )


def are_investigating(one: StoryActor, other: StoryActor) -> bool:
    """Says whether both are police or investigators without a name, and of no two places.

    "Local authorities", "police authorities" and "law enforcement" can't be told apart; "Iraqi
    police" and "Syrian police" can.
    """
    if any(actor.named and actor.kind != "group" for actor in (one, other)):
        return False
    if "person" in (one.kind, other.kind):
        return False
    if not (_INVESTIGATING.match(one.name) and _INVESTIGATING.match(other.name)):
        return False
    left, right = ({w for w in actor.name.split() if w[:1].isupper()} for actor in (one, other))
    return left <= right or right <= left


def is_of_family(one: StoryActor, family: StoryActor) -> bool:
    """Says whether somebody is of a family, or is that family, while nothing tells of another."""
    if family.kind == "person" or not _FAMILY.search(family.name):
        return False
    if family.kind == "organization" and family.named:
        return False
    described = one.role or "" if one.named and one.kind == "person" else one.name
    if not (_FAMILY.search(described) or _KIN.search(described)):
        return False
    whose = [found.group(1) for text in (described, family.name) if (found := _WHOSE.match(text))]
    return len(whose) < 2 or not set(name_words(whose[0])).isdisjoint(name_words(whose[1]))


def is_listed(one: StoryActor, group: StoryActor) -> bool:
    """Says whether somebody is one of those whom a group's name lists ("his sons Per and Ole")."""
    if not one.named or one.kind != "person" or group.kind != "group":
        return False
    if not re.search(r",|\band\b", group.name):
        return False
    return set(name_words(one.name)) <= set(name_words(group.name))


def may_be_named(one: StoryActor, other: StoryActor) -> bool:
    """Says whether two named speakers of one claim are likely one: by the same name, or nearly.

    Who tells the same as somebody of the same last name, and of a first name that differs in one
    letter or is not told, is he. A name that one reading takes for a person's and another for a
    body's is one, and so is a company with and without its form ("Nordline Ltd"), and an office by
    what it is for ("Ports and Fisheries Norland", "the Department of Ports and Fisheries").
    """
    if not (one.named and other.named):
        return False
    left, right = _plain_name(one), _plain_name(other)
    if left == right:
        return bool(left)
    if one.kind == other.kind == "organization":
        body = _office(one.name)
        return len(body) > 1 and body == _office(other.name)
    if not one.kind == other.kind == "person" or not (left and right):
        return False
    if min(len(left), len(right)) < 2:
        return same_spelling(left[-1], right[-1])
    return left[-1] == right[-1] and DamerauLevenshtein.distance(left[0], right[0]) <= 1


def _plain_name(actor: StoryActor) -> tuple[str, ...]:
    """Gives the words of a name, a company's without those that only tell its form."""
    words = tuple(name_words(actor.name))
    while len(words) > 1 and actor.kind == "organization" and words[-1] in _COMPANY:
        words = words[:-1]
    return words


def _office(name: str) -> frozenset[str]:
    """Gives what a body is for, by its name, with nothing said of its rank or country."""
    words = [word for word in name.split() if country_of(word) is None]
    return frozenset(name_words(" ".join(words))) - _OFFICE


def serves(one: StoryActor, other: StoryActor) -> bool:
    """Says whether a person's role names an unnamed body, such as the police, that he serves."""
    if other.named or other.kind not in ("group", "organization"):
        return False
    if one.kind != "person" or not one.named or not one.role:
        return False
    if not (_SPEAKS_FOR.search(one.role) or _SERVES.search(one.role)):
        return False
    return set(name_words(other.name)) <= set(name_words(one.role))
