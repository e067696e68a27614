"""Headlines and links that run into the text around them, where line breaks were lost.

    Boats burn in north harbour A man was seen near the quay before it burned, police said.
    Boats burn in north harbour BERGEN, Norway (AP) -- A man was seen near the quay.
    It burned. RELATED: Ten boats that burned “We lost all,” said the owner.

Only what no sentence does is a sign: a word that opens sentences, written with a capital, amid
words that are not; a dateline; the same words twice.
"""

from __future__ import annotations

import re

from rashomon.intake.datelines import parse_dateline
from rashomon.intake.places import DATELINE_CITIES
from rashomon.intake.wording import count_words
from rashomon.paragraphs import STOP

_LONGEST = 200
_FEWEST_WORDS = 4
_LEAST_BELOW = 300
_WORD = re.compile(r"(?<=\s)(?=[\"“‘'(]?[A-Z0-9])")
_SENTENCE_END = re.compile(r"(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})\.[\"”’']?\s")
# A word that opens a sentence, and after it what no name has.
_OPENER = re.compile(
    r"(?:The|An?|In|It|We|They|He|She|There|This|These|Those|At|As|After|Before|While|When|Since|"
    r"Despite|Although|Though|More than|Less than|Nearly|Almost|About|At least|Some|Many|Several|"
    r"Dozens of|Hundreds of|Thousands of|Millions of|Just|Two|Three|Four|Five|Six|Seven|Eight|Nine|"
    r"Ten|One|If|For|From|With|Following|Amid|Most|Both|No)\s+(?=[a-z]|\d[\d,.]*[\s-][a-z])"
    r"|(?:It|We|They|He|She|There|Here|That|What|I)[’'](?:s|re|ve|ll|d|m)\s+(?=[a-z0-9])"
)
# A word before it that a name with "The" or "A" may follow, or that is part of one.
_LEADS_ON = re.compile(
    r"\b(?:a|an|and|as|at|but|by|for|from|her|his|in|into|is|its|like|my|of|on|or|our|over|"
    r"than|that|the|their|to|told|vs|was|when|while|with|your|are|were|be|if|after|before|"
    r"because|whether|who|how|why|what|where|which|reports?|claims?|thinks?|believes?|shows?|"
    r"called|titled|named|entitled)$",
    re.IGNORECASE,
)
# What pages set before a link to another article, in capitals.
_LABEL = re.compile(
    r"(?<!\S)(?:RELATED(?: STOR(?:Y|IES)| CONTENT| ARTICLES?)?|READ MORE|READ ALSO|ALSO READ|"
    r"READ NEXT|SEE ALSO|MORE ON THIS)\s*:\s"
)
_QUOTES = tuple('“"‘')
_STOPS = re.compile(rf"{STOP}[\"”’')]*(?=\s|$)")
_SAID = re.compile(r"\b(?:said|says?)$")
_ENDS_WORD = re.compile(r"\w[’'”\")]?$")


def headline_end(line: str) -> int | None:
    """Gives where the headline ends that runs into the text of its report, if one surely does.

    `line` is the whole paragraph. None where it is short, or shows no sign.
    """
    if len(line) < _LEAST_BELOW or parse_dateline(line) is not None:
        return None
    first = _SENTENCE_END.search(line)
    reach = min(first.start() if first else _LONGEST, _LONGEST)
    for found in _WORD.finditer(line, 1, reach):
        if count_words(line[: found.start()]) >= _FEWEST_WORDS and _begins(line, found.start()):
            return len(line[: found.start()].rstrip())
    return None


def links_in(line: str) -> tuple[tuple[int, int], ...]:
    """Gives where the links to other articles stand that run into a paragraph, in order.

    A link ends where the report plainly goes on; else with the sentence, as nobody can tell which
    words of that are the report's.
    """
    labels = [found.span() for found in _LABEL.finditer(line)]
    borders = [*(start for start, _ in labels), len(line)]
    links = []
    for (start, title), end in zip(labels, borders[1:], strict=True):
        stop = _STOPS.search(line, title, end)
        last = stop.end() if stop else end
        for word in _WORD.finditer(line, title + 1, min(last, title + _LONGEST)):
            if _goes_on(line, title, word.start()):
                last = word.start()
                break
        links.append((start, title + len(line[title:last].rstrip())))
    return tuple(links)


def _goes_on(line: str, title: int, place: int) -> bool:
    above = line[title:place].rstrip()
    if count_words(above) < _FEWEST_WORDS or _ENDS_WORD.search(above) is None:
        return False
    return line[place] in _QUOTES or bool(
        _OPENER.match(line, place) and not _LEADS_ON.search(above)
    )


def _begins(line: str, place: int) -> bool:
    """Says whether the text of a report begins at a place in its first line."""
    above = line[:place].rstrip()
    if line.startswith(above, place):
        return True
    if not _ENDS_WORD.search(above):
        return False
    if _SAID.search(above):
        return _is_dateline(line[place:])
    if _LEADS_ON.search(above):
        return False
    return _OPENER.match(line, place) is not None or _is_dateline(line[place:])


def _is_dateline(words: str) -> bool:
    """Says whether words begin with a dateline that stands out amid others."""
    found = parse_dateline(words)
    if found is None:
        return False
    if (words[:3].isalpha() and words[:3].isupper()) or words[0] == "(":
        return True
    city = found.places[0].split(",")[0].casefold() if found.places else ""
    return found.agency is not None and city in DATELINE_CITIES
