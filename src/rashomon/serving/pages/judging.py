"""Judging on the pages: one click says it, one takes it back."""

from __future__ import annotations

from urllib.parse import quote

import msgspec
from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from rashomon.comparing.comparison import Claim, Comparison
from rashomon.errors import RashomonError
from rashomon.library import undo
from rashomon.library.kept_reports import kept_report
from rashomon.library.overview import story_line
from rashomon.library.stories import kept_comparison
from rashomon.serving.forms import Form, read_form
from rashomon.serving.judging import Said, keep
from rashomon.serving.site import html, site_of, visitor_of
from rashomon.showing.lookup import Lookup

router = APIRouter(include_in_schema=False)

_NEAR = 15  # claims that are offered as the same
_LONGEST = 600
_CUT_AT_MOST = 400


@router.post("/stories/{story}/judgements")
async def judge(request: Request, story: str) -> Response:
    """Keeps what was clicked, and leads back to the story."""
    form = await read_form(request)
    by = visitor_of(request).name or ""
    said = _said(form, story)
    try:
        kept = await keep(site_of(request), said, by=by)
    except RashomonError as error:
        if error.code != "R634":
            raise
        return RedirectResponse(f"claims/{quote(said.one or '', safe='')}", status_code=303)
    if said.said in ("merge", "split"):
        return RedirectResponse(await run_in_threadpool(_home, request, kept.one[0].report), 303)
    return RedirectResponse("./#people", status_code=303)


@router.post("/judgements/{judgement}/undo")
async def take_back(request: Request, judgement: int) -> Response:
    """Takes a judgement back, and leads back to the story."""
    await read_form(request)
    by = visitor_of(request).name or ""
    library = site_of(request).library
    kept = await run_in_threadpool(lambda: undo(library, judgement, by=by))
    return RedirectResponse(await run_in_threadpool(_home, request, kept.one[0].report), 303)


@router.get("/stories/{story}/claims/{claim}")
def claim_page(request: Request, story: str, claim: str) -> Response:
    """Gives a claim with its passages, and the claims that could be the same."""
    library = site_of(request).library
    comparison = kept_comparison(library, story)
    if comparison is None:
        return RedirectResponse("../", status_code=303)
    found = next((one for one in comparison.claims if one.id == claim), None)
    if found is None:
        raise RashomonError("R505", f"{claim}: the story has no such claim any more")
    lookup = Lookup(comparison)
    passages = {(p.report, p.start, p.end): p for p in found.passages}.values()
    return html(
        request,
        "claim.html.jinja",
        line=story_line(library, story),
        claim=found,
        passages=[
            (f"{p.report}:{p.start}-{p.end}", lookup.cut(p, limit=_CUT_AT_MOST)) for p in passages
        ],
        others=_nearest(comparison, found),
    )


def _said(form: Form, story: str) -> Said:
    """Reads a button: what is said, and of what; the fields beside it say the rest."""
    kind, _, about = form.text("judgement").partition(" ")
    about = about[:_LONGEST]
    fields: dict[str, object] = {"said": kind, "story": story}
    if kind in ("same", "apart"):
        one, _, other = about.partition(" | ")
        fields |= {"one": one, "other": other or None}
    elif kind in ("right", "wrong"):
        fields |= {"statement": about, "instead": form.text("instead")[:300] or None}
    elif kind == "merge":
        fields |= {"other": form.text("other")}
    elif kind == "split":
        fields |= {"reports": [about]}
    try:
        return msgspec.convert(fields, Said)
    except msgspec.ValidationError as error:
        raise RashomonError("R630", str(error)) from None


def _home(request: Request, report: str) -> str:
    """Gives the address of the story that a report is in."""
    story = kept_report(site_of(request).library, report).story
    return f"/stories/{quote(story, safe='')}/#people"


def _nearest(comparison: Comparison, claim: Claim) -> list[Claim]:
    """Gives the other claims, those first whose words are most like this one's."""
    words = set(claim.gist.casefold().split())

    def likeness(other: Claim) -> float:
        theirs = set(other.gist.casefold().split())
        return len(words & theirs) / max(len(words | theirs), 1)

    # Claims of the same words look like one in a list: the first stands for them.
    others = {one.gist: one for one in reversed(comparison.claims) if one.id != claim.id}
    return sorted(others.values(), key=likeness, reverse=True)[:_NEAR]
