"""The HTTP API, version 1: the contract's objects as JSON. `routers` are what the app serves."""

from __future__ import annotations

from fastapi import APIRouter

from rashomon.serving.api import changes, describing, judging, reading, writing

routers: tuple[APIRouter, ...] = (
    reading.router,
    writing.router,
    judging.router,
    changes.router,
    describing.router,
)
