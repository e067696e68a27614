"""The stories of a library, kept in step with a `Sorter` that holds those near in time."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Collection, Mapping, Sequence, Set
from typing import Any

from msgspec.structs import replace
from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from rashomon.library.alike import Nearby
from rashomon.library.copied import ProseAtHand
from rashomon.library.findings import drop_comparison
from rashomon.library.kept import on_stories, turns_on_stories
from rashomon.library.parts import in_parts
from rashomon.library.sketched import sketch_from_columns, sketch_to_columns
from rashomon.library.tables import changes as change_log
from rashomon.library.tables import (
    comparisons,
    figures,
    membership,
    pages,
    reports,
    sketches,
    stories,
)
from rashomon.library.texts import report_now
from rashomon.report import Report
from rashomon.sorting import Change, Sketch, Sorter, sketch_of
from rashomon.sorting.grouping import Pair
from rashomon.sorting.titles import typical_title

WINDOW = 45  # days: an older report draws no new ones to its story
_MOST = 50_000  # reports that are held, the latest
_LATE = 7  # days that many reports are late by: what is near to those is not let go for a while

# Written once, because it is asked for many of the reports that come.
_STORY = select(stories.c.id).where(stories.c.id == bindparam("id"))


class Desk:
    """Sorts reports into the stories of a library.

    It holds the reports that arrived within `WINDOW` days, and those published within as many
    days of one that is sorted in. Older ones are let go from day to day, so that what is held
    does not grow with the library. Where another process has sorted meanwhile, or somebody has
    judged a story, or the clock was set back, it reads anew.
    """

    def __init__(self) -> None:
        self._sorter: Sorter | None = None
        self._arrived: dict[str, int] = {}  # the day on which what is held came, the oldest first
        self._today = 0
        self._turn = 0
        self._judged = (0, 0)
        self._days: tuple[int, int] = (0, 0)
        self._prose = ProseAtHand()
        self._connection: Connection | None = None

    def sort(
        self, connection: Connection, found: Sequence[tuple[Report, Sketch]], *, today: int, at: str
    ) -> list[list[Change]]:
        """Sorts reports in, one after the other, in the transaction of `connection`.

        Gives what each of them changed, in their order; one may come twice, in two versions. What
        stands near them is kept (`alike`). Where the transaction does not hold, call `forget`.
        """
        if not found:
            return []
        self._connection = connection
        sorter = self._in_step(connection, [sketch for _, sketch in found], today)
        nearby = Nearby(connection, self._prose)
        lines: dict[str, dict[str, object]] = {}
        changes = []
        for report, sketch in found:
            self._turn += 1
            columns = sketch_to_columns(sketch)
            lines[sketch.report] = {**columns, "arrived": today, "turn": self._turn}
            changes.append(sorter.add([sketch]))
            self._arrived.pop(sketch.report, None)
            self._arrived[sketch.report] = today
            nearby.look(sorter, report)
        nearby.keep()
        connection.execute(delete(sketches).where(sketches.c.report.in_(list(lines))))
        connection.execute(insert(sketches), list(lines.values()))
        all_of_them = [change for some in changes for change in some]
        homes = {home for one in lines if (home := sorter.story_of(one))}
        _write(connection, all_of_them, at=at, also=homes)
        return changes

    def held(self) -> Set[str]:
        """Gives the ids of the reports that are held."""
        return self._arrived.keys()

    def forget(self) -> None:
        """Drops what is held: it may hold what the library does not."""
        self._sorter = None
        self._arrived = {}
        self._prose = ProseAtHand()

    def _in_step(self, connection: Connection, coming: Sequence[Sketch], today: int) -> Sorter:
        days = [sketch.day for sketch in coming if sketch.day is not None]
        turn = connection.execute(select(func.max(sketches.c.turn))).scalar() or 0
        judged = turns_on_stories(connection)
        meanwhile = (turn, judged) != (self._turn, self._judged) or today < self._today
        first, last = self._days
        # A report without a date is held against those that arrived lately, which are all here.
        elsewhere = bool(days) and not first <= min(days) <= max(days) <= last
        if elsewhere or self._sorter is None:
            # Twice the window, so that a run in order of time seldom looks anew.
            begin, end = (min(days), max(days)) if days else (today, today)
            self._days = (begin, max(end, begin + WINDOW))
            elsewhere = _any_older(connection, self._days, today)
        if elsewhere or self._sorter is None or meanwhile:
            near = or_(sketches.c.arrived >= today - WINDOW, _published_near(self._days))
            self._sorter, self._arrived = _restored(connection, near, taken=self._is_taken)
            self._turn, self._judged = turn, judged
        self._let_go(self._sorter, today)
        self._take_up(connection, self._sorter, [sketch.report for sketch in coming])
        return self._sorter

    def _is_taken(self, story: str) -> bool:
        return self._connection is not None and _is_story(self._connection, story)

    def _take_up(self, connection: Connection, sorter: Sorter, coming: Sequence[str]) -> None:
        """Reads in the stories of reports that come in a new version and are not held."""
        away = [report for report in coming if report not in self._arrived]
        homes = select(membership.c.story).where(membership.c.report.in_(away)).distinct()
        changed = list(connection.execute(homes).scalars()) if away else []
        if not changed:
            return
        found = _rows(connection, membership.c.story.in_(changed))
        rows = [row for row in found if row.report not in self._arrived]
        sorter.restore((_sketch(connection, row), row.story) for row in rows)
        self._arrived = {row.report: row.arrived for row in rows} | self._arrived

    def _let_go(self, sorter: Sorter, today: int) -> None:
        """Forgets what a desk that begins today would not read in."""
        old = [] if today == self._today else self._too_old(sorter, today)
        self._today = today
        for report in old:
            del self._arrived[report]
        many = list(itertools.islice(self._arrived, max(0, len(self._arrived) - _MOST)))
        for report in many:
            del self._arrived[report]
        sorter.forget([*old, *many])

    def _too_old(self, sorter: Sorter, today: int) -> list[str]:
        """Gives what came before the window and is of another time than what comes."""
        first, last = self._days
        self._days = first, last = max(first, min(today, last) - _LATE), last
        found = []
        for report, arrived in self._arrived.items():
            if arrived < today - WINDOW:
                day = sorter.sketch(report).day
                if day is None or not first - WINDOW <= day <= last + WINDOW:
                    found.append(report)
        return found


def sort_anew(connection: Connection, members: Collection[str], *, why: str, at: str) -> None:
    """Sorts the stories that hold some reports anew, each report among those of these stories.

    `why` is what the log says: who judged what.
    """
    homes = select(membership.c.story).where(membership.c.report.in_(members))
    concerned = list(connection.execute(homes.distinct()).scalars())
    sorter, _ = _restored(
        connection,
        membership.c.story.in_(concerned),
        taken=lambda story: _is_story(connection, story),
    )
    first = [reports[0] for _, reports in sorted(sorter.stories().items())]
    found = sorter.add([sorter.sketch(report) for report in first])
    _write(connection, [replace(change, why=why) for change in found], at=at, also=())


def _is_story(connection: Connection, story: str) -> bool:
    return connection.execute(_STORY, {"id": story}).first() is not None


def _published_near(days: tuple[int, int]) -> ColumnElement[bool]:
    return sketches.c.day.between(days[0] - WINDOW, days[1] + WINDOW)


def _any_older(connection: Connection, days: tuple[int, int], today: int) -> bool:
    """Says whether reports that arrived before the window were published near `days`."""
    older = select(sketches.c.report).where(
        sketches.c.arrived < today - WINDOW, _published_near(days)
    )
    return connection.execute(older.limit(1)).first() is not None


def _restored(
    connection: Connection, held: ColumnElement[bool], *, taken: Callable[[str], bool]
) -> tuple[Sorter, dict[str, int]]:
    """Gives a sorter that holds some reports as they are sorted, and obeys people's judgements.

    With it comes the day on which each report arrived, in the order in which they were sorted in.
    """
    found = _rows(connection, held)
    arrived = {row.report: row.arrived for row in found}
    joined, apart = _people(connection, arrived.keys())
    sorter = Sorter(joined=joined, apart=apart, taken=taken)
    sorter.restore((_sketch(connection, row), row.story) for row in found)
    return sorter, arrived


def _rows(connection: Connection, held: ColumnElement[bool]) -> Sequence[Any]:
    """Gives sketches with their stories, of the latest reports, in the order of their sorting."""
    query = (
        select(
            sketches.c.report,
            sketches.c.day,
            sketches.c.arrived,
            sketches.c.vector,
            sketches.c.data,
            membership.c.story,
        )
        .join(membership, membership.c.report == sketches.c.report)
        .where(held)
        .order_by(sketches.c.turn.desc())
        .limit(_MOST)
    )
    return connection.execute(query).all()[::-1]


def _people(connection: Connection, held: Collection[str]) -> tuple[set[Pair], set[Pair]]:
    """Gives the pairs of reports that people want in one story, and those they want apart.

    Of those that are to be together each is paired with one that is held, where there is one.
    """
    settled = on_stories(connection)
    joined = set()
    for members in settled.together:
        hub, *others = sorted(members, key=lambda report: (report not in held, report))
        joined |= {(hub, other) for other in others}
    apart = {(min(pair), max(pair)) for pair in settled.apart}
    return joined, apart


def _sketch(connection: Connection, row: Any) -> Sketch:  # noqa: ANN401
    """Gives the sketch of a row; one that an earlier Rashomon made is made anew."""
    kept = sketch_from_columns(report=row.report, day=row.day, vector=row.vector, data=row.data)
    if kept is not None:
        return kept
    made = sketch_of(report_now(connection, row.report))
    columns = sketch_to_columns(made)
    connection.execute(update(sketches).where(sketches.c.report == row.report).values(columns))
    return made


def _write(
    connection: Connection, found: Sequence[Change], *, at: str, also: Collection[str]
) -> None:
    """Writes what changed: the log, who is in which story, and the stories' lines.

    The lines of stories in `also` are written anew, too.
    """
    homes: dict[str, str] = {}
    touched = set(also)
    for change in found:
        home = change.other if change.kind == "split" and change.other else change.story
        homes.update(dict.fromkeys(change.reports, home))
        touched |= {change.story, *([change.other] if change.other else [])}
    for some in in_parts(sorted(touched)):
        known = select(stories.c.id).where(stories.c.id.in_(some))
        opened = set(some) - set(connection.execute(known).scalars())
        line = {"title": "", "first": "", "last": "", "reports": 0}
        _insert(connection, stories, [{"id": story, **line} for story in sorted(opened)])
    for some in in_parts(sorted(homes)):
        connection.execute(delete(membership).where(membership.c.report.in_(some)))
        _insert(connection, membership, [{"report": one, "story": homes[one]} for one in some])
    _insert(
        connection,
        change_log,
        [
            {
                "at": at,
                "kind": change.kind,
                "story": change.story,
                "other": change.other,
                "reports": json.dumps(change.reports),
                "why": change.why,
            }
            for change in found
        ],
    )
    for some in in_parts(sorted(touched)):
        _describe(connection, some)


def _insert(connection: Connection, table: Table, lines: Sequence[Mapping[str, Any]]) -> None:
    if lines:
        connection.execute(insert(table), lines)


def _describe(connection: Connection, touched: Sequence[str]) -> None:
    """Brings the lines of stories up to date; one that has no report left goes."""
    compared = select(comparisons.c.story).where(comparisons.c.story.in_(touched))
    for story in connection.execute(compared).scalars().all():
        drop_comparison(connection, story)
    query = (
        select(
            membership.c.story,
            reports.c.id,
            reports.c.title,
            reports.c.published,
            reports.c.added,
        )
        .join(membership, membership.c.report == reports.c.id)
        .where(membership.c.story.in_(touched))
    )
    members: dict[str, list[Any]] = {story: [] for story in touched}
    for row in connection.execute(query):
        members[row.story].append(row)
    gone = [story for story, rows in members.items() if not rows]
    if gone:
        for key in (stories.c.id, figures.c.story, pages.c.story):
            connection.execute(delete(key.table).where(key.in_(gone)))
    lines = [{"which": story, **_line(rows)} for story, rows in members.items() if rows]
    if lines:
        connection.execute(update(stories).where(stories.c.id == bindparam("which")), lines)


def _line(members: Sequence[Any]) -> dict[str, object]:
    """Gives what is told of a story with these reports."""
    # When a report was added says when it was published only where no report of the story does.
    dated = [row.published for row in members if row.published] or [row.added for row in members]
    told = sorted((row.published or row.added, row.id, row.title or "") for row in members)
    return {
        "title": typical_title([title for _, _, title in told]),
        "first": min(dated),
        "last": max(dated),
        "reports": len(members),
    }
