"""Roles: the words by which a report says what somebody is ("Kremlin spokesman")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.report import Span

# Somebody's relations, as one of them is called. Words for either sex are not among them: before
# a name a "child", a "parent" and a "partner" mostly are nobody's, and "sibling" describes another.
KIN = frozenset(
    """
    aunt boyfriend brother brother-in-law cousin dad daughter daughter-in-law ex-husband ex-wife
    father father-in-law fiancé fiancée fiancee girlfriend granddaughter grandfather grandmother
    grandson husband mom mother mother-in-law mum nephew niece sister sister-in-law son son-in-law
    stepbrother stepdaughter stepfather stepmother stepsister stepson uncle widow widower wife
    """.split()
)
# Heads of noun phrases that name a function somebody speaks in. General, by no means complete:
# the endings below catch most others.
ROLE_NOUNS = KIN | frozenset(
    """
    academic accuser activist actor actress adviser advisor advocate aide ambassador analyst
    anchor applicant architect artist astronaut astronomer athlete attorney author backer banker
    billionaire bishop blogger boss broadcaster campaigner candidate captain captive cardinal
    celebrity ceo chair chairman chairperson chairwoman champion chancellor chief civilian
    cleric clerk coach colleague colonel columnist comedian commander commentator commissioner
    commuter complainant congressman congresswoman constable consultant contender coordinator
    coroner correspondent councillor councilman councilwoman counsel critic customer cyclist
    dean defector defendant delegate demonstrator deputy designer detainee detective dictator
    diplomat director dissident doctor driver drummer economist editor employee engineer
    entertainer entrepreneur envoy executive exile expert eyewitness fan farmer fighter
    firefighter footballer forecaster founder friend general golfer governor graduate guard
    guitarist head heir heiress historian hopeful host hostage imam incumbent informant inmate
    insider inspector insurgent investigator investor islander journalist judge juror justice
    king landlord lawmaker lawyer leader lecturer lieutenant loyalist magistrate major manager
    marshal mayor mediator medic member migrant militant millionaire minister model mogul monk
    musician negotiator neighbor neighbour nominee novelist nun nurse observer officer official
    onlooker operator opponent organiser organizer owner parent parliamentarian partner
    passenger pastor patient pensioner performer petitioner philanthropist physician pilot
    plaintiff player playwright poet policeman policewoman politician pollster pope premier
    president priest prince princess principal prisoner producer professor proponent prosecutor
    protester protestor psychologist publisher pundit quarterback queen rabbi rapper rebel
    receptionist rector refugee relative reporter representative republican rescuer researcher
    resident rival ruler sailor scholar scientist secretary senator separatist sergeant settler
    sheikh sheriff shopkeeper shopper singer soldier solicitor source speaker spectator
    spokesman spokesperson spokeswoman staffer star statesman statistician strategist striker
    student superintendent supervisor supporter surgeon survivor suspect swimmer teacher
    technician teenager tenant tourist trader trainer treasurer trustee tycoon veteran victim
    viewer villager visitor volunteer voter watcher whistleblower witness worker writer
    """.split()
)
# Titles that stand before a name in short.
_SHORT_TITLES = frozenset(
    "rep sen gov gen col capt sgt lt prof rev adm maj cmdr pm mp cllr insp supt pc".split()
)
# Bodies that are taken up again by a common noun ("the agency", "the ministry").
BODY_NOUNS = frozenset(
    """
    administration agency airline army association authority bank board broadcaster bureau
    campaign charity church club college commission committee company corporation council court
    department embassy federation firm force foundation government group institute league
    magazine ministry military movement museum network newspaper office organisation
    organization panel paper parliament party police regime retailer school senate service
    station team tribunal union university website
    """.split()
)
# What kind of outlet a name is of: "the news agency Nordwire", "the Nordwire website".
OUTLET_NOUNS = frozenset(
    "agency broadcaster channel daily magazine network newspaper newswire outlet station tabloid "
    "website weekly wire".split()
)
_ENDINGS = ("man", "woman", "person", "ologist", "onomist", "president", "secretary", "minister")
_PLURALS = frozenset(
    {"men", "women", "people", "police", "authorities", "media", "troops", "forces"}
)

# Titles and what later sentences call their bearers.
_TAKEN_UP = {
    "rep": ("representative", "congressman", "congresswoman", "lawmaker"),
    "congressman": ("lawmaker", "representative"),
    "congresswoman": ("lawmaker", "representative"),
    "representative": ("lawmaker", "congressman", "congresswoman"),
    "sen": ("senator", "lawmaker"),
    "senator": ("lawmaker",),
    "mp": ("lawmaker", "parliamentarian"),
    "gov": ("governor",),
    "gen": ("general", "commander"),
    "col": ("colonel",),
    "capt": ("captain",),
    "sgt": ("sergeant",),
    "dr": ("doctor",),
    "prof": ("professor",),
    "rev": ("reverend", "pastor"),
    "attorney": ("lawyer",),
    "lawyer": ("attorney",),
    "spokesman": ("spokesperson",),
    "spokeswoman": ("spokesperson",),
    "spokesperson": ("spokesman", "spokeswoman"),
    "premier": ("minister", "leader"),
    "prosecutor": ("lawyer",),
    "president": ("leader", "ruler", "strongman"),
    "leader": ("dictator", "ruler", "strongman"),
    "prime": ("leader", "premier", "pm"),
    "chancellor": ("leader",),
    "chairman": ("leader", "head"),
    "chairwoman": ("leader", "head"),
    "director": ("head",),
    "chief": ("head",),
    "singer": ("star", "performer"),
    "actor": ("star",),
    "actress": ("star",),
}
_TITLE_INSIDE = re.compile(
    r"((?:Vice |Prime |Foreign )?(?:President|Minister|Senator|Sen\.|Rep\.|Gov\.|Governor|Gen\.|"
    r"General|Col\.|Capt\.|Captain|Sgt\.|Judge|Justice|Mayor|Chancellor|Pope|King|Queen|Prince|"
    r"Princess|Dr\.?|Prof\.?|Professor|Rev\.|Sheikh|Ayatollah))\s+[A-Z]"
)

_BEFORE = re.compile(r"((?:[\w.’'&/-]+[ \t ]+){1,9})$")
_LAST = re.compile(r"([\w.’'&/-]+)[ \t ]+$")
_APPOSITIVE = re.compile(
    # "(D-Ohio)" may stand in between.
    r"^(?:\s*\([^()\n]{1,30}\))?\s*,\s+(?:\d{2},\s+)?"
    r"((?:(?:an?|the|his|her|their|its|one of)\s+)?"
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Gov|Sen|Rep|[A-Z])\.|[^,.;:“”\"()\n]){3,90}?)"
    r"(?=[,.;:“”\"()\n]|\s+(?:said|says|told|has|was|is|who)\b)"
)
# "Karin Holm, the minister | suspended by her party after ...", where no comma ends it soon
_BEFORE_PARTICIPLE = re.compile(
    r"^\s*,\s+((?:an?|the|one of)\s+[^,.;:“”\"()\n]{2,60}?)"
    r"(?=\s+\w+ed\s+(?:after|as|at|by|from|for|in|on|to|with)\b)"
)
_LEADING = frozenset(
    "the a an in of on at later earlier meanwhile however also then now today only even".split()
)
_STOP = frozenset(
    "said says told that and but by to for from as when while after before with if because than "
    "was were is are has had have will would which who whom added calling called quoted wrote "
    "writes helped saying telling adding".split()
)
_HEAD_ENDS = re.compile(
    r"\s+(?:of|for|from|in|at|on|with|who|that|which|to|by|near|behind|familiar|close)\b|,|\("
)
_NO_APPOSITION = frozenset("whose whom where that hoping saying including speaking".split())
_BREAKS = _STOP | frozenset("in on at of the a an".split())
_SUBJECTS = frozenset("he she it they we i".split())


def is_role_noun(word: str) -> bool:
    """Says whether a word names a function or relation of a person ("minister", "widow")."""
    lowered = word.lower().strip(".’'")
    if lowered in ROLE_NOUNS or lowered in _SHORT_TITLES or lowered.endswith(_ENDINGS):
        return True
    if "-" in lowered and lowered.rpartition("-")[2] in ROLE_NOUNS:
        return True  # "great-niece", "co-founder"
    return lowered.endswith("s") and lowered[:-1] in ROLE_NOUNS


def is_plural(word: str) -> bool:
    """Says whether a source noun means several people ("officials", "police")."""
    lowered = word.lower()
    return lowered in _PLURALS or (lowered.endswith("s") and lowered[:-1] in ROLE_NOUNS)


def role_apposed(text: str, name: Span) -> str | None:
    """Gives the role to which a name is in apposition: "the mayor's lawyer, Dag Holm, said"."""
    if text[name.end : name.end + 1] != "," or text[max(0, name.start - 2) : name.start] != ", ":
        return None
    comma = name.start - 2
    return role_before(f"{text[max(0, comma - 120) : comma]} ", min(comma, 120) + 1)


def role_before(text: str, start: int) -> str | None:
    """Gives the role that stands right before a name: "Kremlin spokesman" Dmitry Peskov."""
    line = text.rfind("\n", 0, start) + 1
    last = _LAST.search(text, max(line, start - 40), start)
    if last is None or not is_role_noun(last.group(1)):
        return None
    found = _BEFORE.search(text[max(line, start - 120) : start])
    if found is None:
        return None
    words = found.group(1).split()
    kept: list[str] = []
    titled = words[-1][0].isupper()
    for word in reversed(words):
        bare = word.lower().strip("“”\"'’")
        if bare in _BREAKS or (word.endswith((",", ";", ":", ".")) and not _initials(word)):
            break
        if titled and not word[0].isupper():
            break
        if bare in _SUBJECTS:
            return _owned(kept)
        kept.insert(0, word)
    while kept and (kept[0].lower() in _LEADING or not re.search(r"\w", kept[0])):
        kept.pop(0)
    return (_owned(kept[1:]) if kept else None) or " ".join(kept) or None


def _owned(words: Sequence[str]) -> str | None:
    """Gives the role after a clause: "he believed | her daughter", but not "he took hostage"."""
    owned = [place for place, word in enumerate(words) if word.lower() in ("his", "her", "their")]
    return " ".join(words[owned[-1] :]) if owned else None


def _initials(word: str) -> bool:
    return bool(
        re.fullmatch(r"(?:[A-Z]\.)+|Sen\.|Rep\.|Gov\.|Gen\.|Lt\.|Col\.|Dr\.|Mr\.|Ms\.", word)
    )


def role_after(text: str, end: int) -> str | None:
    """Gives the role in apposition to a name: Adrian Galloway, "a Pentagon spokesman"."""
    after = text[end : end + 130]
    found = _APPOSITIVE.match(after) or _BEFORE_PARTICIPLE.match(after)
    if found is None:
        return None
    role = found.group(1).strip()
    words = re.findall(r"[\w’'-]+", role)
    first = words[0].lower() if words else ""
    if not any(is_role_noun(w) for w in words[:9]) or first in _STOP | _NO_APPOSITION:
        return None
    if re.fullmatch(r"[a-z]+(?:ing|ly)", first) and not is_role_noun(first):
        return None  # "Holm, accusing the president of"
    return re.sub(r"^(?:an?|the)\s+", "", role)


def roles_of(text: str, mentions: Sequence[Span]) -> tuple[str, ...]:
    """Gives the roles that the report gives at the mentions, in order, each once."""
    found: dict[str, None] = {}
    for mention in mentions:
        before = role_before(text, mention.start) or role_apposed(text, mention)
        for role in (before, role_after(text, mention.end)):
            if role:
                found[role] = None
        title = _TITLE_INSIDE.match(text[mention.start : mention.end])
        if title:
            found[title.group(1)] = None
    return tuple(found)


def fullest_role(roles: Sequence[str]) -> str | None:
    """Gives the role that says most in up to eight words; the first of equals."""
    short = [role for role in roles if len(role.split()) <= 8] or list(roles)
    return max(short, key=lambda role: len(role.split()), default=None)


def role_words(roles: Sequence[str]) -> frozenset[str]:
    """Gives the words by which roles can be taken up again: "Rep." also as "congressman"."""
    words = {w for role in roles for w in re.findall(r"[a-z]+", role.lower())}
    for word in tuple(words):
        words.update(_TAKEN_UP.get(word, ()))
    return frozenset(words)


def head_noun(phrase: str) -> str | None:
    """Gives the head of a noun phrase: the last word before a preposition, clause or comma.

    Two nouns may stand before one head: "the work and pensions secretary".
    """
    core = _HEAD_ENDS.split(phrase.strip(), maxsplit=1)[0]
    first, joint, rest = core.partition(" and ")
    words = re.findall(r"[\w’'-]+", first)
    if joint and words and not _may_head(words[-1]):
        behind = re.findall(r"[\w’'-]+", rest)
        if behind and behind[0].lower() not in _LEADING and _may_head(behind[-1]):
            words = behind
    return words[-1].lower() if words else None


def _may_head(word: str) -> bool:
    return is_role_noun(word) or is_plural(word) or word.lower() in BODY_NOUNS
