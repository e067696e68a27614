"""Who is quoted: a list of speakers, and what each said over all stories."""

from __future__ import annotations

from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from rashomon.errors import RashomonError
from rashomon.library.actors import first_and_last, said_by, speakers
from rashomon.serving.site import html, site_of
from rashomon.showing.wording import manner_words

router = APIRouter(include_in_schema=False)


@router.get("/speakers")
def listed(
    request: Request,
    part: Annotated[str | None, Query(max_length=200)] = None,
    after: Annotated[str | None, Query(max_length=500)] = None,
) -> Response:
    """Gives the speakers of the library, those quoted most first."""
    leaf = speakers(site_of(request).library, part=part or None, after=after)
    return html(request, "speakers.html.jinja", leaf=leaf, part=part or "", first=after is None)


@router.get("/speakers/{name:path}")
def said(
    request: Request,
    name: str,
    after: Annotated[str | None, Query(max_length=1000)] = None,
) -> Response:
    """Gives what somebody said, story by story, the earliest first."""
    library = site_of(request).library
    told = first_and_last(library, name)
    if told is None:
        raise RashomonError("R522", f"nobody is quoted by the name {name}")
    leaf = said_by(library, name, after=after)
    family = name.split()[-1]
    others = speakers(library, part=family, limit=12).items
    stories = [list(several) for _, several in groupby(leaf.items, key=lambda one: one.story)]
    return html(
        request,
        "speaker.html.jinja",
        name=name,
        first=told[0],
        last=told[1],
        number=told[2],
        stories=stories,
        next=leaf.next,
        others=[one for one in others if one.name != name],
        how=lambda one: manner_words(one.manner, one.act),
    )
