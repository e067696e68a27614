"""A report as sorting sees it: its rare words, the meaning of its beginning, and its day."""

from __future__ import annotations

import datetime
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

import msgspec
import numpy as np
from numpy.typing import NDArray

from rashomon.comparing.scoring import matching_model
from rashomon.comparing.vectors import stem, word_spans
from rashomon.models import CLS, SEP, session, tokenizer
from rashomon.report import Report
from rashomon.sorting.words import Words, number_of, words_from

MADE = 3
"""How sketches are made. One that is kept with another number is out of date."""

_LEAD_WORDS = 150
_LEAD_CHARACTERS = 800
_BODY_CHARACTERS = 20_000
_BODY_WORDS = 150  # the heaviest: the others change nothing that can be measured
_PIECES = 200  # as many as the vectors model was tuned on
# A word that is not among the commonest of news is rarer than any of them; so is a figure not.
_UNLISTED, _FIGURE = 0.7, 4.0
# Words in most reports say nothing of the event.
_COMMON = 1.0


class Sketch(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What sorting knows of one report.

    `lead` and `body` weigh stems: of the headline and the first words, and of the whole text.
    `written` has the words of the lead as they stand in the report, one for each of its numbers,
    with spaces between. `vector` is the unit vector of the beginning. `day` is the day of
    publication as a proleptic Gregorian ordinal, None where it is not known.
    """

    report: str
    lead: Words
    body: Words
    written: str
    vector: NDArray[np.float32]
    day: int | None = None


def sketch_of(report: Report) -> Sketch:
    """Gives the sketch of a report; the same text, title and date always give the same one."""
    title = report.title or ""
    return sketch_with(report, vector=vector_of(f"{title}. {report.text[:_LEAD_CHARACTERS]}"))


def sketch_with(report: Report, *, vector: NDArray[np.float32]) -> Sketch:
    """Gives the sketch of a report whose vector is known: that is most of the work."""
    text = report.text[:_BODY_CHARACTERS]
    title = report.title or ""
    words = [text[span.start : span.end] for span in word_spans(text)]
    headline = [title[span.start : span.end] for span in word_spans(title)]
    first = [*headline, *headline, *words[:_LEAD_WORDS]]
    stems = {word: stem(word) for word in {*first, *words}}
    lead = words_from(_weighed(stems[word] for word in first))
    written = {number_of(stems[word]): word for word in reversed(first)}
    return Sketch(
        report=report.id,
        lead=lead,
        body=words_from(_heaviest(_weighed(stems[w] for w in (*headline, *headline, *words)))),
        written=" ".join(written[number] for number in lead.numbers.tolist()),
        vector=vector,
        day=_day(report.published),
    )


@lru_cache(maxsize=1)
def _rarities() -> tuple[Mapping[str, float], float]:
    """Gives the idf of the commonest stems of news, and that of a word not among them."""
    listed = matching_model().idf
    return listed, max(listed.values()) + _UNLISTED


def _weighed(stems: Iterable[str]) -> dict[str, float]:
    listed, unlisted = _rarities()
    found: dict[str, float] = {}
    for word, count in Counter(stems).items():
        rarity = listed.get(word, _FIGURE if word.isdigit() else unlisted) - _COMMON
        if rarity > 0:
            found[word] = (1 + math.log(count)) * rarity
    return found


def _heaviest(weights: dict[str, float]) -> dict[str, float]:
    chosen = sorted(weights, key=lambda word: (-weights[word], word))[:_BODY_WORDS]
    return {word: weights[word] for word in chosen}


def vector_of(text: str) -> NDArray[np.float32]:
    """Gives the unit vector of how a text begins: its meaning, as far as cosines tell."""
    ids = tokenizer().encode(text, add_special_tokens=False).ids[:_PIECES]
    given = {"ids": np.array([[CLS, *ids, SEP]], dtype=np.int64)}
    pieces, _ = session("sketches").run(None, given)
    mean = pieces[0].mean(axis=0)
    unit: NDArray[np.float32] = (mean / max(float(np.linalg.norm(mean)), 1e-9)).astype(np.float32)
    return unit


def _day(published: str | None) -> int | None:
    try:
        return datetime.date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return None
