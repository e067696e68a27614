"""What all pages share: the library, the jobs, and how a page is put together."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from rashomon.library import Library
from rashomon.library.log import newest_changes
from rashomon.serving.access.csrf import form_token
from rashomon.serving.access.guard import cookies_of
from rashomon.serving.access.sessions import Visitor
from rashomon.serving.follower import Follower
from rashomon.serving.jobs import Jobs
from rashomon.serving.memo import Memo
from rashomon.serving.responses import Deflated, answer, deflated
from rashomon.serving.settings import Settings
from rashomon.serving.story_pages import Standing, kept_page
from rashomon.serving.templating import templates

BELL = "rashomon-bell"
"""The cookie that says up to which change a reader has seen the bell's page."""

HTML = "text/html; charset=utf-8"

_PAGES_HELD = 64
_RUNG_AT_MOST = 99


@dataclass
class Site:
    """One server process: what it serves and from where."""

    settings: Settings
    library: Library
    jobs: Jobs
    follower: Follower
    streams: int = 0
    memo: Memo = field(default_factory=lambda: Memo(most=500, seconds=5.0))
    _bodies: OrderedDict[tuple[str, Standing, int], Deflated] = field(default_factory=OrderedDict)

    def body_of(self, story: str, standing: Standing, part: int = 0) -> Deflated | None:
        """Gives a part of a story's page ready to be sent; those shown lately are in memory.

        None where there is no such part, or the page was made anew meanwhile.
        """
        key = (story, standing, part)
        found = self._bodies.pop(key, None)
        if found is None:
            page = kept_page(self.library, story)
            if page is None or part >= len(page.parts):
                return None
            found = deflated(page.html(part), level=6)
        self._bodies[key] = found
        while len(self._bodies) > _PAGES_HELD:
            self._bodies.popitem(last=False)
        return found


def site_of(request: Request) -> Site:
    """Gives the site that serves a request."""
    found: Site = request.app.state.site
    return found


def visitor_of(request: Request) -> Visitor:
    """Gives who asks."""
    found: Visitor = request.state.visitor
    return found


def html(
    request: Request,
    template: str,
    *,
    status: int = 200,
    headers: dict[str, str] | None = None,
    **context: Any,  # noqa: ANN401 - whatever a template shows
) -> Response:
    """Gives a page."""
    body = text_of(request, template, **context).encode("utf-8", "replace")
    return answer(request, body, media_type=HTML, status=status, headers=headers)


def text_of(request: Request, template: str, **context: Any) -> str:  # noqa: ANN401
    """Gives the text of a page, with what stands on all of them."""
    visitor = visitor_of(request)
    shared = {
        "visitor": visitor,
        "form_token": form_token(visitor.key) if visitor.key else "",
        "here": request.url.path,
        "rung": rung(request) if visitor.role else 0,
        "last_change": site_of(request).follower.last,
    }
    return templates().get_template(template).render({**shared, **context})


def rung(request: Request) -> int:
    """Gives how many disputes stories gained since this reader looked at the bell's page."""
    told = cookies_of(request).get(BELL, "")
    seen = int(told) if told.isascii() and told.isdigit() and len(told) < 18 else 0
    site = site_of(request)

    def look() -> list[int]:
        found = newest_changes(site.library, kind="disputed", limit=_RUNG_AT_MOST)
        return [change.id for change in found]

    return sum(change > seen for change in site.memo.get("rung", site.follower.last, look))
