"""Relations: who does what to whom, in PLOVER's event types.

A verb of the table with a party before it and a party after it, in one clause; in the passive the
other way round; "A and B have blamed each other" gives both directions. What is denied, wished,
feared or merely possible is no event. Precision comes before recall: where the grammar is not
plain, nothing is found. After PETRARCH (Schrodt, Beieler and Idris, 2014), without a parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from rashomon.calendar_names import WEEKDAY_NAMES
from rashomon.comparing.actors import Cast
from rashomon.comparing.claims import zone_of
from rashomon.comparing.comparison import Relation, ReportSpan
from rashomon.comparing.differences.words import COMPASS
from rashomon.comparing.event_words import EVENT_VERBS, EventVerb, may_be_passive, may_be_past
from rashomon.comparing.parties import Party, actor_parties, find_parties, party_names
from rashomon.reading.reading import Reading
from rashomon.report import Span

_WORD = re.compile(r"[^\W_][\w’'-]*|[^\w\s]")
_BE = frozenset("is are was were be been being got gets".split())
_AUXILIARY = _BE | frozenset("has have had having do does did".split())
_UNREAL = frozenset(
    "to not never would could may might must should shall cannot can’t can't won't won’t didn't"
    " didn’t doesn't doesn’t hasn't hasn’t haven't haven’t nor without if".split()
)
_ADVERBS = frozenset(
    "also later however again long still now then first jointly both all once twice already today"
    " yesterday earlier meanwhile even just soon often since recently further ever instead".split()
)
_DAYS = frozenset(
    "on this last week month year the morning evening night early late".split()
) | frozenset(map(str.lower, WEEKDAY_NAMES))
_RELATIVE = frozenset("who which that".split())
_PREPOSITIONS = frozenset(
    "in at on from to with near for by over against between regarding into inside outside across"
    " through than like about around toward towards amid".split()
)
_DETERMINERS = frozenset("the a an its their his her all both any other".split())
# Between a preposition and a place: "in eastern Chile".
_PARTS_OF_PLACES = COMPASS | {"upper", "lower", "inner", "mainland", "nearby", "neighboring"}
_BREAKS = frozenset([*_RELATIVE, ";", ":", '"', "“", "”", "because", "although", "if", "whether"])
# What a party can be criticized, rejected or backed for: its own acts and words.
_BY_ITS_ACTS = frozenset({"ACCUSE", "REJECT", "SUPPORT", "PROTEST"})
_ACTS = frozenset(
    "act action aggression air-strike airstrike allegation accusation annexation approach attack"
    " attempt behavior behaviour bid blockade bombing budget call campaign claim comment conduct"
    " crackdown decision demand failure handling interference intervention invasion involvement"
    " launch meddling move occupation offensive offer operation plan policie policy position"
    " proposal raid refusal remark report request resolution response role rule shelling stance"
    " statement strike support test threat treatment use violation vote withdrawal".split()
)
_CITY_MEANT = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "AID", "RETREAT", "CONSULT"})
_ARMED_ACTS = re.compile(
    r"(?:air)?strikes?$|bombings?$|shelling$|attacks?$|raids?$|jets$|missiles?$"
)

# Between human beings these are mostly a quarrel or a courtesy.
_HUMAN_SENSE = frozenset({"attack", "strike", "battle", "fight", "visit", "storm", "target"})
_MADE = frozenset(
    "proposed drafted submitted tabled offered presented sponsored introduced made put".split()
)
_REACH = 6
_PLAIN = 0.85
_BY_ACTS = 0.65
_FAR_SUBJECT = 0.55
_QUOTED = 0.1  # taken off where somebody else asserts the relation


class _Found(msgspec.Struct, frozen=True, kw_only=True):
    """One relation in one sentence."""

    source: str
    target: str
    event: str
    span: ReportSpan
    confidence: float


class _Clause(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence as words and parties."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    parties: tuple[Party, ...]

    def party_from(self, word: int) -> Party | None:
        """Gives the party that begins with this word."""
        return next((p for p in self.parties if p.start == self.starts[word]), None)

    def next_after(self, place: int) -> int:
        """Gives the first word that begins at or after an offset."""
        return next((i for i, start in enumerate(self.starts) if start >= place), len(self.words))


def find_relations(readings: Sequence[Reading], cast: Cast) -> tuple[Relation, ...]:
    """Gives who does what to whom over all reports, the surest first.

    `source` and `target` are ids of story actors; a country's name where no actor of the story
    has it. A passage reaches from the one party to the other.
    """
    names = party_names(cast)
    found: dict[tuple[str, str, str], list[_Found]] = {}
    for reading in readings:
        named = actor_parties(reading, cast, names)
        for sentence in reading.sentences:
            if zone_of(reading.report, sentence) not in ("title", "lead", "body"):
                continue
            parties = find_parties(reading.report.text, sentence, named, names)
            if parties:
                for one in _in_sentence(reading, sentence, parties):
                    found.setdefault((one.source, one.target, one.event), []).append(one)
    relations = [
        Relation(
            source=source,
            target=target,
            event=event,
            passages=tuple(dict.fromkeys(one.span for one in ones)),
            confidence=round(max(one.confidence for one in ones), 2),
        )
        for (source, target, event), ones in found.items()
    ]
    return tuple(sorted(relations, key=lambda r: (-r.confidence, r.event, r.source, r.target)))


def _in_sentence(reading: Reading, sentence: Span, parties: tuple[Party, ...]) -> Iterator[_Found]:
    text = reading.report.text
    tokens = list(_WORD.finditer(text, sentence.start, sentence.end))
    words = tuple([token.group().lower() for token in tokens])
    if EVENT_VERBS.keys().isdisjoint(words):
        return
    clause = _Clause(
        words=words,
        starts=tuple(token.start() for token in tokens),
        ends=tuple(token.end() for token in tokens),
        parties=parties,
    )
    said = [
        piece
        for statement in reading.statements
        for piece in statement.content
        if piece.overlaps(sentence)
    ]
    for place in range(len(tokens)):
        verbs = EVENT_VERBS.get(clause.words[place])
        if not verbs or any(p.start <= clause.starts[place] < p.end for p in parties):
            continue
        for verb in verbs:
            after = _after_verb(clause, place, verb)
            if after is None:
                continue
            found = list(_relations(clause, place, after, verb))
            for sources, targets, confidence in found:
                yield from _each(reading, clause, place, verb, sources, targets, confidence, said)
            if found:
                break


def _each(
    reading: Reading,
    clause: _Clause,
    place: int,
    verb: EventVerb,
    sources: Sequence[Party],
    targets: Sequence[Party],
    confidence: float,
    said: Sequence[Span],
) -> Iterator[_Found]:
    ends = [*sources, *targets]
    start = min(clause.starts[place], *(p.start for p in ends))
    end = max(clause.ends[place], *(p.end for p in ends))
    quoted = any(piece.start <= clause.starts[place] < piece.end for piece in said)
    for source in sources:
        for target in targets:
            if source.key != target.key:
                yield _Found(
                    source=source.key,
                    target=target.key,
                    event=verb.event,
                    span=ReportSpan(report=reading.report.id, start=start, end=end),
                    confidence=confidence - (_QUOTED if quoted else 0.0),
                )


def _after_verb(clause: _Clause, place: int, verb: EventVerb) -> int | None:
    """Gives the word after a verb and the words that belong to it, or None if they are missing."""
    after = place + 1
    for word in verb.rest:
        # "carried out more than 60 overnight strikes on": figures and adjectives may stand between.
        reach = clause.words[after : after + _REACH]
        if word not in reach or _BREAKS & set(reach[: reach.index(word)]):
            return None
        after += reach.index(word) + 1
    return after


def _relations(
    clause: _Clause, place: int, after: int, verb: EventVerb
) -> Iterator[tuple[list[Party], list[Party], float]]:
    before = _skip_back(clause, place)
    helper = clause.words[before] if before >= 0 else ""
    if any(word in _UNREAL for word in clause.words[max(0, before - 1) : place]):
        return
    by = clause.words[after : after + 1] == ("by",)
    if may_be_passive(clause.words[place]) and (helper in _BE or by):
        yield from _passive(clause, place, after, verb)
        return
    subjects, confidence = _subjects(clause, place)
    if clause.words[place] == verb.lemma and not _are_several(clause, subjects, place):
        # "the network host Okafor": with one subject the bare form is a noun.
        return
    if verb.preposition and clause.words[after : after + 1] != (verb.preposition,):
        return
    after += bool(verb.preposition)
    if clause.words[after : after + 2] in (("each", "other"), ("one", "another")):
        for one in subjects:
            yield [one], [other for other in subjects if other is not one], confidence
        return
    targets = _objects(clause, after)
    if verb.lemma in _HUMAN_SENSE and any(party.person for party in [*subjects, *targets]):
        return
    if not targets and verb.event in _BY_ITS_ACTS:
        targets = [msgspec.structs.replace(p, of="act") for p in _doers(clause, after)]
    plain = [p for p in targets if p.of is None and not _is_where(p, verb)]
    if subjects and plain:
        yield subjects, plain, confidence
    elif subjects and targets and _is_act(targets[0]) and verb.event in _BY_ITS_ACTS:
        yield subjects, targets[:1], min(confidence, _BY_ACTS)


def _are_several(clause: _Clause, subjects: Sequence[Party], place: int) -> bool:
    """Says whether a verb in its bare form can be that of its subjects: "rebels accuse"."""
    if len(subjects) > 1 or may_be_past(clause.words[place]):
        return True
    lasts = [clause.words[clause.next_after(party.end) - 1] for party in subjects]
    return any(word.endswith(("s", "people", "men", "police")) for word in lasts)


def _is_where(party: Party, verb: EventVerb) -> bool:
    """Says whether a party is only the place of an event: a visit, an attack."""
    if verb.event == "CONSULT" and party.place:
        return True
    return party.city and verb.event in _CITY_MEANT


def _is_act(party: Party) -> bool:
    """Says whether what a party is named with is something it did, said or wants."""
    return party.of is not None and re.sub(r"(?<!s)s$", "", party.of) in _ACTS


def _passive(
    clause: _Clause, place: int, after: int, verb: EventVerb
) -> Iterator[tuple[list[Party], list[Party], float]]:
    """Gives "B was accused by A", and "B proposed a text, which was rejected by A"."""
    if "by" not in clause.words[after : after + 3]:
        return
    after_by = clause.words.index("by", after) + 1
    agents = [party for party in _objects(clause, after_by) if _can_act(party)]
    subjects, confidence = _subjects(clause, place)
    if not subjects and verb.event in _BY_ITS_ACTS:
        subjects, confidence = _authors(clause, _skip_back(clause, place)), _FAR_SUBJECT
    if agents and subjects:
        yield agents, subjects, confidence


def _skip_back(clause: _Clause, place: int) -> int:
    """Gives the word before a verb, adverbs left out."""
    before = place - 1
    while before >= 0 and (clause.words[before] in _ADVERBS or clause.words[before].endswith("ly")):
        before -= 1
    return before


def _subjects(clause: _Clause, place: int) -> tuple[list[Party], float]:
    """Gives the parties that are the subject of a verb, and how sure that is."""
    ahead = [p for p in clause.parties if p.end <= clause.starts[place]]
    if not ahead:
        return [], 0.0
    nearest = ahead[-1]
    gap = clause.words[clause.next_after(nearest.end) : place]
    if _is_short(gap) and _can_act(nearest) and not _is_led_in(clause, nearest):
        return _coordinated_before(clause, nearest), _PLAIN
    first = ahead[0]
    start = clause.next_after(first.start)
    between = clause.words[clause.next_after(first.end) : place]
    led_in = gap[-1:] in (("and",), (",",)) or gap[-2:-1] == (",",)
    if start <= 2 and led_in and first.of is None and not _BREAKS & set(between):
        return _coordinated_before(clause, first), _FAR_SUBJECT
    return [], 0.0


def _authors(clause: _Clause, place: int) -> list[Party]:
    """Gives who made the thing that "which was vetoed by" takes up ("X proposed a resolution")."""
    if place < 1 or clause.words[place - 1] not in ("which", "that"):
        return []
    for earlier in range(place - 2, 0, -1):
        if clause.words[earlier] in _MADE:
            return _subjects(clause, earlier)[0]
    return []


def _can_act(party: Party) -> bool:
    return party.of is None or bool(_ARMED_ACTS.search(party.of))


def _is_led_in(clause: _Clause, party: Party) -> bool:
    """Says whether a preposition stands before a party: "in Oslo" is nobody's act."""
    before = clause.next_after(party.start) - 1
    while before >= 0 and clause.words[before] in _DETERMINERS | _PARTS_OF_PLACES:
        before -= 1
    return before >= 0 and clause.words[before] in _PREPOSITIONS


def _is_short(gap: Sequence[str]) -> bool:
    """Says whether the words between a party and a verb leave the party its subject."""
    if gap[:1] == (",",) and gap[-1:] == (",",) and len(gap) <= 14:
        return not _BREAKS & set(gap)
    if gap[:2] == (",", "who") or gap[:2] == (",", "which"):
        gap = gap[1:]
    return all(
        word in _AUXILIARY
        or word in _ADVERBS
        or word in _DAYS
        or word in _RELATIVE
        or word.endswith("ly")
        for word in gap
    )


def _coordinated_before(clause: _Clause, party: Party) -> list[Party]:
    """Gives a party and those that "and" and commas join to it from the left."""
    ahead = [other for other in clause.parties if other.end <= party.start]
    group = [party]
    for earlier in reversed(ahead):
        between = clause.words[clause.next_after(earlier.end) : clause.next_after(group[-1].start)]
        if earlier.of is not None or not _joins(between, listed=len(group) > 1):
            break
        group.append(earlier)
    return list(reversed(group))


def _joins(between: Sequence[str], *, listed: bool) -> bool:
    """Says whether words join two parties; a comma only in a list that has an "and" after it."""
    plain = [word for word in between if word not in _DETERMINERS]
    return plain in (["and"], [",", "and"], ["or"]) or (listed and plain == [","])


def _doers(clause: _Clause, after: int) -> list[Party]:
    """Gives who did what a verb judges: "condemned an attack by A"."""
    reach = clause.words[after : after + _REACH]
    if "by" not in reach[1:] or _BREAKS & set(reach[: reach.index("by")]):
        return []
    return _objects(clause, after + reach.index("by") + 1)


def _is_described_by(clause: _Clause, party: Party) -> bool:
    """Says whether a noun that looks like a verb follows an object: "sanctions Okafor allies"."""
    after = clause.next_after(party.end)
    if after >= len(clause.words) or clause.starts[after] != party.end + 1:
        return False
    word = clause.words[after]
    return word in EVENT_VERBS and not may_be_past(word)


def _objects(clause: _Clause, after: int) -> list[Party]:
    """Gives the parties right after a verb or preposition, with those joined to the first."""
    place = after
    while place < len(clause.words) and clause.words[place] in _DETERMINERS:
        if clause.party_from(place):
            break
        place += 1
    if place >= len(clause.words):
        return []
    first = clause.party_from(place)
    if first is None or _is_described_by(clause, first):
        return []
    group, gaps = [first], []
    for later in (p for p in clause.parties if p.start >= first.end):
        between = clause.words[clause.next_after(group[-1].end) : clause.next_after(later.start)]
        if not _joins(between, listed=True) or group[-1].of is not None:
            break
        group.append(later)
        gaps.append("and" in between or "or" in between)
    # Commas alone are no list: "the union, the Northern Front" names one party twice.
    return group if any(gaps) else group[:1]
