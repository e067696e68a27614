"""Whose words a document holds: "her letter", "a statement from the board", then "the letter"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.reading.antecedents import REACH, Scene
from rashomon.reading.reading import Actor
from rashomon.report import Report, Span

_DOCUMENTS = (
    r"(?:account|announcement|article|blog|book|column|comments?|commentary|complaint|editorial|"
    r"e-?mails?|feed|letters?|lawsuit|memoirs?|memo|messages?|posts?|posting|press release|"
    r"remarks?|reports?|site|speech|statements?|testimony|tweets?|video|web ?site)"
)
# "the minister's letter to the board", "a statement from the board", "a police statement"
_OWNED = re.compile(
    rf"(?P<owner>[^,]{{1,60}}?)(?:['’]s|(?<=s)['’])\s+(?:[\w’'-]+\s+){{0,3}}?{_DOCUMENTS}\b",
    re.IGNORECASE,
)
_OWNED_BY_PRONOUN = re.compile(
    rf"(?P<owner>his|her|their|its)\s+(?:[\w’'-]+\s+){{0,2}}?{_DOCUMENTS}\b", re.IGNORECASE
)
_ISSUED = re.compile(
    rf"\b{_DOCUMENTS}\s+(?:(?:issued|written|signed|released|published|posted|sent|made)\s+)?"
    r"(?:from|by|on behalf of|of)\s+(?P<owner>[^,.;]{2,80})",
    re.IGNORECASE,
)
_POLICE = re.compile(rf"^an?\s+(?P<owner>police|\w+ police)\s+{_DOCUMENTS}\b", re.IGNORECASE)
_NAMED = re.compile(rf"\s+(?:[\w’'-]+\s+)?{_DOCUMENTS}\b", re.IGNORECASE)
_BARE_DOCUMENT = re.compile(rf"^(?:the|this|that)\s+(?P<head>{_DOCUMENTS})$", re.IGNORECASE)
_A_DOCUMENT = re.compile(
    rf"(?P<article>the|this|that|an?)\s+(?P<head>{_DOCUMENTS})$", re.IGNORECASE
)
_SENDING = (
    r"sent|wrote|written|issued|released|signed|published|posted|penned|delivered|filed|circulated"
)
# "After the storm, the board sent a letter"
_LEAD_IN = re.compile(
    r"(?:after|as|at|before|during|earlier|following|in|later|meanwhile|on|since|when|while|with)\b"
    r"[^,]*,\s+",
    re.IGNORECASE,
)


def owner_of_document(report: Report, source: Span) -> Span | None:
    """Gives the words for the author in "the minister's letter", "a statement from the board"."""
    for pattern in (_OWNED_BY_PRONOUN, _OWNED, _ISSUED, _POLICE):
        found = pattern.search(report.text, source.start, source.end)
        if found is not None and (pattern is _ISSUED or found.start() == source.start):
            return Span(*found.span("owner"))
    return None


def named_before_document(
    report: Report, source: Span, mentioned: Sequence[tuple[Span, Actor]]
) -> str | None:
    """Gives the organization in "the Holm Institute letter"."""
    for mention, actor in mentioned:
        if actor.kind == "organization" and _NAMED.match(report.text, mention.end, source.end):
            return actor.id
    return None


def writers_of(scene: Scene, source: Span) -> list[tuple[Span | None, Span]]:
    """Gives the sentences, the nearest first, in which "the letter" was sent, written or told in.

    With each the words for who sent it; None where it only says "in a letter".
    """
    found = _A_DOCUMENT.match(scene.report.show(source).strip())
    if found is None:
        return []
    text = scene.report.text
    head = re.escape(found.group("head"))
    again = found.group("article").lower() not in ("a", "an")
    sent = re.compile(
        rf"(?P<owner>[^\n;:“”\"]{{2,150}}?),?\s+(?:(?:has|have|had|also)\s+)*(?:{_SENDING})\s"
        rf"[^\n;:“”\"]{{0,60}}?\b{head}\b"
    )
    told_in = re.compile(rf"\b[Ii]n\s+(?:an?|his|her|their|its)\s+(?:[\w’'-]+\s+){{0,3}}?{head}\b")
    found_in: list[tuple[Span | None, Span]] = []
    for number in range(scene.sentence_number(source.start), 0, -1):
        start = scene.starts[number - 1]
        if source.start - start > REACH:
            break
        end = scene.starts[number] if number < len(scene.starts) else len(text)
        owner = sent.match(text, start, min(end, source.end))
        if owner is not None:
            lead = _LEAD_IN.match(text, owner.start("owner"), owner.end("owner"))
            begin = lead.end() if lead else owner.start("owner")
            found_in.append((Span(begin, owner.end("owner")), Span(start, end)))
        elif again and told_in.search(text, start, min(end, source.start)):
            found_in.append((None, Span(start, end)))
        if not again:
            break
    return found_in


def earlier_owner(scene: Scene, source: Span) -> str | None:
    """Gives the actor whose letter "the letter" is, where one was told of before."""
    found = _BARE_DOCUMENT.match(scene.report.show(source).strip())
    if found is None:
        return None
    head = re.escape(found.group("head"))
    text = scene.report.text
    owned = re.compile(rf"['’]s?\s+(?:[\w’'-]+\s+){{0,3}}?{head}\b", re.IGNORECASE)
    issued = re.compile(rf"\b{head}\s+(?:\w+\s+)?(?:from|by)\s+(?:the\s+)?$", re.IGNORECASE)
    owners = [
        (mention.start, actor.id)
        for actor in scene.actors.values()
        if actor.named and actor.kind != "place"
        for mention in actor.mentions
        if mention.start < source.start
        and (
            owned.match(text, mention.end, mention.end + 60)
            or issued.search(text[max(0, mention.start - 40) : mention.start])
        )
    ]
    return max(owners)[1] if owners else None
