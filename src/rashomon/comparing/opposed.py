"""Two linked sentences of which one speaks against the other, however many words they share.

What one denies and the other asserts, two steps of one affair (charged and acquitted), an old and
a new offer: their words meet, so that their link is strong, and yet they don't assert the same.
Each sign is rare: of the training stories fifteen links have one of two events, and none is right.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from rashomon.comparing.differences.denying import denied
from rashomon.comparing.differences.sentence import ReadSentence
from rashomon.comparing.differences.words import FUNCTION_WORDS, stem
from rashomon.comparing.pair import Link

TWO_EVENTS = 0.29  # to what a link of two events is lowered: no claim, yet the two come near
DENIED = 0.6  # to what one is lowered of which one side denies the other: a claim that is open

_UP_TO_THREE = r"(?: \S+){0,3}"
# Steps of one affair, the earlier and the later: who tells the one has not told the other.
# "…" are up to three words, such as who it was that was charged.
_STEPS = tuple(
    tuple(
        re.compile(rf" (?:{step.replace(',', '|').replace(' …', _UP_TO_THREE)}) ") for step in steps
    )
    for steps in (
        (
            "charged … with,charges,indicted,indictment,prosecuted",
            "acquitted,acquittal,exonerated,cleared of,not guilty",
        ),
        ("arrested,detained,captured,kidnapped,abducted,jailed", "released,freed,bailed"),
        ("borrowed,lent,owed", "repay,repaid,refund,refunded"),
        ("appointed,hired", "resigned,resigns,sacked,was fired,were fired,stepped down"),
    )
)
_FORMER = frozenset("first original initial earlier previous".split())
_LATTER = frozenset("new latest second third final revised improved another".split())
_BEFORE_NOUN = 5  # words from "new" to what is new, as in "new $82 per share offer"

Opposes = Callable[[ReadSentence, ReadSentence, Link], bool]


def of_one_event(
    links: Sequence[Link], left: Sequence[ReadSentence], right: Sequence[ReadSentence]
) -> tuple[Link, ...]:
    """Gives the links, those between sentences that tell of two events no surer than `TWO_EVENTS`.

    `left` and `right` are the sentences of the two reports, all and in order.
    """
    return _lowered(links, left, right, _tell_of_two_events, TWO_EVENTS)


def undenied(
    links: Sequence[Link], left: Sequence[ReadSentence], right: Sequence[ReadSentence]
) -> tuple[Link, ...]:
    """Gives the links, those of which one side denies the other no surer than `DENIED`."""
    return _lowered(links, left, right, _is_denied, DENIED)


def _lowered(
    links: Sequence[Link],
    left: Sequence[ReadSentence],
    right: Sequence[ReadSentence],
    opposes: Opposes,
    most: float,
) -> tuple[Link, ...]:
    return tuple(
        replace(link, probability=most)
        if link.probability > most and opposes(left[link.left], right[link.right], link)
        else link
        for link in links
    )


def _is_denied(left: ReadSentence, right: ReadSentence, link: Link) -> bool:
    parts = {"left_part": link.left_part, "right_part": link.right_part}
    return denied(left, right, **parts) is not None


def _tell_of_two_events(left: ReadSentence, right: ReadSentence, link: Link) -> bool:
    ours = left.forms_in(link.left_part) if link.left_part else left.forms
    theirs = right.forms_in(link.right_part) if link.right_part else right.forms
    return _are_two_steps(ours, theirs) or _are_former_and_latter(ours, theirs)


def _are_two_steps(left: Sequence[str], right: Sequence[str]) -> bool:
    ours, theirs = (f" {' '.join(forms)} " for forms in (left, right))
    for one, other in _STEPS:
        told = bool(one.search(ours)), bool(other.search(ours))
        # Mostly neither is told: then the other side need not be looked at.
        if told[0] != told[1] and told == (bool(other.search(theirs)), bool(one.search(theirs))):
            return True
    return False


def _are_former_and_latter(left: Sequence[str], right: Sequence[str]) -> bool:
    """Says whether one tells of the first of some things and the other of a later one."""
    return _follows(left, right) or _follows(right, left)


def _follows(earlier: Sequence[str], later: Sequence[str]) -> bool:
    first, second = _called(earlier, _FORMER, 1), _called(later, _LATTER, _BEFORE_NOUN)
    both = _called(earlier, _LATTER, _BEFORE_NOUN) | _called(later, _FORMER, _BEFORE_NOUN)
    return bool(first & second - both)


def _called(forms: Sequence[str], words: frozenset[str], reach: int) -> set[str]:
    """Gives the stems of the telling words that stand behind some words, up to so many words on."""
    return {
        stem(following)
        for k, form in enumerate(forms)
        if form in words
        for following in forms[k + 1 : k + 1 + reach]
        if following not in FUNCTION_WORDS
    }
