"""A story's page: what its comparison found, and its reports side by side."""

from __future__ import annotations

import asyncio
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Path, Query
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from rashomon.comparing.comparison import Comparison
from rashomon.judgement import Kept
from rashomon.library import judgements
from rashomon.library.kept_reports import report_lines
from rashomon.library.log import last_change
from rashomon.library.overview import StoryLine, story_line, story_lines
from rashomon.library.paging import MOST
from rashomon.library.stories import kept_comparison, links_of, state_of
from rashomon.serving.access.csrf import form_token
from rashomon.serving.jobs import Job, job_of
from rashomon.serving.responses import Deflated, deflated, joined
from rashomon.serving.site import HTML, Site, html, rung, site_of, text_of, visitor_of
from rashomon.serving.story_pages import Standing, kept_page, page_standing, render_texts
from rashomon.serving.story_parts import part_name
from rashomon.showing.outlets import Source, sources

router = APIRouter(include_in_schema=False)

_BODY = "<!--the story-->"
_TOKEN = "<!--the token-->"
_PATIENCE = 2.0  # seconds in which a page may still come without a detour
_LOOK = 0.1
_NEARBY = 40  # stories that are offered as the same


@router.get("/stories/{story}")
def without_slash(request: Request, story: str) -> Response:
    """Leads to the story's page, on which links are relative."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{request.url.path}/{query}", status_code=308)


@router.get("/stories/{story}/")
async def page(request: Request, story: str) -> Response:
    """Gives a story's page; an older one, or how far its making is, where it is being made."""
    site = site_of(request)
    at_once = await run_in_threadpool(_at_once, request, site, story)
    if at_once is not None:
        return at_once
    line = await run_in_threadpool(story_line, site.library, story)
    if line.size < 2:
        only = await run_in_threadpool(report_lines, site.library, story=story)
        return html(request, "single.html.jinja", line=line, report=only.items[0])
    found, job = await _current(site, story, by=visitor_of(request).name or "")
    return await run_in_threadpool(_shown, request, site, line, found, job)


@router.get("/stories/{story}/part-{number}")
def part(request: Request, story: str, number: Annotated[int, Path(ge=1, le=10_000)]) -> Response:
    """Gives a part of a story's page that stands on one of its own."""
    site = site_of(request)
    line = story_line(site.library, story)
    standing, kept = page_standing(site.library, story), kept_page(site.library, story)
    body = None if standing is None else site.body_of(story, standing, number)
    if body is None or kept is None or number >= len(kept.parts):
        return RedirectResponse("./", status_code=303)
    frame = text_of(
        request, "part.html.jinja", line=line, told=kept.told[number], body_goes_here=_BODY
    )
    return _framed(request, frame, body)


@router.get("/stories/{story}/find/{anchor}")
def find(request: Request, story: str, anchor: str) -> Response:
    """Leads to a claim, in whichever part of the story's page it stands."""
    kept = kept_page(site_of(request).library, story)
    number = kept.places.get(anchor, 0) if kept else 0
    return RedirectResponse(f"../{part_name(number)}#{quote(anchor, safe='')}", status_code=303)


@router.get("/stories/{story}/texts")
def texts(
    request: Request,
    story: str,
    base: Annotated[str | None, Query(max_length=8)] = None,
    beside: Annotated[str | None, Query(max_length=8)] = None,
) -> Response:
    """Gives two reports of a story side by side, by their letters."""
    site = site_of(request)
    line = story_line(site.library, story)
    comparison = kept_comparison(site.library, story) if line.size > 1 else None
    if comparison is None:
        return RedirectResponse("./", status_code=303)
    shown = list(sources(comparison.reports).values())
    one = next((source for source in shown if source.key == base), shown[0])
    other = next((source for source in shown if source.key == beside and source != one), None)
    if other is None:
        other = _nearest(comparison, shown, one)
    body = render_texts(comparison, (one.report, other.report))
    return html(
        request,
        "texts_page.html.jinja",
        line=line,
        body=body,
        sources=shown,
        base=one,
        beside=other,
    )


async def _current(site: Site, story: str, *, by: str) -> tuple[Standing | None, Job | None]:
    """Gives the newest page there is, and the job that makes a newer one where there is one."""

    def look() -> tuple[Standing | None, bool]:
        kept = page_standing(site.library, story)
        state, _ = state_of(site.library, story)
        return kept, kept is not None and kept.state == state

    found, current = await run_in_threadpool(look)
    if current:
        return found, None
    identity = await run_in_threadpool(site.jobs.compare, story, by=by)
    for _ in range(round(_PATIENCE / _LOOK)):
        await asyncio.sleep(_LOOK)
        job = await run_in_threadpool(job_of, site.library, identity)
        if not job.active:
            break
    found, current = await run_in_threadpool(look)
    return found, None if current else job


def _shown(
    request: Request, site: Site, line: StoryLine, found: Standing | None, job: Job | None
) -> Response:
    body = None if found is None else site.body_of(line.id, found)
    if body is None:
        return html(request, "making.html.jinja", status=202, line=line, job=job)
    return _framed(request, _frame(request, site, line, job), body)


def _at_once(request: Request, site: Site, story: str) -> Response | None:
    """Gives a story's page where the one that is kept is of the story as it stands."""
    now = last_change(site.library)
    line = site.memo.get(("line", story), now, lambda: story_line(site.library, story))
    if line.size < 2:
        return None
    state = site.memo.get(("state", story), now, lambda: state_of(site.library, story)[0])
    standing = page_standing(site.library, story)
    body = site.body_of(story, standing) if standing and standing.state == state else None
    if body is None:
        return None
    # The frames of one visitor differ in nothing but the token of their forms.
    visitor = visitor_of(request)
    key = ("frame", story, visitor.name, visitor.role, visitor.session, rung(request))
    frame = site.memo.get(key, now, lambda: _frame(request, site, line, None, token=_TOKEN))
    token = form_token(visitor.key) if visitor.key else ""
    return _framed(request, frame.replace(_TOKEN, token), body)


def _frame(
    request: Request, site: Site, line: StoryLine, job: Job | None, *, token: str | None = None
) -> str:
    """Gives what stands around a story's page: its head, and what people said of it."""
    people = judgements(site.library, story=line.id)
    shared = {} if token is None else {"form_token": Markup(token)}
    return text_of(
        request,
        "story.html.jinja",
        line=line,
        job=job,
        body_goes_here=_BODY,
        people=people,
        statements={kept.id: _statement(kept) for kept in people if kept.said == "wrong"},
        members=report_lines(site.library, story=line.id, limit=MOST).items,
        links=links_of(site.library, line.id),
        nearby=_nearby(site, line) if visitor_of(request).edits else (),
        **shared,
    )


def _framed(request: Request, frame: str, body: Deflated) -> Response:
    """Gives a page put together from its frame and what is kept of it."""
    before, _, after = frame.partition(_BODY)
    head, foot = (deflated(text.encode("utf-8", "replace")) for text in (before, after))
    return joined(request, (head, body, foot), media_type=HTML)


def _statement(kept: Kept) -> str:
    """Gives the id of the statement that a judgement on a speaker is on."""
    one = kept.one[0]
    return f"{one.report}:{one.start}-{one.end}"


def _nearby(site: Site, line: StoryLine) -> list[StoryLine]:
    """Gives other stories of about the same time, with which this one could be one."""
    found = story_lines(site.library, limit=_NEARBY)
    return [other for other in found.items if other.id != line.id]


def _nearest(comparison: Comparison, shown: list[Source], one: Source) -> Source:
    """Gives the report with which another shares most claims."""
    shared = dict.fromkeys((source.report for source in shown if source != one), 0)
    for claim in comparison.claims:
        members = {passage.report for passage in claim.passages}
        if one.report in members:
            for member in members & shared.keys():
                shared[member] += 1
    best = max(shared, key=lambda report: shared[report])
    return next(source for source in shown if source.report == best)
