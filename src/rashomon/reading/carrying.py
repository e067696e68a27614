"""Quotations without a source of their own go on with the speaker before or after them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.reading.drafts import Draft
from rashomon.reading.speaker_confidence import Meant
from rashomon.report import Report

_OPENS = re.compile(r"\s*[“\"‘']")
_CLOSES = re.compile(r"[”\"’']?\s*(?:\n|$)")


def carry_on(report: Report, drafts: Sequence[Draft], meant: Sequence[Meant]) -> list[Meant]:
    """Gives quotations without a source the speaker before them, else the one right after.

    `drafts` are in the order of the text, `meant` says who was found for each.
    """
    found = list(meant)
    for i, draft in enumerate(drafts):
        if found[i].actor is not None or draft.source is not None or draft.manner == "indirect":
            continue
        other = _before(report, drafts, found, i)
        if other is None and i + 1 < len(drafts) and drafts[i + 1].source is not None:
            end = draft.content[-1].end
            if "\n" not in report.text[end : drafts[i + 1].content[0].start]:
                other = i + 1
        if other is None and _is_paragraph(report, draft):
            other = _around(drafts, found, i)
        if other is not None and found[other].actor is not None:
            chance = min(found[other].chance, 1.0)
            found[i] = Meant(actor=found[other].actor, how="going on", chance=chance)
    return found


def _around(drafts: Sequence[Draft], found: Sequence[Meant], place: int) -> int | None:
    """Gives the statement before of the one who speaks both before and after, as in interviews."""
    known = [i for i, meant in enumerate(found) if meant.actor and drafts[i].within is None]
    before = max((i for i in known if i < place), default=None)
    after = min((i for i in known if i > place), default=None)
    if before is None or after is None or found[before].actor != found[after].actor:
        return None
    return before


def _is_paragraph(report: Report, draft: Draft) -> bool:
    """Says whether a quotation is a paragraph of its own."""
    start, end = draft.content[0].start, draft.content[-1].end
    line = report.text.rfind("\n", 0, start) + 1
    return (
        _OPENS.fullmatch(report.text, line, start) is not None
        and _CLOSES.match(report.text, end) is not None
    )


def _before(
    report: Report, drafts: Sequence[Draft], found: Sequence[Meant], place: int
) -> int | None:
    for k in range(place - 1, -1, -1):
        # A statement inside other words is not the one before these.
        if drafts[k].within is None and not _inside(drafts[k], drafts[place]):
            goes_on = found[k].actor is not None and _goes_on(report, drafts[k], drafts[place])
            return k if goes_on else None
    return None


def _inside(inner: Draft, outer: Draft) -> bool:
    return any(o.covers(i) for i in inner.content for o in outer.content)


def _goes_on(report: Report, before: Draft, draft: Draft) -> bool:
    """Says whether a quotation goes on with the speaker before it, who did not sign off."""
    if before.cue is not None and report.show(before.cue)[0] in "—―–-":
        return False
    announced = draft.cue is not None and report.show(draft.cue) == ":"
    return announced or _adjoins(report, before, draft.content[0].start)


def _adjoins(report: Report, before: Draft, start: int) -> bool:
    """Says whether a quotation follows another statement closely enough to go on with it."""
    ends = [s.end for s in (*before.content, before.cue, before.source) if s is not None]
    between = report.text[max(ends) : start]
    return len(re.findall(r"[.!?][\"”’]?\s", between)) <= 1 and between.count("\n\n") <= 1
