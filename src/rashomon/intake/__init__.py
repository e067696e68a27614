"""Files in, reports out. The only room that reads what users give."""

from __future__ import annotations

from rashomon.intake.reports import report_from_text

__all__ = ["report_from_text"]
