"""Figures for Prometheus: what is asked, how long it takes, what waits."""

from __future__ import annotations

import os

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

MEDIA_TYPE = CONTENT_TYPE_LATEST
SHARED = "PROMETHEUS_MULTIPROC_DIR"
"""The variable that names the folder through which several processes add up their figures."""

_REGISTRY = CollectorRegistry()
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_REQUESTS = Counter(
    "rashomon_requests", "Requests answered", ("method", "route", "status"), registry=_REGISTRY
)
_SECONDS = Histogram(
    "rashomon_request_seconds",
    "Seconds until a request was answered",
    ("route",),
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=_REGISTRY,
)
STREAMS = Gauge(
    "rashomon_change_streams",
    "Readers who follow the changes",
    registry=_REGISTRY,
    multiprocess_mode="livesum",
)


def count_request(*, method: str, route: str, status: int, seconds: float) -> None:
    """Counts a request by the pattern of its address, never by the address."""
    route = route or "none"
    _REQUESTS.labels(method if method in _METHODS else "other", route, str(status)).inc()
    if "stream" not in route:  # they last as long as a reader looks
        _SECONDS.labels(route).observe(seconds)


def figures(*, reports: int, stories: int, jobs: int, change: int) -> bytes:
    """Gives all figures as Prometheus reads them, with those of the library as it is now."""
    registry = CollectorRegistry()
    if SHARED in os.environ:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    now = CollectorRegistry()
    for name, told, value in (
        ("rashomon_library_reports", "Reports in the library", reports),
        ("rashomon_library_stories", "Stories in the library", stories),
        ("rashomon_jobs_active", "Jobs that wait or run", jobs),
        ("rashomon_library_last_change", "Number of the newest change", change),
    ):
        now.register(_Now(name, told, value))
    own = registry if SHARED in os.environ else _REGISTRY
    return generate_latest(own) + generate_latest(now)


class _Now(Collector):
    """A figure that is read when it is asked for, and kept nowhere."""

    def __init__(self, name: str, told: str, value: int) -> None:
        self._told = (name, told, value)

    def collect(self) -> list[Metric]:
        name, told, value = self._told
        return [GaugeMetricFamily(name, told, value=value)]
