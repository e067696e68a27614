"""Names that look like times: a movement named after a day, a document after a year, a paper.

A name is told by the words beside it: a body that the day or year belongs to ("the April 6
movement"), a capital before a bare year ("Vienna Document 2011"), capitals in a part of the day
("Saturday Night Live"), the titles of Sunday papers.
"""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.reading.actors import PAPERS
from rashomon.reading.numbers import word_list
from rashomon.reading.time_grammar import Expression
from rashomon.reading.time_meanings import DayOfYear, Fixed, Meaning, PartOfDay, Shifted, Weekday
from rashomon.reading.tokens import Token

# What is named after a day or a year stays what it is in every other year.
_BODIES_OF_A_YEAR = frozenset(["committee", "movement", "club", "society"])
_BODIES_OF_A_DAY = _BODIES_OF_A_YEAR | frozenset(
    word_list("coalition alliance brigade brigades bloc group party front foundation association")
)
# After "the Sunday" these name a paper too.
_SUNDAY_PAPERS = PAPERS.union(
    word_list("age business magazine mercury news people sport today world")
)
_PAPERS_ON_SUNDAY = frozenset(["mail", "independent"])
_KINDS_OF_PAPER = frozenset(["newspaper", "newspapers", "paper", "papers"])
_PARTS = frozenset(word_list("morning afternoon evening night"))
# Before these a day or year is a time, whatever else bears its name.
_OF_TIME = frozenset(
    word_list(
        "in on at since until till by from to during before after between around about through "
        "throughout early late mid circa fiscal of and or the last next this"
    )
)


def names_among(
    tokens: Sequence[Token], expressions: Sequence[Expression]
) -> frozenset[Expression]:
    """Gives those expressions that are names or parts of names, and no times.

    A body named after a day or year is known by that elsewhere in the text, too, where no word
    of time leads to it: "charges against April 6", not "on April 6".
    """
    names = {one for one in expressions if _is_name(tokens, one)}
    bodies = {_words(tokens, one) for one in names if _names_body(tokens, one)}
    return frozenset(
        one
        for one in expressions
        if one in names or (_words(tokens, one) in bodies and not _after_word_of_time(tokens, one))
    )


def _is_name(tokens: Sequence[Token], one: Expression) -> bool:
    if _names_body(tokens, one):
        return True
    if _is_year(one.meaning):
        return _ends_name(tokens, one.first) or _is_house(tokens, one.first, one.end)
    if isinstance(one.meaning, Shifted):
        return _ends_prize(tokens, one)
    if isinstance(one.meaning, PartOfDay | Weekday):
        return _in_title(tokens, one.first, one.end) or _ends_paper(tokens, one.first)
    return False


def _is_year(meaning: Meaning) -> bool:
    return isinstance(meaning, Fixed) and meaning.kind == "date" and len(meaning.text) == 4


def _words(tokens: Sequence[Token], one: Expression) -> tuple[str, ...]:
    return tuple(token.word for token in tokens[one.first : one.end] if token.word != "the")


def _after_word_of_time(tokens: Sequence[Token], one: Expression) -> bool:
    before = tokens[one.first - 1].word if one.first else ""
    return not before.isalpha() or before in _OF_TIME


def _names_body(tokens: Sequence[Token], one: Expression) -> bool:
    end = one.end
    if end < len(tokens) and tokens[end].text in "-‑":
        end += 1
    following = tokens[end].word if end < len(tokens) else ""
    if isinstance(one.meaning, DayOfYear):
        return following in _BODIES_OF_A_DAY
    return _is_year(one.meaning) and following in _BODIES_OF_A_YEAR


def _ends_name(tokens: Sequence[Token], first: int) -> bool:
    """Says whether a bare year follows a word with a capital that doesn't begin a sentence."""
    if first < 2 or tokens[first].word == "the":
        return False
    name, before = tokens[first - 1], tokens[first - 2]
    if not name.text[0].isupper() or name.word in _OF_TIME or not name.text.isalpha():
        return False
    return _follows_at_once(tokens, first) and (before.text[0].isalnum())


def _is_house(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Says whether a number is that of a house: "2025 M Street", "1980 Old Mill Road"."""
    if first > 0 and tokens[first - 1].word in _OF_TIME:
        return False
    for place in range(end, min(end + _STREET_WORDS, len(tokens))):
        token = tokens[place]
        if not token.text[0].isupper() or not _follows_at_once(tokens, place):
            return False
        if token.word in _STREETS and place > end:
            after = [one.text for one in tokens[place + 1 : place + 3] if one.text != "."]
            return not after or after[0] in _AFTER_STREET  # not "the 1929 Wall Street crash"
    return False


_STREET_WORDS = 4
_STREETS = frozenset(word_list("street st avenue ave road rd boulevard blvd lane drive highway"))
_AFTER_STREET = frozenset([",", "\n", "NW", "NE", "SW", "SE", "N", "S", "E", "W"])


def _ends_prize(tokens: Sequence[Token], one: Expression) -> bool:
    """Says whether "the year" ends the name of a prize: "named album of the year"."""
    first = one.first
    if first < 3 or _words(tokens, one) != ("year",) or tokens[first - 1].word != "of":
        return False
    noun, before = tokens[first - 2], tokens[first - 3]
    leads = before.word in _OF_PRIZES or before.text in "'’s"
    return leads and noun.text.isalpha() and noun.word not in _PARTS_OF_YEAR


_OF_PRIZES = ("for", "named", "as", "won", "best")
_PARTS_OF_YEAR = frozenset(
    word_list(
        "end start beginning middle rest half quarter most much part close all months weeks days "
        "month week day remainder course balance"
    )
)


def _in_title(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Says whether a day of the week stands in a title: of a broadcast, of a Sunday paper."""
    last = tokens[end - 1]
    if last.word in _PARTS and not (last.text.istitle() and tokens[end - 2].text.istitle()):
        return False
    if last.word in _PARTS and tokens[first].word == "this":
        return True
    if end < len(tokens) and tokens[end].word in _KINDS_OF_PAPER:
        return True
    if end >= len(tokens) or not _follows_at_once(tokens, end) or not tokens[end].text.istitle():
        return False
    paper = tokens[end].word in _SUNDAY_PAPERS and first > 0 and tokens[first - 1].word == "the"
    return paper or last.word in _PARTS


def _ends_paper(tokens: Sequence[Token], first: int) -> bool:
    """Says whether a day of the week ends the name of a paper: "the Mail on Sunday"."""
    if first < 3 or tokens[first].text != "Sunday" or tokens[first - 1].word != "on":
        return False
    paper, article = tokens[first - 2], tokens[first - 3]
    return paper.text.istitle() and paper.word in _PAPERS_ON_SUNDAY and article.word == "the"


def _follows_at_once(tokens: Sequence[Token], place: int) -> bool:
    """Says whether one blank alone divides a token from the one before it."""
    return tokens[place - 1].end + 1 == tokens[place].start
