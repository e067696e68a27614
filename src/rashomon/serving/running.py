"""Running the server: one process, or several over PostgreSQL, until it is told to stop."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable

import uvicorn

from rashomon.errors import RashomonError
from rashomon.library import open_library
from rashomon.serving.access.accounts import any_account
from rashomon.serving.jobs import tidy_jobs
from rashomon.serving.logs import log_as_json
from rashomon.serving.metrics import SHARED
from rashomon.serving.settings import Settings, to_environment
from rashomon.serving.stopping import leave_in_order

_GRACE = 15  # seconds for what is being answered when it stops
_IDLE = 30  # seconds until a connection on which nothing is asked is closed
_CONNECTIONS = 1000
_WAITING = 256


def run(
    settings: Settings, *, workers: int, log_level: str, ready: Callable[[Settings], None]
) -> None:
    """Serves until it is told to stop; then answers what was asked, and ends.

    Raises RashomonError R5xx where the library can not be opened, R608 where strangers could reach
    it and nobody has an account, R609 for several processes over SQLite.
    """
    with open_library(settings.library) as library:
        if not any_account(library) and not settings.alone:
            raise RashomonError(
                "R608",
                "others can reach this address: make an account first (rashomon access add NAME)",
            )
        if workers > 1 and library.dialect != "postgresql":
            raise RashomonError("R609", "several workers need a library in PostgreSQL")
        tidy_jobs(library)
    leave_in_order()
    log_as_json(log_level)
    to_environment(settings, log_level=log_level)
    ready(settings)
    with tempfile.TemporaryDirectory(prefix="rashomon-metrics-") as folder:
        if workers > 1:
            os.environ[SHARED] = folder
        uvicorn.run(
            "rashomon.serving.app:app_from_environment",
            factory=True,
            host=settings.host,
            port=settings.port,
            workers=workers,
            http="rashomon.serving.protocol:PatientProtocol",
            ws="none",
            lifespan="on",
            access_log=False,
            log_config=None,
            server_header=False,
            date_header=True,
            proxy_headers=bool(settings.proxies),
            forwarded_allow_ips=list(settings.proxies) or None,
            timeout_keep_alive=_IDLE,
            timeout_graceful_shutdown=_GRACE,
            limit_concurrency=_CONNECTIONS,
            backlog=_WAITING,
        )
