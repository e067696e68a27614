"""From the model's attributions to statements: extent, manner, act and quotation marks.

Quotation marks are a check on the model: a whole quoted sentence without a cue of its own
goes on with the speaker before it, and content never keeps its outer marks.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

import msgspec
import msgspec.structs

from rashomon.reading.confidence import confidence, describe
from rashomon.reading.drafts import Draft, act_of, finished, manner_of, trimmed
from rashomon.reading.hearsay import hearsay_in
from rashomon.reading.layout import LaidOut, laid_out
from rashomon.reading.linking import Attribution
from rashomon.reading.nested import nested_in, relayed, strung_apart
from rashomon.reading.quotations import quote_states_of
from rashomon.reading.sentence_before import without_sentence_before
from rashomon.reading.sources import source_of
from rashomon.reading.tagging import Name
from rashomon.reading.unsaid import is_noun, is_unsaid
from rashomon.report import Report, Span

_LAID_OUT = 0.9  # confidence of a transcript's turn or a signed quotation
_UNSAID = 0.1  # at most, of what only looks like a statement: one in twelve is marked as one
_LEADS_ON = re.compile(r"(?:^|[\s,]+|(?<=\W))\b(?:and|but|or|which|while|who)$")
_TOLD = re.compile(r"\btell(?:s|ing)?$|\btold$")


def draft_statements(
    report: Report,
    sentences: Sequence[Span],
    attributions: Sequence[Attribution],
    *,
    names: Sequence[Name] = (),
) -> tuple[Draft, ...]:
    """Gives the report's statements without speakers, in order.

    `names` are the names in the text: a source that ends right before or inside one is widened.
    """
    states = quote_states_of(report)
    drafts = [
        msgspec.structs.replace(draft, confidence=_believed(report.text, draft, figures))
        for draft, figures in weighed(report, attributions, names=names)
    ]
    drafts = _with_layout(report, drafts, names)
    drafts.extend(_continued(report, sentences, states, drafts))
    drafts.extend(nested_in(report, sentences, states, drafts))
    drafts.extend(hearsay_in(report, sentences, states, drafts))
    return tuple(sorted(relayed(report.text, drafts), key=lambda d: d.content))


def weighed(
    report: Report, attributions: Sequence[Attribution], *, names: Sequence[Name] = ()
) -> list[tuple[Draft, dict[str, float]]]:
    """Gives a draft for each utterance, and the figures that its confidence comes from."""
    states = quote_states_of(report)
    spans = _spans(names)
    whole = without_sentence_before(report.text, states, _finished(report.text, attributions))
    found = []
    for attribution in strung_apart(report.text, states, whole):
        cue = attribution.cue.span if attribution.cue else None
        source = source_of(report.text, attribution, spans)
        act = act_of(report, cue, source)
        for utterance in _utterances(report.text, states, attribution):
            content = _without_hearer(report.text, cue, _below_title(report, utterance))
            manner = manner_of(report.text, states, content)
            draft = Draft(
                content=content, cue=cue, source=source, manner=manner, act=act, confidence=0.0
            )
            found.append((draft, describe(report, attribution, content, manner, act)))
    return found


def _believed(text: str, draft: Draft, figures: Mapping[str, float]) -> float:
    """Gives how likely a draft is a statement: what has only the looks of one hardly is."""
    cue, source, content = draft.cue, draft.source, draft.content
    looks = is_noun(text, cue, source, content) or is_unsaid(
        text, cue, source, content[0], draft.manner
    )
    return min(confidence(figures), _UNSAID) if looks else confidence(figures)


def _finished(text: str, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Gives the attributions with contents that end where a phrase does."""
    starts = sorted(
        segment.span.start
        for attribution in attributions
        for segment in (*attribution.content, attribution.cue, attribution.source)
        if segment is not None
    )
    found = []
    for attribution in attributions:
        *before, last = attribution.content
        place = bisect_left(starts, last.span.end)
        line = text.find("\n", last.span.end)
        ends = [line if line >= 0 else len(text), *starts[place : place + 1]]
        span = finished(text, last.span, min(ends))
        content = (*before, msgspec.structs.replace(last, span=span))
        found.append(msgspec.structs.replace(attribution, content=content))
    return found


def _with_layout(report: Report, drafts: Sequence[Draft], names: Sequence[Name]) -> list[Draft]:
    """Puts what the layout makes plain in the place of what was found there."""
    text = report.text
    states = quote_states_of(report)
    title = next((zone for zone in report.zones if zone.kind == "title"), None)
    headline = Span(title.start, title.end) if title else None
    people = [text[n.span.start : n.span.end] for n in names if n.kind == "person"]
    plain = laid_out(text, people=people, title=headline)
    kept = [draft for draft in drafts if not any(_covers(found, draft) for found in plain)]
    return kept + [
        Draft(
            content=(content,),
            cue=found.cue,
            source=found.source,
            manner=manner_of(text, states, (content,)) if found.told else "direct",
            act="speech",
            confidence=_LAID_OUT,
        )
        for found in plain
        if (content := trimmed(text, found.content)) is not None
    ]


def _spans(names: Sequence[Name]) -> list[Span]:
    """Gives where persons, organizations and places are named."""
    return [name.span for name in names if name.kind != "other"]


def _covers(found: LaidOut, draft: Draft) -> bool:
    """Says whether the layout tells of the same words: not of a statement inside them."""
    if not any(found.content.overlaps(piece) for piece in draft.content):
        return False
    inner = draft.source is not None and found.content.covers(draft.source)
    letters = sum(piece.end - piece.start for piece in draft.content)
    return not inner or letters > 0.5 * (found.content.end - found.content.start)


def _utterances(
    text: str, states: Sequence[int], attribution: Attribution
) -> list[tuple[Span, ...]]:
    """Gives an attribution's content, what was quoted apart from what was not.

    "“We regret it,” she said of the delay" quotes three words; the delay is their subject, not
    her words. What stands outside the marks is kept only where it says something by itself.
    """
    pieces = [s for c in attribution.content if (s := _closed(text, states, c.span)) is not None]
    quoted = tuple(p for p in pieces if manner_of(text, states, (p,)) == "direct")
    others = tuple(p for p in pieces if p not in quoted)
    if not quoted or not others or any(_mixed(text, states, p) for p in others):
        return [tuple(pieces)] if pieces else []
    told = tuple(
        p for p in others if re.match(r"(?:that|to|it|he|she|they)\s", text[p.start : p.end])
    )
    return [quoted, told] if told else [quoted]


def _closed(text: str, states: Sequence[int], span: Span) -> Span | None:
    """Gives a piece without the word that only leads on: "the rebels fled, | but"."""
    piece = trimmed(text, span)
    if piece is None or states[piece.end - 1]:
        return piece
    leads = _LEADS_ON.search(text, piece.start, piece.end)
    return trimmed(text, Span(piece.start, leads.start())) if leads else piece


def _below_title(report: Report, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """Gives a content that runs from the headline into the report without the headline."""
    title = next((zone for zone in report.zones if zone.kind == "title"), None)
    if title is None or content[0].start >= title.end or content[-1].end <= title.end:
        return content
    cut = (
        trimmed(report.text, Span(max(piece.start, title.end), piece.end))
        for piece in content
        if piece.end > title.end
    )
    return tuple(piece for piece in cut if piece is not None) or content


def _without_hearer(text: str, cue: Span | None, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """Gives a content without whom it was told: "told Reuters | that the bridge was closed"."""
    if cue is None or len(content) < 2 or not _TOLD.search(text, cue.start, cue.end):
        return content
    hearer, what = content[:2]
    beside = 0 <= hearer.start - cue.end <= 1 and what.start - hearer.end <= 1
    return content[1:] if beside and text.startswith("that ", what.start) else content


def _mixed(text: str, states: Sequence[int], piece: Span) -> bool:
    return manner_of(text, states, (piece,)) == "mixed"


def _continued(
    report: Report, sentences: Sequence[Span], states: Sequence[int], drafts: Sequence[Draft]
) -> list[Draft]:
    """Gives statements for quoted sentences that the model left without any."""
    found = []
    covered = bytearray(len(report.text))
    for draft in drafts:
        for span in draft.content:
            covered[span.start : span.end] = b"\x01" * (span.end - span.start)
    for sentence in sentences:
        if report.zone_kind(sentence) in ("title", "caption", "credit", "boilerplate"):
            continue
        quoted = trimmed(report.text, sentence)
        if quoted is None or len(report.show(quoted).split()) < 4:
            continue
        if manner_of(report.text, states, (quoted,)) != "direct":
            continue
        if sum(covered[quoted.start : quoted.end]) > 0.3 * (quoted.end - quoted.start):
            continue
        found.append(
            Draft(
                content=(quoted,),
                cue=None,
                source=None,
                manner="direct",
                act="speech",
                confidence=0.6,
            )
        )
    return found
