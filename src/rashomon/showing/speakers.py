"""Who said what: each utterance once, with each report's cut of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import get_args

import msgspec

from rashomon.comparing.comparison import Claim, DifferenceSubtype, Side, StoryStatement
from rashomon.report import Span
from rashomon.showing.changes import compared, mark_changes, with_echo
from rashomon.showing.explaining import explained
from rashomon.showing.lookup import Lookup
from rashomon.showing.model import Cut, Speaker, Utterance
from rashomon.showing.people import name_and_role, shown_aliases
from rashomon.showing.wording import UNKNOWN, is_unsure, is_weak, kind_words

_WORDS_AT_MOST = 700
# Fewer words than these, found in two utterances, do not make them one.
_WORDS_AT_LEAST = 4
# So many words in a row make two statements the same utterance, whoever is credited with it.
_STRETCH = 8
# Shares of their words from which cuts are held against each other: very words, and others.
_ALIKE, _NEARLY_COPIED = 0.5, 0.75
_WORDS_OF_A_PARAPHRASE = 2
# A word changed inside quotation marks matters more than what was left out or retold.
_WEIGHTIEST = (
    "altered", "translated", "trimmed", None, "paraphrased", *get_args(DifferenceSubtype)
)  # fmt: skip


class _Told(msgspec.Struct):
    """Statements that give one utterance of a speaker, and the claim that joined them."""

    statements: list[StoryStatement]
    claim: Claim | None = None
    speaker: str | None = None

    @property
    def shared(self) -> bool:
        """Whether several reports have it."""
        return len({statement.report for statement in self.statements}) > 1


def speakers(lookup: Lookup) -> tuple[Speaker, ...]:
    """Gives the speakers, those heard in several reports first, with their utterances."""
    told: dict[str | None, list[_Told]] = {}
    shown: set[str] = set()
    for claim in lookup.comparison.claims:
        if claim.open:
            continue
        statements = _statements(lookup, claim, shown)
        speaker = _speaker(statements)
        statements = _of_one_mouth(lookup, claim, statements, speaker)
        one = _Told(statements=_once_a_report(lookup, statements), claim=claim, speaker=speaker)
        if one.shared:
            shown.update(statement.id for statement in statements)
            told.setdefault(speaker, []).append(one)
    for statement in lookup.statements.values():
        if statement.id not in shown and _tells(lookup, statement):
            _add(lookup, told.setdefault(statement.speaker, []), statement)
    everyone = [_made(lookup, speaker, utterances) for speaker, utterances in told.items()]
    return tuple(sorted(everyone, key=_place))


def _of_one_mouth(
    lookup: Lookup, claim: Claim, statements: Sequence[StoryStatement], speaker: str | None
) -> list[StoryStatement]:
    """Gives the speaker's statements, and those with the same words that credit them otherwise.

    These are the ones that a quotation of the claim surely differs in, or that share a long
    stretch word for word.
    """
    own = [statement for statement in statements if statement.speaker == speaker]
    texts = [_text(lookup, statement).split() for statement in own]
    quoted = [
        one.sides
        for one in lookup.differences[claim.id]
        if one.type == "quote" and not is_unsure(one.confidence)
    ]
    others = [
        other
        for other in statements
        if other.speaker != speaker
        and (
            any(
                any(_says(other, side) for side in sides)
                and any(_says(one, side) for one in own for side in sides)
                for sides in quoted
            )
            or any(_stretch(_text(lookup, other).split(), text) >= _STRETCH for text in texts)
        )
    ]
    return [*own, *others]


def _stretch(one: Sequence[str], other: Sequence[str]) -> int:
    """Gives the length of the longest run of words that stands in both."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.find_longest_match().size


def _add(lookup: Lookup, told: list[_Told], statement: StoryStatement) -> None:
    """Puts a statement with the utterance that has its words; a repetition is left out.

    Captions and headlines repeat what the text says: one report's words are shown once.
    """
    text = _text(lookup, statement)
    for one in told:
        for other in one.statements:
            same = _text(lookup, other)
            if not _repeats(text, same):
                continue
            if statement.report != other.report:
                one.statements.append(statement)
            elif len(text) > len(same):
                one.statements[one.statements.index(other)] = statement
            return
    told.append(_Told(statements=[statement], speaker=statement.speaker))


def _tells(lookup: Lookup, statement: StoryStatement) -> bool:
    """Whether a statement holds words enough to be shown: a paraphrase of one word holds none."""
    if statement.manner != "indirect":
        return bool(statement.content)
    return len(_text(lookup, statement).split()) >= _WORDS_OF_A_PARAPHRASE


def _once_a_report(lookup: Lookup, statements: Sequence[StoryStatement]) -> list[StoryStatement]:
    """Leaves out what another statement of the same report has, too."""
    kept: list[StoryStatement] = []
    for statement in sorted(statements, key=lambda one: -len(_text(lookup, one))):
        text = _text(lookup, statement)
        same = (_text(lookup, one) for one in kept if one.report == statement.report)
        if not any(_repeats(text, other) for other in same):
            kept.append(statement)
    return kept


def _text(lookup: Lookup, statement: StoryStatement) -> str:
    report = lookup.reports[statement.report]
    return compared(report.show(piece) for piece in statement.content)


def _repeats(one: str, other: str) -> bool:
    """Whether one is the other, or a whole stretch of it with some words."""
    shorter, longer = sorted((one, other), key=len)
    whole = f" {shorter} " in f" {longer} "
    return one == other or (whole and len(shorter.split()) >= _WORDS_AT_LEAST)


def _statements(lookup: Lookup, claim: Claim, shown: set[str]) -> list[StoryStatement]:
    """Gives the statements in which the claim is made, or that a quotation of it differs in."""
    named = {passage.statement for passage in claim.passages}
    quoted = [
        side
        for difference in lookup.differences[claim.id]
        if difference.type == "quote"
        for side in difference.sides
    ]
    return [
        statement
        for statement in lookup.statements.values()
        if statement.id not in shown
        and statement.content
        and (statement.id in named or any(_says(statement, side) for side in quoted))
    ]


def _says(statement: StoryStatement, side: Side) -> bool:
    span = Span(side.start, side.end)
    return statement.report == side.report and any(p.overlaps(span) for p in statement.content)


def _speaker(statements: Sequence[StoryStatement]) -> str | None:
    counted = Counter(statement.speaker for statement in statements if statement.speaker)
    return counted.most_common(1)[0][0] if counted else None


def _utterance(lookup: Lookup, told: _Told) -> Utterance:
    """The speaker's own fullest verbatim cut first: it is the one the others are held against."""
    ordered = sorted(
        told.statements,
        key=lambda one: (
            one.speaker != told.speaker,
            one.manner != "direct",
            -sum(piece.end - piece.start for piece in one.content),
        ),
    )
    cuts = [_cut(lookup, one, told.speaker) for one in ordered]
    claim = told.claim.id if told.claim else ""
    quoted = [
        one
        for one in lookup.differences.get(claim, ())
        if one.type == "quote" and not is_weak(one.confidence)
    ]
    quoted.sort(key=lambda one: (_WEIGHTIEST.index(one.subtype), -one.confidence))
    notes = dict.fromkeys(f"{kind_words(one)}: {explained(lookup, one)}" for one in quoted)
    return Utterance(
        cuts=_with_changes(_folded(cuts)), anchor=lookup.anchors.get(claim), notes=tuple(notes)
    )


def _cut(lookup: Lookup, statement: StoryStatement, speaker: str | None) -> Cut:
    """Gives a report's cut of an utterance; whom it credits, where that is somebody else."""
    cut = lookup.statement_cut(statement, limit=_WORDS_AT_MOST)
    if cut.said is None or statement.speaker == speaker:
        return cut
    credited = f"credited to {cut.said.speaker}" if cut.said.speaker else "credited to nobody"
    said = msgspec.structs.replace(cut.said, how=f"{cut.said.how}, {credited}")
    return msgspec.structs.replace(cut, said=said)


def _folded(cuts: Sequence[Cut]) -> list[Cut]:
    kept: dict[tuple[object, ...], Cut] = {}
    for cut in cuts:
        key = (compared(words.core for words in cut.words), cut.said.how if cut.said else None)
        kept[key] = with_echo(kept[key], cut) if key in kept else cut
    return list(kept.values())


def _with_changes(cuts: list[Cut]) -> tuple[Cut, ...]:
    """Marks changed words where each cut is in one piece; pieces are left as they are.

    A paraphrase is not held against very words: its pronouns and tenses differ by their nature.
    """
    verbatim = bool(cuts) and _is_verbatim(cuts[0])
    whole = [cut for cut in cuts if len(cut.words) == 1 and _is_verbatim(cut) == verbatim]
    alike = _ALIKE if verbatim else _NEARLY_COPIED
    marked = mark_changes([cut.words[0] for cut in whole], alike=alike)
    renewed = {
        id(cut): msgspec.structs.replace(cut, words=(words,))
        for cut, words in zip(whole, marked, strict=True)
    }
    return tuple(renewed.get(id(cut), cut) for cut in cuts)


def _is_verbatim(cut: Cut) -> bool:
    return cut.said is not None and cut.said.verbatim


def _made(lookup: Lookup, speaker: str | None, told: Sequence[_Told]) -> Speaker:
    actor = lookup.actors.get(speaker or "")
    name, role = name_and_role(actor) if actor else (speaker, None)
    shared: list[Utterance] = []
    quoted: list[Utterance] = []
    paraphrased: list[Utterance] = []
    for one in told:
        indirect = all(statement.manner == "indirect" for statement in one.statements)
        group = shared if one.shared else paraphrased if indirect else quoted
        group.append(_utterance(lookup, one))
    repeated = _repeated(shared, [*quoted, *paraphrased])
    # A sentence that holds what is quoted in part and what is retold stands with the quotations.
    holds = [one.cuts[0] for one in quoted if id(one) in repeated]
    paraphrased = [one for one in paraphrased if id(one) not in repeated]
    moved = {id(one) for one in paraphrased if any(_within(part, one.cuts[0]) for part in holds)}
    quoted = [
        *(one for one in quoted if id(one) not in repeated),
        *(one for one in paraphrased if id(one) in moved),
    ]
    paraphrased = [one for one in paraphrased if id(one) not in moved]
    return Speaker(
        name=name or UNKNOWN,
        role=role,
        aliases=shown_aliases(actor) if actor else (),
        shared=tuple(shared),
        quoted=tuple(quoted),
        paraphrased=tuple(paraphrased),
    )


def _repeated(shared: Sequence[Utterance], others: Sequence[Utterance]) -> set[int]:
    """Gives those (by `id`) whose one cut shows no words but those of another of its report.

    Two statements of one sentence are shown within the same sentence. Very words always stay.
    """
    seen: dict[str, list[Cut]] = {}
    for cut in (cut for utterance in shared for cut in utterance.cuts):
        seen.setdefault(cut.source.report, []).append(cut)
    repeated = set()
    for one in sorted(others, key=lambda one: -sum(len(w.text) for w in one.cuts[0].words)):
        cut = one.cuts[0]
        own = seen.setdefault(cut.source.report, [])
        verbatim = _is_verbatim(cut)
        if len(one.cuts) == 1 and not verbatim and any(_within(cut, other) for other in own):
            repeated.add(id(one))
            continue
        for shown in one.cuts:
            seen.setdefault(shown.source.report, []).append(shown)
    return repeated


def _within(cut: Cut, other: Cut) -> bool:
    return cut.source == other.source and all(
        any(whole.start <= part.start and part.end <= whole.end for whole in other.words)
        for part in cut.words
    )


def _place(speaker: Speaker) -> tuple[object, ...]:
    return (
        speaker.name == UNKNOWN,
        -len(speaker.shared),
        -len(speaker.quoted),
        -len(speaker.paraphrased),
    )
