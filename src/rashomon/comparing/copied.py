"""Whether two passages hold the same words, so that they have one origin, whoever wrote them first.

Two people who write of one thing hardly ever write a dozen words alike, or half a passage in runs
of words of which one is long. Names, figures and the words
of a charge are no sign: everybody writes them alike.
Whole reports that share running text are told by `lineage`; this is for the one paragraph, or the
one clause, that somebody took over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_WORD = re.compile(r"\w+")
# Least words in a row, and least share of the shorter passage that they are; a passage that stands
# whole in the other may be shorter.
_RUN = 12
_SHARE = 0.5
_WHOLE = 8
# A passage of somebody's words that stands whole among somebody's words may be shorter still.
_WHOLE_SAID = 6
# Words of a run from which shorter ones count with it, and how many of its words must be none of
# a name or figure; and words of the shorter ones.
_LONG = 7
_PLAIN = 6
_SHORT = 4
# The words of a charge or a sentence are the law's: whoever tells of them tells them alike.
_OF_THE_LAW = frozenset("charge charged charges convicted counts guilty sentenced".split())


def copied(one: str, other: str, *, said: bool = False) -> bool:
    """Says whether two passages share runs of words too long for chance.

    `said` tells that both are what reports credit to somebody.
    """
    shorter, longer = sorted((_WORD.findall(one), _WORD.findall(other)), key=len)
    left, right = ([word.casefold() for word in words] for words in (shorter, longer))
    least = len(left) if len(left) < _RUN else max(_RUN, round(_SHARE * len(left)))
    if least >= (_WHOLE_SAID if said else _WHOLE) and not _runs(left, least).isdisjoint(
        _runs(right, least)
    ):
        return True
    return _in_runs(shorter, left, right)


def _runs(words: Sequence[str], length: int) -> set[tuple[str, ...]]:
    return {tuple(words[k : k + length]) for k in range(len(words) - length + 1)}


def _in_runs(shorter: Sequence[str], left: Sequence[str], right: Sequence[str]) -> bool:
    """Says whether much of the shorter passage stands in runs of the other, a long one among them.

    `left` and `right` are the words of the shorter and the longer passage, their case folded.
    """
    long, short = _runs(right, _LONG), _runs(right, _SHORT)
    figures = [{word for word in words if word.isdigit()} for words in (left, right)]
    if figures[0] - figures[1] and figures[1] - figures[0]:
        return False  # Who gives another figure knows it from elsewhere.
    if not _OF_THE_LAW.isdisjoint([*left, *right]) or not any(
        tuple(left[k : k + _LONG]) in long
        and sum(word.islower() for word in shorter[k : k + _LONG]) >= _PLAIN
        for k in range(len(left) - _LONG + 1)
    ):
        return False
    common = {
        k + away
        for k in range(len(left) - _SHORT + 1)
        if tuple(left[k : k + _SHORT]) in short
        for away in range(_SHORT)
    }
    return len(common) >= _SHARE * len(left)
