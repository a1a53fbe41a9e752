"""Log and measure every request."""

from time import perf_counter

import structlog
from flask import Flask, Response, g, request
from structlog.typing import FilteringBoundLogger

from app.services import services

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

log: FilteringBoundLogger = structlog.get_logger()


def install(app: Flask) -> None:
    """Observe every request of an application."""
    app.before_request(begin)
    app.after_request(finish)
    app.teardown_request(release)


def begin() -> None:
    """Count a request in and start its clock."""
    services().metrics.in_flight.inc()
    g.started = perf_counter()


def finish(response: Response) -> Response:
    """Log and measure an answered request."""
    seconds = perf_counter() - g.started
    metrics = services().metrics
    metrics.requests.labels(method(), route(), response.status_code).inc()
    metrics.duration.labels(method(), route()).observe(seconds, g.exemplar)
    # Probes and scrapes come every few seconds and would drown the rest.
    write = log.debug if request.blueprint == "probes" else log.info
    write(
        "request",
        method=method(),
        route=route(),
        path=request.path[:200],
        status=response.status_code,
        duration_ms=round(seconds * 1000, 2),
    )
    return response


def release(_: BaseException | None) -> None:
    """Count a request out, however it ended."""
    services().metrics.in_flight.dec()


def method() -> str:
    """Return the method of this request, one label for all invented ones."""
    return request.method if request.method in METHODS else "OTHER"


def route() -> str:
    """Return the template of the route, never the path: labels stay few."""
    return request.url_rule.rule if request.url_rule else "unmatched"
