"""Photo captions and credits in a report's text."""

from __future__ import annotations

import re
from typing import NamedTuple

from rashomon.intake.wording import any_of, count_words, ends_sentence

_HOUSES = (
    r"AFP Photo|AFP|AP Photo|AP|EPA-EFE|EPA|PA Wire|PA|REUTERS|Reuters|Getty(?: Images)?|"
    r"GETTY(?: IMAGES)?|Associated Press|Bloomberg|Shutterstock|Alamy|Rex|REX|Corbis|WireImage|"
    r"FilmMagic|ZUMA(?: Press)?|iStock|Xinhua|Sputnik|Tass|TASS|dpa|DPA|Anadolu(?: Agency)?|PTI|"
    r"Yonhap|Kyodo|Canadian Press|CP|AAP|ANSA|Press Association|Handout|NurPhoto|SIPA|Instagram|"
    r"Twitter|TWITTER|Facebook|YouTube|NASA|Splash(?: News)?|Barcroft(?: Media)?|Newslook"
)
_HOUSE = re.compile(rf"(?<!\w)(?:{_HOUSES})(?!\w)")
_PHOTO_LABEL = any_of(
    r"(file |stock |handout )?(photo(graph)?s?|image|picture|pic)( by| courtesy| credit|\s*:)",
    r"(file|stock) (photo|picture|image|pic)|screen ?(grab|shot)|handout|courtesy (of|photo)",
)
_BRACKETS = re.compile(r"\(([^()]{2,110})\)")
_CLOSING_BRACKETS = re.compile(r"(?:\s*\([^()]{2,110}\)){1,3}\s*\.?$")
# "Michael Sohn/AP", "REUTERS/Mike Blake", "Jim Spellman/WireImage via Getty Images".
_PERSON = r"[^\W\d_][\w.’'\-]*+(?:\s+[^\W\d_][\w.’'\-]*+){0,4}"
_LABEL = r"(?:Photo(?:graph)?(?:er)?|Picture|Image)(?:\s+by|\s*:)\s*"
_HOUSE_CREDIT = (
    rf"(?:{_LABEL})?(?:{_PERSON}\s*(?:/|,|\bvia\b)\s*(?:The\s+)?(?:{_HOUSES})|"
    rf"(?:{_HOUSES})\s*/\s*{_PERSON})"
    rf"(?:\s*(?:/|,|\bvia\b)\s*(?:The\s+)?(?:{_HOUSES}|[Ff]ile|FILE|[Pp]ool|POOL))*"
)
_ONLY_CREDIT = re.compile(
    rf"(?:(?:Enlarge this image|toggle caption|hide caption)\s*)*(?:{_HOUSE_CREDIT}\s*){{1,3}}"
)
_PERSON_SLASH_HOUSE = re.compile(
    r"[^\W\d_][\w.’'\-]*+(?:\s+[^\W\d_][\w.’'\-]*+){1,3}\s*/\s*[A-Z][\w.]+(?:\s+[A-Z][\w.]+){0,3}"
)
_END_CREDIT = re.compile(
    rf"\s+(?P<credit>REUTERS/{_PERSON}|(?:AP|AFP) P(?:hoto|HOTO)\s*/\s*{_PERSON}.{{0,40}}|"
    rf"{_LABEL}\S.{{2,110}}|"
    rf"(?<=[.!?\"”…]\s)(?:{_PERSON}\s*/\s*)?(?P<house>{_HOUSES}))$"
)
_IMAGE_COPYRIGHT = re.compile(
    r"(?:Image|Media|Photo) (?:copyright|source)[,:]?\s+\S.{0,60}?(?P<caption>\s+"
    r"(?:Image|Media|Photo) caption[,:]?\s+.+)",
    re.IGNORECASE | re.DOTALL,
)
_HOUSE_FIRST = re.compile(rf"(?:{_HOUSES})(?=\s+[A-Z“\"‘])")
# Above its caption, in capitals: "GETTY What a port is", "COAST COLLEGE•GETTY The dean ...".
_HOUSE_ABOVE = re.compile(
    rf"(?:[A-Z][A-Z.&' ]{{2,40}}\s?[•·|/]\s?)?(?:{_HOUSES.upper()})"
    r"(?=\s+[A-Z“\"‘][\w’']*[a-z])"
)
_CAPTION_OPENING = any_of(
    r"(image|photo|media|picture) caption\b|caption\s*:|pictured( above| below| here)?\s*:",
    r"file\s*[-–—:]\s*(in this\b|.{0,120}\b(photo|picture|image)\b)",
    r"(in|on) this\b[^.]{0,70}\b(photo|picture|photograph|image|frame|video grab|screengrab)\b",
    r"file\s*(photo|picture|image)\s*[-–—:]|\d+ of \d+\.?\s",
)
_CREDIT_LABEL = any_of(
    r"(photo(graph)?s?|pictures?|images?|pics?)( (by|credits?|courtesy|source|copyright))?\s*:",
    r"(photo(graph)?s?|pictures?|images?) (by|courtesy of)\s|photographer\s*:",
)
# "Harbour image via Shutterstock".
_IMAGE_VIA = re.compile(
    rf"[^.!?]{{0,60}}\b(?:image|photo|picture|illustration)s? (?:via|from|courtesy of) "
    rf"(?:{_HOUSES})\.?",
    re.IGNORECASE,
)
_IN_PICTURE = re.compile(
    r"\b(?:is|are) (?:seen|shown|pictured) (?:here|in (?:this|an? (?:undated|file)))\b"
    r"|\b(?:in|from) (?:this|a)\b[^.]{0,60}\bfile (?:photo|picture|image)\.?$"
)
_SHOWS = any_of(
    r"\((pictured|left|right|centre|center|file|above|below|top|bottom)\b[^()]{0,30}\)",
    r"\b(pictured|seen here|looks on|look on|file photo)\b",
)

_SHORT = 45
_ABOVE = 20
_LONGEST = 90
_LONGEST_GLUED = 60


class Caption(NamedTuple):
    """Where a paragraph's photo caption and its credit stand: offsets, either may be empty."""

    caption: tuple[int, int]
    credit: tuple[int, int]


def find_caption(paragraph: str, *, last: bool = False) -> Caption | None:
    """Finds a caption or photo credit that fills a paragraph or is glued to its front.

    `last` says that no paragraph follows: there an agency's bare name signs the report.
    """
    words = count_words(paragraph[:2000])
    end = len(paragraph)
    if words <= _SHORT and _is_credit_alone(paragraph, words):
        return Caption((0, 0), (0, end))
    if words <= _LONGEST:
        if match := _IMAGE_COPYRIGHT.fullmatch(paragraph):
            return Caption((match.start("caption"), end), (0, match.start("caption")))
        if (start := _closing_credit(paragraph, last)) is not None:
            return Caption((0, start), (start, end))
        if _CAPTION_OPENING.match(paragraph) or _IN_PICTURE.search(paragraph):
            return Caption((0, end), (end, end))
    if words <= _ABOVE and (match := _HOUSE_ABOVE.match(paragraph)) and paragraph[-1] not in '."”':
        return Caption((match.end(), end), (0, match.end()))
    if words <= _SHORT and not ends_sentence(paragraph):
        if match := _HOUSE_FIRST.match(paragraph):
            return Caption((match.end(), end), (0, match.end()))
        if _SHOWS.search(paragraph):
            return Caption((0, end), (end, end))
    return _glued(paragraph)


def is_photo_credit(words: str) -> bool:
    """Says whether the words in brackets credit a picture ("AFP Photo/...", "Evan Vucci, AP")."""
    count = count_words(words)
    if _PERSON_SLASH_HOUSE.fullmatch(words.strip()):
        return True
    if _HOUSE.search(words) and count <= 16:
        return bool(re.search(r"[/,]|\bvia\b|\b(?:photo|image|file)\b", words, re.IGNORECASE))
    return count <= 10 and bool(_PHOTO_LABEL.match(words.strip()))


def _is_credit_alone(paragraph: str, words: int) -> bool:
    if _ONLY_CREDIT.fullmatch(paragraph):
        return True
    if words <= 6 and _PERSON_SLASH_HOUSE.fullmatch(paragraph):
        return True
    return words <= 12 and bool(
        _CREDIT_LABEL.match(paragraph) or _IMAGE_VIA.fullmatch(paragraph.strip())
    )


def _closing_credit(paragraph: str, last: bool) -> int | None:
    """Gives where the photo credit begins with which a paragraph ends."""
    brackets = _CLOSING_BRACKETS.search(paragraph)
    if brackets and any(map(is_photo_credit, _BRACKETS.findall(brackets.group()))):
        return brackets.start()
    match = _END_CREDIT.search(paragraph)
    return None if match is None or (last and match["house"]) else match.start("credit")


def _glued(paragraph: str) -> Caption | None:
    for match in _BRACKETS.finditer(paragraph, 0, 600):
        before = paragraph[: match.start()]
        if is_photo_credit(match[1]) and count_words(before) <= _LONGEST_GLUED:
            return Caption((0, match.start()), match.span())
    return None
