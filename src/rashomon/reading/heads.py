"""Which name heads a source: "a spokesman in Berlin" is not Berlin, "Vik and Holm" are two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rashomon.reading.actors import HONORIFICS
from rashomon.reading.reading import Actor, ActorKind
from rashomon.reading.roles import BODY_NOUNS, head_noun, is_plural, is_role_noun
from rashomon.report import Span

_TITLE = "|".join(sorted(title.capitalize() for title in HONORIFICS))
_PREPOSITION = re.compile(
    r"\b(?:in|of|at|from|for|to|near|on|by|with|about|against|behind|outside)\s+"
    rf"(?:(?:the|{_TITLE})\.?\s+)?$"
)
_TITLE_CASE_PREPOSITION = re.compile(r"\b(?:In|Of|At|From|For|Near|On|By|With)\s+(?:[Tt]he\s+)?$")
# "in Bergen, Voss and Oslo"
_NAMES = r"[A-ZÀ-Þ][\w’'.-]*(?: [A-ZÀ-Þ][\w’'.-]*)*"
_PLACES = re.compile(
    rf"\b(?:in|of|at|from|near)\s+(?:the\s+)?{_NAMES}(?:,\s+{_NAMES})*,?\s+and\s+{_NAMES}"
)
_PLACED = re.compile(r"\b(?:in|of|at|from|near|outside)\s")
_RELATIVE_CLAUSE = re.compile(r"\b(?:who|whom|whose|which|that)\s")
_EXAMPLES = re.compile(
    r"(?:\s*[,–—(-]\s*|\s+)"
    r"(?:including|such as|among them|led by|along with|together with|as well as)\s",
    re.IGNORECASE,
)
# Of "some, such as Nordline" the examples are all that is named.
_BARE = frozenset("some many others several those".split())
_JOINT = re.compile(r"\s*,?\s+(?:and|&)\s+|,\s+")
_APPOSED = re.compile(r"(?:the|an?|his|her|their|its|one|\d{1,3})\b")
_OWNED = re.compile(r"(?:[A-ZÀ-Þ][\w.-]*\s)*[A-ZÀ-Þ][\w.-]*['’]s?\s+")
_RIGHT_AFTER_NAME = re.compile(r",\s+(?:\d{1,3},\s+)?(?:and\s+)?$")
_LONGEST = 70  # characters of one among several


def without_examples(text: str, source: Span) -> Span:
    """Gives a source without those it only names as examples: "Republicans, including Vik"."""
    cut = _EXAMPLES.search(text, source.start, source.end)
    if cut is None or text[source.start : cut.start()].strip().lower() in {"", *_BARE}:
        return source
    return Span(source.start, cut.start())


def named_right_before(text: str, source: Span, actors: Iterable[Actor]) -> str | None:
    """Gives the person to whom a source is in apposition: "Karin Holm, one of the owners,"."""
    shown = text[source.start : source.end]
    closed = shown.rstrip().endswith(",")
    if not closed and text[source.end : source.end + 1] not in (",", ".", "\n", ""):
        return None
    if not re.match(r"(?:an?|the|one|his|her)\s|\d", shown):
        return None
    for actor in actors:
        if actor.kind == "person" and actor.named:
            for mention in actor.mentions:
                if 0 < source.start - mention.end <= 8 and _RIGHT_AFTER_NAME.match(
                    text[mention.end : source.start]
                ):
                    return actor.id
    return None


def may_head(text: str, source: Span, mention: Span, kind: ActorKind) -> bool:
    """Says whether a name can be the head of its phrase: not "a spokesman in Berlin"."""
    before = text[source.start : mention.start]
    after = text[mention.end : source.end]
    if _PREPOSITION.search(before) or _TITLE_CASE_PREPOSITION.search(before):
        return False
    if _RELATIVE_CLAUSE.search(before):
        return False
    if kind == "place" and _PLACED.search(before):
        return False
    if any(placed.covers(mention) for placed in _placed(text, source)):
        return False
    following = re.match(r"\s+([A-Za-z]+)\b", after)
    if following is not None and is_role_noun(following.group(1)):
        return False
    if kind == "person" and following is not None and following.group(1) in BODY_NOUNS:
        return False  # "the Holm administration"
    return after[:1] not in ("-", "–")


def are_several(text: str, source: Span, names: Sequence[tuple[Span, ActorKind]]) -> bool:
    """Says whether a source names several side by side: "the mayor, Nordline and Karin Holm".

    `names` are the names within it, in order.
    """
    end = source.start + len(text[source.start : source.end].rstrip(" ,"))
    whole = [name for name, _ in names] + _placed(text, source)
    joints = [
        joint
        for joint in _JOINT.finditer(text, source.start, end)
        if not any(one.start < joint.end() and joint.start() < one.end for one in whole)
    ]
    if not names or not joints or joints[-1].group().strip() == ",":
        return False
    starts = [source.start, *(joint.end() for joint in joints)]
    ends = [*(joint.start() for joint in joints), end]
    parts = [Span(*part) for part in zip(starts, ends, strict=True)]
    people = [name for name, kind in names if kind == "person"]
    if any(
        joint.group().strip() == "," and _ends_in(text, before, people) and _says_who(text, part)
        for joint, before, part in zip(joints, parts, parts[1:], strict=False)
    ):
        return False  # "Karin Holm, the younger sister of Anna Holm and ..."
    if len(parts) == 2 and _is_role(text, parts[0], names) and _in_title(text, parts[1], people):
        return False  # "the pastor and teacher Karin Holm"
    return all(
        _is_one(text, part, names, first=number == 0, listed=len(joints) > 1)
        for number, part in enumerate(parts)
    )


def _is_role(text: str, part: Span, names: Sequence[tuple[Span, ActorKind]]) -> bool:
    """Says whether a part is the role of one person and no more: "pastor"."""
    head = head_noun(text[part.start : part.end]) or ""
    named = any(part.covers(name) and kind == "person" for name, kind in names)
    return is_role_noun(head) and not is_plural(head) and not named


def _in_title(text: str, part: Span, people: Sequence[Span]) -> bool:
    """Says whether a part is a role that goes right on to its name: "teacher Karin Holm"."""
    words = text[part.start : part.end].split()
    named = [name for name in people if part.start < name.start and name.end == part.end]
    return bool(words and named) and words[0].islower() and not _APPOSED.match(words[0])


def _placed(text: str, source: Span) -> list[Span]:
    """Gives where a source says of several places, or of what several, its people are."""
    return [Span(*found.span()) for found in _PLACES.finditer(text, source.start, source.end)]


def _ends_in(text: str, part: Span, names: Sequence[Span]) -> bool:
    return any(part.covers(name) and not text[name.end : part.end].strip() for name in names)


def _says_who(text: str, part: Span) -> bool:
    return _APPOSED.match(text, part.start, part.end) is not None or (
        (owned := _OWNED.match(text, part.start, part.end)) is not None
        and is_role_noun(head_noun(text[owned.end() : part.end]) or "")
    )


def _stands_alone(text: str, part: Span, name: Span) -> bool:
    """Says whether a name is not the end of a role: "minister of mines and | energy Dag Vik"."""
    before = text[part.start : name.start].split()
    plain = not before or not before[-1].islower() or before[-1] in ("the", "both", "even")
    return plain or is_role_noun(before[-1]) or len(before) > 1


def _is_one(
    text: str,
    part: Span,
    names: Sequence[tuple[Span, ActorKind]],
    *,
    first: bool,
    listed: bool,
) -> bool:
    """Says whether a part of a source means somebody by itself, and not who another is."""
    words = text[part.start : part.end]
    if not words or len(words) > _LONGEST or _RELATIVE_CLAUSE.search(words):
        return False
    if any(
        part.covers(name) and may_head(text, part, name, kind) and _stands_alone(text, part, name)
        for name, kind in names
    ):
        return True
    head = head_noun(words) or ""
    if is_plural(head) or head in BODY_NOUNS:
        return True
    return is_role_noun(head) and (first or not listed)
