"""The front page, and the bell's page: stories that gained a dispute."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from rashomon.library.kept_reports import counted
from rashomon.library.log import newest_changes
from rashomon.library.overview import story_lines
from rashomon.serving.examples import example_files
from rashomon.serving.site import BELL, html, rung, site_of

router = APIRouter(include_in_schema=False)

_YEAR = 31_536_000


@router.get("/")
def front(
    request: Request,
    after: Annotated[str | None, Query(max_length=500)] = None,
    outlet: Annotated[str | None, Query(max_length=200)] = None,
    disputed: bool = False,
    several: bool = False,
) -> Response:
    """Gives the stories, the one with the newest report first."""
    library = site_of(request).library
    reports, stories = counted(library)
    if not reports:
        return html(request, "empty.html.jinja", example=bool(example_files()))
    leaf = story_lines(
        library, after=after, outlet=outlet or None, disputed=disputed, several=several
    )
    return html(
        request,
        "front.html.jinja",
        leaf=leaf,
        reports=reports,
        stories=stories,
        outlet=outlet or "",
        disputed=disputed,
        several=several,
        first=after is None,
    )


@router.get("/bell")
def bell(request: Request) -> Response:
    """Gives the disputes that stories gained, and notes that this reader has seen them."""
    found = newest_changes(site_of(request).library, kind="disputed")
    fresh = rung(request)
    answer = html(request, "bell.html.jinja", changes=found, fresh=fresh, rung=0)
    if found:
        secure = "; Secure" if site_of(request).settings.secure else ""
        line = f"{BELL}={found[0].id}; Path=/; SameSite=Lax; HttpOnly; Max-Age={_YEAR}{secure}"
        answer.headers.append("set-cookie", line)
    return answer
