"""What descriptions say of the actor they mean: "the minister", "the agency", "her letter".

Each function looks at words alone; who is meant is for `speakers` and `antecedents` to decide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.calendar_names import MONTH, WEEKDAY
from rashomon.places import government_of
from rashomon.reading.actors import FORMS_OF_FIRMS, PAPERS, bare_name, name_words
from rashomon.reading.antecedents import NAMED_WITHIN, OPENING, Fit, Scene
from rashomon.reading.documents import is_document
from rashomon.reading.genders import role_gender
from rashomon.reading.reading import Actor
from rashomon.reading.roles import BODY_NOUNS, head_noun, is_plural, is_role_noun
from rashomon.report import Report, Span

DEFINITE = re.compile(r"^(?:the|his|her|our|their|its|this|that)\s+", re.IGNORECASE)
# "the 24-year-old" says no more of whom it means than a pronoun.
AGED = re.compile(r"the\s+\d{1,3}[-‑ ]year[-‑ ]old", re.IGNORECASE)
# Whoever is brought in with these was not told of before.
INDEFINITE = re.compile(r"(?:an?|another|one|some)\s", re.IGNORECASE)
GATHERINGS = frozenset({"group", "pair", "couple", "trio", "team"})  # taken up without a name
_NATIONS = frozenset({"nation", "country", "kingdom", "republic"})
# "22 percent", "six in 10", "a majority of those polled": a share of the people who were asked
_SHARE = re.compile(
    r"(?:(?:about|some|only|just|nearly|almost|another|the|an?|more than|fewer than)\s+)*"
    r"(?:[\w.-]+\s*(?:percent|per cent|%)|\w+ in (?:\d+|ten|five|four|three)|"
    r"(?:overwhelming |large |narrow |slim )?majority|half|two-thirds|three-quarters)"
    r"(?:\s+of\s+(?P<of>.+))?",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?P<who>(?!of\b|the\b|those\b|these\b|percent\b|all\b|some\b|other\b|by\b|and\b|to\b|"
    r"for\b|among\b|that\b|most\b|many\b|as\b)[A-Za-z-]+ (?:voters|adults|respondents))\b"
)
# What else a body may be called: "the agency" is the Revenue Service.
_CALLED = {
    noun: frozenset(words.split())
    for nouns, words in (
        (("agency", "bureau"), "administration agency authority board bureau commission department "
         "news office press service"),
        (("paper", "newspaper", "daily", "tabloid"),
         "daily news press today " + " ".join(sorted(PAPERS))),
        (("network", "channel", "broadcaster", "station"), "broadcasting channel network news "
         "radio television tv"),
        (("panel", "commission", "inquiry"), "board commission committee inquiry panel review"),
        (("company", "firm", "carmaker", "automaker", "chipmaker", "drugmaker", "planemaker",
          "insurer", "lender", "retailer", "airline", "bank", "manufacturer", "carrier"),
         "airlines airways bank group holdings motors " + " ".join(sorted(FORMS_OF_FIRMS))),
        (("department", "ministry"), "department ministry office"),
        (("group", "organization", "organisation", "movement", "charity"), "alliance association "
         "campaign coalition council federation foundation front group initiative institute "
         "league movement network organization party society union"),
        (("school", "university", "college"), "academy college institute school university"),
        (("team", "club", "side"), "athletic city club fc racing rovers team town united"),
        (("court",), "court tribunal"),
        (("force", "police"), "constabulary force police"),
    )
    for noun in nouns
}  # fmt: skip
_ANY_KIND = frozenset({"body", "group", "organisation", "organization"})
# What tells in a name that it is a body of some kind: neither "the company" nor "the paper".
_KINDS = frozenset().union(*_CALLED.values()) | BODY_NOUNS | {"congress", "house", "union"}
_QUANTIFIER = re.compile(
    r"^(?:an?(?!\s+(?:third|quarter|fifth|half|tenth)\b)|the|another|(?:one|some|several|many|two|three|four|five)"
    r"(?!\s+(?:of|close|who|in|at|with|from|familiar)\b))\s+",
    re.IGNORECASE,
)
_WHEN = re.compile(
    rf"\s+(?:(?:last|this|next)\s+\w+|on\s+{WEEKDAY}|(?:since|in)\s+(?:\d{{4}}|{MONTH})|since|"
    r"today|yesterday)$"
)
# "a soldier, who gave only his first name": what else is told of a source is not what it is called
# but "a soldier, Taras"
_GAVE_NAME = re.compile(r",\s+who\s+gave\b[^,]{0,40}?\bname,?\s+(?:as\s+)?(?P<name>[A-ZÀ-Þ]\w+).*$")
_MORE_OF_THEM = re.compile(r"(?<=\w),\s+(?:who|whose|where|speaking\s+(?:on|under))\b.*$")
_NO_SOURCE = frozenset(
    "the a an of in on at to for and or that this these those it as by such whom which".split()
)
_LONGEST = 160
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss)\.?\s+$")
# "backbenchers, while sympathetic with"; "roster of"
_CLAUSE_AFTER = re.compile(r",?\s+(?:while|although|though|whereas|citing)\s.*$")
_CUT_OFF = re.compile(r"(?:\s+(?:of|for|from|in|at|on|with|by|and|or))+$")
_QUOTED = re.compile(r"[“”\"]")  # an unnamed “senior minister”
_OFFICES = frozenset(
    "actor actress candidate chairman chairwoman champion chancellor congressman congresswoman "
    "governor incumbent king leader mayor minister nominee pope premier president queen secretary "
    "senator singer star".split()
)
_PLACED = re.compile(r"\b(?:in|of|on|at|for|from|who)\b|['’]s\b")
_QUALITY = re.compile(r"[a-z]{4,}(?:al|ic|ive|ous)")  # "international | calls for"
_PHRASE = re.compile(
    r"\b(?:the|an?|some|several|many|two|three|four|five|those|his|her|their)\s+"
    r"(?:[\w’'-]+\s+){0,3}?[\w’'-]+(?=,?\s+(?:who|at|in|of|from|with|were|was)\b|,?\s*$)"
    r"|\b[a-z]+s(?=,\s*$)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"n['’]t\b|\b(?:is|are|was|were|has|have|had|did|do|who|that|which)\b", re.IGNORECASE
)
_SAID_OF = re.compile(
    r"\b(?:at|from|in|near|of)\s+(?:the\s+)?(?P<name>[A-ZÀ-Þ][\w’'.-]*(?: [A-ZÀ-Þ][\w’'.-]*)*)"
)
_UNDER = frozenset({"vice", "deputy", "assistant"})


def person_head(text: str) -> str | None:
    """Gives the head of a definite description of one person, None where it is none."""
    head = head_noun(re.sub(r"['’]s?$", "", text))
    if head is None or not (DEFINITE.match(text) or text[:1].isupper()):
        return None
    head = head.removeprefix("ex-")
    return head if is_role_noun(head) and not is_plural(head) else None


def fits_person(scene: Scene, text: str, head: str, actor: Actor) -> Fit:
    """Says how a description of a person ("the foreign minister") fits an actor's known roles."""
    known = scene.role_words.get(actor.id, frozenset())
    wanted = set(re.findall(r"[a-z]+", DEFINITE.sub("", text).lower())) - {"ex"}
    # Neither is "the president" the vice president, nor the other way round.
    role = head in known and wanted & _UNDER == known & _UNDER
    return Fit(
        role=role,
        shared=len(wanted & known),
        other_role=bool(known) and not role,
    )


def body_head(text: str) -> str | None:
    """Gives the noun by which a body or a nation is taken up again ("the agency"), else None."""
    found = re.fullmatch(r"(?:the|this)\s+(?:[\w’'-]+\s+){0,3}?([a-z]+)", text.strip().lower())
    # "the Norwegian agency" is told apart from the agency named before.
    if found is None or any(word[0].isupper() for word in text.split()[1:]):
        return None
    noun = found.group(1)
    return noun if noun in BODY_NOUNS or noun in _CALLED or noun in _NATIONS else None


def fits_body(report: Report, noun: str, actor: Actor) -> Fit | None:
    """Says how "the agency" fits an actor; None where it cannot mean it at all."""
    if noun in _NATIONS:
        state = actor.kind == "place" and government_of(actor.name) is not None
        return Fit(name=True) if state else None
    if actor.kind not in ("organization", "group"):
        return None
    words = set(name_words(actor.name))
    if noun in words or _apposed(report, noun, actor):
        return Fit(name=True, role=True)
    fits = bool(words & _CALLED.get(noun, frozenset()))
    if words & _KINDS and not fits and noun not in _ANY_KIND:
        return None  # "the government" is no budget office
    return Fit(name=fits, other_kind=not fits and bool(words & _KINDS))


def _apposed(report: Report, noun: str, actor: Actor) -> bool:
    """Says whether a name stands beside the noun: "MENA, the state news agency"."""
    nouns = rf"(?:news)?{noun}" if noun == "paper" else noun
    after = re.compile(rf",?\s+(?:(?:the|an?)\s+)?(?:[\w’'-]+\s+){{0,4}}?{nouns}\b", re.IGNORECASE)
    return any(
        after.match(report.text, m.end, m.end + 60)
        or re.search(rf"\b{nouns}\s*,?\s+$", report.text[max(0, m.start - 20) : m.start])
        for m in actor.mentions
    )


def tells_by_itself(name: str) -> bool:
    """Says whether a source without a name is one body or document: "it" may take it up."""
    head = head_noun(name)
    return head is not None and (head in BODY_NOUNS or is_document(head))


def group_head(text: str) -> str | None:
    """Gives the noun by which several people are taken up again ("the scholars"), else None."""
    if re.match(r"(?:the|these|those)\s", text, re.IGNORECASE) is None:
        return None
    head = head_noun(text)
    return head if head is not None and is_plural(head) else None


def names_others(text: str, actor: Actor) -> bool:
    """Says whether a description names what an actor's names do not: "the officials in Bergen"."""
    after = _SAID_OF.search(text)
    named = set(name_words(after.group("name"))) if after else set()
    return bool(named - {w for name in (actor.name, *actor.aliases) for w in name_words(name)})


def fits_group(text: str, head: str, actor: Actor) -> Fit:
    """Says how "the scholars" fits people heard before: the same noun, other words shared."""
    names = (actor.name, *actor.aliases)
    known = {word for name in names for word in name_words(name)}
    # A body is taken up by what its name says it is made of: "the bishops".
    heads = {head_noun(name) for name in names} if actor.kind == "group" else known
    wanted = set(name_words(DEFINITE.sub("", text))) - {head, *_NO_SOURCE}
    return Fit(role=head in heads, shared=len(wanted & known), other_role=bool(wanted - known))


def phrase_before(text: str, stretch: Span) -> Span | None:
    """Gives the phrase that "who" takes up at the end of a stretch of text: "two other women, who".

    The nearest one that means people; else the one that stands right before "who".
    """
    shown = text[stretch.start : stretch.end]
    found = [m for m in _PHRASE.finditer(shown) if not _CLAUSE.search(m.group())]
    people = [m for m in found if _means_people(m.group().split()[-1])]
    right = [m for m in found if not shown[m.end() :].strip(" ,")]
    for match in (*(m for m in right if m in people), *people[-1:], *right):
        if not match.group().lower().startswith("the one"):
            return Span(stretch.start + match.start(), stretch.start + match.end())
    bare = re.search(r"\b[\w’'-]+(?=\s*$)", shown)  # "residents who"
    if bare is not None and is_plural(bare.group()):
        return Span(stretch.start + bare.start(), stretch.start + bare.end())
    return None


def _means_people(noun: str) -> bool:
    return is_plural(noun) or is_role_noun(noun)


def share_of(report: Report, source: Span) -> Span | None:
    """Gives the words for those of whom a poll gives a share: "22 percent" of "likely voters"."""
    found = _SHARE.fullmatch(report.show(source).strip())
    if found is None:
        return None
    named = found.group("of")
    if named and not re.match(r"(?:those|them|the)\b", named, re.IGNORECASE):
        return Span(source.start + found.start("of"), source.start + found.end("of"))
    asked = _ASKED.search(report.text)
    return Span(*asked.span("who")) if asked else None


def named_below(scene: Scene, source: Span, head: str) -> str | None:
    """Gives the person who is only described here, and whom the sentences after name.

    "The head of a harbour panel said ..." and then "Karin Holm, chairwoman of the panel, said".
    Only where one person alone fits by role, and nothing in the description speaks against it;
    "a lawyer" is named below in the opening alone.
    """
    later = scene.sentence_number(source.start) > OPENING
    if later and INDEFINITE.match(scene.report.show(source)):
        return None
    shown = DEFINITE.sub("", scene.report.show(source))
    first, *others = shown.split()
    # Of "Norway PM" and "Oslo mayor" the place need not be said again.
    shown = " ".join(others) if others and first[0].isupper() else shown
    wanted = set(name_words(shown)) - _NO_SOURCE
    if later and len(shown.split()) < 2:
        return None  # "the spokesman" takes up one told of before
    fitting = [
        actor.id
        for actor in scene.actors.values()
        if actor.kind == "person"
        and actor.named
        and source.end < actor.mentions[0].start <= source.end + NAMED_WITHIN
        and head in (known := scene.role_words.get(actor.id, frozenset()))
        and len(wanted & known) >= min(2, len(wanted))
    ]
    return fitting[0] if len(fitting) == 1 else None


def holder_before(scene: Scene, source: Span, head: str) -> str | None:
    """Gives whoever right before speaks, or alone is named, and of whom no role is told.

    "Karin Holm said ... The finance minister added": of an office alone, since whoever reads of
    "the judge" or "the director" after Holm may well read of another.
    """
    text = scene.report.show(source).partition(",")[0]
    if head not in _OFFICES or not text.lower().startswith("the ") or _PLACED.search(text):
        return None
    number = scene.sentence_number(source.start)
    start = scene.starts[max(0, number - 2)]
    earlier = scene.starts[max(0, number - 3)]
    spoke = [i for place, i in scene.spoken if earlier <= place < source.start]
    # "Karin Holm said ... As a poll found ..., the minister said".
    heard = [i for i in spoke if scene.actors[i].kind == "person"] or spoke
    named = {
        actor.id
        for actor in scene.actors.values()
        if actor.kind == "person" and actor.named
        for mention in actor.mentions
        if start <= mention.start < source.start
    }
    found = heard[-1] if heard else named.pop() if len(named) == 1 else None
    known = scene.actors.get(found or "")
    if known is None or known.kind != "person" or not known.named or scene.role_words.get(known.id):
        return None
    shown = role_gender(text)
    return None if shown and scene.genders.get(known.id, shown) != shown else known.id


def fuller_body(scene: Scene, words: str) -> str:
    """Gives the full name of the one body whose name ends in these words: "fire department"."""
    wanted = name_words(words)
    fitting = {
        actor.name
        for actor in scene.actors.values()
        if actor.kind == "organization"
        and actor.named
        and len(wanted) > 1
        and name_words(actor.name)[-len(wanted) :] == wanted
    }
    return fitting.pop() if len(fitting) == 1 else words


def description_of(report: Report, source: Span, mentioned: Sequence[tuple[Span, Actor]]) -> str:
    """Gives an unnamed source's description with the fullest names: "Bill Holm's lawyer".

    Empty where the words describe nobody.
    """
    shown = report.show(source).strip()
    if not any(c.isalpha() for c in shown) or len(shown) > _LONGEST:
        return ""
    if _QUALITY.fullmatch(shown) and not is_role_noun(shown):
        return ""
    parts, place = [], source.start
    for mention, actor in mentioned:
        if actor.kind == "place" or mention.start < place:
            continue
        known = bare_name(report.show(mention))
        fuller = len(name_words(actor.name)) > len(name_words(known)) and actor.named
        before = report.text[place : mention.start]
        parts.append(_TITLED.sub("", before) if fuller else before)
        parts.append(
            report.show(mention).replace(known, actor.name) if fuller else report.show(mention)
        )
        place = mention.end
    parts.append(report.text[place : source.end])
    text = " ".join(_QUOTED.sub("", "".join(parts)).split()).replace("’", "'")
    text = _CUT_OFF.sub("", _CLAUSE_AFTER.sub("", text))
    text = _MORE_OF_THEM.sub("", _GAVE_NAME.sub(r", \g<name>", text))
    text = _QUANTIFIER.sub("", bare_name(text))
    text = _WHEN.sub("", text).strip(" ,")
    if not any(w.lower() not in _NO_SOURCE for w in re.findall(r"[^\W\d_]+", text)):
        return ""
    return "" if re.search(r"\b(?:whom|which)\b", text) else text


def turn_of(scene: Scene, source: Span) -> str | None:
    """Gives the one person with these initials, by which a transcript marks turns: "KH:"."""
    letters = scene.report.show(source)
    turn = scene.report.text[source.end : source.end + 1] == ":"
    if not (turn and 2 <= len(letters) <= 3 and letters.isalpha() and letters.isupper()):
        return None
    fitting = [
        actor.id
        for actor in scene.actors.values()
        if actor.kind == "person" and actor.named and _initials(actor.name) == letters
    ]
    return fitting[0] if len(fitting) == 1 else None


def _initials(name: str) -> str:
    return "".join(word[0].upper() for word in name_words(name))
