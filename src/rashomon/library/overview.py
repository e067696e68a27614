"""The stories of a library as a front page lists them: a line each, a page at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select, tuple_

from rashomon.errors import RashomonError
from rashomon.library.figures import Figures
from rashomon.library.opening import Library
from rashomon.library.paging import Leaf, cursor_of, keys_of
from rashomon.library.tables import changes, comparisons, figures, membership, reports, stories


class StoryLine(msgspec.Struct, frozen=True, kw_only=True):
    """A story on the front page.

    `figures` are those of its last comparison, None where it was never compared; `current` says
    whether they are of the story as it stands. `changed` is when a report last came to the story
    or left it. Where no report is `dated`, `first` and `last` are times of adding.
    """

    id: str
    title: str
    first: str
    last: str
    size: int
    outlets: tuple[str, ...]
    changed: str | None = None
    dated: bool = True
    figures: Figures | None = None
    current: bool = False


def story_lines(
    library: Library,
    *,
    after: str | None = None,
    limit: int = 50,
    disputed: bool = False,
    several: bool = False,
    outlet: str | None = None,
    only: Collection[str] | None = None,
) -> Leaf[StoryLine]:
    """Gives stories, the one with the newest report first; `after` is the cursor of a page.

    `disputed` keeps stories of which something is disputed, `several` those of more than one
    report, `outlet` those in which that outlet has a report, `only` those with these ids.
    Raises RashomonError R520 for a damaged cursor.
    """
    query = (
        select(
            stories.c.id,
            stories.c.title,
            stories.c.first,
            stories.c.last,
            stories.c.reports.label("size"),
            comparisons.c.state,
            *(figures.c[name] for name in Figures.__struct_fields__),
        )
        .outerjoin(figures, figures.c.story == stories.c.id)
        .outerjoin(comparisons, comparisons.c.story == stories.c.id)
        .order_by(stories.c.last.desc(), stories.c.id.desc())
    )
    keys = keys_of(after, str, str)
    if keys is not None:
        query = query.where(tuple_(stories.c.last, stories.c.id) < tuple_(*keys))
    if disputed:
        query = query.where(figures.c.disputed > 0)
    if several:
        query = query.where(stories.c.reports > 1)
    if only is not None:
        query = query.where(stories.c.id.in_(only))
    if outlet:
        having = (
            select(membership.c.story)
            .join(reports, reports.c.id == membership.c.report)
            .where(func.lower(reports.c.outlet) == outlet.lower())
        )
        query = query.where(stories.c.id.in_(having))
    with library.reading() as connection:
        found = connection.execute(query.limit(limit + 1)).all()
        shown = found[:limit]
        ids = [row.id for row in shown]
        outlets, changed = _outlets(connection, ids), _changed(connection, ids)
        dated = _dated(connection, ids)
    lines = tuple(
        StoryLine(
            id=row.id,
            title=row.title,
            first=row.first,
            last=row.last,
            size=row.size,
            outlets=outlets[row.id],
            changed=changed.get(row.id),
            dated=row.id in dated,
            figures=_figures(row),
            current=row.state is not None,
        )
        for row in shown
    )
    last = shown[-1] if len(found) > limit else None
    return Leaf(items=lines, next=cursor_of(last.last, last.id) if last else None)


def story_line(library: Library, story: str) -> StoryLine:
    """Gives the line of one story. Raises RashomonError R505 where there is no such story."""
    found = story_lines(library, only=(story,), limit=1).items
    if not found:
        raise RashomonError("R505", f"{story}: there is no such story")
    return found[0]


def _figures(row: Any) -> Figures | None:  # noqa: ANN401 - a row of a query
    if row.at is None:
        return None
    return Figures(**{name: getattr(row, name) for name in Figures.__struct_fields__})


def _outlets(connection: Connection, ids: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Gives the outlets that have a report in each story, by name."""
    query = (
        select(membership.c.story, reports.c.outlet)
        .join(reports, reports.c.id == membership.c.report)
        .where(membership.c.story.in_(ids))
        .distinct()
    )
    found: dict[str, set[str]] = defaultdict(set)
    for row in connection.execute(query):
        if row.outlet:
            found[row.story].add(row.outlet)
    return {story: tuple(sorted(found[story], key=str.casefold)) for story in ids}


def _dated(connection: Connection, ids: Collection[str]) -> set[str]:
    """Gives the stories of which a report says when it was published."""
    query = (
        select(membership.c.story)
        .join(reports, reports.c.id == membership.c.report)
        .where(membership.c.story.in_(ids), reports.c.published.is_not(None))
    )
    return set(connection.execute(query).scalars())


def _changed(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """Gives when each story last changed."""
    found: dict[str, str] = {}
    for column in (changes.c.story, changes.c.other):
        query = (
            select(column, func.max(changes.c.at))
            .where(column.in_(ids), changes.c.kind != "disputed")
            .group_by(column)
        )
        for story, at in connection.execute(query):
            found[story] = max(at, found.get(story, ""))
    return found


def uncompared(library: Library, *, limit: int = 20) -> list[str]:
    """Gives stories of several reports that have no comparison of what they are now.

    Those with the newest reports come first.
    """
    query = (
        select(stories.c.id)
        .outerjoin(comparisons, comparisons.c.story == stories.c.id)
        .where(stories.c.reports > 1, comparisons.c.state.is_(None))
        .order_by(stories.c.last.desc(), stories.c.id)
        .limit(limit)
    )
    with library.reading() as connection:
        return list(connection.execute(query).scalars())
