"""Who is who in one report: names to actors.

Two names are one actor where one's words are among the other's ("Peskov", "Dmitry Peskov"),
where an abbreviation is introduced ("Islamic State (IS)") or has the initials of a name in the
report, or where they differ only by an honorific, a possessive, an article or the short form of a
given name ("Dave", "David").
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from rashomon.places import canonical_place
from rashomon.reading.genders import name_gender, role_gender, title_gender
from rashomon.reading.given_names import may_be_one
from rashomon.reading.reading import Actor, ActorKind
from rashomon.reading.roles import fullest_role, head_noun, role_after, role_before, roles_of
from rashomon.reading.tagging import Name
from rashomon.report import Report, Span

HONORIFICS = frozenset(
    "mr mrs ms miss dr sir dame lord lady prof professor rev sen rep gov gen lt col maj capt sgt "
    "president minister senator congressman congresswoman judge justice king queen prince princess "
    "pope sheikh ayatollah imam mullah cllr councillor insp supt brig brigadier cmdr cpl "
    "monsignor msgr".split()
)
_KIN = frozenset(
    "aunt boyfriend brother cousin dad daughter father fiancé fiancée girlfriend granddaughter "
    "grandfather grandmother grandson husband mom mother mum nephew niece sister son stepfather "
    "stepmother uncle widow wife".split()
)
# By the last word alone newspapers are named after their full name: "the Courier".
_PAPERS = frozenset(
    "chronicle courier examiner gazette globe guardian herald independent inquirer journal mail "
    "mirror observer post standard star sun telegraph times tribune".split()
)
_SLIP_FROM = 5  # letters
_SMALL = frozenset({"of", "and", "for", "the", "on", "in"})
# What follows a name and is no surname.
NAME_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_POSSESSIVE = re.compile(r"(?:['’]s|['’])$")
# "al-Harouni" is called "Harouni".
_ARTICLE = re.compile(r"[ae]l[-‑](?=\w{3})")
_NO_NAME = re.compile(r"[\W\d_]*$|[DRI]-[A-Z]")  # nothing of letters, "R-Texas"
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
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


class Group(msgspec.Struct, kw_only=True):
    """Names held to be one actor, while they are gathered."""

    kind: ActorKind
    spans: list[Span]
    forms: Counter[str]
    words: frozenset[str]
    gender: str | None = None
    kin: bool = False  # told of as somebody's relation: "the mayor's daughter Anna Holm"


def bare_name(text: str) -> str:
    """Gives a name without article, possessive and doubled space."""
    name = " ".join(_POSSESSIVE.sub("", text).split())
    return re.sub(r"^[Tt]he\s+", "", name)


@lru_cache(maxsize=8192)
def name_words(text: str) -> tuple[str, ...]:
    """Gives the lower-case words by which a name is compared: no honorifics, no "Jr."."""
    tokens = [_ARTICLE.sub("", w) for w in _name_tokens(bare_name(text))]
    words = [_POSSESSIVE.sub("", w).replace(".", "") for w in tokens]
    kept = [w for w in words if w not in HONORIFICS and w not in NAME_SUFFIXES]
    return tuple(kept or words)


def _name_tokens(name: str) -> list[str]:
    joined = re.sub(r"\b(\w)\.(?=\w\b)", r"\1", name)  # U.S. -> US
    return [w.lower() for w in _WORD.findall(joined)]


def find_actors(report: Report, names: Sequence[Name]) -> tuple[Actor, ...]:
    """Gives the report's named actors with all their mentions, in order of first mention."""
    groups: list[Group] = []
    known = (name_words(report.show(name.span)) for name in names if name.kind == "person")
    surnames = {words[-1] for words in known if len(words) > 1}
    for name in names:
        if name.kind == "other":
            continue
        text = report.show(name.span)
        words = name_words(text)
        if not words or set(words) <= HONORIFICS or _NO_NAME.match(text):
            continue
        role = role_before(report.text, name.span.start) if name.kind == "person" else None
        gender = title_gender(report.text, name.span) or role_gender(role or "")
        gender = gender or (name_gender(text) if name.kind == "person" else None)
        near = [g for g in groups if not (g.gender and gender and g.gender != gender)]
        if name.kind == "person" and len(words) == 1:
            if _brought_in(report.text, name.span):
                near = [g for g in near if not _has_surname(g, words[0])]
            if role is not None and role[0].isupper():
                near = [g for g in near if not _told_beside(report.text, g, name.span)]
        if role is not None and len(words) == 1 and role[0].isupper():
            # "President Holm" is not the daughter of whom the text told before.
            near = [g for g in near if not g.kin]
        surely = [g for g in near if gender and g.gender == gender]
        group = _find_group(surely, name.kind, words, text)
        group = group or _find_group(near, name.kind, words, text)
        if group is None and name.kind == "person" and words[-1] not in surnames:
            group = _misspelled(near, words)
        if group is None:
            group = Group(kind=name.kind, spans=[], forms=Counter(), words=frozenset(words))
            group.kin = (head_noun(role or "") or "") in _KIN
            groups.append(group)
        group.gender = group.gender or gender
        group.spans.append(name.span)
        group.forms[bare_name(text)] += 1
        group.words = group.words | frozenset(words) if name.kind == "person" else group.words
    _join_abbreviations(report, groups)
    _join_spelled_out(report, groups, [name.span for name in names if name.kind == "other"])
    return tuple(_actor(report, group) for group in groups)


def _brought_in(text: str, name: Span) -> bool:
    """Says whether a first name is told of as new: with an age, or as all that is known."""
    before, after = text[max(0, name.start - 50) : name.start], text[name.end : name.end + 200]
    if re.match(r",\s+an?\s", after) and role_after(text, name.end) is not None:
        return True
    return bool(
        _AGED_OR_NEW.match(after) or _NEW_FIRST_NAME.search(before) or _ASKED_NOT_TO.match(after)
    )


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
    """Gives the one whose surname a name alone has with one letter more or less: a slip.

    "Ofer Sharam ..., Mr. Scharam said": not "the Sharams", nor a name that another bears in full.
    """
    if len(words) > 1:
        return None
    fitting = [
        g
        for g in groups
        if g.kind == "person" and any(_slip(name_words(f), words[0]) for f in g.forms)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _slip(known: tuple[str, ...], word: str) -> bool:
    if len(known) < 2:
        return False
    short, long = sorted((known[-1], word), key=len)
    if len(short) < _SLIP_FROM or len(long) - len(short) != 1 or long == f"{short}s":
        return False
    return any(long[:i] + long[i + 1 :] == short for i in range(1, len(long)))


def _find_group(
    groups: Sequence[Group], kind: ActorKind, words: tuple[str, ...], text: str
) -> Group | None:
    """Gives the group a name belongs to: the latest mentioned of those that fit."""
    fitting = [g for g in groups if _fits(g, kind, words)]
    if not fitting:
        return None
    exact = [g for g in fitting if bare_name(text) in g.forms]
    return max(exact or fitting, key=lambda g: g.spans[-1].start)


def _fits(group: Group, kind: ActorKind, words: tuple[str, ...]) -> bool:
    same_words = any(name_words(form) == words for form in group.forms)
    if same_words:
        # "Washington" the person and "Washington" the place are told apart by the model.
        return group.kind == kind or "person" not in (group.kind, kind)
    if group.kind != kind:
        return False
    if kind == "person":
        return _same_person(group, words)
    return kind == "organization" and any(
        _shortened(name_words(form), words) for form in group.forms
    )


def _same_person(group: Group, words: tuple[str, ...]) -> bool:
    for form in group.forms:
        known = name_words(form)
        if len(words) == 1 and (words[0] == known[-1] or words[0] == known[0]):
            return True
        if len(known) == 1 and known[0] == words[-1]:
            return not any(len(name_words(f)) > 1 for f in group.forms)
        if known[-1] == words[-1] and _first_names_agree(known[:-1], words[:-1]):
            return True
    return False


def _first_names_agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if not one or not other:
        return False
    first, second = one[0], other[0]
    if may_be_one(first, second) or set(one) <= set(other) or set(other) <= set(one):
        return True
    return min(len(first), len(second)) == 1 and first[0] == second[0]


def _shortened(known: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Says whether one organization's name is the tail or head of the other's ("Red Cross")."""
    short, long = sorted((known, words), key=len)
    if len(short) == 1 and len(long) > 1:
        return short[0] in _PAPERS and long[-1] == short[0]
    if len(short) < 2 or len(short) == len(long) or long[len(short)] == "and":
        return False
    if long[-len(short) :] == short:
        return True
    # The United Nations are not their Security Council.
    return long[: len(short)] == short and canonical_place(" ".join(short)) is None


def _join_abbreviations(report: Report, groups: list[Group]) -> None:
    for group in list(groups):
        for form in list(group.forms):
            if not _is_abbreviation(form):
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
        letters = {f.replace(".", "").lower() for f in group.forms if _is_abbreviation(f)}
        for span in others:
            name = report.show(span)
            if _initials(name) in letters:
                group.spans.append(span)
                group.forms[bare_name(name)] += 1
    groups.sort(key=lambda group: min(group.spans))


def _initials(name: str) -> str:
    """Gives the first letters of a name of several words, or nothing."""
    words = [word for word in name_words(name) if word not in _SMALL]
    return "".join(word[0] for word in words) if len(words) > 1 else ""


def _is_abbreviation(form: str) -> bool:
    letters = form.replace(".", "")
    return 2 <= len(letters) <= 6 and letters.isupper()


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
                _can_shorten(letters, name) or (not credited and _in_another_language(other, name))
                for name in other.forms
            ):
                return other
        for name in other.forms:
            if _initials(name) == letters:
                return other
    return None


def _can_shorten(letters: str, name: str) -> bool:
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


def _in_another_language(group: Group, name: str) -> bool:
    """Says whether a body may be known by letters of its own tongue: "the Workers' Party (PKK)"."""
    return group.kind == "organization" and len(name_words(name)) > 1


def _actor(report: Report, group: Group) -> Actor:
    name = _fullest(group.forms)
    spans = tuple(sorted(set(group.spans)))
    roles = roles_of(report.text, spans) if group.kind == "person" else ()
    return Actor(
        id=actor_id(report, group.kind, name),
        name=name,
        kind=group.kind,
        mentions=spans,
        aliases=tuple(sorted({*group.forms, *_untitled(group.kind, name)} - {name})),
        role=fullest_role(roles),
    )


def _untitled(kind: ActorKind, name: str) -> tuple[str, ...]:
    """Gives the name without its title: "President Holm" is "Holm"."""
    words = name.split()
    while kind == "person" and len(words) > 1 and words[0].lower().strip(".") in HONORIFICS:
        words.pop(0)
    return (" ".join(words),)


def actor_id(report: Report, kind: ActorKind, name: str) -> str:
    """Gives an id that is the same for the same report, kind and name."""
    key = f"{report.sha256}|{kind}|{name}"
    return "a" + hashlib.sha1(key.encode("utf-8", "surrogatepass")).hexdigest()[:10]


def _fullest(forms: Counter[str]) -> str:
    """Gives the form with most words, then the commoner, then the first by alphabet."""
    shouted = {f for f in forms if f.isupper() and len(f) > 6}
    kept = [f for f in forms if f not in shouted] or list(forms)
    return min(kept, key=lambda f: (-len(name_words(f)), -len(f.split()), -forms[f], f))
