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
    are_others,
    bare_name,
    can_shorten,
    firm_words,
    first_names_agree,
    fullest,
    generation,
    initials,
    is_abbreviation,
    name_words,
    shortened,
    slip,
    state_body,
    untitled,
)
from rashomon.reading.genders import name_gender, role_gender, title_gender
from rashomon.reading.reading import Actor, ActorKind
from rashomon.reading.roles import (
    fullest_role,
    head_noun,
    role_after,
    role_before,
    role_words,
    roles_of,
)
from rashomon.reading.tagging import Name
from rashomon.report import Report, Span

_KIN = frozenset(
    "aunt boyfriend brother cousin dad daughter father fiancé fiancée girlfriend granddaughter "
    "grandfather grandmother grandson husband mom mother mum nephew niece sister son stepfather "
    "stepmother uncle widow wife".split()
)
_NO_NAME = re.compile(r"[\W\d_]*$|[DRI]-[A-Z]")  # nothing of letters, "R-Texas"
# Who is brought in by a first name alone: "Ahmed, the 33-year-old son of", "Vitaly, 30,", "a
# fighter, Dima", "who gave only his first name, Taras".
_ARTICLES = frozenset({"a", "an", "the"})
_STATE_BEFORE = re.compile(r"\b(?!The\b)(?P<state>[A-Z][\w.]*(?: [A-Z][\w.]*)?)(?:['’]s?)?\s+$")
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


class Group(msgspec.Struct, kw_only=True):
    """Names held to be one actor, while they are gathered."""

    kind: ActorKind
    spans: list[Span]
    forms: Counter[str]
    gender: str | None = None
    first_only: bool = False  # all that is known: "Ahmed, the 33-year-old son of"
    kin: bool = False  # told of as somebody's relation: "the mayor's daughter Anna Holm"


def find_actors(report: Report, names: Sequence[Name]) -> tuple[Actor, ...]:
    """Gives the report's named actors with all their mentions, in order of first mention."""
    groups: list[Group] = []
    known = (name_words(report.show(name.span)) for name in names if name.kind == "person")
    surnames = {words[-1] for words in known if len(words) > 1}
    for name in names:
        if name.kind == "other":
            continue
        span = _with_owner(report.text, name)
        text = report.show(span)
        words = name_words(text)
        if not words or set(words) <= HONORIFICS | _ARTICLES or _NO_NAME.match(text):
            continue
        role = role_before(report.text, name.span.start) if name.kind == "person" else None
        gender = title_gender(report.text, name.span) or role_gender(role or "")
        gender = gender or (name_gender(text) if name.kind == "person" else None)
        near = [g for g in groups if not (g.gender and gender and g.gender != gender)]
        new = False
        if name.kind == "person" and len(words) == 1:
            new = _brought_in(report.text, name.span)
            if new:
                near = [g for g in near if not _has_surname(g, words[0])]
            if role is not None and role[0].isupper():
                near = [g for g in near if not _told_beside(report.text, g, name.span)]
        told = generation(text)
        if told is not None:
            near = [g for g in near if _generations(g) <= {None, told}]
            near = [g for g in near if not _is_elder(report.text, g, told, role)]
        if role is not None and role[0].isupper() and told is None:
            near = [g for g in near if not _is_younger(report.text, g, role)]
        if role is not None and len(words) == 1 and role[0].isupper():
            # "President Holm" is not the daughter of whom the text told before.
            near = [g for g in near if not g.kin]
        surely = [g for g in near if gender and g.gender == gender]
        group = _find_group(surely, name.kind, words, text)
        group = group or _find_group(near, name.kind, words, text)
        alone = len(words) > 1 or words[-1] not in surnames
        if group is None and name.kind == "person" and alone:
            group = _misspelled(near, words)
        if group is None:
            group = Group(kind=name.kind, spans=[], forms=Counter())
            group.kin = _tells_of_kin(role or "")
            group.first_only = new
            groups.append(group)
        group.gender = group.gender or gender
        group.spans.append(span)
        group.forms[bare_name(text)] += 1
    _join_abbreviations(report, groups)
    _join_spelled_out(report, groups, [name.span for name in names if name.kind == "other"])
    return tuple(_actor(report, group) for group in groups)


def _tells_of_kin(role: str) -> bool:
    """Says whether a role is that of somebody's relation, and no title: not "Father Vik"."""
    return role[-1:].islower() and role.split()[-1].islower() and head_noun(role) in _KIN


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


def _misspelled(groups: Sequence[Group], words: tuple[str, ...]) -> Group | None:
    """Gives the one whose surname a name has with a slip, alone or after the same given name.

    "Ofer Sharam ..., Mr. Scharam said": not a name that another bears in full.
    """
    fitting = [
        group
        for group in groups
        if group.kind == "person"
        and any(
            len(known) > 1
            and slip(known[-1], words[-1])
            and (len(words) == 1 or known[0] == words[0])
            for known in map(name_words, group.forms)
        )
    ]
    return fitting[0] if len(fitting) == 1 else None


def _find_group(
    groups: Sequence[Group], kind: ActorKind, words: tuple[str, ...], text: str
) -> Group | None:
    """Gives the group a name belongs to: the latest mentioned of those that fit."""
    fitting = [g for g in groups if _fits(g, kind, words, text)]
    if not fitting:
        return None
    # "The Foreign Ministry" is that of the state told of last, so the latest even of equal names.
    exact = [g for g in fitting if bare_name(text) in g.forms and state_body(text) is None]
    return max(exact or fitting, key=lambda g: g.spans[-1].start)


def _fits(group: Group, kind: ActorKind, words: tuple[str, ...], text: str) -> bool:
    if kind == "organization" and group.kind == kind and _of_another_state(group, text):
        return False
    same_words = any(_words_alike(form, words, text) for form in group.forms)
    if same_words:
        # "Washington" the person and "Washington" the place are told apart by the model.
        return group.kind == kind or "person" not in (group.kind, kind)
    if group.kind != kind:
        return False
    if kind == "person":
        return _same_person(group, words)
    return kind == "organization" and any(
        firm_words(name_words(form)) == firm_words(words) or shortened(name_words(form), words)
        for form in group.forms
    )


def _words_alike(form: str, words: tuple[str, ...], text: str) -> bool:
    """Says whether two names have the same words, or name one kind of body of a state."""
    if name_words(form) == words:
        return True
    known, body = state_body(form), state_body(text)
    return known is not None and body is not None and known[1] == body[1]


def _of_another_state(group: Group, text: str) -> bool:
    """Says whether a name tells of another state's body: Russia's Army, where Ukraine's is told."""
    body = state_body(text)
    if body is None or body[0] is None:
        return False
    known = {other[0] for form in group.forms if (other := state_body(form)) is not None}
    return bool(known - {None}) and body[0] not in known


def _same_person(group: Group, words: tuple[str, ...]) -> bool:
    if any(are_others(name_words(form), words) for form in group.forms):
        return False
    for form in group.forms:
        known = name_words(form)
        if len(words) == 1 and (words[0] == known[-1] or words[0] == known[0]):
            return True
        if len(known) == 1 and (known[0] == words[-1] or known[0] == words[0]):
            # "Kim", then "Kim Jong-un", but not the Ahmed whose surname is not told.
            by_surname = known[0] == words[-1] or not group.first_only
            return by_surname and not any(len(name_words(f)) > 1 for f in group.forms)
        if known[-1] == words[-1] and first_names_agree(known[:-1], words[:-1]):
            return True
    return False


def _join_abbreviations(report: Report, groups: list[Group]) -> None:
    for group in list(groups):
        for form in list(group.forms):
            if not is_abbreviation(form):
                continue
            full = _spelled_out(report, groups, group, form)
            if full is not None:
                full.spans.extend(group.spans)
                full.forms.update(group.forms)
                groups.remove(group)
                break
    groups.sort(key=lambda g: min(g.spans))


def _join_spelled_out(report: Report, groups: list[Group], others: Sequence[Span]) -> None:
    """Gives a body that the report knows by letters the places where it is spelled out.

    The model takes "Islamic State" in "Islamic State fighters" for an adjective, as "Dutch".
    """
    for group in groups:
        if group.kind != "organization":
            continue
        letters = {f.replace(".", "").lower() for f in group.forms if is_abbreviation(f)}
        for span in others:
            name = report.show(span)
            if initials(name) in letters:
                group.spans.append(span)
                group.forms[bare_name(name)] += 1
    groups.sort(key=lambda group: min(group.spans))


def _spelled_out(report: Report, groups: Sequence[Group], own: Group, form: str) -> Group | None:
    text = report.text
    letters = form.replace(".", "").lower()
    # Of "United Nations (AP)" in a dateline neither is the other.
    credited = letters in {agency.lower() for agency in report.agencies}
    for other in groups:
        if other is own or other.kind == "person":
            continue
        for span in other.spans:
            following = text[span.end : span.end + 40]
            introduced = re.match(
                rf"[’'s]*\s*[(\[]\s*(?:the )?{re.escape(form)}\s*[)\]]", following
            )
            if introduced and any(
                can_shorten(letters, name) or (not credited and _in_another_language(other, name))
                for name in other.forms
            ):
                return other
        for name in other.forms:
            if initials(name) == letters:
                return other
    return None


def _in_another_language(group: Group, name: str) -> bool:
    """Says whether a body may be known by letters of its own tongue: "the Workers' Party (PKK)"."""
    return group.kind == "organization" and len(name_words(name)) > 1


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
