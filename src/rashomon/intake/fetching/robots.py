"""robots.txt (RFC 9309): what a site lets programs ask for when nobody asked for the page itself.

A person who gives an address asks for that page; following feeds is a program's own doing.
"""

from __future__ import annotations

from protego import Protego

from rashomon.errors import IntakeError
from rashomon.intake.fetching.agent import NAME
from rashomon.intake.fetching.fetcher import Fetcher
from rashomon.intake.fetching.limits import Clock
from rashomon.intake.fetching.targets import target_of

_KEPT_FOR = 24 * 3600.0
_FAILING_FOR = 600.0  # a file that fails is asked for again after so many seconds
_LARGEST = 500 * 1024  # bytes that a parser has to read at least; what follows is left out
_NONE = "User-agent: *\nDisallow: /"
_ALL = ""


class Robots:
    """The rules of sites, kept for a day. Its `permit` is a fetcher's permission."""

    def __init__(self, fetcher: Fetcher, *, clock: Clock = Clock()) -> None:  # noqa: B008 - frozen
        """`fetcher` asks for the files themselves; it must have no permission of its own."""
        self._fetcher = fetcher
        self._clock = clock
        self._kept: dict[str, tuple[float, Protego]] = {}

    def permit(self, address: str) -> float:
        """Gives the seconds that a site wants between two requests, 0 where it doesn't say.

        Raises IntakeError R161 where the site's rules forbid the address, or can't be had because
        its server fails; R151 to R159 where no server answers.
        """
        target = target_of(address)
        rules = self._rules(target.site)
        if target.path != "/robots.txt" and not rules.can_fetch(address, NAME):
            raise IntakeError(
                "R161", f"robots.txt of {target.host} forbids programs to fetch this page"
            )
        return rules.crawl_delay(NAME) or 0.0

    def _rules(self, site: str) -> Protego:
        now = self._clock.monotonic()
        kept = self._kept.get(site)
        if kept is None or now >= kept[0]:
            kept = self._asked(site, now, kept[1] if kept else None)
            self._kept[site] = kept
        return kept[1]

    def _asked(self, site: str, now: float, before: Protego | None) -> tuple[float, Protego]:
        """Gives a site's rules, and until when they hold; while the file fails, those of before.

        Raises IntakeError R151 to R159 where no rules are known and no server answers.
        """
        try:
            answer = self._fetcher.ask(f"{site}/robots.txt")
        except IntakeError as error:
            # A chain of redirects that ends nowhere is a missing file (RFC 9309, 2.3.1.2).
            if error.code == "R156":
                return now + _KEPT_FOR, Protego.parse(_ALL)
            if before is None:
                raise
            return now + _FAILING_FOR, before
        if answer.status >= 500 or answer.status == 429:
            return now + _FAILING_FOR, before or Protego.parse(_NONE)
        text = _ALL if answer.status >= 300 else _decoded(answer.body)
        return now + _KEPT_FOR, Protego.parse(text)


def _decoded(body: bytes) -> str:
    return body[:_LARGEST].decode("utf-8", "replace").removeprefix("\ufeff")
