"""Search: the words by the database's own index, the meaning by vectors, the two ranks fused.

Full text is FTS5 (BM25) on SQLite and tsvector on PostgreSQL. Reports are also ranked by the
cosine of the query with their beginning. The two lists are one by reciprocal rank fusion
(Cormack, Clarke and Buettcher 2009).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Literal

import msgspec
import numpy as np
from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    Text,
    and_,
    column,
    exists,
    func,
    or_,
    select,
    table,
    text,
)

from rashomon.comparing.comparison import Shown
from rashomon.comparing.vectors import word_spans
from rashomon.library.opening import Library
from rashomon.library.tables import claims, membership, passages, reports, sketches, statements
from rashomon.sorting.sketches import vector_of

Kind = Literal["report", "statement", "claim"]

_RANKED = 200  # of each list, before they are one
_NEAR = 0.35  # cosine below which a report is not about what was asked
_FUSION = 60  # the constant of the paper
_SHOWN = 240  # characters of a report's beginning

_OF_STATEMENT = and_(
    passages.c.kind == "statement",
    statements.c.report == passages.c.report,
    statements.c.id == passages.c.item,
)
_OF_CLAIM = and_(
    passages.c.kind == "claim",
    claims.c.story == passages.c.story,
    claims.c.id == passages.c.item,
)


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What is looked for; each field but `words` narrows the search.

    `since` and `until` are dates (2016-12-31, or less of it), the ends included. `speaker` is a
    part of a name and finds statements alone, `standing` finds claims alone; `outlet` keeps
    reports, their statements, and claims of a story in which the outlet has a report.
    """

    words: str
    outlet: str | None = None
    speaker: str | None = None
    since: str | None = None
    until: str | None = None
    standing: Shown | None = None
    limit: int = 20


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One find, best first. `text` is the statement, the claim's gist, or how the report begins."""

    kind: Kind
    id: str
    story: str
    text: str
    report: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: str | None = None
    speaker: str | None = None
    standing: Shown | None = None


def search(library: Library, wanted: Wanted) -> list[Found]:
    """Gives reports, statements and claims that fit, at most `wanted.limit`, best first."""
    words = [wanted.words[span.start : span.end] for span in word_spans(wanted.words)]
    if not words:
        return []
    with library.reading() as connection:
        by_words = _by_words(connection, library.dialect, words, wanted)
        by_meaning = [] if wanted.speaker or wanted.standing else _by_meaning(connection, wanted)
        scores: dict[int, float] = defaultdict(float)
        for ranked in (by_words, by_meaning):
            for rank, passage in enumerate(ranked):
                scores[passage] += 1 / (_FUSION + rank)
        best = sorted(scores, key=lambda passage: (-scores[passage], passage))[: wanted.limit]
        return _shown(connection, best)


def _by_words(
    connection: Connection, dialect: str, words: Sequence[str], wanted: Wanted
) -> list[int]:
    """Gives passages that hold the words; those that hold only some where none holds all."""
    for glue in ("AND", "OR"):
        query = (_fts5 if dialect == "sqlite" else _tsvector)(words, glue)
        narrowed = query.where(*_filters(wanted)).limit(_RANKED)
        found = [row.id for row in connection.execute(narrowed)]
        if found:
            return found
    return []


def _fts5(words: Sequence[str], glue: str) -> Select[int]:
    index = table("passages_words", column("rowid", Integer), column("rank"))
    asked = f" {glue} ".join(f'"{word}"' for word in words)
    return (
        select(passages.c.id)
        .join(index, index.c.rowid == passages.c.id)
        .where(text("passages_words MATCH :asked").bindparams(asked=asked))
        .order_by(index.c.rank, passages.c.id)
    )


def _tsvector(words: Sequence[str], glue: str) -> Select[int]:
    asked = f" {'&' if glue == 'AND' else '|'} ".join(f"'{word}'" for word in words)
    query = func.to_tsquery("english", asked)
    indexed: ColumnElement[str] = column("words", Text)
    return (
        select(passages.c.id)
        .where(indexed.op("@@")(query))
        .order_by(func.ts_rank_cd(indexed, query).desc(), passages.c.id)
    )


def _filters(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.outlet or wanted.since or wanted.until:
        fits = and_(*_report_filters(wanted))
        in_story = and_(membership.c.story == passages.c.story, membership.c.report == reports.c.id)
        found.append(
            or_(
                exists().where(reports.c.id == passages.c.report, fits),
                exists().where(in_story, fits),
            )
        )
    if wanted.speaker:
        found.append(
            exists().where(
                _OF_STATEMENT,
                statements.c.speaker.icontains(wanted.speaker, autoescape=True),
            )
        )
    if wanted.standing:
        found.append(
            exists().where(
                _OF_CLAIM,
                claims.c.standing == wanted.standing,
            )
        )
    return found


def _report_filters(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.outlet:
        found.append(func.lower(reports.c.outlet) == wanted.outlet.lower())
    if wanted.since:
        found.append(reports.c.published >= wanted.since)
    if wanted.until:
        # The end of the time told is included: 2016-12 takes all of the month.
        found.append(func.substr(reports.c.published, 1, len(wanted.until)) <= wanted.until)
    return found


def _by_meaning(connection: Connection, wanted: Wanted) -> list[int]:
    """Gives the passages of reports whose beginning is near in meaning, the nearest first."""
    query = (
        select(passages.c.id, sketches.c.vector)
        .join(sketches, sketches.c.report == passages.c.report)
        .join(reports, reports.c.id == passages.c.report)
        .where(passages.c.kind == "report", *_report_filters(wanted))
        .order_by(passages.c.id)
    )
    found = connection.execute(query).all()
    if not found:
        return []
    vectors = np.frombuffer(b"".join(row.vector for row in found), dtype="<f4")
    near = vectors.reshape(len(found), -1) @ vector_of(wanted.words)
    order = np.argsort(-near, kind="stable")[:_RANKED]
    return [found[place].id for place in order.tolist() if near[place] >= _NEAR]


def _shown(connection: Connection, best: Sequence[int]) -> list[Found]:
    home = func.coalesce(passages.c.story, membership.c.story).label("story")
    query = (
        select(
            passages.c.id.label("passage"),
            passages.c.kind,
            passages.c.item,
            home,
            passages.c.text,
            passages.c.report,
            reports.c.outlet,
            reports.c.title,
            reports.c.published,
            statements.c.speaker,
            claims.c.standing,
        )
        .outerjoin(reports, reports.c.id == passages.c.report)
        .outerjoin(membership, membership.c.report == passages.c.report)
        .outerjoin(statements, _OF_STATEMENT)
        .outerjoin(claims, _OF_CLAIM)
        .where(passages.c.id.in_(best))
    )
    found = {row["passage"]: row for row in connection.execute(query).mappings()}
    return [
        Found(
            kind=row["kind"],
            id=row["item"],
            story=row["story"],
            text=row["text"][:_SHOWN] if row["kind"] == "report" else row["text"],
            report=row["report"],
            outlet=row["outlet"],
            title=row["title"],
            published=row["published"],
            speaker=row["speaker"],
            standing=row["standing"],
        )
        for row in (found[passage] for passage in best)
    ]
