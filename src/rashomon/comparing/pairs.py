"""Every two readings of a story held against each other, each reading made ready once.

Two reports in which no two sentences are near in meaning are not matched at all: of many reports
on one story most say different things, and looking costs a thousandth of matching. Whether two
reports are held against each other, and what is found then, depends on the two alone, but for one
thing: links in doubt are looked at again (`together`) in stories of a few reports only, as that
takes longer than all else. Findings can be kept: of a story that gains a report, only pairs with
the new report are looked at, and what was found of the others stays as it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations

import msgspec
import numpy as np
from msgspec.structs import replace

from rashomon.comparing.dated import DatedSentences, dated_sentences, with_dated_events
from rashomon.comparing.differences import differences_of
from rashomon.comparing.differences.sentence import ReadSentence, read_sentences, with_times
from rashomon.comparing.matching import match, side_of
from rashomon.comparing.opposed import of_one_event, undenied
from rashomon.comparing.pair import Link, PairDifference, PairFindings, ReportIds
from rashomon.comparing.parts import clauses_of, counting_words
from rashomon.comparing.side_words import side_words
from rashomon.comparing.timeline import borrowed_published, is_dated, with_years
from rashomon.comparing.vectors import HELD, STILL_HELD, Floats, views
from rashomon.reading.language import is_read
from rashomon.reading.reading import Reading

# Cosine that some two sentences must reach. In all 84 pairs of reports of the annotated stories
# they reach .60; of pairs of reports on different stories nine in ten stay below this.
_PROMISING = 0.55
# Reports held against each other in one go: those of two groups are held in memory.
_GROUP = HELD // 2

# Probability of a link from which differences are told: of what would differ from .33 to here one
# in three was marked in annotated stories.
DIFFERING = 0.42

# Reports of a story whose links in doubt are looked at again: of eight that takes some six times as
# long as to read them, and grows with the number of pairs.
_FEW = 8

# Counted up when other things are found of two readings: what was kept before is by older models.
_FORM = 8

Pair = tuple[int, int]


def compare_pairs(
    readings: Sequence[Reading],
    places: Sequence[int],
    *,
    known: Mapping[ReportIds, PairFindings] | None = None,
) -> dict[Pair, PairFindings]:
    """Gives the findings of every two readings, by their places; `places` says which to look at.

    `known` are findings of an earlier call, by the ids of reports. Those that rest on just these
    readings are taken over, the others are passed over.
    """
    found: dict[Pair, PairFindings] = {}
    waiting: list[Pair] = []
    hashes = {place: _hash(readings[place]) for place in places}
    for one, other in combinations(places, 2):
        rests_on = _joint(hashes[one], hashes[other])
        kept = (known or {}).get((readings[one].report.id, readings[other].report.id))
        if kept is not None and kept.rests_on == rests_on:
            found[one, other] = kept
        else:
            found[one, other] = PairFindings(rests_on=rests_on)
            waiting.append((one, other))
    promising = _promising(readings, waiting)
    maker = _Maker()
    look_again = len(places) <= _FEW
    for one, other in _in_groups(_worth_a_look(readings, waiting, promising), promising):
        # Dates are fixed from the two alone: a third report must not change what differs here.
        left, right = maker.ready(readings[one], readings[other])
        links = (
            match(left.reading, right.reading, look_again=look_again)
            if (one, other) in promising
            else ()
        )
        links = with_dated_events(left.dated, right.dated, links)
        if links:
            found[one, other] = _findings(found[one, other].rests_on, left, right, links)
    _let_go()
    return found


def _let_go() -> None:
    """Gives up what is held of a large story, all of it: parts of it hold each other's vectors."""
    if views.cache_info().currsize > STILL_HELD:
        for held in (views, side_words, counting_words, clauses_of):
            held.cache_clear()


def _hash(reading: Reading) -> str:
    """Gives a hash of what can be found in a reading: all but its report's names and its notes."""
    unnamed = replace(reading.report, id="", path=None, url=None, retrievals=(), extra={})
    content = msgspec.msgpack.encode(replace(reading, report=unnamed, notes=()))
    return hashlib.sha256(content).hexdigest()


def _joint(left: str, right: str) -> str:
    return hashlib.sha256(f"{_FORM} {left} {right}".encode()).hexdigest()[:32]


class _Ready:
    """A reading with its years fixed, and what is looked up in it for each pair."""

    def __init__(self, reading: Reading, plain: _Ready | None = None) -> None:
        self.reading = reading
        self.dated: DatedSentences = dated_sentences(reading)
        self._plain = plain
        self._sentences: tuple[ReadSentence, ...] | None = None

    def sentences(self) -> tuple[ReadSentence, ...]:
        """Gives the sentences with what is found in them, read when first asked for."""
        if self._sentences is None:
            self._sentences = (
                with_times(self._plain.sentences(), self.reading.times)
                if self._plain is not None
                else read_sentences(self.reading)
            )
        return self._sentences


def _findings(rests_on: str, left: _Ready, right: _Ready, links: tuple[Link, ...]) -> PairFindings:
    """Gives what two readings have to do with each other by their links.

    In a language that is not read nothing is told but the links.
    """
    firm = any(link.probability >= DIFFERING for link in links)
    if not (firm and is_read(left.reading.report) and is_read(right.reading.report)):
        return PairFindings(rests_on=rests_on, links=links)
    ours, theirs = left.sentences(), right.sentences()
    links = of_one_event(links, ours, theirs)
    differences = _firm_differences(ours, theirs, links)
    return PairFindings(
        rests_on=rests_on, links=undenied(links, ours, theirs), differences=differences
    )


def _firm_differences(
    left: Sequence[ReadSentence], right: Sequence[ReadSentence], links: Sequence[Link]
) -> tuple[PairDifference, ...]:
    """Gives the differences between sentences that are linked firmly enough (`DIFFERING`).

    Sentences with a weaker link may stand in one claim, also for what further reports say: whether
    they differ must not depend on that.
    """
    firm = {(link.left, link.right): link for link in links if link.probability >= DIFFERING}
    found = differences_of(left, right, list(firm.values()))
    return tuple(one for one in found if (one.left_sentence, one.right_sentence) in firm)


class _Maker:
    """Makes readings ready, each once, and each once for each way in which its years are fixed.

    Those used last are held, `HELD` at most.
    """

    def __init__(self) -> None:
        self._made: dict[str, dict[tuple[str, ...], _Ready]] = {}

    def ready(self, left: Reading, right: Reading) -> tuple[_Ready, _Ready]:
        """Gives two readings, their years fixed by each other's dates."""
        borrowed = borrowed_published((left, right))
        return (
            self._one(left, borrowed.get(left.report.id, ())),
            self._one(right, borrowed.get(right.report.id, ())),
        )

    def _one(self, reading: Reading, borrowed: tuple[str, ...]) -> _Ready:
        made = self._made.pop(reading.report.id, None) or {(): _Ready(reading)}
        self._made[reading.report.id] = made
        if len(self._made) > HELD:
            del self._made[next(iter(self._made))]
        if borrowed not in made:
            made[borrowed] = _Ready(with_years(reading, borrowed), made[()])
        return made[borrowed]


def _promising(readings: Sequence[Reading], pairs: Collection[Pair]) -> set[Pair]:
    """Gives those pairs of readings in which two sentences are near in meaning."""
    vectors = {place: _vectors(readings[place]) for place in sorted({p for q in pairs for p in q})}
    return {
        (one, other)
        for one, other in pairs
        if (left := vectors[one]) is not None
        and (right := vectors[other]) is not None
        and float((left @ right.T).max()) >= _PROMISING
    }


def _vectors(reading: Reading) -> Floats | None:
    """Gives the vectors of a reading's sentences, one a row; None where it has none to match."""
    sentences = side_of(reading)[1].sentences
    return np.stack([sentence.vector for sentence in sentences]) if sentences else None


def _worth_a_look(
    readings: Sequence[Reading], pairs: Sequence[Pair], promising: Collection[Pair]
) -> list[Pair]:
    """Gives the pairs that are promising, or may date a past event alike.

    A report with a date of its own dates events by itself. Of one that borrows the other's, it
    shows only when the two are held against each other.
    """
    places = {place for pair in pairs for place in pair}
    dated = {
        place: dated_sentences(readings[place]).keys()
        for place in places
        if is_dated(readings[place].report)
    }
    return [
        (one, other)
        for one, other in pairs
        if (one, other) in promising
        or one not in dated
        or other not in dated
        or not dated[one].isdisjoint(dated[other])
    ]


def _in_groups(pairs: Iterable[Pair], promising: Collection[Pair]) -> list[Pair]:
    """Gives the pairs in an order in which the same reports come again soon.

    Reports that are near in meaning stand together; of these a group is taken at a time.
    """
    ordered = sorted(pairs)
    beside: dict[int, list[int]] = {place: [] for pair in ordered for place in pair}
    for one, other in sorted(promising):
        beside[one].append(other)
        beside[other].append(one)
    rank: dict[int, int] = {}
    for first in sorted(beside):
        group = [] if first in rank else [first]
        for place in group:
            if place not in rank:
                rank[place] = len(rank) // _GROUP
                group += [other for other in beside[place] if other not in rank]
    return sorted(ordered, key=lambda pair: (sorted((rank[pair[0]], rank[pair[1]])), pair))
