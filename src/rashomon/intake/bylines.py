"""Bylines, and the lines that credit an agency or a colleague."""

from __future__ import annotations

import re

from rashomon.intake.agencies import agencies_in, canonical_agency
from rashomon.intake.datelines import parse_dateline
from rashomon.intake.wording import NAME_PARTICLES, any_of, count_words

_NAME = r"[^\W\d_a-z][\w.’'\-]*"
_PARTICLE = "|".join(sorted(NAME_PARTICLES))
_JOIN = rf"(?:(?:and|in|of|for|the|at|with|{_PARTICLE})\b)"
_NAMES = rf"{_NAME}(?:(?:\s+|\s*[,&/|•·–—-]\s*)(?:{_NAME}|{_JOIN}))*"
_BY = re.compile(
    rf"(?:Written |Posted |Reported |From )?(?:By|BY|by|BYLINE):?\s+(?P<names>{_NAMES})\.?"
)
_WRITTEN_BY = re.compile(
    rf"(?i:(?:this )?(?:article|story|report) (?:was |is )?(?:written|reported) by) "
    rf"(?P<names>{_NAMES})\.?"
)
_BEFORE_CAPITALS = re.compile(rf"By\s+(?P<names>{_NAMES}?[a-z])\s*(?=[A-Z]{{3}})")
_FULL_NAME = rf"{_NAME}(?:\s+{_NAME}){{1,3}}"
_IN_PLACE = re.compile(rf"(?P<names>{_FULL_NAME}(?: and {_FULL_NAME})?) in {_NAME}(?: {_NAME})?")
_PERSON = re.compile(rf"{_NAME}(?:\s+(?:{_NAME}|(?:{_PARTICLE})\b)){{1,4}}")
_ROLE = any_of(r"\b(correspondent|writer|reporter|editor|columnist|bureau|staff|news ?desk)s?$")
_NOT_NAMES = any_of(
    r"\b(news|staff|writer|correspondent|editor|reporter|agenc(y|ies)|press|bureau|service|desk"
    r"|foundation|times|post|television|tv|media|online|radio|chief|special|contributor)\b",
)

_CONTRIBUTED = any_of(
    r"\bcontributed( reporting| research)?( to|for| from)? th(is|e) [^.]{0,30}"
    r"\b(report|story|article|dispatch|column|post|piece)\.?$",
    r"\bcontributed (reporting|research)\b[^.]{0,40}\.?$",
    r"^[(–—\-\s]*(with|additional|further) (additional )?(reporting|assistance|files|inputs?"
    r"|reports?|material)\b.{0,20}\b(by|from|in)\b",
    r"^[(–—\-\s]*(with )?(inputs? from )?(agencies|wires|wire reports)[)\s]*$",
    r"^(source|sources|credit|via|contributing( writers?| reporters?)?)\s*:",
)
_SIGNATURE = re.compile(
    r"(?<=[.!?\"”])\s+[(\[–—-]*\s*(?P<name>[^\s.()\[\]–—-][^.()\[\]–—-]{1,30})[)\]]?$"
)
_INPUTS = re.compile(
    r"\((?:with|inputs?|source|agenc)[^()]{0,60}\b(?:inputs?|reports?|files?|agencies|agency)\b"
    r"[^()]{0,60}\)\.?$",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*[/,&|•·]\s*|\s+[-–—]\s+|\s+and\s+")
_OUTER = "()[]–—- ."
_LONGEST = 25
_LONGEST_CREDIT = 40


def byline_names(paragraph: str, *, above_report: bool) -> tuple[str, ...] | None:
    """Gives the authors that a byline names, which may be none; None if it is no byline.

    `above_report` says that the report has not begun, where a name with an agency or a role
    ("Jane Doe, Associated Press", "Staff Reporter") is a byline without "By".
    """
    if count_words(paragraph) > _LONGEST:
        return None
    match = _BY.fullmatch(paragraph) or _WRITTEN_BY.fullmatch(paragraph)
    if match is None and above_report:
        match = _IN_PLACE.fullmatch(paragraph)
        if match is None and _is_signed(paragraph):
            return _people(paragraph)
    return None if match is None else _people(match["names"])


def byline_before_dateline(line: str) -> tuple[int, tuple[str, ...]] | None:
    """Gives the end of a byline that runs into a dateline ("By Ana RuizLIMA, ..."), and its names.

    Only an agency's dateline, with its slug, is sure enough.
    """
    for match in _BEFORE_CAPITALS.finditer(line[:120]):
        dateline = parse_dateline(line[match.end() :])
        if dateline is not None and dateline.agency:
            return match.end(), _people(match["names"])
    return None


def _is_signed(paragraph: str) -> bool:
    if count_words(paragraph) > 8 or paragraph[-1:] in ".!?:":
        return False
    if not all(
        word[0].isupper() or word in ("and", "of") for word in re.findall(r"\w+", paragraph)
    ):
        return False
    parts = [part for part in _SPLIT.split(paragraph) if part]
    return bool(_ROLE.search(paragraph)) or any(canonical_agency(part) for part in parts)


def _people(names: str) -> tuple[str, ...]:
    found = []
    for part in _SPLIT.split(names):
        name = re.sub(r"\s+(?:in|for|at|of)\s.*", "", part).strip()
        if _PERSON.fullmatch(name) and not canonical_agency(name) and not _NOT_NAMES.search(name):
            found.append(name)
    return tuple(dict.fromkeys(found))


def is_credit_line(paragraph: str) -> bool:
    """Says whether a whole paragraph credits agencies or colleagues, and says nothing else."""
    words = count_words(paragraph)
    if words <= 10 and _are_agencies(paragraph):
        return True
    return words <= _LONGEST_CREDIT and bool(_CONTRIBUTED.search(paragraph))


def signature_at_end(paragraph: str) -> int | None:
    """Gives where the agency's signature begins that closes a paragraph ("... said. (AFP)")."""
    tail = max(0, len(paragraph) - 160)
    if match := _INPUTS.search(paragraph, tail):
        return match.start()
    match = _SIGNATURE.search(paragraph, tail)
    return match.start() if match and _are_agencies(match["name"]) else None


def credited_agencies(line: str) -> tuple[str, ...]:
    """Gives the agencies that a byline, credit or copyright line names, each once."""
    names = map(canonical_agency, _SPLIT.split(line.strip(_OUTER)))
    return tuple(dict.fromkeys([*agencies_in(line), *(name for name in names if name)]))


def _are_agencies(names: str) -> bool:
    parts = [part for part in _SPLIT.split(names.strip(_OUTER)) if part]
    return 0 < len(parts) <= 4 and all(canonical_agency(part) for part in parts)
