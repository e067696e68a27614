"""A report's page: its text, its versions, and what changed from each to the next."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from rashomon.library.kept_reports import kept_report, reading_of
from rashomon.serving.revisions import revisions
from rashomon.serving.site import html, site_of
from rashomon.serving.spoken import spoken
from rashomon.showing.outlets import display_names, web_address

router = APIRouter(include_in_schema=False)


@router.get("/reports/{report:path}")
def page(request: Request, report: str) -> Response:
    """Gives a report's page."""
    library = site_of(request).library
    kept = kept_report(library, report)
    now = kept.report
    reading = reading_of(library, report)
    return html(
        request,
        "report_page.html.jinja",
        kept=kept,
        report=now,
        name=display_names([now])[now.id],
        original=web_address(now.url),
        read=reading is not None,
        paragraphs=spoken(now, reading),
        revisions=revisions([version.report for version in kept.versions]),
    )
