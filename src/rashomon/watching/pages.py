"""The one report that a page, or an entry of a feed, holds."""

from __future__ import annotations

from urllib.parse import urlsplit

import msgspec

from rashomon.errors import IntakeError
from rashomon.intake import Intake, load_page, load_part
from rashomon.intake.article import Article
from rashomon.intake.fetching import Fetched
from rashomon.intake.metadata import Metadata
from rashomon.reading.reading import Note
from rashomon.report import Report
from rashomon.watching.state import Told

FRONT_PAGE = "R552"
_SEVERAL = "R553"
_FEW_WORDS = "R121"


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """A report, and the notes on it."""

    report: Report
    notes: tuple[Note, ...]


def report_of_page(page: Fetched, told: Told) -> Held:
    """Gives the report of an article's page; what the feed told counts where the page is silent.

    Raises IntakeError: R552 where its address led to the front page of the site, R553 where the
    page holds several reports, R121 where it holds a few words only, R1xx where it can't be read.
    """
    _check_destination(page)
    guid = {"guid": told.guid} if told.guid else {}
    known = Metadata(
        outlet=told.outlet,
        title=told.title,
        published=told.published,
        authors=told.authors,
        language=told.language,
        extra=guid,
    )
    return _only_one(load_page(page, otherwise=known))


def report_of_text(text: Article, page: Fetched) -> Held:
    """Gives the report that an entry of a feed carries. Raises IntakeError as above."""
    return _only_one(load_part(text, page=page))


def _check_destination(page: Fetched) -> None:
    """Raises R552: many sites answer so for articles that they took down."""
    asked, got = urlsplit(page.asked), urlsplit(page.address)
    if got.path in ("", "/") and not got.query and (asked.path not in ("", "/") or asked.query):
        raise IntakeError(
            FRONT_PAGE, "its address leads to the site's front page: the article is not there"
        )


def _only_one(intake: Intake) -> Held:
    for failure in intake.failures:
        raise IntakeError(failure.code, failure.message)
    if len(intake.reports) != 1:
        raise IntakeError(
            _SEVERAL, f"it holds {len(intake.reports):,} reports, not one article; add it by itself"
        )
    (report,) = intake.reports
    for note in intake.notes:
        if note.code == _FEW_WORDS:
            raise IntakeError(note.code, note.message)
    notes = tuple(note for note in intake.notes if note.report == report.id)
    return Held(report=report, notes=notes)
