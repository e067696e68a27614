"""Which part of a sentence another sentence asserts too.

A sentence often asserts several things of which another has one: "was questioned by police and
released, his lawyer said, after the ferry ran aground". It is cut where clauses begin, and the
run of clauses is taken whose words the other sentence meets; as in local alignment (Smith and
Waterman, 1981), what is met counts for a run and what is not met counts against it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import lru_cache

import msgspec
import numpy as np
from numpy.typing import NDArray

from rashomon.comparing.features import UNKNOWN_IDF
from rashomon.comparing.scoring import matching_model
from rashomon.comparing.vectors import HELD, Sentence
from rashomon.comparing.wording import FUNCTION_WORDS
from rashomon.report import Span

Matrix = NDArray[np.float64]

# Chosen on the training stories by what annotators wrote that linked sentences share: one part in
# twenty lacks some of it.
_MET = 0.5  # likeness of words (cosine, of vectors in context) from which one meets the other
_WITHIN = 0.85  # share of all that is met which must lie in a part, else the whole stands
_SHORTER = 0.8  # a part with a larger share of the letters is hardly shorter: the whole stands
_LEAST = 0.03  # share of all that is met which a clause must have to lengthen a part
_PART_WORDS = 5
_CLAUSE_WORDS = 4

VERB = (
    r"(?:is|are|was|were|has|had|have|will|would|can|could|may|might|said|told|made|took|went|came"
    r"|gave|left|fell|won|lost|held|struck|hit|shot|began|ran|sent|found|brought|became|\w{2,}ed)"
)
"""The commonest forms of verbs by which a clause asserts something, as a regular expression."""

_CLAUSE = re.compile(
    r"[;:–—]\s+|\s--\s+|,\s+(?!\d)"
    r"|\s+(?=(?:(?:in|of|to|for|from|with|at|on|by)\s+)?(?:which|who|whom|whose)\s)"
    r"|\s+(?=(?:after|before|while|when|where|until|because|although|though)\s)"
    rf"|\s+(?=(?:and|but)\s+(?:(?:then|later|also)\s+)?{VERB}\b)"
)
_JOINING = re.compile(r"[\s,;:–—”’\"-]*(?:(?:and|but|or)\s+)?")
_LOOSE = re.compile(r"(?:\s+(?:and|but|or))?[\s,;:–—-]*$")


class _Clauses(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A sentence cut into clauses: their spans in its text, and how many words stand before each.

    The last entry of `words` is how many words there are in all.
    """

    spans: tuple[Span, ...]
    words: tuple[int, ...]


def shared_part(sentence: Sentence, other: Sentence, counting: Matrix) -> Span | None:
    """Gives the part of a sentence that the other asserts too, as offsets into its text.

    `counting` says how much each word of the sentence counts. None where the whole sentence
    stands: where it is one clause, or what is met lies everywhere.
    """
    clauses = clauses_of(sentence)
    if len(clauses.spans) < 2 or not other.stems:
        return None
    met = (sentence.words @ other.words.T).max(1).astype(np.float64) - _MET
    met *= counting
    sums = np.add.reduceat(met, clauses.words[:-1])
    first, end = _best_run((sums - _LEAST * np.maximum(met, 0.0).sum()).tolist())
    from_word, to_word = clauses.words[first], clauses.words[end]
    cut = Span(clauses.spans[first].start, clauses.spans[end - 1].end)
    part = without_joints(sentence.text, cut)
    if to_word - from_word < _PART_WORDS or part.end - part.start > _SHORTER * len(sentence.text):
        return None
    gained = np.maximum(met, 0.0)
    return part if gained[from_word:to_word].sum() >= _WITHIN * gained.sum() > 0 else None


@lru_cache(maxsize=HELD)
def counting_words(sentences: tuple[Sentence, ...]) -> tuple[Matrix, ...]:
    """Gives how much the words of a report's sentences count, by their rarity in news and it.

    Function words count nothing: in context they always meet some other.
    """
    idf = matching_model().idf
    counts = Counter(stem for one in sentences for stem in dict.fromkeys(one.stems))
    rare = {
        stem: idf.get(stem, UNKNOWN_IDF) * math.log((len(sentences) + 1) / (count + 0.5))
        for stem, count in counts.items()
    }
    return tuple(
        one.weights * np.array([rare[word] * (word not in FUNCTION_WORDS) for word in one.stems])
        for one in sentences
    )


@lru_cache(maxsize=HELD * 32)
def clauses_of(sentence: Sentence) -> _Clauses:
    """Cuts a sentence where clauses begin, but not inside quotation marks or brackets."""
    text = sentence.text
    starts = [span.start for span in sentence.spans]
    spans: list[Span] = []
    words: list[int] = [0]
    begin, seen = 0, 0
    for match in [*_CLAUSE.finditer(text), None]:
        at = match.start() if match else len(text)
        while seen < len(starts) and starts[seen] < at:
            seen += 1
        if match is None or (seen - words[-1] >= _CLAUSE_WORDS and _is_closed(text[:at])):
            spans.append(Span(begin, at))
            words.append(seen)
            begin = match.end() if match else at
    if len(spans) > 1 and words[-1] - words[-2] < _CLAUSE_WORDS:
        last = spans.pop()
        spans[-1] = Span(spans[-1].start, last.end)
        del words[-2]
    return _Clauses(spans=tuple(spans), words=tuple(words))


def whole_clauses(text: str, sentence: Span, part: Span) -> Span:
    """Gives a part of a sentence with the clauses whole that it only begins or ends."""
    joints = [
        match
        for match in _CLAUSE.finditer(text, sentence.start, sentence.end)
        if _is_closed(text[sentence.start : match.start()])
    ]
    start = max((m.end() for m in joints if m.end() <= part.start), default=sentence.start)
    end = min((m.start() for m in joints if m.start() >= part.end), default=sentence.end)
    return without_joints(text, Span(min(start, part.start), max(end, part.end)))


def _is_closed(text: str) -> bool:
    """Says whether all marks and brackets that a text opens are closed in it."""
    return (
        text.count('"') % 2 == 0
        and text.count("“") <= text.count("”")
        and text.count("(") <= text.count(")")
    )


def _best_run(sums: list[float]) -> tuple[int, int]:
    """Gives the first and the end of the run with the largest sum (Kadane)."""
    best, found, start, total = -math.inf, (0, 1), 0, 0.0
    for place, value in enumerate(sums):
        if total < 0:
            start, total = place, 0.0
        total += value
        if total > best:
            best, found = total, (start, place + 1)
    return found


def without_joints(text: str, part: Span) -> Span:
    """Gives a part without the words and marks that only join it to what stands beside it."""
    joining = _JOINING.match(text, part.start, part.end) if part.start else None
    start = joining.end() if joining else part.start
    loose = _LOOSE.search(text, start, part.end)
    return Span(start, loose.start() if loose else part.end)
