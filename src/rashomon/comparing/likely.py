"""Likely sources: whom reports most likely have it from that tell a claim in their own voice.

Two outlets that both quote the fire service saw no fire each. Where the sentences around a claim
quote one informant (`informants`) in both reports, or where both quote a body whose own doing the
claim is, he is the claim's likely origin: it is told as one origin, and that it is likely only.
What a passage dates to a year before is background, which anybody may know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from msgspec.structs import replace

from rashomon.comparing.comparison import StoryActor
from rashomon.comparing.folding import Groups, Key, of_speaker
from rashomon.comparing.police_and_rescue import POLICE_AND_RESCUERS
from rashomon.comparing.speaking import Speakers, are_one
from rashomon.comparing.voices import Voice
from rashomon.reading.actors import name_words

_BESIDE, _QUOTED = 2, 1
# People were asked; at "the polls", which open and close, they vote.
_POLL = re.compile(
    r"\b(?:(?<!\b(?:at|to) the )poll(?:s|ed|ing)?\b"
    r"(?! (?:book|booth|centers?\b|centre|day|officer|official|place|site|station|watch|work))"
    r"(?! (?:(?:are|had|have|were|will) )?(?:clos|open))"
    r"|survey(?:s|ed)?\b|margin of error\b)",
    re.IGNORECASE,
)


def fold_likely(groups: Groups, actors: Speakers) -> None:
    """Joins what reports assert to their likely common source, in place."""
    before = 0
    while len(groups) != before:
        before = len(groups)
        for home, key in combinations(sorted(groups, key=lambda k: (k[0] != "speaker", k)), 2):
            if key[0] != "speaker" and home in groups and key in groups:
                _join(home, key, groups, actors)


def _join(home: Key, key: Key, groups: Groups, actors: Speakers) -> None:
    """Joins a group to another, in place, where both have one likely source."""
    source = _likely(groups[home], groups[key], actors)
    if source is None:
        return
    moved = [_resting(voice, source, actors) for voice in groups.pop(key)]
    if home[0] != "speaker":
        moved = [*(_resting(voice, source, actors) for voice in groups.pop(home)), *moved]
        home = of_speaker(source, actors)
    groups.setdefault(home, []).extend(moved)


def _resting(voice: Voice, source: str, actors: Speakers) -> Voice:
    """Gives a voice as its likely source's, by the name by which its report quotes that one."""
    if voice.credited:
        return voice
    own = (one for one in voice.informants if _are_one(one, source, actors))
    speaker = source if source in voice.informants else next(own, source)
    return replace(voice, speaker=speaker, likely=True)


def _likely(voices: Sequence[Voice], others: Sequence[Voice], actors: Speakers) -> str | None:
    """Gives the likely source of two groups, if they may have one: whom the reports quote nearest.

    Of two that are quoted as near, it is who is named in the passages.
    """
    both = [*voices, *others]
    if any(voice.past for voice in both) and not all(_POLL.search(v.words) for v in both):
        return None
    found = [
        (near, sum(actors[source].name in voice.words for voice in (one, other)), source)
        for one in voices
        for other in others
        if one.report != other.report
        for source, near in _shared(one, other, actors)
    ]
    return max(found)[2] if found else None


def _shared(one: Voice, other: Voice, actors: Speakers) -> Iterator[tuple[str, int]]:
    """Gives who may have told two reports what two voices tell, and how near both quote him."""
    quoted = _quoted(other, actors)
    of_police = any(POLICE_AND_RESCUERS.search(voice.words) for voice in (one, other))
    for source, near in _quoted(one, actors).items():
        if of_police and not POLICE_AND_RESCUERS.search(_body(source, actors).name):
            continue  # what police did, a shipping company's spokesman need not have told
        for same, as_near in quoted.items():
            if near + as_near > _QUOTED * 2 and _are_one(source, same, actors):
                beside = near + as_near == _BESIDE * 2
                if beside or _concerns(source, same, one, other, actors):
                    named = same if actors[same].named and not actors[source].named else source
                    yield one.speaker or other.speaker or named, near + as_near


def _quoted(voice: Voice, actors: Speakers) -> dict[str, int]:
    """Gives who may have told a report what a voice tells, and how near it quotes them."""
    if voice.credited or voice.speaker:
        # Who is its source already is no other's too.
        return {voice.speaker: _BESIDE} if voice.speaker else {}
    near = {*voice.within, *voice.beside, *voice.declared}
    acting = (*voice.acting, *voice.declared)
    doing = {*acting, *(_body(one, actors).id for one in acting)}
    return {
        source: _BESIDE
        if source in near or any(_are_one(source, one, actors) for one in doing)
        else _QUOTED
        for source in voice.informants
    }


def _body(identity: str, actors: Speakers) -> StoryActor:
    """Gives the body for which an informant speaks, or himself."""
    return actors.body_of(actors[identity]) or actors[identity]


def _are_one(one: str, other: str, actors: Speakers) -> bool:
    """Says whether two informants are one body, or may be."""
    if of_speaker(one, actors) == of_speaker(other, actors):
        return True
    left, right = actors[one], actors[other]
    if are_one(left, right):
        return True
    if any(actor.named and actor.kind == "person" for actor in (left, right)):
        return False
    if left.named != right.named:
        named, described = (left, right) if left.named else (right, left)
        if set(name_words(described.name)) <= set(name_words(named.name)):
            return True
    if left.named and right.named:
        return False
    if not all(POLICE_AND_RESCUERS.search(actor.name) for actor in (left, right)):
        return False
    fewer, more = sorted((left, right), key=lambda actor: (actor.named, len(_where(actor))))
    return _where(fewer) <= _where(more)


def _where(actor: StoryActor) -> set[str]:
    """Gives the names in a description of police: "Iraqi police" are not "Syrian police"."""
    words = actor.name.split()
    return {word for word in words if word[:1].isupper() and not POLICE_AND_RESCUERS.search(word)}


def _concerns(one: str, other: str, voice: Voice, others: Voice, actors: Speakers) -> bool:
    """Says whether a claim concerns an informant whom one report quotes elsewhere only.

    It does where the other report has it from police or rescuers, or both tell it of a poll; and
    where both reports begin with the body for which he speaks. What is credited to a person who is
    but a source concerns him.
    """
    sides = ((one, voice), (other, others))
    bodies = [_body(source, actors) for source in (one, other)]
    credited = any(source == said.speaker and said.credited for source, said in sides)
    if all(POLICE_AND_RESCUERS.search(body.name) for body in bodies):
        return credited or any(source in said.within for source, said in sides)
    if any(body.named and body.kind == "person" for body in bodies):
        return credited and one == other
    if all(_POLL.search(said.words) for _, said in sides):
        return True
    return all(
        any(_are_one(source, body, actors) for body in said.leading) for source, said in sides
    )
