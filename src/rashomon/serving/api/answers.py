"""How the API answers: JSON by the contract's names, with a tag, and how that is described."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from rashomon.serving.problems import MEDIA_TYPE
from rashomon.serving.responses import answer, is_known, not_modified, tag_of
from rashomon.showing.records import to_json

PREFIX = "/api/v1"
JSON = "application/json"
LARGEST_ID = 2**63 - 1
"""Beyond which no database counts."""

_REFUSALS = {
    400: "What was sent can not be read",
    401: "Nobody is logged in, and no token was sent",
    403: "This account may not do that",
    404: "There is no such thing",
    409: "It can not be done as things stand",
    413: "The body is too large",
    415: "The body is of another kind",
    422: "A value does not do",
    429: "Too many requests: see Retry-After",
    503: "It can not be done now",
}
_ALWAYS = (400, 401, 422, 429, 503)


def json_answer(
    request: Request,
    found: Any,  # noqa: ANN401 - any object of the contract
    *,
    status: int = 200,
    tag: str | None = None,
    headers: dict[str, str] | None = None,
) -> Response:
    """Gives an object as JSON; nothing but its tag where the client has it already.

    `tag` is known where the object need not be written to tell; else it is made of the JSON.
    """
    if tag is not None and is_known(request, tag):
        return not_modified(tag)
    body = to_json(found)
    tag = tag or tag_of(body)
    if status == 200 and is_known(request, tag):
        return not_modified(tag)
    told = {"ETag": tag, **(headers or {})} if status == 200 else headers
    return answer(request, body, media_type=JSON, status=status, headers=told)


def described(
    schema: str,
    told: str,
    *,
    example: Any = None,  # noqa: ANN401 - JSON
    status: int = 200,
    also: dict[int, tuple[str, str]] | None = None,
    refusals: tuple[int, ...] = (),
    media_type: str = JSON,
) -> dict[str, Any]:
    """Gives what a route says of its answers, for the OpenAPI description.

    `schema` names the object, `also` other answers by status: what they say and their object.
    """
    content: dict[str, Any] = {"schema": _reference(schema)} if schema else {}
    if example is not None:
        content["example"] = example
    responses: dict[int | str, Any] = {
        status: {"description": told, "content": {media_type: content}}
    }
    for other, (words, name) in (also or {}).items():
        body = {"content": {JSON: {"schema": _reference(name)}}} if name else {}
        responses[other] = {"description": words, **body}
    for refusal in sorted({*_ALWAYS, *refusals}):
        problem = {MEDIA_TYPE: {"schema": _reference("Problem")}}
        responses[refusal] = {"description": _REFUSALS[refusal], "content": problem}
    return {"responses": responses, "response_class": Response, "status_code": status}


def json_body(schema: str, examples: dict[str, Any]) -> dict[str, Any]:
    """Gives what a route takes as JSON, for the OpenAPI description."""
    return {JSON: {"schema": _reference(schema), "examples": examples}}


def _reference(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}
