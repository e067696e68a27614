"""Origins: how many independent sources stand behind a claim, and why some are one.

A report that credits a claim to a speaker has that speaker as its origin; one that asserts it
itself is its own origin, unless its prose is an agency's or another report's. What is folded
into one origin says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from rashomon.comparing.comparison import Credited, Origin, Standing, StoryActor
from rashomon.comparing.copied import copied
from rashomon.comparing.versions import Articles
from rashomon.naming import listing
from rashomon.places import government_of
from rashomon.reading.actors import name_words

NOT_MADE_OUT = "a source that could not be made out"
_STATE_WORDS = re.compile(r"\s+(?:side|government|administration|officials?|authorities)$")
# Those who speak for a body by their office: its spokespeople, and who is at its head.
_SPEAKS_FOR = re.compile(
    r"spokes|press (?:secretary|officer)|representative|director|chief executive|\bceo\b|\bchair"
    r"|\bhead of\b|\bboss\b|\bowner\b|\bfounder\b",
    re.IGNORECASE,
)


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """How one report makes a claim: in its own voice (no speaker) or by a speaker's.

    `told_apart` is False where the words for the speaker only point to somebody ("the actress",
    "his letter"): that may be whoever else makes the claim.
    `words` are those of its passage.
    """

    report: str
    speaker: str | None
    credited: bool
    via: tuple[str, ...] = ()
    words: str = ""
    told_apart: bool = True


def origins_of(
    voices: Sequence[Voice],
    *,
    texts: Mapping[str, Origin],
    actors: Speakers,
    names: Mapping[str, str],
    articles: Articles,
) -> tuple[Origin, ...]:
    """Gives the independent origins of one claim.

    `texts` gives the origin of each report's own prose (an agency's copy, or its outlet), `names`
    each report's name for a reader, `articles` which reports are versions of one.
    """
    groups: dict[tuple[str, str], list[Voice]] = {}
    for voice in _strongest(voices):
        groups.setdefault(_key(voice, texts, actors), []).append(voice)
    _fold_governments(groups, actors)
    _fold_copies(groups, texts)
    _fold_versions(groups, articles)
    _fold_same_words(groups)
    _fold_pointed(groups)
    found = [_origin(key, group, texts, actors, names) for key, group in groups.items()]
    return tuple(sorted(found, key=lambda o: (o.kind, o.name, o.reports)))


def _strongest(voices: Sequence[Voice]) -> list[Voice]:
    """Keeps a report's credited voices; its own voice counts only where nothing is credited.

    A headline that drops "officials said" makes no second origin.
    """
    credited = {v.report for v in voices if v.credited}
    kept = {v for v in voices if v.credited or v.report not in credited}
    return sorted(kept, key=lambda v: (v.report, v.speaker or "", v.credited))


def _key(voice: Voice, texts: Mapping[str, Origin], actors: Speakers) -> tuple[str, str]:
    if voice.credited and voice.speaker is not None:
        actor = actors[voice.speaker]
        body = actors.body_of(actor)
        if body is not None:
            return ("speaker", body.id)
        # Unnamed sources of one description can't be told apart: they are never counted twice.
        return ("speaker", actor.id if actor.named else actor.name.lower())
    if voice.credited:
        # Credited to somebody the reading could not name: no origin of its own either.
        return ("speaker", "")
    origin = texts[voice.report]
    return (origin.kind, origin.name)


class Speakers:
    """The actors of a story by their ids, and the body for which each of them speaks."""

    def __init__(self, actors: Iterable[StoryActor]) -> None:
        self._actors = {actor.id: actor for actor in actors}
        self._bodies: dict[str, StoryActor | None] = {}
        # Bodies by a word of their names: a story of many reports names thousands.
        self._by_word: dict[str | None, list[tuple[frozenset[str], StoryActor]]] = {}
        for actor in self._actors.values():
            if actor.kind == "organization" and actor.named:
                words = frozenset(name_words(actor.name))
                self._by_word.setdefault(min(words, default=None), []).append((words, actor))

    def __getitem__(self, identity: str) -> StoryActor:
        return self._actors[identity]

    def __contains__(self, identity: str) -> bool:
        return identity in self._actors

    def body_of(self, actor: StoryActor) -> StoryActor | None:
        """Gives the body for which somebody speaks: a spokesman and his ministry are one origin.

        That is the body named in the role of a spokesperson or head, or in the description of an
        unnamed source ("Pentagon officials"). None for anybody else.
        """
        if actor.id not in self._bodies:
            self._bodies[actor.id] = self._found(actor)
        return self._bodies[actor.id]

    def _found(self, actor: StoryActor) -> StoryActor | None:
        described = actor.role if actor.named else actor.name
        if not described or actor.kind not in ("person", "group"):
            return None
        if actor.named and not _SPEAKS_FOR.search(described):
            return None
        words = set(name_words(described))
        bodies = [
            body
            for word in (None, *words)
            for name, body in self._by_word.get(word, ())
            if name <= words
        ]
        return max(bodies, key=lambda b: (len(b.name), b.id), default=None)


def _fold_governments(groups: dict[tuple[str, str], list[Voice]], actors: Speakers) -> None:
    """Joins a state ("Washington", "the U.S. side") and the bodies that speak for it, in place.

    Two ministries stay two: only where one voice is the state itself is the other its own.
    """
    states: dict[str, tuple[str, str]] = {}
    for key, group in groups.items():
        if group[0].speaker and (country := _state(actors[group[0].speaker])):
            states.setdefault(country, key)
    for key in list(groups):
        speaker = groups[key][0].speaker
        home = states.get(_government(actors[speaker], actors) or "") if speaker else None
        if home is not None and home != key:
            groups[home].extend(groups.pop(key))


def _fold_copies(groups: dict[tuple[str, str], list[Voice]], texts: Mapping[str, Origin]) -> None:
    """Joins the voices of reports that carry one copy, in place.

    Where one of them credits a sentence and the other lost the credit, it has one origin still.
    """
    homes: dict[tuple[str, ...], tuple[str, str]] = {}
    for key in sorted(groups, key=lambda k: (k[0] != "speaker", k)):
        copies = {texts[voice.report].reports for voice in groups[key]}
        if len(copies) != 1 or len(next(iter(copies))) < 2:
            continue
        home = homes.setdefault(next(iter(copies)), key)
        if home != key and {v.report for v in groups[home]}.isdisjoint(
            v.report for v in groups[key]
        ):
            groups[home].extend(groups.pop(key))


def _fold_versions(groups: dict[tuple[str, str], list[Voice]], articles: Articles) -> None:
    """Joins what versions of one article assert themselves to what others credit, in place.

    A version that lost the credit, or did not have it yet, is no second account.
    """
    homes: dict[tuple[str, ...], tuple[str, str]] = {}
    for key, group in sorted(groups.items(), key=lambda item: item[0]):
        if key[0] == "speaker":
            for voice in group:
                homes.setdefault(articles.versions[voice.report], key)
    for key in [key for key in groups if key[0] != "speaker"]:
        home = {homes.get(articles.versions[voice.report]) for voice in groups[key]}
        if len(home) == 1 and (to := home.pop()) is not None:
            groups[to].extend(groups.pop(key))


def _fold_same_words(groups: dict[tuple[str, str], list[Voice]]) -> None:
    """Joins voices that tell it in the same words, in place: to a named speaker where one has them.

    Two named speakers stay two: who said it is then in question, which is told as a difference.
    """
    for key in [key for key in sorted(groups, reverse=True) if _is_unnamed(key)]:
        homes = sorted(groups, key=lambda other: (_is_unnamed(other), other))
        for home in homes[: homes.index(key)]:
            if _share_words(groups[key], groups[home]):
                groups[home].extend(groups.pop(key))
                break


def _is_unnamed(key: tuple[str, str]) -> bool:
    kind, name = key
    return kind != "speaker" or not name


def _share_words(voices: Sequence[Voice], others: Sequence[Voice]) -> bool:
    return any(
        one.report != other.report and copied(one.words, other.words)
        for one in voices
        for other in others
    )


def _fold_pointed(groups: dict[tuple[str, str], list[Voice]]) -> None:
    """Joins speakers to whom words only point to another speaker of the claim, in place.

    They are no second origin while nothing says that they are somebody else.
    """
    speaking = sorted(key for key in groups if key[0] == "speaker")
    firm = [key for key in speaking if any(_is_firm(voice) for voice in groups[key])]
    home = next(iter(firm or speaking), None)
    for key in speaking:
        if home is not None and key not in (home, *firm):
            groups[home].extend(groups.pop(key))


def _is_firm(voice: Voice) -> bool:
    return voice.speaker is not None and voice.told_apart


def _state(actor: StoryActor) -> str | None:
    """Gives the country that an actor's name stands for as a whole."""
    name = _STATE_WORDS.sub("", actor.name)
    if actor.kind == "person":
        return None
    return government_of(name) if name and government_of(name) else None


def _government(actor: StoryActor, actors: Speakers) -> str | None:
    body = actors.body_of(actor)
    return _state(body or actor)


def _spoken_for(speakers: Sequence[StoryActor], actors: Speakers) -> str | None:
    """Gives the body or the state for which all of some speakers speak, or that they are."""
    bodies = {(actors.body_of(actor) or actor).name for actor in speakers}
    if len(bodies) == 1:
        return bodies.pop()
    countries = {_government(actor, actors) for actor in speakers}
    country = countries.pop() if len(countries) == 1 else None
    return f"{country} (government)" if country is not None else None


def _origin(
    key: tuple[str, str],
    group: Sequence[Voice],
    texts: Mapping[str, Origin],
    actors: Speakers,
    names: Mapping[str, str],
) -> Origin:
    reports = tuple(sorted({v.report for v in group}))
    if key[0] != "speaker":
        return _own_words(reports, texts, names)
    pointed = [voice for voice in group if voice.credited and not _is_firm(voice)]
    firm = [voice for voice in group if voice not in pointed]
    if pointed and any(map(_is_firm, firm)):
        return _with_pointed(_origin(key, firm, texts, actors, names), pointed, actors, names)
    speaker = next((v.speaker for v in group if v.speaker), None)
    if speaker is None:
        return Origin(
            kind="speaker",
            name=NOT_MADE_OUT,
            reports=reports,
            why=_nobody(group, names),
            credited="not-made-out",
        )
    speakers = sorted({actors[v.speaker].name for v in group if v.speaker})
    actor = actors[speaker]
    creditors = sorted({v.report for v in group if v.speaker})
    outlets = listing([names[r] for r in creditors])
    why = f"{outlets} {_verb(creditors, 'credit')} it to {listing(speakers)}"
    through = sorted({actors[a].name for v in group for a in v.via if a in actors})
    why += f", through {listing(through)}." if through else "."
    name = actor.name
    if len(speakers) > 1:
        spoken_for = _spoken_for([actors[v.speaker] for v in group if v.speaker], actors)
        if spoken_for is None:
            # Folded for what their reports are: one copy, one outlet, or versions of one article.
            why = f"{why[:-1]}. {texts[reports[0]].why}"
        else:
            name, why = spoken_for, f"{why[:-1]}: they speak for {spoken_for}."
    elif not actor.named and len(creditors) > 1:
        why = f"{outlets} credit it to “{actor.name}”, not named: they can't be told apart."
    credited: Credited | None = None
    others = [names[r] for r in reports if r not in creditors]
    if not others and len(speakers) == 1:
        credited = "one-source" if actor.named else "not-named"
    elif others:
        why += f" {listing(others)} {_verb(others, 'carry')} it without the credit."
    return Origin(kind="speaker", name=name, reports=reports, why=why, credited=credited)


def _own_words(
    reports: Sequence[str], texts: Mapping[str, Origin], names: Mapping[str, str]
) -> Origin:
    """Gives the origin of what reports assert themselves: alone, in one copy or the same words."""
    text, outlets = texts[reports[0]], [names[r] for r in reports]
    why = f"{outlets[0]} asserts it in its own words."
    name = text.name
    if len({texts[report].name for report in reports}) > 1:
        # Which of them wrote it first is not known.
        name = " or ".join(dict.fromkeys(texts[report].name for report in reports))
        why = f"{listing(outlets)} tell it in the same words."
    elif len(reports) > 1:
        why = text.why
    return Origin(kind=text.kind, name=name, reports=tuple(reports), why=why)


def _nobody(group: Sequence[Voice], names: Mapping[str, str]) -> str:
    """Says of whom it is known only that they credit somebody."""
    creditors = sorted({v.report for v in group})
    outlets = listing([names[r] for r in creditors])
    if len(creditors) < 2:
        return f"{outlets} credits it to {NOT_MADE_OUT}."
    return f"{outlets} credit it to sources that could not be made out: they may be one."


def _with_pointed(
    origin: Origin,
    pointed: Sequence[Voice],
    actors: Speakers,
    names: Mapping[str, str],
) -> Origin:
    """Adds to an origin those who can't be told apart from it, and says so."""
    reports = tuple(sorted({voice.report for voice in pointed}))
    called = {f"“{actors[voice.speaker].name}”" for voice in pointed if voice.speaker}
    if any(voice.speaker is None for voice in pointed):
        called.add(NOT_MADE_OUT)
    outlets = listing([names[report] for report in reports])
    why = f"{outlets} {_verb(reports, 'credit')} it to {listing(sorted(called))}"
    return msgspec.structs.replace(
        origin,
        reports=tuple(sorted({*origin.reports, *reports})),
        why=f"{origin.why} {why}: nothing tells that this is somebody else.",
        credited=None,
    )


def standing_of(
    origins: Sequence[Origin],
    *,
    texts: Mapping[str, str],
    conflicting: bool,
    articles: Articles,
) -> Standing:
    """Gives a claim's standing. `texts` maps each of its reports to the hash of its text.

    What one text, or versions of one article, hold alone is sole. `articles` tells versions.
    """
    reports = {report for origin in origins for report in origin.reports}
    if conflicting:
        return "disputed"
    if len({texts[report] for report in reports}) < 2 or articles.are_one(reports):
        return "sole"
    return "agreed" if len(origins) >= 2 else "one-origin"


def _verb(reports: Sequence[str], verb: str) -> str:
    if len(reports) > 1:
        return verb
    return f"{verb[:-1]}ies" if verb.endswith("y") else f"{verb}s"
