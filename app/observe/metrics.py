"""What the service measures of itself, in Prometheus' text format."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Metric,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from app import VERSION
from app.observe import dead_workers

Mode = Literal["livesum", "livemax"]

DIRECTORY = "PROMETHEUS_MULTIPROC_DIR"
# Answers from the cache take less than a millisecond, and the limit is seconds.
REQUEST_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
CACHE = ("hit", "miss", "away")
HOUR = 3600
LEAD_SECONDS = tuple(HOUR * hours for hours in (0.25, 1, 4, 12, 24, 48, 96, 168, 336))


class Workers(Collector):
    """What the files of all workers say together."""

    def __init__(self, directory: str) -> None:
        self._directory = directory

    def collect(self) -> Iterable[Metric]:
        """Read the files, except those that a worker is just making."""
        with dead_workers.reading(self._directory):
            files = Path(self._directory).glob("*.db")
            # The library stumbles over a file without content.
            whole = [str(file) for file in files if file.stat().st_size]
            merged: Iterable[Metric] = MultiProcessCollector.merge(whole)
            return merged


class Metrics:
    """The metrics of one application."""

    def __init__(self, commit: str) -> None:
        self._registry = CollectorRegistry()
        self.requests = self._counter(
            "http_requests", "Requests answered", "method", "route", "status"
        )
        self.duration = self._histogram(
            "http_request_duration_seconds",
            "Time until the response was ready to send",
            REQUEST_SECONDS,
            "method",
            "route",
        )
        self.in_flight = self._gauge("http_requests_in_flight", "Requests in work")
        self.pool_in_use = self._gauge(
            "db_pool_connections_in_use", "Connections that requests hold"
        )
        self.pool_waiting = self._gauge(
            "db_pool_waiting", "Requests that wait for a connection"
        )
        self.cache = self._counter("cache_requests", "Answers from the cache", "result")
        self.deployments = self._counter(
            "ledger_deployments", "Deployments recorded", "environment", "status"
        )
        self.lead_time = self._histogram(
            "ledger_lead_time_seconds",
            "Time from a commit's first report to its first health",
            LEAD_SECONDS,
            "environment",
        )
        build = self._gauge(
            "ledger_build_info", "What runs", "version", "commit", mode="livemax"
        )
        build.labels(VERSION, commit).set(1)
        # To look them up takes longer than to count.
        self._of_cache = {each: self.cache.labels(each) for each in CACHE}
        self._of_requests: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}

    def count_request(
        self, method: str, route: str, status: int, seconds: float, trace: str | None
    ) -> None:
        """Count an answer, and how long it took, with the trace to look at."""
        key = method, route, status
        if key not in self._of_requests:
            self._of_requests[key] = (
                self.requests.labels(method, route, status),
                self.duration.labels(method, route),
            )
        counter, histogram = self._of_requests[key]
        counter.inc()
        histogram.observe(seconds, {"trace_id": trace} if trace else None)

    def count_cache(self, result: str) -> None:
        """Count an answer of the cache: hit, miss or away."""
        self._of_cache[result].inc()

    def render(self) -> bytes:
        """Return the metrics of this process, or of all workers together."""
        if DIRECTORY not in os.environ:
            return generate_latest(self._registry)
        return render_all(os.environ[DIRECTORY])

    def _counter(self, name: str, help_text: str, *labels: str) -> Counter:
        return Counter(name, help_text, labels, registry=self._registry)

    def _histogram(
        self, name: str, help_text: str, buckets: Sequence[float], *labels: str
    ) -> Histogram:
        return Histogram(
            name, help_text, labels, buckets=buckets, registry=self._registry
        )

    def _gauge(
        self, name: str, help_text: str, *labels: str, mode: Mode = "livesum"
    ) -> Gauge:
        # The mode tells how the values of many workers make one.
        return Gauge(
            name, help_text, labels, registry=self._registry, multiprocess_mode=mode
        )


def render_all(directory: str) -> bytes:
    """Return what all workers have measured, the dead ones included."""
    workers = CollectorRegistry()
    workers.register(Workers(directory))
    return generate_latest(workers)
