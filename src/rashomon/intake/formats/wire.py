"""What the wire formats of the IPTC (ninjs, NewsML-G2, NITF) have in common.

Their fields are kept under the names of ninjs 3: `infoSources`, `version`, `edNote`, `byline`,
`located`, `datelineText`, `embargoed`, `usageTerms`, `pubStatus`, `headlines` and so on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rashomon.errors import IntakeError
from rashomon.intake.article import Article
from rashomon.intake.bylines import byline_names
from rashomon.intake.formats.prose import Prose, clean
from rashomon.intake.metadata import metadata_of

_STATUSES = {
    "canceled": "the provider has canceled this item: it is not to be used",
    "cancelled": "the provider has canceled this item: it is not to be used",
    "withheld": "the provider withholds this item until further notice",
}


def wire_article(prose: Prose, *, reader: str, record: Mapping[str, Any], name: str) -> Article:
    """Gives the article of a wire item; fields of the record that are empty are left out.

    Notes say where the item is canceled or withheld (R134) or under embargo (R135).
    Raises IntakeError R132 where it has no text.
    """
    if not any(map(str.isalnum, prose.text)):
        kind = record.get("type")
        what = f"it is of the kind {kind!r} and has" if kind and kind != "text" else "it has"
        raise IntakeError("R132", f"{what} no text to read; ask for the item with its text")
    kept = {field: value for field, value in record.items() if value not in (None, "", [], {}, ())}
    return Article(
        text=prose.text,
        reader=reader,
        known=metadata_of(kept),
        zones=prose.zones,
        notes=tuple(_notes(kept)),
        name=name,
    )


def _notes(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    status = str(record.get("pubStatus", "")).lower()
    if status in _STATUSES:
        yield "R134", _STATUSES[status]
    if record.get("embargoed"):
        yield "R135", f"it is under embargo until {clean(str(record['embargoed']))[:80]}"
    elif status == "embargoed":
        yield "R135", "it is under embargo"


def authors_of(byline: str | None) -> tuple[str, ...]:
    """Gives the people that a byline names, with or without its "By"."""
    line = clean(byline or "")
    for form in (line, f"By {line}"):
        if names := byline_names(form, above_report=True):
            return names
    return ()
