"""Framing: what each report, in its own words, calls the same actor or act.

Words inside quotation marks are the speaker's choice and left out. A label belongs to the named
actor beside it ("Northern Front jihadists", "the strongman Ivan Petrov"), and a label with "the"
to the armed group named last. Beside no name, only passages that surely assert the same show that
two words of one kind are for the same: a story tells of more than one attack.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from rashomon.comparing.actors import Cast
from rashomon.comparing.claims import zone_of
from rashomon.comparing.comparison import Claim, Framing, Label, StoryActor
from rashomon.comparing.differences.words import verb_of
from rashomon.comparing.event_words import may_be_past
from rashomon.comparing.labels import FoundLabel, find_labels, is_function_word
from rashomon.comparing.parties import PartyNames, party_names
from rashomon.places import government_of, is_capital
from rashomon.reading.quotations import quote_states_of
from rashomon.reading.reading import Reading
from rashomon.report import Span

_GROUPS = frozenset({"armed people", "sect", "crowd"})
_PERSONS = frozenset(
    "ruler,political people,wrongdoer,political staff,company heads,informant,those harmed,"
    "armed people".split(",")
)
# Gathered by class, within one claim, where no name stands beside the label.
_BY_CLASS = frozenset(
    "armed people,people on the move,residents,crowd,informant,killing,armed act,war,"
    "taking of land,settled land,barrier,protest,clash,seizure of power,alleged wrong,abuse,"
    "disaster".split(",")
)
# Also a vote's, a surgeon's or a critic's: of this class only beside plainer words.
_TWO_SENSES = frozenset("campaign operation intervention attack strike blitz plot affair".split())
_LOADED_RULE = frozenset("regime junta dictatorship autocracy".split())
# A city's authorities can be the city's own.
_LOCAL_TOO = frozenset({"authority", "administration", "leadership"})
# With articles, pronouns and forms of "be": no noun that a label could describe.
_NO_NOUNS = frozenset(
    "also again later earlier still already now today yesterday tomorrow there here too together"
    " itself himself herself themselves soon once only even just against between during near inside"
    " outside across toward towards through around among amid despite along until because although"
    " though if whether where whose whom without within beyond behind under upon off up down out"
    " do does did can could may might must should shall let left began set hit put cut led shot met"
    " fled fell died sat stood lay wore fought told kept sought came".split()
)
_NEXT_WORD = re.compile(r" ([^\W\d_][\w’'-]*)")
_CHARGE = re.compile(
    r"\b(?:charg\w+|counts?|convict\w+|guilty|acquitted|accused|suspicion|indict\w+|tried|trial)"
    r" (?:of|with|on|for) (?:[\w-]+ ){0,4}$",
    re.IGNORECASE,
)
_NEAR = 60  # characters before a label within which a name may belong to it
_APPOSITION = re.compile(r"\s*,\s+(?:a|an|the)\s+")


class _Found(msgspec.Struct, frozen=True, kw_only=True):
    label: Label
    head: str


class _Mention(msgspec.Struct, frozen=True, kw_only=True):
    start: int
    end: int
    actor: StoryActor


def find_framing(
    readings: Sequence[Reading], cast: Cast, claims: Sequence[Claim] = ()
) -> tuple[Framing, ...]:
    """Gives the labels of each report for each actor, or class of referents, that has some.

    `actor` is a story actor's id; a country's name for a government that is no actor of the
    story; else the class ("armed people"): then the labels stand in passages of one of the
    `claims` that is not left open, and two reports choose different words. `tone` is left open.
    """
    names = party_names(cast)
    found: dict[str, dict[str, list[_Found]]] = {}
    for reading in readings:
        for actor, label in _labels(reading, cast, names):
            text = reading.report.show(Span(label.start, label.end))
            shown = Label(text=text, start=label.start, end=label.end)
            by_report = found.setdefault(actor, {})
            by_report.setdefault(reading.report.id, []).append(_Found(label=shown, head=label.head))
    surest = sorted((one for one in claims if not one.open), key=lambda one: -one.confidence)
    framing = [
        Framing(actor=actor, report=report, labels=tuple(one.label for one in labels))
        for actor, by_report in found.items()
        for report, labels in (
            _of_one_claim(by_report, surest) if actor in _BY_CLASS else by_report
        ).items()
    ]
    order = {reading.report.id: place for place, reading in enumerate(readings)}
    names_of = {actor.id: actor.name for actor in cast.actors}
    return tuple(
        sorted(framing, key=lambda f: (names_of.get(f.actor, f.actor), f.actor, order[f.report]))
    )


def _labels(reading: Reading, cast: Cast, names: PartyNames) -> Iterator[tuple[str, FoundLabel]]:
    """Gives a report's labels with whom or what they are for."""
    report = reading.report
    quoted = quote_states_of(report)
    mentions = _mentions(reading, cast, names)
    last_group: str | None = None
    for sentence in reading.sentences:
        if zone_of(report, sentence) not in ("title", "lead", "body"):
            continue
        for label in find_labels(report.text, sentence):
            if any(quoted[label.start : label.end]) or _is_no_name(report.text, label):
                continue
            named = _named(report.text, label, mentions, names)
            definite = re.search(r"\bthe\s+$", report.text[: label.start][-5:], re.IGNORECASE)
            if named and label.referent == "armed people":
                last_group = named
            elif label.referent == "armed people" and definite and last_group:
                named = last_group
            if named:
                yield named, label
            elif label.referent in _BY_CLASS or label.head in _LOADED_RULE:
                yield label.referent, label


def _is_no_name(text: str, label: FoundLabel) -> bool:
    """Says whether a label names nothing here: it describes a noun, or is what courts call it."""
    words = text[label.start : label.end]
    charge = "-degree" in words or _CHARGE.search(text[max(0, label.start - _NEAR) : label.start])
    return (label.referent == "killing" and bool(charge)) or _describes(text, label)


def _describes(text: str, label: FoundLabel) -> bool:
    """Says whether a label only describes the noun after it: "death sentence", "fighter jets"."""
    following = _NEXT_WORD.match(text, label.end)
    if following is None or text[label.start : label.end].endswith("s"):
        return False
    word = following[1].lower()
    if following[1][0].isupper() or word in _NO_NOUNS or is_function_word(word):
        return False
    return not (word.endswith(("ed", "ly")) or may_be_past(word) or verb_of(word) != word)


def _of_one_claim(
    by_report: Mapping[str, Sequence[_Found]], claims: Sequence[Claim]
) -> Mapping[str, Sequence[_Found]]:
    """Gives the labels of the first claim whose reports choose different words, or nothing."""
    for claim in claims:
        if len(by_report.keys() & {passage.report for passage in claim.passages}) < 2:
            continue
        inside: dict[str, list[_Found]] = {}
        for report, labels in by_report.items():
            spans = [Span(p.start, p.end) for p in claim.passages if p.report == report]
            held = [
                one
                for one in labels
                if any(span.covers(Span(one.label.start, one.label.end)) for span in spans)
            ]
            if held:
                inside[report] = held
        told = _telling(inside)
        if told:
            return told
    return {}


def _telling(by_report: Mapping[str, Sequence[_Found]]) -> dict[str, list[_Found]]:
    """Keeps words of two senses ("campaign") only where a report has a plain word of the class."""
    kept = {
        report: list(labels)
        for report, labels in by_report.items()
        if any(label.head not in _TWO_SENSES for label in labels)
    }
    heads = {frozenset(label.head for label in labels) for labels in kept.values()}
    return kept if len(heads) > 1 else {}


def _mentions(reading: Reading, cast: Cast, names: PartyNames) -> list[_Mention]:
    """Gives where the report names its named actors, in order."""
    found = [
        _Mention(start=mention.start, end=mention.end, actor=names.actors[identity])
        for actor in reading.actors
        if actor.named and (identity := cast.of.get((reading.report.id, actor.id)))
        for mention in actor.mentions
    ]
    return sorted(found, key=lambda mention: mention.start)


def _named(
    text: str, label: FoundLabel, mentions: Sequence[_Mention], names: PartyNames
) -> str | None:
    """Gives the actor that a label names: the one beside it, or the country of a government."""
    first = bisect_left(mentions, label.start - _NEAR, key=lambda m: m.start)
    last = bisect_left(mentions, label.end + 2, key=lambda m: m.start)
    near = mentions[first:last]
    if label.referent == "government":
        words = text[label.start : label.end].split()
        if label.head in _LOCAL_TOO:
            words = [word for word in words if not is_capital(word)]
        country = next((c for word in words[:-1] if (c := government_of(word))), None)
        if country:
            return names.countries.get(country, country)
        within = [m for m in near if m.start < label.end and label.start <= m.start]
        return within[0].actor.id if within else None
    for mention in near:
        person = mention.actor.kind == "person" and label.referent in _PERSONS
        if person and _beside(text, label, mention):
            return mention.actor.id
        group = mention.actor.kind in ("organization", "group") and label.referent in _GROUPS
        if group and label.start <= mention.start and mention.end < label.end:
            return mention.actor.id
    return None


def _beside(text: str, label: FoundLabel, mention: _Mention) -> bool:
    """Says whether a label stands right before a person's name, or after it in apposition."""
    if label.end <= mention.start:
        return text[label.end : mention.start] == " "
    if text[label.end : label.end + 2] in ("'s", "’s"):
        # "Okafor, the president's spokeswoman" is no president.
        return False
    between = text[mention.end : label.start]
    return label.start >= mention.end and _APPOSITION.fullmatch(between) is not None
