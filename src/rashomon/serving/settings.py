"""What `rashomon serve` was told, and how it reaches the processes that serve."""

from __future__ import annotations

import os
from ipaddress import ip_address
from urllib.parse import urlsplit

import msgspec

from rashomon.errors import RashomonError

VARIABLE = "RASHOMON_SERVE"
"""The environment variable by which the first process tells the others."""

_LOCAL_NAMES = ("localhost", "127.0.0.1", "[::1]")


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds on what is asked of the server. Sizes are bytes, times are seconds.

    `requests` and `writes` are how many of one client are answered in a minute, in the long run;
    `logins` how many tries of one name or client fail before it has to wait.
    """

    body: int = 1_000_000
    upload: int = 20_000_000
    slowest_request: float = 30.0
    requests: int = 18_000
    writes: int = 120
    logins: int = 5
    job_seconds: float = 600.0
    job_memory: int = 6_000_000_000
    job_reports: int = 500
    jobs_waiting: int = 100
    streams: int = 200


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Where the library is, where it is served, and within which limits.

    `public` is the address by which readers reach it through a proxy ("https://desk.example").
    `private` are hosts and networks that may be fetched although they are not public. `proxies`
    are the addresses of proxies that are believed when they say who asks.
    """

    library: str
    host: str = "127.0.0.1"
    port: int = 8750
    public: str | None = None
    private: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()
    session_hours: float = 12.0
    limits: Limits = Limits()

    @property
    def address(self) -> str:
        """The address by which readers reach it."""
        return self.public or f"http://{_bracketed(self.host)}:{self.port}/"

    @property
    def alone(self) -> bool:
        """Whether nobody reaches it but from this machine."""
        return is_loopback(self.host) and self.public is None

    @property
    def secure(self) -> bool:
        """Whether readers reach it by https."""
        return self.public is not None and self.public.startswith("https:")

    @property
    def hosts(self) -> frozenset[str]:
        """The values of the Host line that are answered, in lower case.

        Any other is refused: a name that a stranger lets stand for this machine (DNS rebinding)
        would let a page of theirs read what is served here.
        """
        own = [_bracketed(self.host)]
        if is_loopback(self.host):
            own += _LOCAL_NAMES
        found = {f"{name}:{self.port}" for name in own}
        if self.port == 80:
            found |= set(own)
        if self.public is not None:
            found.add(urlsplit(self.public).netloc)
        return frozenset(name.lower() for name in found)

    @property
    def origins(self) -> frozenset[str]:
        """The origins of pages that may change something: those served here."""
        found = {f"http://{host}" for host in self.hosts}
        if self.public is not None:
            split = urlsplit(self.public)
            found.discard(f"http://{split.netloc}")
            found.add(f"{split.scheme}://{split.netloc}".lower())
        return frozenset(found)


def is_loopback(host: str) -> bool:
    """Says whether an address reaches this machine alone."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def checked_public(url: str | None) -> str | None:
    """Gives the public address without a path. Raises RashomonError R601 where it is none."""
    if url is None:
        return None
    split = urlsplit(url)
    if split.scheme not in ("http", "https") or not split.hostname or "@" in split.netloc:
        raise RashomonError("R601", f"{url} is no public address; write https://desk.example")
    if split.path not in ("", "/") or split.query or split.fragment:
        raise RashomonError("R601", f"{url}: the reader is served at the root of a host only")
    return f"{split.scheme}://{split.netloc}"


def to_environment(settings: Settings, *, log_level: str) -> None:
    """Hands the settings to processes that this one starts."""
    os.environ[VARIABLE] = msgspec.json.encode((settings, log_level)).decode()


def from_environment() -> tuple[Settings, str]:
    """Gives the settings, and what is logged, that `to_environment` handed over."""
    return msgspec.json.decode(os.environ[VARIABLE], type=tuple[Settings, str])


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
