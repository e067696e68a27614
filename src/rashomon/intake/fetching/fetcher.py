"""Fetches pages: one address in, bytes and what the server says of them out."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Sequence
from urllib.parse import urljoin

import httpcore2
from msgspec.structs import replace

from rashomon.errors import IntakeError
from rashomon.intake.fetching.agent import user_agent
from rashomon.intake.fetching.answers import (
    Answer,
    Fetched,
    NotModified,
    Validators,
    conditions,
    edtf_time,
    fetched,
    header_values,
    seconds_to_wait,
)
from rashomon.intake.fetching.bodies import ENCODINGS, read_body
from rashomon.intake.fetching.connecting import CheckedNetwork, Resolver, system_resolver
from rashomon.intake.fetching.limits import Clock, Deadline, Limits
from rashomon.intake.fetching.pacing import Pacing
from rashomon.intake.fetching.private import AllowedPrivate
from rashomon.intake.fetching.refusals import busy, no_page
from rashomon.intake.fetching.targets import Target, target_of

Permission = Callable[[str], float]
"""Gives the seconds to leave before the next request to the same host, 0 for no wish.

Raises IntakeError where the address may not be asked. It is called for each hop.
"""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})
_BUSY = frozenset({429, 503})
_GIVEN = frozenset({200, 203})
_UNCHANGED = 304
_FIRST_WAIT = 2.0  # seconds after a busy answer that names no time; doubled each try
_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,application/json;q=0.9,*/*;q=0.8"


class Fetcher:
    """Fetches addresses within limits, each hop checked. Keeps pacing only; no cookies, no cache.

    The environment's proxies are not used: behind one, nobody could check where it connects to.
    Threads may share one: they wait for each other's turns at a host.
    """

    def __init__(
        self,
        *,
        limits: Limits = Limits(),  # noqa: B008 - frozen
        allowed: AllowedPrivate = AllowedPrivate(),  # noqa: B008 - frozen
        delay: float = 1.0,
        permission: Permission | None = None,
        resolver: Resolver = system_resolver,
        clock: Clock = Clock(),  # noqa: B008 - frozen
        trust: ssl.SSLContext | None = None,
    ) -> None:
        """`delay` is the least time in seconds between two requests to one host; a longer one
        that `permission` wishes goes before. `permission` is asked before each hop (robots.txt,
        for one). `trust` holds the certificates that are trusted, the system's where None.
        """
        self._limits = limits
        self._allowed = allowed
        self._permission = permission
        self._resolver = resolver
        self._clock = clock
        self._trust = trust
        self._pacing = Pacing(delay=delay, clock=clock)

    def fetch(self, address: str) -> Fetched:
        """Fetches a page. Raises IntakeError R150 to R162; see docs/fetching.md."""
        answer = self._patiently(address, [])
        if answer.status not in _GIVEN:
            raise no_page(answer.status)
        return fetched(answer, asked=address, now=self._clock.now())

    def fetch_again(self, address: str, known: Validators) -> Fetched | NotModified:
        """Fetches a page that may not have changed since its validators were given.

        Raises IntakeError as `fetch` does.
        """
        asking = conditions(known)
        answer = self._patiently(address, asking)
        if answer.status == _UNCHANGED and asking:
            when = edtf_time(self._clock.now())
            return NotModified(
                asked=address, address=answer.address, retrieved=when, moved=answer.moved
            )
        if answer.status not in _GIVEN:
            raise no_page(answer.status)
        return fetched(answer, asked=address, now=self._clock.now())

    def ask(self, address: str, headers: Sequence[tuple[str, str]] = ()) -> Answer:
        """Asks once, follows redirects and gives the answer, whatever its status.

        Raises IntakeError for everything that is no answer.
        """
        deadline = Deadline(at=self._clock.monotonic() + self._limits.total, clock=self._clock)
        seen: set[str] = set()
        target = target_of(address)
        moved: str | None = None
        for_good = True
        while True:
            if target.address in seen or len(seen) > self._limits.redirects:
                raise IntakeError("R156", f"{len(seen)} redirects lead nowhere; check the address")
            seen.add(target.address)
            deadline = self._turn(target, deadline)
            answer = self._hop(target, headers, deadline)
            where = answer.headers.get("location")
            if answer.status not in _REDIRECTS:
                return replace(answer, moved=moved)
            if not where:
                raise IntakeError("R156", "the server redirects, but says not where to")
            target = _redirected(target, where)
            for_good = for_good and answer.status in _FOR_GOOD
            moved = target.address if for_good else moved

    def _turn(self, target: Target, deadline: Deadline) -> Deadline:
        """Waits until a target may be asked; gives the deadline without the time waited."""
        before = self._clock.monotonic()
        wish = 0.0 if self._permission is None else self._permission(target.address)
        self._pacing.wait(target.host, longest=self._limits.longest_wait)
        self._pacing.hold(target.host, wish)
        waited = self._clock.monotonic() - before
        return Deadline(at=deadline.at + waited, clock=self._clock)

    def _patiently(self, address: str, headers: Sequence[tuple[str, str]]) -> Answer:
        """Asks until the server is not busy, as often and as long as the limits allow."""
        for number in range(1, self._limits.tries + 1):
            answer = self.ask(address, headers)
            if answer.status not in _BUSY:
                break
            host = target_of(answer.address).host
            asked = seconds_to_wait(answer.headers.get("retry-after", ""), now=self._clock.now())
            seconds = _FIRST_WAIT * 2 ** (number - 1) if asked is None else asked
            self._pacing.hold(host, seconds)
            if number == self._limits.tries or seconds > self._limits.longest_wait:
                raise busy(host, seconds)
        return answer

    def _hop(
        self, target: Target, headers: Sequence[tuple[str, str]], deadline: Deadline
    ) -> Answer:
        network = CheckedNetwork(
            resolver=self._resolver,
            allowed=self._allowed,
            deadline=deadline,
            read=self._limits.read,
        )
        request_headers = [
            ("Host", target.site.partition("://")[2]),
            ("User-Agent", user_agent()),
            ("Accept", _ACCEPT),
            ("Accept-Encoding", ENCODINGS),
            ("Accept-Language", "en, *;q=0.5"),
            ("Connection", "close"),
            *headers,
        ]
        limits = self._limits
        timeouts = {"connect": limits.connect, "read": limits.read, "write": limits.read}
        url = httpcore2.URL(
            scheme=target.scheme.encode(),
            host=target.host.encode(),
            port=target.port,
            target=target.path.encode(),
        )
        try:
            with (
                httpcore2.ConnectionPool(
                    ssl_context=self._trust, network_backend=network
                ) as connections,
                connections.stream(
                    "GET", url, headers=request_headers, extensions={"timeout": timeouts}
                ) as response,
            ):
                values = header_values(response.headers)
                wanted = response.status not in _REDIRECTS
                body = b""
                if wanted:
                    body = read_body(
                        response.iter_stream(),
                        encoding=values.get("content-encoding", ""),
                        largest=limits.largest,
                    )
        except (httpcore2.TimeoutException, httpcore2.NetworkError) as error:
            raise _network_error(target, error) from None
        except httpcore2.ProtocolError:
            raise IntakeError(
                "R159", f"the answer of {target.host} is broken; try again later"
            ) from None
        return Answer(address=target.address, status=response.status, headers=values, body=body)


def _redirected(target: Target, where: str) -> Target:
    try:
        return target_of(urljoin(target.address, where))
    except ValueError:
        raise IntakeError("R156", "the server redirects to what is no address") from None


def _network_error(target: Target, error: Exception) -> IntakeError:
    if isinstance(error, httpcore2.TimeoutException):
        return IntakeError("R154", f"{target.host} takes too long to answer; try again later")
    reason: BaseException | None = error
    while reason is not None and not isinstance(reason, ssl.SSLError):
        reason = reason.__cause__ or reason.__context__
    if isinstance(reason, ssl.SSLError):
        why = getattr(reason, "verify_message", "") or reason.reason or "no secure connection"
        return IntakeError("R157", f"{target.host} can't prove who it is ({why}); not read")
    if isinstance(error, httpcore2.ConnectError):
        return IntakeError("R153", f"{target.host} can't be reached; check the address")
    return IntakeError("R159", f"{target.host} broke off its answer; try again later")
