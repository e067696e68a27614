"""Names held to be one actor while they are gathered, and what joins them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import msgspec

from rashomon.reading.actors import (
    are_others,
    bare_name,
    can_shorten,
    firm_words,
    first_names_agree,
    initials,
    is_abbreviation,
    name_words,
    shortened,
    state_body,
)
from rashomon.reading.reading import ActorKind
from rashomon.report import Report, Span


class Group(msgspec.Struct, kw_only=True):
    """Names held to be one actor, while they are gathered."""

    kind: ActorKind
    spans: list[Span]
    forms: Counter[str]
    gender: str | None = None
    first_only: bool = False  # all that is known: "Ahmed, the 33-year-old son of"
    kin: bool = False  # told of as somebody's relation: "the mayor's daughter Anna Holm"


def fits(group: Group, kind: ActorKind, words: tuple[str, ...], text: str) -> bool:
    """Says whether a name, given also as words, may be another of a group's: "Vik", "Ada Vik"."""
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
    body = state_body(text)
    known = state_body(form) if body is not None else None
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


def join_abbreviations(report: Report, groups: list[Group]) -> None:
    """Joins an abbreviation with the name that the report spells out: "Islamic State (IS)"."""
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


def join_spelled_out(report: Report, groups: list[Group], others: Sequence[Span]) -> None:
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
