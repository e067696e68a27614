"""A web address taken apart: whom to connect to, and what to ask for."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import msgspec
from w3lib.url import safe_url_string

from rashomon.errors import IntakeError
from rashomon.intake.addresses import LONGEST

_HOST = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*\.?|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")
_PORTS = {"http": 80, "https": 443}


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """Whom to ask and for what. `host` is ASCII, lower-case, without brackets or final dot."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def site(self) -> str:
        """Gives scheme, host and port: "https://herald.example"."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}"

    @property
    def address(self) -> str:
        """Gives the address that is asked, percent-encoded, without its fragment."""
        return self.site + self.path


def target_of(address: str) -> Target:
    """Takes a web address apart.

    Raises IntakeError R150 where it is no address of http or https, or holds a password.
    """
    if len(address) > LONGEST:
        raise _refused(f"it is longer than {LONGEST} characters")
    try:
        split = urlsplit(safe_url_string(address))
        port = split.port
    except (ValueError, UnicodeError):
        raise _refused("it is malformed") from None
    if split.scheme not in _PORTS:
        raise _refused("only http:// and https:// are fetched")
    if "@" in split.netloc:
        raise _refused("it holds a user's name or password; leave them out")
    host = split.hostname or ""
    if _HOST.fullmatch(host) is None or port == 0:
        raise _refused("it names no host that can be asked")
    path = (split.path or "/") + (f"?{split.query}" if split.query else "")
    return Target(
        scheme=split.scheme,
        host=host.lower().removesuffix("."),
        port=port or _PORTS[split.scheme],
        path=path,
    )


def _refused(reason: str) -> IntakeError:
    return IntakeError("R150", f"this address can't be fetched: {reason}")
