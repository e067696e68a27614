"""The span of a source: the whole name or phrase, and no word more.

The reader model tags words one by one, so that a source may end inside a name, before the name
that a title introduces, or after the time of speaking.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.calendar_names import MONTH, WEEKDAY
from rashomon.reading.linking import Attribution
from rashomon.reading.roles import OUTLET_NOUNS, head_noun, is_role_noun, role_before
from rashomon.reading.sentences import TITLE_END
from rashomon.report import Span

_TRAILING = re.compile(
    r"(?:,\s+[a-z]+(?:ing|ed)|"
    r",\s+(?:in particular|for (?:his|her|its|their) part|among others)|"
    r"[\s,]+(?:on|in|at|by|of|for|from|also|already|later|earlier|who|has|had|have|this|then|still|"
    r"(?!(?:anomaly|assembly|daily|elderly|family|monopoly|monthly|quarterly|weekly)\b)[a-z]{3,}ly))+"
    r"[\s,]*$"
)
# "organizers of the | rally": after these words stands a noun, whatever it ends in.
_WANTS_NOUN = re.compile(r"\b(?:an?|the|this|that|his|her|its|their|our|my|of)$", re.IGNORECASE)
# "BRUSSELS - European leaders": where it was written
_DATELINE = re.compile(r"[A-Z]{3,}(?: [A-Z]{3,})*\s+[-–—]+\s+(?=\w)")
# "Recently Western countries": when they spoke, or how it goes on
_LEADING = re.compile(
    r"(?:(?:afterwards?|also|already|earlier|finally|however|instead|later|meanwhile|nevertheless|"
    r"previously|recently|separately|similarly|subsequently|then|yesterday)[\s,]+)+(?=\S)",
    re.IGNORECASE,
)
_OF_WHOM = re.compile(r"(?:\w+\s+)?of\s+(?:whom|which)\s[^,.;]{2,60},\s+(?=\w)")
# "Holm, who | former mayor Ada Vik | said was asleep": not Holm says it
_RELATIVE = re.compile(
    r"(?:who|whom|which|that)\s+(?P<who>(?:[a-z-]+\s+){0,4}?)(?=[A-ZÀ-Þ][\w’'-]+\b)"
)
_WHEN = re.compile(
    r"(?:[\s,]+(?:today|yesterday|"
    rf"(?:this|last|next|on|late|early)\s+(?:morning|afternoon|evening|night|week|month|year|{WEEKDAY})"
    rf"|in\s+(?:(?:early|late|mid)[\s-])?(?:{MONTH}(?:\s+\d{{4}})?|\d{{4}})"
    rf"|{WEEKDAY}))+[\s,]*$"
)
# "a report released last year": when it was released, not when it spoke
_SET_IN_TIME = re.compile(r"\b(?:who|which|that|until|since|of|\w+ed|made|held|sent|written)\b")
# No source ends in these: unlike "the President" and "the Judge" they always stand before a name.
_TITLE = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|Miss|Sir|Dame|Lord|Lady|Prof|Rev)\.?$")
_PASSIVE = re.compile(
    r"(?:(?:is|are|was|were|has been|have been|had been|being)\s+|[’']s\s+)(?:\w+ly\s+|also\s+)?"
    r"(?:told|informed|said|believed|thought|understood|rumou?red|alleged|reported|known|expected|"
    r"assured|notified|advised|warned|accused|asked|blamed|claimed|condemned|criticised|criticized|"
    r"denounced|estimated|feared|hoped|ordered|praised|suggested|suspected|urged)"
    r"(?:\s+(?:that|to|of|for))?"
)
_HELD = frozenset({"said", "believed", "thought", "alleged", "known", "reported", "understood"})
_BROUGHT_IN = re.compile(r"an?\s", re.IGNORECASE)
_SEEN_AS = re.compile(r"(?:\w+ed|seen)\s+as\s")
_OWNED = re.compile(r"(?P<owner>[^\n]+?)['’]s(?:\s+[a-z-]+)?")
_SAID = re.compile(
    r"\s*(?:accusations?|allegations?|answer|argument|assertion|claims?|comments?|complaints?|"
    r"concerns?|contention|demands?|explanation|message|plea|point|proposal|reaction|remarks?|reply|"
    r"response|suggestion|verdict|views?|warnings?)\b"
)
_BEFORE_NAME = frozenset({"the", "then", "former", "acting", "deputy", "late"})
_UNFINISHED = frozenset({"of", "for", "from", "the"})  # "the mayor of | Bergen"
# "Lena Brandt, 41, a teacher," and "Brandt also"
_BETWEEN_NAME_AND_CUE = re.compile(
    r"(?:,\s[^.;:“”\"\n]{2,110},?)?\s*(?:(?:also|later|earlier|then|once|has|had|have|now|still)\s+)*"
)
_OBJECT = re.compile(
    r"\b(?:about|against|at|by|for|from|in|into|like|near|of|on|over|than|to|with)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_TELLS = re.compile(r"\b(?:told|tells|informed|informs|assured|reminded)$")
_SUBJECT = re.compile(
    r"(?:^|[.,;\n“\"]\s*|\b(?:and|but|that|as|while)\s+)"
    r"(?P<who>[Hh]e|[Ss]he|[Tt]hey|(?:[Aa]n?|[Tt]he|[Oo]ne|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)"
    r"(?:\s+[a-z][\w’'-]*){1,5})\s+"
    r"(?:(?:also|later|then|has|had|have)\s+)*$"
)
_SUBJECT_AT_MOST = 80  # characters
_PHRASE_END = re.compile(r"\s+(?:who|which|that)\b|[\n,.;:()“”\"]")
_PHRASE_LENGTHS = range(3, 121)  # characters
_SPACE = re.compile(r"\s+")
_IN_WORD = re.compile(r"[\w’'-]*\w")
# "the 37-year | old Bergen mayor"
_OLD = re.compile(r"(?<=-year)[- ]old(?:\s+[\w’'.-]+){0,4}")


def source_of(text: str, attribution: Attribution, names: Sequence[Span]) -> Span | None:
    """Gives the source of an attribution, else the name right beside its cue, else None.

    `names` are the names in the text.
    """
    if _heard_or_meant(text, attribution):
        return None
    named = _after_according(text, attribution, names) or _teller(text, attribution)
    if named is not None:
        return named
    if attribution.source is None:
        return _beside_cue(text, attribution, names)
    span = _owner(text, attribution.source.span)
    if _possesses(text, attribution, span):
        return None
    for name in names:
        if _belongs(text, span, name):
            span = Span(min(span.start, name.start), max(span.end, name.end))
    span = _whole(text, span)
    if text[span.end - 1] in "-–" or text[span.end : span.end + 1] == "-":
        rest = _IN_WORD.match(text, span.end)
        span = Span(span.start, rest.end()) if rest else span
    span = _with_role(text, attribution, _with_age(text, span))
    # "seven observers, | four of whom are German, the envoy | said"
    of_whom = _OF_WHOM.match(text, span.start, span.end)
    span = Span(of_whom.end(), span.end) if of_whom else span
    relative = _RELATIVE.match(text, span.start, span.end)
    if relative and all(w in _BEFORE_NAME or is_role_noun(w) for w in relative["who"].split()):
        span = Span(relative.start("who"), span.end)
    dateline = _DATELINE.match(text, span.start, span.end)
    span = Span(dateline.end(), span.end) if dateline else span
    leading = _LEADING.match(text, span.start, span.end)
    span = Span(leading.end(), span.end) if leading else span
    when = _WHEN.search(text, span.start, span.end)
    if when is not None and not _SET_IN_TIME.search(text, span.start, when.start()):
        span = Span(span.start, when.start())
    trailing = _TRAILING.search(text, span.start, span.end)
    if trailing is None or _WANTS_NOUN.search(text, span.start, trailing.start()):
        return span
    return Span(span.start, trailing.start())


def _whole(text: str, span: Span) -> Span:
    """Gives a span that neither begins nor ends inside a word: "Wi|bowo said"."""
    start, end = span.start, span.end
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return Span(start, end)


def _after_according(text: str, attribution: Attribution, names: Sequence[Span]) -> Span | None:
    """Gives what stands after "according to" where the source was looked for before it."""
    cue = attribution.cue.span if attribution.cue else None
    if cue is None or not text[cue.start : cue.end].lower().endswith("according to"):
        return None
    source = attribution.source.span if attribution.source else None
    if source is not None and source.start >= cue.end:
        return None
    phrase = _phrase_after(text, cue.end, names)
    if phrase is None or any(c.span.overlaps(phrase) for c in attribution.content):
        return None
    return phrase


def _phrase_after(text: str, start: int, names: Sequence[Span]) -> Span | None:
    """Gives the words up to the next mark or clause; a stop inside a name or title ends none."""
    space = _SPACE.match(text, start)
    if space is None:
        return None
    first = space.end()
    for stop in _PHRASE_END.finditer(text, first, first + _PHRASE_LENGTHS.stop):
        end = stop.start()
        if TITLE_END.search(text, start, stop.end()):
            continue
        cut = max((name.end for name in names if name.start <= end < name.end), default=end)
        if cut > end + 1:
            continue
        return Span(first, cut) if cut - first in _PHRASE_LENGTHS else None
    return None


def _teller(text: str, attribution: Attribution) -> Span | None:
    """Gives who told where whom he told was taken for him: "he also told | Karin Holm | that".

    That is a pronoun, or a description: "a spokesman told | Karin Holm".
    """
    cue = attribution.cue.span if attribution.cue else None
    source = attribution.source.span if attribution.source else None
    if cue is None or source is None or source.start != cue.end + 1:
        return None
    if not _TELLS.search(text, cue.start, cue.end):
        return None
    begin = max(0, cue.start - _SUBJECT_AT_MOST)
    found = _SUBJECT.search(text[begin : cue.start])
    return Span(begin + found.start("who"), begin + found.end("who")) if found else None


def _owner(text: str, span: Span) -> Span:
    """Gives whose words they are in "Holm's chief | complaint was that"."""
    owned = _OWNED.fullmatch(text, span.start, span.end)
    if owned is None or not _SAID.match(text, span.end):
        return span
    return Span(span.start, owned.end("owner"))


def _possesses(text: str, attribution: Attribution, span: Span) -> bool:
    """Says whether a source only owns what a clause before the speaker's own tells of.

    "After Holm's visit, officials went home, blaming him": the officials blame.
    """
    if text[span.end : span.end + 2] not in ("'s", "’s") or attribution.cue is None:
        return False
    cue = attribution.cue.span
    return text.count(", ", span.end, cue.start) > 1 if cue.start > span.end else False


def _heard_or_meant(text: str, attribution: Attribution) -> bool:
    """Says whether what stands before a passive cue is not who speaks: "the owner was told that".

    Nor does "it is rumoured" name anybody, nor "a man said to be armed".
    """
    if attribution.cue is None:
        return False
    cue, content = attribution.cue.span, attribution.content[0].span
    shown = text[cue.start : cue.end]
    nobody = re.search(r"\b[Ii]t\s*$", text[max(0, cue.start - 4) : cue.start])
    if nobody is not None and _PASSIVE.fullmatch(shown):
        return True  # "it is rumoured"
    if shown in _HELD and text.startswith(("to be ", "to have "), content.start):
        return True
    source = attribution.source.span if attribution.source else None
    if source is not None and not 0 <= cue.start - source.end <= len(", "):
        return False
    if re.search(r"\bby\b", text[cue.start : cue.end + len(" by")]):
        return False
    if _PASSIVE.fullmatch(shown):
        return True
    # "a measure criticised as late", but "what he described as"
    brought_in = source is not None and _BROUGHT_IN.match(text, source.start) is not None
    return brought_in and _SEEN_AS.match(text, cue.start) is not None


def _with_role(text: str, attribution: Attribution, span: Span) -> Span:
    """Gives a source that begins with a name together with the role before it."""
    role = role_before(text, span.start) if text[span.start].isupper() else None
    if role is None or not text[: span.start].endswith(f"{role} "):
        return span
    wider = Span(span.start - len(role) - 1, span.end)
    other = [segment.span for segment in attribution.content]
    other += [attribution.cue.span] if attribution.cue else []
    return span if any(wider.overlaps(one) for one in other) else wider


def _with_age(text: str, span: Span) -> Span:
    """Gives "the 37-year" up to the role it goes with: "the 37-year old Bergen mayor"."""
    old = _OLD.match(text, span.end)
    if old is None:
        return span
    words = list(_IN_WORD.finditer(text, span.end, old.end()))
    roles = [word.end() for word in words if is_role_noun(word.group())]
    return Span(span.start, roles[-1] if roles else words[0].end())


def _belongs(text: str, span: Span, name: Span) -> bool:
    """Says whether a name is cut by the source, or is the name that the source introduces."""
    if span.start < name.start < span.end < name.end or name.start < span.start < name.end:
        return True
    source = text[span.start : span.end].rstrip(" ,")
    if not source or not span.end <= name.start <= span.end + 2:
        return False
    between = text[span.start + len(source) : name.start]
    if TITLE_END.search(source + between.rstrip()):
        return True  # "Cpl | . Karin Holm"
    if between == " ":
        last = source.split()[-1]
        named_by = is_role_noun(last) or last in _UNFINISHED or last in OUTLET_NOUNS
        return named_by or _TITLE.search(source) is not None
    # "the lawyer, Mark Holm, said"
    apposed = between == ", " and text[name.end : name.end + 1] == ","
    return apposed and source.lower().startswith("the ") and is_role_noun(head_noun(source) or "")


def _beside_cue(text: str, attribution: Attribution, names: Sequence[Span]) -> Span | None:
    """Gives the name right before or after a cue whose source was not found."""
    if attribution.cue is None:
        return None
    cue = attribution.cue.span
    for name in names:
        if any(content.span.overlaps(name) for content in attribution.content):
            continue
        if _OBJECT.search(text[max(0, name.start - 12) : name.start]):
            continue
        between = text[name.end : cue.start] if name.end <= cue.start else None
        if between is not None and _BETWEEN_NAME_AND_CUE.fullmatch(between):
            return name
        if cue.end <= name.start and not text[cue.end : name.start].strip():
            return name
    return None
