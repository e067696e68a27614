"""A person's word on a finding of a comparison, as a judgement that outlives the comparison."""

from __future__ import annotations

from collections.abc import Iterable

from rashomon.comparing.comparison import Comparison, Passage
from rashomon.errors import RashomonError
from rashomon.judgement import Judged, Judgement, passage_of
from rashomon.report import Span


def judge_claims(
    comparison: Comparison, one: str, other: str | None = None, *, same: bool, by: str
) -> Judgement:
    """Gives the judgement that `one` and `other` are, or are not, the same claim.

    Each is the id of a claim, or a passage as REPORT:START-END. Where `other` is None, `one` is a
    claim that is right as it stands (`same`). A passage that is said not to be the same as its
    own claim is held against the other passages of it. Raises RashomonError R508 where there is
    no such claim or passage, or nothing is left to judge.
    """
    first = _passages(comparison, one)
    second = _passages(comparison, other) if other is not None else ()
    if not same:
        # The wider of the two without the narrower: a passage against the rest of its claim.
        if len(first) > len(second):
            first = tuple(p for p in first if p not in second)
        else:
            second = tuple(p for p in second if p not in first)
        if not first or not second:
            raise RashomonError("R508", f"{one}: give two different claims, or passages of them.")
    else:
        second = tuple(p for p in second if p not in first)
        if len(first) + len(second) < 2:
            raise RashomonError("R508", f"{one}: it has one passage; the same as what?")
    return Judgement(said="same" if same else "apart", by=by, one=first, other=second)


def judge_speaker(
    comparison: Comparison, statement: str, *, right: bool, by: str, instead: str | None = None
) -> Judgement:
    """Gives the judgement that a statement's speaker is right, or wrong and `instead` somebody.

    Raises RashomonError R508 where there is no such statement, or it has no speaker to be right.
    """
    found = next((s for s in comparison.statements if s.id == statement), None)
    if found is None:
        raise RashomonError("R508", f"{statement}: the story has no such statement.")
    names = {actor.id: actor.name for actor in comparison.actors}
    speaker = names.get(found.speaker or "")
    if right and speaker is None:
        raise RashomonError("R508", f"{statement}: it has no speaker; say who it is with `wrong`.")
    span = Span(found.content[0].start, found.content[-1].end)
    return Judgement(
        said="right" if right else "wrong",
        by=by,
        one=(_passage(comparison, found.report, span),),
        speaker=speaker,
        instead=None if right else instead,
    )


def _passages(comparison: Comparison, named: str) -> tuple[Judged, ...]:
    for claim in comparison.claims:
        if claim.id == named:
            return tuple(
                _passage(comparison, p.report, Span(p.start, p.end)) for p in claim.passages
            )
    report, _, place = named.rpartition(":")
    start, _, end = place.partition("-")
    if start.isdecimal() and end.isdecimal():
        return (_passage(comparison, report, Span(int(start), int(end))),)
    raise RashomonError(
        "R508", f"{named}: the story has no such claim; a passage is REPORT:START-END."
    )


def _passage(comparison: Comparison, report: str, span: Span) -> Judged:
    found = next((one for one in comparison.reports if one.id == report), None)
    if found is None or not span.start < span.end <= len(found.text):
        raise RashomonError("R508", f"{report}:{span.start}-{span.end}: there is no such passage.")
    return passage_of(found, span)


def confirmed_claims(comparison: Comparison) -> frozenset[str]:
    """Gives the claims of which a person said that all their passages make one claim."""
    said = [(*kept.one, *kept.other) for kept in comparison.judgements if kept.said == "same"]
    return frozenset(
        claim.id
        for claim in comparison.claims
        if any(all(_is_among(passage, one) for passage in claim.passages) for one in said)
    )


def _is_among(passage: Passage, said: Iterable[Judged]) -> bool:
    """Says whether some judged passage is, or lies across, a passage of a claim."""
    return any(
        one.report == passage.report
        and (one.start or 0) < passage.end
        and passage.start < (one.end or 0)
        for one in said
    )
