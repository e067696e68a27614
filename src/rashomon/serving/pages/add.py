"""Adding reports from the page: an address, pasted text, a file; and how far it is."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from rashomon.errors import RashomonError
from rashomon.serving.examples import example_files
from rashomon.serving.forms import Form, read_form
from rashomon.serving.jobs import job_of, newest_jobs
from rashomon.serving.problems import status_of
from rashomon.serving.site import html, site_of, visitor_of
from rashomon.serving.uploads import (
    Known,
    task_of_address,
    task_of_file,
    task_of_files,
    task_of_text,
)
from rashomon.serving.worker import Task

router = APIRouter(include_in_schema=False)


@router.get("/add")
def page(request: Request) -> Response:
    """Gives the forms, and what was added last."""
    return _forms(request, {}, None)


@router.post("/add")
async def add(request: Request) -> Response:
    """Has a report added, and leads to how far it is."""
    form = await read_form(request)
    try:
        identity = await run_in_threadpool(_begin, request, form)
    except RashomonError as error:
        values = {name: form.text(name) for name in ("address", "text", "outlet", "title", "url")}
        values["published"] = form.text("published")
        return await run_in_threadpool(_forms, request, values, error)
    return RedirectResponse(f"/jobs/{identity}", status_code=303)


@router.post("/example")
async def example(request: Request) -> Response:
    """Has the example story added."""
    await read_form(request)

    def begin() -> str:
        site = site_of(request)
        task = task_of_files(example_files(), site.settings)
        return site.jobs.add(task, what="the example story", by=visitor_of(request).name or "")

    identity = await run_in_threadpool(begin)
    return RedirectResponse(f"/jobs/{identity}", status_code=303)


@router.get("/jobs/{identity}")
def job(request: Request, identity: str) -> Response:
    """Gives how far a job is, and in the end what came of it."""
    return html(request, "job.html.jinja", job=job_of(site_of(request).library, identity))


def _begin(request: Request, form: Form) -> str:
    site = site_of(request)
    task, what = _task(request, form)
    return site.jobs.add(task, what=what, by=visitor_of(request).name or "")


def _task(request: Request, form: Form) -> tuple[Task, str]:
    settings = site_of(request).settings
    known = Known(
        outlet=form.text("outlet") or None,
        published=form.text("published") or None,
        title=form.text("title") or None,
        url=form.text("url") or None,
    )
    file = form.fields.get("file")
    if isinstance(file, UploadFile) and file.filename:
        return task_of_file(file.filename, file.file, known, settings), file.filename[:200]
    if form.text("address"):
        address = form.text("address")
        return task_of_address(address, known, settings), address[:200]
    what = form.text("title") or "pasted text"
    return task_of_text(form.text("text"), known, settings), what[:200]


def _forms(request: Request, values: dict[str, str], error: RashomonError | None) -> Response:
    return html(
        request,
        "add.html.jinja",
        status=status_of(error.code) if error else 200,
        values=values,
        error=error,
        jobs=newest_jobs(site_of(request).library, kind="add"),
        example=bool(example_files()),
    )
