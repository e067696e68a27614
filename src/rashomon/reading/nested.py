"""Statements inside statements, and statements that one clause strings together.

    The mayor said that the owner had warned of the crane.      two statements, one in the other
    She said that it was late and denied that she had slept.    two statements, side by side

The reader model gives each word one role at a time, so that it finds the outer or the longer one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec.structs

from rashomon.reading.drafts import Draft, act_of, manner_of, trimmed
from rashomon.reading.linking import Attribution
from rashomon.reading.roles import BODY_NOUNS, is_role_noun
from rashomon.reading.tagging import Segment
from rashomon.report import Report, Span

# What can only be a verb of speech or thought with words after it; not "found", "offered".
_FINITE = (
    "accused accuses acknowledged acknowledges added adds admitted admits alleged alleges "
    "announced "
    "argued argues asked asks asserted asserts believe believed believes blamed blames called "
    "claim claimed complained conceded concluded condemned confessed confirmed contend contended "
    "contends criticised criticized declared demanded denied denies deny described describes "
    "dismissed echoed estimated expects explained expressed fear feared fears hoped hopes "
    "indicated "
    "informed insisted insists lamented maintains noted ordered pledged praised predicted promised "
    "recommended rejected reported requested said say says stated stressed suggest suggested "
    "testified thinks thought threatened told tell tells tweeted urged urges voiced vowed warned "
    "warns wrote writes"
).split()
_GOING_ON = (
    "accusing adding alleging arguing asserting blaming calling claiming complaining condemning "
    "confirming criticising criticizing declaring demanding denying describing echoing explaining "
    "expressing insisting noting ordering pledging praising predicting promising rejecting saying "
    "stressing suggesting telling threatening urging voicing vowing warning"
).split()
_AFTER = r"(?:\s+(?:that|to|of|as|for|about|with))?\s+(?=\S+\s+\S+)"
_CLAUSE = (
    r"(?:\s+(?:me|us|him|her|them))?(?:\s+(?:that|to)\s+|\s+(?=(?:he|she|it|they|there|we|I|you|"
    r"the|an?|this|these|his|her|its|their|our|[A-Z]\w+|‘|'|“|\d[\d.,]*%?)\b|['‘“]))"
)
_STRUNG = re.compile(
    r"(?P<joint>,?\s+(?:and|but|or|while|as\s+(?:he|she|they|it))\s+(?:(?:also|then|later|from)\s+)?)"
    rf"(?P<cue>{'|'.join([*_FINITE, *_GOING_ON])})\b{_AFTER}"
)
# The verbs that most surely tell of words; a clause follows, not "called her" or "told lies".
_TELLING = (
    "accused admits admitted alleged alleges argued argues asked asserted believe believed "
    "believes claimed claims confessed confirmed denied indicated insisted insists ordered "
    "reported requested said say says stated stressed suggested testified threatened told tells "
    "urged vowed warned"
).split()
# The subject begins its clause; the verb follows it.
_TOLD = re.compile(
    r"(?:^[\"“‘']?|\bthat\s+|\bwhether\s+|\bbecause\s+|\b(?:and|but|as|when|if)\s+|[,;:–—-]\s+|[“\"‘])"
    r"(?P<source>(?:[\w@’'.$%&-]+\s+){0,11}?[\w@’'.%&-]+(?:,\s+(?:who|which))?)\s+"
    r"(?P<cue>(?:(?:has|have|had|also|later|once)\s+){0,2}"
    rf"(?:{'|'.join(_TELLING)})|(?:is|are|was|were) (?:{'|'.join(_GOING_ON)}))\b{_CLAUSE}"
)
_NOBODY = re.compile(
    r"^(?:i|we|you|it|nobody|no one|none|never|that|this|there|someone|anyone|everyone)$|"
    r"^(?:no|if|never|not|nor|during|after|before|without|because|cause)\b|['’](?:re|ve)\s+\w+$|^(?:i|we|you|he|she|it|they)\s|n['’]t\b|"
    r"\b(?:not|cannot|can|never|nor|would|could|should|might|may|will|to|was|is|are|were|be|been|"
    r"have|has|had|do|does|did)\b|"
    r"\b(?:i|we|you|he|she|it|they|me|us|him|them|what|and|or|being|an?|the|so|also|later|allegedly|once|when|while)$",
    re.IGNORECASE,
)
# "the mayor's repeated | claims", but "the mayor's spokesman | claims"
_OWNED = re.compile(r"['’]s\s+(?P<what>\w+)$")
_LEAD = re.compile(
    r"(?:(?:that|because|and|but|as|when|while|if|whether|since|so|yet|for)\s+)+", re.IGNORECASE
)
_PRONOUN = re.compile(r"^(?:he|she|they)$", re.IGNORECASE)
_RELAYS = re.compile(r"\b(?:report(?:s|ed|ing)?|according to)\b", re.IGNORECASE)
_INNER = 0.75  # share of nested statements that an annotator marked as well
_WORDS_AT_LEAST = 3


def strung_apart(
    text: str, states: Sequence[int], attributions: Sequence[Attribution]
) -> list[Attribution]:
    """Gives the attributions, each cut where a second verb of its subject brings in more.

    Not inside quotation marks: there the second verb is what the speaker tells of.
    """
    found = []
    for attribution in attributions:
        found.extend(_cut(text, states, attribution))
    return found


def _cut(text: str, states: Sequence[int], attribution: Attribution) -> list[Attribution]:
    last = attribution.content[-1]
    for match in _STRUNG.finditer(text, last.span.start, last.span.end):
        joint = match.start("joint")
        head = Span(last.span.start, joint)
        rest = Span(match.end(), last.span.end)
        if states[match.start("cue")] or not _same_form(text, attribution, match.group("cue")):
            continue
        if min(len(text[s.start : s.end].split()) for s in (head, rest)) < 2:
            continue
        first = msgspec.structs.replace(
            attribution,
            content=(*attribution.content[:-1], msgspec.structs.replace(last, span=head)),
        )
        second = Attribution(
            content=(msgspec.structs.replace(last, span=rest),),
            cue=_segment(last, "cue", Span(*match.span("cue"))),
            source=attribution.source,
            link_probability=attribution.link_probability,
        )
        return [first, *_cut(text, states, second)]
    return [attribution]


def _same_form(text: str, attribution: Attribution, verb: str) -> bool:
    """Says whether a verb can stand beside the cue: "said ... and denied", not "and denying"."""
    if attribution.cue is None:
        return False
    words = text[attribution.cue.span.start : attribution.cue.span.end].lower().split()
    going_on = any(word.endswith("ing") for word in words)
    return verb.endswith("ing") == going_on


def _segment(like: Segment, role: str, span: Span) -> Segment:
    return msgspec.structs.replace(like, role=role, span=span)


def nested_in(
    report: Report, sentences: Sequence[Span], states: Sequence[int], drafts: Sequence[Draft]
) -> list[Draft]:
    """Gives the statements that other statements tell of: "A said that B had warned ..."."""
    found: list[Draft] = []
    for outer in drafts:
        for piece in _stretches(outer.content):
            for sentence in sentences:
                if (within := piece.common(sentence)) is not None:
                    inner = _inner(report, states, outer, within)
                    if inner is not None and not any(_known(inner, d) for d in (*drafts, *found)):
                        found.append(inner)
    return found


def relayed(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """Gives the drafts without those that only pass on what another said.

    "The mayor said the bridge was closed, Reuters reported" is the mayor's statement, which came
    through Reuters: not one of Reuters that holds one of the mayor's.
    """
    passing = {
        draft.content: draft
        for draft in drafts
        if draft.cue and _RELAYS.search(text, draft.cue.start, draft.cue.end)
    }
    passed_on = {
        draft.within
        for draft in drafts
        if draft.within in passing
        and draft.source is not None
        and draft.source.start - draft.within[0].start <= len("“The ")
    }
    return [
        msgspec.structs.replace(draft, within=None, confidence=passing[draft.within].confidence)
        if draft.within in passed_on
        else draft
        for draft in drafts
        if draft.content not in passed_on
    ]


def _stretches(content: Sequence[Span]) -> list[Span]:
    """Gives the pieces of a content, those that lie side by side as one."""
    found: list[Span] = []
    for piece in content:
        if found and piece.start - found[-1].end <= 1:
            found[-1] = Span(found[-1].start, piece.end)
        else:
            found.append(piece)
    return found


def _known(inner: Draft, other: Draft) -> bool:
    """Says whether there is a statement with this cue already."""
    return other.cue is not None and inner.cue is not None and other.cue.overlaps(inner.cue)


def _inner(report: Report, states: Sequence[int], outer: Draft, within: Span) -> Draft | None:
    text = report.text
    for match in _TOLD.finditer(report.show(within)):
        shift = within.start
        lead = _LEAD.match(match.group("source"))
        skipped = lead.end() if lead else 0
        source = Span(shift + match.start("source") + skipped, shift + match.end("source"))
        relative = re.search(r"(?<=,\s)(?:who|which)$", report.show(source))
        if relative is not None:
            source = Span(source.start + relative.start(), source.end)
        if not _may_tell(text, outer, source):
            continue
        if outer.manner == "direct" and match.group("cue").startswith("believe"):
            continue  # a speaker's opinion of others more often than news of what they said
        content = trimmed(text, Span(shift + match.end(), within.end))
        if content is None or len(report.show(content).split()) < _WORDS_AT_LEAST:
            continue
        cue = Span(shift + match.start("cue"), shift + match.end("cue"))
        return Draft(
            content=(content,),
            cue=cue,
            source=source,
            manner=manner_of(text, states, (content,)),
            act=act_of(report, cue, source),
            confidence=round(outer.confidence * _INNER, 3),
            within=outer.content,
        )
    return None


def _may_tell(text: str, outer: Draft, source: Span) -> bool:
    """Says whether words are a subject other than the outer speaker."""
    words = text[source.start : source.end]
    if _PRONOUN.match(words):
        # "He said he believed" is one man's belief; in his own words "he" is another.
        return outer.manner == "direct"
    owned = _OWNED.search(words)
    speaks = owned is None or is_role_noun(owned["what"]) or owned["what"] in BODY_NOUNS
    if _NOBODY.search(words) or not speaks:
        return False
    return bool(
        re.match(r"(?:the|an?|some|many|several|all|his|her|their|my|our|its)\s", words, re.I)
        or words[:1].isupper()
        or words[:1].isdigit()
        or len(words.split()) <= 3
    )
