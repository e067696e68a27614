"""Origins: how many independent sources stand behind a claim, and why some are one.

A report that credits a claim to a speaker has that speaker as its origin; one that asserts it
itself is its own origin, unless its prose is an agency's or another report's. What is folded
into one origin says why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from rashomon.comparing.comparison import Credited, Origin, Standing, StoryActor
from rashomon.comparing.folding import Key, folded, government, is_firm, of_speaker
from rashomon.comparing.likely import fold_likely
from rashomon.comparing.outlets import same_outlet
from rashomon.comparing.speaking import (
    Speakers,
    are_investigating,
    are_one,
    is_listed,
    is_of_family,
    may_be_named,
    serves,
)
from rashomon.comparing.versions import Articles
from rashomon.comparing.voices import SharedText, Voice
from rashomon.naming import listing
from rashomon.reading.actors import name_words

NOT_MADE_OUT = "a source that is not told clearly"
_NOTHING_SHARED = SharedText(())


def origins_of(
    voices: Sequence[Voice],
    *,
    texts: Mapping[str, Origin],
    actors: Speakers,
    names: Mapping[str, str],
    articles: Articles,
    shared: SharedText = _NOTHING_SHARED,
    disputed: bool = False,
) -> tuple[Origin, ...]:
    """Gives the independent origins of one claim.

    `texts` gives the origin of each report's own prose (an agency's copy, or its outlet), `names`
    each report's name for a reader, `articles` which reports are versions of one, `shared` the
    running text that they share. Of a `disputed` claim no source is guessed: who told one report
    "150" and who told the other "400" are hardly one.
    """
    groups = folded(voices, texts=texts, actors=actors, articles=articles, shared=shared)
    if not disputed:
        fold_likely(groups, actors)
    found = [_origin(key, group, texts, actors, names) for key, group in groups.items()]
    return tuple(sorted(found, key=lambda o: (o.kind, o.name, o.reports)))


def _spoken_for(speakers: Sequence[StoryActor], actors: Speakers) -> str | None:
    """Gives the body or the state for which all of some speakers speak, or that they are."""
    bodies = {(actors.body_of(actor) or actor).name for actor in speakers}
    if len(bodies) == 1:
        return bodies.pop()
    countries = {government(actor, actors) for actor in speakers}
    country = countries.pop() if len(countries) == 1 else None
    return f"{country} (government)" if country is not None else None


def _origin(
    key: Key,
    group: Sequence[Voice],
    texts: Mapping[str, Origin],
    actors: Speakers,
    names: Mapping[str, str],
) -> Origin:
    reports = tuple(sorted({v.report for v in group}))
    if key[0] != "speaker":
        return _own_words(group, texts, actors, names)
    # Who is named in one report and only described in another is the same, where both are known.
    known = {voice.speaker for voice in group if voice.speaker and is_firm(voice)}
    pointed = [v for v in group if v.credited and not is_firm(v) and v.speaker not in known]
    firm = [voice for voice in group if voice not in pointed]
    if pointed and any(map(is_firm, firm)):
        return _with_pointed(_origin(key, firm, texts, actors, names), pointed, actors, names)
    speaker = _first(group, actors)
    if speaker is None:
        return Origin(
            kind="speaker",
            name=NOT_MADE_OUT,
            reports=reports,
            why=_nobody(group, names),
            credited="not-made-out",
        )
    speakers = sorted({actors[v.speaker].name for v in group if v.speaker and not v.likely})
    actor = actors[speaker]
    creditors = sorted({v.report for v in group if v.speaker and v.credited})
    telling = sorted({v.report for v in group if v.speaker} - {*creditors})
    if not creditors:
        return _declared(actor, group, telling, actors, names)
    outlets = listing([names[r] for r in creditors])
    why = f"{outlets} {_verb(creditors, 'credit')} it to {listing(speakers)}"
    through = sorted({actors[a].name for v in group for a in v.via if a in actors})
    why += f", through {listing(through)}." if through else "."
    name = actor.name
    if len(speakers) > 1:
        name, reason = _of_several(group, speakers, texts, actors, pointed=bool(pointed))
        why = f"{why[:-1]}{reason}"
    elif not actor.named and len(creditors) > 1:
        why = f"{outlets} credit it to “{actor.name}”, without a name: it may be one source."
    credited: Credited | None = None
    if telling:
        why += f" {_told_of(actor, group, telling, actors, names)}"
    others = [report for report in reports if report not in (*creditors, *telling)]
    if not (others or telling) and len(speakers) == 1:
        credited = "one-source" if actor.named else "not-named"
    elif others:
        why += _without_credit(key, group, others, actors, names)
    likely = any(voice.likely for voice in group)
    return Origin(
        kind="speaker", name=name, reports=reports, why=why, credited=credited, likely=likely
    )


def _first(group: Sequence[Voice], actors: Speakers) -> str | None:
    """Gives the speaker after whom a group is called: one to whom it is credited, best by name."""
    found = [voice for voice in group if voice.speaker]
    found.sort(key=lambda v: (v.likely, v.likely and not actors[v.speaker or ""].named))
    return found[0].speaker if found else None


def _of_several(
    group: Sequence[Voice],
    names: Sequence[str],
    texts: Mapping[str, Origin],
    actors: Speakers,
    *,
    pointed: bool,
) -> tuple[str, str]:
    """Gives the name of speakers, of these names, who are one origin, and why they are."""
    name, reason = _several([actors[v.speaker] for v in group if v.speaker], actors)
    if reason is not None:
        return name, reason
    if pointed:
        return name, ": they may be one and the same."
    # Folded for what their reports are: one copy, one outlet, or versions of one article; else for
    # their words.
    told = {texts[v.report] for v in group if v.speaker and v.credited}
    if any(same_outlet(text.name, said) for text in told for said in names):
        return name, ": the one has it from the other's report."
    if len(told) == 1:
        return name, f". {told.pop().why}"
    unlike = {said.casefold(): said for said in reversed(names)}
    return " or ".join(reversed(unlike.values())), ", in the same words."


def _declared(
    actor: StoryActor,
    group: Sequence[Voice],
    telling: Sequence[str],
    actors: Speakers,
    names: Mapping[str, str],
) -> Origin:
    """Gives the origin of what reports tell as somebody's announcement, offer or refusal."""
    why = _told_of(actor, group, telling, actors, names)
    reports = tuple(sorted({voice.report for voice in group}))
    others = [report for report in reports if report not in telling]
    if others:
        why += _without_credit(of_speaker(actor.id, actors), group, others, actors, names)
    likely = any(voice.likely for voice in group)
    return Origin(kind="speaker", name=actor.name, reports=reports, why=why, likely=likely)


def _told_of(
    actor: StoryActor,
    group: Sequence[Voice],
    telling: Sequence[str],
    actors: Speakers,
    names: Mapping[str, str],
) -> str:
    """Says of reports that tell of somebody's announcement, or of what he did, that they do."""
    declaring = {voice.report for voice in group if voice.speaker in voice.declared}
    likely = {voice.report for voice in group if voice.likely} - declaring
    sentences = []
    for reports, what in (
        ([one for one in telling if one in declaring], f"it as what {actor.name} made known"),
        ([r for r in telling if r not in declaring | likely], f"of {actor.name}'s own deed"),
    ):
        if reports:
            outlets = listing([names[report] for report in reports])
            sentences.append(f"{outlets} {_verb(reports, 'tell')} {what}.")
    reports = [one for one in telling if one in likely]
    if reports:
        outlets = listing([names[report] for report in reports])
        likeliest = [actors[v.speaker].name for v in group if v.likely and v.speaker]
        quoted = {name.casefold(): name for name in likeliest}
        called = listing(sorted(quoted.values()))
        sentences.append(
            f"{outlets} {_verb(reports, 'assert')} it and {_verb(reports, 'quote')} {called}"
            " on the matter: this is likely the source."
        )
    return " ".join(sentences)


def _several(speakers: Sequence[StoryActor], actors: Speakers) -> tuple[str, str | None]:
    """Gives the name under which several speakers are one, and what of them makes them so."""
    spoken_for = _spoken_for(speakers, actors)
    if spoken_for is not None:
        return spoken_for, f": they speak for {spoken_for}."
    first = speakers[0]
    if all(may_be_named(first, other) for other in speakers if other != first):
        fullest = max(speakers, key=lambda one: (len(name_words(one.name)), len(one.mentions)))
        return fullest.name, ": by their names they are one."
    for body in speakers:
        if all(other == body or is_of_family(other, body) for other in speakers):
            return body.name, ": they are of one family."
        if all(other == body or is_listed(body, other) for other in speakers):
            return body.name, f": {body.name} is among them."
        if all(other == body or serves(other, body) for other in speakers):
            return body.name, f": they speak for the {body.name}."
        if all(other == body or are_investigating(other, body) for other in speakers):
            return body.name, ": nothing tells these investigators apart."
    return first.name, None


def _without_credit(
    key: Key,
    group: Sequence[Voice],
    others: Sequence[str],
    actors: Speakers,
    names: Mapping[str, str],
) -> str:
    """Says of reports that tell it themselves why it is the speaker's still."""
    quoting = {
        voice.report
        for voice in group
        if any(
            of_speaker(one, actors) == key or _speaks(one, group, actors) for one in voice.beside
        )
    }
    said = ""
    beside = [names[report] for report in others if report in quoting]
    if beside:
        they = "they have" if len(beside) > 1 else "it has"
        said = (
            f" {listing(beside)} {_verb(beside, 'tell')} it next to what {they} from that source."
        )
    plain = [names[report] for report in others if report not in quoting]
    if plain:
        said += f" {listing(plain)} {_verb(plain, 'carry')} it without the credit."
    return said


def _speaks(identity: str, group: Sequence[Voice], actors: Speakers) -> bool:
    speaking = {voice.speaker for voice in group if voice.speaker}
    return any(are_one(actors[identity], actors[speaker]) for speaker in speaking)


def _own_words(
    group: Sequence[Voice],
    texts: Mapping[str, Origin],
    actors: Speakers,
    names: Mapping[str, str],
) -> Origin:
    """Gives the origin of what reports assert themselves: alone, in one copy or the same words.

    Others may credit it to the outlet or agency that asserts it.
    """
    own = sorted({voice.report for voice in group if not voice.credited})
    text, outlets = texts[own[0]], [names[r] for r in own]
    why = f"{outlets[0]} asserts it in its own words."
    name = text.name
    if len({texts[report].name for report in own}) > 1:
        # Which of them wrote it first is not known.
        name = " or ".join(dict.fromkeys(texts[report].name for report in own))
        why = f"{listing(outlets)} tell it in the same words."
    elif len(own) > 1:
        why = text.why
    crediting = sorted({voice.report for voice in group if voice.credited})
    if crediting:
        told = sorted({actors[v.speaker].name for v in group if v.credited and v.speaker})
        told = told or [NOT_MADE_OUT]
        outlets = [names[report] for report in crediting]
        why += f" {listing(outlets)} {_verb(outlets, 'credit')} it to {listing(told)}."
        if len(own) == 1 and {*crediting} <= {*text.reports}:
            why += f" {text.why}"
    reports = tuple(sorted({*own, *crediting}))
    return Origin(kind=text.kind, name=name, reports=reports, why=why)


def _nobody(group: Sequence[Voice], names: Mapping[str, str]) -> str:
    """Says of whom it is known only that they credit somebody."""
    creditors = sorted({v.report for v in group})
    outlets = listing([names[r] for r in creditors])
    if len(creditors) < 2:
        return f"{outlets} credits it to {NOT_MADE_OUT}."
    return f"{outlets} credit it to sources that are not told clearly: they may be one."


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
        why=f"{origin.why} {why}: this may be the same source.",
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
