"""Datelines: where, when and by which agency a report says it was written.

The forms are those of the agencies' style books: "MOSCOW, Dec. 13 (Xinhua) --",
"Moscow (AFP) -", "KUNDUZ, Afghanistan —", "(CNN) --", "New Delhi, Dec 12 (PTI)".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import msgspec

from rashomon.calendar_names import ANY_WEEKDAY
from rashomon.intake.agencies import canonical_agency
from rashomon.intake.dates import DATE_PATTERN, edtf_date
from rashomon.intake.places import DATELINE_CITIES
from rashomon.report import Dateline

_LONGEST = 140
_ON_DAY = rf"{ANY_WEEKDAY}\.? (?: ,\ ? {DATE_PATTERN} )?"
_HEAD = re.compile(
    rf"""
    (?: (?P<places> [^\s()\d:;!?"“”–—―] [^()\d:;!?"“”\n–—―]{{1,90}}? ) \s* ,? \s* )?
    (?: (?<!\w) (?P<date> {_ON_DAY} | {DATE_PATTERN} ) \s* ,? \s* )?
    (?: \( \s* (?P<slug> [^()\n]{{2,48}}? ) \s* \) \s* )?
    (?: (?P<dash> -{{2,}} | [–—―−]-? | (?<=[\s)]) [-_] | -(?=\s) )
      | (?P<colon> : )
      | (?P<end> $ )
      | (?(slug) (?=\S) | (?!) )
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SLUG_FIRST = re.compile(r"\((?P<slug>[A-Z]{2}[\w ]{0,20})\)\s+(?=[A-Z]{3})")
# Written small in a dateline's places; those in persons' names are others (`wording`).
_PARTICLES = frozenset(
    """
    al and at au aux by da das de del della des di do dos du e el en i la las le les los near of
    on o off sur the upon y
    """.split()
)
# Words that open a line before a dash and are no places.
_NOT_PLACES = frozenset(
    """
    advertisement alert also analysis answer background breaking caption clarification column
    comment commentary corrected correction credit details developing disclaimer editorial essay
    exclusive explained explainer fact feature file flash focus gallery graphic host image insight
    interview latest lead listen live map more news note now opinion photo photos picture
    pictured pictures poll posted profile published question quick raw read related review see
    snap spoiler story summary timeline transcript update updated updates urgent video videos
    warning watch wrap
    """.split()
)
# Broadcasters that sign their datelines as agencies do, at times without a dash.
_SIGNERS = frozenset({"ABC", "BBC", "CBS", "CNN", "DW", "NBC", "NPR", "VOA"})
_SLUG_NAME = re.compile(r"[^\W\d_][^\d]*")
# "GroundUp", "SANA", "Daily Star", but not "Florida".
_OWN_MARK = re.compile(r"[A-Z]{2}|[a-z][A-Z]|\s")
_NOT_SLUG = re.compile(
    r"[RDI]-\w|\b(?:\d+(?:st|nd)? lead|lead|update\w*|photos?|pictures?|videos?|correct\w+|graphic|"
    r"gallery|live|opinion|analysis|recasts|adds)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Head:
    """The pieces of a line's beginning that may be a dateline."""

    places: tuple[str, ...]
    date: str
    slug: str
    mark: str

    @property
    def agency(self) -> str | None:
        if self.slug in _SIGNERS:
            return self.slug
        return canonical_agency(self.slug)

    @property
    def city(self) -> str:
        """The first place without its country or state."""
        return self.places[0].split(",")[0] if self.places else ""

    @property
    def in_capitals(self) -> bool:
        letters = [letter for letter in self.city.removeprefix("Mc") if letter.isalpha()]
        return len(letters) >= 3 and all(map(str.isupper, letters)) and self.city != "NEW"

    @property
    def is_known_city(self) -> bool:
        return self.city.casefold() in DATELINE_CITIES

    @property
    def stands_out(self) -> bool:
        return self.in_capitals or self.is_known_city


def parse_dateline(line: str, *, offset: int = 0) -> Dateline | None:
    """Gives the dateline with which `line` begins, up to the dash that closes it.

    `offset` is where `line` begins in the text; the result's span is into the text. Places in
    capitals are written as names ("MOSCOW": "Moscow"). None where the line begins otherwise.
    """
    slug = _SLUG_FIRST.match(line)
    if slug is not None:
        return _after_slug(slug, line, offset)
    match = _HEAD.match(line[:_LONGEST])
    if match is None:
        return None
    head = _Head(
        places=tuple(re.split(r"\s*/\s*|\s+and\s+", (match["places"] or "").rstrip(" ,")))
        if match["places"]
        else (),
        date=match["date"] or "",
        slug=match["slug"] or "",
        mark="dash" if match["dash"] else "colon" if match["colon"] else _bare(match, line),
    )
    if not all(map(_is_place, head.places)) or not _is_dateline(head):
        return None
    return Dateline(
        places=tuple(map(_place_name, head.places)),
        date=edtf_date(head.date),
        agency=head.agency or (head.slug if _OWN_MARK.search(head.slug) else None),
        start=offset,
        end=offset + len(match.group().rstrip()),
    )


def _after_slug(slug: re.Match[str], line: str, offset: int) -> Dateline | None:
    """Reads the older form "(AP) LONDON -"."""
    rest = parse_dateline(line[slug.end() :], offset=offset + slug.end())
    if rest is None or rest.agency or not rest.places:
        return None
    agency = canonical_agency(slug["slug"]) or slug["slug"]
    return msgspec.structs.replace(rest, agency=agency, start=offset)


def _bare(match: re.Match[str], line: str) -> str:
    return "end" if match.end() == len(line) else "open"


def _is_dateline(head: _Head) -> bool:
    if not head.slug:
        return _is_dateline_without_slug(head)
    if _NOT_SLUG.search(head.slug) or not _SLUG_NAME.fullmatch(head.slug):
        return False
    if head.agency is None:
        # "JOHANNESBURG (GroundUp) —": an outlet's own mark, where all else is plain.
        return head.stands_out and head.mark in ("dash", "end") and len(head.slug.split()) <= 4
    if head.mark == "open":
        return head.stands_out or bool(head.date) or not head.places
    return True


def _is_dateline_without_slug(head: _Head) -> bool:
    if not head.stands_out:
        return False
    if head.mark == "dash":
        return True
    if head.mark == "colon":
        # "DAVID GREENE:" is a speaker in a transcript.
        return bool(head.date) or (head.in_capitals and head.is_known_city)
    return head.mark == "end" and bool(head.date)


def _is_place(place: str) -> bool:
    """Says whether every part of "ERIE, Pa." is written as a name."""
    parts = [part.split() for part in place.split(",")]
    if not 1 <= len(parts) <= 3 or not all(1 <= len(words) <= 6 for words in parts):
        return False
    words = [word for part in parts for word in part]
    if words[0].casefold() in _PARTICLES - {"al", "el", "la", "las", "le", "los", "the"}:
        return False
    if any(word.strip(".").casefold() in _NOT_PLACES for word in words):
        return False
    return all(word[0].isupper() or word.casefold() in _PARTICLES for word in words)


def _place_name(place: str) -> str:
    name, *around = place.split(",")
    # "WV" and "D.C." stay as they are.
    return ",".join(
        [_name_case(name), *(part if len(part) <= 4 else _name_case(part) for part in around)]
    )


def _name_case(name: str) -> str:
    return re.sub(r"(?:Mc)?[^\W\d_]+(?:['’][^\W\d_]+)*", _word_case, name)


def _word_case(match: re.Match[str]) -> str:
    word = match.group()
    if not word.removeprefix("Mc").isupper():
        return word
    if match.start() > 0 and word.casefold() in _PARTICLES:
        return word.casefold()
    return re.sub(r"(?<!\w)(?:Mc)?[^\W\d_]{2,}", _capitalized, word)


def _capitalized(match: re.Match[str]) -> str:
    word = match.group()
    if word.startswith("Mc"):
        return "Mc" + word[2:].capitalize()
    return word.capitalize()
