"""Files in, reports out. The only room that reads what users give."""

from __future__ import annotations

from rashomon.intake.loading import Failure, Intake, Source, load, load_page, load_part
from rashomon.intake.reports import report_from_text

__all__ = ["Failure", "Intake", "Source", "load", "load_page", "load_part", "report_from_text"]
