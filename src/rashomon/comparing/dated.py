"""Past events known by their date: the same party, at the same time, in two reports.

Words say little where one report recalls "a bombing campaign since September 2015" and another
"the military intervention that started in September 2015"; the date and the party say it. Only
dates to the month or finer count, before the month of the reports themselves (in which everything
happens), and only where each report gives the date in one sentence alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rashomon.comparing.pair import Link
from rashomon.places import government_of
from rashomon.reading.actors import name_words
from rashomon.reading.language import is_read
from rashomon.reading.reading import Reading
from rashomon.report import Span

PROBABILITY = 0.6  # all three such pairs of the training stories are links: too few for more
_DATED = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])(?:-\d{2})?(?:T.*)?$")
_CAPITALISED = re.compile(r"\b[A-Z][\w.]+")


# The sentences that alone give a past date, by that date, and the parties that each names.
DatedSentences = Mapping[str, tuple[int, frozenset[str]]]


def with_dated_events(
    left: DatedSentences, right: DatedSentences, links: Sequence[Link]
) -> tuple[Link, ...]:
    """Gives the links, and those that dates add or make likelier, in order of sentence."""
    by_place = {(link.left, link.right): link for link in links}
    for when in left.keys() & right.keys():
        place = left[when][0], right[when][0]
        if not left[when][1] & right[when][1]:
            continue
        known = by_place.get(place)
        if known is None or known.probability < PROBABILITY:
            by_place[place] = Link(
                left=place[0],
                right=place[1],
                relation=known.relation if known else "partial",
                probability=PROBABILITY,
            )
    return tuple(by_place[place] for place in sorted(by_place))


def dated_sentences(reading: Reading) -> DatedSentences:
    """Gives the past months and days that stand in one sentence only, with that sentence.

    The times of the reading must be resolved. In a language that is not read there are none.
    """
    if not is_read(reading.report):
        return {}
    written = (reading.report.published or "")[:7]
    latest = max((t.value[:7] for t in reading.times if _DATED.match(t.value)), default="")
    found: dict[str, set[int]] = {}
    for time in reading.times:
        if time.kind != "date" or not _DATED.match(time.value):
            continue
        if time.value[:7] >= (written or latest):
            continue
        for number, sentence in enumerate(reading.sentences):
            if sentence.covers(Span(time.start, time.end)) and _claims(reading, sentence):
                found.setdefault(time.value, set()).add(number)
    alone = {when: min(places) for when, places in found.items() if len(places) == 1}
    return {when: (place, frozenset(_parties(reading, place))) for when, place in alone.items()}


def _claims(reading: Reading, sentence: Span) -> bool:
    return reading.report.zone_kind(sentence) in ("dateline", "lead", "body")


def _parties(reading: Reading, number: int) -> set[str]:
    """Gives the actors and countries that a sentence names, "Syrian" and "Damascus" as Syria."""
    sentence = reading.sentences[number]
    named = {
        " ".join(name_words(actor.name))
        for actor in reading.actors
        if actor.named and actor.kind != "place"
        for mention in actor.mentions
        if sentence.covers(mention)
    }
    words = _CAPITALISED.findall(reading.report.show(sentence))
    return named | {country for word in words if (country := government_of(word))}
