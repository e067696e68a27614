"""Judgements by programs: said, listed, taken back."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from rashomon.errors import RashomonError
from rashomon.library import judgements, undo
from rashomon.library.paging import Leaf
from rashomon.serving.api import examples
from rashomon.serving.api.answers import JSON, LARGEST_ID, PREFIX, described, json_answer, json_body
from rashomon.serving.api.writing import body_of, decoded, sent_as
from rashomon.serving.judging import Said, keep
from rashomon.serving.site import site_of, visitor_of

router = APIRouter(prefix=PREFIX, tags=["edit"])

_BODY = {"requestBody": {"required": True, "content": json_body("Said", examples.JUDGED)}}


@router.get("/judgements", **described("Judgements", "What people said", refusals=(404,)))
def list_judgements(
    request: Request,
    story: Annotated[
        str | None, Query(max_length=500, description="Only those on reports of this story")
    ] = None,
) -> Response:
    """Gives judgements, the oldest first; those that were taken back are among them."""
    found = judgements(site_of(request).library, story=story)
    return json_answer(request, Leaf(items=tuple(found)))


@router.post(
    "/judgements",
    openapi_extra=_BODY,
    **described("Kept", "It is kept", status=201, refusals=(403, 404, 409, 413, 415)),
)
async def add_judgement(request: Request) -> Response:
    """Keeps what somebody says of a finding; it goes before what the machine finds."""
    if sent_as(request) != JSON:
        raise RashomonError("R631", "send application/json")
    said = decoded(await body_of(request), Said)
    kept = await keep(site_of(request), said, by=visitor_of(request).name or "")
    headers = {"Location": f"{PREFIX}/judgements/{kept.id}"}
    return await run_in_threadpool(lambda: json_answer(request, kept, status=201, headers=headers))


@router.delete(
    "/judgements/{judgement}",
    **described("Kept", "It was taken back", refusals=(403, 409)),
)
def take_back(request: Request, judgement: Annotated[int, Path(ge=0, le=LARGEST_ID)]) -> Response:
    """Takes a judgement back: it stays, marked, and is obeyed no more."""
    by = visitor_of(request).name or ""
    return json_answer(request, undo(site_of(request).library, judgement, by=by))
