"""Whose words a document holds: "her letter", "a statement from the board", then "the letter"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.calendar_names import WEEKDAY
from rashomon.paragraphs import STOP
from rashomon.reading.actors import name_words
from rashomon.reading.antecedents import NAMED_WITHIN, OPENING, REACH, Scene
from rashomon.reading.reading import Actor
from rashomon.report import Report, Span

_DOCUMENTS = (
    r"(?:account|announcement|article|blog|book|column|comments?|commentary|complaint|editorial|"
    r"e-?mails?|feed|letters?|lawsuit|memoirs?|memo|messages?|posts?|posting|press release|"
    r"remarks?|reports?|site|speech|statements?|testimony|tweets?|video|web ?site)"
)
# Where people post for themselves: "an Instagram post" is not Instagram's, nor is it an outlet's.
_PLATFORMS = frozenset(
    "bluesky facebook flickr instagram linkedin mastodon myspace reddit snapchat telegram threads "
    "tiktok truthsocial tumblr twitter vkontakte wechat weibo whatsapp youtube".split()
)
# What bodies find out and publish: a study "of" somebody is not that one's.
_FINDINGS = (
    r"(?:analys[ei]s|assessment|audit|cable|data|figures|findings|investigation|paper|polls?|"
    r"research|review|stud(?:y|ies)|surveys?)"
)
_ANY = rf"(?:{_DOCUMENTS}|{_FINDINGS})"
# "the minister's letter to the board", "a statement from the board", "a police statement"
_OWNED = re.compile(
    rf"(?P<owner>[^,]{{1,60}}?)(?:['’]s|(?<=s)['’])\s+(?:[\w’'-]+\s+){{0,3}}?{_ANY}\b",
    re.IGNORECASE,
)
# "Tuesday's report", "this year's survey"
_TIME = re.compile(
    rf"(?:.*\b)?(?:today|yesterday|{WEEKDAY}|morning|evening|week|month|year|decade)",
    re.IGNORECASE,
)
_OWNED_BY_PRONOUN = re.compile(
    rf"(?P<owner>his|her|their|its)\s+(?:[\w’'-]+\s+){{0,2}}?{_ANY}\b", re.IGNORECASE
)
_MADE = (
    r"(?:commissioned|compiled|conducted|carried out|done|issued|made|obtained|posted|prepared|"
    r"produced|published|released|sent|signed|written)"
)
_ISSUED = re.compile(
    rf"\b(?:{_DOCUMENTS}\s+(?:{_MADE}\s+)?(?:from|by|on behalf of|of)|"
    rf"{_FINDINGS}\s+(?:{_MADE}\s+)?(?:from|by|on behalf of))\s+"
    rf"(?P<owner>(?:(?!{STOP})[^,;]){{2,80}})",
    re.IGNORECASE,
)
_POLICE = re.compile(rf"^an?\s+(?P<owner>police|\w+ police)\s+{_DOCUMENTS}\b", re.IGNORECASE)
# "Nordline rejects report", "Nordline to study": neither is a "Nordline safety report"
_NO_TITLE = (
    r"(?:(?!(?:issues|news|publishes|releases)\b)\w+s|\w+ed|"
    r"after|amid|and|as|by|from|in|of|on|or|over|to|with)"
)
_NAMED = re.compile(rf"\s+(?:[\w’'-]+\s+)?{_ANY}\b", re.IGNORECASE)
_BARE_DOCUMENT = re.compile(
    rf"(?:(?:the|this|that)\s+)(?:(?:latest|new|same)\s+)?(?P<head>{_ANY})", re.IGNORECASE
)
# "Report finds ..." in a headline, "according to a new study" in the lead
_BROUGHT_IN = re.compile(
    rf"(?:(?:the|an?)\s+)?(?:(?:joint|latest|new|recent)\s+)*(?P<head>{_ANY})"
    rf"(?:\s+{_MADE}(?:\s+\w+){{0,2}})?",
    re.IGNORECASE,
)
# One and the same may be called each of these.
_ALIKE = {
    noun: group
    for group in (
        r"(?:analysis|assessment|paper|report|research|study)",
        r"(?:poll|survey)",
    )
    for noun in re.findall(r"\w+", group)
}
_A_DOCUMENT = re.compile(rf"(?P<article>the|this|that|an?)\s+(?P<head>{_ANY})$", re.IGNORECASE)
_SENDING = (
    r"sent|wrote|written|issued|released|signed|published|posted|penned|delivered|filed|circulated"
)
_CLAUSE = re.compile(r"\b(?:who|whom|which|that)\s")
# "After the storm, the board sent a letter"
_LEAD_IN = re.compile(
    r"(?:after|as|at|before|during|earlier|following|in|later|meanwhile|on|since|when|while|with)\b"
    r"[^,]*,\s+",
    re.IGNORECASE,
)


def is_document(noun: str) -> bool:
    """Says whether a noun names one text: "letter", "study"."""
    return not noun.endswith("s") and re.fullmatch(_ANY, noun, re.IGNORECASE) is not None


def is_platform(name: str) -> bool:
    """Says whether a name is that of a place where people post: "Truth Social", "YouTube"."""
    return "".join(re.findall(r"\w+", name)).casefold() in _PLATFORMS


def owner_of_document(report: Report, source: Span) -> Span | None:
    """Gives the words for the author in "the minister's letter", "a statement from the board"."""
    for pattern in (_OWNED_BY_PRONOUN, _OWNED, _ISSUED, _POLICE):
        found = pattern.search(report.text, source.start, source.end)
        if found is not None and (pattern is _ISSUED or found.start() == source.start):
            owner = Span(*found.span("owner"))
            return None if _TIME.fullmatch(report.show(owner)) else owner
    return None


def named_before_document(
    report: Report, source: Span, mentioned: Sequence[tuple[Span, Actor]]
) -> str | None:
    """Gives the organization in "the Holm Institute letter"."""
    for mention, actor in mentioned:
        if _CLAUSE.search(report.text, source.start, mention.start):
            continue  # "those who saw the Holm Institute letter"
        if (
            actor.kind == "organization"
            and not is_platform(actor.name)
            and _NAMED.match(report.text, mention.end, source.end)
        ):
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
    noun = _ALIKE.get(found.group("head").lower(), head)
    made = re.compile(
        rf"[^\n]*?\b{noun}\s+(?:{_MADE})\s+by\s+(?P<owner>[^\n,.;:“”\"()]{{2,60}}?)"
        r"(?=\s+(?:on|in|at|and|that|which|last|this|earlier|today|yesterday|after|for)\b|"
        r"[\n,.;:“”\"()])",
        re.IGNORECASE,
    )
    told_in = re.compile(rf"\b[Ii]n\s+(?:an?|his|her|their|its)\s+(?:[\w’'-]+\s+){{0,3}}?{head}\b")
    found_in: list[tuple[Span | None, Span]] = []
    for number in range(scene.sentence_number(source.start), 0, -1):
        start = scene.starts[number - 1]
        if source.start - start > 2 * REACH:
            break
        end = scene.starts[number] if number < len(scene.starts) else len(text)
        # "The board sent a letter saying that", but not "what it published, the paper said"
        owner = sent.match(text, start, min(end, source.start if again else source.end))
        if owner is not None:
            lead = _LEAD_IN.match(text, owner.start("owner"), owner.end("owner"))
            begin = lead.end() if lead else owner.start("owner")
            found_in.append((Span(begin, owner.end("owner")), Span(start, end)))
        elif again and (by := made.match(text, start, min(end, source.start))) is not None:
            found_in.append((Span(*by.span("owner")), Span(start, end)))
        elif again and told_in.search(text, start, min(end, source.start)):
            found_in.append((None, Span(start, end)))
        if not again:
            break
    return found_in


def earlier_owner(scene: Scene, source: Span) -> str | None:
    """Gives the actor whose letter "the letter" is, where one was told of before."""
    found = _BARE_DOCUMENT.fullmatch(scene.report.show(source).strip())
    if found is None:
        return None
    owners = [pair for pair in _owners(scene, found.group("head")) if pair[0] < source.start]
    return max(owners)[1] if owners else None


def later_owner(scene: Scene, source: Span) -> str | None:
    """Gives the actor whose "report" the opening tells of, where the sentences after it say that.

    "Ferry unsafe, report finds" and then "The report by the Holm Institute says ...".
    """
    if scene.sentence_number(source.start) > OPENING:
        return None
    found = _BROUGHT_IN.fullmatch(scene.report.show(source).strip())
    if found is None:
        return None
    reach = source.end + NAMED_WITHIN
    owners = [pair for pair in _owners(scene, found.group("head")) if source.end < pair[0] <= reach]
    return min(owners)[1] if owners else None


def _owners(scene: Scene, head: str) -> list[tuple[int, str]]:
    """Gives where documents of this kind are credited to actors by name, and to whom."""
    text = scene.report.text
    noun = _ALIKE.get(head.lower(), re.escape(head))
    owned = re.compile(rf"['’]s?\s+(?:[\w’'-]+\s+){{0,3}}?{noun}\b", re.IGNORECASE)
    titled = re.compile(rf"\s+(?:(?!{_NO_TITLE}\s)[\w’'-]+\s+)?{noun}\b", re.IGNORECASE)
    issued = re.compile(
        rf"\b{noun}\s+(?:\w+\s+)?(?:{_MADE}\s+)?(?:from|by)\s+(?:the\s+)?$", re.IGNORECASE
    )
    called = [
        (mention.start, actor.id)
        for actor in scene.actors.values()
        if actor.kind == "organization" and name_words(actor.name)[-1] == head.lower()
        for mention in actor.mentions
    ]
    return called or [
        (mention.start, actor.id)
        for actor in scene.actors.values()
        if actor.named and actor.kind != "place"
        for mention in actor.mentions
        if owned.match(text, mention.end, mention.end + 60)
        or issued.search(text[max(0, mention.start - 60) : mention.start])
        or (actor.kind == "organization" and titled.match(text, mention.end, mention.end + 40))
    ]
