"""Rate, errors and duration of requests, in Prometheus' text format."""

import os
from typing import Literal

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

from app import VERSION

Mode = Literal["livesum", "max"]


class Metrics:
    """The metrics of one application."""

    def __init__(self, commit: str) -> None:
        self._registry = CollectorRegistry()
        self.requests = self._counter(
            "http_requests", "Requests answered", "method", "route", "status"
        )
        self.duration = Histogram(
            "http_request_duration_seconds",
            "Time until the response was ready to send",
            ("method", "route"),
            registry=self._registry,
        )
        self.in_flight = self._gauge(
            "http_requests_in_flight", "Requests being handled", "livesum"
        )
        self.deployments = self._counter(
            "ledger_deployments", "Deployments recorded", "environment", "status"
        )
        self._gauge(
            "ledger_build_info", "What runs", "max", "version", "commit"
        ).labels(VERSION, commit).set(1)

    def _counter(self, name: str, help_text: str, *labels: str) -> Counter:
        return Counter(name, help_text, labels, registry=self._registry)

    def _gauge(self, name: str, help_text: str, mode: Mode, *labels: str) -> Gauge:
        # The mode tells how the values of many workers make one.
        return Gauge(
            name, help_text, labels, registry=self._registry, multiprocess_mode=mode
        )

    def render(self) -> bytes:
        """Return the metrics of this process, or of all workers together."""
        if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
            return generate_latest(self._registry)
        workers = CollectorRegistry()
        MultiProcessCollector(workers)
        return generate_latest(workers)
