"""What is fuzzed: one reader, and all that makes reports of what it gives."""

from __future__ import annotations

import traceback
from pathlib import Path

from rashomon.errors import IntakeError
from rashomon.intake.article import Article, Member
from rashomon.intake.contents import articles_in
from rashomon.intake.kinds import KINDS, Kind
from rashomon.intake.reports import report_of
from rashomon.report import Report

READERS: dict[str, Kind] = {kind.reader: kind for kind in reversed(KINDS) if kind.reader}


class FindingError(Exception):
    """A reader did what no input may make it do. `where` tells findings of one cause."""

    def __init__(self, where: str, words: str) -> None:
        super().__init__(f"{where}: {words}")
        self.where = where


def take(reader: str, data: bytes) -> int:
    """Reads an input as users' files are read; gives the number of reports that came of it.

    Raises FindingError where something else than a coded error stops it, or a report is unsound.
    """
    kind = READERS[reader]
    name = f"input{kind.endings[0] if kind.endings else ''}"
    reports = 0
    try:
        for part in kind.load_reader()(data, name):
            if isinstance(part, Article):
                reports += _report(part)
            elif isinstance(part, Member):
                named = f"{part.name}{part.ending}"
                for _, found in articles_in(part.data, named):
                    reports += _report(found) if isinstance(found, Article) else 0
    except FindingError:
        raise
    except IntakeError:
        pass  # What came before the error counts.
    except Exception as error:
        raise FindingError(_where(error), f"{type(error).__name__}: {error}"[:300]) from error
    return reports


def _report(article: Article) -> int:
    try:
        report = report_of(article)
    except IntakeError:
        return 0
    _check(report)
    return 1


def _check(report: Report) -> None:
    end = 0
    for zone in report.zones:
        if not end <= zone.start < zone.end <= len(report.text):
            raise FindingError("zones", f"{zone} in a text of {len(report.text)} characters")
        end = zone.end
    report.text.encode()  # A half of a pair of UTF-16 would break every output.


def _where(error: Exception) -> str:
    """Names the last line of Rashomon's own, and the last line of all."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "rashomon" in Path(frame.filename).parts]
    named = [f"{Path(f.filename).name}:{f.lineno}" for f in (*own[-1:], *frames[-1:])]
    return " ".join(dict.fromkeys([type(error).__name__, *named]))
