"""What a watch tells: one record for each thing that happened."""

from __future__ import annotations

from typing import Literal

import msgspec

What = Literal["new", "changed", "gone", "back", "moved", "failed", "waiting"]


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something that happened, `at` a time in UTC.

    `new` and `changed`: a report, or a version of one, is kept in the library; told once it is.
    `gone` and `back`: the page of a report that is kept is not there any more, or is again.
    `moved`: a feed is asked at `address` from now on. `failed`: a feed or an article could not be
    had, for the reason of `code` and `message`; `next` is when it is tried again. `waiting`: the
    library can't be written; what was found is held until it can.
    """

    at: str
    what: What
    feed: str | None = None
    address: str | None = None
    report: str | None = None
    version: int | None = None
    story: str | None = None
    outlet: str | None = None
    title: str | None = None
    code: str | None = None
    message: str | None = None
    next: str | None = None
