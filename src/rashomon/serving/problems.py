"""Errors as readers and programs see them: a page, or problem details (RFC 9457)."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import msgspec
from starlette.responses import Response

from rashomon.errors import RashomonError

MEDIA_TYPE = "application/problem+json"

_LOG = logging.getLogger("rashomon.serving")

# What is wrong with the library, without where it is: that is for whoever reads the log.
_OUTWARD = {
    "R501": "the library is damaged",
    "R502": "another process is writing to the library; try again in a moment",
    "R503": "the library can not be used now",
    "R504": "a newer Rashomon made this library",
    "R507": "the disk is full: nothing was kept",
}
_STATUSES = {
    "R502": 503,
    "R503": 503,
    "R505": 404,
    "R506": 409,
    "R507": 507,
    "R508": 422,
    "R509": 409,
    "R520": 400,
    "R521": 404,
    "R522": 404,
    "R606": 503,
    "R607": 404,
    "R620": 400,
    "R621": 421,
    "R622": 401,
    "R623": 403,
    "R624": 403,
    "R625": 413,
    "R626": 429,
    "R627": 408,
    "R628": 404,
    "R629": 405,
    "R630": 422,
    "R631": 415,
    "R632": 422,
    "R633": 409,
    "R634": 422,
}


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Problem details. `code` is Rashomon's, `errors` name the fields that do not do."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str
    instance: str | None = None
    errors: tuple[dict[str, str], ...] = ()


def status_of(code: str) -> int:
    """Gives the HTTP status of a coded error: what the input is to blame for is 422."""
    if code in _STATUSES:
        return _STATUSES[code]
    return 422 if code.startswith(("R1", "R2", "R3")) else 500


def problem_of(error: RashomonError, *, instance: str | None = None) -> Problem:
    """Gives an error as problem details."""
    status = status_of(error.code)
    return Problem(
        title=HTTPStatus(status).phrase,
        status=status,
        detail=outward(error.code, error.message),
        code=error.code,
        instance=instance,
    )


def outward(code: str, message: str) -> str:
    """Gives what is told of an error to those who are not at this machine; the rest is logged."""
    if code not in _OUTWARD:
        return message
    _LOG.error("the library fails", extra={"code": code, "detail": message})
    return _OUTWARD[code]


def problem_response(problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """Gives problem details as an answer."""
    # The type says nothing more than the status does, and is left out by `omit_defaults`.
    fields: dict[str, Any] = {"type": problem.type, **msgspec.to_builtins(problem)}
    return Response(
        msgspec.json.encode(fields),
        status_code=problem.status,
        media_type=MEDIA_TYPE,
        headers={"Cache-Control": "no-store", **(headers or {})},
    )
