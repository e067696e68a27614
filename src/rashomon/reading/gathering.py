"""The actors of one report: its names, gathered.

Two names are one actor where one's words are among the other's ("Peskov", "Dmitry Peskov"),
where an abbreviation is introduced ("Islamic State (IS)") or has the initials of a name in the
report, or where they differ only by an honorific, a possessive, an article or the short form of a
given name ("Dave", "David").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import msgspec

from rashomon.places import country_of
from rashomon.reading.actors import (
    HONORIFICS,
    actor_id,
    bare_name,
    fullest,
    generation,
    name_words,
    slip,
    state_body,
    untitled,
)
from rashomon.reading.genders import name_gender, role_gender, title_gender
from rashomon.reading.given_names import usual_gender
from rashomon.reading.name_groups import Group, fits, join_abbreviations, join_spelled_out
from rashomon.reading.reading import Actor, ActorKind
from rashomon.reading.roles import (
    KIN,
    fullest_role,
    head_noun,
    role_after,
    role_before,
    role_words,
    roles_of,
)
from rashomon.reading.tagging import Name
from rashomon.report import Report, Span

_NO_NAME = re.compile(r"[\W\d_]*$|[DRI]-[A-Z]")  # nothing of letters, "R-Texas"
_RELATION_BEFORE = re.compile(
    rf"\b(?:{'|'.join(sorted(KIN))}|first lad(?:y|ies))s?,?\s+"
    r"(?:[A-ZÀ-Þ][\w’'-]+,?\s+)*(?:and\s+)?$"
)
_FIRST_NAME_AND = re.compile(r"(?:^|\n|[^A-ZÀ-Þ\s][^\s]*\s)(?P<name>[A-ZÀ-Þ][a-zà-þ]+) and $")
_REIGNING = frozenset("emperor empress king pope prince princess queen saint".split())
_ARTICLES = frozenset({"a", "an", "the"})
_STATE_BEFORE = re.compile(r"\b(?!The\b)(?P<state>[A-Z][\w.]*(?: [A-Z][\w.]*)?)(?:['’]s?)?\s+$")
# Who is brought in by a first name alone: "Ahmed, the 33-year-old son of", "Vitaly, 30,", "a
# fighter, Dima", "who gave only his first name, Taras".
_AGED_OR_NEW = re.compile(r",\s+(?:\d{1,2}\b|(?:an?|the)\s+\d{1,2}[-‑ ]year)")
_NEW_FIRST_NAME = re.compile(
    r"\b(?:(?:first|given|only)\s+name,?\s+(?:was\s+|is\s+|as\s+)?|name\s+as\s+|"
    r"(?:identified|named|calling|called)\s+(?:himself\s+|herself\s+)?(?:only\s+)?as\s+)$"
)
_ASKED_NOT_TO = re.compile(
    r"[^.\n]{0,140}\b(?:only (?:by |his |her |a )*first name|(?:withh[eo]ld|"
    r"not (?:give|use|reveal)|declined to give) (?:his|her|their) "
    r"(?:last|full|family|sur)[ -]?name)"
)


class _Named(msgspec.Struct, frozen=True, kw_only=True):
    """A name where it stands, and what its place tells of its bearer."""

    span: Span
    kind: ActorKind
    text: str
    words: tuple[str, ...]
    role: str | None
    gender: str | None
    first_only: bool
    relation: bool

    @property
    def in_office(self) -> bool:
        """Whether an office or title stands right before it: "President Holm"."""
        return self.role is not None and self.role[0].isupper()


def find_actors(report: Report, names: Sequence[Name]) -> tuple[Actor, ...]:
    """Gives the report's named actors with all their mentions, in order of first mention."""
    groups: list[Group] = []
    known = (name_words(report.show(name.span)) for name in names if name.kind == "person")
    surnames = {words[-1] for words in known if len(words) > 1}
    for name in names:
        named = _named(report, name)
        if named is None:
            continue
        near = _may_be_told_of(report, groups, named)
        surely = [g for g in near if named.gender and g.gender == named.gender]
        group = _find_group(surely, named) or _find_group(near, named)
        if group is None and (len(named.words) > 1 or named.words[-1] not in surnames):
            group = _misspelled(near, named)
        if group is None:
            group = Group(kind=named.kind, spans=[], forms=Counter())
            group.kin = named.relation or _tells_of_kin(named.role or "")
            group.first_only = named.first_only
            groups.append(group)
        group.gender = group.gender or named.gender
        group.spans.append(named.span)
        group.forms[bare_name(named.text)] += 1
    join_abbreviations(report, groups)
    join_spelled_out(report, groups, [name.span for name in names if name.kind == "other"])
    return tuple(_actor(report, group) for group in groups)


def _named(report: Report, name: Name) -> _Named | None:
    """Gives what a name tells by itself and by its place; None where it is no name."""
    if name.kind == "other":
        return None
    span = _with_owner(report.text, name)
    text = report.show(span)
    words = name_words(text)
    if not words or set(words) <= HONORIFICS | _ARTICLES or _NO_NAME.match(text):
        return None
    person = name.kind == "person"
    role = role_before(report.text, name.span.start) if person else None
    gender = title_gender(report.text, name.span) or role_gender(role or "")
    return _Named(
        span=span,
        kind=name.kind,
        text=text,
        words=words,
        role=role,
        gender=gender or (name_gender(text) if person else None),
        first_only=person and len(words) == 1 and _brought_in(report.text, span),
        relation=person and len(words) > 1 and _is_relation(report.text, span),
    )


def _may_be_told_of(report: Report, groups: Sequence[Group], named: _Named) -> list[Group]:
    """Gives the groups but those of whom a name, by its place, does not tell again."""
    gender, text = named.gender, report.text
    near = [g for g in groups if not (g.gender and gender and g.gender != gender)]
    if named.kind != "person":
        return near
    alone = len(named.words) == 1
    told = generation(named.text)
    if named.first_only or (alone and _reigns(named)):
        near = [g for g in near if not _has_surname(g, named.words[0])]
    if named.relation:
        near = [g for g in near if g.kin or not _surname_alone(g)]
    if told is not None:
        near = [g for g in near if _generations(g) <= {None, told}]
        near = [g for g in near if not _is_elder(text, g, told, named.role)]
    elif named.in_office:
        near = [g for g in near if not _is_younger(text, g, named.role or "")]
    if alone and named.in_office:
        # "President Holm" is not the daughter of whom the text told before.
        near = [g for g in near if not g.kin and not _told_beside(text, g, named.span)]
    return near


def _reigns(named: _Named) -> bool:
    """Says whether a first name is a ruler's or saint's: "Queen Ada" is not "Ada Holm"."""
    titles = {named.text.split()[0].lower(), *(named.role or "").lower().split()[-1:]}
    return not titles.isdisjoint(_REIGNING)


def _tells_of_kin(role: str) -> bool:
    """Says whether a role is that of somebody's relation, and no title: not "Father Vik"."""
    return role[-1:].islower() and role.split()[-1].islower() and head_noun(role) in KIN


def _is_relation(text: str, name: Span) -> bool:
    """Says whether somebody is told of as a relation: "his daughters Ada and Eva Holm".

    Nobody told of by the surname alone is she. "Ada and Eva Holm" have one surname, too.
    """
    start = max(0, name.start - 60)
    after = role_after(text, name.end)
    if _RELATION_BEFORE.search(text, start, name.start):
        return True
    beside = _FIRST_NAME_AND.search(text, start, name.start)
    if beside is not None and usual_gender(beside["name"].lower()) is not None:
        return True
    return after is not None and head_noun(after) in KIN


def _surname_alone(group: Group) -> bool:
    return all(len(name_words(form)) == 1 for form in group.forms)


def _with_owner(text: str, name: Name) -> Span:
    """Gives the span of a state's body with the state it is told of as: "Ukraine's Army"."""
    body = state_body(text[name.span.start : name.span.end])
    if name.kind != "organization" or body is None or body[0] is not None:
        return name.span
    owner = _STATE_BEFORE.search(text, max(0, name.span.start - 30), name.span.start)
    while owner is not None and country_of(bare_name(owner["state"])) is None:
        owner = _STATE_BEFORE.search(text, owner.start() + 1, name.span.start)
    return Span(owner.start(), name.span.end) if owner else name.span


def _brought_in(text: str, name: Span) -> bool:
    """Says whether a first name is told of as new: with an age, or as all that is known."""
    before, after = text[max(0, name.start - 50) : name.start], text[name.end : name.end + 200]
    if re.match(r",\s+an?\s", after) and role_after(text, name.end) is not None:
        return True
    return bool(
        _AGED_OR_NEW.match(after) or _NEW_FIRST_NAME.search(before) or _ASKED_NOT_TO.match(after)
    )


def _generations(group: Group) -> set[str | None]:
    return {generation(form) for form in group.forms}


def _is_younger(text: str, group: Group, role: str) -> bool:
    """Says whether a holder of an office is another than whose name ends in "Jr."."""
    if "jr" not in _generations(group):
        return False
    return role.split()[-1].lower().strip(".") not in role_words(roles_of(text, group.spans))


def _is_elder(text: str, group: Group, told: str, role: str | None) -> bool:
    """Says whether one told of by an office is another than "Dag Holm Jr.", told of without it."""
    if told != "jr" or told in _generations(group):
        return False
    offices = [known for known in roles_of(text, group.spans) if known[0].isupper()]
    return bool(offices) and head_noun(role or "") not in role_words(offices)


def _has_surname(group: Group, first: str) -> bool:
    """Says whether a group has this name as its first alone: "Ahmed" of "Ahmed Omar"."""
    return all(
        len(known) > 1 and known[0] == first and known[-1] != first
        for known in map(name_words, group.forms)
        if first in known
    )


def _told_beside(text: str, group: Group, name: Span) -> bool:
    """Says whether a sentence tells of somebody in full, and then of a holder of an office.

    "Karin Holm said that President Holm ..." are two people, unless she was told of as president.
    """
    last = max(group.spans)
    if len(name_words(text[last.start : last.end])) < 2 or last.end > name.start:
        return False
    between = text[last.end : name.start]
    return (
        "\n" not in between
        and not re.search(r"[.!?]\s+[A-Z]", between)
        and not roles_of(text, group.spans)
    )


def _misspelled(groups: Sequence[Group], named: _Named) -> Group | None:
    """Gives the one whose surname a name has with a slip, alone or after the same given name.

    "Ofer Sharam ..., Mr. Scharam said": not a name that another bears in full.
    """
    words = named.words
    fitting = [
        group
        for group in groups
        if group.kind == named.kind == "person"
        and any(
            len(known) > 1
            and slip(known[-1], words[-1])
            and (len(words) == 1 or known[0] == words[0])
            for known in map(name_words, group.forms)
        )
    ]
    return fitting[0] if len(fitting) == 1 else None


def _find_group(groups: Sequence[Group], named: _Named) -> Group | None:
    """Gives the group a name belongs to: the latest mentioned of those that fit."""
    fitting = [g for g in groups if fits(g, named.kind, named.words, named.text)]
    if not fitting:
        return None
    # "The Foreign Ministry" is that of the state told of last, so the latest even of equal names.
    of_state = state_body(named.text) is not None
    exact = [g for g in fitting if bare_name(named.text) in g.forms and not of_state]
    return max(exact or fitting, key=lambda g: g.spans[-1].start)


def _actor(report: Report, group: Group) -> Actor:
    name = fullest(group.forms)
    spans = tuple(sorted(set(group.spans)))
    roles = roles_of(report.text, spans) if group.kind == "person" else ()
    return Actor(
        id=actor_id(report, group.kind, name),
        name=name,
        kind=group.kind,
        mentions=spans,
        aliases=tuple(sorted({*group.forms, untitled(group.kind, name)} - {name})),
        role=fullest_role(roles),
    )
