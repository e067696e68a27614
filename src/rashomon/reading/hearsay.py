"""What a text passes on without saying whose words it is.

    Holm reportedly left the harbour at night.       It is believed that the crane fell.
    The owner is said to have left.                  The man accused of cutting the rope ...

The reader model looks for somebody who says it, and passes over these.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.reading.drafts import Draft, manner_of, trimmed
from rashomon.report import Report, Span

BE = r"(?:is|are|was|were|be|been)"
HELD = (
    "alleged|believed|claimed|considered|feared|presumed|reported|rumou?red|said|suspected|"
    "thought|understood"
)
HEARSAY_ADVERBS = frozenset("allegedly purportedly reportedly".split())
"""Adverbs by which a report credits a clause to sources that it does not name."""
_CUES = re.compile(
    rf"\b(?:(?P<adverb>{'|'.join(sorted(HEARSAY_ADVERBS))})"
    rf"|(?P<passive>{BE}\s+(?:(?:also|still|\w+ly)\s+)?(?:{HELD})\s+to)(?=\s+[a-z])"
    rf"|(?P<it>it\s+(?:{BE}|has\s+been|had\s+been)\s+(?:(?:also|\w+ly)\s+)?"
    rf"(?:{HELD}|announced|hoped))(?=\s+(?:[\w ]{{2,30}}\s)?that\s)"
    r"|(?P<of>(?:accused|suspected)\s+of)(?=\s+\w+ing\b))",
    re.IGNORECASE,
)
_CLAUSE_STARTS = re.compile(
    r"[;:—–]\s*|\s-+\s|,?\s(?:and|but|because|while|although|though|as|if)\s|\bthat\s|[(“\"]",
)
_CLAUSE_ENDS = re.compile(
    r"[;—–]|\s-+\s|,\s(?:and|but|while|although|though|as|according|said|says)\b",
)
# The subject of the clause is told before it: what follows says something by itself.
_ALONE = re.compile(
    r"\b(?:who|which|that|and|or|after|before|by|for|from|of|in|with|while|when)"
    r"(?:\s+(?:is|are|was|were|has|have|had|be|been|also|then|later))*\s*$|^\s*$",
    re.IGNORECASE,
)
_CHANCE = 0.7  # share of such clauses that an annotator marked
_WORDS_AT_LEAST = 3


def hearsay_in(
    report: Report, sentences: Sequence[Span], states: Sequence[int], drafts: Sequence[Draft]
) -> list[Draft]:
    """Gives what is passed on as others' words, without a source, where no statement stands yet."""
    taken = [piece for draft in drafts for piece in draft.content]
    found = []
    for sentence in sentences:
        if report.zone_kind(sentence) in ("credit", "boilerplate"):
            continue
        for cue in _CUES.finditer(report.text, sentence.start, sentence.end):
            content = None if states[cue.start()] else _content(report.text, sentence, cue)
            if content is None or any(content.overlaps(piece) for piece in taken):
                continue
            taken.append(content)
            found.append(
                Draft(
                    content=(content,),
                    cue=Span(*cue.span()),
                    source=None,
                    manner=manner_of(report.text, states, (content,)),
                    act="speech",
                    confidence=_CHANCE,
                )
            )
    return found


def _content(text: str, sentence: Span, cue: re.Match[str]) -> Span | None:
    """Gives the clause that is passed on, None where it has too few words."""
    ending = _CLAUSE_ENDS.search(text, cue.end(), sentence.end)
    end = ending.start() if ending else sentence.end
    start = cue.end()
    if cue["it"]:
        start = text.index("that ", start) + len("that ")
    elif not cue["of"]:
        begin = sentence.start
        for opening in _CLAUSE_STARTS.finditer(text, sentence.start, cue.start()):
            begin = opening.end()
        if not _ALONE.search(text[begin : cue.start()]):
            start = begin
    content = trimmed(text, Span(start, end).common(sentence) or sentence)
    if content is None or len(text[content.start : content.end].split()) < _WORDS_AT_LEAST:
        return None
    return Span(content.start, content.end - (text[content.end - 1] == "."))
