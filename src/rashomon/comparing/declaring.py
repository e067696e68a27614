"""Declaring: what somebody announces, offers, calls for or refuses is known from that one.

Two reports that both write "Nordline offered 40 million" saw no offer each: Nordline made it known,
and both tell of that. So a passage whose subject is somebody, with a verb of declaring, goes back
to him, though the report asserts it in its own voice. Only plain grammar counts: the name stands
right before the verb, but for adverbs, a day, and what stands in commas after the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from rashomon.calendar_names import WEEKDAY_NAMES
from rashomon.comparing.parts import VERB
from rashomon.reading.reading import Reading
from rashomon.report import Span

# Verbs for what one does by saying so, in the forms of news.
_DECLARING = frozenset(
    """
    accuse accused accuses accusing acknowledge acknowledged acknowledges acknowledging admit
    admits admitted admitting announce announced announces announcing apologise apologised
    apologises apologising apologize apologized apologizes apologizing argue argued argues arguing
    blame blamed blames blaming claim claimed claims claiming concede conceded concedes conceding
    condemn condemned condemning condemns confirm confirmed confirming confirms criticise
    criticised criticises criticising criticize criticized criticizes criticizing declare declared
    declares declaring decline declined declines declining defend defended defending defends demand
    demanded demanding demands denied denies deny denying denounce denounced denounces denouncing
    disclose disclosed discloses disclosing dismiss dismissed dismisses dismissing endorse endorsed
    endorses endorsing insist insisted insisting insists offer offered offering offers pledge
    pledged pledges pledging praise praised praises praising promise promised promises promising
    propose proposed proposes proposing recommend recommended recommending recommends refuse refused
    refuses refusing reject rejected rejecting rejects reveal revealed revealing reveals said say
    saying says tell telling tells threaten threatened threatening threatens told unveil unveiled
    unveiling unveils urge urged urges urging vow vowed vowing vows warn warned warning warns
    """.split()
)
# Those that declare only with a word after them: "called for his release", "called on him to go",
# "raised its bid". The first is for the verb, the second for the word within a few words.
_WITH = (
    (frozenset("call called calling calls".split()), frozenset({"for", "on", "upon"}), 1),
    (
        frozenset(
            "extend extended extends give gave gives increase increased increases issue issued"
            " issues launch launched launches made make makes making raise raised raises raising"
            " renew renewed renews repeat repeated repeats submit submitted submits sweeten"
            " sweetened sweetens withdraw withdrew withdraws".split()
        ),
        frozenset(
            "apology appeal bid call demand invitation offer plea pledge proposal"
            " request statement threat ultimatum vow warning".split()
        ),
        7,
    ),
    (
        frozenset("continue continued continues reiterate reiterated reiterates repeated".split()),
        frozenset("refusal demand call calls denial offer support opposition".split()),
        3,
    ),
    (
        frozenset("join joined joining joins".split()),
        frozenset("calling urging demanding condemning denouncing criticizing".split()),
        7,
    ),
)
_WITH_VERBS = frozenset().union(*(verbs for verbs, _, _ in _WITH))
# Verbs in a form that is a noun too: "the Boston offer".
_NOUNS_TOO = frozenset(
    "appeal appeals call calls claim claims demand demands offer offers pledge pledges praise"
    " promise promises vow vows".split()
)
_BE = frozenset("is are was were be been being gets got".split())
_AUXILIARY = frozenset("has have had will would".split())
_VERB = re.compile(VERB)
_SKIPPED = frozenset(
    "has have had having also later however again still now then first jointly both already today"
    " yesterday earlier meanwhile repeatedly publicly formally officially previously reportedly"
    " recently further once on late early morning afternoon evening night".split()
) | frozenset(map(str.lower, WEEKDAY_NAMES))
# Before a name: it is no subject, or that of a side clause, which only dates the main one.
_NO_SUBJECT = frozenset(
    "about across after against along although amid among around at because before behind beside"
    " between beyond by despite during for from if in inside into like near of off outside over"
    " past since than though through to toward towards under unless until upon when while whose"
    " with within without".split()
)
_ARTICLES = frozenset("the a an".split())
_DETERMINERS = _ARTICLES | frozenset("its their his her this that".split())
_WORD = re.compile(r"[^\W_][\w’'-]*|[^\w\s]")
# Words that may stand between two commas after a name.
_ASIDE = 16


class Subjects(msgspec.Struct, frozen=True, kw_only=True):
    """The ids of those who declare something in a passage, and of those who do anything, in order.

    Some verbs tell of both, some of one: "urges" is read as declaring only.
    """

    declaring: tuple[str, ...] = ()
    acting: tuple[str, ...] = ()


def subjects_of(reading: Reading, sentence: Span, passage: Span) -> Subjects:
    """Gives those who declare or do something in a passage of a sentence."""
    words = list(_WORD.finditer(reading.report.text, sentence.start, sentence.end))
    plain = [word.group().lower() for word in words]
    inside = {k for k, word in enumerate(words) if passage.start <= word.start() < passage.end}
    declared, done = inside.intersection(_verbs(plain)), inside.intersection(_deeds(plain))
    if not (declared or done):
        return Subjects()
    ends = {
        mention.end: (mention, actor.id)
        for actor in reading.actors
        if actor.named
        for mention in actor.mentions
        if sentence.covers(mention)
    }
    found = {
        place: actor
        for place in sorted(declared | done)
        if (actor := _subject(place, words, plain, ends)) is not None
    }
    return Subjects(
        declaring=tuple(dict.fromkeys(found[k] for k in found if k in declared)),
        acting=tuple(dict.fromkeys(found[k] for k in found if k in done)),
    )


def _subject(
    place: int,
    words: Sequence[re.Match[str]],
    plain: Sequence[str],
    ends: Mapping[int, tuple[Span, str]],
) -> str | None:
    """Gives the subject of a verb, if it is plain. `ends` are the names by where they end."""
    before = _before(plain, place)
    mention, actor = ends.get(words[before].end(), (None, "")) if before is not None else (None, "")
    if mention is None:
        return None
    first = next(k for k, word in enumerate(words) if word.end() > mention.start)
    noun = plain[place] in _NOUNS_TOO and plain[max(0, first - 1)] in _DETERMINERS
    return None if noun or _is_side(plain, first) else actor


def _deeds(words: Sequence[str]) -> Iterator[int]:
    """Gives where verbs of any kind stand that are not in the passive."""
    for place, word in enumerate(words):
        if word in _BE:
            if any(one.endswith("ing") for one in words[place + 1 : place + 3]):
                yield place
        elif word in _AUXILIARY:
            if _BE.isdisjoint(words[place + 1 : place + 3]):
                yield place
        elif _VERB.fullmatch(word) and "by" not in words[place + 1 : place + 2]:
            yield place


def _verbs(words: Sequence[str]) -> Iterator[int]:
    """Gives where verbs of declaring stand that are not in the passive."""
    for place, word in enumerate(words):
        if word not in _DECLARING and word not in _WITH_VERBS:
            continue
        after = words[place + 1 : place + 8]
        plain = word in _DECLARING and after[:1] not in (["by"], ["of"])
        if plain or any(
            word in verbs and not rest.isdisjoint(after[:reach]) for verbs, rest, reach in _WITH
        ):
            yield place


def _before(words: Sequence[str], place: int) -> int | None:
    """Gives the last word of what stands before a verb as its subject, if it is plain."""
    passive_at = words[place].endswith(("ed", "told", "said", "made", "given"))
    k = place - 1
    while k >= 0 and (words[k] in _SKIPPED or words[k] in _BE):
        if words[k] in _BE and passive_at:
            return None
        k -= 1
    if k < 0:
        return None
    if words[k] != ",":
        return k
    opening = next((j for j in range(k - 1, max(-1, k - _ASIDE), -1) if words[j] == ","), None)
    return opening - 1 if opening else None


def _is_side(words: Sequence[str], first: int) -> bool:
    """Says whether what begins with a word is no subject of a main clause."""
    k = first - 1
    while k >= 0 and words[k] in _ARTICLES:
        k -= 1
    return k >= 0 and words[k] in _NO_SUBJECT
