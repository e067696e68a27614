"""A report made from its text and what is known of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from rashomon.errors import IntakeError
from rashomon.intake.addresses import site_of
from rashomon.intake.article import Article
from rashomon.intake.dates import published_time
from rashomon.intake.language import language_of
from rashomon.intake.zones import find_layout
from rashomon.report import Report, Zone, fingerprint

# "extra" itself is no name in the output: its fields stand at the top level.
_TAKEN = frozenset({field.encode_name for field in msgspec.structs.fields(Report)} - {"extra"})
_APART = "input_"


def report_from_text(
    text: str,
    *,
    outlet: str | None = None,
    published: str | None = None,
    title: str | None = None,
    path: str | None = None,
    url: str | None = None,
    authors: Sequence[str] = (),
    language: str | None = None,
    id: str | None = None,  # noqa: A002 - the contract's name
    zones: Sequence[Zone] = (),
    extra: Mapping[str, Any] | None = None,
) -> Report:
    """Makes a report of a text, which stays as it is; offsets are code points into it.

    What is not given is taken from the text where it shows it: the headline, the authors of the
    byline, a full date in the dateline or in a line above the report as `published`. An `outlet`
    that is not given is the site of the address, else the agency of the dateline. `zones` are
    those that markup shows: they go before what the wording of a paragraph says. The same text
    always gives the same `id`. A field of `extra` whose name the output uses itself is kept as
    "input_" and its name ("input_zones").

    Raises IntakeError where the text has no words (R104) or holds characters that no text file
    can (R105, R113), and where `published` is no time (R112).
    """
    check_text(text)
    layout = find_layout(text, title=title, marked=zones)
    sha256 = fingerprint(text)
    return Report(
        id=id or f"r{sha256[:10]}",
        text=text,
        sha256=sha256,
        language=language or language_of(text),
        zones=layout.zones,
        agencies=layout.agencies,
        authors=tuple(authors) or layout.authors,
        path=path,
        url=url,
        outlet=outlet
        or site_of(url or "")
        or (layout.dateline.agency if layout.dateline else None),
        title=layout.title,
        dateline=layout.dateline,
        published=_published(published) if published else layout.published,
        extra=_apart(extra or {}),
    )


def report_of(article: Article, *, path: str | None = None) -> Report:
    """Makes a report of an article, as `report_from_text` does. Raises what that raises."""
    known = article.known
    return report_from_text(
        article.text,
        outlet=known.outlet,
        published=known.published,
        title=known.title,
        path=path,
        url=known.url,
        authors=known.authors,
        language=known.language,
        id=known.id,
        zones=article.zones,
        extra=known.extra,
    )


def check_text(text: str) -> None:
    """Raises IntakeError where `text` can't be a report."""
    if "\0" in text:
        raise IntakeError("R105", "the text holds NUL characters; save it again as plain text")
    if not any(map(str.isalnum, text)):
        raise IntakeError("R104", "there is no text in it; give a report with words")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise IntakeError(
            "R113", "the text holds halves of UTF-16 characters; save it again as UTF-8"
        ) from None


def _apart(extra: Mapping[str, Any]) -> dict[str, Any]:
    """Gives foreign fields under names of which none is ours: they stand beside ours in JSON."""
    kept = {name: value for name, value in extra.items() if name not in _TAKEN}
    for name in sorted(extra.keys() & _TAKEN):
        other = f"{_APART}{name}"
        while other in kept:
            other = f"{_APART}{other}"
        kept[other] = extra[name]
    return kept


def _published(given: str) -> str:
    time = published_time(given)
    if time is None:
        raise IntakeError(
            "R112", f'"{given}" is no publication time; write it as 2016-12-31 or 2016-12'
        )
    return time
