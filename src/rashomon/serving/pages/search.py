"""Search over reports, statements and claims; every filter stands in the address."""

from __future__ import annotations

from typing import Annotated, get_args

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from rashomon.comparing.comparison import Shown
from rashomon.library import Wanted, search
from rashomon.serving.site import html, site_of

router = APIRouter(include_in_schema=False)

_KINDS = ("report", "statement", "claim")
_ALL = 200
_SHOWN = 50

Short = Annotated[str, Query(max_length=200)]


@router.get("/search")
def page(
    request: Request,
    words: Annotated[str, Query(max_length=500)] = "",
    kind: Short = "",
    outlet: Short = "",
    speaker: Short = "",
    since: Annotated[str, Query(max_length=10)] = "",
    until: Annotated[str, Query(max_length=10)] = "",
    standing: Short = "",
) -> Response:
    """Gives what fits the words, best first."""
    filters = {
        "kind": kind if kind in _KINDS else "",
        "outlet": outlet.strip(),
        "speaker": speaker.strip(),
        "since": since.strip(),
        "until": until.strip(),
        "standing": standing if standing in get_args(Shown) else "",
    }
    found = None
    if words.strip():
        narrowed = {name: value or None for name, value in filters.items() if name != "kind"}
        wanted = Wanted(words=words, limit=_ALL, **narrowed)  # type: ignore[arg-type]
        found = search(site_of(request).library, wanted)
        if filters["kind"]:
            found = [one for one in found if one.kind == filters["kind"]]
    return html(
        request,
        "search.html.jinja",
        words=words,
        filters=filters,
        found=None if found is None else found[:_SHOWN],
        more=0 if found is None else max(0, len(found) - _SHOWN),
        standings_known=get_args(Shown),
    )
