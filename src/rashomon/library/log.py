"""What became of stories, in the order in which it happened, for whoever follows the library."""

from __future__ import annotations

import json

import msgspec
from sqlalchemy import func, select

from rashomon.library.opening import Library
from rashomon.library.tables import changes, stories


class LoggedChange(msgspec.Struct, frozen=True, kw_only=True):
    """One change: `kind` is opened, grown, merged, split, judged, or disputed (it gained one).

    `id` counts up; `title` is that of the story as it is now, None where it is gone.
    """

    id: int
    at: str
    kind: str
    story: str
    reports: tuple[str, ...]
    why: str
    other: str | None = None
    title: str | None = None


def last_change(library: Library) -> int:
    """Gives the id of the newest change, 0 where there is none."""
    with library.reading() as connection:
        return connection.execute(select(func.max(changes.c.id))).scalar() or 0


def changes_after(library: Library, after: int, *, limit: int = 100) -> list[LoggedChange]:
    """Gives the changes that came after the one with the id `after`, the oldest first."""
    query = (
        select(changes, stories.c.title)
        .outerjoin(stories, stories.c.id == changes.c.story)
        .where(changes.c.id > after)
        .order_by(changes.c.id)
        .limit(limit)
    )
    with library.reading() as connection:
        return [_logged(row) for row in connection.execute(query).mappings()]


def newest_changes(library: Library, *, kind: str, limit: int = 50) -> list[LoggedChange]:
    """Gives the newest changes of a kind, the newest first."""
    query = (
        select(changes, stories.c.title)
        .outerjoin(stories, stories.c.id == changes.c.story)
        .where(changes.c.kind == kind)
        .order_by(changes.c.id.desc())
        .limit(limit)
    )
    with library.reading() as connection:
        return [_logged(row) for row in connection.execute(query).mappings()]


def _logged(row: object) -> LoggedChange:
    fields = dict(row)  # type: ignore[call-overload]
    return LoggedChange(**{**fields, "reports": tuple(json.loads(fields["reports"]))})
