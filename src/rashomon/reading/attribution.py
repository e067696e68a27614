"""From the model's attributions to statements: extent, manner, act and quotation marks.

Quotation marks are a check on the model: a whole quoted sentence without a cue of its own
goes on with the speaker before it, and content never keeps its outer marks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec
import msgspec.structs

from rashomon.reading.confidence import confidence, describe
from rashomon.reading.encoding import quote_states
from rashomon.reading.layout import LaidOut, laid_out
from rashomon.reading.linking import Attribution
from rashomon.reading.reading import Act, Manner
from rashomon.reading.roles import is_role_noun
from rashomon.report import Report, Span

_MARKS = "\"“”„‟«»‘’'"
_EDGE = _MARKS + ",;: \t\n\r\u00a0–—-"
_LAID_OUT = 0.9  # confidence of a transcript's turn or a signed quotation
_QUOTED = 0.9  # share of a content's letters inside quotation marks, from which it is direct

_THOUGHT = frozenset(
    """
    admire admired admires anticipate assume assumed aware belief believe believed believes
    believing beliefs concern concerned concerns confident consider considered
    considers convinced decided determined doubt doubts doubted dream expect expectation
    expectations expected expecting expects fear feared fearing fears feel feeling feels felt hope
    hoped hopes hopeful hoping imagine intend intended intends know knew known knows like likes
    mindful optimistic plan planned planning plans prefer prefers pleased ponder realise realised
    realize realized regard regards remember see sees suspect suspected
    suspects think thinking thinks thought understand understands understood want wanted wants
    willing wish wished wishes wonder wondered wonders worried worries worry
    """.split()
)
_WRITING = frozenset(
    """
    blog blogged document email emailed letter memo posted posting read reads release report
    reported retweeted statement tweet tweeted tweeting tweets wrote write writes writing written
    post article book editorial filing indictment papers records survey poll study
    """.split()
)
_WORD = re.compile(r"[A-Za-z]+")
_TRAILING = re.compile(
    r"(?:[\s,]+(?:on|in|at|by|also|later|earlier|who|has|had|have|this|then|still))+[\s,]*$"
)
# "Lena Brandt, 41, a teacher," and "Brandt also"
_BETWEEN_NAME_AND_CUE = re.compile(r"\s*(?:\w+\s*)?|,\s[^.;:“”\"\n]{2,110},\s*(?:\w+\s*)?")


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A statement before its speaker is known."""

    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    manner: Manner
    act: Act
    confidence: float


def draft_statements(
    report: Report,
    sentences: Sequence[Span],
    attributions: Sequence[Attribution],
    *,
    names: Sequence[Span] = (),
) -> tuple[Draft, ...]:
    """Gives the report's statements without speakers, in order.

    `names` are the names in the text: a source that ends right before or inside one is widened.
    """
    states = quote_states(report.text)
    drafts = [
        msgspec.structs.replace(draft, confidence=confidence(figures))
        for draft, figures in weighed(report, attributions, names=names)
    ]
    drafts = _with_layout(report.text, drafts, names)
    drafts.extend(_continued(report, sentences, states, drafts))
    return tuple(sorted(drafts, key=lambda d: d.content))


def weighed(
    report: Report, attributions: Sequence[Attribution], *, names: Sequence[Span] = ()
) -> list[tuple[Draft, list[float]]]:
    """Gives a draft for each utterance, and the figures that its confidence comes from."""
    states = quote_states(report.text)
    found = []
    for attribution in attributions:
        cue = attribution.cue.span if attribution.cue else None
        source = _source(report.text, attribution, names)
        act = act_of(report, cue, source)
        for content in _utterances(report.text, states, attribution):
            manner = manner_of(report.text, states, content)
            draft = Draft(
                content=content, cue=cue, source=source, manner=manner, act=act, confidence=0.0
            )
            found.append((draft, describe(report, attribution, content, manner, act)))
    return found


def _with_layout(text: str, drafts: Sequence[Draft], names: Sequence[Span]) -> list[Draft]:
    """Puts what the layout makes plain in the place of what was found there."""
    plain = laid_out(text, people=[text[name.start : name.end] for name in names])
    kept = [draft for draft in drafts if not any(_covers(found, draft) for found in plain)]
    return kept + [
        Draft(
            content=(content,),
            cue=found.cue,
            source=found.source,
            manner="direct",
            act="speech",
            confidence=_LAID_OUT,
        )
        for found in plain
        if (content := trimmed(text, found.content)) is not None
    ]


def _covers(found: LaidOut, draft: Draft) -> bool:
    """Says whether the layout tells of the same words: not of a statement inside them."""
    if not any(found.content.overlaps(piece) for piece in draft.content):
        return False
    inner = draft.source is not None and found.content.covers(draft.source)
    letters = sum(piece.end - piece.start for piece in draft.content)
    return not inner or letters > 0.5 * (found.content.end - found.content.start)


def _source(text: str, attribution: Attribution, names: Sequence[Span]) -> Span | None:
    """Gives the source with the whole of a name it touches, and without a trailing "on"."""
    if attribution.source is None:
        return _beside_cue(text, attribution, names)
    span = attribution.source.span
    for name in names:
        cut = span.start < name.start < span.end < name.end or name.start < span.start < name.end
        follows = name.start == span.end + 1 and is_role_noun(text[: span.end].split()[-1])
        if cut or follows:
            span = Span(min(span.start, name.start), max(span.end, name.end))
    trailing = _TRAILING.search(text, span.start, span.end)
    return Span(span.start, trailing.start()) if trailing else span


def _beside_cue(text: str, attribution: Attribution, names: Sequence[Span]) -> Span | None:
    """Gives the name right before or after a cue whose source was not found."""
    if attribution.cue is None:
        return None
    cue = attribution.cue.span
    for name in names:
        if any(content.span.overlaps(name) for content in attribution.content):
            continue
        between = text[name.end : cue.start] if name.end <= cue.start else None
        if between is not None and _BETWEEN_NAME_AND_CUE.fullmatch(between):
            return name
        if cue.end <= name.start and not text[cue.end : name.start].strip():
            return name
    return None


def _utterances(
    text: str, states: Sequence[int], attribution: Attribution
) -> list[tuple[Span, ...]]:
    """Gives an attribution's content, what was quoted apart from what was not.

    "“We regret it,” she said of the delay" quotes three words; the delay is their subject, not
    her words. What stands outside the marks is kept only where it says something by itself.
    """
    pieces = [s for c in attribution.content if (s := trimmed(text, c.span)) is not None]
    quoted = tuple(p for p in pieces if manner_of(text, states, (p,)) == "direct")
    others = tuple(p for p in pieces if p not in quoted)
    if not quoted or not others or any(_mixed(text, states, p) for p in others):
        return [tuple(pieces)] if pieces else []
    told = tuple(
        p for p in others if re.match(r"(?:that|to|it|he|she|they)\s", text[p.start : p.end])
    )
    return [quoted, told] if told else [quoted]


def _mixed(text: str, states: Sequence[int], piece: Span) -> bool:
    return manner_of(text, states, (piece,)) == "mixed"


def trimmed(text: str, span: Span) -> Span | None:
    """Gives a span without outer quotation marks, commas and space; None where nothing is left."""
    start, end = span.start, span.end
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE and not _apostrophe(text, end - 1):
        end -= 1
    return Span(start, end) if any(c.isalnum() for c in text[start:end]) else None


def _apostrophe(text: str, position: int) -> bool:
    return (
        text[position] in "’'"
        and text[position - 1 : position] == "s"
        and (position + 1 < len(text) and text[position + 1] == " ")
    )


def manner_of(text: str, states: Sequence[int], content: Sequence[Span]) -> Manner:
    """Says whether content stands inside quotation marks: direct, indirect or mixed."""
    letters = inside = 0
    for span in content:
        for i in range(span.start, span.end):
            if text[i].isalnum():
                letters += 1
                inside += states[i] == 1
    share = inside / letters if letters else 0.0
    if share >= _QUOTED:
        return "direct"
    return "mixed" if inside else "indirect"


def act_of(report: Report, cue: Span | None, source: Span | None) -> Act:
    """Says whether a cue tells of speech, writing or thought."""
    words = {w.lower() for w in _WORD.findall(report.show(cue))} if cue else set()
    if words & _WRITING:
        return "writing"
    if words & _THOUGHT:
        return "thought"
    if source is not None:
        heads = {w.lower() for w in _WORD.findall(report.show(source))}
        if heads & {
            "statement",
            "report",
            "letter",
            "document",
            "documents",
            "memo",
            "study",
            "poll",
            "survey",
            "email",
            "emails",
            "tweet",
            "filing",
            "indictment",
        }:
            return "writing"
    return "speech"


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
