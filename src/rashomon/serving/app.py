"""The application: what serves which address, within which guards."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import AsyncIterator

import anyio.to_thread
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp

from rashomon import __version__
from rashomon.errors import RashomonError
from rashomon.library import open_library
from rashomon.serving import api, health
from rashomon.serving.access.guard import Guard
from rashomon.serving.access.sessions import Visitor
from rashomon.serving.access.throttle import Throttle
from rashomon.serving.failures import Failures
from rashomon.serving.follower import Follower
from rashomon.serving.headers import SecurityHeaders
from rashomon.serving.jobs import Jobs
from rashomon.serving.limits import Limited
from rashomon.serving.logs import RequestLog, log_as_json
from rashomon.serving.pages import routers
from rashomon.serving.problems import Problem, problem_of, problem_response
from rashomon.serving.settings import Settings, from_environment
from rashomon.serving.site import Site, html
from rashomon.serving.stopping import end_with_parent, when_told_to_stop

_LOG = logging.getLogger("rashomon.serving")

# One connection to the library each: SQLAlchemy holds 15 at most.
_THREADS = 12


def create_app(settings: Settings, *, compares: bool = True) -> FastAPI:
    """Gives the application over a library, which is opened at once and closed at the end.

    With `compares` stories are compared in the background as they grow. Raises RashomonError R5xx
    where the library can not be opened.
    """
    library = open_library(settings.library)
    jobs = Jobs(library, settings)
    follower = Follower(library, jobs, compares=compares)

    @contextlib.asynccontextmanager
    async def living(app: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = _THREADS
        jobs.start()
        await follower.start()

        def stop() -> None:
            app.state.stopping = True
            follower.wake()

        when_told_to_stop(stop)
        _LOG.info("serving", extra={"host": settings.host, "port": settings.port})
        try:
            yield
        finally:
            stop()
            await follower.close()
            await anyio.to_thread.run_sync(jobs.close)
            library.close()
            _LOG.info("stopped")

    app = FastAPI(
        title="Rashomon",
        version=__version__,
        lifespan=living,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
    )
    app.state.site = Site(settings=settings, library=library, jobs=jobs, follower=follower)
    app.state.throttle = Throttle(free=settings.limits.logins)
    app.state.stopping = False
    for router in (*routers, *api.routers, health.router):
        app.include_router(router)
    app.add_exception_handler(RashomonError, _coded)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HTTPException, _refused)
    # Added last is asked first.
    app.add_middleware(Guard, library=library, settings=settings)
    app.add_middleware(Limited, limits=settings.limits)
    app.add_middleware(Failures, told=_failed)
    app.add_middleware(RequestLog)
    app.add_middleware(SecurityHeaders, secure=settings.secure)
    return app


def app_from_environment() -> ASGIApp:
    """Gives the application by the settings that the first process handed over."""
    settings, log_level = from_environment()
    log_as_json(log_level)
    end_with_parent()
    return create_app(settings)


async def _coded(request: Request, error: Exception) -> Response:
    assert isinstance(error, RashomonError)
    return _told(request, problem_of(error, instance=request.url.path))


async def _malformed(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    errors = tuple(
        {"field": ".".join(str(part) for part in one["loc"]), "detail": str(one["msg"])}
        for one in error.errors()
    )
    problem = Problem(
        title="Unprocessable Content",
        status=422,
        detail="; ".join(f"{one['field']}: {one['detail']}" for one in errors),
        code="R630",
        instance=request.url.path,
        errors=errors,
    )
    return _told(request, problem)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    codes = {404: "R628", 405: "R629", 400: "R620", 413: "R625", 415: "R631"}
    details = {404: "there is nothing at this address", 405: "this address takes other methods"}
    problem = Problem(
        title=str(error.detail),
        status=error.status_code,
        detail=details.get(error.status_code, str(error.detail)),
        code=codes.get(error.status_code, "R620"),
        instance=request.url.path,
    )
    return _told(request, problem, dict(error.headers or {}))


async def _failed(request: Request, error: Exception) -> Response:
    """A mistake of Rashomon's own: logged whole, told without a word of what it was."""
    _LOG.error("a request failed", exc_info=error, extra={"path": request.url.path})
    problem = Problem(
        title="Internal Server Error",
        status=500,
        detail="this is a mistake of Rashomon's own; the server's log says more",
        code="R600",
        instance=request.url.path,
    )
    return _told(request, problem)


def _told(request: Request, problem: Problem, headers: dict[str, str] | None = None) -> Response:
    """Gives a problem as a page to people, as problem details to programs."""
    wanted = request.headers.get("accept", "")
    if request.url.path.startswith("/api/") or "text/html" not in wanted:
        return problem_response(problem, headers)
    if not hasattr(request.state, "visitor"):
        request.state.visitor = Visitor()
    try:
        return html(
            request,
            "problem.html.jinja",
            status=problem.status,
            headers={"Cache-Control": "no-store", **(headers or {})},
            problem=problem,
        )
    except RashomonError:  # a page asks the library, which may be what fails
        return problem_response(problem, headers)
