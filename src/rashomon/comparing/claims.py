"""Claims: which passages of the reports make one assertion.

Links between sentences are decided pair by pair. A claim takes together sentences of which every
two from different reports are firmly linked (complete linkage), and every two of one report say
the same again, so that links never chain into one big claim. A sentence that asserts several
things may stand in several claims, and every link stands in one claim at least.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence

import msgspec

from rashomon.comparing.pair import Link
from rashomon.comparing.statements import SentenceStatement, by_sentence, statement_id
from rashomon.reading.reading import Reading
from rashomon.report import Report, Span

# Node: a sentence of a report, by the report's place in the ordered readings.
Node = tuple[int, int]
Links = Mapping[tuple[int, int], Sequence[Link]]

# Chosen on stories that the models had not seen (docs/comparing.md): so high, seven in eight
# claims of more than two sentences join none wrongly.
SHOWN = 0.42  # a weaker link makes no claim
# Of claims of several reports that readers judged on stories nobody tuned on, those below .9
# assert one thing in half of the cases, those above in nine of ten; others before them found nine
# in ten from .8 on (docs/comparing.md).
AGREED = 0.9  # a less sure claim is left open: its passages may assert the same
FIRM = 0.85  # probability that a sentence's links to a claim must have on the average to join it
PERHAPS = 0.3  # and each of them at least; weaker links make claims of their own
_TOGETHER = 0.8  # share of the stretch that pieces must hold to be shown as one
_NAMED = 50  # letters by which a speaker is named, and no more said of him
_WHOLE = 0.5  # share of a sentence's letters that content must hold to stand for it
_REST = 0.8  # or of those letters that do not only name the speaker
_LEADING_WORDS = 15  # of a sentence with a colon at its end; a longer one tells something too
_COLON = re.compile(r":[\s\"”’')\]]*$")
_QUESTION = re.compile(r"\?[\s\"”’')\]]*$")


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A claim before it is weighed: its sentences, and the probability that they are one.

    That is how surely the sentence belongs which is tied most weakly to those of other reports.
    """

    nodes: tuple[Node, ...]
    confidence: float


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """The passage that stands for a sentence: its span and, where credited, its statement."""

    span: Span
    part: SentenceStatement | None = None
    statement: str | None = None


def claiming_sentences(reading: Reading, *, with_title: bool = True) -> list[int]:
    """Gives the sentences that make claims: those of lead and body, and of the title if asked."""
    kinds = ("title", "lead", "body") if with_title else ("lead", "body")
    return [
        number
        for number, sentence in enumerate(reading.sentences)
        if zone_of(reading.report, sentence) in kinds
    ]


def zone_of(report: Report, sentence: Span) -> str:
    """Gives the zone that holds most of a sentence: a dateline opens one without being it."""
    best, kind = 0, "body"
    for zone in report.zones:
        if zone.start < sentence.end and sentence.start < zone.end:
            shared = min(zone.end, sentence.end) - max(zone.start, sentence.start)
            if shared > best:
                best, kind = shared, zone.kind
    return kind


def draft_claims(links: Links, *, same_again: Callable[[Node, Node], bool]) -> list[Draft]:
    """Gives claims of two or more reports from the links between each pair of readings.

    `same_again` says whether two sentences of one report assert the same thing.
    """
    chances: dict[tuple[Node, Node], float] = {
        ((left, link.left), (right, link.right)): link.probability
        for (left, right), found in links.items()
        for link in found
    }
    neighbours: dict[Node, list[Node]] = {}
    for one, other in chances:
        neighbours.setdefault(one, []).append(other)
        neighbours.setdefault(other, []).append(one)
    edges = [edge for edge, chance in chances.items() if chance >= SHOWN]
    claims: list[list[Node]] = []
    homes: dict[Node, list[int]] = {}
    covered: set[tuple[Node, Node]] = set()
    for edge in sorted(edges, key=lambda e: (-chances[e], e)):
        if edge in covered:
            continue
        near = sorted({home for node in edge for home in homes.get(node, ())})
        place = next(
            (home for home in near if _takes(claims[home], edge, chances, same_again)), None
        )
        if place is None:
            place = len(claims)
            claims.append([])
        for node in edge:
            if node not in claims[place]:
                claims[place].append(node)
                homes.setdefault(node, []).append(place)
                covered.update(_edges_between(node, claims[place]))
    return [_draft(nodes, chances, neighbours) for nodes in claims]


def _edges_between(node: Node, nodes: Sequence[Node]) -> list[tuple[Node, Node]]:
    return [(min(node, other), max(node, other)) for other in nodes if other[0] != node[0]]


def _takes(
    claim: Sequence[Node],
    edge: tuple[Node, Node],
    chances: Mapping[tuple[Node, Node], float],
    same_again: Callable[[Node, Node], bool],
) -> bool:
    """Says whether a claim can take an edge: one end is in it, the other belongs to the rest.

    Belongs means: linked to each sentence of another report, firmly on the average, and the same
    again as each of its own.
    """
    new = [node for node in edge if node not in claim]
    if len(new) != 1:
        return False
    crossing = [
        chances.get((min(node, new[0]), max(node, new[0])), 0.0)
        for node in claim
        if node[0] != new[0][0]
    ]
    if min(crossing) < PERHAPS or sum(crossing) < FIRM * len(crossing):
        return False
    return all(same_again(node, new[0]) for node in claim if node[0] == new[0][0])


def _draft(
    nodes: Sequence[Node],
    chances: Mapping[tuple[Node, Node], float],
    neighbours: Mapping[Node, Sequence[Node]],
) -> Draft:
    inside = set(nodes)
    held = [
        [
            chances[min(node, other), max(node, other)]
            for other in neighbours[node]
            if other in inside
        ]
        for node in nodes
    ]
    weakest = min(sum(own) / len(own) for own in held)
    return Draft(nodes=tuple(sorted(nodes)), confidence=round(weakest, 3))


def sole_claims(
    readings: Sequence[Reading], claimed: Sequence[Draft], *, among: Sequence[int]
) -> list[Draft]:
    """Gives the sentences of lead and body that no other report shares, one claim each.

    `among` are the places of the readings to look at.
    """
    taken = {node for claim in claimed for node in claim.nodes}
    return [
        Draft(nodes=((number, sentence),), confidence=1.0)
        for number in among
        for sentence in claiming_sentences(readings[number], with_title=False)
        if (number, sentence) not in taken and _asserts(readings[number], sentence)
    ]


def _asserts(reading: Reading, sentence: int) -> bool:
    """Says whether a sentence asserts something: a few words do not, nor does a question.

    Nor does what only leads to what stands below it: "Here is what she wrote:".
    """
    text = reading.report.show(reading.sentences[sentence])
    words = len(re.findall(r"\w+", text))
    leads = words <= _LEADING_WORDS and _COLON.search(text)
    return words >= 4 and not leads and not _QUESTION.search(text)


class Places:
    """The passages of a story's sentences: content where credited, else the sentence."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._readings = readings
        self._parts: list[dict[int, list[SentenceStatement]]] = []
        for reading in readings:
            parts: dict[int, list[SentenceStatement]] = {}
            for part in by_sentence(reading):
                parts.setdefault(part.sentence, []).append(part)
            self._parts.append(parts)
        self._places: dict[Node, Place] = {}

    def parts(self, node: Node) -> Sequence[SentenceStatement]:
        """Gives the statements that stand in a sentence."""
        return self._parts[node[0]].get(node[1], [])

    def stretch(self, node: Node, part: SentenceStatement) -> Span:
        """Gives the content of a statement in a sentence as one passage."""
        report = self._readings[node[0]].report
        return _without_that(report, _stretch(report, part))

    def place(self, node: Node) -> Place:
        """Gives the passage that stands for a whole sentence: content where it is mostly that."""
        if node not in self._places:
            self._places[node] = self._found(node)
        return self._places[node]

    def _found(self, node: Node) -> Place:
        reading = self._readings[node[0]]
        sentence = asserted(reading.report, reading.sentences[node[1]])
        parts = self.parts(node)
        if not parts:
            return Place(span=sentence)
        letters = _letters(reading.report.show(sentence))
        for part in sorted(parts, key=lambda p: (-_size(reading.report, p), p.content[0].start)):
            span = self.stretch(node, part)
            said = _letters(reading.report.show(span))
            rest = letters - _attributing(reading.report, sentence, part)
            if letters and (said >= _WHOLE * letters or said >= _REST * rest):
                return Place(
                    span=span,
                    part=part,
                    statement=statement_id(reading.report.id, part),
                )
        return Place(span=sentence)


def _attributing(report: Report, sentence: Span, part: SentenceStatement) -> int:
    """Gives how many letters of a sentence only say who speaks.

    A long name for the speaker ("X, who sued the ministry in 2014,") asserts something of its own.
    """
    said_by = (part.statement.source, part.statement.cue)
    letters = (_letters(report.show(one)) for one in said_by if one and sentence.covers(one))
    return sum(count for count in letters if count <= _NAMED)


def _stretch(report: Report, part: SentenceStatement) -> Span:
    """Gives the content from first to last piece, or its longest piece where they lie apart."""
    first, last = part.content[0], part.content[-1]
    inside = sum(piece.end - piece.start for piece in part.content)
    if inside >= _TOGETHER * (last.end - first.start):
        return Span(first.start, last.end)
    return max(part.content, key=lambda piece: (piece.end - piece.start, -piece.start))


def asserted(report: Report, sentence: Span) -> Span:
    """Gives a sentence without the dateline it opens with and without the space at its ends."""
    start, end = sentence.start, sentence.end
    for zone in report.zones:
        if zone.kind == "dateline" and zone.start <= start < zone.end < end:
            start = zone.end
    while start < end and not (report.text[start].isalnum() or report.text[start] in "\"“‘'("):
        start += 1
    return Span(start, end)


def _without_that(report: Report, span: Span) -> Span:
    found = re.match(r"that\s+", report.show(span))
    return Span(span.start + found.end(), span.end) if found else span


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _size(report: Report, part: SentenceStatement) -> int:
    return sum(_letters(report.show(piece)) for piece in part.content)


def claim_id(readings: Sequence[Reading], spans: Sequence[tuple[int, Span]]) -> str:
    """Gives an id that stays the same for the same passages of the same texts."""
    places = {f"{readings[n].report.sha256}:{s.start}-{s.end}" for n, s in spans}
    seed = "|".join(sorted(places))
    return "c" + hashlib.sha1(seed.encode()).hexdigest()[:10]
