"""The passages of a claim: of each of its sentences the part that the others assert too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from rashomon.comparing.claims import Draft, Node, Place, Places
from rashomon.comparing.pair import PairFindings
from rashomon.comparing.pairs import Pair
from rashomon.comparing.parts import VERB, whole_clauses, without_joints
from rashomon.comparing.statements import SentenceStatement, statement_id
from rashomon.comparing.telling import shown_from
from rashomon.reading.reading import Reading
from rashomon.report import Span

# A passage hardly shorter than what it is cut from is not cut.
_SHORTER = 0.8
_INSIDE = 0.8  # share of a part that must lie in somebody's words for them to be the passage
_LEAST_WORDS = 6  # of what is left of a sentence, to be a claim of its own
_SAID_WORDS = 8  # beside names, in a part that says no more than who spoke to whom
_WORD = re.compile(r"\w+")
_VERB = re.compile(VERB)
_SAYING = ("said", "told")
_TELLING = (*_SAYING, "according")  # "according to the mayor" has no verb of saying
_QUOTED = re.compile('["“”]')


class _Tie(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """How a sentence is tied to another: by which part, and by which words that differ."""

    part: Span | None
    marked: tuple[Span, ...] = ()


class Passages:
    """Finds the passages of claims. `copies` are the places of one text each, by the first."""

    def __init__(
        self,
        readings: Sequence[Reading],
        places: Places,
        pairs: Mapping[Pair, PairFindings],
        copies: Mapping[int, Sequence[int]],
    ) -> None:
        self._readings = readings
        self._places = places
        self._home = {place: home for home, held in copies.items() for place in held}
        self._ties: dict[Node, dict[Node, _Tie]] = {}
        for (i, j), found in pairs.items():
            self._tie(i, j, found)

    def _tie(self, i: int, j: int, found: PairFindings) -> None:
        marked: dict[tuple[int, int], list[tuple[Span, Span]]] = {}
        for one in found.differences:
            if one.type != "attribution" and one.confidence >= shown_from(one):
                place = one.left_sentence, one.right_sentence
                marked.setdefault(place, []).append((one.left, one.right))
        for link in found.links:
            sides = marked.get((link.left, link.right), ())
            left, right = (i, link.left), (j, link.right)
            self._ties.setdefault(left, {})[right] = _Tie(
                part=link.left_part, marked=tuple(side[0] for side in sides)
            )
            self._ties.setdefault(right, {})[left] = _Tie(
                part=link.right_part, marked=tuple(side[1] for side in sides)
            )

    def of(self, draft: Draft) -> dict[Node, Place]:
        """Gives the passage of each sentence of a claim, as short as it can be."""
        return {
            node: self._cut(node, part) if part else self._places.place(node)
            for node in draft.nodes
            for part in [self._part(node, draft.nodes)]
        }

    def left_over(self, shown: Iterable[Mapping[Node, Place]]) -> list[dict[Node, Place]]:
        """Gives what sentences assert beside their parts in shared claims, copies together.

        `shown` are the passages of those claims. A rest without a verb asserts nothing.
        """
        taken: dict[Node, list[Span]] = {}
        for passages in shown:
            for node, place in passages.items():
                taken.setdefault(node, []).append(place.span)
        found: dict[Node, dict[Node, Place]] = {}
        for node, spans in sorted(taken.items()):
            rest = self._rest(node, spans)
            if self._asserts(node, rest):
                found.setdefault(self._first(node), {})[node] = self._cut(node, rest)
        return list(found.values())

    def asserting(self, drafts: Iterable[Draft]) -> list[Draft]:
        """Gives drafted claims without sentences whose only tie to the others is who speaks."""
        found = []
        for draft in drafts:
            kept = tuple(node for node in draft.nodes if not self._names_only(node, draft.nodes))
            if len({node[0] for node in kept}) > 1:
                found.append(msgspec.structs.replace(draft, nodes=kept))
        return found

    def _part(self, node: Node, nodes: Sequence[Node]) -> Span | None:
        """Gives the stretch that stands for a sentence beside the others; None for all of it."""
        part = self._tied(node, nodes)
        if part is None or self._said_in(node, part):
            return part
        return self._asserting(node, part)

    def _tied(self, node: Node, nodes: Sequence[Node]) -> Span | None:
        """Gives the stretch by which a sentence is tied to the others; None for all of it."""
        own = self._ties.get(self._first(node), {})
        ties = [
            own[first]
            for other in nodes
            if other[0] != node[0]
            if (first := self._first(other)) in own
        ]
        spans = [span for tie in ties for span in (tie.part, *tie.marked) if span is not None]
        if not spans or any(tie.part is None for tie in ties):
            return None
        return Span(min(span.start for span in spans), max(span.end for span in spans))

    def _first(self, node: Node) -> Node:
        return self._home.get(node[0], node[0]), node[1]

    def _cut(self, node: Node, part: Span) -> Place:
        """Gives a part as a passage: credited where it lies in somebody's words."""
        report = self._readings[node[0]].report
        whole = self._places.place(node)
        statement = self._said_in(node, part)
        if statement is not None:
            said = self._places.stretch(node, statement)
            return _credited(report.id, _shorter(said.common(part) or said, said), statement)
        common = whole.span.common(part)
        if whole.part is None:
            return Place(span=_shorter(common, whole.span)) if common else whole
        if common is not None and _length(common) >= (1 - _INSIDE) * _length(part):
            return whole
        # What is shared stands beside somebody's words, as in "X, who was born in Y, said".
        return Place(span=part)

    def _said_in(self, node: Node, part: Span) -> SentenceStatement | None:
        """Gives the statement in whose content a part lies but for who speaks, if there is one."""
        for statement in self._places.parts(node):
            common = self._places.stretch(node, statement).common(part)
            if common is not None and _length(common) >= _INSIDE * _told(part, statement):
                return statement
        return None

    def _asserting(self, node: Node, part: Span) -> Span | None:
        """Gives a part with the clauses that it only begins or ends; None where it asserts nothing.

        A name with what describes it has no verb, and what begins with one has no subject.
        """
        reading = self._readings[node[0]]
        part = whole_clauses(reading.report.text, reading.sentences[node[1]], part)
        words = _WORD.findall(reading.report.show(part))
        has_subject = bool(words) and not _VERB.fullmatch(words[0])
        return part if has_subject and _has_verb(words) else None

    def _names_only(self, node: Node, nodes: Sequence[Node]) -> bool:
        """Says whether a sentence is tied to the others by nothing but who speaks, or to whom."""
        part = self._tied(node, nodes)
        if part is None or _QUOTED.search(self._readings[node[0]].report.show(part)):
            return False
        contents = [piece for one in self._places.parts(node) for piece in one.content]
        if any(piece.overlaps(part) for piece in contents):
            return False
        mentions = [one for actor in self._readings[node[0]].actors for one in actor.mentions]
        words = self._words(node, part, but=mentions)
        told = any(word in _TELLING for word in words)
        return told and len(words) <= _SAID_WORDS and not _has_verb(words)

    def _rest(self, node: Node, taken: Sequence[Span]) -> Span:
        """Gives the longest stretch of a sentence's passage before or after what is taken of it."""
        whole = self._places.place(node).span
        inside = [common for span in taken if (common := whole.common(span)) is not None]
        if not inside:
            return whole
        before = Span(whole.start, min(span.start for span in inside))
        after = Span(max(span.end for span in inside), whole.end)
        text = self._readings[node[0]].report.text
        return max((without_joints(text, one) for one in (before, after)), key=_length)

    def _asserts(self, node: Node, rest: Span) -> bool:
        """Says whether a part of a sentence asserts more than who speaks."""
        said_by = [
            one
            for part in self._places.parts(node)
            for one in (part.statement.source, part.statement.cue)
            if one is not None
        ]
        words = self._words(node, rest, but=said_by)
        return len(words) >= _LEAST_WORDS and _has_verb(words)

    def _words(self, node: Node, span: Span, *, but: Iterable[Span]) -> list[str]:
        """Gives the words of a stretch of a sentence that lie in none of some spans."""
        text = self._readings[node[0]].report.text
        left_out = [one for one in but if one.overlaps(span)]
        return [
            match.group()
            for match in _WORD.finditer(text, span.start, span.end)
            if not any(one.covers(Span(match.start(), match.end())) for one in left_out)
        ]


def _has_verb(words: Iterable[str]) -> bool:
    """Says whether one of some words is a verb, and not only of saying."""
    return any(_VERB.fullmatch(word) for word in words if word not in _SAYING)


def _credited(report: str, span: Span, part: SentenceStatement) -> Place:
    return Place(span=span, part=part, statement=statement_id(report, part))


def _told(part: Span, statement: SentenceStatement) -> int:
    """Gives the length of a part but for who speaks, where that is told behind what is said.

    Told before it, as in "X demanded that", it may change what is asserted.
    """
    said_by = (statement.statement.source, statement.statement.cue)
    behind = [one for one in said_by if one and one.start > statement.content[0].start]
    return _length(part) - sum(_length(one) for one in behind if part.covers(one))


def _length(span: Span) -> int:
    return span.end - span.start


def _shorter(part: Span, whole: Span) -> Span:
    return part if _length(part) <= _SHORTER * _length(whole) else whole
