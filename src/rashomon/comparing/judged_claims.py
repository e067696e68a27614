"""Claims as people want them: what they said is one claim is joined, what is not is parted.

People judge passages; here these are sentences (`Node`) of the readings that are compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from rashomon.comparing.claims import FIRM, SHOWN, Draft, Node
from rashomon.comparing.differences import differences_of
from rashomon.comparing.differences.sentence import read_sentences
from rashomon.comparing.judged_speakers import kinds_of, speakers_in_force, with_judged_speakers
from rashomon.comparing.pair import Link, PairFindings
from rashomon.comparing.pairs import Pair
from rashomon.comparing.timeline import borrowed_published, with_years
from rashomon.judgement import Judged, Kept, Settled, Word, passage_now, passage_of, settle
from rashomon.reading.language import is_read
from rashomon.reading.reading import Reading

# A link that people made; weaker ones that the machine found stay as they are.
_SAME = Link(left=0, right=0, relation="same", probability=1.0)


def with_people(readings: Sequence[Reading], judgements: Sequence[Kept]) -> list[Reading]:
    """Gives the readings with the speakers that people gave."""
    kinds = kinds_of(readings)
    return [with_judged_speakers(reading, judgements, kinds=kinds) for reading in readings]


class People:
    """What people said of the claims of some readings. `copies` are the places of one text each.

    `judgements` come oldest first: of those that contradict each other the newest holds.
    """

    def __init__(
        self,
        readings: Sequence[Reading],
        copies: Mapping[int, Sequence[int]],
        judgements: Sequence[Kept],
    ) -> None:
        self._readings = readings
        self._home = {place: home for home, places in copies.items() for place in places}
        self._place = {reading.report.id: k for k, reading in enumerate(readings)}
        self._judgements = judgements
        self._words = {
            kept.id: word for kept in judgements if (word := self._word(kept)) is not None
        }
        self._settled: Settled[Node] = settle(self._words.values())

    def pairs(self, found: Mapping[Pair, PairFindings]) -> dict[Pair, PairFindings]:
        """Gives the findings of pairs without links that people cut.

        Between passages that only people linked, differences are looked for, in English as ever.
        """
        pairs = dict(found)
        for i, j in {pair for nodes in self._settled.apart if (pair := _pair_of(nodes)) in pairs}:
            kept = (
                link
                for link in pairs[i, j].links
                if not self._settled.are_apart((i, link.left), (j, link.right))
            )
            pairs[i, j] = replace(pairs[i, j], links=tuple(kept))
        for pair, links in sorted(self._new_links(pairs).items()):
            left, right = self._with_years(pair)
            if not (is_read(left.report) and is_read(right.report)):
                continue
            more = differences_of(read_sentences(left), read_sentences(right), links)
            pairs[pair] = replace(pairs[pair], differences=(*pairs[pair].differences, *more))
        return pairs

    def claims(self, drafts: Iterable[Draft]) -> list[Draft]:
        """Gives drafted claims, joined and parted as people said."""
        found = list(drafts)
        if self._settled.apart:
            found = [part for draft in found for part in self._parts(draft.nodes, draft.confidence)]
        for nodes in self._settled.together:
            found = self._joined(found, nodes)
        return found

    def in_force(self) -> tuple[Kept, ...]:
        """Gives the judgements that hold, the oldest first, their passages where they now stand."""
        holding = {
            kept.id
            for reading in self._readings
            for kept in speakers_in_force(reading, self._judgements).values()
        }
        holding |= {kept for kept, word in self._words.items() if self._settled.holds(word)}
        return tuple(
            replace(kept, one=self._now(kept.one), other=self._now(kept.other))
            for kept in self._judgements
            if kept.id in holding
        )

    def _word(self, kept: Kept) -> Word[Node] | None:
        """Gives what a judgement says of sentences; None where these do not stand here."""
        one, other = self._nodes(kept.one), self._nodes(kept.other)
        if kept.said == "same" and len(one | other) > 1:
            return Word(together=True, one=one, other=other)
        if kept.said == "apart" and one and other and not one & other:
            return Word(together=False, one=one, other=other)
        return None

    def _nodes(self, passages: Sequence[Judged]) -> frozenset[Node]:
        return frozenset(node for judged in passages if (node := self._node(judged)) is not None)

    def _node(self, judged: Judged) -> Node | None:
        """Gives the sentence that holds most of a passage, in the first report with its text."""
        place = self._place.get(judged.report)
        span = passage_now(judged, self._readings[place].report) if place is not None else None
        if place is None or span is None:
            return None
        sentences = self._readings[place].sentences
        shared = [sentence.shared(span) for sentence in sentences]
        best = max(shared, default=0)
        return (self._home[place], shared.index(best)) if best > 0 else None

    def _new_links(self, pairs: Mapping[Pair, PairFindings]) -> dict[Pair, list[Link]]:
        """Gives the links that people made between sentences that the machine did not link."""
        known = {
            ((i, link.left), (j, link.right))
            for (i, j), found in pairs.items()
            for link in found.links
            if link.probability >= SHOWN
        }
        new: dict[Pair, list[Link]] = {}
        for nodes in self._settled.together:
            for left in sorted(nodes):
                for right in sorted(nodes):
                    pair = left[0], right[0]
                    if pair in pairs and (left, right) not in known:
                        link = replace(_SAME, left=left[1], right=right[1])
                        new.setdefault(pair, []).append(link)
        return new

    def _with_years(self, pair: Pair) -> tuple[Reading, Reading]:
        left, right = (self._readings[place] for place in pair)
        borrowed = borrowed_published((left, right))
        return (
            with_years(left, borrowed.get(left.report.id, ())),
            with_years(right, borrowed.get(right.report.id, ())),
        )

    def _parts(self, nodes: Iterable[Node], confidence: float) -> list[Draft]:
        """Parts the sentences of a claim where people want two of them apart.

        What is left alone is no shared claim any more.
        """
        parts: list[list[Node]] = []
        for node in sorted(nodes):
            home = next((p for p in parts if not self._keeps_away(node, p)), None)
            if home is None:
                parts.append([node])
            else:
                home.append(node)
        return [Draft(nodes=tuple(p), confidence=confidence) for p in parts if len(p) > 1]

    def _keeps_away(self, node: Node, nodes: Iterable[Node]) -> bool:
        return any(self._settled.are_apart(node, other) for other in nodes)

    def _joined(self, drafts: Sequence[Draft], nodes: frozenset[Node]) -> list[Draft]:
        """Joins the claims in which some sentences stand, as far as nothing in them is apart."""
        hosts = {host for node in nodes if (host := _host(drafts, node, nodes)) is not None}
        joined = set(nodes)
        for host in sorted(hosts):
            for node in drafts[host].nodes:
                if not self._keeps_away(node, joined):
                    joined.add(node)
        confidence = 1.0
        if joined != nodes:
            # A person's word is firm; what the machine joined to it can be surer still.
            confidence = max(FIRM, *(drafts[host].confidence for host in hosts))
        rest: list[Draft] = []
        for k, draft in enumerate(drafts):
            left = set(draft.nodes) - joined
            if left:
                rest += self._parts(left, draft.confidence) if k in hosts else [draft]
        return [*rest, Draft(nodes=tuple(sorted(joined)), confidence=confidence)]

    def _now(self, passages: Sequence[Judged]) -> tuple[Judged, ...]:
        found = []
        for judged in passages:
            place = self._place.get(judged.report)
            report = self._readings[place].report if place is not None else None
            span = passage_now(judged, report) if report else None
            if report and span:
                found.append(passage_of(report, span))
        return tuple(found)


def _pair_of(nodes: frozenset[Node]) -> Pair:
    """Gives the places of the reports in which two sentences stand."""
    (one, _), (other, _) = sorted(nodes)
    return one, other


def _host(drafts: Sequence[Draft], node: Node, nodes: frozenset[Node]) -> int | None:
    """Gives the claim in which a sentence stands: that which holds most of `nodes`."""
    held = [
        (len(nodes.intersection(draft.nodes)), draft.confidence, -k)
        for k, draft in enumerate(drafts)
        if node in draft.nodes
    ]
    return -max(held)[2] if held else None
