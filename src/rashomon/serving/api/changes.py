"""What becomes of stories: as pages of a log, and as a stream of server-sent events."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Header, Query
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from rashomon.errors import RashomonError
from rashomon.library.log import LoggedChange, changes_after
from rashomon.library.paging import MOST, Leaf
from rashomon.serving.api import examples
from rashomon.serving.api.answers import LARGEST_ID, PREFIX, described, json_answer
from rashomon.serving.metrics import STREAMS
from rashomon.serving.site import Site, site_of
from rashomon.showing.records import to_json

router = APIRouter(prefix=PREFIX, tags=["follow"])

_BEAT = 15.0  # seconds between two lines, so that nobody thinks the connection is dead
_AT_ONCE = 100

Seen = Annotated[int, Query(ge=0, le=LARGEST_ID, description="The id of the last change seen")]


@router.get("/changes", **described("ChangePage", "Changes", example=examples.CHANGES))
def list_changes(
    request: Request,
    after: Seen = 0,
    limit: Annotated[int, Query(ge=1, le=MOST, description="At most so many entries")] = 100,
) -> Response:
    """Gives the changes after one, the oldest first: opened, grown, merged, split, disputed ..."""
    found = changes_after(site_of(request).library, after, limit=limit)
    more = str(found[-1].id) if len(found) == limit else None
    return json_answer(request, Leaf(items=tuple(found), next=more))


@router.get(
    "/changes/stream",
    **described("", "Events: `id`, `event` (the kind), `data` (a LoggedChange)",
                media_type="text/event-stream"),
)  # fmt: skip
async def stream(
    request: Request,
    after: Annotated[int | None, Query(ge=0, le=LARGEST_ID)] = None,
    last_event_id: Annotated[str | None, Header(max_length=30)] = None,
) -> Response:
    """Sends changes as they happen, from the one after `Last-Event-ID`, else after `after`.

    Without both it begins with what happens next. A browser that loses the connection comes back
    with the id of the last event, and misses none.
    """
    site = site_of(request)
    if site.streams >= site.settings.limits.streams:
        raise RashomonError("R606", "too many follow the changes already; try again later")
    told = last_event_id if last_event_id and last_event_id.isdecimal() else None
    seen = int(told) if told and len(told) < 19 else after
    begin = site.follower.last if seen is None else seen
    return StreamingResponse(
        _events(request, site, begin),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _events(request: Request, site: Site, seen: int) -> AsyncIterator[bytes]:
    site.streams += 1
    STREAMS.inc()
    try:
        yield b"retry: 3000\n\n"
        while not request.app.state.stopping:
            found = await run_in_threadpool(
                lambda after=seen: changes_after(site.library, after, limit=_AT_ONCE)  # type: ignore[misc]
            )
            for change in found:
                seen = change.id
                yield _event(change)
            if (
                not found
                and not request.app.state.stopping
                and not await site.follower.wait(seen, seconds=_BEAT)
            ):
                yield b": still here\n\n"
    finally:
        site.streams -= 1
        STREAMS.dec()


def _event(change: LoggedChange) -> bytes:
    # JSON has no line ends in it, so one line of data holds it.
    return b"id: %d\nevent: %s\ndata: %s\n\n" % (change.id, change.kind.encode(), to_json(change))
