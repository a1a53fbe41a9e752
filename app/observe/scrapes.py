"""Answer Prometheus on a port of its own, which the load balancer never sees.

The library's server runs in the master, in threads that nothing waits for: workers
come and go without it, and a client that holds a scrape holds nothing else.
"""

import socket
from collections.abc import Iterable
from contextlib import suppress
from ipaddress import ip_address
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING
from wsgiref.simple_server import WSGIRequestHandler

from prometheus_client import CollectorRegistry, make_wsgi_app
from prometheus_client.exposition import ThreadingWSGIServer
from prometheus_client.registry import Collector

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# Seconds from a connection to the end of its answer.
SECONDS = 5.0
# Prometheus opens one connection, a person's browser a few.
CONNECTIONS = 32


class Handler(WSGIRequestHandler):
    """A request without a line in the log, as one comes every few seconds."""

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing."""


class Scrapes(ThreadingWSGIServer):
    """The server of the metrics, which no client can hold."""

    def __init__(self, address: str, port: int, app: "WSGIApplication") -> None:
        if ip_address(address).version == 6:
            self.address_family = socket.AF_INET6
        self._deadlines: dict[socket.socket, float] = {}
        super().__init__((address, port), Handler)
        self.set_app(app)

    def server_bind(self) -> None:
        """Bind without a look for the machine's name, which may take seconds."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = self.socket.getsockname()[:2]
        self.setup_environ()

    def start(self) -> None:
        """Answer from now on."""
        Thread(target=self.serve_forever, name="scrapes", daemon=True).start()

    def leave(self) -> None:
        """Close what a process has inherited that does not answer scrapes."""
        for each in (self.socket, *self._deadlines):
            each.close()

    def process_request(self, request: object, client_address: object) -> None:
        """Start a thread for a request; the oldest ends when there are too many."""
        assert isinstance(request, socket.socket)
        if len(self._deadlines) >= CONNECTIONS:
            end(min(self._deadlines.copy(), key=self._deadlines.__getitem__))
        self._deadlines[request] = monotonic() + SECONDS
        super().process_request(request, client_address)

    def service_actions(self) -> None:
        """End the requests whose time is over; called twice a second."""
        now = monotonic()
        for request, deadline in self._deadlines.copy().items():
            if deadline < now:
                end(request)

    def shutdown_request(self, request: object) -> None:
        """Close a connection."""
        assert isinstance(request, socket.socket)
        super().shutdown_request(request)
        self._deadlines.pop(request, None)

    def handle_error(self, request: object, client_address: object) -> None:
        """Pass over a client that has gone before its answer."""


def end(request: socket.socket) -> None:
    """Let whatever waits for a client go on with an error."""
    with suppress(OSError):
        request.shutdown(socket.SHUT_RDWR)


def application(collector: Collector) -> "WSGIApplication":
    """Return an application that has the metrics at /metrics, and nothing else."""
    registry = CollectorRegistry()
    registry.register(collector)
    metrics = make_wsgi_app(registry)

    def answer(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/metrics":
            found: Iterable[bytes] = metrics(environ, start)
            return found
        start("404 Not Found", [("Content-Type", "text/plain; charset=utf-8")])
        return [b"the metrics are at /metrics\n"]

    return answer
