"""Who may read and who may change: accounts, sessions, tokens, and the guard before every page."""

from __future__ import annotations
