"""The description of the API (OpenAPI 3.1), and a page that people read it on."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import msgspec
from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.requests import Request
from starlette.responses import Response

from rashomon import __version__
from rashomon.comparing.comparison import Comparison
from rashomon.judgement import Kept
from rashomon.library.actors import SaidInStory, Speaker
from rashomon.library.kept_reports import KeptReport
from rashomon.library.log import LoggedChange
from rashomon.library.overview import StoryLine
from rashomon.library.searching import Found
from rashomon.library.stories import ListedReport
from rashomon.reading.reading import Reading
from rashomon.serving.api.answers import JSON, PREFIX
from rashomon.serving.api.writing import Sent
from rashomon.serving.jobs import Job
from rashomon.serving.judging import Said
from rashomon.serving.problems import Problem
from rashomon.serving.responses import answer, is_known, not_modified, tag_of
from rashomon.serving.site import html

router = APIRouter(include_in_schema=False)

_OBJECTS = (Comparison, Reading, KeptReport, StoryLine, LoggedChange, Job, Kept, Said, Sent)
_PAGES = {
    "StoryPage": StoryLine,
    "ReportPage": ListedReport,
    "SpeakerPage": Speaker,
    "StatementPage": SaidInStory,
    "ChangePage": LoggedChange,
    "Finds": Found,
    "Judgements": Kept,
}
_TOLD = (
    "The contract's objects over a library of news reports. Log in on the pages, or send a token: "
    "`Authorization: Bearer ...` (`rashomon access token`). Errors are problem details (RFC 9457) "
    "with Rashomon's own `code`. Lists are paged: send their `next` as `after`."
)


@router.get(f"{PREFIX}/openapi.json")
def describe(request: Request) -> Response:
    """Gives the description of the API."""
    body = _description(request.app)
    tag = tag_of(body)
    if is_known(request, tag):
        return not_modified(tag)
    return answer(request, body, media_type=JSON, headers={"ETag": tag})


@router.get("/api")
def page(request: Request) -> Response:
    """Gives the description as a page."""
    described = msgspec.json.decode(_description(request.app))
    ways = [
        (path, method.upper(), way)
        for path, methods in described["paths"].items()
        for method, way in methods.items()
    ]
    return html(request, "api.html.jinja", ways=ways, about=described["info"]["description"])


@lru_cache(maxsize=4)
def _description(app: FastAPI) -> bytes:
    found = get_openapi(title="Rashomon", version=__version__, description=_TOLD, routes=app.routes)
    schemas = _schemas()
    # FastAPI's own are not used: problems are told as RFC 9457 has it.
    found["components"] = {
        "schemas": schemas,
        "securitySchemes": {
            "token": {"type": "http", "scheme": "bearer"},
        },
    }
    found["security"] = [{"token": []}, {}]
    return msgspec.json.encode(found)


def _schemas() -> dict[str, Any]:
    kinds = [*_OBJECTS, *_PAGES.values(), Problem]
    _, schemas = msgspec.json.schema_components(kinds, ref_template="#/components/schemas/{name}")
    # What is unknown in the input stands beside the known fields of a report.
    del schemas["Report"]["properties"]["extra"]
    schemas["Problem"]["required"] = ["type", "title", "status", "detail", "code"]
    for name, kind in _PAGES.items():
        schemas[name] = {
            "type": "object",
            "required": ["items"],
            "properties": {
                "items": {
                    "type": "array",
                    "items": {"$ref": f"#/components/schemas/{kind.__name__}"},
                },
                "next": {"type": "string"},
            },
        }
    return schemas
