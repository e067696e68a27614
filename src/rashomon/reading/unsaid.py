"""What has the looks of a statement and is none, and words that only go under somebody's name.

    Holm has not said whether she will stay.     Holm tweeted a picture of the quay.
    Holm learned that the quay was closed.       Some might ask what it cost.
    A chart shows how the harbour grew.          A bogus tweet from the port's account said ...

Of 36 such clauses in the annotated training stories 33 are marked by no reader.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.reading.reading import Manner
from rashomon.report import Span

# Not saying is an act, and so is hearing of something; "has not apologised" tells of words.
_WITHHELD = re.compile(
    r"(?:\bnot\b|n['’]t|\bnever\b)(?:\s+(?:yet|immediately|publicly))*\s+"
    r"(?:say|said|saying|announced?|indicated?|commented?|disclosed?|revealed?|specif(?:y|ied))\b"
    r"|\b(?:stopp(?:ed|ing)|stops?) short of\b|\b(?:came|comes|coming) close to\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"^(?:(?:has|have|had|also|later|then|only|first)\s+)*"
    r"(?:learn(?:ed|s|t)|resumed|resumes|drew|draws|drawn|sentenced)\b",
    re.IGNORECASE,
)
# "quoted | the harbour master | as saying": who is quoted is not what is said
_QUOTED = re.compile(r"\b(?:quot|cit)(?:ed|es|ing)$")
_SAYING = re.compile(r"[”\"]?(?:,[^,.\n]{3,60},)?\s+(?:as\s+)?saying\b")
# "many could have said": who might have spoken did not
_MIGHT = re.compile(r"(?:could|might|may|should)\s")
_FIRST_PERSON = re.compile(r"I|[Ww]e")
_EITHER = re.compile(r"(?:calls|claims|demands|fears|hopes|pledges|promises|reports|vows)\b")
_SHOWN = re.compile(
    r"\b(?:show(?:s|ed|n|ing)?|illustrat(?:es?|ed|ing)|posted|posts|posting|sent|"
    r"tweet(?:s|ed|ing)?)$"
)
_PICTURE = re.compile(
    r"(?:(?:an?|the|this|that|his|her|their|its|some|several|of)\s+)*(?:[\w’'-]+\s+){0,3}?"
    r"(?:[\w]+-)?(?:pictures?|photos?|photographs?|images?|videos?|selfies?|footage|shots?|clips?)\b",
    re.IGNORECASE,
)
_HOW = re.compile(r"(?:how|why)\s")
_IN_PERSON = re.compile(r"\w\.?\s+[A-ZÀ-Þ][\w’'-]+,?$")  # a name of more than one word
_FILMED = re.compile(
    r"\b(?:pictures?|photos?|photographs?|images?|imagery|video|footage|cover|television|"
    r"graphics?|charts?|graphs?|maps?)\b",
    re.IGNORECASE,
)
_SAYS_SO = re.compile(r"(?:that|there)\s|\S+\s+(?:said|says)\b")
# "the first bogus tweet from the port's account", "a fake account in the mayor's name"
_FORGED = re.compile(
    r"\b(?:bogus|fake|faked|forged|fraudulent|hoax|impostor|parody|phon(?:y|ey)|spoof)\s+(?:\w+\s+){0,2}?"
    r"(?:accounts?|e-?mails?|feeds?|letters?|messages?|pages?|posts?|profiles?|statements?|tweets?)\b"
    r"|\bhacked\s+(?:\w+\s+){0,2}?(?:accounts?|feeds?|pages?|profiles?)\b",
    re.IGNORECASE,
)

_BEFORE_SOURCE = 40  # characters


def is_unsaid(
    text: str, cue: Span | None, source: Span | None, content: Span, manner: Manner
) -> bool:
    """Says whether a cue tells of no words at all: of silence, of an act, of a picture shown.

    Whatever stands inside quotation marks is somebody's words.
    """
    if cue is None or manner == "direct":
        return False
    verb, told = text[cue.start : cue.end], text[content.start : content.end]
    who = text[source.start : source.end] if source is not None else ""
    if _QUOTED.search(verb) and _SAYING.match(text, content.end):
        return True
    if _MIGHT.match(verb) and _FIRST_PERSON.fullmatch(who) is None:
        return True
    if manner != "indirect":
        return False
    if _WITHHELD.search(verb) or _DONE.match(verb):
        return True
    if _SHOWN.search(verb) is None:
        return False
    if _PICTURE.match(told):
        return not re.search(r"\b(?:said|says)\b", told)
    showing = verb.startswith(("show", "illustrat"))
    filmed = _FILMED.search(who) is not None and not _SAYS_SO.match(told)
    shows_itself = _HOW.match(told) is not None and _IN_PERSON.search(who) is not None
    return showing and (filmed or shows_itself)


def is_noun(text: str, cue: Span | None, source: Span | None, content: Sequence[Span]) -> bool:
    """Says whether a cue is a noun in what is told: "in the face of Western | calls for | a truce".

    Its source then stands elsewhere, and has said something else.
    """
    if cue is None or source is None or _EITHER.match(text, cue.start, cue.end) is None:
        return False
    beside = min(abs(cue.start - source.end), abs(source.start - cue.end)) <= len(", ")
    before = any(0 <= cue.start - piece.end <= 1 for piece in content)
    return before and not beside and any(0 <= piece.start - cue.end <= 1 for piece in content)


def is_forged(text: str, source: Span | None, content: Sequence[Span]) -> bool:
    """Says whether a source is one in whose name others write: it speaks for nobody."""
    if source is None:
        return False
    before = max(0, source.start - _BEFORE_SOURCE, text.rfind("\n", 0, source.start) + 1)
    start = max(before, *(p.end for p in content if p.end <= source.start), 0)
    found = _FORGED.search(text, start, source.end)
    return found is not None and not re.search(r"[.!?]\s", text[found.end() : source.start])
