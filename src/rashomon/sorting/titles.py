"""What a story is called: the headline that says best what all of them say."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from rashomon.comparing.vectors import stem, word_spans


def typical_title(titles: Sequence[str]) -> str:
    """Gives the title whose words most of the others share, the first of equals; "" for none.

    A headline on one side of a story, or on another event that its report also tells of, is so
    passed over. Function words weigh little, since they stand in titles that share nothing else;
    a long title gains nothing from its length.
    """
    named = [title for title in titles if title.strip()]
    if not named:
        return ""
    words = [_stems(title) for title in named]
    holders = Counter(word for one in words for word in one)
    shared = [
        sum((holders[word] - 1) * len(word) for word in one) / math.sqrt(max(1, len(one)))
        for one in words
    ]
    return named[shared.index(max(shared))]


@lru_cache(maxsize=20_000)  # a story is given its title anew with each report
def _stems(title: str) -> frozenset[str]:
    return frozenset(stem(title[span.start : span.end]) for span in word_spans(title))
