"""Style sheets and scripts, which browsers keep for good: a changed one has another address."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from rashomon.errors import RashomonError
from rashomon.serving.responses import answer
from rashomon.serving.static import static_file

router = APIRouter(include_in_schema=False)

_FOR_GOOD = "public, max-age=31536000, immutable"


@router.get("/static/{digest}/{name}")
async def static(request: Request, digest: str, name: str) -> Response:
    """Gives a file."""
    found = static_file(name)
    if found is None:
        raise RashomonError("R628", "there is no such file")
    kept = _FOR_GOOD if digest == found.digest else "no-cache"
    headers = {"Cache-Control": kept, "Vary": "Accept-Encoding"}
    return answer(request, found.data, media_type=found.media_type, headers=headers)


@router.get("/favicon.ico")
async def icon() -> Response:
    """Says that there is no icon, without the fuss of an error."""
    return Response(status_code=204, headers={"Cache-Control": "public, max-age=86400"})


@router.get("/robots.txt")
async def robots() -> Response:
    """Asks crawlers to stay away: a desk's library is not for them."""
    return Response("User-agent: *\nDisallow: /\n", media_type="text/plain")
