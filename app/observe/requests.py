"""Log and measure every request, from outside of Flask.

Its hooks would do, but they cost more than all that is done here: see the bench.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

import structlog
from flask import Flask, Request
from structlog.typing import FilteringBoundLogger

from app.observe import correlation
from app.observe.clients import CLIENT, Clients
from app.observe.metrics import Metrics

if TYPE_CHECKING:
    from _typeshed import OptExcInfo
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
# They come every few seconds and would drown the rest.
PROBES = frozenset({"/healthz", "/readyz", "/version"})

log: FilteringBoundLogger = structlog.get_logger()


def install(app: Flask, metrics: Metrics, proxies: str) -> None:
    """Observe every request of an application behind trusted proxies."""
    observed = Observed(app.wsgi_app, metrics, Clients(proxies))
    app.wsgi_app = observed  # type: ignore[method-assign]  # as Flask documents it


@dataclass(frozen=True, slots=True)
class Observed:
    """An application, and what its requests are measured with."""

    inner: "WSGIApplication"
    metrics: Metrics
    clients: Clients

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer a request, and tell of it when its answer begins."""
        request_id, trace = correlation.bind(environ)
        environ[CLIENT] = self.clients.address(environ)
        started = perf_counter()

        def start(
            status: str,
            headers: list[tuple[str, str]],
            failure: "OptExcInfo | None" = None,
            /,
        ) -> Callable[[bytes], object]:
            seconds = perf_counter() - started
            self.tell(environ["werkzeug.request"], int(status[:3]), seconds, trace)
            headers.append((correlation.HEADER, request_id))
            return start_response(status, headers, failure)

        self.metrics.in_flight.inc()
        try:
            return self.inner(environ, start)
        finally:
            self.metrics.in_flight.dec()

    def tell(
        self, asked: Request, status: int, seconds: float, trace: str | None
    ) -> None:
        """Log and measure an answered request."""
        method = asked.method if asked.method in METHODS else "OTHER"
        # The template of the route, never the path: labels stay few.
        route = asked.url_rule.rule if asked.url_rule else "unmatched"
        self.metrics.count_request(method, route, status, seconds, trace)
        write = log.debug if route in PROBES else log.info
        write(
            "request",
            method=method,
            route=route,
            path=asked.path[:200],
            status=status,
            client=asked.environ[CLIENT],
            user_agent=asked.headers.get("User-Agent", "")[:200],
            duration_ms=round(seconds * 1000, 2),
        )
