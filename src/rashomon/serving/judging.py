"""What people say of findings, from a page or a program, as the library keeps it."""

from __future__ import annotations

import asyncio
from typing import Annotated, Literal

import msgspec
from starlette.concurrency import run_in_threadpool

from rashomon.comparing.comparison import Comparison
from rashomon.comparing.judging import judge_claims, judge_speaker
from rashomon.errors import RashomonError
from rashomon.judgement import Judgement, Kept
from rashomon.library import Library, judge, merge_stories, split_story
from rashomon.library.stories import kept_comparison
from rashomon.serving.jobs import job_of
from rashomon.serving.site import Site

_PATIENCE = 20.0  # seconds that a judgement waits for a comparison which is being made
_LOOK = 0.2

Identity = Annotated[str, msgspec.Meta(min_length=1, max_length=600)]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=300)]


class Said(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A judgement as it is said.

    `same` (with `one`, alone where a claim is right as it stands) and `apart`: `one` and `other`
    are claims, or passages as REPORT:START-END; `other` may be left out of a claim of two passages,
    which then are two claims. `right`, `wrong`: the speaker of `statement`;
    `instead` is who says it. `merge`: `story` and `other` are one. `split`: `reports` are not of
    `story`.
    """

    said: Literal["same", "apart", "right", "wrong", "merge", "split"]
    story: Identity
    one: Identity | None = None
    other: Identity | None = None
    statement: Identity | None = None
    instead: Name | None = None
    reports: Annotated[tuple[Identity, ...], msgspec.Meta(max_length=1000)] = ()


async def keep(site: Site, said: Said, *, by: str) -> Kept:
    """Keeps a judgement. Raises RashomonError R505, R506, R508, R630 where it judges nothing."""
    if any("\x00" in text for text in _texts(said)):
        raise RashomonError("R630", "a character in it is none")
    if said.said in ("merge", "split"):
        return await run_in_threadpool(_keep_on_stories, site.library, said, by)
    comparison = await _comparison(site, said.story, by=by)
    return await run_in_threadpool(_keep_on_findings, site.library, comparison, said, by)


def _keep_on_stories(library: Library, said: Said, by: str) -> Kept:
    if said.said == "merge":
        found = merge_stories(library, said.story, _given(said.other, "other"), by=by)
    else:
        found = split_story(library, said.story, said.reports, by=by)
    return judge(library, found)


def _keep_on_findings(library: Library, comparison: Comparison, said: Said, by: str) -> Kept:
    found: Judgement
    if said.said in ("same", "apart"):
        one, same = _given(said.one, "one"), said.said == "same"
        other = said.other
        if not same and other is None:
            one, other = _halves(comparison, one)
        found = judge_claims(comparison, one, other, same=same, by=by)
    else:
        statement, right = _given(said.statement, "statement"), said.said == "right"
        found = judge_speaker(comparison, statement, right=right, by=by, instead=said.instead)
    return judge(library, found)


async def _comparison(site: Site, story: str, *, by: str) -> Comparison:
    """Gives a story's comparison; waits for it where an earlier judgement has it made anew."""
    found = await run_in_threadpool(kept_comparison, site.library, story)
    if found is not None:
        return found
    identity = await run_in_threadpool(site.jobs.compare, story, by=by)
    for _ in range(round(_PATIENCE / _LOOK)):
        await asyncio.sleep(_LOOK)
        if not (await run_in_threadpool(job_of, site.library, identity)).active:
            break
    found = await run_in_threadpool(kept_comparison, site.library, story)
    if found is None:
        message = "the story is being compared anew; judge when that is done"
        raise RashomonError("R633", message)
    return found


def _halves(comparison: Comparison, claim: str) -> tuple[str, str]:
    """Gives the two passages of a claim that is none. Raises RashomonError R508, R634."""
    found = next((one for one in comparison.claims if one.id == claim), None)
    if found is None:
        raise RashomonError("R508", f"{claim}: the story has no such claim")
    passages = {f"{one.report}:{one.start}-{one.end}" for one in found.passages}
    if len(passages) != 2:
        raise RashomonError("R634", f"{claim}: say which of its passages is not of this claim")
    one, other = sorted(passages)
    return one, other


def _given(value: str | None, name: str) -> str:
    if value is None:
        raise RashomonError("R630", f"say `{name}`")
    return value


def _texts(said: Said) -> tuple[str, ...]:
    single = (said.story, said.one, said.other, said.statement, said.instead)
    return tuple(text for text in (*single, *said.reports) if text is not None)
