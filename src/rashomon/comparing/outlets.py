"""News outlets and agencies as reports name them: found in running text, and told apart."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from rashomon.intake.agencies import agencies_in, canonical_agency
from rashomon.reading.actors import PAPERS
from rashomon.reading.roles import OUTLET_NOUNS
from rashomon.report import Span

# Well-known outlets whose names have none of the words that mark a newspaper.
_KNOWN = """
ABC News, Al Arabiya, Al Hayat, Al Jazeera, Al-Ahram, Al-Arabiya, Al-Hayat, Al-Jazeera,
Al-Manar, Al-Monitor, Asahi Shimbun, Associated Press Television, Atlantic, Axios, BBC,
Bild, Bloomberg News, Breitbart, BuzzFeed, BuzzFeed News, C-SPAN, CBC, CBS, CBS News, CCTV, CGTN,
Channel 4 News, CNBC, CNN, Corriere della Sera, Daily Beast, Daily Caller, Dawn, Der Spiegel,
Deutsche Welle, Die Welt, Die Zeit, Economist, El Mundo, El Pais, El País, Euronews,
Folha de S.Paulo, Forbes, Fox News, France 24, Gawker, Haaretz, HuffPost, Huffington Post,
ITV, ITV News, La Repubblica, La Stampa, Le Figaro, Le Monde, Libération, Mother Jones, MSNBC,
NBC, NBC News, Newsday, Newsmax, Newsnight, Newsweek, New Yorker, NHK, Novaya Gazeta, NPR, NTV,
PBS, Politico, Press TV, ProPublica, Radio Free Asia, Radio Free Europe, RFE/RL, RT, RTE, RTÉ,
Rudaw, Sky News, Slate, Sputnik, Süddeutsche Zeitung, The Athletic, The Atlantic, The Daily Beast,
The Economist, The Hill, The Intercept, The Onion, The Verge, TMZ, Univision, USA Today, Vice,
Voice of America, Vox, WikiLeaks, Yomiuri Shimbun
"""
# The last words of newspapers' and broadcasters' names: "Boston Herald", "Erie Times-News". In
# running text an "Independent" may as well be a politician.
_LAST_WORDS = "|".join(sorted(word.capitalize() for word in PAPERS - {"independent"}))
_PAPER = (
    rf"(?:{_LAST_WORDS}|Magazine|News|Plain Dealer|Radio|Television|Today|TV"
    r"|(?:Daily|Weekly)(?!\s+[A-Z]))(?:-[A-Z][a-z]+)?"
)
_NAME = r"(?:[A-Z][\w’'.&-]*)"
_ALONE = r"(?:Guardian|Telegraph|Independent|Washington Post|New York Times)"


@cache
def _pattern() -> re.Pattern[str]:
    known = sorted((n.strip() for n in _KNOWN.split(",")), key=len, reverse=True)
    names = "|".join(re.escape(name) for name in known)
    # Every name begins with a capital: nothing else is tried elsewhere.
    return re.compile(
        rf"(?=[A-Z])(?<![\w@#/.-])(?:(?:{names})(?![\w-])(?!\s+{_PAPER})|(?:The\s+)?{_NAME}(?:\s+(?:of|de|del|la)\s+{_NAME}|\s+{_NAME}){{0,2}}"
        rf"\s+{_PAPER}|(?:The\s+)?{_ALONE})(?![\w-])"
    )


_KIND = rf"(?:news\s*(?:agency|paper|wire)|{'|'.join(sorted(OUTLET_NOUNS))})"
_BEFORE = re.compile(
    r"(?:\b(?:told|tells|telling|according to|quoted by|quoted in|cited by|reported by|reported in|"
    r"interview (?:with|on|to|published by|published in|in)|published (?:by|in)|obtained by|"
    r"reports? (?:by|from|in|on)|statement to|spoke (?:to|with|on)|speaking (?:to|with|on)|via|"
    r"citing|cites|cited|quoting|quotes|quoted|seen by|told|writing (?:in|for)|wrote (?:in|for)|"
    r"said (?:on|in)|appear(?:ing|ed|ance) on|posted (?:online )?by))\s+"
    r"(?:(?:the|a|an|its|Britain[’']s|state(?:-run)?|local|official)\s+)*"
    rf"(?:{_KIND}\s+)?$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"^(?:\s+(?:{_KIND}|television|radio))?"
    r",?\s+(?:(?:has|have|had|also|first|later|exclusively|previously|which)\s+)*"
    r"(?:report(?:s|ed|ing)?|quot(?:es|ed|ing)|cit(?:es|ed|ing)|wrote|writes|says|said|revealed|"
    r"learned|obtained|published|broke)\b",
    re.IGNORECASE,
)
# After an outlet's name: somebody of its own house, or a part of it, who is told something there.
_OF_THE_HOUSE = re.compile(
    r"^(?:['’]s)?\s+(?:\w+\s+)?(?:editors?|executives?|boss(?:es)?|producers?|staff|staffers|employees?"
    r"|management|managers?|directors?|investigation|inquiry|readers|viewers|listeners"
    r"|subscribers|shareholders|owners?|blog|column)\b",
    re.IGNORECASE,
)


class Credit(msgspec.Struct, frozen=True, kw_only=True):
    """A place where a text credits an outlet or agency: the usual name, and the span."""

    name: str
    span: Span


def credits_in(text: str, span: Span) -> tuple[Credit, ...]:
    """Gives the outlets and agencies that a stretch of text credits, in order.

    Only names in a crediting phrase count ("told CNN", "Tass news agency quoted", "according to
    the Daily Star"): naming an outlet that is part of the story is no credit.
    """
    found: dict[int, Credit] = {}
    for start, end, name in _named(text, span):
        before = text[max(span.start, start - 60) : start]
        after = text[end : min(span.end, end + 60)]
        if (_BEFORE.search(before) or _AFTER.search(after)) and not _OF_THE_HOUSE.match(after):
            found.setdefault(start, Credit(name=name, span=Span(start, end)))
    return tuple(found[start] for start in sorted(found))


def _named(text: str, span: Span) -> list[tuple[int, int, str]]:
    names = []
    for match in _pattern().finditer(text, span.start, span.end):
        names.append((match.start(), match.end(), usual_name(match.group())))
    for match in _AGENCY_WORD.finditer(text, span.start, span.end):
        known = canonical_agency(match.group())
        if known and known in agencies_in(match.group()):
            names.append((match.start(), match.end(), known))
    taken: list[tuple[int, int, str]] = []
    for start, end, name in sorted(names, key=lambda n: (n[0], -n[1])):
        if not taken or start >= taken[-1][1]:
            taken.append((start, end, name))
    return taken


_AGENCY_WORD = re.compile(r"(?<![\w@#/.-])[A-Z][\w.-]*(?:[ -][A-Z][\w-]+){0,3}(?![\w-])")


def usual_name(name: str) -> str:
    """Gives the name by which an outlet or agency is shown: an agency's usual one, no article."""
    agency = canonical_agency(name)
    if agency:
        return agency
    plain = re.sub(r"\s+", " ", name).strip()
    return plain if plain in _KNOWN else re.sub(r"^[Tt]he\s+", "", plain)


def same_outlet(one: str, other: str) -> bool:
    """Says whether two names are one outlet: "BBC News" and "www.bbc.com", "NYT" and its full name.

    Names, abbreviations and domains are recognized; who owns whom is not known here.
    """
    return not outlet_signs(one).isdisjoint(outlet_signs(other))


def outlet_signs(name: str) -> frozenset[str]:
    """Gives what a name is known by: two names are one outlet's where they share a sign."""
    agency = canonical_agency(name)
    return frozenset(_forms(name) | ({f"agency {agency}"} if agency else set()))


_TAIL = re.compile(r"(?:news|online|com|wire|tv|agency)$")


def _forms(name: str) -> set[str]:
    plain = re.sub(r"^https?://", "", name.strip()).split("/")[0]
    if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", plain):
        labels = [label for label in plain.lower().split(".")[:-1] if label not in _HOSTS]
        plain = max(labels, key=len, default=plain)
    plain = re.sub(r"^the[\s_-]*(?=\w{3})", "", plain, flags=re.IGNORECASE)
    words = re.findall(r"\w+", plain)
    squashed = "".join(words).lower()
    forms = {squashed}
    if len(words) > 1:
        forms.add("".join(word[0] for word in words).lower())
        forms.add("".join(word[0] for word in words[:-1]).lower() + words[-1].lower())
    shorter = _TAIL.sub("", squashed)
    if len(shorter) > 2:
        forms.add(shorter)
    return {form for form in forms if len(form) > 1}


_HOSTS = {"www", "edition", "uk", "co", "com", "m", "amp", "english", "org", "net", "news"}
