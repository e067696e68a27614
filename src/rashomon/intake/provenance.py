"""Which reports are one article: taken from several places, or changed since.

A text that two outlets carry stays two reports, of one origin: only what the reports themselves
say (address, outlet) makes two retrievals one report. Pure: nothing is read or fetched here.
"""

from __future__ import annotations

import os
from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

from msgspec.structs import replace

from rashomon.intake.addresses import address_key, site_of
from rashomon.intake.agencies import canonical_agency
from rashomon.intake.dates import in_utc, published_time
from rashomon.report import Report, Retrieval

# What pages, feeds and wires call the time of an article's last change.
_CHANGED = ("dateModified", "updated", "versionCreated", "modified")
_Item = TypeVar("_Item")


def same_articles(reports: Sequence[Report]) -> tuple[tuple[int, ...], ...]:
    """Groups reports that are one article, by their places in `reports`; each is in one group.

    Two are one where their texts are the same, and so is their address, their outlet, or, where
    neither is known, the file that was given twice. Outlets that differ part them, whatever the
    addresses say: a copy may name the original's.
    """
    keys: dict[int, tuple[str, ...]] = {}
    for same_text in _grouped((report.sha256, place) for place, report in enumerate(reports)):
        keys |= _article_keys(same_text, reports)
    return tuple(
        tuple(group) for group in _grouped((keys[place], place) for place in range(len(reports)))
    )


def _article_keys(places: Sequence[int], reports: Sequence[Report]) -> dict[int, tuple[str, ...]]:
    """Gives what tells each of some reports of one text from those that are other articles."""
    outlets = {place: _outlet(reports[place]) for place in places}
    addresses = {place: address_key(reports[place].url or "") for place in places}
    keys: dict[int, tuple[str, ...]] = {}
    for place in places:
        text, outlet, address = reports[place].sha256, outlets[place], addresses[place]
        if outlet is None and address is not None:
            named = {outlets[other] for other in places if addresses[other] == address} - {None}
            outlet = named.pop() if len(named) == 1 else None
        if outlet is not None:
            keys[place] = (text, "outlet", outlet)
        elif address is not None:
            keys[place] = (text, "address", address)
        else:
            taken = [os.path.normpath(one.source) for one in reports[place].retrievals[:1]]
            keys[place] = (text, "place", *(taken or [str(place)]))
    return keys


def _outlet(report: Report) -> str | None:
    """Gives an outlet's name to be compared; None where nobody named the outlet.

    The agency of the dateline stands in every copy of its text, whoever carries it; the site of
    the address tells no more than the address.
    """
    if not report.outlet or report.outlet == site_of(report.url or ""):
        return None
    agency = report.dateline.agency if report.dateline else None
    if agency is not None and _known_agency(report.outlet) == _known_agency(agency):
        return None
    return " ".join(report.outlet.casefold().split()).removeprefix("the ")


def _known_agency(name: str) -> str:
    """Gives the usual name of an agency; the name itself where the agency is not known."""
    return canonical_agency(name) or name


def one_report(reports: Sequence[Report]) -> Report:
    """Gives one report of several that are one article, with the retrievals of all.

    What the best described of them does not know is taken from the others. The result does not
    depend on their order.
    """
    first, *others = sorted(reports, key=lambda report: (-_known(report), *_order(report)))
    retrievals = {retrieval: None for report in reports for retrieval in report.retrievals}
    for other in others:
        first = replace(
            first,
            url=first.url or other.url,
            outlet=other.outlet if _outlet(first) is None and other.outlet else first.outlet,
            published=first.published or other.published,
            authors=first.authors or other.authors,
            extra={**other.extra, **first.extra},
        )
    return replace(first, retrievals=tuple(sorted(retrievals, key=_retrieval_order)))


def _known(report: Report) -> int:
    named = (report.url, _outlet(report), report.published, report.title, report.authors)
    return sum(map(bool, named))


def _order(report: Report) -> tuple[str, ...]:
    return (report.path or "", report.id, report.url or "", report.published or "")


def _retrieval_order(retrieval: Retrieval) -> tuple[str, ...]:
    return (retrieval.retrieved or "", retrieval.source, retrieval.sha256, retrieval.reader)


def versions_of(reports: Iterable[Report]) -> tuple[tuple[Report, ...], ...]:
    """Groups reports into articles, each the versions that stood at one address, oldest first.

    A report without an address is an article of its own, and so are reports of outlets that
    differ. Versions are ordered by when they were changed, published or retrieved, as far as each
    says so; the articles by their first version.
    """
    articles = [
        tuple(sorted(article, key=_version_order))
        for address in _grouped((_place(report, n), report) for n, report in enumerate(reports))
        for article in _parted_by_outlet(address)
    ]
    return tuple(sorted(articles, key=lambda versions: _version_order(versions[0])))


def _place(report: Report, number: int) -> Hashable:
    """Gives the key of a report's address; a number of its own where it has none."""
    return address_key(report.url or "") or number


def _parted_by_outlet(reports: Sequence[Report]) -> list[list[Report]]:
    """Parts the reports of one address where they name several outlets."""
    if len({outlet for report in reports if (outlet := _outlet(report))}) < 2:
        return [list(reports)]
    return _grouped((_outlet(report), report) for report in reports)


def _version_order(report: Report) -> tuple[str, ...]:
    said = (report.extra.get(name) for name in _CHANGED)
    changed = (published_time(time) for time in said if isinstance(time, str))
    when = next(filter(None, changed), report.published)
    retrieved = min((one.retrieved for one in report.retrievals if one.retrieved), default="")
    return (in_utc(when or retrieved), in_utc(retrieved), report.sha256, *_order(report))


def _grouped(pairs: Iterable[tuple[Hashable, _Item]]) -> list[list[_Item]]:
    groups: dict[Hashable, list[_Item]] = {}
    for key, item in pairs:
        groups.setdefault(key, []).append(item)
    return list(groups.values())
