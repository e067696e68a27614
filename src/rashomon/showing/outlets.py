"""What a report is called where it is shown, and how to get to its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote, urlsplit

import msgspec

from rashomon.intake.dates import in_utc
from rashomon.naming import name_of, names_apart
from rashomon.report import Report
from rashomon.showing.dates import date_words
from rashomon.showing.safe import shorten, visible

_NAME_AT_MOST = 48
_TITLE_AT_MOST = 200
_ENDS = 4
_TOKEN_AT_MOST = 80


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A report as readers see it: `key` a letter, `name` the outlet.

    `when` is in words, empty where no time is given.
    """

    report: str
    key: str
    name: str
    when: str
    title: str | None
    url: str | None
    agencies: tuple[str, ...]
    language: str

    @property
    def signed(self) -> str:
        """The name, with the time where it is known."""
        return f"{self.name}, {self.when}" if self.when else self.name


def in_time(reports: Sequence[Report]) -> list[Report]:
    """Gives reports in the order in which readers see them: the earliest first, undated ones last.

    Those of one time stand by their names.
    """
    names = display_names(reports)

    def when(report: Report) -> tuple[str, str]:
        return in_utc(report.published) if report.published else "~", names[report.id].casefold()

    return sorted(reports, key=when)


def sources(reports: Sequence[Report]) -> dict[str, Source]:
    """Gives each report its letter, in the order of time, and a name that no other has, by id."""
    names = display_names(reports)
    return {
        report.id: Source(
            report=report.id,
            key=_letters(position),
            name=names[report.id],
            when=date_words(report.published) if report.published else "",
            title=shorten(report.title, _TITLE_AT_MOST) if report.title else None,
            url=web_address(report.url),
            agencies=report.agencies,
            language="" if report.language == "und" else report.language,
        )
        for position, report in enumerate(in_time(reports))
    }


def order_words(several: Sequence[Source]) -> str:
    """Gives by what the letters go: they are given anew, whatever a reader's files are called."""
    if len(several) < 2:
        return ""
    dated = sum(bool(source.when) for source in several)
    order = "time of publication, the earliest first" if dated else "name: no time is given"
    last = "; those without a time last" if 0 < dated < len(several) else ""
    return f"Letters go by {order}{last}."


def display_names(reports: Sequence[Report]) -> dict[str, str]:
    """Gives each report's name as readers see it, by report id: see `naming.names_apart`."""
    return names_apart(reports, name=_name)


def web_address(url: str | None) -> str | None:
    """Gives `url` if it is one that a browser may open as a page, else None."""
    if not url or re.search(r"[\x00-\x20\x7f]", url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def text_fragment(url: str, words: str) -> str:
    """Gives a link that opens `url` at `words` (WICG Scroll To Text Fragment).

    Of many words the first and last few are given, of a very long one none: then the link opens
    the page.
    """
    tokens = words.split()
    if max(map(len, tokens), default=_TOKEN_AT_MOST) >= _TOKEN_AT_MOST:
        return url
    if len(tokens) > 2 * _ENDS:
        pointer = f"{_escaped(' '.join(tokens[:_ENDS]))},{_escaped(' '.join(tokens[-_ENDS:]))}"
    else:
        pointer = _escaped(" ".join(tokens))
    return f"{url.partition('#')[0]}#:~:text={pointer}"


def _escaped(words: str) -> str:
    return quote(words.encode("utf-8", "replace"), safe="").replace("-", "%2D")


def _name(report: Report) -> str:
    for name in (name_of(report), report.id):
        shown = shorten(visible(name), _NAME_AT_MOST)
        if shown:
            return shown
    return "unnamed report"


def _letters(position: int) -> str:
    """A to Z, then AA, AB and so on."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
