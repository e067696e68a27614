"""What is remembered of feeds and of the articles that they name, between two looks.

Times are moments in UTC, spans of time are seconds. Frozen: a look gives a new state.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TypeVar

import msgspec

from rashomon.intake.fetching import Validators


class Trouble(msgspec.Struct, frozen=True, kw_only=True):
    """Why the last looks failed: how many in a row, and the code and message of the last.

    `passing` says that it may be over soon: a lost network, a busy or a failing server.
    """

    times: int
    code: str
    message: str
    passing: bool = False


class FeedState(msgspec.Struct, frozen=True, kw_only=True):
    """A feed. `address` is as the user named it, `asked` where it has moved to for good.

    `next` is when to ask again, `looked` when that was done last, `fetched` when it last gave more
    than word that nothing changed. `sha256` is that of the bytes that were read last: servers
    that know no validators send them again and again.
    """

    address: str
    asked: str
    next: datetime
    looked: datetime | None = None
    fetched: datetime | None = None
    title: str | None = None
    validators: Validators = Validators()
    sha256: str | None = None
    trouble: Trouble | None = None


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What a feed says of an article; the page counts where it says the same of itself."""

    outlet: str | None = None
    title: str | None = None
    published: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    guid: str | None = None


class ArticleState(msgspec.Struct, frozen=True, kw_only=True):
    """An article that a feed names. `key` is the same for all ways to write its address.

    `address` is that of its page; None where its text is taken from the feed itself. `said` is a
    hash of what the feed says of it. `changed` is when it was first seen, or changed last: from
    then on the looks become rarer. `next` is None where no further look is planned. `report` is
    its id in the library, `sha256` that of the headline and text which were added last. `gone` is
    since when its page is not there any more.
    """

    key: str
    feed: str
    said: str
    changed: datetime
    address: str | None = None
    told: Told = Told()
    next: datetime | None = None
    looked: datetime | None = None
    validators: Validators = Validators()
    report: str | None = None
    sha256: str | None = None
    gone: datetime | None = None
    trouble: Trouble | None = None


_State = TypeVar("_State", FeedState, ArticleState)


def set_right(state: _State, now: datetime) -> _State:
    """Gives a state whose times are not after `now`, as after a clock that was set back.

    All its times are moved by the same span, so that what was to come in an hour still is.
    """
    if state.looked is None or state.looked <= now:
        return state
    return _moved(state, now - state.looked)


def _moved(state: _State, by: timedelta) -> _State:
    moved = {
        name: value + by
        for name in state.__struct_fields__
        if isinstance(value := getattr(state, name), datetime)
    }
    return msgspec.structs.replace(state, **moved)
