"""The clause of a sentence that a time stands in, with what it needs to be understood."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.reading.time_tense import is_verb_form
from rashomon.report import Span

_CLAUSE_WORDS = 5
_CLAUSE = re.compile(
    r"[;:–—]\s+|\s--\s|,\s+(?=(?:and|but|while|which|who|whose|where|when|after|before|as)\b)"
    r"|\s+(?=(?:which|who|after|before|since|while|when|where|because|although|that|but)\s)"
)
# A clause goes on after these: "six months after", "long before", "partly because".
_LEADS_ON = re.compile(
    r"\b(?:(?:minute|hour|day|week|month|year|decade|night|morning)s?|shortly|long|soon|just|right|"
    r"immediately|even|only|partly|largely|ever|especially|particularly)$",
    re.I,
)
_OPENING = "\"“‘'("
_SUBORDINATE = re.compile(
    r"(?:who|which|whose|where|when|after|before|since|although|though|while|as|because|if|once)\b",
    re.I,
)
# "that" is a pronoun before a verb ("the film that was dropped"), else a conjunction.
_RELATIVE = re.compile(
    r"(?:who|which|whose)\b|that\s+(?!(?:the|an?|he|she|it|they|we|you|i|there|his|her|its|their|"
    r"this|these|those|i[nf]|on|at|when|as|no|some|any|all|many|more)\b)[a-z]"
)
_BORDER = re.compile(r"[,;:–—(“\"]")
_HEAD_WORDS = 8
_SUBJECT_WORDS = 16
_NAME = re.compile(r"(?<!\bin )(?<!\bat )(?<!\bof )(?:\b[A-Z][\w’'.-]*\s?){2,}$")
_REPORTING_WORDS = 7
_PART = re.compile(r",\s+(?:and\s+|but\s+)?|;\s+|\s+(?:and|but)\s+")
_JOINT = re.compile(r",?\s+(?:and|but)\s+|;\s+")
_WORDS_APART = 4
# After a time these begin what it is not the time of: "tried on Monday to sell the gun used in".
_GOES_ON = re.compile(r"\W+(?:to|after|when|while|who|[a-z]{3,}ing)\b")
_BESIDE_NAME = re.compile(r"(?<=[a-z]),\s+(?:an?|the|one|then|formerly)\s+[^,]+$")
_AFTER_ASIDE = re.compile(r",?\s+(?:said|says|told|tells|added|recalled|remembered)\b|,\s")
_COMMA = re.compile(r",\s(?!when\b)")
_SINCE = re.compile(r"since\s+([a-z]+ing\b)?")
_ASIDE = re.compile(r",\s+(?:who|which|whose|where)\b")
_WHEN = re.compile(r",\s+when\s")


def clause_around(text: str, sentence: Span, inner: Span) -> Span:
    """Gives the clause of a sentence that holds `inner`, with what it needs to be understood.

    A clause of fewer than five words ("since March 2011") takes the one before it, or after it.
    """
    cuts = [
        match
        for match in _CLAUSE.finditer(text, sentence.start, sentence.end)
        if (match.end() <= inner.start or match.start() >= inner.end)
        and not _leads_on(text, sentence, match, inner)
        and not _is_since_time(text, match.end(), sentence.end)
    ]
    starts = [sentence.start, *(match.end() for match in cuts)]
    ends = [*(match.start() for match in cuts), sentence.end]
    here = max(place for place, start in enumerate(starts) if start <= inner.start)
    low = high = here
    while len(text[starts[low] : ends[high]].split()) < _CLAUSE_WORDS:
        if low > 0:
            low -= 1
        elif high + 1 < len(starts):
            high += 1
        else:
            break
    while high + 1 < len(ends) and not _has_verb(text, starts[low], ends[high]):
        high += 1  # "on Friday a man | who had fled | was found"
    while low > 0 and not _has_verb(text, starts[low], ends[high]):
        low -= 1
    if _WHEN.match(text, ends[high]) or _reports(text, Span(starts[low], ends[high])):
        high = min(high + 1, len(ends) - 1)
    start = starts[low]
    # A dateline ends with a dash, which belongs to no clause.
    while start < inner.start and not (text[start].isalnum() or text[start] in _OPENING):
        start += 1
    return Span(start, ends[high])


def _leads_on(text: str, sentence: Span, cut: re.Match[str], inner: Span) -> bool:
    """Says whether a clause goes on where one seems to end: "six months | after"."""
    if not _LEADS_ON.search(text, sentence.start, cut.start()):
        return False
    return not _dates(text, sentence, cut.end(), inner)


def _dates(text: str, sentence: Span, cut: int, inner: Span) -> bool:
    """Says whether a time belongs to what comes after: "it sank days | after she left on Friday".

    The verb of that stands before the time, that of the main clause before the conjunction; an
    aside between two commas may stand there, but no main clause behind one.
    """
    if inner.start < cut or re.match(r"\w+\s+\w+ing\b", text[cut : inner.start]):
        return False
    behind = _has_verb(text, cut, inner.start) and text.count(",", cut, inner.start) % 2 == 0
    return behind and _has_verb(text, sentence.start, cut)


def _is_since_time(text: str, start: int, end: int) -> bool:
    """Says whether "since" begins no clause there: "since 1909," "since being seized on Friday"."""
    since = _SINCE.match(text, start, end)
    if since is None:
        return False
    comma = text.find(",", start, end)
    return bool(since[1]) or not _has_verb(text, since.end(), comma if comma > 0 else end)


def _reports(text: str, clause: Span) -> bool:
    """Says whether a short clause is followed by what it reports: "it said in May | that"."""
    short = len(text[clause.start : clause.end].split()) <= _REPORTING_WORDS
    return short and text.startswith("that ", clause.end + 1)


def dated_clause(text: str, sentence: Span, inner: Span, others: Sequence[Span]) -> Span:
    """Gives the words of a sentence that a time, `inner`, tells the time of.

    That is its clause, which ends where another begins that has a time of its own (`others`, the
    other times of the sentence). A subordinate clause ends at its comma, and a relative one takes
    the noun along that it tells of.
    """
    clause = clause_around(text, sentence, inner)
    start = _after_other(text, clause, inner, others)
    end = _before_other(text, Span(start, clause.end), inner, others)
    if _RELATIVE.match(text, start) and _is_closed(text, start, inner.start):
        near = _words(text, sentence.start, start) <= _SUBJECT_WORDS
        return Span(sentence.start if near else _antecedent(text, sentence.start, start), end)
    if _SUBORDINATE.match(text, start):
        # In "the Sept. 11, 2001, attacks" the comma belongs to the date.
        past = 2 if text.endswith("the ", start, inner.start) else 0
        comma = _COMMA.search(text, inner.end + past, end)
        if comma and _words(text, start, comma.start()) >= _CLAUSE_WORDS:
            end = comma.start()
    end = _end_of_aside(text, Span(start, end), inner)
    if start > sentence.start and _RELATIVE.match(text, start):
        start = _antecedent(text, sentence.start, start)
    return Span(start, end)


def _is_closed(text: str, start: int, end: int) -> bool:
    """Says whether an aside ends before a place: "Mr Ott, who is 68, was | on Sunday"."""
    return any(is_verb_form(match[1]) for match in re.finditer(r",\s+([a-z]+)", text[start:end]))


def _end_of_aside(text: str, clause: Span, inner: Span) -> int:
    """Gives where the words end that stand beside a name: "Ms Ott, a guard in the 80s | said"."""
    aside = _BESIDE_NAME.search(text, clause.start, inner.start)
    after = _AFTER_ASIDE.match(text, inner.end, clause.end)
    if aside is None or after is None or _has_verb(text, aside.start(), inner.start):
        return clause.end
    return after.start()


def _after_other(text: str, clause: Span, inner: Span, others: Sequence[Span]) -> int:
    """Gives where the clause begins after the time that stands in it before `inner`."""
    before = [one.end for one in others if clause.start <= one.start and one.end <= inner.start]
    if not before or _words(text, max(before), inner.start) < _WORDS_APART:
        return clause.start
    part = _PART.search(text, max(before), inner.start)
    if part and part.group().strip() == "," and _in_aside(text, clause.start, max(before)):
        return clause.start  # the comma closes "the group, which met on Monday, raised in May"
    if part is None and not _GOES_ON.match(text, max(before)):
        return clause.start
    start = part.end() if part else max(before)
    while start < inner.start and not text[start].isalnum() and text[start] not in _OPENING:
        start += 1
    told = _words(text, start, inner.end) >= _CLAUSE_WORDS and _has_verb(text, start, inner.start)
    return start if told or part is None else clause.start


def _in_aside(text: str, start: int, end: int) -> bool:
    return bool(_RELATIVE.match(text, start) or _ASIDE.search(text, start, end))


def _before_other(text: str, clause: Span, inner: Span, others: Sequence[Span]) -> int:
    """Gives where the clause ends before the part that has the next time."""
    after = [one.start for one in others if inner.end <= one.start and one.end <= clause.end]
    if not after or _words(text, inner.end, min(after)) < _WORDS_APART:
        return clause.end
    joints = [*_JOINT.finditer(text, inner.end, min(after))]
    end = joints[-1].start() if joints else clause.end
    comma = text.rfind(", ", inner.end, end)
    if joints and comma > 0 and _words(text, comma, end) < _WORDS_APART:
        end = comma  # "he was born in 1922, and | his family moved in 1928"
    return end if _words(text, clause.start, end) >= _CLAUSE_WORDS else clause.end


def _antecedent(text: str, first: int, start: int) -> int:
    """Gives where the noun begins that a relative clause from `start` on tells of."""
    end = len(text[first:start].rstrip(" ,;:–—")) + first
    borders = [border.end() for border in _BORDER.finditer(text, first, end)]
    words = [*re.finditer(r"\S+", text[max(borders, default=first) : end])]
    if not words:
        return start
    name = _NAME.search(text, max(borders, default=first), end)
    if name and text.startswith("who", start):
        return name.start()
    return max(borders, default=first) + words[-_HEAD_WORDS:][0].start()


def _has_verb(text: str, start: int, end: int) -> bool:
    return any(is_verb_form(word) for word in re.findall(r"(?<!\d)[a-z’']+", text[start:end]))


def _words(text: str, start: int, end: int) -> int:
    return len(text[start:end].split())
