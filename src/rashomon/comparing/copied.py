"""Whether two passages hold the same words, so that they have one origin, whoever wrote them first.

Two people who write of one thing hardly ever write a dozen words alike. Whole reports that share
running text are told by `lineage`; this is for the one paragraph that somebody took over.
"""

from __future__ import annotations

import re

_WORD = re.compile(r"\w+")
# Least words in a row, and least share of the shorter passage that they are; a passage that stands
# whole in the other may be shorter.
_RUN = 12
_SHARE = 0.5
_WHOLE = 8


def copied(one: str, other: str) -> bool:
    """Says whether two passages share a run of words too long for chance."""
    shorter, longer = sorted((_words(one), _words(other)), key=len)
    least = len(shorter) if len(shorter) < _RUN else max(_RUN, round(_SHARE * len(shorter)))
    if least < _WHOLE:
        return False
    runs = _runs(longer, least)
    return any(run in runs for run in _runs(shorter, least))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _runs(words: list[str], length: int) -> set[tuple[str, ...]]:
    return {tuple(words[k : k + length]) for k in range(len(words) - length + 1)}
