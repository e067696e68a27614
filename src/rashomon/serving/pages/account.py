"""Logging in and out."""

from __future__ import annotations

import logging
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Query
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from rashomon.serving.access.accounts import any_account
from rashomon.serving.access.guard import cookie_line
from rashomon.serving.access.sessions import begin_session, end_session, role_by_password
from rashomon.serving.access.throttle import Throttle
from rashomon.serving.forms import read_form
from rashomon.serving.site import html, site_of, visitor_of

router = APIRouter(include_in_schema=False)

_LOG = logging.getLogger("rashomon.serving.access")
_LONGEST = 200


@router.get("/login")
def page(
    request: Request,
    next: Annotated[str, Query(max_length=2000)] = "/",  # noqa: A002
) -> Response:
    """Gives the form to log in with."""
    if visitor_of(request).role is not None:
        return RedirectResponse(own_path(next), status_code=303)
    known = any_account(site_of(request).library)
    return html(request, "login.html.jinja", next=own_path(next), name="", told="", known=known)


@router.post("/login")
async def log_in(request: Request) -> Response:
    """Begins a session, always a new one, where name and password fit."""
    form = await read_form(request)
    site = site_of(request)
    name, after = form.text("name")[:_LONGEST], own_path(form.text("next"))
    password = form.fields.get("password")
    throttle: Throttle = request.app.state.throttle
    client = request.client.host if request.client else ""
    keys = (f"name {name}", f"client {client}")
    wait = throttle.wait(*keys)
    if wait:
        told = f"Too many tries: wait {int(wait) + 1} seconds."
        return _again(request, name, after, told, 429, {"Retry-After": str(int(wait) + 1)})
    given = password if isinstance(password, str) else ""
    # Counted before it is looked at: tries that come at once are all counted.
    throttle.fail(*keys)
    role = await run_in_threadpool(role_by_password, site.library, name, given)
    if role is None:
        _LOG.warning("login failed", extra={"client": client})
        return _again(request, name, after, "Name or password do not fit.", 401)
    for key in keys:
        throttle.forget(key)
    visitor = visitor_of(request)
    if visitor.session and visitor.key:
        await run_in_threadpool(end_session, site.library, visitor.key)
    hours = site.settings.session_hours
    cookie = await run_in_threadpool(lambda: begin_session(site.library, name, hours=hours))
    answer = RedirectResponse(after, status_code=303)
    seconds = round(hours * 3600)
    answer.headers.append(
        "set-cookie", cookie_line(site.settings, "session", cookie, seconds=seconds)
    )
    return answer


@router.post("/logout")
async def log_out(request: Request) -> Response:
    """Ends the session."""
    await read_form(request)
    site, visitor = site_of(request), visitor_of(request)
    if visitor.session and visitor.key:
        await run_in_threadpool(end_session, site.library, visitor.key)
    answer = RedirectResponse("/login", status_code=303)
    for kind in ("session", "visit"):
        answer.headers.append("set-cookie", cookie_line(site.settings, kind, "", seconds=0))
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def own_path(path: str) -> str:
    """Gives a path of this site, "/" where it would lead to another (CWE-601)."""
    plain = path.startswith("/") and not path.startswith(("//", "/\\"))
    if not plain or any(ord(letter) < 33 or letter == "\\" for letter in path):
        return "/"
    try:
        split = urlsplit(path)
    except ValueError:
        return "/"
    return path if not split.scheme and not split.netloc else "/"


def _again(
    request: Request,
    name: str,
    after: str,
    told: str,
    status: int,
    headers: dict[str, str] | None = None,
) -> Response:
    return html(
        request,
        "login.html.jinja",
        status=status,
        headers=headers,
        next=after,
        name=name,
        told=told,
        known=True,
    )
