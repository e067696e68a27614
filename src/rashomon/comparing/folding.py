"""Folding: which voices of a claim go back to one origin.

Each rule joins groups of voices, in place, from the surest to the least sure. Groups go by the
speaker to whom they credit the claim, or by the origin of the reports' own prose.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence, Set
from itertools import combinations

from msgspec.structs import replace

from rashomon.comparing.comparison import Origin, StoryActor
from rashomon.comparing.copied import copied
from rashomon.comparing.outlets import same_outlet
from rashomon.comparing.speaking import Speakers, are_one, are_surely_one
from rashomon.comparing.versions import Articles
from rashomon.comparing.voices import SharedText, Voice
from rashomon.places import government_of

Key = tuple[str, str]
"""What a group of voices goes by: the kind of its origin, and a name."""

Groups = dict[Key, list[Voice]]

Joined = tuple[Key, Voice]
"""Where a voice goes, and what it is there."""

_STATE_WORDS = re.compile(r"\s+(?:side|government|administration|officials?|authorities)$")


def folded(
    voices: Sequence[Voice],
    *,
    texts: Mapping[str, Origin],
    actors: Speakers,
    articles: Articles,
    shared: SharedText,
) -> Groups:
    """Gives the voices of a claim in groups, one for each origin."""
    groups: Groups = {}
    for voice in _strongest(voices):
        groups.setdefault(_key(voice, texts, actors), []).append(voice)
    if len(voices) < 2:
        return groups
    _fold_names(groups, actors)
    _fold_governments(groups, actors)
    _fold_within(groups, texts, actors)
    _fold_declared(groups, actors)
    _fold_deeds(groups, actors)
    _fold_outlets(groups, texts, actors)
    _fold_copies(groups, texts, articles, shared)
    _fold_versions(groups, articles)
    _fold_same_words(groups, actors, shared)
    asserting = {v.report for v in voices if not (v.credited or v.declared)}
    _fold_beside(groups, actors, asserting)
    _fold_pointed(groups)
    return groups


def _strongest(voices: Sequence[Voice]) -> list[Voice]:
    """Keeps a report's credited voices; its own voice counts only where nothing is credited.

    A headline that drops "officials said" makes no second origin.
    """
    credited = {v.report for v in voices if v.credited}
    kept = {v for v in voices if v.credited or v.report not in credited}
    return sorted(kept, key=_place)


def _place(voice: Voice) -> tuple[object, ...]:
    start = voice.span.start if voice.span else -1
    return voice.report, voice.speaker or "", voice.credited, voice.words, start


def _key(voice: Voice, texts: Mapping[str, Origin], actors: Speakers) -> Key:
    if voice.credited and voice.speaker is not None:
        return of_speaker(voice.speaker, actors)
    if voice.credited:
        # Credited to somebody the reading could not name: no origin of its own either.
        return ("speaker", "")
    origin = texts[voice.report]
    return (origin.kind, origin.name)


def of_speaker(identity: str, actors: Speakers) -> Key:
    """Gives what the voices go by that are credited to a speaker."""
    actor = actors[identity]
    body = actors.body_of(actor)
    if body is not None:
        return ("speaker", body.id)
    # Unnamed sources of one description can't be told apart: they are never counted twice.
    return ("speaker", actor.id if actor.named else actor.name.lower())


def _fold_names(groups: Groups, actors: Speakers) -> None:
    """Joins speakers who have one name, or nearly, and those of one unnamed body, in place."""
    for home, key in combinations(sorted(key for key in groups if key[0] == "speaker"), 2):
        if home in groups and key in groups and _are_one(groups[home], groups[key], actors):
            groups[home].extend(groups.pop(key))


def _are_one(voices: Sequence[Voice], others: Sequence[Voice], actors: Speakers) -> bool:
    """Says whether two groups are one: surely by any two of them, or perhaps by every two."""
    left, right = ([actors[v.speaker] for v in group if v.speaker] for group in (voices, others))
    pairs = [(one, other) for one in left for other in right]
    return any(are_surely_one(*pair) for pair in pairs) or (
        bool(pairs) and all(are_one(*pair) for pair in pairs)
    )


def _fold_governments(groups: Groups, actors: Speakers) -> None:
    """Joins a state ("Washington", "the U.S. side") and the bodies that speak for it, in place.

    Two ministries stay two: only where one voice is the state itself is the other its own.
    """
    states: dict[str, Key] = {}
    for key, group in groups.items():
        if group[0].speaker and (country := state_of(actors[group[0].speaker])):
            states.setdefault(country, key)
    for key in list(groups):
        speaker = groups[key][0].speaker
        home = states.get(government(actors[speaker], actors) or "") if speaker else None
        if home is not None and home != key:
            groups[home].extend(groups.pop(key))


def _fold_within(groups: Groups, texts: Mapping[str, Origin], actors: Speakers) -> None:
    """Joins what a report asserts to a speaker to whom the very sentence credits it, in place.

    Only where another report credits the claim to that speaker too, or to somebody who may be that
    speaker.
    """

    def home_of(voice: Voice) -> Joined | None:
        for speaker in voice.within:
            home = _home_of(speaker, texts[voice.report], groups, texts, actors)
            if home is not None:
                return home, replace(voice, credited=True, speaker=speaker)
        return None

    _join_voices(groups, home_of)


def _join_voices(groups: Groups, home_of: Callable[[Voice], Joined | None]) -> None:
    """Moves voices of the reports' own prose, one by one, to where `home_of` says, in place."""
    for key in [key for key in groups if key[0] != "speaker"]:
        for voice in list(groups[key]):
            joined = home_of(voice)
            if joined is not None:
                groups[key].remove(voice)
                groups.setdefault(joined[0], []).append(joined[1])
        if not groups[key]:
            del groups[key]


def _home_of(
    speaker: str, text: Origin, groups: Groups, texts: Mapping[str, Origin], actors: Speakers
) -> Key | None:
    """Gives the group of who is credited with a part of a passage, if another report knows him.

    `text` is the origin of the passage's own report.
    """
    home = of_speaker(speaker, actors)
    if home in groups:
        return home
    speaking = {key: group for key, group in groups.items() if key[0] == "speaker"}
    for key, group in sorted(speaking.items()):
        if _is_quoted(group, {speaker}, actors) or not any(map(is_firm, group)):
            return key
    known = any(
        of_speaker(other, actors) == home
        for one in _voices(groups)
        if texts[one.report] != text
        for other in one.within
    )
    return home if known else None


def _fold_declared(groups: Groups, actors: Speakers) -> None:
    """Joins what reports tell as somebody's own announcement, offer or refusal, in place.

    Only where a second report credits the claim to him, tells it as his announcement too, or
    quotes him in the sentences around; or credits it to what was released and may be his.
    """
    tellers: dict[Key, set[str]] = {}
    released = {v.report for v in _voices(groups) if v.speaker and not v.told_apart}
    for key, group in groups.items():
        for voice in group:
            known = {of_speaker(speaker, actors) for speaker in (*voice.declared, *voice.beside)}
            for home in {key, *known} if key[0] == "speaker" else known:
                tellers.setdefault(home, set()).add(voice.report)

    def home_of(voice: Voice) -> Joined | None:
        for speaker in voice.declared:
            home = of_speaker(speaker, actors)
            if len(tellers[home] | released) > 1:
                return home, replace(voice, speaker=speaker)
        return None

    _join_voices(groups, home_of)


def _fold_deeds(groups: Groups, actors: Speakers) -> None:
    """Joins what a report tells of somebody's own deed to him whom another credits, in place.

    "The company has raised the wreck" and "the company says it has raised the wreck", or
    "announced that it has".
    """
    voices = _voices(groups)
    announced = [(one, v.report) for v in voices for one in v.declared]
    done = [(one, v.report) for v in voices for one in v.acting]

    def known(home: Key, told: Sequence[tuple[str, str]], report: str) -> bool:
        """Says whether another report credits it to somebody, or tells it as a body's too."""
        return any(v.credited and v.report != report for v in groups.get(home, ())) or any(
            other != report
            and actors[one].kind == "organization"
            and of_speaker(one, actors) == home
            for one, other in told
        )

    def home_of(voice: Voice) -> Joined | None:
        for speakers, told in ((voice.declared, done), (voice.acting, announced)):
            for speaker in speakers:
                home = of_speaker(speaker, actors)
                if known(home, told, voice.report):
                    return home, replace(voice, speaker=speaker)
        return None

    _join_voices(groups, home_of)


def _fold_beside(groups: Groups, actors: Speakers, asserting: Set[str]) -> None:
    """Joins what reports assert to a speaker whom they quote in the sentences around, in place.

    Only where another report knows the claim from that speaker alone: who asserts it too, as the
    reports of `asserting` do, may know it from elsewhere.
    """
    known = {
        key
        for key, group in groups.items()
        if key[0] == "speaker" and any(is_firm(v) and v.report not in asserting for v in group)
    }
    for key in [key for key in groups if key[0] != "speaker"]:
        quoted = {speaker for voice in groups[key] for speaker in voice.beside}
        keys = {of_speaker(speaker, actors) for speaker in quoted}
        home = min(keys & known, default=None) or min(
            (one for one in known if _is_quoted(groups[one], quoted, actors)), default=None
        )
        if home is not None:
            groups[home].extend(groups.pop(key))


def _voices(groups: Groups) -> list[Voice]:
    return [voice for group in groups.values() for voice in group]


def _is_quoted(voices: Sequence[Voice], quoted: Set[str], actors: Speakers) -> bool:
    """Says whether those who speak are among those quoted, under another name."""
    speaking = {voice.speaker for voice in voices if voice.speaker}
    return any(are_one(actors[one], actors[other]) for one in speaking for other in quoted)


def _fold_outlets(groups: Groups, texts: Mapping[str, Origin], actors: Speakers) -> None:
    """Joins what is credited to an outlet or agency to what that one's own report tells, in place.

    Whether that report asserts it or credits it to somebody.
    """
    for key in sorted(key for key in groups if key[0] == "speaker" and key[1] in actors):
        speaker = actors[key[1]]
        if speaker.kind != "organization":
            continue
        crediting = {voice.report for voice in groups[key]}
        homes = sorted(home for home in groups if home != key)
        for home in sorted(homes, key=lambda home: home[0] == "speaker"):
            own = [v.report for v in groups[home] if v.report not in crediting]
            if any(same_outlet(texts[report].name, speaker.name) for report in own):
                groups[home].extend(groups.pop(key))
                break


def _fold_copies(
    groups: Groups, texts: Mapping[str, Origin], articles: Articles, shared: SharedText
) -> None:
    """Joins the voices of reports that carry one copy, or are of one outlet, in place.

    Where one report of a copy credits a sentence and the other lost the credit, it has one origin
    still. Reports of an outlet that were written apart are the outlet's: the one need not know it
    from whom the other quotes.
    """
    if len(groups) < 2:
        return
    homes: dict[tuple[str, ...], Key] = {}

    def rank(key: Key) -> tuple[bool, Key]:
        carried = _are_copies(texts[groups[key][0].report], articles, shared)
        return (key[0] != "speaker") == carried, key

    for key in sorted(groups, key=rank):
        copies = {texts[voice.report].reports for voice in groups[key]}
        if len(copies) != 1 or len(next(iter(copies))) < 2:
            continue
        home = homes.setdefault(next(iter(copies)), key)
        if home != key and {v.report for v in groups[home]}.isdisjoint(
            v.report for v in groups[key]
        ):
            groups[home].extend(groups.pop(key))


def _are_copies(text: Origin, articles: Articles, shared: SharedText) -> bool:
    """Says whether the reports that have one origin of their own prose carry one copy."""
    return (
        text.kind == "agency"
        or articles.are_one(text.reports)
        or any(shared.between(one, other) for one, other in combinations(text.reports, 2))
    )


def _fold_versions(groups: Groups, articles: Articles) -> None:
    """Joins what versions of one article assert themselves to what others credit, in place.

    A version that lost the credit, or did not have it yet, is no second account.
    """
    homes: dict[tuple[str, ...], Key] = {}
    for key, group in sorted(groups.items(), key=lambda item: item[0]):
        if key[0] == "speaker":
            for voice in group:
                homes.setdefault(articles.versions[voice.report], key)
    for key in [key for key in groups if key[0] != "speaker"]:
        home = {homes.get(articles.versions[voice.report]) for voice in groups[key]}
        if len(home) == 1 and (to := home.pop()) is not None:
            groups[to].extend(groups.pop(key))


def _fold_same_words(groups: Groups, actors: Speakers, shared: SharedText) -> None:
    """Joins voices that tell it in the same words, in place: to a named speaker where one has them.

    Also two named persons: they did not say it independently. Who said it is told as a difference.
    """

    def rank(key: Key) -> tuple[bool, bool, Key]:
        kind, name = key
        person = name in actors and actors[name].kind == "person"
        return kind != "speaker" or not name, not person, key

    for key in sorted(groups, key=rank, reverse=True):
        homes = sorted(groups, key=rank)
        for home in homes[: homes.index(key)]:
            if _share_words(groups[key], groups[home], shared):
                groups[home].extend(groups.pop(key))
                break


def _share_words(voices: Sequence[Voice], others: Sequence[Voice], shared: SharedText) -> bool:
    return any(
        one.report != other.report
        and (
            copied(one.words, other.words, said=one.credited and other.credited)
            or shared.has(one, other)
        )
        for one in voices
        for other in others
    )


def _fold_pointed(groups: Groups) -> None:
    """Joins speakers to whom words only point to another speaker of the claim, in place.

    They are no second origin while nothing says that they are somebody else.
    """
    speaking = sorted(key for key in groups if key[0] == "speaker")
    firm = [key for key in speaking if any(is_firm(voice) for voice in groups[key])]
    home = next(iter(firm or speaking), None)
    for key in speaking:
        if home is not None and key not in (home, *firm):
            groups[home].extend(groups.pop(key))


def is_firm(voice: Voice) -> bool:
    """Says whether a voice's speaker is told apart from others."""
    return voice.speaker is not None and voice.told_apart


def state_of(actor: StoryActor) -> str | None:
    """Gives the country that an actor's name stands for as a whole."""
    name = _STATE_WORDS.sub("", actor.name)
    if actor.kind == "person":
        return None
    return government_of(name) if name and government_of(name) else None


def government(actor: StoryActor, actors: Speakers) -> str | None:
    """Gives the country whose government an actor is, or speaks for."""
    return state_of(actors.body_of(actor) or actor)
