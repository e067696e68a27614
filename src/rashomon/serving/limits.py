"""How much, how often and how slowly one client may ask."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rashomon.errors import RashomonError
from rashomon.serving.access.guard import SAFE
from rashomon.serving.problems import problem_of, problem_response
from rashomon.serving.settings import Limits

UPLOADS = ("/add", "/api/v1/reports")
"""Where larger bodies are taken."""

_CLIENTS = 10_000
_BURST = 4.0  # seconds of the rate that may come at once, for what is read
_WRITES_BURST = 30.0


class Buckets:
    """Token buckets: `rate` a minute in the long run for each client, `burst` seconds at once."""

    def __init__(
        self, rate: int, *, burst: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._rate = rate / 60
        self._most = max(self._rate * burst, 1.0)
        self._clock = clock
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, client: str) -> float:
        """Takes one; gives 0, or the seconds until the client may ask again."""
        now = self._clock()
        held, when = self._held.pop(client, (self._most, now))
        held = min(self._most, held + (now - when) * self._rate)
        taken = held >= 1.0
        self._held[client] = (held - 1.0 if taken else held, now)
        while len(self._held) > _CLIENTS:
            self._held.popitem(last=False)
        return 0.0 if taken else (1.0 - held) / self._rate


class Limited:
    """Refuses bodies that are too large or come too slowly, and requests that are too many."""

    def __init__(self, app: ASGIApp, *, limits: Limits) -> None:
        self._app = app
        self._limits = limits
        self._reads = Buckets(limits.requests, burst=_BURST)
        self._writes = Buckets(limits.writes, burst=_WRITES_BURST)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request, or refuses it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = self._limits.upload if scope["path"] in UPLOADS else self._limits.body
        refused = self._refusal(scope, most)
        if refused is not None:
            await refused(scope, receive, send)
            return
        seconds = self._limits.slowest_request
        await _Bounded(self._app, most=most, seconds=seconds)(scope, receive, send)

    def _refusal(self, scope: Scope, most: int) -> Response | None:
        """Gives the refusal of a request by its head, None where it is let pass."""
        client = (scope.get("client") or ("",))[0]
        buckets = self._reads if scope["method"] in SAFE else self._writes
        wait = buckets.wait(client)
        if wait:
            error = RashomonError("R626", "too many requests; wait a little")
            return problem_response(problem_of(error), {"Retry-After": str(int(wait) + 1)})
        headers = Headers(scope=scope)
        if "content-length" in headers and "transfer-encoding" in headers:
            # Two lengths, of which a proxy may believe the other one (RFC 9112, 6.1).
            error = RashomonError("R620", "a request has one length, not two")
            return problem_response(problem_of(error), {"Connection": "close"})
        told = headers.get("content-length", "")
        if told.isdigit() and int(told) > most:
            return problem_response(problem_of(_too_large(most)))
        return None


class _Bounded:
    """One request whose body ends in time and within its size, or is refused."""

    def __init__(self, app: ASGIApp, *, most: int, seconds: float) -> None:
        self._app = app
        self._most = most
        self._ends = time.monotonic() + seconds
        self._size = 0
        self._whole = False
        self._refused: RashomonError | None = None
        self._started = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def bounded_receive() -> Message:
            return await self._receive(receive)

        async def bounded_send(message: Message) -> None:
            if self._refused is not None and not self._started:
                if message["type"] == "http.response.start":
                    self._started = True
                    refused = problem_response(problem_of(self._refused), {"Connection": "close"})
                    await refused(scope, receive, send)
                return
            if self._refused is None:
                self._started = True
                await send(message)

        await self._app(scope, bounded_receive, bounded_send)

    async def _receive(self, receive: Receive) -> Message:
        if self._whole:  # what comes now is that the client went away: that may take for ever
            return await receive()
        left = self._ends - time.monotonic()
        try:
            message = await asyncio.wait_for(receive(), max(left, 0.001))
        except TimeoutError:
            self._refused = RashomonError("R627", "the request came too slowly")
            return {"type": "http.disconnect"}
        self._size += len(message.get("body", b""))
        self._whole = not message.get("more_body", False)
        if self._size > self._most:
            self._refused = _too_large(self._most)
            return {"type": "http.disconnect"}
        return message


def _too_large(most: int) -> RashomonError:
    return RashomonError("R625", f"this is larger than {most // 1000} kB")
