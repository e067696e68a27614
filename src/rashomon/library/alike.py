"""What stands near a report: stories that go on with the same matter, and copies of its text.

Kept report by report as these come in, so that stories may merge and split: two reports link
their stories only while these are two, and copies stand together only within one story.
"""

from __future__ import annotations

from collections import defaultdict

import msgspec
from sqlalchemy import Connection, delete, insert, or_, select

from rashomon.comparing.lineage import FOLDED_FROM, share_copied
from rashomon.library.packing import report_from_json
from rashomon.library.tables import alike, copies, membership, reports, stories, versions
from rashomon.report import Report
from rashomon.sorting import Sorter
from rashomon.sorting.neighbours import shared_words
from rashomon.sorting.words import products

# Probability of being of one event from which two reports link their stories. Of the first 500
# reports of Wikinews it links ten pairs of stories: two were one, seven go on with one matter.
_ALIKE = 0.3
_LINKS = 3  # of one report
_MATES = 5  # reports of its story whose text a report is held against
_SAME_WORDS = 0.6  # cosine of the words of two texts below which neither is a copy


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


def keep_alike(connection: Connection, sorter: Sorter, report: Report) -> None:
    """Keeps what stands near a report that was just sorted in; what was kept of it goes."""
    connection.execute(
        delete(alike).where(or_(alike.c.one == report.id, alike.c.other == report.id))
    )
    connection.execute(delete(copies).where(copies.c.report == report.id))
    found = sorter.likest(report.id, least=_ALIKE)
    home = sorter.story_of(report.id)
    mates = [(other, p) for other, p in found if sorter.story_of(other) == home][:_MATES]
    others = [(other, p) for other, p in found if sorter.story_of(other) != home][:_LINKS]
    others += mates[:1]  # this one may come to stand in another story
    sketch = sorter.sketch(report.id)
    if others:
        lines = [
            {
                "one": report.id,
                "other": other,
                "probability": probability,
                "words": ", ".join(shared_words(sketch, sorter.sketch(other))),
            }
            for other, probability in others
        ]
        connection.execute(insert(alike), lines)
    same = products(sketch.body, [sorter.sketch(mate).body for mate, _ in mates])
    near = [m for (m, _), cosine in zip(mates, same.tolist(), strict=True) if cosine > _SAME_WORDS]
    _keep_copy(connection, report, near)


def _keep_copy(connection: Connection, report: Report, near: list[str]) -> None:
    """Keeps of which of some reports of its story a report is most of all a copy."""
    query = (
        select(versions.c.data, copies.c.of)
        .join(reports, reports.c.id == versions.c.report)
        .outerjoin(copies, copies.c.report == reports.c.id)
        .where(reports.c.id.in_(near), versions.c.number == reports.c.version)
        .order_by(reports.c.id)
    )
    best: tuple[float, Report, str | None] | None = None
    for row in connection.execute(query).all() if near else []:
        other = report_from_json(row.data)
        share = share_copied(report, other)
        if share >= FOLDED_FROM and row.of != report.id and (best is None or share > best[0]):
            best = share, other, row.of
    if best is not None:
        share, other, first = best
        agency = next(iter(sorted({*report.agencies, *other.agencies})), None)
        line = {"report": report.id, "of": first or other.id, "share": round(share, 3)}
        connection.execute(insert(copies).values(**line, agency=agency))


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
