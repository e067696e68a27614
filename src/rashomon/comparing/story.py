"""The one function of this room: readings in, a comparison out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

import msgspec
import msgspec.structs

from rashomon.comparing.actors import Cast, Key, build_cast
from rashomon.comparing.claims import (
    SHOWN,
    Draft,
    Node,
    Place,
    Places,
    claim_id,
    claiming_sentences,
    draft_claims,
    sole_claims,
)
from rashomon.comparing.comparison import (
    Claim,
    Comparison,
    Difference,
    Origin,
    Passage,
    Side,
    Standing,
    StoryActor,
    Summary,
)
from rashomon.comparing.coverage import build_coverage
from rashomon.comparing.framing import find_framing
from rashomon.comparing.judged_claims import People, with_people
from rashomon.comparing.lineage import find_lineage, find_same_source, text_origins
from rashomon.comparing.origins import Voice, origins_of, standing_of
from rashomon.comparing.overlaps import mark_repeats
from rashomon.comparing.pair import PairDifference
from rashomon.comparing.pairs import Pair, PairFindings, compare_pairs
from rashomon.comparing.relations import find_relations
from rashomon.comparing.reuse import shared_text_of
from rashomon.comparing.statements import story_statements, surely_stated
from rashomon.comparing.timeline import build_timeline, fix_years
from rashomon.comparing.versions import articles_of, as_update
from rashomon.errors import RashomonError
from rashomon.judgement import Kept
from rashomon.reading.reader import beginning
from rashomon.reading.reading import Note, Reading

# A difference below this is counted in the notes, not shown. From here on, what is found and what
# is missed are in balance on the training stories, read and linked by the shipped models.
DIFFERENCE_SHOWN = 0.2
# Told when surer: two figures that exclude or follow each other are more often figures for two
# things, and credit differs somehow in most pairs of sentences.
_FIGURES_SHOWN = 0.45
_CREDIT_SHOWN = 0.3
# Conflicts that make a claim disputed, and from which confidence: a wrong "disputed" costs most.
_DISPUTES = {
    ("number", "conflict"): 0.46,
    ("date", "conflict"): 0.55,
    ("place", "conflict"): 0.55,
    ("fact", "conflict"): 0.6,
    ("fact", "polarity"): 0.6,
}
_SAME_WORDS = 0.8  # probability of a link from which two quotations may identify a speaker


def compare(readings: Sequence[Reading], *, judgements: Sequence[Kept] = ()) -> Comparison:
    """Compares the readings of one story. `judgements` of people, oldest first, are obeyed.

    The result does not depend on the order of `readings`, but for the ids that reports were
    given. Touches no file (but the shipped models), clock or network.
    Raises RashomonError R301 for fewer than two readings, R302 where two have one id.
    """
    if len(readings) < 2:
        raise RashomonError("R301", "A comparison needs at least two reports.")
    ids = [reading.report.id for reading in readings]
    if len(set(ids)) != len(ids):
        raise RashomonError("R302", "Two reports have one id: give each its own.")
    whole = sorted(readings, key=lambda r: (r.report.sha256, r.report.id))
    ordered = [
        surely_stated(msgspec.structs.replace(reading, report=beginning(reading.report)))
        for reading in with_people(whole, judgements)
    ]
    copies = _copies(ordered)
    people = People(ordered, copies, judgements)
    pairs = people.pairs(compare_pairs(ordered, sorted(copies)))
    found = _Story(fix_years(ordered), copies, pairs, people).comparison()
    return msgspec.structs.replace(found, reports=tuple(reading.report for reading in whole))


def _copies(readings: Sequence[Reading]) -> dict[int, list[int]]:
    """Gives the places of readings with one text, by the first of them.

    A text that came twice is compared once; its findings then stand for each of its reports.
    """
    first: dict[str, int] = {}
    found: dict[int, list[int]] = {}
    for place, reading in enumerate(readings):
        home = first.setdefault(reading.report.sha256, place)
        found.setdefault(home, []).append(place)
    return found


class _Story:
    """The steps from findings of pairs to a comparison of all reports."""

    def __init__(
        self,
        readings: Sequence[Reading],
        copies: Mapping[int, Sequence[int]],
        pairs: Mapping[Pair, PairFindings],
        people: People,
    ) -> None:
        self.people = people
        self.readings = readings
        self.copies = copies
        self.pairs = pairs
        self.places = Places(readings)
        self.names = {r.report.id: r.report.outlet or r.report.id for r in readings}
        self.hashes = {r.report.id: r.report.sha256 for r in readings}
        self.articles = articles_of(reading.report for reading in readings)
        self.cast: Cast = build_cast(readings, self._same_words())
        self.actors: dict[str, StoryActor] = self.cast.by_id()
        texts = shared_text_of([reading.report.text for reading in readings])
        shared = {self._ids(pair): passages for pair, passages in texts.items()}
        self.lineage = find_lineage(readings, shared)
        self.texts: dict[str, Origin] = text_origins(readings, self.lineage)

    def _ids(self, pair: Pair) -> tuple[str, str]:
        return self.readings[pair[0]].report.id, self.readings[pair[1]].report.id

    def _same_words(self) -> list[tuple[Key, Key]]:
        """Gives speakers of different reports to whom surely linked sentences are credited."""
        found: list[tuple[Key, Key]] = []
        for (i, j), findings in self.pairs.items():
            for link in findings.links:
                if link.probability < _SAME_WORDS:
                    continue
                left = self.places.place((i, link.left)).part
                right = self.places.place((j, link.right)).part
                if left is None or right is None:
                    continue
                one, other = left.statement.speaker, right.statement.speaker
                if one and other and "direct" in (left.statement.manner, right.statement.manner):
                    found.append(
                        (
                            (self.readings[i].report.id, one),
                            (self.readings[j].report.id, other),
                        )
                    )
        return found

    def comparison(self) -> Comparison:
        shared = self.people.claims(
            draft_claims({pair: found.links for pair, found in self.pairs.items()})
        )
        drafts = [*shared, *sole_claims(self.readings, shared, among=sorted(self.copies))]
        drafts = [self._with_copies(draft) for draft in drafts]
        claims_of: dict[Node, list[str]] = {}
        identities: list[str] = []
        for draft in drafts:
            spans = [(n[0], self.places.place(n).span) for n in draft.nodes]
            identity = claim_id(self.readings, spans)
            identities.append(identity)
            for node in draft.nodes:
                claims_of.setdefault(node, []).append(identity)
        differences, hidden, disputed = self._differences(claims_of)
        claims = [
            self._claim(draft, identity, conflicting=identity in disputed)
            for draft, identity in zip(drafts, identities, strict=True)
        ]
        updated = {d.claim for d in differences if d.subtype == "update"}
        claims = mark_repeats(_in_order(_unique(claims), self.readings), apart=updated)
        statements = story_statements(self.readings, self.cast)
        reports = tuple(reading.report for reading in self.readings)
        lineage = (*self.lineage, *find_same_source(claims, statements, self.actors, reports))
        return Comparison(
            reports=reports,
            actors=self.cast.actors,
            statements=statements,
            claims=tuple(claims),
            differences=tuple(differences),
            lineage=lineage,
            timeline=build_timeline(self.readings, claims),
            relations=find_relations(self.readings, self.cast),
            framing=find_framing(self.readings, self.cast),
            coverage=build_coverage(claims, statements, reports),
            summary=self._summary(claims),
            notes=self._notes(claims, hidden),
            judgements=self.people.in_force(),
        )

    def _with_copies(self, draft: Draft) -> Draft:
        nodes = {(copy, sentence) for place, sentence in draft.nodes for copy in self.copies[place]}
        return msgspec.structs.replace(draft, nodes=tuple(sorted(nodes)))

    def _claim(self, draft: Draft, identity: str, *, conflicting: bool) -> Claim:
        passages: list[Passage] = []
        voices: list[Voice] = []
        for node in draft.nodes:
            place = self.places.place(node)
            report = self.readings[node[0]].report.id
            passages.append(
                Passage(
                    report=report,
                    start=place.span.start,
                    end=place.span.end,
                    statement=place.statement,
                )
            )
            voices.append(self._voice(report, place))
        origins = origins_of(
            voices,
            texts=self.texts,
            actors=self.actors,
            names=self.names,
            articles=self.articles,
        )
        standing: Standing = standing_of(
            origins, texts=self.hashes, conflicting=conflicting, articles=self.articles
        )
        return Claim(
            id=identity,
            gist=self._gist(draft),
            standing=standing,
            passages=tuple(sorted(passages, key=lambda p: (p.report, p.start))),
            origins=origins,
            confidence=draft.confidence,
        )

    def _voice(self, report: str, place: Place) -> Voice:
        if place.part is None:
            return Voice(report=report, speaker=None, credited=False)
        statement = place.part.statement
        speaker = self.cast.of.get((report, statement.speaker)) if statement.speaker else None
        via = tuple(
            self.cast.of[report, actor]
            for actor in statement.via
            if (report, actor) in self.cast.of
        )
        return Voice(report=report, speaker=speaker, credited=True, via=via)

    def _gist(self, draft: Draft) -> str:
        """Gives the words of the shortest passage that is not a headline, else of the shortest."""
        shown: list[tuple[bool, int, str]] = []
        for node in draft.nodes:
            reading = self.readings[node[0]]
            words = reading.report.show(self.places.place(node).span)
            sentence = reading.sentences[node[1]]
            headline = reading.report.zone_kind(sentence) == "title"
            shown.append((headline, len(words), words))
        return min(shown)[2]

    def _differences(
        self, claims_of: Mapping[Node, Sequence[str]]
    ) -> tuple[list[Difference], list[Difference], set[str]]:
        """Gives the differences that are shown, those too unsure to be, and the disputed claims."""
        shown: list[Difference] = []
        hidden: list[Difference] = []
        disputed: set[str] = set()
        making: dict[str, set[str]] = {}
        for (place, _), claims in claims_of.items():
            for claim in claims:
                making.setdefault(claim, set()).add(self.readings[place].report.id)
        for (i, j), findings in self.pairs.items():
            versions = self.articles.are_one(self._ids((i, j)))
            for plain in findings.differences:
                found = as_update(plain) if versions else plain
                left, right = (i, found.left_sentence), (j, found.right_sentence)
                common = [c for c in claims_of.get(left, ()) if c in claims_of.get(right, ())]
                if not common:
                    continue
                difference = self._difference((i, j), found, common[0])
                sure = found.confidence >= _shown_from(found)
                (shown if sure else hidden).append(difference)
                makers = making[difference.claim]
                # What an article has taken back since is no longer its word against another's.
                late = any(self.articles.superseded(report, makers) for report in self._ids((i, j)))
                if sure and not late and _contradicts(found):
                    disputed.add(difference.claim)
        return sorted(set(shown), key=_difference_order), hidden, disputed

    def _difference(self, pair: Pair, found: PairDifference, claim: str) -> Difference:
        left, right = (self.readings[k].report for k in pair)
        sides = (
            Side(
                report=left.id, start=found.left.start, end=found.left.end, value=found.left_value
            ),
            Side(
                report=right.id,
                start=found.right.start,
                end=found.right.end,
                value=found.right_value,
            ),
        )
        seed = (
            f"{found.type}|{left.sha256}:{found.left.start}-{found.left.end}"
            f"|{right.sha256}:{found.right.start}-{found.right.end}"
        )
        return Difference(
            id="d" + hashlib.sha1(seed.encode()).hexdigest()[:10],
            type=found.type,
            subtype=found.subtype,
            claim=claim,
            sides=sides,
            explanation=found.explanation,
            confidence=found.confidence,
        )

    def _summary(self, claims: Sequence[Claim]) -> Summary:
        def count(standing: Standing) -> int:
            return sum(claim.standing == standing and not claim.repeats for claim in claims)

        return Summary(
            reports=len(self.readings),
            origins=len({(t.kind, t.name, t.reports) for t in self.texts.values()}),
            agreed=count("agreed"),
            one_origin=count("one-origin"),
            disputed=count("disputed"),
            sole=count("sole"),
        )

    def _notes(self, claims: Sequence[Claim], hidden: Sequence[Difference]) -> tuple[Note, ...]:
        notes = [note for reading in self.readings for note in reading.notes]
        linked = {
            p.report for c in claims if len({p.report for p in c.passages}) > 1 for p in c.passages
        }
        for reading in self.readings:
            report = reading.report
            if report.id not in linked:
                notes.append(
                    Note(
                        code="R303",
                        message=f"{self.names[report.id]} shares no assertion with the other "
                        "reports: it may be about another story.",
                        report=report.id,
                    )
                )
            if not claiming_sentences(reading, with_title=False):
                notes.append(
                    Note(
                        code="R304",
                        message=f"No lead or body was found in {self.names[report.id]}: "
                        "it makes no claims.",
                        report=report.id,
                    )
                )
        open_speakers = sum(
            part.statement.speaker is None
            for number, reading in enumerate(self.readings)
            for sentence in range(len(reading.sentences))
            for part in self.places.parts((number, sentence))
        )
        if open_speakers:
            notes.append(
                Note(
                    code="R305",
                    message=f"Not enough evidence to say who made {open_speakers} statements: "
                    "their speaker is left open.",
                )
            )
        if hidden:
            notes.append(
                Note(
                    code="R306",
                    message=f"Not enough evidence for {len(hidden)} further possible differences: "
                    "their confidence is too low to show them.",
                )
            )
        weak = sum(
            SHOWN / 2 <= link.probability < SHOWN
            for found in self.pairs.values()
            for link in found.links
        )
        if weak:
            notes.append(
                Note(
                    code="R307",
                    message=f"{weak} pairs of sentences may assert the same thing; the evidence "
                    "is too weak to join them.",
                )
            )
        return tuple(sorted(notes, key=lambda n: (n.code, n.message)))


def _shown_from(found: PairDifference) -> float:
    if found.type == "number" and found.subtype in ("conflict", "update"):
        return _FIGURES_SHOWN
    if found.type == "attribution":
        return _CREDIT_SHOWN
    return DIFFERENCE_SHOWN


def _contradicts(found: PairDifference) -> bool:
    bar = _DISPUTES.get((found.type, found.subtype or ""))
    return bar is not None and not found.doubtful and found.confidence >= bar


def _unique(claims: Sequence[Claim]) -> list[Claim]:
    """Drops claims with the same passages, which two sentences of one passage can give."""
    return list({claim.id: claim for claim in claims}.values())


def _in_order(claims: Sequence[Claim], readings: Sequence[Reading]) -> list[Claim]:
    """Puts claims in the order in which reports make them, what more reports carry first."""
    lengths = {r.report.id: max(1, len(r.report.text)) for r in readings}

    def rank(claim: Claim) -> tuple[int, float, str]:
        reports = {p.report for p in claim.passages}
        first = min(p.start / lengths[p.report] for p in claim.passages)
        return -len(reports), first, claim.id

    return sorted(claims, key=rank)


def _difference_order(difference: Difference) -> tuple[str, str, str]:
    return difference.claim, difference.type, difference.id
