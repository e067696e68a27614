"""Lists a page at a time: where one page ended, the next begins, whatever was added meanwhile."""

from __future__ import annotations

import base64
import binascii
import json
import re
from typing import Generic, TypeVar

import msgspec

from rashomon.errors import RashomonError

MOST = 200
"""The most entries of one page."""

_Entry = TypeVar("_Entry")
# What no database takes as text: it would be the server's failure, and is the cursor's.
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")


class Leaf(msgspec.Struct, Generic[_Entry], frozen=True, kw_only=True):
    """One page of a list; `next` is the cursor of the page after it, None at the end."""

    items: tuple[_Entry, ...]
    next: str | None = None


def cursor_of(*keys: str | int) -> str:
    """Gives a cursor that says after which entry a page begins."""
    return base64.urlsafe_b64encode(json.dumps(keys).encode()).decode().rstrip("=")


def keys_of(cursor: str | None, *kinds: type) -> tuple[str | int, ...] | None:
    """Gives what a cursor says, None where there is none. Raises RashomonError R520 if damaged."""
    if cursor is None:
        return None
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        keys = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, binascii.Error, RecursionError):
        raise _damaged() from None
    fits = isinstance(keys, list) and len(keys) == len(kinds)
    if not fits or any(type(key) is not kind for key, kind in zip(keys, kinds, strict=True)):
        raise _damaged()
    if any(isinstance(key, int) and abs(key) >= 2**63 for key in keys):
        raise _damaged()
    if any(isinstance(key, str) and _NO_TEXT.search(key) for key in keys):
        raise _damaged()
    return tuple(keys)


def _damaged() -> RashomonError:
    return RashomonError("R520", "this cursor was not given by the page before; begin anew.")
