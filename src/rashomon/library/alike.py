"""What stands near a report: stories that go on with the same matter, and copies of its text.

Kept report by report as these come in, so that stories may merge and split: two reports link
their stories only while these are two, and copies stand together only within one story.
"""

from __future__ import annotations

from collections import defaultdict

import msgspec
from sqlalchemy import Connection, bindparam, delete, insert, or_, select

from rashomon.comparing.lineage import FOLDED_FROM
from rashomon.library.copied import ProseAtHand, share_of_own
from rashomon.library.tables import alike, copies, membership, stories
from rashomon.library.texts import report_now
from rashomon.report import Report
from rashomon.sorting import Sorter
from rashomon.sorting.neighbours import shared_words

# Probability of being of one event from which two reports link their stories. Of the first 500
# reports of Wikinews it links ten pairs of stories: two were one, seven go on with one matter.
_ALIKE = 0.3
_LINKS = 3  # of one report
_MATES = 5  # reports of its story whose text a report is held against
_SAME_WORDS = 0.6  # cosine of the words of two texts below which neither is a copy

# Written once, because it is asked for many of the reports that come.
_COPIES = select(copies.c.report, copies.c.of).where(
    copies.c.report.in_(bindparam("reports", expanding=True))
)


class StoryLink(msgspec.Struct, frozen=True, kw_only=True):
    """Another story near in time and matter that is not the same event, and why it is near."""

    story: str
    title: str
    why: str


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """That a report carries the running text of one that came before it, `of`.

    `share` is that of the shorter one's own prose, `agency` whom one of the two credits.
    """

    of: str
    share: float
    agency: str | None = None


class Nearby:
    """What stands near reports, looked for as each is sorted in and kept all at once."""

    def __init__(self, connection: Connection, prose: ProseAtHand) -> None:
        self._connection = connection
        self._prose = prose
        self._alike: dict[str, list[dict[str, object]]] = {}
        self._copies: dict[str, dict[str, object] | None] = {}

    def look(self, sorter: Sorter, report: Report) -> None:
        """Looks at what stands near a report as long as none is there that comes later."""
        found = sorter.likest(report.id, least=_ALIKE)
        home = sorter.story_of(report.id)
        mates = [(other, p) for other, p in found if sorter.story_of(other) == home][:_MATES]
        others = [(other, p) for other, p in found if sorter.story_of(other) != home][:_LINKS]
        others += mates[:1]  # this one may come to stand in another story
        sketch = sorter.sketch(report.id)
        for lines in self._alike.values():  # what was found with an older version of it
            lines[:] = [line for line in lines if line["other"] != report.id]
        self._alike[report.id] = [
            {
                "one": report.id,
                "other": other,
                "probability": probability,
                "words": ", ".join(shared_words(sketch, sorter.sketch(other))),
            }
            for other, probability in others
        ]
        same = sorter.same_words(report.id, [mate for mate, _ in mates])
        near = [m for (m, _), cosine in zip(mates, same, strict=True) if cosine > _SAME_WORDS]
        self._copies[report.id] = self._copy(report, sorted(near))

    def keep(self) -> None:
        """Keeps what was found; what was kept of these reports before goes."""
        ids = list(self._alike)
        of_them = or_(alike.c.one.in_(ids), alike.c.other.in_(ids))
        self._connection.execute(delete(alike).where(of_them))
        self._connection.execute(delete(copies).where(copies.c.report.in_(ids)))
        links = [line for some in self._alike.values() for line in some]
        if links:
            self._connection.execute(insert(alike), links)
        copied = [line for line in self._copies.values() if line]
        if copied:
            self._connection.execute(insert(copies), copied)

    def _copy(self, report: Report, near: list[str]) -> dict[str, object] | None:
        """Gives of which of some reports of its story a report is most of all a copy."""
        self._prose.put(report)
        if not near:
            return None
        mine = self._prose.get(report.id, self._load)
        texts = {other: self._prose.get(other, self._load) for other in near}
        shares = {other: share_of_own(mine, theirs) for other, theirs in texts.items()}
        first = self._first_of([other for other in near if shares[other] >= FOLDED_FROM])
        known = [other for other, of in first.items() if of != report.id]
        if not known:
            return None
        other = max(known, key=shares.__getitem__)
        share, theirs = shares[other], texts[other]
        return {
            "report": report.id,
            "of": first[other] or other,
            "share": round(share, 3),
            "agency": min({*mine.agencies, *theirs.agencies}, default=None),
        }

    def _first_of(self, found: list[str]) -> dict[str, str | None]:
        """Gives for each of some reports the first with its text, None where it is that itself."""
        lines = {one: self._copies[one] for one in found if one in self._copies}
        first = {one: str(line["of"]) if line else None for one, line in lines.items()}
        before = [one for one in found if one not in lines]
        if before:
            rows = self._connection.execute(_COPIES, {"reports": before})
            kept = {row.report: row.of for row in rows}
            first |= {one: kept.get(one) for one in before}
        return {one: first[one] for one in found}

    def _load(self, report: str) -> Report:
        return report_now(self._connection, report)


def links_of_stories(
    connection: Connection, story: str | None = None
) -> dict[str, tuple[StoryLink, ...]]:
    """Gives the links of each story that has some, or of one story, the likest first."""
    here, there = membership.alias(), membership.alias()
    query = (
        select(alike, here.c.story.label("from"), there.c.story.label("to"))
        .join(here, here.c.report == alike.c.one)
        .join(there, there.c.report == alike.c.other)
        .where(here.c.story != there.c.story)
        .order_by(alike.c.probability.desc(), alike.c.one, alike.c.other)
    )
    if story is not None:
        query = query.where(or_(here.c.story == story, there.c.story == story))
    rows = connection.execute(query).mappings().all()
    if not rows:
        return {}
    titles = {
        row.id: row.title for row in connection.execute(select(stories.c.id, stories.c.title))
    }
    found: dict[str, dict[str, StoryLink]] = defaultdict(dict)
    for row in rows:
        why = f"{row['one']} and {row['other']} are alike ({row['probability']:.2f})"
        why += f": {row['words']}" if row["words"] else ""
        for name, other in ((row["from"], row["to"]), (row["to"], row["from"])):
            link = StoryLink(story=other, title=titles[other], why=why)
            found[name].setdefault(other, link)
    return {name: tuple(links.values()) for name, links in found.items()}


def copies_of_reports(connection: Connection) -> dict[str, Copy]:
    """Gives the reports that are copies of one in the same story."""
    here, there = membership.alias(), membership.alias()
    query = (
        select(copies)
        .join(here, here.c.report == copies.c.report)
        .join(there, there.c.report == copies.c.of)
        .where(here.c.story == there.c.story)
    )
    return {
        row.report: Copy(of=row.of, share=row.share, agency=row.agency)
        for row in connection.execute(query)
    }
