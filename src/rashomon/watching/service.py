"""The watch itself: asks what is due, keeps what it brings, and says what happened.

One thread reads and writes; others fetch. What is remembered of a feed is kept only after all
that the feed named is, so that a watch that ends at any moment goes on where it was.
"""

from __future__ import annotations

import hashlib
import queue
import random
from collections.abc import Callable, Generator, Iterator, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from msgspec.structs import replace

from rashomon.errors import IntakeError, RashomonError
from rashomon.intake.article import Article
from rashomon.intake.fetching import Clock, Fetched, NotModified, RefusalError
from rashomon.library.adding import Added, add
from rashomon.library.desk import Desk
from rashomon.library.opening import Library
from rashomon.library.packing import moment
from rashomon.reading.reading import Reading
from rashomon.report import Report, fingerprint
from rashomon.watching import keeping
from rashomon.watching.asking import Answered, Asking, Fetch
from rashomon.watching.clock import Jitter, SteadyClock
from rashomon.watching.deciding import (
    State,
    Turn,
    address_of,
    after_article_failure,
    after_feed,
    after_feed_failure,
    after_same,
    after_text,
    due,
    host_of,
    is_gone,
    listed,
    validators_of,
)
from rashomon.watching.events import Event, What
from rashomon.watching.items import feed_of
from rashomon.watching.pages import Held, report_of_page, report_of_text
from rashomon.watching.schedule import LONGEST, NOBODY_THERE, Pace
from rashomon.watching.state import ArticleState, FeedState, set_right

Read = Callable[[Report], Reading]
"""Reads a report. Raises RashomonError where it can't be read."""

_Result = TypeVar("_Result")

# The library may be there again later: another process writes, no connection, no space.
_WAITED_OUT = frozenset({"R502", "R503", "R507"})
_LONGEST_PAUSE = 60.0
_BUSY = "R160"
_BROKEN = "R9"


class _Ended(Exception):  # noqa: N818 - not an error
    """The watch is to end."""


class Watch:
    """Follows feeds and adds what is new or changed to a library."""

    def __init__(
        self,
        library: Library,
        feeds: Sequence[str],
        *,
        fetch: Fetch,
        read: Read,
        pace: Pace = Pace(),  # noqa: B008 - frozen
        clock: Clock = Clock(),  # noqa: B008 - frozen
        jitter: Jitter = random.random,
    ) -> None:
        """`feeds` are their addresses. `jitter` gives numbers from 0 to 1 that spread turns."""
        self._library = library
        self._feeds = tuple(dict.fromkeys(feeds))
        self._read = read
        self._pace = pace
        self._clock = SteadyClock(clock)
        self._jitter = jitter
        self._desk = Desk()
        self._asking = Asking(fetch)
        self._states: dict[str, State] = {}
        self._hosts: dict[str, str] = {}  # of the states, by the same keys
        self._asked: dict[str, str] = {}  # the hosts that are being asked, by key
        self._held: dict[str, datetime] = {}
        self._bell: queue.SimpleQueue[None] = queue.SimpleQueue()
        self._ending = False

    def end(self) -> None:
        """Lets `run` end after what it is about to keep. May be called by a signal handler."""
        self._ending = True
        self._bell.put(None)
        self._asking.wake()

    def run(self, *, once: bool = False) -> Iterator[Event]:
        """Gives what happens, as it happens, until `end` is called.

        With `once` each feed is asked now, and it ends when nothing further is due. A library
        that can't be written is waited for. Raises RashomonError R5xx where it is damaged, R9xx
        where the installation is broken.
        """
        try:
            yield from self._patiently(self._restore)
            if once:
                self._all_due()
            while not self._ending:
                now = self._clock.now()
                self._ask(now)
                if once and not self._asked:
                    return
                answered = self._asking.take(self._seconds_left(now))
                if answered is not None and not self._ending:
                    yield from self._take(answered)
        except _Ended:
            return
        finally:
            self._asking.close()

    def _restore(self) -> None:
        """Takes up the states that the library remembers.

        What a clock that was set back has moved is kept so: each start would move it again.
        """
        now = self._clock.now()
        with self._library.reading() as connection:
            known = keeping.feed_states(connection, self._feeds)
            planned = keeping.planned_articles(connection, self._feeds)
        feeds = {address: set_right(state, now) for address, state in known.items()}
        articles = [set_right(state, now) for state in planned]
        if feeds != known or articles != planned:
            with self._library.writing() as connection:
                keeping.keep_articles(connection, articles)
                for feed in feeds.values():
                    keeping.keep_feed(connection, feed)
        for address in self._feeds:
            self._put(feeds.get(address) or FeedState(address=address, asked=address, next=now))
        for article in articles:
            self._put(article)

    def _all_due(self) -> None:
        now = self._clock.now()
        for state in list(self._states.values()):
            # A host that wants to be left alone is, also by who looks but once.
            busy = state.trouble is not None and state.trouble.code == _BUSY
            if isinstance(state, FeedState) and not busy:
                self._put(replace(state, next=min(state.next, now)))

    def _put(self, state: State) -> None:
        """Holds a state where a further look is planned."""
        key = _key(state)
        if state.next is None or not address_of(state):
            self._states.pop(key, None)
            self._hosts.pop(key, None)
        else:
            self._states[key] = state
            self._hosts[key] = host_of(state)

    def _ask(self, now: datetime) -> None:
        waiting = (state for key, state in self._states.items() if key not in self._asked)
        for state in due(waiting, now, asked=self._asked.values(), held=self._held):
            self._asked[_key(state)] = host_of(state)
            validators = validators_of(state, now, self._pace)
            self._asking.put(_key(state), address_of(state), validators)

    def _seconds_left(self, now: datetime) -> float | None:
        """Gives how long there is nothing to ask for; None for ever."""
        busy = set(self._asked.values())
        turns = [
            max(state.next, self._held.get(host, state.next))
            for key, state in self._states.items()
            if state.next is not None and (host := self._hosts[key]) not in busy
        ]
        return max(0.0, (min(turns) - now).total_seconds()) if turns else None

    def _take(self, answered: Answered) -> Iterator[Event]:
        state = self._states[answered.key]
        del self._asked[answered.key]
        outcome = answered.outcome
        if isinstance(state, FeedState):
            yield from self._take_feed(state, outcome)
        else:
            yield from self._take_article(state, outcome)

    # Feeds ------------------------------------------------------------------------------------

    def _take_feed(
        self, state: FeedState, outcome: Fetched | NotModified | IntakeError
    ) -> Iterator[Event]:
        turn = self._turn()
        try:
            if isinstance(outcome, IntakeError):
                raise outcome
            fresh = after_feed(state, outcome, turn)
            if isinstance(outcome, Fetched):
                fresh = yield from self._take_items(fresh, outcome)
        except IntakeError as error:
            fresh = after_feed_failure(state, error, turn)
            self._hold(fresh, error)
            yield self._failed(fresh, error)
        yield from self._keep_feed(fresh, [])
        if fresh.asked != state.asked:
            yield self._event("moved", feed=state.address, address=fresh.asked)

    def _take_items(self, state: FeedState, page: Fetched) -> Generator[Event, None, FeedState]:
        """Keeps what a feed carries, and plans looks at what it names."""
        sha256 = hashlib.sha256(page.body).hexdigest()
        if sha256 == state.sha256:
            return state
        feed = feed_of(page)
        keys = [item.key for item in feed.items]
        known = yield from self._patiently(lambda: self._known(keys))
        now = self._clock.now()
        found = listed(feed, state.address, known, now, followed=self._feeds)
        for error in found.failed:
            yield self._event("failed", feed=state.address, code=error.code, message=error.message)
        for article, text in found.texts:
            if self._ending:  # the feed is read again at the next start
                raise _Ended
            fresh = yield from self._take_text(article, text, page)
            yield from self._keep_article(fresh)
        fresh_feed = replace(state, title=feed.title or state.title, sha256=sha256)
        yield from self._keep_feed(fresh_feed, found.states)
        return fresh_feed

    def _known(self, keys: Sequence[str]) -> dict[str, ArticleState]:
        now = self._clock.now()
        with self._library.reading() as connection:
            known = keeping.known_articles(connection, keys)
        return {key: set_right(state, now) for key, state in known.items()}

    def _keep_feed(
        self, state: FeedState, articles: Sequence[ArticleState]
    ) -> Generator[Event, None, None]:
        """Keeps a feed's state and those of its articles, all or none."""

        def write() -> None:
            with self._library.writing() as connection:
                keeping.keep_articles(connection, articles)
                keeping.keep_feed(connection, state)

        yield from self._patiently(write)
        self._put(state)
        for article in articles:
            self._put(article)

    # Articles ---------------------------------------------------------------------------------

    def _take_article(
        self, state: ArticleState, outcome: Fetched | NotModified | IntakeError
    ) -> Iterator[Event]:
        turn = self._turn()
        try:
            if isinstance(outcome, IntakeError):
                raise outcome
            if isinstance(outcome, NotModified):
                fresh = after_same(state, turn)
            else:
                held = report_of_page(outcome, state.told)
                fresh = yield from self._take_report(state, held)
                fresh = replace(fresh, validators=outcome.validators)
            if state.gone:
                yield self._event("back", **_named(state))
        except IntakeError as error:
            fresh = after_article_failure(state, error, turn)
            self._hold(fresh, error)
            what: What = "gone" if is_gone(error) and fresh.gone and not state.gone else "failed"
            yield self._failed(fresh, error, what=what)
        yield from self._keep_article(fresh)

    def _take_text(
        self, state: ArticleState, text: Article, page: Fetched
    ) -> Generator[Event, None, ArticleState]:
        """Adds a text that a feed carries."""
        try:
            return (yield from self._take_report(state, report_of_text(text, page)))
        except IntakeError as error:
            fresh = after_article_failure(state, error, self._turn())
            yield self._failed(fresh, error)
            return fresh

    def _take_report(self, state: ArticleState, held: Held) -> Generator[Event, None, ArticleState]:
        """Reads and adds a report. Raises IntakeError where it can't be read."""
        report = held.report
        shown = fingerprint(f"{report.title or ''}\n{report.text}")
        if shown == state.sha256:
            return after_same(state, self._turn())
        try:
            reading = self._read(report)
        except IntakeError:
            raise
        except RashomonError as error:
            if error.code.startswith(_BROKEN):
                raise
            raise IntakeError(error.code, error.message) from None
        reading = replace(reading, notes=(*held.notes, *reading.notes))
        added = yield from self._patiently(lambda: self._add(reading))
        if added.what != "known":
            yield self._event(
                added.what,
                feed=state.feed,
                address=report.url or state.address,
                report=added.id,
                version=added.version,
                story=added.story,
                outlet=added.outlet,
                title=added.title,
            )
        return after_text(state, self._turn(), report=added.id, sha256=shown)

    def _add(self, reading: Reading) -> Added:
        (added,) = add(self._library, [reading], desk=self._desk)
        return added

    def _keep_article(self, state: ArticleState) -> Generator[Event, None, None]:
        def write() -> None:
            with self._library.writing() as connection:
                keeping.keep_articles(connection, [state])

        yield from self._patiently(write)
        self._put(state)

    def _hold(self, state: State, error: IntakeError) -> None:
        """Leaves a host alone that wants it so, or can't be reached, whatever is due there."""
        if isinstance(error, RefusalError) and error.wait is not None:
            wait = timedelta(seconds=min(error.wait, LONGEST))
            self._held[host_of(state)] = self._clock.now() + wait
        elif error.code in NOBODY_THERE and state.next is not None:
            self._held[host_of(state)] = state.next

    # What both need ---------------------------------------------------------------------------

    def _patiently(self, act: Callable[[], _Result]) -> Generator[Event, None, _Result]:
        """Gives what `act` gives, as soon as the library can be used. Raises _Ended."""
        pause = 1.0
        while True:
            try:
                return act()
            except RashomonError as error:
                if error.code not in _WAITED_OUT:
                    raise
                yield self._event("waiting", code=error.code, message=error.message)
            try:
                self._bell.get(timeout=pause)
            except queue.Empty:
                pause = min(2 * pause, _LONGEST_PAUSE)
            if self._ending:
                raise _Ended

    def _turn(self) -> Turn:
        return Turn(now=self._clock.now(), pace=self._pace, jitter=self._jitter())

    def _failed(self, state: State, error: IntakeError, *, what: What = "failed") -> Event:
        return self._event(
            what,
            **_named(state),
            code=error.code,
            message=error.message,
            next=moment(state.next) if state.next else None,
        )

    def _event(self, what: What, **told: str | int | None) -> Event:
        return Event(at=moment(self._clock.now()), what=what, **told)  # type: ignore[arg-type]


def _key(state: State) -> str:
    """Gives the key by which a state is held; no article's key is an address of a feed."""
    return state.address if isinstance(state, FeedState) else state.key


def _named(state: State) -> dict[str, str | None]:
    if isinstance(state, FeedState):
        return {"feed": state.address}
    return {
        "feed": state.feed,
        "address": state.address,
        "report": state.report,
        "title": state.told.title,
    }
