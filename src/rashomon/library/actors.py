"""Who is quoted in the library, and what each said over all stories."""

from __future__ import annotations

import msgspec
from sqlalchemy import Select, func, select, tuple_

from rashomon.library.opening import Library
from rashomon.library.paging import Leaf, cursor_of, keys_of
from rashomon.library.tables import membership, reports, statements, stories
from rashomon.reading.reading import Act, Manner


class Speaker(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who is quoted, by the name that reports give, and how often."""

    name: str
    statements: int
    reports: int
    stories: int


class SaidInStory(msgspec.Struct, frozen=True, kw_only=True):
    """A statement of somebody, in whose words, and where it stands.

    `time` is when the report was published; where it is not `dated`, when it was added. `start`
    and `end` are code points of the report's text.
    """

    report: str
    statement: str
    story: str
    story_title: str
    outlet: str | None
    title: str | None
    time: str
    dated: bool
    speaker: str
    manner: Manner
    act: Act
    content: str
    start: int
    end: int
    confidence: float


_TIME = func.coalesce(reports.c.published, reports.c.added)


def speakers(
    library: Library, *, part: str | None = None, after: str | None = None, limit: int = 50
) -> Leaf[Speaker]:
    """Gives who is quoted, those quoted most first; `part` is a part of the name.

    Raises RashomonError R520 for a damaged cursor.
    """
    number = func.count().label("statements")
    query = (
        select(
            statements.c.speaker.label("name"),
            number,
            func.count(statements.c.report.distinct()).label("reports"),
            func.count(membership.c.story.distinct()).label("stories"),
        )
        .join(membership, membership.c.report == statements.c.report)
        .where(statements.c.speaker.is_not(None))
        .group_by(statements.c.speaker)
        .order_by(number.desc(), statements.c.speaker)
        .limit(limit + 1)
    )
    if part:
        query = query.where(statements.c.speaker.icontains(part, autoescape=True))
    keys = keys_of(after, int, str)
    if keys is not None:
        most, name = keys
        query = query.having((number < most) | ((number == most) & (statements.c.speaker > name)))
    with library.reading() as connection:
        found = [Speaker(**row) for row in connection.execute(query).mappings()]
    more = len(found) > limit
    last = found[limit - 1] if more else None
    return Leaf(
        items=tuple(found[:limit]),
        next=cursor_of(last.statements, last.name) if last else None,
    )


def said_by(
    library: Library, name: str, *, after: str | None = None, limit: int = 50
) -> Leaf[SaidInStory]:
    """Gives what somebody said, the earliest first; `name` is as reports give it.

    Raises RashomonError R520 for a damaged cursor.
    """
    query = _said(name).order_by(_TIME, statements.c.report, statements.c.start, statements.c.id)
    keys = keys_of(after, str, str, int, str)
    if keys is not None:
        place = tuple_(_TIME, statements.c.report, statements.c.start, statements.c.id)
        query = query.where(place > tuple_(*keys))
    with library.reading() as connection:
        found = [
            SaidInStory(**row) for row in connection.execute(query.limit(limit + 1)).mappings()
        ]
    more = len(found) > limit
    last = found[limit - 1] if more else None
    return Leaf(
        items=tuple(found[:limit]),
        next=cursor_of(last.time, last.report, last.start, last.statement) if last else None,
    )


def first_and_last(library: Library, name: str) -> tuple[str | None, str | None, int] | None:
    """Gives when somebody was first and last quoted and how often, None where never.

    The times are those of dated reports, None where there is none.
    """
    query = (
        select(func.min(reports.c.published), func.max(reports.c.published), func.count())
        .select_from(statements)
        .join(reports, reports.c.id == statements.c.report)
        .where(statements.c.speaker == name)
    )
    with library.reading() as connection:
        first, last, number = connection.execute(query).one()
    return (first, last, number) if number else None


def _said(name: str) -> Select[tuple[object, ...]]:
    return (
        select(
            statements.c.report,
            statements.c.id.label("statement"),
            membership.c.story,
            stories.c.title.label("story_title"),
            reports.c.outlet,
            reports.c.title,
            _TIME.label("time"),
            reports.c.published.is_not(None).label("dated"),
            statements.c.speaker,
            statements.c.manner,
            statements.c.act,
            statements.c.content,
            statements.c.start,
            statements.c.end,
            statements.c.confidence,
        )
        .join(reports, reports.c.id == statements.c.report)
        .join(membership, membership.c.report == statements.c.report)
        .join(stories, stories.c.id == membership.c.story)
        .where(statements.c.speaker == name)
    )
