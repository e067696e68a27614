"""The guard before every page: the right host, somebody who may, no stranger's page behind it."""

from __future__ import annotations

import secrets
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rashomon.errors import RashomonError
from rashomon.library import Library
from rashomon.serving.access.accounts import any_account
from rashomon.serving.access.csrf import is_form_token
from rashomon.serving.access.sessions import Visitor, visitor_by_cookie, visitor_by_token
from rashomon.serving.problems import problem_of, problem_response
from rashomon.serving.settings import Settings

SAFE = ("GET", "HEAD", "OPTIONS")
_OPEN = ("/login", "/health/", "/static/")
_NO_HOST_NEEDED = ("/health/",)  # asked by a load balancer, by number; they tell nothing
_ANYBODY_MAY_SEND = ("/login", "/logout")
_API = "/api/"


class Guard:
    """Finds out who asks (`scope["state"]["visitor"]`) and lets pass what this visitor may."""

    def __init__(self, app: ASGIApp, *, library: Library, settings: Settings) -> None:
        self._app = app
        self._library = library
        self._settings = settings
        self._hosts = settings.hosts
        self._origins = settings.origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request, or refuses it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        visitor = Visitor()
        try:
            self._check_address(request)
            if not _is_under(request.scope["path"], ("/static/", "/health/")):
                visitor = await run_in_threadpool(self._visitor, request)
            scope.setdefault("state", {})["visitor"] = visitor
            self._check_sender(request, visitor)
        except RashomonError as error:
            refused = self._refusal(request, error)
            await refused(scope, receive, send)
            return
        fresh = visitor.key is not None and not visitor.session and self._is_fresh(request)
        await self._app(scope, receive, self._with_cookie(send, visitor) if fresh else send)

    def _check_address(self, request: Request) -> None:
        # The path as it is routed: `request.url` is put together with the Host line, and parsed.
        path = request.scope["path"]
        host = request.headers.get("host", "").lower()
        if host not in self._hosts and not _is_under(path, _NO_HOST_NEEDED):
            message = "this server is not reached by this name; see --public"
            raise RashomonError("R621", message)
        if "\x00" in path or b"%00" in request.scope.get("query_string", b""):
            raise RashomonError("R620", "a character of this address is none")

    def _visitor(self, request: Request) -> Visitor:
        told = request.headers.get("authorization")
        if told is not None:
            kind, _, token = told.partition(" ")
            found = visitor_by_token(self._library, token.strip())
            if kind.lower() != "bearer" or found is None:
                raise RashomonError("R622", "this token opens nothing")
            return found
        cookies = cookies_of(request)
        cookie = cookies.get(self._cookie_name("session"))
        if cookie and (known := visitor_by_cookie(self._library, cookie)):
            return known
        key = cookies.get(self._cookie_name("visit")) or secrets.token_urlsafe(24)
        if self._settings.alone and not any_account(self._library):
            return Visitor(name="local", role="editor", key=key[:200])
        return Visitor(key=key[:200])

    def _check_sender(self, request: Request, visitor: Visitor) -> None:
        path, safe = request.scope["path"], request.method in SAFE
        if not safe:
            self._check_origin(request)
        if visitor.role is None and not _is_under(path, _OPEN):
            raise RashomonError("R622", "log in, or send a token")
        if safe or path in _ANYBODY_MAY_SEND:
            return
        if not visitor.edits:
            raise RashomonError("R623", "readers may not change anything; ask for an editor")
        if path.startswith(_API) and visitor.session:
            token = request.headers.get("x-csrf-token", "")
            if not is_form_token(visitor.key, token):
                raise RashomonError("R624", "send the form's token in X-CSRF-Token")

    def _check_origin(self, request: Request) -> None:
        """Refuses what another site's page sends: every browser says where it comes from."""
        origin = request.headers.get("origin")
        site = request.headers.get("sec-fetch-site", "same-origin")
        if (origin is not None and origin.lower() not in self._origins) or site not in (
            "same-origin",
            "none",
        ):
            raise RashomonError("R624", "this came from another site's page; nothing was done")

    def _refusal(self, request: Request, error: RashomonError) -> Response:
        path = request.scope["path"]
        by_browser = request.method in SAFE and "authorization" not in request.headers
        if error.code == "R622" and by_browser and not path.startswith((_API, "/metrics")):
            query = request.scope["query_string"].decode("latin-1")
            back = quote(quote(path) + (f"?{query}" if query else ""), safe="")
            return RedirectResponse(f"/login?next={back}", status_code=303)
        headers = {"WWW-Authenticate": "Bearer"} if error.code == "R622" else None
        return problem_response(problem_of(error), headers)

    def _is_fresh(self, request: Request) -> bool:
        named = self._cookie_name("visit")
        return named not in cookies_of(request) and not request.scope["path"].startswith(_API)

    def _with_cookie(self, send: Send, visitor: Visitor) -> Send:
        async def with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    told = cookie_line(self._settings, "visit", visitor.key or "")
                    headers.append("set-cookie", told)
            await send(message)

        return with_cookie

    def _cookie_name(self, kind: str) -> str:
        return cookie_name(self._settings, kind)


def cookie_name(settings: Settings, kind: str) -> str:
    """Gives a cookie's name; with https one that no other host and no plain page can set."""
    return f"__Host-rashomon-{kind}" if settings.secure else f"rashomon-{kind}-{settings.port}"


def cookie_line(settings: Settings, kind: str, value: str, *, seconds: int | None = None) -> str:
    """Gives the Set-Cookie line of a cookie; it lasts as long as the browser where not told."""
    parts = [f"{cookie_name(settings, kind)}={value}", "Path=/", "SameSite=Lax", "HttpOnly"]
    if seconds is not None:
        parts.append(f"Max-Age={seconds}")
    if settings.secure:
        parts.append("Secure")
    return "; ".join(parts)


def cookies_of(request: Request) -> dict[str, str]:
    """Gives the cookies of a request; none where they are malformed."""
    try:
        return {
            name: one.value for name, one in SimpleCookie(request.headers.get("cookie")).items()
        }
    except CookieError:
        return {}


def _is_under(path: str, places: tuple[str, ...]) -> bool:
    return any(
        path == place.rstrip("/") or path.startswith(place.rstrip("/") + "/") for place in places
    )
