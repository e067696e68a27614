"""The pages, one module a concern; `routers` are what the app serves."""

from __future__ import annotations

from fastapi import APIRouter

from rashomon.serving.pages import (
    account,
    add,
    files,
    front,
    judging,
    people,
    report,
    search,
    story,
)

routers: tuple[APIRouter, ...] = (
    front.router,
    story.router,
    report.router,
    people.router,
    search.router,
    judging.router,
    add.router,
    account.router,
    files.router,
)
