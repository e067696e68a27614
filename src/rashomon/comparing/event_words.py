"""Verbs of events between actors, by PLOVER event type.

PLOVER (Open Event Data Alliance, 2023) sorts political events into 16 types. The table gives
verbs by their lemma, with the words that lead to the one it is done to: "blame" takes a plain
object, "call on" and "hit back at" need theirs.
"""

from __future__ import annotations

import re

import msgspec

# Type | verbs. "verb+preposition" leads to its object only by that preposition; an object in
# words ("impose sanctions on") stands between the verb and the preposition.
_TABLE = """
ACCUSE | accuse, blame, criticize, criticise, denounce, condemn, deplore, decry, slam, blast, rebuke
ACCUSE | chide, lambaste, castigate, berate, fault, implicate, sue, indict, charge, prosecute
ACCUSE | hit back+at, lash out+at, hit out+at, investigate, oppose, rail+against
ACCUSE | point the finger+at, reprimand, chastise, vilify, scold, upbraid, mock, ridicule, insult
REJECT | reject, rebuff, veto, refuse, defy, snub, dismiss, spurn, boycott, deny, turn down
REJECT | vote+against, disagree+with
REQUEST | urge, implore, beg, petition, ask, call+on, call+upon, appeal+to, plead+with, press
REQUEST | exhort, beseech
THREATEN | threaten, warn
AGREE | agree+with, reach a deal+with, reach an agreement+with, sign a deal+with
AGREE | sign an agreement+with, reach a ceasefire+with, strike a deal+with, settle+with
CONSULT | meet, meet+with, consult, consult+with, talk+to, talk+with, hold talks+with
CONSULT | negotiate+with, confer+with, visit, host, phone, telephone, speak+with, receive, greet
SUPPORT | support, back, endorse, praise, applaud, commend, defend, congratulate, hail
SUPPORT | side+with, recognize, recognise, thank, welcome, express support+for, ally+with, befriend
COOPERATE | cooperate+with, co-operate+with, collaborate+with, coordinate+with, work+with
COOPERATE | join forces+with, share intelligence+with, trade+with
AID | aid, assist, rescue, fund, finance, arm, resupply, help, shelter, send aid+to
AID | provide aid+to, give aid+to, supply, equip, evacuate, treat
YIELD | free, release, pardon, concede+to, yield+to, surrender+to, apologize+to, apologise+to
YIELD | make concessions+to, exonerate, acquit, give in+to
PROTEST | protest+against, protest, demonstrate+against, rally+against, march+against, riot+against
PROTEST | strike+against
SANCTION | sanction, penalize, penalise, expel, fine, embargo, impose sanctions+on
SANCTION | cut ties+with, sever ties+with, break ties+with, cut relations+with, suspend, punish
SANCTION | recall its ambassador+from, ban, blacklist, oust, fire, sack
MOBILIZE | deploy troops+to, send troops+to, deploy forces+to, mobilize+against, mobilise+against
COERCE | arrest, detain, imprison, jail, abduct, kidnap, deport, seize, coerce, censor, hack
COERCE | sentence, convict, evict, besiege, blockade, raid, annex, crack down+on
ASSAULT | fire shells+at, fire missiles+at, fire rockets+at, open fire+at
ASSAULT | invade, occupy, capture, conquer, overrun, retake, recapture
ASSAULT | attack, bomb, bombard, shell, strike, kill, murder, assassinate, shoot, stab, execute
ASSAULT | assault, torture, massacre, behead, ambush, wound, injure, beat, rape
ASSAULT | open fire+on, fire+on, launch strikes+on, launch airstrikes+on, launch an attack+on
ASSAULT | carry out strikes+on, carry out airstrikes+on, fight, battle, clash+with, storm, target
ASSAULT | slap, punch, kick, shove, molest, grope, gun down, defeat
RETREAT | withdraw+from, retreat+from, pull out+of, flee, flee+from, make peace+with
RETREAT | cease fire+with, disarm
"""

_IRREGULAR = {
    "beat": "beats beat beaten beating",
    "beg": "begs begged begging",
    "bid": "bids bid bidding",
    "break": "breaks broke broken breaking",
    "cut": "cuts cut cutting",
    "deny": "denies denied denying",
    "expel": "expels expelled expelling",
    "fight": "fights fought fighting",
    "flee": "flees fled fleeing",
    "give": "gives gave given giving",
    "hit": "hits hit hitting",
    "hold": "holds held holding",
    "make": "makes made making",
    "meet": "meets met meeting",
    "overrun": "overruns overran overrunning",
    "retake": "retakes retook retaken retaking",
    "ride": "rides rode ridden riding",
    "send": "sends sent sending",
    "shoot": "shoots shot shooting",
    "speak": "speaks spoke spoken speaking",
    "strike": "strikes struck stricken striking",
    "withdraw": "withdraws withdrew withdrawn withdrawing",
}
_DOUBLED = {"stab", "gun", "grab", "rap", "ban", "slam", "slap", "snub", "step", "spot"}
# Past tense that differs from the participle: these forms can't be passive.
_NOT_PASSIVE = {"broke", "fled", "gave", "overran", "retook", "rode", "spoke", "withdrew"}
# Bare forms that are a past tense, too.
_PAST_TOO = frozenset({"beat", "bid", "cut", "hit"})


class EventVerb(msgspec.Struct, frozen=True, kw_only=True):
    """A verb of the table: event type, the words after the verb, the preposition to its object."""

    event: str
    lemma: str
    rest: tuple[str, ...] = ()
    preposition: str | None = None


def _rows() -> list[EventVerb]:
    verbs = []
    for line in _TABLE.strip().split("\n"):
        event, words = (part.strip() for part in line.split("|"))
        for entry in words.split(", "):
            phrase, _, preposition = entry.partition("+")
            first, *rest = phrase.split()
            verbs.append(
                EventVerb(
                    event=event, lemma=first, rest=tuple(rest), preposition=preposition or None
                )
            )
    return verbs


def verb_forms(lemma: str) -> frozenset[str]:
    """Gives the forms of a verb, the lemma among them."""
    if lemma in _IRREGULAR:
        return frozenset([lemma, *_IRREGULAR[lemma].split()])
    if lemma.endswith("e"):
        return frozenset([lemma, f"{lemma}s", f"{lemma}d", f"{lemma[:-1]}ing"])
    if re.search(r"[^aeiou]y$", lemma):
        return frozenset([lemma, f"{lemma[:-1]}ies", f"{lemma[:-1]}ied", f"{lemma}ing"])
    stem = lemma + lemma[-1] if lemma in _DOUBLED else lemma
    third = f"{lemma}es" if re.search(r"(?:s|x|z|ch|sh)$", lemma) else f"{lemma}s"
    return frozenset([lemma, third, f"{stem}ed", f"{stem}ing"])


def _by_form() -> dict[str, tuple[EventVerb, ...]]:
    found: dict[str, list[EventVerb]] = {}
    for verb in _rows():
        for form in verb_forms(verb.lemma):
            found.setdefault(form, []).append(verb)
    # What needs more words is tried first: "strike a deal with" before "strike".
    return {
        form: tuple(sorted(verbs, key=lambda v: (-len(v.rest), v.preposition is None)))
        for form, verbs in found.items()
    }


EVENT_VERBS: dict[str, tuple[EventVerb, ...]] = _by_form()
"""Form of a verb in lower case, to the event verbs that it can be."""


def may_be_passive(form: str) -> bool:
    """Says whether a form can be a past participle."""
    return not form.endswith(("ing", "s")) and form not in _NOT_PASSIVE


def may_be_past(form: str) -> bool:
    """Says whether a form of the table can be a past tense: "hosted" and "cut", but not "host"."""
    if form in _PAST_TOO:
        return True
    verbs = EVENT_VERBS.get(form, ())
    return bool(verbs) and verbs[0].lemma != form and not form.endswith(("ing", "s"))
