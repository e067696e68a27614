"""The web reader and the HTTP API: an edge of the house, over `rashomon.library`."""

from __future__ import annotations

from rashomon.serving.app import create_app
from rashomon.serving.settings import Settings

__all__ = ["Settings", "create_app"]
