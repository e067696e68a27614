"""What a time dates: the words of its sentence that tell what happened then, where any do.

A date governs its clause, and less than that where it only marks a noun: of "he recalled the
scandal of 2009" nothing happened in 2009 that the sentence tells. Told from the words alone. What
is in doubt is left out, as a wrong date misleads and a missing one does not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.comparing.clauses import dated_clause
from rashomon.comparing.differences.words import FUNCTION_WORDS
from rashomon.comparing.event_words import may_be_past
from rashomon.reading.reading import Time
from rashomon.reading.time_tense import is_verb_form
from rashomon.reading.time_words import SEASONS
from rashomon.report import Span

# Something is measured against these: nothing is told of the time itself.
_SINCE = re.compile(r"\bsince\s+(?:(?:at least|about|early|late|the)\s+)*$", re.I)
_MEASURE = re.compile(
    r"%|\bper ?cent\b|\b(?:\w{3,}est|most|least|worst|best|first|only|any time|more|less|fewer|"
    r"higher|lower|record|r(?:is(?:e|en|ing)|ose)|f(?:all(?:en|ing)?|ell)|(?:drop|gain|declin|"
    r"increas|decreas|weaken|jump|retreat)\w*|gr[oe]wn?|shr[aiu]nk)\b",
    re.I,
)
_COMPARED = re.compile(
    r"\b(?:than|(?:compared|similar) (?:with|to)|versus)\s+(?:(?:in|at|during|for)\s+)?"
    r"(?:the\s+)?$",
    re.I,
)
_WHEN = re.compile(r",?\s+when\s")
_HABIT = re.compile(r"\b(?:usually|always|normally|typically|every|each|generally)\b", re.I)
_CLOCK_WORDS = re.compile(r"[ap]\.?\s?m\b|o.clock|noon|midnight|midday|hours|hrs|day\b", re.I)
_BEFORE_CLOCK = re.compile(
    r"\b(?:at|by|around|about|approximately|roughly|nearly|almost|until|till|from|since|before|"
    r"after|to)\s+$",
    re.I,
)
_TODAY = re.compile(
    r"(?:(?:earlier|later|early|late) )?(?:to(?:day|night|morrow)|yesterday|(?:this|last) "
    r"(?:morning|afternoon|evening|night))\b",
    re.I,
)

# When words were posted or are owned tells of no event: "Jo Ott (@jott) May 3", "© 2014".
_STAMP = re.compile(r"\(@\w+\)\s*$|(?:©|\bcopyright\b)[^.]{0,20}$", re.I)
_LONGER_THAN_WEEKS = re.compile(r"[\dX]{4}(?:-[\dX]{2})?(?:/[\dX]{4}(?:-[\dX]{2})?)?")
_YEAR = re.compile(r"\d{4}")
_SEASON = re.compile("|".join(SEASONS), re.I)
_DECADE = re.compile(r"\d0s$")
_DEICTIC = re.compile(
    r"(?:the )?(?:last|this|next|that|same|previous|coming|following|past)\b|.*\bago$", re.I
)
_POSSESSIVE = re.compile(r"(?<!\d0s)[’'](?:s\s+)?(?=\w)|(?<=s)[’']\s+(?=\w)")
_DETERMINERS = frozenset(
    "a an the his her its their our my your this that these those s another every each".split()
)
# After these a time without an article stands by itself: "in 2012 police found".
_OF_TIME = frozenset(
    "in since by until till during from to through between and before after early late mid or "
    "around about circa fiscal than throughout over within for of on at".split()
)
_WITHIN = frozenset(["in", "during", "at", "on"])
_CONJUNCTIONS = frozenset("and but that because although though while if as".split())
_AFTER_PARTICIPLE = frozenset("by under in on at with against".split())
# Nothing is told to have happened in what somebody only has in mind: "interested in the 2020 vote".
_MINDED = (["interested"], ["interest"], ["confidence"], ["faith"], ["believe"], ["believes"])
_BEFORE = 3
# What happens: a year before one of these, or "of" between them, dates it.
_EVENTS = frozenset(
    """
    accord acquisition address agreement annexation appearance arrest article assassination
    assault attack attacks ban battle bid blast blaze bombing bombings call campaign ceasefire
    collapse conference confrontation convention conversation conviction coup crackdown crash
    death deaths debate decision defeat disaster earthquake election elections email eruption
    explosion fight final fire flood floods funeral game games genocide hearing hurricane inquest
    inquiry interview invasion investigation killing killings launch letter march massacre match
    meeting memo merger murder murders offensive operation outbreak poll protest protests quake
    raid raids rally rampage referendum release report rescue resignation revolt revolution riot
    riots ruling sale shooting shootings siege speech statement storm strike strikes study summit
    survey takeover talks testimony tour treaty trial truce tsunami update updates uprising
    verdict victory visit vote war wedding withdrawal
    """.split()
)
# Of a year these tell less than of a day: "the 2016 race" is a name, "Monday's race" was run then.
_EVENTS_OF_A_DAY = _EVENTS | frozenset(
    """
    announcement briefing caucus ceremony concert contest derby disclosure festival inauguration
    parade performance primary race session sessions vigil voting
    """.split()
)
# Before "of" these are times themselves; before "from" those are verbs.
_STRETCHES = frozenset(
    """
    all beginning close course day days dawn end half height hours midst minute minutes month
    months morning most much night part quarter rest start stretch season weeks week middle eve
    spring summer autumn fall winter early late outside inside ahead instead because out as years
    """.split()
)
_BEGINNING = frozenset("dates runs comes stems ranges lasts was is has as".split())
_PHRASE_WORDS = 4
_PHRASE_END = re.compile(
    r"[,;:–—()“”\"]|\s(?:and|but|or|that|which|who|when|while|was|were|is|has)\s"
)


def dated_words(
    text: str, sentence: Span, time: Time, *, others: Sequence[Time], quoted: Sequence[Span]
) -> Span | None:
    """Gives the words of a sentence that tell what happened at a time; None where none do.

    `others` are the other times of the sentence, `quoted` the report's stretches in quotation
    marks: what a speaker calls today is not the report's day.
    """
    inner = Span(time.start, time.end)
    if any(quote.covers(inner) for quote in quoted) and _TODAY.match(text, time.start):
        return None
    rivals = [
        Span(other.start, other.end)
        for other in others
        if other.value != time.value and not _is_modifier(text, sentence, other)
    ]
    if _STAMP.search(text, sentence.start, time.start):
        return None
    clause = dated_clause(text, sentence, inner, rivals)
    before, after = text[clause.start : time.start], text[time.end : sentence.end]
    if _is_yardstick(before) and not text.endswith("ago", time.start, time.end):
        told = _WHEN.match(after)
        return Span(time.start, clause.end) if told and clause.end > time.end else None
    # Of "7:45" the value is the day alone: which half of it is meant is open.
    clock = "T" in time.value or (time.kind == "time" and text[time.start].isdigit())
    if clock and _is_no_event(text[time.start : time.end], before):
        return None
    if not _LONGER_THAN_WEEKS.fullmatch(time.value):
        owns = not clock and _owns_noun(text, sentence, inner)
        return _of_day_noun(text, inner, clause, others) if owns else clause
    return _of_noun(text, sentence, inner, clause)


def _is_yardstick(before: str) -> bool:
    """Says whether something is measured against a time: "the most since", "more than in"."""
    since = _SINCE.search(before)
    return bool(_COMPARED.search(before) or (since and _MEASURE.search(before, 0, since.start())))


def _is_no_event(words: str, before: str) -> bool:
    """Says whether a time of day is a habit ("usually at 7.45") or no time ("with 10:03 to go")."""
    told = _CLOCK_WORDS.search(words) or _BEFORE_CLOCK.search(before)
    return not told or bool(_HABIT.search(before))


def _of_noun(text: str, sentence: Span, inner: Span, clause: Span) -> Span | None:
    """Gives what a month or longer dates: the noun it stands with, where that tells of an event.

    Where it stands with none it dates the clause. "The 1998 visit" is the visit's year, "the 2008
    voters" tells of nothing; "during the 2012 trial" again dates the clause.
    """
    before = re.findall(r"[\w’']+|[^\w\s]", text[sentence.start : inner.start])
    start = _phrase_start(text, inner, before)
    if start is None:
        noun = _noun_before(before)
        return clause if noun is None or noun in _EVENTS else None
    event = _event_after(text, Span(inner.end, sentence.end), _EVENTS)
    if event is None:
        return None
    leading = re.findall(r"\w+", text[clause.start : start].lower())
    if _CONJUNCTIONS.issuperset(leading) or leading[-1] in _WITHIN:
        return None if leading[-2:-1] in _MINDED else clause
    return _phrase(text, Span(start, clause.end), inner, event)


def _phrase(text: str, noun: Span, inner: Span, event: int | None) -> Span | None:
    """Gives the noun phrase that tells of an event, where it is long enough to be understood."""
    if event is None or event > noun.end:
        return None
    border = _PHRASE_END.search(text, event, noun.end)
    end = border.start() if border else noun.end
    words = [*re.finditer(r"\S+", text[event:end])]
    verb = next((place for place in range(len(words)) if _is_verb(words, place)), None)
    if verb is not None:
        end = event + words[verb].start()
        del words[verb:]
    while words and words[-1].group().lower() in FUNCTION_WORDS:
        end = event + words.pop().start()  # "the Sept. 11 attack | in an | Oct. 15 interview"
    phrase = Span(noun.start, noun.start + len(text[noun.start : end].rstrip()))
    told = len(text[phrase.start : phrase.end].split()) >= _PHRASE_WORDS
    return phrase if told and phrase.end > inner.end else None


def _is_verb(words: Sequence[re.Match[str]], place: int) -> bool:
    """Says whether a word is the verb of a noun before it, not its participle: "imposed by"."""
    if not is_verb_form(words[place].group().lower()):
        return False
    following = words[place + 1].group().lower() if place + 1 < len(words) else ""
    return following not in _AFTER_PARTICIPLE


def _owns_noun(text: str, sentence: Span, inner: Span) -> bool:
    """Says whether a day or week is of a noun: "Friday's ruling", "an Oct. 15 interview"."""
    if _POSSESSIVE.match(text, inner.end):
        return True
    before = re.findall(r"\w+", text[sentence.start : inner.start])
    following = re.match(r"\s+([^\W\d_][\w’'-]*)", text[inner.end : sentence.end])
    if not before or before[-1].lower() not in _DETERMINERS or following is None:
        return False
    return _is_content(following[1])


def _of_day_noun(text: str, inner: Span, clause: Span, others: Sequence[Time]) -> Span | None:
    """Gives what a day dates that is of a noun: the noun alone, where that tells of an event.

    Where the noun opens the clause, or the clause tells what happened in it ("at Friday's
    hearing"), the day dates the clause. "Ahead of Friday's vote" nothing happened on Friday.
    """
    start = inner.start if _POSSESSIVE.match(text, inner.end) else _determiner(text, inner.start)
    leading = re.findall(r"\w+", text[clause.start : start].lower())
    if leading and leading[-1] in _DETERMINERS:
        leading.pop()  # "at the Friday hearing"
    if _CONJUNCTIONS.issuperset(leading) or leading[-1] in _WITHIN:
        return clause
    event = _event_after(text, Span(inner.end, clause.end), _EVENTS_OF_A_DAY)
    next_time = min((one.start for one in others if one.start >= inner.end), default=clause.end)
    return _phrase(text, Span(start, min(clause.end, next_time)), inner, event)


def _is_modifier(text: str, sentence: Span, time: Time) -> bool:
    before = re.findall(r"[\w’']+|[^\w\s]", text[sentence.start : time.start])
    return _phrase_start(text, Span(time.start, time.end), before) is not None


def _noun_before(before: Sequence[str]) -> str | None:
    """Gives the noun of "the rally of 2003", "colleagues from the 1970s"; None for none."""
    noun, joint = ["", "", *(word.lower() for word in before)][-2:]
    if not noun.isalpha() or noun in _STRETCHES or joint not in ("of", "from"):
        return None
    return noun if joint == "of" or (noun.endswith("s") and noun not in _BEGINNING) else None


def _phrase_start(text: str, inner: Span, before: Sequence[str]) -> int | None:
    """Gives where a noun phrase begins that a time is a modifier in; None where it is in none."""
    shown = text[inner.start : inner.end]
    owner = _POSSESSIVE.match(text, inner.end)
    if owner:
        return inner.start
    following = re.match(r"\s+([^\W\d_][\w’'-]*)", text[inner.end :])
    if following is None or not _is_content(following[1]) or _DEICTIC.match(shown):
        return None
    last = re.sub(r"[’']s?$", "", before[-1].lower()) if before else ""
    noun = following[1].islower() and not may_be_past(following[1])
    if last == "," and _YEAR.fullmatch(shown) and noun:
        return inner.start  # "music, 2020 caps and food", not "For Bergen, 2020 saw"
    if shown.lower().startswith("the ") and not _DECADE.search(shown):
        return inner.start
    if _SEASON.fullmatch(shown):
        return inner.start
    if not last.isalnum() or last in _OF_TIME:
        return None
    return _determiner(text, inner.start)


def _determiner(text: str, start: int) -> int:
    """Gives where the phrase begins that goes on at `start`: its article, if that is near."""
    words = [*re.finditer(r"\w+", text[max(0, start - 60) : start])][-_BEFORE:]
    for word in reversed(words):
        if word.group().lower() in _DETERMINERS:
            owner = word.group() == "s"  # "the pontiff's 1998 visit"
            return start if owner else max(0, start - 60) + word.start()
    return start


def _is_content(word: str) -> bool:
    small = word.lower()
    return small not in FUNCTION_WORDS and small not in _OF_TIME and not small.endswith("ed")


def _event_after(text: str, rest: Span, events: frozenset[str]) -> int | None:
    """Gives the end of the noun after a time that tells of an event, at most four words on."""
    owner = _POSSESSIVE.match(text, rest.start)
    start = owner.end() - 1 if owner else rest.start
    run = re.compile(r"\s*[^\W_][\w’'-]*").match
    for _ in range(4):
        word = run(text, start, rest.end)
        if word is None or not _is_content(word.group().strip()):
            return None
        if word.group().strip().lower() in events:
            return word.end()
        start = word.end()
    return None
