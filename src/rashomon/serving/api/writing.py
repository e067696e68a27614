"""Adding reports by programs: an address or a text as JSON, or a file as a form."""

from __future__ import annotations

from typing import Annotated, TypeVar

import msgspec
from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from rashomon.errors import RashomonError
from rashomon.serving.api import examples
from rashomon.serving.api.answers import JSON, PREFIX, described, json_answer, json_body
from rashomon.serving.forms import check_text
from rashomon.serving.jobs import job_of
from rashomon.serving.site import site_of, visitor_of
from rashomon.serving.uploads import Known, task_of_address, task_of_file, task_of_text
from rashomon.serving.worker import Task

router = APIRouter(prefix=PREFIX, tags=["edit"])

_Kind = TypeVar("_Kind")
Field = Annotated[str, msgspec.Meta(max_length=300)]


class Sent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A report to add: its `address`, or its `text` with what is known of it."""

    address: Annotated[str, msgspec.Meta(max_length=2000)] | None = None
    text: Annotated[str, msgspec.Meta(min_length=1)] | None = None
    outlet: Field | None = None
    published: Field | None = None
    title: Field | None = None
    url: Field | None = None


_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            **json_body("Sent", examples.SENT),
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {"type": "string", "format": "binary"},
                        "outlet": {"type": "string", "maxLength": 300},
                        "published": {"type": "string", "maxLength": 300},
                        "title": {"type": "string", "maxLength": 300},
                    },
                }
            },
        },
    }
}


@router.post(
    "/reports",
    openapi_extra=_BODY,
    **described(
        "Job",
        "It is being read: follow the job at Location",
        example={**examples.JOB, "state": "waiting"},
        status=202,
        refusals=(403, 413, 415),
    ),
)
async def add_reports(request: Request) -> Response:
    """Has a report fetched or read, kept and sorted into a story; gives the job that does it."""
    kind = sent_as(request)
    if kind == JSON:
        sent = decoded(await body_of(request), Sent)
        return await run_in_threadpool(_begin_sent, request, sent)
    if kind == "multipart/form-data":
        return await _begin_file(request)
    raise RashomonError("R631", "send application/json, or a file as multipart/form-data")


def sent_as(request: Request) -> str:
    """Gives the media type of a body, without its parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def body_of(request: Request) -> bytes:
    """Gives the body. Raises RashomonError R620 where it does not come whole."""
    try:
        return await request.body()
    except ClientDisconnect:
        raise RashomonError("R620", "the body did not come whole") from None


def decoded(data: bytes, kind: type[_Kind]) -> _Kind:
    """Reads JSON. Raises RashomonError R620 where it is none, R630 where a field does not do."""
    try:
        return msgspec.json.decode(data, type=kind)
    except msgspec.ValidationError as error:
        raise RashomonError("R630", str(error)) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise RashomonError("R620", "this is no JSON") from None


def _begin_sent(request: Request, sent: Sent) -> Response:
    settings = site_of(request).settings
    known = Known(outlet=sent.outlet, published=sent.published, title=sent.title, url=sent.url)
    if (sent.address is None) == (sent.text is None):
        raise RashomonError("R630", "send an `address` or a `text`, one of the two")
    if sent.address is not None:
        return _begun(request, task_of_address(sent.address, known, settings), sent.address)
    task = task_of_text(sent.text or "", known, settings)
    return _begun(request, task, sent.title or "a text")


async def _begin_file(request: Request) -> Response:
    try:
        form = await request.form(max_files=1, max_fields=10, max_part_size=10_000)
        check_text(form)
    except (HTTPException, ClientDisconnect, ValueError):
        raise RashomonError("R620", "this form could not be read") from None
    file = form.get("file")
    if not isinstance(file, UploadFile):
        raise RashomonError("R630", "send the file in the field `file`")
    texts = {name: form.get(name) for name in ("outlet", "published", "title")}
    known = Known(**{name: text for name, text in texts.items() if isinstance(text, str)})
    name = file.filename or "report"

    def begin() -> Response:
        task = task_of_file(name, file.file, known, site_of(request).settings)
        return _begun(request, task, name)

    return await run_in_threadpool(begin)


def _begun(request: Request, task: Task, what: str) -> Response:
    site = site_of(request)
    # Texts from outside may hold what PostgreSQL can not keep.
    plain = what.replace("\x00", "").encode("utf-8", "replace").decode()[:200]
    identity = site.jobs.add(task, what=plain, by=visitor_of(request).name or "")
    headers = {"Location": f"{PREFIX}/jobs/{identity}"}
    return json_answer(request, job_of(site.library, identity), status=202, headers=headers)
