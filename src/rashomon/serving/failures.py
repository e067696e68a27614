"""Mistakes of Rashomon's own while it answers: told within the guards, as any other answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Failures:
    """Answers with what `told` makes of an exception that nobody took.

    The framework's own handler stands outside of all guards: its answers had no headers of ours.
    """

    def __init__(
        self, app: ASGIApp, *, told: Callable[[Request, Exception], Awaitable[Response]]
    ) -> None:
        self._app = app
        self._told = told

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def noting(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, noting)
        except Exception as error:
            if started:  # half an answer is out: the connection is broken off
                raise
            answer = await self._told(Request(scope), error)
            await answer(scope, receive, send)
