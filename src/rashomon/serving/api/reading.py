"""What programs read: stories, reports, speakers, finds, and how far a job is."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from rashomon.comparing.comparison import Shown
from rashomon.errors import RashomonError
from rashomon.library import Wanted, search
from rashomon.library.actors import said_by, speakers
from rashomon.library.kept_reports import kept_report, reading_of, report_lines
from rashomon.library.overview import story_line, story_lines
from rashomon.library.paging import MOST, Leaf
from rashomon.library.stories import kept_comparison, state_of
from rashomon.serving.api import examples
from rashomon.serving.api.answers import PREFIX, described, json_answer
from rashomon.serving.jobs import job_of
from rashomon.serving.responses import answer, is_known, not_modified, tag_of
from rashomon.serving.site import site_of, visitor_of
from rashomon.showing.annotations import to_jsonld

router = APIRouter(prefix=PREFIX, tags=["read"])

After = Annotated[
    str | None,
    Query(max_length=2000, description="The `next` of the page before; none for the first page"),
]
Number = Annotated[int, Query(ge=1, le=MOST, description="At most so many entries")]
Name = Annotated[str, Path(max_length=500)]
Short = Annotated[str | None, Query(max_length=200)]

_LD = "application/ld+json"


@router.get("/stories", **described("StoryPage", "Stories", example=examples.STORIES))
def list_stories(
    request: Request,
    after: After = None,
    limit: Number = 50,
    disputed: Annotated[bool, Query(description="Only stories with a dispute")] = False,
    several: Annotated[bool, Query(description="Only stories of more than one report")] = False,
    outlet: Annotated[
        str | None, Query(max_length=200, description="Only stories that this outlet reports")
    ] = None,
) -> Response:
    """Gives stories, the one with the newest report first."""
    leaf = story_lines(
        site_of(request).library,
        after=after,
        limit=limit,
        disputed=disputed,
        several=several,
        outlet=outlet,
    )
    return json_answer(request, leaf)


@router.get("/stories/{story}", **described("StoryLine", "The story", refusals=(404,)))
def get_story(request: Request, story: Name) -> Response:
    """Gives a story's line: its size, times, outlets and figures."""
    return json_answer(request, story_line(site_of(request).library, story))


@router.get(
    "/stories/{story}/reports",
    **described("ReportPage", "The story's reports", example=examples.REPORTS),
)
def list_reports_of_story(
    request: Request, story: Name, after: After = None, limit: Number = 50
) -> Response:
    """Gives the reports of a story, by their ids; none where there is no such story."""
    library = site_of(request).library
    return json_answer(request, report_lines(library, after=after, limit=limit, story=story))


@router.get(
    "/stories/{story}/comparison",
    **described(
        "Comparison",
        "The comparison of the story as it stands",
        also={202: ("It is being made: ask again, or follow the job", "Job")},
        refusals=(404, 409),
    ),
)
async def get_comparison(request: Request, story: Name) -> Response:
    """Gives a story's comparison, as `rashomon show --json` does.

    Where the story has changed it is compared anew: then the answer is 202 with the job, and the
    same address gives the comparison a little later. Its tag names what it rests on.
    """
    site = site_of(request)
    state, current = await run_in_threadpool(state_of, site.library, story)
    if not current:
        by = visitor_of(request).name or ""
        return await run_in_threadpool(_job_answer, request, story, by)
    tag = tag_of("comparison", state)
    if is_known(request, tag):
        return not_modified(tag)
    found = await run_in_threadpool(kept_comparison, site.library, story)
    return await run_in_threadpool(lambda: json_answer(request, found, tag=tag))


@router.get(
    "/stories/{story}/annotations",
    **described("", "W3C Web Annotations in JSON-LD", media_type=_LD, refusals=(404, 409)),
)
def get_annotations(request: Request, story: Name) -> Response:
    """Gives the findings of a story that was compared as Web Annotations."""
    found = kept_comparison(site_of(request).library, story)
    if found is None:
        raise RashomonError("R506", f"{story}: it is not compared yet; ask for its comparison")
    body = to_jsonld(found)
    return answer(request, body, media_type=_LD, headers={"ETag": tag_of(body)})


@router.get("/reports", **described("ReportPage", "Reports", example=examples.REPORTS))
def list_reports(request: Request, after: After = None, limit: Number = 50) -> Response:
    """Gives the reports of the library, by their ids."""
    library = site_of(request).library
    return json_answer(request, report_lines(library, after=after, limit=limit))


@router.get(
    "/reports/{report:path}",
    **described("KeptReport", "The report with its versions", refusals=(404,)),
)
def get_report(request: Request, report: Name) -> Response:
    """Gives a report with all versions and where they were taken from.

    An id may hold any character: send a slash in it as %2F.
    """
    return json_answer(request, kept_report(site_of(request).library, report))


@router.get("/readings/{report:path}", **described("Reading", "The reading", refusals=(404,)))
def get_reading(request: Request, report: Name) -> Response:
    """Gives the reading of a report as it stands, as `rashomon read --json` does."""
    found = reading_of(site_of(request).library, report)
    if found is None:
        raise RashomonError("R521", f"{report}: these models have not read it yet")
    return json_answer(request, found)


@router.get("/search", **described("Finds", "What fits, best first", example=examples.FINDS))
def find(
    request: Request,
    words: Annotated[str, Query(min_length=1, max_length=500)],
    outlet: Short = None,
    speaker: Short = None,
    since: Annotated[str | None, Query(max_length=10, pattern=r"^[0-9-]*$")] = None,
    until: Annotated[str | None, Query(max_length=10, pattern=r"^[0-9-]*$")] = None,
    standing: Shown | None = None,
    limit: Number = 20,
) -> Response:
    """Gives reports, statements and claims by their words and their meaning, best first."""
    wanted = Wanted(
        words=words,
        outlet=outlet,
        speaker=speaker,
        since=since or None,
        until=until or None,
        standing=standing,
        limit=limit,
    )
    found = search(site_of(request).library, wanted)
    return json_answer(request, Leaf(items=tuple(found)))


@router.get("/speakers", **described("SpeakerPage", "Speakers", example=examples.SPEAKERS))
def list_speakers(
    request: Request,
    part: Annotated[str | None, Query(max_length=200, description="A part of the name")] = None,
    after: After = None,
    limit: Number = 50,
) -> Response:
    """Gives who is quoted in the library, those quoted most first."""
    leaf = speakers(site_of(request).library, part=part or None, after=after, limit=limit)
    return json_answer(request, leaf)


@router.get("/statements", **described("StatementPage", "What the speaker said"))
def list_statements(
    request: Request,
    speaker: Annotated[str, Query(max_length=500, description="The name as reports give it")],
    after: After = None,
    limit: Number = 50,
) -> Response:
    """Gives what somebody said over all stories, the earliest first."""
    leaf = said_by(site_of(request).library, speaker, after=after, limit=limit)
    return json_answer(request, leaf)


@router.get("/jobs/{job}", **described("Job", "The job", example=examples.JOB, refusals=(404,)))
def get_job(request: Request, job: Name) -> Response:
    """Gives how far a job is, and in the end what came of it."""
    return json_answer(request, job_of(site_of(request).library, job))


def _job_answer(request: Request, story: str, by: str) -> Response:
    site = site_of(request)
    identity = site.jobs.compare(story, by=by)
    headers: dict[str, Any] = {"Location": f"{PREFIX}/jobs/{identity}", "Retry-After": "2"}
    job = job_of(site.library, identity)
    return json_answer(request, job, status=202, headers=headers)
