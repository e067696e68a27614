"""The states of feeds and articles in the library's tables `feeds` and `watched`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, RowMapping, Table, delete, insert, select

from rashomon.intake.fetching import Validators
from rashomon.library.parts import in_parts
from rashomon.library.tables import feeds, watched
from rashomon.watching.state import ArticleState, FeedState, Told, Trouble


def feed_states(connection: Connection, addresses: Iterable[str]) -> dict[str, FeedState]:
    """Gives the states of those feeds that are known, by address."""
    return {
        row["address"]: FeedState(
            address=row["address"],
            asked=row["asked"],
            title=row["title"],
            next=_from_text(row["next"]),
            looked=_time(row["looked"]),
            fetched=_time(row["fetched"]),
            sha256=row["sha256"],
            **_shared(row),
        )
        for row in _rows(connection, feeds, "address", addresses)
    }


def planned_articles(connection: Connection, addresses: Iterable[str]) -> list[ArticleState]:
    """Gives the articles of some feeds at which a further look is planned."""
    found = _rows(connection, watched, "feed", addresses)
    return [_article(row) for row in found if row["next"] is not None]


def known_articles(connection: Connection, keys: Iterable[str]) -> dict[str, ArticleState]:
    """Gives the states of those articles that are known, by key."""
    return {row["key"]: _article(row) for row in _rows(connection, watched, "key", keys)}


def keep_feed(connection: Connection, state: FeedState) -> None:
    """Keeps a feed's state in place of the one before."""
    line = {
        "address": state.address,
        "asked": state.asked,
        "title": state.title,
        "next": _text(state.next),
        "looked": _text(state.looked),
        "fetched": _text(state.fetched),
        "sha256": state.sha256,
        **_shared_columns(state),
    }
    connection.execute(delete(feeds).where(feeds.c.address == state.address))
    connection.execute(insert(feeds).values(line))


def keep_articles(connection: Connection, states: Sequence[ArticleState]) -> None:
    """Keeps the states of articles in place of those before."""
    lines = {
        state.key: {
            "key": state.key,
            "feed": state.feed,
            "address": state.address,
            "said": state.said,
            "told": msgspec.json.encode(state.told).decode(),
            "next": _text(state.next),
            "looked": _text(state.looked),
            "changed": _text(state.changed),
            "report": state.report,
            "sha256": state.sha256,
            "gone": _text(state.gone),
            **_shared_columns(state),
        }
        for state in states
    }
    for keys in in_parts(lines):
        connection.execute(delete(watched).where(watched.c.key.in_(keys)))
    if lines:
        connection.execute(insert(watched), list(lines.values()))


def _article(row: RowMapping) -> ArticleState:
    return ArticleState(
        key=row["key"],
        feed=row["feed"],
        address=row["address"],
        said=row["said"],
        told=msgspec.json.decode(row["told"], type=Told),
        next=_time(row["next"]),
        looked=_time(row["looked"]),
        changed=_from_text(row["changed"]),
        report=row["report"],
        sha256=row["sha256"],
        gone=_time(row["gone"]),
        **_shared(row),
    )


def _shared(row: RowMapping) -> dict[str, Any]:
    """Gives what both kinds of state have, from their columns."""
    trouble = None
    if row["failures"]:
        trouble = Trouble(
            times=row["failures"],
            code=row["code"] or "",
            message=row["message"] or "",
            passing=row["passing"],
        )
    validators = Validators(etag=row["etag"], last_modified=row["last_modified"])
    return {"validators": validators, "trouble": trouble}


def _shared_columns(state: FeedState | ArticleState) -> dict[str, Any]:
    trouble = state.trouble
    return {
        "etag": state.validators.etag,
        "last_modified": state.validators.last_modified,
        "failures": trouble.times if trouble else 0,
        "code": trouble.code if trouble else None,
        "message": trouble.message if trouble else None,
        "passing": trouble.passing if trouble else False,
    }


def _rows(
    connection: Connection, table: Table, column: str, values: Iterable[str]
) -> list[RowMapping]:
    found: list[RowMapping] = []
    for part in in_parts(values):
        query = select(table).where(table.c[column].in_(part))
        found += connection.execute(query).mappings()
    return found


def _text(time: datetime | None) -> str | None:
    """Gives a time in UTC to the microsecond: of equal length, so that text sorts as times do."""
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ") if time else None


def _time(text: str | None) -> datetime | None:
    return _from_text(text) if text else None


def _from_text(text: str) -> datetime:
    return datetime.fromisoformat(text)
