"""Rate, errors and duration of requests, in Prometheus' text format."""

import os

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

from app import VERSION


class Metrics:
    """The metrics of one application."""

    def __init__(self, commit: str) -> None:
        self._registry = registry = CollectorRegistry()
        self.requests = Counter(
            "http_requests",
            "Requests answered",
            ("method", "route", "status"),
            registry=registry,
        )
        self.duration = Histogram(
            "http_request_duration_seconds",
            "Time until the response was ready to send",
            ("method", "route"),
            registry=registry,
        )
        self.in_flight = Gauge(
            "http_requests_in_flight",
            "Requests being handled",
            multiprocess_mode="livesum",
            registry=registry,
        )
        self.deployments = Counter(
            "ledger_deployments",
            "Deployments recorded",
            ("environment", "status"),
            registry=registry,
        )
        build = Gauge(
            "ledger_build_info",
            "Always 1; the labels tell what runs",
            ("version", "commit"),
            multiprocess_mode="max",
            registry=registry,
        )
        build.labels(VERSION, commit).set(1)

    def render(self) -> bytes:
        """Return the metrics of this process, or of all workers together."""
        if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
            return generate_latest(self._registry)
        workers = CollectorRegistry()
        MultiProcessCollector(workers)
        return generate_latest(workers)
