"""Whether it lives, whether it can serve, and figures for Prometheus."""

from __future__ import annotations

from fastapi import APIRouter
from sqlalchemy import text
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from rashomon.errors import RashomonError
from rashomon.library.kept_reports import counted
from rashomon.library.log import last_change
from rashomon.serving.jobs import active_jobs
from rashomon.serving.metrics import MEDIA_TYPE, figures
from rashomon.serving.site import site_of

router = APIRouter(include_in_schema=False)

_NOT_KEPT = {"Cache-Control": "no-store"}


@router.get("/health/live")
async def live() -> Response:
    """Says that the process answers."""
    return JSONResponse({"status": "live"}, headers=_NOT_KEPT)


@router.get("/health/ready")
def ready(request: Request) -> Response:
    """Says whether the library can be read; not any more while the server stops."""
    if request.app.state.stopping:
        return JSONResponse({"status": "stopping"}, status_code=503, headers=_NOT_KEPT)
    try:
        with site_of(request).library.reading() as connection:
            connection.execute(text("SELECT 1"))
    except RashomonError as error:
        # The message may name where the library is; whoever asks need not know.
        told = {"status": "no library", "code": error.code}
        return JSONResponse(told, status_code=503, headers=_NOT_KEPT)
    return JSONResponse({"status": "ready"}, headers=_NOT_KEPT)


@router.get("/metrics")
def metrics(request: Request) -> Response:
    """Gives the figures."""
    library = site_of(request).library
    reports, stories = counted(library)
    data = figures(
        reports=reports, stories=stories, jobs=active_jobs(library), change=last_change(library)
    )
    return Response(data, media_type=MEDIA_TYPE, headers=_NOT_KEPT)
