"""Style sheets and scripts: a few files of our own, each named by its contents."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

_FILES = {
    "report.css": ("rashomon.showing", "text/css; charset=utf-8"),
    "elements.js": ("rashomon.showing", "text/javascript; charset=utf-8"),
    "findings.js": ("rashomon.showing", "text/javascript; charset=utf-8"),
    "texts.js": ("rashomon.showing", "text/javascript; charset=utf-8"),
    "site.css": ("rashomon.serving", "text/css; charset=utf-8"),
    "site.js": ("rashomon.serving", "text/javascript; charset=utf-8"),
}


class Static(NamedTuple):
    """A file: its bytes, media type, and a hash of the bytes."""

    data: bytes
    media_type: str
    digest: str


@lru_cache(maxsize=len(_FILES))
def static_file(name: str) -> Static | None:
    """Gives a file by its name, None where there is none of this name."""
    if name not in _FILES:
        return None
    package, media_type = _FILES[name]
    data = files(package).joinpath("templates", name).read_bytes()
    return Static(data, media_type, hashlib.sha256(data).hexdigest()[:16])


def static_url(name: str) -> str:
    """Gives the address of a file, which changes with its contents. Raises KeyError."""
    found = static_file(name)
    if found is None:
        raise KeyError(name)
    return f"/static/{found.digest}/{name}"
