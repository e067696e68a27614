"""The tense of the clause in which a time stands: whether it looks back or ahead.

A verb says it, and which words are verbs is told from their forms alone: auxiliaries, "to",
endings, and the verbs that news use most. What stands nearest before the expression decides,
then what stands after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from rashomon.reading.numbers import word_list
from rashomon.reading.tokens import Token
from rashomon.report import Span

# "over" is the past of an event that the time dates at once: "it was dropped in December".
Tense = Literal["past", "over", "future"]

_MODALS = frozenset(word_list("will shall ll would should may might could can must"))
# What follows "to" after these is still to come: "plans to leave", "due to end on Friday".
_AHEAD = frozenset(
    word_list(
        "expected expects expect scheduled due upcoming plan plans planned planning set slated "
        "supposed agree agreed agreement intend intends intended hope hopes hoped hoping want "
        "wants wanted decide decided prepare prepares prepared preparing likely ready about "
        "going vowed vow promised promise pledged pledge offered offer proposed proposal invited "
        "poised bound meant deal decision way ways threatened threat aims aim is are am order "
    )
)
# Alone, too, these say that what they speak of is to come.
_TO_COME = frozenset(
    word_list(
        "scheduled expected expects due upcoming slated planned plans planning until till "
        "starts begins opens airs resumes expires concludes premieres"
    )
)
_PLANS = ("plan", "plans")
# Past forms that don't end in -ed, or are shorter than such words have to be.
_PAST = frozenset(
    word_list(
        "was were had did said told been has have ate became began bent bit bled blew bought bred "
        "broke brought built came caught chose clung crept dealt died drew drank drove dug fed "
        "fell felt fled flew forgot fought found froze gave got grew heard held hid hit hung kept "
        "knew laid lay led left lent lit lost made meant met paid ran rang rode rose sang sank sat "
        "saw sent set shook shot slept slid sold sought spent spoke stole stood struck stuck swam "
        "swept swore taught threw thought told took tore understood upheld went withdrew woke won "
        "wore wrote following"
    )
)
# Past forms, too, of what is to come: "the summit that they announced in May" says not when.
_PLANNING = frozenset(
    word_list(
        "set scheduled planned expected due announced proposed promised pledged slated agreed "
        "called based interested involved needed required wanted elected meant"
    )
)
_OBJECT = 9
# These lead to what may be to come: "argued that the choice in May", "a push for gains in May".
_NO_OBJECT = frozenset(
    word_list("to for that until till by ahead about over on is are and or but as when if who")
)
_NOBODY = frozenset(["neither", "nobody", "none"])
_BE_NOW = frozenset(["is", "are", "am", "re"])
_BE = frozenset(["be", "been", "being", "is", "are", "am", "was", "were", "has", "have", "had"])
# Before a word in -ed these show that it is an adjective: "a still unspecified date".
_ARTICLES = frozenset(word_list("a an the its his her their our my your s this"))
_ADVERBS = ("still", "newly", "very", "most", "recently", "highly")
# Words that begin something counted or named after "to", which is no infinitive then.
_NO_VERBS = frozenset(
    word_list("the a an his her its their our my your this that these those him them us me it")
)
# These begin another clause than that of a noun phrase before them.
_NO_NOUN_PHRASE = frozenset(
    word_list("that which who when where while because if but as is are says say to ; : ( )")
)
_TIMES_AFTER_NEXT = frozenset(
    word_list("day week month year morning night weekend time to door few two three step one")
)
_NOUN_PHRASE = 14
# What follows "to" after these and whom they are said to is still to come: "called on them to
# march on Friday".
_CALLS = frozenset(
    word_list(
        "call calls called calling urge urges urged urging ask asks asking invite invites invited "
        "inviting appeal appeals appealed tell order orders ordered ordering summon summons "
        "summoned instruct instructs instructed require requires required allow allows"
    )
)
_CALLED = 6
# The time of these is not that of an infinitive before them: "urged her to go in an interview".
_SAYINGS = frozenset(
    word_list("interview interviews statement speech letter tweet post memo briefing email")
)
_REACH = 30
_REACH_AFTER = 15
_CHAIN = 4


def tense_of(tokens: Sequence[Token], first: int, end: int, sentence: Span) -> Tense | None:
    """Gives the tense of the verb that the expression `first` to `end` (tokens) belongs to.

    That is the nearest before it in its sentence, else the nearest after it; None for none.
    """
    tense = _tense_of(tokens, first, end, sentence)
    return "over" if tense == "past" and _dates_event(tokens, first) else tense


def _dates_event(tokens: Sequence[Token], first: int) -> bool:
    """Says whether the time stands after the past form of a verb that plans nothing.

    Between them is at most what was done: "led the uprising against the king in July".
    """
    if first < 2 or tokens[first - 1].word not in ("in", "on", "last"):
        return False
    reach = _OBJECT if tokens[first - 1].word == "in" else 1
    for token in tokens[first - 2 : max(first - 2 - reach, 0) : -1]:
        if token.word in _PAST or (token.word.endswith("ed") and len(token.word) > 4):
            return token.word not in _PLANNING
        if token.word in _NO_OBJECT or token.word in _MODALS or not token.text[0].isalpha():
            return False
    return False


def _tense_of(tokens: Sequence[Token], first: int, end: int, sentence: Span) -> Tense | None:
    if first > 2 and tokens[first - 1].word == "as" and tokens[first - 2].word in ("early", "soon"):
        return "future"
    if first > 1 and (tokens[first - 2].word, tokens[first - 1].word) == ("ahead", "of"):
        return "future"
    if first > 0 and tokens[first - 1].word == "effective":
        return "future"
    if first > 1 and tokens[first - 1].word == "for" and _is_set(tokens, first, sentence):
        return "future"
    if _has_before(tokens, first, sentence, "since"):
        return "over"
    if _has_before(tokens, first, sentence, "next"):
        return "future"
    owns = _has_noun(tokens, first, end)
    before = _Clause(tokens, sentence, finite=owns)
    after = _Clause(tokens, sentence, finite=True)
    return before.nearest(range(first - 1, max(first - _REACH, -1), -1)) or after.nearest(
        range(end, min(end + _REACH_AFTER, len(tokens)))
    )


def _is_set(tokens: Sequence[Token], first: int, sentence: Span) -> bool:
    """Says whether "for" fixes something for a time: "the judge set the trial for May 2"."""
    if tokens[first - 2].word in _CALLS:
        return True
    for place in range(first - 2, max(first - 2 - _OBJECT, 0), -1):
        token = tokens[place]
        if token.start < sentence.start or not token.text[0].isalpha():
            return False
        if token.word in _FIXED:
            return "had" not in {token.word for token in tokens[max(place - 2, 0) : place]}
        if token.word in _PAST or token.word in _MODALS or token.word in _NO_OBJECT:
            return False
    return False


_FIXED = frozenset(["set", "sets", "scheduled", "schedules", "slated", "booked"])


def is_verb_form(word: str) -> bool:
    """Says whether a word, in small letters, is by its form a past tense or an auxiliary."""
    past = word in _PAST or (word.endswith("ed") and len(word) > 4)
    return past or word in _MODALS or word in _BE


def is_ahead(word: str) -> bool:
    """Says whether a word, in small letters, puts the verb after it into the future."""
    return word in _MODALS or word in ("be", "is", "are", "to")


def _has_before(tokens: Sequence[Token], first: int, sentence: Span, word: str) -> bool:
    """Says whether a word opens the noun phrase, with its places, that ends with the time.

    So "since the struggles in February" looks back, "the next contests in Utah on Tuesday" ahead.
    """
    for place in range(first - 1, max(first - _NOUN_PHRASE, -1), -1):
        token = tokens[place]
        if token.start < sentence.start or token.word in _NO_NOUN_PHRASE:
            return False
        if token.word.endswith("ed") or token.word in _PAST or token.word in _MODALS:
            return False
        if token.word == word:
            after = tokens[place + 1].word
            return word != "next" or after not in _TIMES_AFTER_NEXT
    return False


def _has_noun(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Says whether the time belongs to a noun: "Friday's ruling", "a January deal"."""
    if end + 1 < len(tokens) and tokens[end].word in "'’" and tokens[end + 1].word == "s":
        return True
    return first > 0 and tokens[first - 1].word in _ARTICLES


class _Clause:
    """The tokens of a sentence; `finite` says that infinitives there don't count."""

    def __init__(self, tokens: Sequence[Token], sentence: Span, *, finite: bool) -> None:
        self._tokens = tokens
        self._sentence = sentence
        self._finite_only = finite

    def nearest(self, places: range) -> Tense | None:
        """Gives the tense of the first verb on the way; None where the sentence ends first."""
        told = False
        for place in places:
            token = self._tokens[place]
            if token.word == ";" or not self._within(token):
                return None
            if token.word in _SAYINGS:
                told = True
            found = None if told and token.word == "to" else self._verb(place)
            if found is not None:
                return found
        return None

    def _within(self, token: Token) -> bool:
        return self._sentence.start <= token.start < self._sentence.end

    def _word(self, place: int) -> str:
        if place < 0 or not self._within(self._tokens[place]):
            return ""
        return self._tokens[place].word

    def _verb(self, place: int) -> Tense | None:
        word = self._word(place)
        if word in _MODALS and self._tokens[place].text != "May":
            return self._modal(place)
        if word == "to":
            return None if self._finite_only else self._infinitive(place)
        if word in _TO_COME:
            before = self._word(place - 1)
            opens = not before  # "Until Friday nobody had called."
            done = word in _PLANS and (before in _PAST or before.endswith("ed"))
            return None if opens or done else self._to_come(place)  # "announced plans on Friday"
        if word == "set" and self._word(place + 1) == "for":
            return self._to_come(place)
        if word == "following" and self._word(place - 1) == "the":
            return None
        if word.endswith("ing") and self._word(place - 1) in _BE_NOW:
            return "future"
        past = word in _PAST or (word.endswith("ed") and len(word) > 4)
        return self._finite(place) if past and not self._is_adjective(place) else None

    def _modal(self, place: int) -> Tense:
        """Tells "could not be reached" and "would have been" from what is to come."""
        if self._tokens[place].word in ("could", "might", "may", "would", "should", "must"):
            following = [token.word for token in self._tokens[place + 1 : place + 3]]
            not_done = "not" in following or self._denied(place)
            if "have" in following or (self._tokens[place].word == "could" and not_done):
                return "past"
        return "future"

    def _denied(self, place: int) -> bool:
        """Says whether the clause begins with nobody: "neither of them could be found"."""
        return any(self._word(before) in _NOBODY for before in range(place - _REACH, place))

    def _infinitive(self, place: int) -> Tense | None:
        """Gives the future for "to" and a verb after a word that looks ahead."""
        verb = self._tokens[place + 1].word if place + 1 < len(self._tokens) else ""
        if not verb.isalpha() or verb in _NO_VERBS or verb.endswith("ing"):
            return None
        if self._tokens[place + 1].text[0].isupper():
            return None
        if self._word(place - 1) in _AHEAD:
            return self._to_come(place - 1)
        return "future" if self._is_called(place) else None

    def _is_called(self, place: int) -> bool:
        """Says whether "to" tells what somebody is called on to do, before any other verb."""
        for before in range(place - 1, place - 1 - _CALLED, -1):
            word = self._word(before)
            if word in _CALLS:
                return "had" not in (self._word(before - 1), self._word(before - 2))
            if not word.isalpha() or word in _PAST or word in _MODALS or word == "to":
                return False
        return False

    def _to_come(self, place: int) -> Tense:
        """Gives the future, but the past for what "had been due" and for "as planned"."""
        before = (self._word(place - 1), self._word(place - 2))
        return "past" if "had" in before or "as" in before else "future"

    def _is_adjective(self, place: int) -> bool:
        before = self._word(place - 1)
        if before in _ADVERBS or before.endswith("ly"):
            before = self._word(place - 2)
        return before in _ARTICLES

    def _finite(self, place: int) -> Tense | None:
        """Gives the tense of a past form by the auxiliaries before it: "will be held"."""
        for before in range(place - 1, place - 1 - _CHAIN, -1):
            word = self._word(before)
            if word in _MODALS and self._tokens[before].text != "May":
                return self._modal(before)
            if word == "to" and self._finite_only:
                return None
            if word == "to":
                return "future" if self._word(before + 1) == "be" else "past"
            if word not in _BE and not word.endswith("ly") and word not in ("not", "also"):
                return "past"
        return "past"
