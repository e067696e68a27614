"""What a figure counts: the noun after it with its modifiers, or the verb beside it.

Without a parser: a noun phrase goes on until a word that can't be inside one, and where
several things are counted it ends with its first plural.
"""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.reading.numbers import word_list
from rashomon.reading.quantity_words import COUNTED_ACTS, VAGUE
from rashomon.reading.tokens import Token
from rashomon.report import Span

_DETERMINERS = frozenset(
    word_list(
        "the a an its his her their our my your this that these those all such both other "
        "which whom every each some any"
    )
)
_STOPS = frozenset(
    word_list(
        "of in on at by for from to with without into onto over under about after before since "
        "until during through across between among against within near around along behind "
        "beyond inside outside toward towards via per as than like and or but nor yet so if "
        "because while when where who whom whose which that what how why is are was were be been "
        "being am has have had having do does did done will would shall should can could may "
        "might must not n't n the a an its his her their our my your this these those he she it "
        "they we you i him them us there here then now also just only even still already too "
        "very much both either neither all any some each every another such ago later earlier "
        "said says say told tells fell rose went came took made got gave saw found left began "
        "became won lost hit met held ran set put cut kept stood led paid sent spent built grew "
        "versus overall worth known seen given taken made shown sold bought shot spent ahead "
        "behind aboard worldwide nationwide including included according more less fewer once "
        "again up down out off away apart "
        "today yesterday tomorrow tonight last next no"
    )
)
_ALSO_ADJECTIVES = ("nationwide", "worldwide", "overall")
_LIKE_PLURAL = frozenset(
    word_list(
        "this is was has his its us as thus yes always perhaps across unless towards besides plus "
        "minus versus various religious serious previous dangerous famous numerous anonymous bus "
        "virus campus status focus census crisis analysis basis says goes does overseas sports "
        "sales news politics arms"
    )
)
_IRREGULAR_PLURALS = frozenset(
    word_list(
        "people men women children police personnel troops feet teeth mice geese fish sheep "
        "aircraft data media criteria staff crew crewmen policemen policewomen firefighters "
        "servicemen congressmen lawmen gunmen fishermen businessmen spokesmen youth dozen "
        "cattle others"
    )
)
_MAX_WORDS = 6


def find_counted(tokens: Sequence[Token], first: int, end: int, *, plural: bool) -> Span | None:
    """Gives the words that say what the figure at `tokens[first:end]` counts; None if none do.

    `plural` says whether several things are counted, so that the noun should be plural.
    """
    if _is_hyphen(tokens, end) and tokens[end + 1].word == "strong":
        return find_counted(tokens, first, end + 2, plural=False)  # "a 2,000-strong crowd"
    if _is_hyphen(tokens, end):
        return Span(tokens[end + 1].start, tokens[end + 1].end)
    begin = _skip_of(tokens, end)
    stop = _phrase_end(tokens, begin, plural=plural)
    group = _group_before(tokens, first)
    if group is not None and (stop == begin or tokens[begin].word.endswith("ed")):
        return group
    if stop > begin:
        head = _plural_head(tokens, begin, stop) if plural else _owner(tokens, begin, stop)
        return Span(tokens[begin].start, tokens[head].end)
    return _verb_beside(tokens, first, end)


def find_measured(tokens: Sequence[Token], end: int, *, money: bool) -> Span | None:
    """Gives what an amount with a unit, up to `tokens[end]`, is an amount of, or is for.

    "50 percent of voters", "£5,800 in unpaid fees", "$60 a share", "a $1,000 fine".
    """
    begin = _skip_of(tokens, end)
    if money and begin == end < len(tokens) - 1:
        joint, following = tokens[end].word, tokens[end + 1]
        worth = joint in ("a", "an", "per") or (joint == "in" and following.text.islower())
        begin += worth and following.word not in _DETERMINERS
    if begin == end < len(tokens) and _is_participle(tokens[begin].word):
        return None  # "50 percent voted": what the share does
    stop = _phrase_end(tokens, begin, plural=False)
    return Span(tokens[begin].start, tokens[stop - 1].end) if stop > begin else None


def _is_hyphen(tokens: Sequence[Token], index: int) -> bool:
    """Says whether a hyphen ties the next word to a figure: "57-member"."""
    if index + 1 >= len(tokens) or tokens[index].text not in "-‑":
        return False
    glued = tokens[index - 1].end == tokens[index].start
    return glued and tokens[index + 1].text[0].isalpha()


def _group_before(tokens: Sequence[Token], first: int) -> Span | None:
    """Gives the word that says what a bare figure counts: "a crowd of about 2,000"."""
    if first > 1 and tokens[first - 1].word == "of" and tokens[first - 2].word in _GROUPS:
        return Span(tokens[first - 2].start, tokens[first - 2].end)
    return None


_GROUPS = frozenset(
    word_list(
        "crowd group team force army audience congregation gathering population workforce staff "
        "membership band gang mob party fleet convoy turnout attendance toll family "
        "town village city community country nation island school"
    )
)


def _skip_of(tokens: Sequence[Token], index: int) -> int:
    """Steps over "of the", "of all", "in" ... to the noun phrase that says what is counted."""
    of = index < len(tokens) and tokens[index].word == "of"
    if of or (index > 0 and tokens[index - 1].word == "half"):  # "half the size"
        index += of
        while index < len(tokens) and (
            tokens[index].word in _DETERMINERS or tokens[index].number is not None
        ):
            index += 1
    if index < len(tokens) and tokens[index].text in _OPENING_QUOTES:
        index += 1
    return index


_OPENING_QUOTES = ("“", "‘", '"', "'")


def _phrase_end(tokens: Sequence[Token], begin: int, *, plural: bool) -> int:
    """Gives the index after the noun phrase that begins at `begin`.

    In a plural phrase participles and "and" may stand before the first plural: "15 newly
    named and indicted officers". In another, a participle is taken for a verb.
    """
    index = begin
    open_phrase = plural
    while index < min(len(tokens), begin + 2 * _MAX_WORDS):
        token = tokens[index]
        if token.text in "-&’'" and index > begin and _joins(tokens, index):
            index += 1
            continue
        if open_phrase and index > begin and _adds_adjective(tokens, index):
            index += 1
            continue
        if token.number is not None or not token.text[0].isalpha():
            break
        if token.word in _STOPS and not _is_adjective(tokens, index):
            break
        if index > begin and not open_phrase and _begins_verb(tokens, index):
            break
        open_phrase = open_phrase and not is_plural(token.word)
        index += 1
    while index > begin and not tokens[index - 1].text[0].isalnum():
        index -= 1
    return index


def _is_adjective(tokens: Sequence[Token], index: int) -> bool:
    """Tells "the nationwide vote" from "12 percent nationwide"."""
    return tokens[index].word in _ALSO_ADJECTIVES and tokens[index - 1].word in _DETERMINERS


def _begins_verb(tokens: Sequence[Token], index: int) -> bool:
    """Says whether a participle opens a verb phrase: not in "newly named", "gold-plated"."""
    before = tokens[index - 1]
    tied = before.text == "-" or before.word.endswith("ly")
    return _is_participle(tokens[index].word) and not tied


def _joins(tokens: Sequence[Token], index: int) -> bool:
    """Says whether a hyphen, "&" or apostrophe stands between two words of one phrase."""
    if index + 1 >= len(tokens) or not tokens[index + 1].text[0].isalpha():
        return False
    if tokens[index].text == "&":
        return True
    return tokens[index].end == tokens[index + 1].start


def _adds_adjective(tokens: Sequence[Token], index: int) -> bool:
    """Says whether "and" or "or" joins two adjectives: "five past and present officers"."""
    if tokens[index].word not in ("and", "or") or index + 1 >= len(tokens):
        return False
    following = tokens[index + 1]
    plain_word = following.number is None and following.text[0].isalpha()
    return plain_word and following.word not in _STOPS and following.word not in VAGUE


def _is_participle(word: str) -> bool:
    return word.endswith(("ed", "ing")) and len(word) > 4


def _plural_head(tokens: Sequence[Token], begin: int, stop: int) -> int:
    """Gives the index of the first plural that can be the head; the last word if none can."""
    best = None
    for index in range(begin, stop):
        token = tokens[index]
        if not is_plural(token.word):
            if best is not None and not token.text[0].isupper():
                break
            continue
        tied = index + 1 < stop and tokens[index + 1].text in "’'-"
        modifier = index > begin and tokens[index - 1].text == "-" and index + 1 < stop
        if tied or modifier:
            continue
        best = index
        following = tokens[index + 1] if index + 1 < stop else None
        if token.text[0].islower() and (following is None or not is_plural(following.word)):
            break
    if best is not None:
        return best
    for index in range(begin + 1, stop):
        if _is_participle(tokens[index].word) or tokens[index].word in ("and", "or"):
            return index - 1
    return stop - 1


def _owner(tokens: Sequence[Token], begin: int, stop: int) -> int:
    """Gives the index of the word before a possessive: "one coach's life" counts the coach."""
    for index in range(begin + 1, stop):
        if tokens[index].text in "’'":
            return index - 1
    return stop - 1


def is_plural(word: str) -> bool:
    """Says whether a lower-case word looks like a plural noun."""
    if word in _IRREGULAR_PLURALS or word.endswith(("men", "children", "people")):
        return True
    return word.endswith("s") and not word.endswith("ss") and word not in _LIKE_PLURAL


_BE = frozenset(word_list("were was are is been be being have has had people more others"))


def _verb_beside(tokens: Sequence[Token], first: int, end: int) -> Span | None:
    """Gives the participle after a bare figure ("120 were wounded"), or the verb before it."""
    index = end
    while index < min(len(tokens), end + 3) and tokens[index].word in _BE:
        index += 1
    if index < len(tokens) and (index > end or _is_participle(tokens[index].word)):
        word = tokens[index].word
        if word in COUNTED_ACTS or word in ("dead", "missing", "hurt"):
            return Span(tokens[index].start, tokens[index].end)
    if first > 0 and tokens[first - 1].word in COUNTED_ACTS:
        return Span(tokens[first - 1].start, tokens[first - 1].end)
    return None
