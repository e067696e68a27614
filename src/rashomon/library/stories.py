"""The stories of a library: their list, and the comparison of one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, insert, select

from rashomon.bulk.cache import models_fingerprint
from rashomon.comparing.comparison import Comparison
from rashomon.errors import RashomonError
from rashomon.judgement import Kept
from rashomon.library.alike import Copy, StoryLink, copies_of_reports, links_of_stories
from rashomon.library.figures import keep_figures
from rashomon.library.findings import drop_comparison, keep_reading
from rashomon.library.kept import in_force_on
from rashomon.library.opening import Library
from rashomon.library.packing import moment, pack_comparison, unpack, unpack_comparison
from rashomon.library.pairs import keep_pairs, known_pairs
from rashomon.library.revisions import Read, revisions_of
from rashomon.library.tables import claims, comparisons, membership, passages, readings, reports
from rashomon.library.tables import stories as story_table
from rashomon.library.texts import report_of_version
from rashomon.reading.reading import Reading
from rashomon.report import Report

_Members = list[tuple[str, int]]


class ListedReport(msgspec.Struct, frozen=True, kw_only=True):
    """A report in the list of stories; `copy` says whose running text it carries."""

    id: str
    version: int
    outlet: str | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None
    copy: Copy | None = None


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """A story: its reports in order of time, and when the first and last were published.

    Where no report says when, the time they were added counts. `title` is the headline that says
    best what all of them say. Copies stand right after the report that came first with their text.
    `links` are stories near in time and matter, as the other days of a running story.
    """

    id: str
    title: str
    reports: tuple[ListedReport, ...]
    first: str
    last: str
    links: tuple[StoryLink, ...] = ()


def list_stories(library: Library) -> list[Story]:
    """Gives all stories, the one with the newest report first."""
    query = (
        select(
            membership.c.story,
            reports.c.id,
            reports.c.version,
            reports.c.outlet,
            reports.c.title,
            reports.c.published,
            reports.c.url,
            reports.c.added,
        )
        .join(reports, reports.c.id == membership.c.report)
        .order_by(reports.c.id)
    )
    with library.reading() as connection:
        lines = connection.execute(select(story_table)).all()
        members: dict[str, list[tuple[str, ListedReport]]] = {line.id: [] for line in lines}
        links, copied = links_of_stories(connection), copies_of_reports(connection)
        for row in connection.execute(query).mappings():
            known = {name: row[name] for name in ListedReport.__struct_fields__ if name in row}
            listed = ListedReport(**known, copy=copied.get(row["id"]))
            members[row["story"]].append((row["published"] or row["added"], listed))
    found = [
        Story(
            id=line.id,
            title=line.title,
            first=line.first,
            last=line.last,
            reports=_in_order(members[line.id]),
            links=links.get(line.id, ()),
        )
        for line in sorted(lines, key=lambda line: line.id)
    ]
    return sorted(found, key=lambda story: story.last, reverse=True)


def _in_order(members: list[tuple[str, ListedReport]]) -> tuple[ListedReport, ...]:
    """Gives reports in order of time, copies right after the first with their text."""
    ordered = [listed for _, listed in sorted(members, key=lambda one: one[0])]
    turn = {listed.id: number for number, listed in enumerate(ordered)}

    def rank(listed: ListedReport) -> tuple[int, bool, int]:
        first = listed.copy.of if listed.copy else listed.id
        return turn[first], listed.copy is not None, turn[listed.id]

    return tuple(sorted(ordered, key=rank))


def links_of(library: Library, story: str) -> tuple[StoryLink, ...]:
    """Gives the stories near one in time and matter, the likest first."""
    with library.reading() as connection:
        return links_of_stories(connection, story).get(story, ())


def comparison_of(library: Library, story: str, *, read: Read) -> Comparison:
    """Gives a story's comparison: the one that is kept, or a new one where its reports changed.

    For a new one, only pairs of reports are compared that are new or have changed. `read` reads
    the reports that these models have not read yet. Its `revisions` say what became of reports
    since they were first seen. Raises RashomonError R505 where there is no such story, R506 where
    it holds one report that never changed.
    """
    found = _comparison_of(library, story, read)
    ids = [report.id for report in found.reports]
    return replace(found, revisions=revisions_of(library, ids, read=read))


def _comparison_of(library: Library, story: str, read: Read) -> Comparison:
    with library.reading() as connection:
        members = _members(connection, story)
        said = _said(connection, members)
        state = _state(members, said)
        kept = connection.execute(
            select(comparisons.c.data).where(
                comparisons.c.story == story, comparisons.c.state == state
            )
        ).scalar()
        if kept is not None:
            return unpack_comparison(kept)
        kept_readings, unread = _readings(connection, members)
        known = known_pairs(connection, dict(members))
    from rashomon.bulk.vectors import VectorCache
    from rashomon.comparing import compare_knowing, told_alone
    from rashomon.comparing.story import Compared
    from rashomon.comparing.vectors import kept_on

    fresh = list(read(unread)) if unread else []
    all_readings = [*kept_readings, *fresh]
    if len(all_readings) == 1:
        found = Compared(comparison=told_alone(all_readings[0], judgements=said), pairs={})
    else:
        vectors = VectorCache()
        with kept_on(vectors):
            found = compare_knowing(known, all_readings, judgements=said)
        vectors.trim()
    with library.writing() as connection:
        if _state_now(connection, story) == state:  # else another has changed the story
            numbers = dict(members)
            for reading in fresh:
                keep_reading(connection, reading, version=numbers[reading.report.id])
            keep_pairs(connection, found.pairs, known=known)
            _keep(connection, story, state, found.comparison)
    return found.comparison


def no_such_story(story: str) -> RashomonError:
    """Gives the error R505."""
    return RashomonError("R505", f"{story}: there is no such story; `rashomon stories` lists them.")


def kept_comparison(library: Library, story: str) -> Comparison | None:
    """Gives the comparison of a story as it stands, None where it was not made yet.

    Raises RashomonError R505 where there is no such story, R506 where it holds one report.
    """
    with library.reading() as connection:
        state = _state_now(connection, story)
        kept = connection.execute(
            select(comparisons.c.data).where(
                comparisons.c.story == story, comparisons.c.state == state
            )
        ).scalar()
    return None if kept is None else unpack_comparison(kept)


def state_of(library: Library, story: str) -> tuple[str, bool]:
    """Gives a hash of what a story's comparison rests on now, and whether such a one is kept.

    Raises RashomonError R505 where there is no such story, R506 where it holds one report.
    """
    with library.reading() as connection:
        state = _state_now(connection, story)
        kept = select(comparisons.c.story).where(
            comparisons.c.story == story, comparisons.c.state == state
        )
        return state, connection.scalar(kept) is not None


def _state_now(connection: Connection, story: str) -> str:
    members = _members(connection, story)
    return _state(members, _said(connection, members))


def _members(connection: Connection, story: str) -> _Members:
    query = (
        select(reports.c.id, reports.c.version)
        .join(membership, membership.c.report == reports.c.id)
        .where(membership.c.story == story)
        .order_by(reports.c.id)
    )
    found = [(row.id, row.version) for row in connection.execute(query)]
    if not found:
        raise no_such_story(story)
    if len(found) == 1 and found[0][1] == 1:
        raise RashomonError(
            "R506", f"{story}: the story holds one report, {found[0][0]}: nothing to compare yet."
        )
    return found


def _said(connection: Connection, members: _Members) -> list[Kept]:
    """Gives the judgements that the comparison of these reports obeys."""
    return in_force_on(connection, [report for report, _ in members])


def _state(members: _Members, said: Sequence[Kept]) -> str:
    """Gives a hash of what a comparison rests on: the reports' versions, models and judgements."""
    rests_on = (members, models_fingerprint(), [kept.id for kept in said])
    return hashlib.sha256(repr(rests_on).encode()).hexdigest()


def _readings(connection: Connection, members: _Members) -> tuple[list[Reading], list[Report]]:
    """Gives the readings that are kept, and the reports that have none by these models."""
    query = select(readings.c.report, readings.c.version, readings.c.data).where(
        readings.c.report.in_([report for report, _ in members]),
        readings.c.models == models_fingerprint(),
    )
    kept = {(row.report, row.version): row.data for row in connection.execute(query)}
    known = [unpack(kept[member], Reading) for member in members if member in kept]
    unread = [report_of_version(connection, *member) for member in members if member not in kept]
    return known, unread


def _keep(connection: Connection, story: str, state: str, found: Comparison) -> None:
    drop_comparison(connection, story)
    now = moment(datetime.now(UTC))
    connection.execute(
        insert(comparisons).values(story=story, state=state, at=now, data=pack_comparison(found))
    )
    keep_figures(connection, story, found, at=now)
    lines = [
        {
            "story": story,
            "id": claim.id,
            "gist": claim.gist,
            "standing": claim.shown,
            "origins": len(claim.origins),
            "reports": json.dumps(sorted({passage.report for passage in claim.passages})),
            "confidence": claim.confidence,
        }
        for claim in found.claims
    ]
    if lines:
        connection.execute(insert(claims), lines)
        connection.execute(
            insert(passages),
            [
                {"kind": "claim", "story": story, "item": line["id"], "text": line["gist"]}
                for line in lines
            ],
        )
