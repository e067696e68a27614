"""What one sentence denies in the very words in which another asserts it.

"He never expressed interest in the bridge" denies "had expressed interest in the bridge": two
telling words that follow each other in both, with a negation before them in one alone. Where the
other side denies something too, or leaves it open, nothing is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from rashomon.comparing.differences.alignment import Word
from rashomon.comparing.differences.sentence import ReadSentence, once
from rashomon.comparing.differences.words import FUNCTION_WORDS, is_negation, stem, tells
from rashomon.report import Span

Two = tuple[str, str]

_REACH = 3  # words between a negation and what it denies, or between the two words of it
_ONLY = frozenset("only just merely simply alone".split())  # "not only" denies nothing
# "Respect, not a spot at a bar" denies no verb.
_BESIDE_VERBS = frozenset("no not none nor neither without".split())
AUXILIARIES = frozenset(
    "am are be been can could did do does had has have is may might must should was were will "
    "would".split()
)
_UNSURE = frozenset(
    "deny denies denied denying refuse refuses refused refusing reject rejects rejected fail fails "
    "failed without rather instead unlike whether if".split()
)


def denied(
    left: ReadSentence,
    right: ReadSentence,
    *,
    left_part: Span | None = None,
    right_part: Span | None = None,
) -> tuple[Span, Span] | None:
    """Gives the words of both sides that one denies and the other asserts, or None.

    Only the parts are looked at where they are given.
    """
    if not (_negates(left) or _negates(right)):
        return None
    ours, theirs = (
        sentence.words_in(part) if part else sentence.words
        for sentence, part in ((left, left_part), (right, right_part))
    )
    # Where both sides deny something, or neither does, nothing is told.
    if _denies(ours) == _denies(theirs):
        return None
    one, other = _told(ours), _told(theirs)
    for two in sorted(one.keys() & other.keys()):
        (first, denies), (second, denies_too) = one[two], other[two]
        asserting = theirs if denies else ours
        if denies != denies_too and not any(_leaves_open(word.form) for word in asserting):
            return first, second
    return None


@once
def _negates(sentence: ReadSentence) -> bool:
    """Says whether a sentence has a negation anywhere."""
    return _denies(sentence.words)


def _denies(words: Sequence[Word]) -> bool:
    return any(is_negation(word.form) for word in words)


def _leaves_open(form: str) -> bool:
    return is_negation(form) or form in _UNSURE


def _told(words: Sequence[Word]) -> dict[Two, tuple[Span, bool]]:
    """Gives every two telling words that follow each other, where, and whether they are denied."""
    telling = [k for k, word in enumerate(words) if tells(word.form)]
    found: dict[Two, tuple[Span, bool]] = {}
    for k, after in pairwise(telling):
        if after - k <= _REACH + 1:
            negation = _negation_before(words, k)
            start = words[k if negation is None else negation].start
            two = stem(words[k].form), stem(words[after].form)
            found.setdefault(two, (Span(start, words[after].end), negation is not None))
    return found


def _negation_before(words: Sequence[Word], k: int) -> int | None:
    """Gives the place of the negation that reaches a word over function words alone."""
    for place in range(k - 1, max(-1, k - 1 - _REACH), -1):
        form = words[place].form
        if is_negation(form):
            before = words[place - 1].form if place else ""
            verbal = form not in _BESIDE_VERBS or before in AUXILIARIES
            return place if verbal and words[place + 1].form not in _ONLY else None
        if form not in FUNCTION_WORDS:
            return None
    return None
