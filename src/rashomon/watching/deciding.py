"""What a look at a feed or an article makes of its state. Pure: nothing is asked or kept here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import msgspec
from msgspec.structs import replace

from rashomon.errors import IntakeError
from rashomon.intake.article import Article
from rashomon.intake.fetching import Fetched, NotModified, RefusalError, Validators
from rashomon.watching.items import Feed, Item
from rashomon.watching.pages import FRONT_PAGE
from rashomon.watching.schedule import (
    LOOKS,
    Pace,
    after_failure,
    is_passing,
    next_look,
    next_turn,
)
from rashomon.watching.state import ArticleState, FeedState, Trouble

_NOT_THERE = frozenset({404, 410})
_NEVER_HAD = 10 * LOOKS[-1]  # for so long an article is asked for that was never had
_DISTRUST = 96  # an article unchanged for so long is asked for as if it were not known

State = FeedState | ArticleState


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """When a look was taken, how often to look, and where in the spread of turns (0 to 1)."""

    now: datetime
    pace: Pace
    jitter: float


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """What a feed's items come to: states to be kept, texts to be added, and what failed."""

    states: tuple[ArticleState, ...]
    texts: tuple[tuple[ArticleState, Article], ...]
    failed: tuple[IntakeError, ...]


def due(
    states: Iterable[State],
    now: datetime,
    *,
    asked: Iterable[str],
    held: Mapping[str, datetime],
) -> list[State]:
    """Gives what to ask for now, the longest due first: one page of each host.

    `asked` are the hosts that are being asked already, `held` those that want to be left alone,
    and until when.
    """
    taken = {*asked, *(host for host, until in held.items() if until > now)}
    found = []
    waiting = [state for state in states if state.next is not None and state.next <= now]
    for state in sorted(waiting, key=_turn_of):
        host = host_of(state)
        if host not in taken:
            taken.add(host)
            found.append(state)
    return found


def _turn_of(state: State) -> tuple[str, str]:
    next_one = state.next.isoformat() if state.next else "~"
    return next_one, address_of(state)


def address_of(state: State) -> str:
    """Gives where a feed or an article is asked for; "" where its text is in the feed."""
    return state.asked if isinstance(state, FeedState) else state.address or ""


def validators_of(state: State, now: datetime, pace: Pace) -> Validators:
    """Gives what to ask by whether a page has changed; nothing where that was believed for long.

    Some servers give one mark to all that they ever send: once a day they are not believed.
    """
    if isinstance(state, FeedState):
        known = state.fetched is not None and now - state.fetched < timedelta(days=1)
    else:
        known = now - state.changed < timedelta(seconds=pace.every * _DISTRUST)
    return state.validators if known else Validators()


def host_of(state: State) -> str:
    """Gives the host that is asked."""
    try:
        return urlsplit(address_of(state)).hostname or ""
    except ValueError:
        return ""


def after_feed(state: FeedState, answer: Fetched | NotModified, turn: Turn) -> FeedState:
    """Gives a feed's state after it has answered as a feed does.

    Where it moved for good, it is asked there from now on.
    """
    fresh = replace(
        state,
        asked=answer.moved or state.asked,
        looked=turn.now,
        next=next_turn(turn.now, turn.pace, turn.jitter),
        trouble=None,
    )
    if isinstance(answer, NotModified):
        return fresh
    return replace(fresh, validators=answer.validators, fetched=turn.now)


def after_feed_failure(state: FeedState, error: IntakeError, turn: Turn) -> FeedState:
    """Gives a feed's state after a look that failed."""
    trouble = _more_trouble(state.trouble, error)
    again = after_failure(turn.now, turn.pace, error, times=trouble.times, jitter=turn.jitter)
    return replace(state, looked=turn.now, next=again, trouble=trouble)


def listed(
    feed: Feed,
    address: str,
    known: Mapping[str, ArticleState],
    now: datetime,
    *,
    followed: Collection[str],
) -> Listed:
    """Says what is to be done with the items of a feed, `known` being the states by key.

    A new article is looked at now, and so is a known one of which its feed says something new. Of
    several feeds that are `followed` the first one that named an article speaks for it. An
    article's text is taken from where it was taken first, from its page or from the feed: to
    take it from both would make versions of what never changed.
    """
    states: list[ArticleState] = []
    texts: list[tuple[ArticleState, Article]] = []
    failed: list[IntakeError] = []
    for item in feed.items:
        state = known.get(item.key) or _new(item, address, now)
        is_theirs = state.feed != address and state.feed in followed
        if is_theirs or (item.key in known and _says_the_same(item, address, state)):
            continue
        state = replace(state, feed=address, said=item.said, told=item.told)
        if state.address is not None:
            states.append(replace(state, next=now))
        elif item.article is not None:
            texts.append((state, item.article))
        elif item.error is not None:
            failed.append(item.error)
            states.append(replace(state, trouble=_more_trouble(None, item.error), looked=now))
        else:
            states.append(state)
    return Listed(states=tuple(states), texts=tuple(texts), failed=tuple(failed))


def _new(item: Item, feed: str, now: datetime) -> ArticleState:
    return ArticleState(
        key=item.key,
        feed=feed,
        said=item.said,
        changed=now,
        address=None if item.article else item.address,
    )


def _says_the_same(item: Item, feed: str, state: ArticleState) -> bool:
    return state.feed == feed and state.said == item.said


def after_text(state: ArticleState, turn: Turn, *, report: str, sha256: str) -> ArticleState:
    """Gives an article's state after its text was added to the library, or found there."""
    changed = state.changed if state.sha256 in (None, sha256) else turn.now
    fresh = replace(state, report=report, sha256=sha256, changed=changed)
    return after_same(fresh, turn)


def after_same(state: ArticleState, turn: Turn) -> ArticleState:
    """Gives an article's state after a look at what had not changed."""
    again = None
    if state.address is not None:
        again = next_look(state.changed, turn.now, turn.pace, turn.jitter)
    return replace(state, looked=turn.now, next=again, gone=None, trouble=None)


def after_article_failure(state: ArticleState, error: IntakeError, turn: Turn) -> ArticleState:
    """Gives an article's state after a look that failed.

    What may be over soon is tried again soon, for a month where the article was never had;
    anything else waits for the next planned look.
    """
    trouble = _more_trouble(state.trouble, error)
    again = None
    if state.address is not None:
        units = LOOKS[-1] if state.report else _NEVER_HAD
        oldest = timedelta(seconds=turn.pace.every * units)
        if trouble.passing and turn.now - state.changed < oldest:
            again = after_failure(
                turn.now, turn.pace, error, times=trouble.times, jitter=turn.jitter
            )
        else:
            again = next_look(state.changed, turn.now, turn.pace, turn.jitter)
    gone = state.gone or turn.now if is_gone(error) and state.report else state.gone
    return replace(state, looked=turn.now, next=again, gone=gone, trouble=trouble)


def is_gone(error: IntakeError) -> bool:
    """Says whether a page is not there any more."""
    return error.code == FRONT_PAGE or (
        isinstance(error, RefusalError) and error.status in _NOT_THERE
    )


def _more_trouble(trouble: Trouble | None, error: IntakeError) -> Trouble:
    times = trouble.times + 1 if trouble else 1
    return Trouble(times=times, code=error.code, message=error.message, passing=is_passing(error))
